"""How a page lies on its picture, askew or seen at an angle, and its places laid level."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from gongwen.read.scan.engine import Box, Corners

    Mask = npt.NDArray[np.uint8]
    Lay = npt.NDArray[np.float64]
    """Three by three: what lays the places of a picture level, pixels from its upper left corner."""

_LONG = 1 / 3
"""The part of the widest line from which on a line shows a direction."""
_FEWEST = 8
"""Lines from which on a page shows that they fan out."""
_APART = 0.2
"""How far apart two lines stand whose directions or edges are compared, a part of the height from the first to the last."""
_ONE_EDGE = 0.25
"""Lines that begin so near each other, by their height, begin on one edge."""
_LEAST = math.radians(0.8)
"""What an edge leans by on a photograph taken at an angle, or the direction of lines changes by from the first to the last,
at least."""


def lay_of(boxes: Sequence[Box]) -> Lay:
    """Return what lays a page level whose lines are ``boxes``: a turn about the upper left corner.

    On a photograph taken at an angle lines fan out and the edges of the text lean: it makes them level and upright too.
    """
    import numpy as np

    widest = max((_width(box.corners) for box in boxes), default=0.0)
    lines = [box.corners for box in boxes if _width(box.corners) > widest * _LONG]
    slope = median(map(_slope, lines)) if lines else 0.0
    cosine, sine = math.cos(-slope), math.sin(-slope)
    lay = np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
    for straighten in (_parallel, _upright):
        if len(lines) >= _FEWEST:
            lay = straighten([laid(corners, lay) for corners in lines]) @ lay
    return lay


def laid(corners: Corners, lay: Lay) -> Corners:
    """Return the corners of a box where ``lay`` puts them."""
    found = []
    for x, y in corners:
        across, down, far = lay @ (x, y, 1.0)
        found.append((float(across / far), float(down / far)))
    return tuple(found)


def levelled(ink: Mask, lay: Lay) -> Mask:
    """Return the ``ink`` of a picture as ``lay`` puts it."""
    import cv2
    import numpy as np

    if np.abs(lay - np.eye(3)).max() * max(ink.shape) < 1:
        return ink
    level: Mask = cv2.warpPerspective(ink, lay, (ink.shape[1], ink.shape[0])).astype(np.uint8)
    return level


def _width(corners: Corners) -> float:
    return corners[1][0] - corners[0][0]


def _slope(corners: Corners) -> float:
    """Return by how much a line falls to the right, radians."""
    return math.atan2(corners[1][1] - corners[0][1], corners[1][0] - corners[0][0])


def _middle(corners: Corners) -> tuple[float, float]:
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def _trend(values: Sequence[tuple[float, float]]) -> float:
    """Return by how much a value changes down the page, a pixel: the median over pairs of heights and what is found there."""
    steps = [(u - v) / (y - z) for (y, u), (z, v) in _pairs(values)]
    return median(steps) if steps else 0.0


def _lean(places: Sequence[tuple[float, float]], width: float) -> float:
    """Return by how much the edge leans, a pixel, on which most lines begin or end; 0.0 where lines are too few.

    ``places`` are heights and where lines begin there, some further in: paragraphs, what is quoted. Those as far apart as
    ``width`` are of one edge.
    """
    steps = [(y, u, (u - v) / (y - z)) for (y, u), (z, v) in _pairs(places)]
    counts = [(sum(abs(x - u - step * (z - y)) < width for z, x in places), step) for y, u, step in steps]
    most = max((count for count, _ in counts), default=0)
    return median(step for count, step in counts if count == most) if most >= _FEWEST else 0.0


def _pairs(
    values: Sequence[tuple[float, float]],
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield what stands well apart on the page, two and two."""
    heights = [y for y, _ in values]
    least = _APART * (max(heights, default=0.0) - min(heights, default=0.0))
    return ((one, other) for one, other in combinations(values, 2) if abs(one[0] - other[0]) > least)


def _parallel(lines: Sequence[Corners]) -> Lay:
    """Return what makes ``lines`` parallel that fan out."""
    fan, heights = (
        _trend([(_middle(line)[1], _slope(line)) for line in lines]),
        [_middle(line)[1] for line in lines],
    )
    is_fan = abs(fan) * (max(heights) - min(heights)) > _LEAST
    return _about(lines, across=fan if is_fan else 0.0)


def _upright(lines: Sequence[Corners]) -> Lay:
    """Return what makes the edges of the text upright whose lines are ``lines``, parallel to each other."""
    widest = max(map(_width, lines))
    high = median(line[3][1] - line[0][1] for line in lines)
    edges = ([(_middle(line)[1], line[corner][0]) for line in lines] for corner in (0, 1))
    left, right = (_lean(places, high * _ONE_EDGE) for places in edges)
    if max(abs(left), abs(right)) < _LEAST:
        return _about(lines)
    return _about(lines, down=(right - left) / widest, lean=(left + right) / 2)


def _about(lines: Sequence[Corners], *, across: float = 0.0, down: float = 0.0, lean: float = 0.0) -> Lay:
    """Return what shrinks a page by ``across`` and ``down`` a pixel from the middle of its ``lines``, and sets upright what
    leans by ``lean``.
    """
    import numpy as np

    x, y = (median(places) for places in zip(*map(_middle, lines), strict=True))
    to_middle = np.array([[1.0, 0.0, -x], [0.0, 1.0, -y], [0.0, 0.0, 1.0]])
    back = np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])
    lay: Lay = back @ np.array([[1.0, -lean, 0.0], [0.0, 1.0, 0.0], [across, down, 1.0]]) @ to_middle
    return lay
