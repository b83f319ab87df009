"""Tables → a workbook for a spreadsheet program: heads that stay in view, filters, drop-downs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from gongwen.pattern import pattern
from gongwen.zh.width import width

_LONGEST = 32767
"""Characters that a cell holds."""
UNSEEN = pattern("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 6.0, 60.0
"""Of a column, in the characters of a spreadsheet: half a 字 each."""
_LOOKED_AT = 200
"""Rows from which the width of a column is taken."""
_SPARE_ROWS = 500
"""Rows below the last one that have drop-downs too."""
_HEAD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="E7EEF7")


@dataclass(frozen=True, slots=True)
class BookTable:
    """A sheet: a head and rows of texts and numbers."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | int]]
    choices: Mapping[str, Sequence[str] | str] = field(default_factory=dict)
    """What a column may hold: texts, or the column of another sheet, as 领导小组!B."""
    marked: Mapping[int, str] = field(default_factory=dict)
    """Rows, from 0, with the colour (RRGGBB) that they are shaded in."""


def write_book(tables: Sequence[BookTable], facts: Mapping[str, str] | None = None) -> bytes:
    """Return an xlsx with a sheet for each of ``tables``; texts stay texts, whatever they begin with.

    ``facts`` stand in the properties of the file: keys and values that no sheet shows.
    """
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        assert isinstance(sheet, WriteOnlyWorksheet)
        _write(sheet, table)
    book.properties.keywords = ";".join(f"{key}={value}" for key, value in (facts or {}).items())
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(sheet: WriteOnlyWorksheet, table: BookTable) -> None:
    for column, wide in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for name, allowed in table.choices.items():
        sheet.data_validations.append(_drop_down(allowed, table.columns.index(name) + 1, len(table.rows)))
    sheet.append([_head(sheet, name) for name in table.columns])
    for index, row in enumerate(table.rows):
        colour = table.marked.get(index, "")
        sheet.append(
            [_cell(sheet, value if isinstance(value, int) else _clean(value), colour) for value in row]
        )


def _widths(table: BookTable) -> list[float]:
    sample = [table.columns, *table.rows[:_LOOKED_AT]]
    columns = zip(*sample, strict=True)
    return [min(max(_NARROWEST, *(2 * width(str(text)) + 2 for text in texts)), _WIDEST) for texts in columns]


def _drop_down(allowed: Sequence[str] | str, column: int, rows: int) -> DataValidation:
    letter = get_column_letter(column)
    if isinstance(allowed, str):
        sheet, _, source = allowed.partition("!")
        formula = f"'{sheet}'!${source}$2:${source}$2000"
    else:
        formula = f'"{",".join(allowed)}"'
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}2:{letter}{rows + 1 + _SPARE_ROWS}")
    return rule


def _head(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, _clean(text))
    cell.font, cell.fill, cell.alignment = _HEAD, _SHADE, Alignment(horizontal="center")
    return cell


def _cell(sheet: WriteOnlyWorksheet, text: str | int, colour: str) -> WriteOnlyCell | str | int | None:
    """Return what stands in a cell; what looks like a formula or has a colour needs a cell of its own."""
    if not colour and not str(text).startswith("="):
        return text if isinstance(text, int) else text or None
    cell = WriteOnlyCell(sheet, text)
    if isinstance(text, str):
        cell.data_type = "s"
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)
    return cell


def _clean(text: str) -> str:
    return UNSEEN.sub("", text)[:_LONGEST]
