"""Room between the rows of a scanned page: too much, where a line was passed over, or too little, for one put in later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gongwen.read.pdf.rows import Row
from gongwen.read.pdf.text_area import TextArea, text_areas

_ENOUGH = 6
"""Full rows from which a page shows how far apart its lines are."""
_SHORT = 8
"""Characters of a row at the foot of a page from which on it is no page number."""
_HOLE = 1.6
"""The distance of two rows between which one is missing, to that of others at least."""
_ALIKE = 0.15
"""By how much the characters of two rows of one text differ, a part of their size; engines measure them roughly."""
_CROWDED, _PUT_IN = 0.8, 4
"""Nearer to the row below than this, a part of the usual distance, stands what was put in between, of so few characters."""
_ENDS = tuple("。：:；;！？!?”）)")
"""What a paragraph may end with; an empty line may follow."""


def rows_below_holes(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows that stand too far below a full one whose sentence goes on."""
    steps = _full_steps(_plain(rows))
    pitch = _pitch(steps)
    for above, row in steps:
        if pitch and not above.text.endswith(_ENDS) and _step(above, row) > _HOLE * pitch:
            yield row


def rows_put_in(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the short rows that stand so near to the one below them that they were put in later, as a hand does."""
    plain = _plain(rows)
    pitch = _pitch(_full_steps(plain))
    for row, below in pairwise(plain):
        if len(row.text) <= _PUT_IN and _step(row, below) < _CROWDED * pitch:
            yield row


def _plain(rows: Sequence[Row]) -> list[Row]:
    """Return ``rows`` but for those of tables and a page number."""
    plain = [row for row in rows if not row.cells]
    return plain[:-1] if plain and len(plain[-1].text) < _SHORT else plain


def _full_steps(plain: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return the full rows, each with the one below it."""
    if not plain:
        return []
    area = text_areas([plain])[plain[0].turn]
    return [(above, row) for above, row in pairwise(plain) if _is_full(above, area)]


def _pitch(steps: Sequence[tuple[Row, Row]]) -> float:
    """Return how far apart the lines of a page are; 0 where too few show it."""
    return median(_step(above, row) for above, row in steps) if len(steps) >= _ENOUGH else 0.0


def _is_full(row: Row, area: TextArea) -> bool:
    """Whether ``row`` is one of the text that ends at its right edge, in one piece."""
    is_of_text = abs(row.size - area.size) < _ALIKE * area.size and "\t" not in row.text
    return is_of_text and row.right > area.right - 2 * area.size and row.left < area.left + 3 * area.size


def _step(above: Row, row: Row) -> float:
    return above.glyphs[-1].base - row.glyphs[0].base
