"""Where the text of pages begins and ends, told by their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongwen.read.pdf.rows import Row
from gongwen.zh.width import is_full

_FULL = 0.9
"""A row at least so wide, by the widest, is full."""
_SHARE = 0.1
"""An edge at which so many full rows begin is the edge of the text, and not a chance."""
_STEP = 3.0
"""Edges closer than this are one, points."""
_INDENTS = (1.5, 2.6)
"""How far the first row of a paragraph begins from the edge, characters."""
_LARGER = 1.15
"""Rows so much larger than the text are a title; one may be nearly as wide as the text."""
_MIDDLE = 0.75
"""How far the middle of a row may be off the middle of the text, characters."""


@dataclass(frozen=True, slots=True)
class TextArea:
    """The left and right edge of the text, points, and the size of its characters."""

    left: float
    right: float
    size: float

    def has_indented(self, row: Row) -> bool:
        """Whether ``row`` begins two characters right of the edge."""
        return _INDENTS[0] < (row.left - self.left) / row.size < _INDENTS[1]

    def has_centred(self, row: Row) -> bool:
        """Whether ``row`` stands in the middle and is no full row of text, nor one of several columns."""
        room = row.left - self.left
        least = 1.0 if row.size > self.size * _LARGER else _INDENTS[1]
        off = abs(room - (self.right - row.right))
        return "\t" not in row.text and room > least * self.size and off / 2 < _MIDDLE * self.size


def text_areas(pages: Iterable[Sequence[Row]]) -> dict[int, TextArea]:
    """Return the text area of the pages that were turned in the same way, by their quarter turns."""
    rows: dict[int, list[Row]] = {}
    for row in (row for page in pages for row in page):
        rows.setdefault(row.turn, []).append(row)
    return {turn: _area(found) for turn, found in rows.items()}


def _area(rows: Sequence[Row]) -> TextArea:
    sizes = Counter(round(row.size) for row in rows for character in row.text if is_full(character))
    size = (sizes or Counter(round(row.size) for row in rows)).most_common(1)[0][0]
    body = [row for row in rows if abs(row.size - size) < 0.1 * size] or list(rows)
    widest = max(row.right - row.left for row in body)
    full = [row for row in body if row.right - row.left >= _FULL * widest]
    return TextArea(_edge([row.left for row in full]), -_edge([-row.right for row in full]), float(size))


def _edge(places: Sequence[float]) -> float:
    """Return the outermost place at which more than a few rows begin."""
    counts = Counter(round(place / _STEP) for place in places)
    least = _SHARE * len(places)
    edge = min(step for step, count in counts.items() if count >= least)
    return min(place for place in places if round(place / _STEP) == edge)
