"""What shows through from the back of a page goes before it is read; faint print stays, and is told."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")
from gongwen.read.scan.behind import bleached
from gongwen.read.scan.engine import Box, Letter
from gongwen.read.scan.picture import is_faint

PAPER, BACK, PRINT = 225, 170, 20
HIGH, PITCH = 20, 40


def drawn(*inks: int) -> npt.NDArray[np.uint8]:
    """A page with a line of dots in each of ``inks``, from above."""
    page = np.full((PITCH * len(inks), 400, 3), PAPER, np.uint8)
    for row, ink in enumerate(inks):
        page[row * PITCH + 4 : row * PITCH + 16, 20:380:8] = ink
    return page


def line(row: int, score: float, text: str = "各乡镇人民政府") -> Box:
    top = float(row * PITCH)
    corners = ((20.0, top), (380.0, top), (380.0, top + HIGH), (20.0, top + HIGH))
    return Box(tuple(Letter(character, score, corners) for character in text), corners, score)


def test_the_back_becomes_white_and_print_stays_dark() -> None:
    page = drawn(PRINT, BACK, PRINT, BACK)
    seen = bleached(page, [line(0, 1.0), line(1, 0.6), line(2, 0.98), line(3, 0.7)])
    assert seen is not None
    assert seen[PITCH : PITCH + HIGH].min() == 255
    assert seen[:HIGH].min() < PRINT


@pytest.mark.parametrize(
    ("inks", "scores"),
    [
        ((PRINT, PRINT, PRINT), (1.0, 1.0, 1.0)),
        ((PRINT, PRINT, PRINT), (1.0, 0.6, 0.6)),
        ((PRINT, BACK, BACK, BACK), (1.0, 0.95, 0.6, 0.6)),
        ((BACK, BACK, BACK), (0.95, 0.6, 0.6)),
        ((PRINT, BACK), (1.0, 0.6)),
        ((BACK, BACK), (0.6, 0.6)),
    ],
    ids=["都认得准", "认不准的一样黑", "淡的也认得准", "都淡", "只有一处", "没有认得准的"],
)
def test_what_may_be_print_stays(inks: tuple[int, ...], scores: tuple[float, ...]) -> None:
    assert bleached(drawn(*inks), [line(row, score) for row, score in enumerate(scores)]) is None


def test_few_characters_tell_nothing() -> None:
    page = drawn(PRINT, BACK, BACK)
    assert bleached(page, [line(0, 1.0), line(1, 0.6, "章"), line(2, 0.6, "三页")]) is None


@pytest.mark.parametrize(("ink", "told"), [(PRINT, False), (140, False), (160, True), (200, True)])
def test_print_that_is_hardly_darker_than_paper_is_faint(ink: int, told: bool) -> None:
    page = drawn(PRINT, ink)
    assert is_faint(page, [line(0, 1.0), line(1, 1.0)]) is told
    assert not is_faint(page, [line(0, 1.0), line(1, 1.0, "页")])
