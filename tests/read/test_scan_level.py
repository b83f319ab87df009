"""Pages that lie askew on their pictures or were taken at an angle, laid level."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from gongwen.read.scan.engine import Box, Corners
from gongwen.read.scan.level import laid, lay_of, levelled

_SIZE = 40.0
_LINES = [(2 if number % 3 == 0 else 0, 10 if number % 3 == 2 else 38) for number in range(24)]
"""Where a line begins and ends, characters from the edge of the text: paragraphs of three lines."""
_TITLE = (14, 24)


def page() -> list[Corners]:
    """A page of text below a title in the middle, pixels."""
    return [
        tuple(
            (300 + x * _SIZE, 400 + y * _SIZE * 1.6)
            for x, y in ((left, row), (right, row), (right, row + 0.6), (left, row + 0.6))
        )
        for row, (left, right) in enumerate((_TITLE, *_LINES))
    ]


def seen(lay: np.ndarray) -> list[Box]:
    """The lines of the page as ``lay`` puts them on a picture."""
    return [Box((), laid(corners, lay), 1.0) for corners in page()]


def turn(degrees: float) -> np.ndarray:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])


ANGLES = {
    "平放": np.eye(3),
    "歪斜": turn(-2.5),
    "从右边拍": np.array([[1, 0, 0], [0, 1, 0], [4e-5, 0, 1]]) @ turn(0.6),
    "从左下方拍": np.array([[1, 0, 0], [0, 1, 0], [-3e-5, 2e-5, 1]]) @ turn(-1.2),
    "左右边都斜": np.array([[1, 0.05, 0], [0, 1, 0], [0, 0, 1]]) @ turn(2.6),
}
"""How a page comes to lie on its picture."""


@pytest.mark.parametrize("angle", ANGLES)
def test_lines_are_level_and_the_edges_of_the_text_upright(angle: str) -> None:
    boxes = seen(ANGLES[angle])
    level = [laid(box.corners, lay_of(boxes)) for box in boxes]
    size = (level[1][1][0] - level[1][0][0]) / 36
    assert all(abs(line[0][1] - line[1][1]) < 0.2 * size for line in level)
    full = [line for line, (left, _) in zip(level[1:], _LINES, strict=True) if not left]
    assert all(abs(one[0][0] - other[0][0]) < 0.3 * size for one, other in pairwise(full))
    begun = [line for line, (left, _) in zip(level[1:], _LINES, strict=True) if left]
    assert all(1.6 < (line[0][0] - full[0][0][0]) / size < 2.4 for line in begun)
    assert abs(sum(x for x, _ in level[0][:2]) / 2 - full[0][0][0] - 19 * size) < 0.7 * size


@pytest.mark.parametrize("angle", ANGLES)
def test_what_lays_a_page_level_can_be_undone(angle: str) -> None:
    boxes = seen(ANGLES[angle])
    lay = lay_of(boxes)
    for box in boxes:
        back = laid(laid(box.corners, lay), np.linalg.inv(lay))
        assert np.allclose(back, box.corners, atol=0.01)


def test_ink_is_laid_where_its_boxes_are() -> None:
    lay = lay_of(seen(ANGLES["从左下方拍"]))
    corners = laid(page()[5], ANGLES["从左下方拍"])
    ink = np.zeros((3200, 2200), np.uint8)
    x, y = (round(sum(each) / 4) for each in zip(*corners, strict=True))
    ink[y - 6 : y + 7, x - 6 : x + 7] = 1
    rows, columns = np.nonzero(levelled(ink, lay))
    wanted = laid(((x, y),), lay)[0]
    assert math.dist(wanted, (columns.mean(), rows.mean())) < 2


@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_page_of_few_lines_is_only_turned(count: int) -> None:
    lay = lay_of(seen(ANGLES["从左下方拍"])[:count])
    assert np.allclose(lay[2], (0, 0, 1)) and math.isclose(float(np.linalg.det(lay)), 1.0)
