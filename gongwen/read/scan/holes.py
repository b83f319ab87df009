"""Room between the rows of a scanned page in which a line was passed over."""

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
_ENDS = tuple("。：:；;！？!?”）)")
"""What a paragraph may end with; an empty line may follow."""


def rows_below_holes(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows that stand too far below a full one whose sentence goes on."""
    plain = [row for row in rows if not row.cells]
    if plain and len(plain[-1].text) < _SHORT:
        plain.pop()
    if len(plain) < _ENOUGH:
        return
    area = text_areas([plain])[plain[0].turn]
    steps = [(above, row) for above, row in pairwise(plain) if _is_full(above, area)]
    if len(steps) < _ENOUGH:
        return
    pitch = median(_step(above, row) for above, row in steps)
    for above, row in steps:
        if not above.text.endswith(_ENDS) and _step(above, row) > _HOLE * pitch:
            yield row


def _is_full(row: Row, area: TextArea) -> bool:
    """Whether ``row`` is one of the text that ends at its right edge, in one piece."""
    is_of_text = abs(row.size - area.size) < _ALIKE * area.size and "\t" not in row.text
    return is_of_text and row.right > area.right - 2 * area.size and row.left < area.left + 3 * area.size


def _step(above: Row, row: Row) -> float:
    return above.glyphs[-1].base - row.glyphs[0].base
