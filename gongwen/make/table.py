"""Rows of ``|`` → a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.flow import Par, Place, Run, Table
from gongwen.look import CELL_MARGIN
from gongwen.make.setting import Setting, text_width

_SEPARATOR = re.compile(r"\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?")
_HEAD, _CELL = "表头", "表格文字"
_PADDING = 2 * CELL_MARGIN + 1.5
"""What a cell needs beside its text: its margins, and what word processors round differently."""


def is_row(line: str) -> bool:
    """Whether ``line`` is a row of a table."""
    return line.startswith("|") and len(line) > 1


def lay_table(lines: Sequence[str], setting: Setting, at: Place | None) -> Table:
    """Return the table of ``lines``: the first row is its head, short rows are filled up.

    The columns share the width of the type area by what their longest cells need.
    """
    rows = [_cells(line) for line in lines if not _SEPARATOR.fullmatch(line)]
    columns = max((len(row) for row in rows), default=1)
    full = [row + [""] * (columns - len(row)) for row in rows]
    laid = tuple(
        tuple(Par(_HEAD if place == 0 else _CELL, (Run(cell),), at=at) for cell in row)
        for place, row in enumerate(full)
    )
    return Table(laid, _share(full, setting), at=at)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _share(rows: Sequence[Sequence[str]], setting: Setting) -> tuple[float, ...]:
    """Return column widths in points that fill the type area."""
    look = setting.profile.looks[_CELL]
    needs = [max(text_width(row[column], look) for row in rows) + _PADDING for column in range(len(rows[0]))]
    room = setting.room
    if sum(needs) <= room:
        return tuple(need + (room - sum(needs)) / len(needs) for need in needs)
    return _pour(needs, room)


def _pour(needs: Sequence[float], room: float) -> tuple[float, ...]:
    """Return widths that add up to ``room``: narrow columns get what they need, wide ones equal parts of the rest."""
    widths = [0.0] * len(needs)
    waiting = sorted(range(len(needs)), key=needs.__getitem__)
    for place, column in enumerate(waiting):
        widths[column] = min(needs[column], room / (len(needs) - place))
        room -= widths[column]
    return tuple(widths)
