"""The lines that are drawn on the picture of a page, as those of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongwen.read.pdf.rules import MOST, Rule

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from gongwen.read.scan.engine import Picture

    Mask = npt.NDArray[np.uint8]

_DARK = 150
"""How dark the ink of a line is, of 255; red ink is not."""
_SHORTEST = 7.0
"""Shorter lines are strokes of large characters, millimetres."""
_GAP = 0.5
"""Breaks in a weak or slanting line that do not count, millimetres."""
_THICKEST = 1.5
"""Thicker ink is no line, millimetres."""
_MM_AN_INCH, _POINTS_AN_INCH = 25.4, 72.0


def dark_ink(picture: Picture) -> Mask:
    """Return where there is dark ink on ``picture``; red ink is none."""
    import numpy as np

    lightest = np.maximum(np.maximum(picture[:, :, 0], picture[:, :, 1]), picture[:, :, 2])
    dark: Mask = (lightest < _DARK).astype(np.uint8)
    return dark


def sheet_rules(ink: Mask, dpi: float) -> list[Rule]:
    """Return the lines in the ``ink`` of a page laid level, in points from its lower left corner; [] for a drawing of
    very many.
    """
    dots, scale = dpi / _MM_AN_INCH, _POINTS_AN_INCH / dpi
    height = ink.shape[0]
    rules = [
        Rule(True, (height - top - high / 2) * scale, left * scale, (left + wide) * scale)
        for left, top, wide, high in _pieces(ink, dots)
    ]
    rules += [
        Rule(False, (top + high / 2) * scale, (height - left - wide) * scale, (height - left) * scale)
        for left, top, wide, high in _pieces(ink.T, dots)
    ]
    return rules if len(rules) <= MOST else []


def _pieces(ink: Mask, dots: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, top, width and height of every level line of ``ink``, in pixels; ``dots`` go to the millimetre."""
    import cv2
    import numpy as np

    gap, length = max(1, round(_GAP * dots)), max(3, round(_SHORTEST * dots))
    closed = cv2.morphologyEx(np.ascontiguousarray(ink), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    for left, top, wide, high, _ in stats[1:]:
        if high <= _THICKEST * dots:
            yield float(left), float(top), float(wide), float(high)
