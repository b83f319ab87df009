"""Blocks → strips: how many lines each takes, and how high they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from gongwen.flow import Block, Par, Stack, Table
from gongwen.look import CELL_MARGIN, GRID, Look
from gongwen.profile import Profile
from gongwen.zh.lines import Measure, break_lines


class Strip(NamedTuple):
    """Lines of one look that follow each other: a paragraph, or one row of a table."""

    block: Block
    look: Look
    lines: tuple[str, ...]
    heights: float
    """Height of one line, points; for a row of a table that of the row."""
    row: int = -1
    """The row of the table; -1 for a paragraph."""

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
        for row in range(len(block.rows)):
            yield _cut_row(block, row, profile)
        return
    if isinstance(block, Stack):
        look = replace(profile.look_of(block.names[0]), before=block.before)
        yield Strip(block, look, ("",), len(block.names) * look.pitch)
        return
    look = profile.look_of(block)
    yield Strip(block, look, tuple(set_lines(block, look, room)), look.pitch)


def set_lines(par: Par, look: Look, room: float) -> list[str]:
    """Return the lines of ``par`` in a column of ``room`` points; tabs stay in the first of them."""
    text = par.text
    head, tab, tail = text.rpartition("\t")
    first = room - look.right - look.left if tab else room - look.right - look.left - look.first
    if len(tail) * look.character <= first and "\n" not in tail:
        return [text]
    measure = Measure(first, room - look.left - look.right, look.character, look.half, look.gap, look.hangs)
    lines: list[str] = []
    for piece in tail.split("\n"):
        start = 0
        for end in break_lines(piece, measure):
            lines.append(piece[start:end])
            start = end
    lines[0] = head + tab + lines[0]
    return lines


def cell_lines(table: Table, row: int, profile: Profile) -> list[list[str]]:
    """Return the lines of every cell of ``row``."""
    return [
        set_lines(cell, profile.looks[cell.role], width - 2 * CELL_MARGIN)
        for cell, width in zip(table.rows[row], table.widths, strict=True)
    ]


def _cut_row(table: Table, row: int, profile: Profile) -> Strip:
    look = profile.looks[table.rows[row][0].role]
    if row < table.head and row + 1 < len(table.rows):
        look = replace(look, keeps_next=True)
    height = max(len(lines) for lines in cell_lines(table, row, profile)) * look.pitch + GRID
    return Strip(table, look, ("",), height, row)
