"""Sheets as clerks make them → rows by known titles: the head may stand anywhere near the top."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gongwen.pattern import pattern
from gongwen.read.workbook import Cell, Sheet

_DEEPEST_HEAD = 30
"""The last row that is looked at for the head."""
_FEWEST = 2
"""Known titles that make a row a head."""
_RARE = ("备注", "次序", "编号")
"""Keys that one of several tables in a sheet may lack."""
_NOTE = pattern(r"[（(].*?[)）]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table by the keys of its columns."""

    cells: Mapping[str, Cell]
    """Only those that have something in them."""
    at: str
    """Where the row is: that of its first cell."""
    rest: Mapping[str, Cell] = field(default_factory=dict)
    """What stands in the columns that were not understood, by their titles."""

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


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return ``text`` as titles are compared: no spaces, no notes in brackets, one width."""
    return _NOTE.sub("", "".join(unicodedata.normalize("NFKC", text).split())).strip(":：*")


def read_rows(sheet: Sheet, titles: Mapping[str, str]) -> RowTable | None:
    """Return the rows of ``sheet``; ``titles`` tells the key of each title in use. None when no row is a head."""
    return next(iter(read_tables(sheet, titles)), None)


def read_tables(sheet: Sheet, titles: Mapping[str, str]) -> list[RowTable]:
    """Return the tables that stand one below the other in ``sheet``, each with a title of its own; [] without a head.

    A head that is repeated without a title, as on the next page of a printed list, begins no table.
    """
    head = _find_head(sheet, titles)
    if head is None:
        return []
    keys = _head_keys(sheet.rows, head, titles)
    heads = [head, *_more_heads(sheet.rows, head, titles)]
    return [
        _table(sheet, index, _title_above(sheet.rows, after) if after else len(sheet.rows), keys, titles)
        for index, after in zip(heads, [*heads[1:], 0], strict=True)
    ]


def _more_heads(rows: Sequence[Sequence[Cell]], head: int, titles: Mapping[str, str]) -> Iterator[int]:
    """Yield the rows below that are heads again, with a title of their own above them."""
    own = _columns(rows[head], titles)
    for index in range(head + 2, len(rows)):
        found = _columns(rows[index], titles)
        is_like = len(found) >= _FEWEST and set(found.values()) & set(own.values()) >= set(
            own.values()
        ) - set(_RARE)
        if is_like and _title_above(rows, index) < index:
            yield index


def _title_above(rows: Sequence[Sequence[Cell]], head: int) -> int:
    """Return the row of the title above ``head``: cells that are one, or one cell alone; ``head`` without one."""
    index = head - 1
    texts = {cell.text for cell in rows[index] if cell.text}
    is_title = len(texts) == 1 and not next(iter(texts)).isdecimal()
    return index if is_title else head


def _table(
    sheet: Sheet, head: int, stop: int, known: Mapping[int, str], titles: Mapping[str, str]
) -> RowTable:
    keys = _head_keys(sheet.rows, head, titles) or known
    top = _top_of_head(sheet.rows, head, titles)
    names = _unknown(sheet.rows, head, top, keys)
    above = dict.fromkeys(cell.text for row in _titles_before(sheet.rows, top) for cell in row if cell.text)
    rows = tuple(
        row
        for cells in sheet.rows[head + 1 : stop]
        if (row := _row(cells, keys, names)) and not _is_head(cells, keys, titles)
    )
    return RowTable(sheet.name, tuple(above), tuple(keys.values()), tuple(names.values()), rows)


def _titles_before(rows: Sequence[Sequence[Cell]], top: int) -> Sequence[Sequence[Cell]]:
    """Return the rows above a head, from the last that belongs to a table before it."""
    first = top
    while first > 0 and len({cell.text for cell in rows[first - 1] if cell.text}) <= _FEWEST:
        first -= 1
    return rows[first:top]


def _top_of_head(rows: Sequence[Sequence[Cell]], head: int, titles: Mapping[str, str]) -> int:
    """Return the first row of a head: the one above it belongs to it when it titles columns that it leaves empty."""
    above = rows[head - 1] if head else ()
    taken = _columns(rows[head], titles)
    is_head = any(titles.get(plain(cell.text)) for column, cell in enumerate(above) if column not in taken)
    spread = {cell.text for cell in above if cell.text}
    return head - 1 if is_head and len(spread) >= _FEWEST else head


def _head_keys(rows: Sequence[Sequence[Cell]], head: int, titles: Mapping[str, str]) -> dict[int, str]:
    """Return the key of each column, of a head of one row or of two."""
    keys = _columns(rows[head], titles)
    if _top_of_head(rows, head, titles) < head:
        upper = _columns(rows[head - 1], titles)
        own = {column for column, cell in enumerate(rows[head]) if cell.text}
        keys |= {
            column: key
            for column, key in upper.items()
            if key not in keys.values()
            and (column not in own or titles.get(plain(rows[head][column].text)) == key)
        }
    return dict(sorted(keys.items()))


def _unknown(rows: Sequence[Sequence[Cell]], head: int, top: int, keys: Mapping[int, str]) -> dict[int, Cell]:
    """Return the titles of the columns that were not understood."""
    found: dict[int, Cell] = {}
    for row in rows[top : head + 1]:
        found |= {column: cell for column, cell in enumerate(row) if cell.text and column not in keys}
    return found


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


def _row(cells: Sequence[Cell], keys: Mapping[int, str], names: Mapping[int, Cell]) -> Row | None:
    held = {key: cells[column] for column, key in keys.items() if column < len(cells) and cells[column].text}
    rest = {
        title.text: cells[column]
        for column, title in names.items()
        if column < len(cells) and cells[column].text
    }
    return Row(held, next(iter((held or rest).values())).at, rest) if held else None


def _is_head(cells: Sequence[Cell], keys: Mapping[int, str], titles: Mapping[str, str]) -> bool:
    """Whether a row repeats the head, as on the next page of a printed list."""
    first = next(iter(keys))
    is_like = first < len(cells) and titles.get(plain(cells[first].text)) == keys[first]
    return is_like and _columns(cells, titles) == keys
