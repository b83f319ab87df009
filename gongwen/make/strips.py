"""Blocks → strips: how many lines each takes, and how high they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from gongwen.flow import PAGE_BREAK, Block, Cell, Par, Stack, Table
from gongwen.look import GRID, Look
from gongwen.profile import Profile
from gongwen.zh.lines import Measure, break_lines

_FORCED = re.compile(rf"\n|(?<={PAGE_BREAK})")


class Strip(NamedTuple):
    """Lines of one look that follow each other: a paragraph, or one row of a table."""

    block: Block
    look: Look
    lines: tuple[str, ...]
    heights: float
    """Height of one line, points; for a row of a table that of the row."""
    row: int = -1
    """The row of the table; -1 for a paragraph."""
    pieces: int = 1
    """Into how many lines a row may be cut that no page can hold."""
    opens: int = 0
    """The line that begins a page; 0 for none."""

    @property
    def height(self) -> float:
        """The whole height without the room before."""
        return len(self.lines) * self.heights


def cut_strips(blocks: tuple[Block, ...], profile: Profile, room: float = 0.0) -> list[Strip]:
    """Return the strips of ``blocks`` in order, in a type area ``room`` points wide; 0 is the usual one."""
    room = room or profile.sheet.type_width
    return [strip for block in blocks for strip in _cut(block, profile, room)]


def _cut(block: Block, profile: Profile, room: float) -> Iterator[Strip]:
    if isinstance(block, Table):
        heights = row_heights(block, profile)
        for row, height in enumerate(heights):
            yield _cut_row(block, row, height, profile)
        return
    if isinstance(block, Stack):
        look = replace(profile.look_of(block.names[0]), before=block.before)
        yield Strip(block, look, ("",), len(block.names) * look.pitch)
        return
    look = profile.look_of(block)
    lines = tuple(set_lines(block, look, room))
    opens = 0
    if len(lines) > 1 and PAGE_BREAK in block.runs[-1].text:
        opens = next(place + 1 for place, line in enumerate(lines) if line.endswith(PAGE_BREAK))
        lines = tuple([line.rstrip(PAGE_BREAK) for line in lines])
    yield Strip(block, look, lines, look.pitch, opens=opens)


def set_lines(par: Par, look: Look, room: float) -> list[str]:
    """Return the lines of ``par`` in a column of ``room`` points; tabs stay in the first of them.

    A page break stays at the end of its line.
    """
    text = par.text
    head, tab, tail = text.rpartition("\t")
    first = room - look.right - (_last_stop(par, look) if tab else look.left + look.first)
    if len(tail) * look.character <= first and "\n" not in tail and PAGE_BREAK not in tail:
        return [text]
    measure = Measure(first, room - look.left - look.right, look.character, look.half, look.gap, look.hangs)
    lines: list[str] = []
    for piece in _FORCED.split(tail) if "\n" in tail or PAGE_BREAK in tail else (tail,):
        start, own = 0, measure._replace(first=measure.rest) if lines else measure
        for end in break_lines(piece.rstrip(PAGE_BREAK), own):
            lines.append(piece[start:end])
            start = end
        lines[-1] += piece[start:]
    lines[0] = head + tab + lines[0]
    return lines


def _last_stop(par: Par, look: Look) -> float:
    """Return where the text behind the last tab begins."""
    return par.columns.stops[-1] if par.columns and par.columns.hangs else look.left


def cell_lines(cell: Cell, table: Table, profile: Profile) -> list[str]:
    """Return the lines of ``cell``."""
    return set_lines(cell.par, profile.look_of(cell.par), table.width_of(cell) - 2 * table.margin)


@lru_cache(maxsize=64)
def row_heights(table: Table, profile: Profile) -> tuple[float, ...]:
    """Return the height of every row; a cell over several rows adds to the last what they lack."""
    heights = [0.0] * len(table.rows)
    for row, cells in enumerate(table.rows):
        for cell in sorted(cells, key=lambda cell: cell.down):
            needed = len(cell_lines(cell, table, profile)) * profile.look_of(cell.par).pitch
            needed += 2 * table.room + GRID
            last = row + cell.down - 1
            heights[last] = max(heights[last], needed - sum(heights[row:last]))
    return tuple(heights)


def _cut_row(table: Table, row: int, height: float, profile: Profile) -> Strip:
    cells = table.cells_in(row)
    look = profile.looks[cells[0][1].par.role]
    is_tied = any(cell.ties(row - start) for start, cell in cells) or row < table.head
    keeps = is_tied if row + 1 < len(table.rows) else table.is_noted
    pieces = 1
    if row in table.split_rows:
        pieces = max(len(cell_lines(cell, table, profile)) for _, cell in cells)
    return Strip(table, replace(look, keeps_next=keeps), ("",), height, row, pieces)
