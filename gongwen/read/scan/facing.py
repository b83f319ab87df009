"""A sheet on which two pages lie side by side, as of an open book → the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rows import Row, rows_of
from gongwen.read.scan.sheet import ReadSheet

_WIDE = 1.15
"""The width of a sheet with two pages, to its height, at least."""
_PLACES = tuple(part / 100 for part in range(42, 59))
"""Where the fold may be, a part of the width: whoever takes a photograph does not measure."""
_MARGIN = 2.0
"""Room between the fold and the text on either side, characters at least."""
_LEAST_ROWS, _FULL = 5, 0.9
"""Rows of running text on one of the pages at least, and how wide these are, to the widest."""


def facing_pages(sheet: ReadSheet) -> tuple[ReadSheet, ...]:
    """Return the pages that lie side by side on ``sheet``, from the left; ``sheet`` alone where it is one page.

    What was passed over is of the sheet and stays with the first.
    """
    fold = _fold(sheet)
    if fold is None:
        return (sheet,)
    left = [glyph for glyph in sheet.glyphs if glyph.right <= fold]
    right = [glyph for glyph in sheet.glyphs if glyph.right > fold]
    return (
        replace(
            sheet,
            glyphs=tuple(left),
            doubts=tuple(part for part in sheet.doubts if part.left < fold),
            rules=tuple(rule for rule in sheet.rules if (rule.start if rule.is_level else rule.at) < fold),
            width=fold,
        ),
        replace(
            sheet,
            glyphs=tuple(_shifted(right, fold)),
            doubts=tuple(part for part in sheet.doubts if part.left >= fold),
            rules=(),
            width=sheet.width - fold,
            unread=(),
        ),
    )


def _fold(sheet: ReadSheet) -> float | None:
    """Return where the two pages of a sheet meet; None where it is one page: what reaches over the middle is of one table
    or one line.
    """
    if sheet.width < _WIDE * sheet.height or not sheet.glyphs:
        return None
    room = _MARGIN * median(glyph.size for glyph in sheet.glyphs)
    bases = [glyph.base for glyph in sheet.glyphs]
    across = [rule for rule in sheet.rules if rule.is_level and min(bases) < rule.at < max(bases)]
    free = [
        place
        for place in (part * sheet.width for part in _PLACES)
        if not any(place - room < glyph.right and glyph.left < place + room for glyph in sheet.glyphs)
        and not any(rule.start < place < rule.stop for rule in across)
    ]
    if not free:
        return None
    fold = free[len(free) // 2]
    halves = [
        rows_of(glyph for glyph in sheet.glyphs if (glyph.right <= fold) is is_left)
        for is_left in (True, False)
    ]
    return fold if all(halves) and any(map(_is_text, halves)) else None


def _is_text(rows: Iterable[Row]) -> bool:
    wide = [row.right - row.left for row in rows]
    return sum(each >= _FULL * max(wide) for each in wide) >= _LEAST_ROWS


def _shifted(glyphs: Iterable[Glyph], fold: float) -> Iterable[Glyph]:
    return (glyph._replace(left=glyph.left - fold, right=glyph.right - fold) for glyph in glyphs)
