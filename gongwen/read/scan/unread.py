"""Ink on the picture of a page that looks like words and was not recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from gongwen.read.pdf.rules import Rule
    from gongwen.read.scan.engine import Corners

    Mask = npt.NDArray[np.uint8]

_EDGE = 12.0
"""What lies nearer to the edge of a sheet is of the scanner, millimetres."""
_FOOT = 45.0
"""How far above the lower edge a page number may stand, millimetres; it is short, and engines often pass it over."""
_NUMBER = 30.0
_SPECK = 0.5
"""Smaller ink is dirt, millimetres."""
_GAP = 8.0
"""The white between the characters of a line at most, a mark among them, millimetres."""
_LOWEST, _HIGHEST = 2.0, 14.0
"""How high a line of words is, millimetres; what is higher is a picture."""
_LOWEST_RED, _HIGHEST_RED = 3.0, 25.0
"""How high a line of red words is, a 发文机关标志 (7.2.4); two rules that have run together are lower."""
_SHORTEST = 6.0
_AROUND = 0.4
"""How far the ink of a box may reach beyond it, a part of its height."""
_LEAST, _MOST = 0.06, 0.6
"""The part of its place that the ink of words fills."""


class Unread(NamedTuple):
    """Where ink was passed over, millimetres from the upper left corner of the page laid level."""

    left: float
    top: float
    is_red: bool = False


def find_unread(
    ink: Mask, boxes: Iterable[Corners], rules: Iterable[Rule], dots: float, *, is_red: bool = False
) -> Iterator[Unread]:
    """Yield the places of words on a page laid level that no one of ``boxes`` covers; ``dots`` pixels go to the millimetre.

    ``is_red`` says that ``ink`` is the red of the page, without its seals; else it is the dark.
    """
    import cv2
    import numpy as np

    lowest, highest = (_LOWEST_RED, _HIGHEST_RED) if is_red else (_LOWEST, _HIGHEST)
    left = ink.copy()
    for corners in boxes:
        _clear_box(left, corners)
    for rule in rules:
        _clear_rule(left, rule, dots)
    edge = round(_EDGE * dots)
    inner = left[edge:-edge, edge:-edge]
    if not inner.size:
        return
    speck = max(1, round(_SPECK * dots))
    kept = cv2.morphologyEx(inner, cv2.MORPH_CLOSE, np.ones((speck, speck), np.uint8))
    kept = _without_specks(kept, speck)
    joined = cv2.dilate(kept, np.ones((1, round(_GAP * dots)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for x, y, wide, high, _ in stats[1:]:
        part = inner[y : y + high, x : x + wide]
        is_number = wide < _NUMBER * dots and y + edge > ink.shape[0] - _FOOT * dots
        is_line = wide >= _SHORTEST * dots and lowest * dots <= high <= highest * dots
        if is_line and not is_number and _LEAST < part.mean() < _MOST:
            yield Unread(float(x + edge) / dots, float(y + edge) / dots, is_red)


def _clear_box(ink: Mask, corners: Corners) -> None:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    more = _AROUND * (max(ys) - min(ys))
    ink[_span(min(ys) - more, max(ys) + more), _span(min(xs) - more, max(xs) + more)] = 0


def _clear_rule(ink: Mask, rule: Rule, dots: float) -> None:
    """Take a line away, which counts in points from the lower left corner."""
    scale, high = dots * 25.4 / 72, ink.shape[0]
    if rule.is_level:
        y = high - rule.at * scale
        ink[_span(y - dots, y + dots), _span(rule.start * scale - dots, rule.stop * scale + dots)] = 0
    else:
        x = rule.at * scale
        ink[
            _span(high - rule.stop * scale - dots, high - rule.start * scale + dots),
            _span(x - dots, x + dots),
        ] = 0


def _span(start: float, end: float) -> slice:
    return slice(max(0, int(start)), max(0, int(end) + 1))


def _without_specks(ink: Mask, speck: int) -> Mask:
    """Return ``ink`` without what is no larger than a speck."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    is_kept = (stats[:, 2] > speck) | (stats[:, 3] > speck)
    is_kept[0] = False
    kept: Mask = is_kept[labels].astype(np.uint8)
    return kept
