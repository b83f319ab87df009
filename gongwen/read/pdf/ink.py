"""The ink on the pages of a PDF: its rows of text and its rules, in millimetres from the top left of the sheet."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from math import hypot

import pypdfium2 as pdfium
from pypdfium2 import raw

from gongwen.ink import InkPage, InkRow, InkRule, Letter
from gongwen.read.pdf.glyphs import Glyph, fill_colour, font_name
from gongwen.read.pdf.rows import Row
from gongwen.units import mm

_SHORTEST, _THICKEST = 20.0, 3.0
"""mm: a drawing at least so wide and at most so high is a rule."""


def ink_page(page: pdfium.PdfPage, number: int, rows: Sequence[Row]) -> InkPage:
    """Return the ink on ``page``, whose ``rows`` of text are given; ``number`` is its own, from 1."""
    width, height = page.get_size()
    is_turned = width > height or any(row.turn for row in rows)
    if is_turned:
        return InkPage(number, mm(width), mm(height), is_turned, (), ())
    text_page = page.get_textpage()
    try:
        found = tuple(_row(row, text_page, height) for row in rows)
    finally:
        text_page.close()
    return InkPage(number, mm(width), mm(height), is_turned, found, tuple(_rules(page, height)))


def _row(row: Row, text_page: pdfium.PdfTextPage, height: float) -> InkRow:
    boxes = [text_page.get_charbox(glyph.place) for glyph in row.glyphs]
    return InkRow(
        row.text,
        mm(row.left),
        mm(row.right),
        mm(height - max(top for _, _, _, top in boxes)),
        mm(height - min(bottom for _, bottom, _, _ in boxes)),
        mm(height - row.glyphs[0].base),
        tuple(_letter(glyph, text_page.raw) for glyph in row.glyphs),
    )


def _letter(glyph: Glyph, handle: raw.FPDF_TEXTPAGE) -> Letter:
    return Letter(
        glyph.text,
        mm(glyph.left),
        _size(glyph, handle),
        font_name(handle, glyph.place),
        fill_colour(handle, glyph.place),
    )


def _size(glyph: Glyph, handle: raw.FPDF_TEXTPAGE) -> float:
    """Return the size of the font as it is drawn; some programs write 1 and enlarge it."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, glyph.place, matrix)
    return float(raw.FPDFText_GetFontSize(handle, glyph.place) * hypot(matrix.c, matrix.d))


def _hex(parts: list[ctypes.c_uint]) -> str:
    return "".join(f"{part.value:02X}" for part in parts[:3])


def _rules(page: pdfium.PdfPage, height: float) -> Iterator[InkRule]:
    """Yield the lines of a page, from the top."""
    rules = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (mm(side) for side in drawn.get_bounds())
        if right - left >= _SHORTEST and top - bottom <= _THICKEST:
            rules.append(InkRule(left, right, mm(height) - top, mm(height) - bottom, _colour(drawn.raw)))
    yield from sorted(rules, key=lambda rule: rule.top)


def _colour(handle: raw.FPDF_PAGEOBJECT) -> str:
    fill, strokes = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, strokes)
    parts = [ctypes.c_uint() for _ in range(4)]
    (raw.FPDFPageObj_GetStrokeColor if strokes.value else raw.FPDFPageObj_GetFillColor)(handle, *parts)
    return _hex(parts)
