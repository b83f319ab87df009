"""The characters of a page of an OFD and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, count, islice
from typing import NamedTuple

from lxml import etree

from gongwen.finding import UsageError
from gongwen.read.ofd.package import Sheet, found, numbers_of
from gongwen.read.pdf.glyphs import LEAST_MARK, Glyph
from gongwen.units import POINTS_PER_MM
from gongwen.zh.width import is_full

_MOST_CHARACTERS = 200_000
"""On one page."""
_MOST_STEPS = _MOST_CHARACTERS
"""Distances that one text may list; ``g`` repeats one as often as it says."""
_HALF = 0.5
"""How wide, in em, a character that is not Chinese is taken to be, but for those that all faces make wider."""
_WIDER = {**dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZmw&@%=+<>~#", 0.75), **dict.fromkeys("MW", 0.95)}
"""The blank of a sentence is as wide as a digit: what these leave of their em is none."""
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Spot(NamedTuple):
    """A character on a sheet, in millimetres from its top left corner."""

    text: str
    x: float
    y: float
    size: float
    turn: int
    """By how many quarter turns clockwise it is drawn."""
    colour: str
    """RRGGBB; "" when it is not known."""
    font: str
    """The number of its font in the file."""


def sheet_glyphs(sheet: Sheet, number: int) -> list[Glyph]:
    """Return the characters of ``sheet``, page ``number``, in the order of the file; hidden ones are left out.

    Texts that are turned otherwise than most, as the number of a turned sheet, stand below all others.
    Raises UsageError, without a file name, for more characters than any page has.
    """
    texts = _texts(sheet, number)
    turns = Counter(spot.turn for text in texts for spot in text).most_common(1)
    turn = turns[0][0] if turns else 0
    numbers, below = count(), count(1)
    glyphs = []
    for text in filter(None, texts):
        placed = text if text[0].turn == turn else _laid_below(text, sheet, turn, next(below))
        glyphs += [_glyph(spot, sheet, turn, next(numbers)) for spot in placed]
    return glyphs


def _texts(sheet: Sheet, number: int) -> list[list[_Spot]]:
    """Return the characters of every TextObject of ``sheet``."""
    texts, room = [], _MOST_CHARACTERS
    for each in (text for root in sheet.roots for text in found(root, "TextObject")):
        texts.append(list(islice(_spots(each), room + 1)))
        room -= len(texts[-1])
        if room < 0:
            raise UsageError(
                f"第{number}页的字多于{_MOST_CHARACTERS // 10_000}万个，不像公文；请核对文件的来历"
            )
    return texts


def _laid_below(text: list[_Spot], sheet: Sheet, turn: int, number: int) -> Iterator[_Spot]:
    """Yield the characters of a turned text as row ``number`` below a sheet that is read turned by ``turn``."""
    size, first = text[0].size, text[0]
    for spot in text:
        along = abs(spot.x - first.x) + abs(spot.y - first.y)
        x, y = {
            0: (along, sheet.height + 2 * number * size),
            1: (-2 * number * size, along),
            2: (-along, -2 * number * size),
            3: (sheet.width + 2 * number * size, -along),
        }[turn]
        yield spot._replace(x=x, y=y)


def _glyph(spot: _Spot, sheet: Sheet, turn: int, index: int) -> Glyph:
    """Return the character as it stands on the page turned by ``turn`` to be read."""
    left, base = upright(spot.x, spot.y, sheet, turn)
    size = spot.size * POINTS_PER_MM
    start = left * POINTS_PER_MM
    wide = size if is_full(spot.text) else size * _WIDER.get(spot.text, _HALF)
    colour = spot.colour if size >= LEAST_MARK else ""
    font = spot.font if is_full(spot.text) else ""
    return Glyph(
        spot.text, start, start + wide, base * POINTS_PER_MM, max(size, 1.0), turn, index, colour, font
    )


def upright(x: float, y: float, sheet: Sheet, turn: int) -> tuple[float, float]:
    """Return a place on ``sheet``, from its top left corner, on the page turned by ``turn``, from its lower left one."""
    return ((x, sheet.height - y), (y, x), (-x, y), (-y, -x))[turn]


def _colour_of(text: etree._Element) -> str:
    """Return the colour of a TextObject, RRGGBB; "" for one that is not of three parts."""
    parts = next((numbers_of(each.get("Value")) for each in text.iterchildren("{*}FillColor")), [])
    return "".join(f"{int(part) % 256:02X}" for part in parts) if len(parts) == 3 else ""


def _spots(text: etree._Element) -> Iterator[_Spot]:
    """Yield the characters of a TextObject."""
    box, size = numbers_of(text.get("Boundary")), numbers_of(text.get("Size"))
    if text.get("Visible") == "false" or len(box) != 4 or len(size) != 1 or size[0] <= 0:
        return
    matrix = numbers_of(text.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else _UPRIGHT
    stretch = numbers_of(text.get("HScale"))
    wide = stretch[0] if len(stretch) == 1 else 1.0
    turn, scale = _turn(a, b, c, d), (abs(a * d - b * c) ** 0.5) or 1.0
    colour, font = _colour_of(text), text.get("Font", "")
    x = y = 0.0
    for code in found(text, "TextCode"):
        content = code.text or ""
        x = next(iter(numbers_of(code.get("X"))), x)
        y = next(iter(numbers_of(code.get("Y"))), y)
        across, down = _offsets(code.get("DeltaX"), len(content)), _offsets(code.get("DeltaY"), len(content))
        for character, dx, dy in zip(content, across, down, strict=True):
            at_x, at_y = x + dx * wide, y + dy
            if character not in "\r\n":
                yield _Spot(
                    character,
                    box[0] + a * at_x + c * at_y + e,
                    box[1] + b * at_x + d * at_y + f,
                    size[0] * scale,
                    turn,
                    colour,
                    font,
                )


def _turn(a: float, b: float, c: float, d: float) -> int:
    """Return by how many quarter turns clockwise the matrix turns a line of text."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 or d >= 0 > a else 2
    return 1 if b > 0 else 3


def _offsets(listed: str | None, count: int) -> list[float]:
    """Return how far each of ``count`` characters stands from the first; all on one spot when nothing is listed."""
    steps = list(islice(_steps(listed or ""), min(max(count - 1, 0), _MOST_STEPS)))
    steps += [0.0] * (count - 1 - len(steps))
    return list(accumulate(steps, initial=0.0))[:count]


def _steps(listed: str) -> Iterator[float]:
    """Yield the distances that are listed; ``g n d`` stands for d, n times."""
    words = iter(listed.split())
    for word in words:
        if word != "g":
            values, times = numbers_of(word), 1
        else:
            times = int(next(iter(numbers_of(next(words, ""))), 0))
            values = numbers_of(next(words, ""))
        if not values:
            return
        for _ in range(min(times, _MOST_STEPS)):
            yield values[0]
