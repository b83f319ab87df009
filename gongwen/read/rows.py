"""Sheets as clerks make them → rows by known titles: the head may stand anywhere near the top."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongwen.read.workbook import Cell, Sheet

_DEEPEST_HEAD = 30
"""The last row that is looked at for the head."""
_FEWEST = 2
"""Known titles that make a row a head."""
_NOTE = re.compile(r"[（(].*?[)）]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table by the keys of its columns."""

    cells: Mapping[str, Cell]
    """Only those that have something in them."""
    at: str
    """Where the row is: that of its first cell."""

    def text(self, key: str) -> str:
        """Return what stands in the column ``key``; "" for nothing."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def place(self, key: str) -> str:
        """Return where the column ``key`` of the row is, or the row when there is nothing in it."""
        cell = self.cells.get(key)
        return cell.at if cell else self.at


@dataclass(frozen=True, slots=True)
class RowTable:
    """The rows of one sheet below its head."""

    name: str
    above: tuple[str, ...]
    """The texts above the head: the title of the sheet and what is said under it."""
    keys: tuple[str, ...]
    """The columns that were understood."""
    unknown: tuple[Cell, ...]
    """Titles of columns that were not."""
    rows: tuple[Row, ...]


def plain(text: str) -> str:
    """Return ``text`` as titles are compared: no spaces, no notes in brackets, one width."""
    return _NOTE.sub("", "".join(unicodedata.normalize("NFKC", text).split())).strip(":：*")


def read_rows(sheet: Sheet, titles: Mapping[str, str]) -> RowTable | None:
    """Return the rows of ``sheet``; ``titles`` tells the key of each title in use. None when no row is a head."""
    head = _find_head(sheet, titles)
    if head is None:
        return None
    keys = _columns(sheet.rows[head], titles)
    unknown = tuple(cell for column, cell in enumerate(sheet.rows[head]) if cell.text and column not in keys)
    above = tuple(dict.fromkeys(cell.text for row in sheet.rows[:head] for cell in row if cell.text))
    rows = tuple(
        row
        for cells in sheet.rows[head + 1 :]
        if (row := _row(cells, keys)) and not _is_head(cells, keys, titles)
    )
    return RowTable(sheet.name, above, tuple(keys.values()), unknown, rows)


def _find_head(sheet: Sheet, titles: Mapping[str, str]) -> int | None:
    scores = [len(_columns(row, titles)) for row in sheet.rows[:_DEEPEST_HEAD]]
    best = max(scores, default=0)
    return scores.index(best) if best >= _FEWEST else None


def _columns(row: Sequence[Cell], titles: Mapping[str, str]) -> dict[int, str]:
    """Return the key of each column with a known title; of two with one key the first counts."""
    found: dict[int, str] = {}
    for column, cell in enumerate(row):
        key = titles.get(plain(cell.text))
        if key and key not in found.values():
            found[column] = key
    return found


def _row(cells: Sequence[Cell], keys: Mapping[int, str]) -> Row | None:
    held = {key: cells[column] for column, key in keys.items() if column < len(cells) and cells[column].text}
    return Row(held, next(iter(held.values())).at) if held else None


def _is_head(cells: Sequence[Cell], keys: Mapping[int, str], titles: Mapping[str, str]) -> bool:
    """Whether a row repeats the head, as on the next page of a printed list."""
    first = next(iter(keys))
    is_like = first < len(cells) and titles.get(plain(cells[first].text)) == keys[first]
    return is_like and _columns(cells, titles) == keys
