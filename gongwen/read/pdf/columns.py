"""Rows of a page that is set in two columns → the rows of one behind those of the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from gongwen.read.pdf.rows import Row, rows_of

_PLACES = tuple(part / 100 for part in range(35, 66, 3))
"""Where between its edges a page may be parted."""
_GUTTER = 1.0
"""Room between columns, characters of the text, at least."""
_MOST_ACROSS = 0.4
"""The part of the rows that may reach over both columns: titles, tables, pictures with their words."""
_LEAST_ROWS = 5
"""Rows of each column; fewer may be anything that stands side by side."""
_WIDE, _FILLED, _FULL = 0.9, 0.85, 0.4
"""A row is full that is so wide, by the widest, and so much of which is characters; so many rows of a column are."""
_FULL_AS_OTHERS = 0.25
"""The same where other pages of the file are parted at this place: headings and a 目录 stand in its columns too."""
_NEAR = 2.0
"""Characters by which the places may differ at which the pages of a file are parted."""
_ALIKE = 0.85
"""The width of the narrower column, by that of the other, at least."""


def pages_in_columns(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Return the rows of each page as :func:`in_columns` does, less strictly at a place where other pages are parted."""
    found = [in_columns(rows) for rows in pages]
    known = [
        gutter
        for rows, read in zip(pages, found, strict=True)
        if read != list(rows) and (gutter := _gutter(rows)) is not None
    ]
    return [
        in_columns(rows, _FULL_AS_OTHERS) if read == list(rows) and _is_known(rows, known) else read
        for rows, read in zip(pages, found, strict=True)
    ]


def _is_known(rows: Sequence[Row], known: Sequence[float]) -> bool:
    gutter = _gutter(rows) if known else None
    return gutter is not None and any(abs(gutter - each) <= _NEAR * rows[0].size for each in known)


def in_columns(rows: Sequence[Row], least_full: float = _FULL) -> list[Row]:
    """Return ``rows`` as they are read: where two columns of running text stand side by side, the left one first.

    The rows of a right column stand where those of the left one do. A roster is no text in columns: fewer of its rows
    are full than ``least_full``, a part of all.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return list(rows)
    read: list[Row] = []
    for is_parted, group in groupby(rows, key=lambda row: not row.cells and not _covers(row, gutter)):
        own = list(group)
        read += (_parted(own, gutter, least_full) if is_parted else None) or own
    return read


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where the fewest rows reach over the middle of the page; None when most do."""
    text = [row for row in rows if not row.cells]
    if len(text) < _LEAST_ROWS:
        return None
    left, right = min(row.left for row in text), max(row.right for row in text)
    places = [left + part * (right - left) for part in _PLACES]
    counts = [sum(_covers(row, place) for row in text) for place in places]
    fewest = [place for place, count in zip(places, counts, strict=True) if count == min(counts)]
    return fewest[len(fewest) // 2] if min(counts) <= _MOST_ACROSS * len(text) else None


def _covers(row: Row, place: float) -> bool:
    """Whether ``row`` has a character at ``place``, or only a narrow gap."""
    index = bisect_right([glyph.left for glyph in row.glyphs], place)
    if index == 0:
        return False
    before = row.glyphs[index - 1]
    if place <= before.right:
        return True
    return index < len(row.glyphs) and row.glyphs[index].left - before.right < _GUTTER * row.size


def _parted(rows: Sequence[Row], gutter: float, least_full: float) -> list[Row] | None:
    """Return ``rows`` column by column; None when they are no two columns of text."""
    numbers = {glyph.place: row.number for row in rows for glyph in row.glyphs}
    glyphs = [glyph for row in rows for glyph in row.glyphs]
    left = rows_of(glyph for glyph in glyphs if glyph.left < gutter)
    right = rows_of(glyph for glyph in glyphs if glyph.left >= gutter)
    if min(len(left), len(right)) < _LEAST_ROWS:
        return None
    widths = sorted(max(row.right - row.left for row in column) for column in (left, right))
    if widths[0] < _ALIKE * widths[1] or not all(_is_text(column, least_full) for column in (left, right)):
        return None
    shift = min(row.left for row in right) - min(row.left for row in left)
    columns = [*left, *(_shifted(row, shift) for row in right)]
    return [replace(row, number=numbers[row.glyphs[0].place]) for row in columns]


def _is_text(rows: Sequence[Row], least_full: float) -> bool:
    widest = max(row.right - row.left for row in rows)
    return sum(_is_full(row, widest) for row in rows) >= least_full * len(rows)


def _is_full(row: Row, widest: float) -> bool:
    wide = row.right - row.left
    return wide >= _WIDE * widest and sum(glyph.right - glyph.left for glyph in row.glyphs) >= _FILLED * wide


def _shifted(row: Row, shift: float) -> Row:
    glyphs = tuple(glyph._replace(left=glyph.left - shift, right=glyph.right - shift) for glyph in row.glyphs)
    return replace(row, left=row.left - shift, right=row.right - shift, glyphs=glyphs)
