"""The pages of a PDF that was sent, as pictures, with where its lines stand on them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.read.pdf.lines import row_pages
from gongwen.read.pdf.opened import opened
from gongwen.read.pdf.rows import Row, RowPage

__all__ = ["Frame", "PdfSheet", "draw_sheet", "sheets_of"]

_DPI = 100
_ABOVE, _BELOW = 0.9, 0.25
"""How far a line reaches above and below its baseline, parts of the size of its characters."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a line stands on its page, in hundredths of its width and height from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PdfSheet:
    """A page of a PDF."""

    number: int
    """From 1."""
    width: float
    """Points, as the next."""
    height: float
    lines: dict[int, Frame]
    """By the numbers of its lines, as places in the file have them."""


def sheets_of(data: bytes) -> tuple[PdfSheet, ...]:
    """Return the pages of the PDF ``data``, which has been read; a page that lies turned has no lines."""
    return tuple(
        PdfSheet(number, page.width, page.height, dict(_frames(page)))
        for number, page in enumerate(row_pages(data), 1)
    )


def _frames(page: RowPage) -> Iterator[tuple[int, Frame]]:
    for row in page.rows:
        if not row.turn:
            yield row.number, _frame(row, page)


def _frame(row: Row, page: RowPage) -> Frame:
    top = max(glyph.base for glyph in row.glyphs) + _ABOVE * row.size
    foot = min(glyph.base for glyph in row.glyphs) - _BELOW * row.size
    return Frame(
        100 * row.left / page.width,
        100 * (page.height - top) / page.height,
        100 * (row.right - row.left) / page.width,
        100 * (top - foot) / page.height,
    )


def draw_sheet(data: bytes, number: int) -> bytes:
    """Return page ``number`` of the PDF ``data`` as a PNG. Raises IndexError when there is none."""
    with opened(data) as document:
        if not 0 < number <= len(document):
            raise IndexError(number)
        picture = document[number - 1].render(scale=_DPI / 72).to_pil()
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
