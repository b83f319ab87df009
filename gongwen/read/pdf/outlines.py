"""Words that a page of a PDF draws as outlines: they have no text, as in a file made for printing."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

_LOWEST, _HIGHEST = 4.0, 60.0
"""How high the outline of a character, or of a row of them, is, points."""
_CORNERS = 10
"""Points of the outline of a character at least; the simplest, as 一, are not counted."""
_ENOUGH = 40
"""Outlines of a page that may be drawings."""


def has_outlined_words(page: pdfium.PdfPage, characters: int) -> bool:
    """Whether ``page``, which has so many ``characters`` of text, draws more of them as outlines."""
    count = 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        count += _letters(drawn)
    return count > max(_ENOUGH, characters)


def _letters(drawn: pdfium.PdfObject) -> int:
    """Return how many characters a path may be the outlines of."""
    fill, strokes = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn.raw, fill, strokes)
    left, bottom, right, top = drawn.get_bounds()
    if not (fill.value and _LOWEST <= top - bottom <= _HIGHEST):
        return 0
    letters = max(1, round((right - left) / (top - bottom)))
    return letters if raw.FPDFPath_CountSegments(drawn.raw) >= _CORNERS * letters else 0
