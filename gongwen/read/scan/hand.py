"""Words on the picture of a page that a hand has written: they keep neither the line, the size nor the strokes of print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from gongwen.read.scan.engine import Box, Picture

_ENOUGH = 5
"""Boxes from which a page shows how high and how thick its print is."""
_TALLER, _THINNER = 1.6, 0.75
"""By how much a box is higher than those of print, and how thin its strokes are for that; large print is thick as well."""
_DIGITS = 4
"""Digits that show whether they stand on one line and are of one height."""
_UNEVEN = 0.045
"""By how much their upper and their lower ends are off a line, a part of the height of their box; those of print are not
by half as much.
"""
_BLUER = 25.0
"""By how much the ink of a pen is bluer than that of print, of 255."""


class _Look(NamedTuple):
    height: float
    thickness: float
    """Of strokes, a part of the height."""
    blueness: float
    unevenness: float
    """Of its digits; 0 for few."""


def written_by_hand(picture: Picture, boxes: Sequence[Box]) -> list[bool]:
    """Return of each of ``boxes`` whether a hand has written it, as the print of the others on ``picture`` shows."""
    looks = [_look(picture, box) for box in boxes]
    seen = [look for look in looks if look]
    if len(seen) < _ENOUGH:
        return [False] * len(boxes)
    usual = _Look(*(median(values) for values in zip(*seen, strict=True)))
    return [look is not None and _is_written(look, usual) for look in looks]


def _is_written(look: _Look, usual: _Look) -> bool:
    is_large_and_thin = look.height > _TALLER * usual.height and look.thickness < _THINNER * usual.thickness
    return is_large_and_thin or look.blueness > usual.blueness + _BLUER or look.unevenness > _UNEVEN


def _look(picture: Picture, box: Box) -> _Look | None:
    """Return how the ink of ``box`` looks; None without any, and for red ink."""
    import cv2
    import numpy as np

    xs, ys = [x for x, _ in box.corners], [y for _, y in box.corners]
    left, top = max(0, int(min(xs))), max(0, int(min(ys)))
    part = picture[top : int(max(ys)) + 1, left : int(max(xs)) + 1]
    if not part.size:
        return None
    _, ink = cv2.threshold(part.min(axis=2), 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    depth = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    middles = (depth > 0) & (depth == cv2.dilate(depth, np.ones((3, 3))))
    if not middles.any():
        return None
    height = max(1.0, box.corners[3][1] - box.corners[0][1])
    colour = part[ink == 1].mean(axis=0)
    blueness = float(colour[2] - colour[0])
    if blueness < -_BLUER:
        return None
    return _Look(
        height, 2 * float(depth[middles].mean()) / height, blueness, _unevenness(ink, box, left) / height
    )


def _unevenness(ink: npt.NDArray[np.uint8], box: Box, left: int) -> float:
    """Return by how much the digits of ``box`` are off a line above as well as below, pixels; 0 for few.

    ``ink`` is that of the box, which begins at ``left``.
    """
    import numpy as np

    middles = [mean(x for x, _ in letter.corners) - left for letter in box.letters]
    edges = [0, *(round((one + next_) / 2) for one, next_ in pairwise(middles)), ink.shape[1]]
    slope = math.atan2(box.corners[1][1] - box.corners[0][1], max(1.0, box.corners[1][0] - box.corners[0][0]))
    tops, feet = [], []
    for letter, middle, (start, end) in zip(box.letters, middles, pairwise(edges), strict=True):
        rows = np.flatnonzero(ink[:, max(0, start) : end].any(axis=1))
        if letter.text.isascii() and letter.text.isdigit() and len(rows):
            fall = math.tan(slope) * middle
            tops.append(float(rows[0]) - fall)
            feet.append(float(rows[-1]) - fall)
    return min(float(np.std(tops)), float(np.std(feet))) if len(tops) >= _DIGITS else 0.0
