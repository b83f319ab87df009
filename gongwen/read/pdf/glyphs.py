"""The characters of a page of a PDF and where they stand."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from gongwen.zh.width import is_full

_HYPHENS = ("\x02", "\ufffe")
"""What pdfium gives for a hyphen at the end of a line."""
_LOST = "\ufffd"
_SAMPLE = 40
"""So many characters tell which way up a page is read."""
_BELOW = 20_000.0
"""Further down than the largest page is high, points."""
LEAST_MARK = 26.0
"""Points: a 发文机关标志 is at least so high, and a title is smaller."""
_ASKED = 6
_NAME = 200
"""Bytes of the name of a font that are read."""
_SQUARE = 0.8
"""Type size by the height of a character, where its width does not tell."""


class Glyph(NamedTuple):
    """A character on a page that is turned upright, in points from its lower left corner."""

    text: str
    left: float
    right: float
    base: float
    """Height of the line that it stands on."""
    size: float
    """Width of a Chinese character of its size."""
    turn: int
    """By how many quarter turns to the left its page was turned to be read."""
    place: int
    """Its place among the characters of the page, by which pdfium knows it."""
    colour: str = ""
    """RRGGBB of one as large as in a 发文机关标志; "" where nobody asked for it."""
    font: str = ""
    """The name of the font of a Chinese character, of one in so many as _ASKED; "" where nobody asked for it."""


def page_glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    """Return the characters of ``page`` in the order of the file, white space included.

    On a page that lies on its side those that do not, as its number, stand below all others.
    """
    text_page = page.get_textpage()
    try:
        handle, count = text_page.raw, text_page.count_chars()
        turn = _turn(handle, count)
        wide, high = page.get_size()
        is_turned = turn != 0 or wide > high
        return [
            glyph for index in range(count) if (glyph := _glyph(handle, index, turn, is_turned=is_turned))
        ]
    finally:
        text_page.close()


def _turn(handle: raw.FPDF_TEXTPAGE, count: int) -> int:
    """Return by how many quarter turns to the left most characters are drawn."""
    step = max(1, count // _SAMPLE)
    turns = Counter(turn for index in range(0, count, step) if (turn := _own_turn(handle, index)) is not None)
    return turns.most_common(1)[0][0] if turns else 0


def _own_turn(handle: raw.FPDF_TEXTPAGE, index: int) -> int | None:
    """Return by how many quarter turns to the left a character is drawn; None when the file does not say it."""
    angle = raw.FPDFText_GetCharAngle(handle, index)
    return round(angle / (math.pi / 2)) % 4 if angle >= 0 else None


def _glyph(handle: raw.FPDF_TEXTPAGE, index: int, turn: int, *, is_turned: bool) -> Glyph | None:
    """Return a character; None for one that pdfium made up."""
    if raw.FPDFText_IsGenerated(handle, index) == 1:
        return None
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    raw.FPDFText_GetLooseCharBox(handle, index, box)
    own = _own_turn(handle, index) if is_turned else None
    left, right, base, height = _upright(x.value, y.value, box, turn if own is None else own)
    base -= _BELOW if own not in (None, turn) else 0.0
    text = _character(raw.FPDFText_GetUnicode(handle, index))
    width = right - left
    size = width if is_full(text) and width > 0 else height * _SQUARE
    colour = fill_colour(handle, index) if height >= LEAST_MARK else ""
    font = font_name(handle, index) if not index % _ASKED and is_full(text) else ""
    return Glyph(text, left, right, base, max(size, 1.0), turn, index, colour, font)


def font_name(handle: raw.FPDF_TEXTPAGE, index: int) -> str:
    """Return the name of the font of a character; programs of this country write some in GBK."""
    name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, name, _NAME, flags)
    try:
        text = name.value.decode()
    except UnicodeDecodeError:
        text = name.value.decode("gb18030", "replace")
    return text[7:] if text[6:7] == "+" else text


def fill_colour(handle: raw.FPDF_TEXTPAGE, index: int) -> str:
    """Return the colour of a character, RRGGBB."""
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(handle, index, *parts)
    return "".join(f"{part.value:02X}" for part in parts[:3])


def _upright(x: float, y: float, box: raw.FS_RECTF, turn: int) -> tuple[float, float, float, float]:
    """Return left, right, baseline and height of a character on the page turned upright."""
    if turn == 0:
        return box.left, box.right, y, box.top - box.bottom
    if turn == 1:
        return -box.top, -box.bottom, x, box.right - box.left
    if turn == 2:
        return -box.right, -box.left, -y, box.top - box.bottom
    return box.bottom, box.top, -x, box.right - box.left


def _character(code: int) -> str:
    character = chr(code)
    if character in _HYPHENS:
        return "-"
    return character if character.isprintable() or character.isspace() or 0xD800 <= code < 0xE000 else _LOST
