"""Sheets in which every cell is a text, as registers are exported → their texts, read as they stand in the file."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree
from openpyxl.utils import column_index_from_string

from gongwen.ooxml.xml import LINKS, R
from gongwen.pattern import pattern

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _CELL, _TEXT = (f"{{{_MAIN}}}{name}" for name in ("row", "c", "t"))
_BOOK, _BOOK_LINKS, _FOLDER = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/"
_OTHER = pattern(rb'<c (?![^<>]*\bt="inlineStr")|<c[>/]|<\w+:(?:c|row)\b|<(?:dimension|rPh|r|f|v)[\s/>]')
"""What no sheet of such texts has: other cells, texts of several pieces, a size that may be larger than what is there."""
_MOST_ROWS = 1_048_576
_DIGITS = "0123456789"


def are_texts(sheets: Sequence[bytes]) -> bool:
    """Whether every cell of ``sheets`` is one text that stands in it."""
    return not any(_OTHER.search(content) for content in sheets)


def read_text_sheets(
    parts: Mapping[str, bytes], left_out: Collection[str] = ()
) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield name and rows of each sheet of the workbook of ``parts`` but those ``left_out``; an empty cell is "".

    Raises ValueError, KeyError and XMLSyntaxError for what is no such workbook.
    """
    links = {
        each.get("Id"): _FOLDER + each.get("Target", "").removeprefix(f"/{_FOLDER}")
        for each in _parsed(parts[_BOOK_LINKS]).iter(f"{{{LINKS}}}Relationship")
        if each.get("Type", "").endswith("/worksheet")
    }
    for sheet in _parsed(parts[_BOOK]).iter(f"{{{_MAIN}}}sheet"):
        name = sheet.get("name", "")
        if name not in left_out and (key := sheet.get(f"{{{R}}}id")) in links:
            yield name, _rows(parts[links[key]])


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _rows(data: bytes) -> list[list[str]]:
    rows: list[list[str]] = []
    columns: dict[str, int] = {}
    for _, row in etree.iterparse(io.BytesIO(data), tag=_ROW, resolve_entities=False, no_network=True):
        number = int(row.get("r") or len(rows) + 1)
        if not len(rows) < number <= _MOST_ROWS:
            raise ValueError(number)
        rows += [[] for _ in range(number - 1 - len(rows))]
        rows.append(_texts(row, columns))
        row.clear()
    return rows


def _texts(row: etree._Element, columns: dict[str, int]) -> list[str]:
    """Return the texts of a row; ``columns`` are the numbers of those that were met."""
    texts: list[str] = []
    for cell in row.iterchildren(_CELL):
        letters = cell.get("r", "").rstrip(_DIGITS)
        if letters and letters not in columns:
            columns[letters] = column_index_from_string(letters)
        column = columns[letters] if letters else len(texts) + 1
        if column > len(texts) + 1:
            texts += [""] * (column - 1 - len(texts))
        texts.append("".join(cell.itertext(_TEXT, with_tail=False)))
    return texts
