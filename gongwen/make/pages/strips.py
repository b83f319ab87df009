"""Blocks → strips: how many lines each takes, and how high they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from gongwen.flow import (
    NO_PLACES,
    PAGE_BREAK,
    Block,
    Cell,
    Columns,
    Fit,
    Par,
    Run,
    Table,
    footnotes_of,
)
from gongwen.look import GRID, SCRIPT, Look
from gongwen.make.footnotes import Called, called_in
from gongwen.markup.reading import PICTURE_SIGN
from gongwen.pattern import pattern
from gongwen.profile import Profile
from gongwen.zh.lines import Measure, break_lines

_FORCED = pattern(rf"\n|(?<={PAGE_BREAK})")


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
    called: Called | None = None
    """The footnotes that its lines call; None for none."""
    is_plain: bool = False
    """Whether it is a paragraph of which nothing but its height decides where it stands."""

    @property
    def height(self) -> float:
        """The whole height without the room before."""
        return len(self.lines) * self.heights


def cut_strips(blocks: tuple[Block, ...], profile: Profile, room: float = 0.0) -> list[Strip]:
    """Return the strips of ``blocks`` in order, in a type area ``room`` points wide; 0 is the usual one."""
    room = room or profile.sheet.type_width
    strips: list[Strip] = []
    for block in blocks:
        if isinstance(block, Par):
            strips.append(_cut_par(block, profile, room))
        elif isinstance(block, Table):
            heights = enumerate(row_heights(block, profile))
            strips += [_cut_row(block, row, height, profile, room) for row, height in heights]
        else:
            look = replace(profile.look_of(block.names[0]), before=block.before)
            strips.append(Strip(block, look, ("",), len(block.names) * look.pitch))
    return strips


def _cut_par(par: Par, profile: Profile, room: float) -> Strip:
    look = profile.look_of(par)
    lines, opens, calls = _set(par.role, par.runs, par.label, par.columns, _wide(par.fit), profile, room)
    if not (opens or calls or look.keeps_next or look.starts_page):
        return Strip(par, look, lines, look.pitch, -1, 1, 0, None, True)
    if opens:
        lines = tuple([line.rstrip(PAGE_BREAK) for line in lines])
    called = None
    if calls:
        called = _measured(tuple(called_in(par, lines)), profile, room)
    return Strip(par, look, lines, look.pitch, opens=opens, called=called)


def _measured(pars: tuple[tuple[Par, ...], ...], profile: Profile, room: float) -> Called:
    """Return the footnotes of each line with the room that they take."""
    return Called(
        pars, tuple(sum(strip.height for strip in cut_strips(notes, profile, room)) for notes in pars)
    )


def lines_of(par: Par, profile: Profile, room: float) -> tuple[str, ...]:
    """Return the lines of ``par`` in a column of ``room`` points, as :func:`set_lines` sets them in its own look."""
    return _set(par.role, par.runs, par.label, par.columns, _wide(par.fit), profile, room).lines


class _Set(NamedTuple):
    """A paragraph in its lines."""

    lines: tuple[str, ...]
    opens: int
    """The line that begins a page; 0 for none."""
    calls: bool
    """Whether it calls footnotes."""


@lru_cache(maxsize=2048)
def _set(
    role: str, runs: tuple[Run, ...], label: str, columns: Columns | None, fit: Fit | None,
    profile: Profile, room: float,
) -> _Set:  # fmt: skip
    """Return a paragraph of these in its lines; a draft comes again with most of its own, in the same pitch or in others."""
    par = Par(role, runs, label, columns=columns, fit=fit)
    lines = tuple(set_lines(par, profile.look_of(par), room))
    opens = 0
    if len(lines) > 1 and PAGE_BREAK in runs[-1].text:
        opens = next(index + 1 for index, line in enumerate(lines) if line.endswith(PAGE_BREAK))
    return _Set(lines, opens, any(run.note for run in runs))


@lru_cache(maxsize=256)
def _wide(fit: Fit | None) -> Fit | None:
    """Return what of ``fit`` decides where lines end."""
    return fit and Fit(size=fit.size, spacing=fit.spacing, left=fit.left, right=fit.right)


def set_lines(par: Par, look: Look, room: float, turn: float = 0.0) -> list[str]:
    """Return the lines of ``par`` in a column of ``room`` points; tabs stay in the first of them.

    A page break stays at the end of its line. ``turn`` is that of :class:`gongwen.zh.lines.Measure`.
    """
    text = par.text
    head, tab, tail = text.rpartition("\t")
    first = room - look.right - (_last_stop(par, look) if tab else look.left + look.first)
    is_forced = "\n" in tail or PAGE_BREAK in tail
    if len(tail) * look.character <= first and not is_forced:
        return [text]
    rest = room - look.left - look.right
    seams = NO_PLACES
    if turn and not is_forced and len(par.runs) > 1:
        seams = frozenset(index - len(head + tab) for index in par.seams if index > len(head + tab))
    measure = Measure(first, rest, look.character, look.half, look.gap, look.hangs, SCRIPT, turn, seams)
    small = par.shrunk
    if small:
        small = frozenset(index - len(head + tab) for index in small)
    lines = (
        _set_pieces(_FORCED.split(tail), measure, small) if is_forced else _set_piece(tail, measure, small)
    )
    lines[0] = head + tab + lines[0]
    return lines


def _set_pieces(pieces: Iterable[str], measure: Measure, small: frozenset[int]) -> list[str]:
    """Return the lines of ``pieces`` that each begin a line; only the first is indented.

    ``small`` are the places of raised and lowered characters in all of them, with a mark between two.
    """
    lines: list[str] = []
    passed = 0
    for piece in pieces:
        own = _set_piece(piece.rstrip(PAGE_BREAK), measure, frozenset(index - passed for index in small))
        passed += len(piece) + (not piece.endswith(PAGE_BREAK))
        own[-1] += PAGE_BREAK if piece.endswith(PAGE_BREAK) else ""
        lines += own
        measure = measure._replace(first=measure.rest)
    return lines


def _set_piece(piece: str, measure: Measure, small: frozenset[int]) -> list[str]:
    own = frozenset(index for index in small if 0 <= index < len(piece)) if small else small
    ends = break_lines(piece, measure, own)
    return [piece[start:end] for start, end in zip((0, *ends), ends, strict=False)]


def _last_stop(par: Par, look: Look) -> float:
    """Return where the text behind the last tab begins."""
    return par.columns.stops[-1] if par.columns and par.columns.hangs else look.left


def cell_lines(cell: Cell, table: Table, profile: Profile) -> list[str]:
    """Return the lines of ``cell``."""
    return set_lines(cell.par, profile.look_of(cell.par), table.width_of(cell) - 2 * table.margin)


def line_heights(cell: Cell, lines: Sequence[str], profile: Profile) -> list[float]:
    """Return how high each of the ``lines`` of ``cell`` is, points; one that is a picture as high as that."""
    pitch = profile.look_of(cell.par).pitch
    if not cell.figures:
        return [pitch] * len(lines)
    figures = iter(cell.figures)
    high = (next(figures, None) if line == PICTURE_SIGN else None for line in lines)
    return [max(figure.line, pitch) if figure else pitch for figure in high]


@lru_cache(maxsize=64)
def row_heights(table: Table, profile: Profile) -> tuple[float, ...]:
    """Return the height of every row; a cell over several rows adds to the last what they lack."""
    heights = [0.0] * len(table.rows)
    for row, cells in enumerate(table.rows):
        for cell in sorted(cells, key=lambda cell: cell.down):
            needed = (
                sum(line_heights(cell, cell_lines(cell, table, profile), profile)) + 2 * table.room + GRID
            )
            last = row + cell.down - 1
            heights[last] = max(heights[last], needed - sum(heights[row:last]))
    heights[0] += GRID  # there is a line more than there are rows
    return tuple(heights)


def _cut_row(table: Table, row: int, height: float, profile: Profile, room: float) -> Strip:
    cells = table.cells_in(row)
    look = profile.looks[cells[0][1].par.role]
    pieces = 1
    if row in table.split_rows:
        pieces = max(len(cell_lines(cell, table, profile)) for _, cell in cells)
    notes = tuple(note for cell in table.rows[row] for note in footnotes_of(cell.par.runs))
    called = _measured((notes, *[()] * (pieces - 1)), profile, room) if notes else None
    return Strip(table, replace(look, keeps_next=table.stays(row)), ("",), height, row, pieces, called=called)
