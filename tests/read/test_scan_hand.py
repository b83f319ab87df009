"""What a hand has written on a scan: uneven digits, large thin strokes, the blue of a pen, words put in between lines."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFont

from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rows import rows_of
from gongwen.read.scan.engine import Box, Corners, Letter
from gongwen.read.scan.holes import rows_put_in
from gongwen.write.fonts import installed_fonts

pytest.importorskip("cv2")
from gongwen.read.scan.hand import written_by_hand

Picture = npt.NDArray[np.uint8]
SIZE, PITCH, LEFT = 34, 60, 100
PRINT = ("关于做好2024年度汛前准备工作的通知",) * 6
"""What is printed above: a page shows by it how print looks."""
OFF = (0, 5, -4, 6, -6, 3, -5, 4, 0, 6, -3)
"""By how much the digits of a hand are off the line, pixels."""


def font(size: int) -> ImageFont.FreeTypeFont:
    (found,) = (each for each in installed_fonts() if each.families[0].startswith("FandolFang"))
    return ImageFont.truetype(found.path, size)


def box_of(text: str, top: float, size: int) -> Box:
    """A box around ``text``, its letters side by side."""
    step = size if not text.isascii() else size / 2
    corners = tuple(_corners(LEFT + step * place, top, step, 1.3 * size) for place in range(len(text)))
    letters = tuple(Letter(character, 0.99, place) for character, place in zip(text, corners, strict=True))
    return Box(letters, _corners(LEFT, top, step * len(text), 1.3 * size), 0.99)


def _corners(left: float, top: float, wide: float, high: float) -> Corners:
    return ((left, top), (left + wide, top), (left + wide, top + high), (left, top + high))


def page_with(draw: Callable[[ImageDraw.ImageDraw, int], Box]) -> list[bool]:
    """What is said of a page of print and of the box that ``draw`` puts below it, the last."""
    sheet = Image.new("RGB", (900, 800), "white")
    pen = ImageDraw.Draw(sheet)
    boxes = []
    for number, text in enumerate(PRINT):
        top = 40 + PITCH * number
        for place, character in enumerate(text):
            pen.text((LEFT + SIZE * place, top + 4), character, "black", font(SIZE))
        boxes.append(box_of(text, top, SIZE))
    boxes.append(draw(pen, 40 + PITCH * len(PRINT)))
    return written_by_hand(np.asarray(sheet), boxes)


def digits(pen: ImageDraw.ImageDraw, top: int, *, off: float) -> Box:
    for place, character in enumerate("20201210"):
        pen.text((LEFT + SIZE / 2 * place, top + 4 + off * OFF[place]), character, "black", font(SIZE))
    return box_of("20201210", top, SIZE)


def large(pen: ImageDraw.ImageDraw, top: int, *, thick: int) -> Box:
    """Large strokes, of print as much thicker, of a pen as thick as small ones."""
    for left in (LEFT, LEFT + 90):
        for x, y, right, foot in ((5, 30, 80, 20), (40, 10, 42, 110), (10, 60, 75, 55), (15, 105, 80, 70)):
            pen.line((left + x, top + y, left + right, top + foot), "black", thick)
    return box_of("同意", top, 90)


def coloured(pen: ImageDraw.ImageDraw, top: int, *, blue: float) -> Box:
    for place, character in enumerate("已阅请办"):
        pen.text((LEFT + SIZE * place, top + 4), character, (20, 20, round(20 + blue)), font(SIZE))
    return box_of("已阅请办", top, SIZE)


def test_print_is_not_taken_for_writing() -> None:
    for draw in (
        lambda pen, top: digits(pen, top, off=0),
        lambda pen, top: large(pen, top, thick=9),
        lambda pen, top: coloured(pen, top, blue=0),
    ):
        assert page_with(draw) == [False] * (len(PRINT) + 1)


@pytest.mark.parametrize(
    "draw",
    [
        lambda pen, top: digits(pen, top, off=1),
        lambda pen, top: large(pen, top, thick=2),
        lambda pen, top: coloured(pen, top, blue=140),
    ],
)
def test_writing_is_told_from_print(draw: Callable[[ImageDraw.ImageDraw, int], Box]) -> None:
    assert page_with(draw) == [False] * len(PRINT) + [True]


def test_a_page_of_few_words_shows_no_print() -> None:
    sheet = Image.new("RGB", (900, 300), "white")
    box = digits(ImageDraw.Draw(sheet), 40, off=1)
    assert written_by_hand(np.asarray(sheet), [box]) == [False]


def rows_at(*lines: tuple[str, float]) -> list[str]:
    """The texts that are told of lines, each with its height, of sixteen points."""
    glyphs = [
        Glyph(character, 80.0 + 16 * place, 96.0 + 16 * place, base, 16.0, 0, 0)
        for text, base in lines
        for place, character in enumerate(text)
    ]
    return [row.text for row in rows_put_in(rows_of(glyphs))]


def test_words_put_in_between_two_lines_are_told() -> None:
    text = [("各地要根据当前的情况认真研究抓紧落实不得延误", 700.0 - 29 * number) for number in range(9)]
    assert rows_at(*text) == []
    assert rows_at(*text[:4], ("当", 700.0 - 29 * 3.3), *text[4:]) == ["当"]
