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


def page_glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    """Return the characters of ``page`` in the order of the file, white space included."""
    text_page = page.get_textpage()
    try:
        handle, count = text_page.raw, text_page.count_chars()
        turn = _turn(handle, count)
        return [glyph for index in range(count) if (glyph := _glyph(handle, index, turn))]
    finally:
        text_page.close()


def _turn(handle: raw.FPDF_TEXTPAGE, count: int) -> int:
    """Return by how many quarter turns to the left most characters are drawn."""
    step = max(1, count // _SAMPLE)
    angles = [raw.FPDFText_GetCharAngle(handle, index) for index in range(0, count, step)]
    turns = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _glyph(handle: raw.FPDF_TEXTPAGE, index: int, turn: int) -> Glyph | None:
    """Return a character; None for one that pdfium made up."""
    if raw.FPDFText_IsGenerated(handle, index) == 1:
        return None
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    raw.FPDFText_GetLooseCharBox(handle, index, box)
    left, right, base, height = _upright(x.value, y.value, box, turn)
    text = _character(raw.FPDFText_GetUnicode(handle, index))
    width = right - left
    size = width if is_full(text) and width > 0 else height * _SQUARE
    return Glyph(text, left, right, base, max(size, 1.0), turn, index)


def _upright(x: float, y: float, box: raw.FS_RECTF, turn: int) -> tuple[float, float, float, float]:
    """Return left, right, baseline and height of a character on the page turned upright."""
    if turn == 0:
        return box.left, box.right, y, box.top - box.bottom
    if turn == 1:
        return box.bottom, box.top, -x, box.right - box.left
    if turn == 2:
        return -box.right, -box.left, -y, box.top - box.bottom
    return -box.top, -box.bottom, x, box.right - box.left


def _character(code: int) -> str:
    character = chr(code)
    if character in _HYPHENS:
        return "-"
    return character if character.isprintable() or character.isspace() or 0xD800 <= code < 0xE000 else _LOST
