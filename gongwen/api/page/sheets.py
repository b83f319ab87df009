"""The pages of a file that was sent, as pictures, with where the lines of a PDF stand on them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.finding import UsageError
from gongwen.read.libre_office import ConversionError, as_pdf, find_soffice
from gongwen.read.pdf.lines import row_pages
from gongwen.read.pdf.opened import opened
from gongwen.read.pdf.rows import Row, RowPage

__all__ = ["Frame", "PdfSheet", "can_lay_out", "draw_sheet", "lay_out", "sheets_of"]

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


def can_lay_out() -> bool:
    """Whether this machine can make pages of a docx: LibreOffice is there."""
    return find_soffice() is not None


def lay_out(data: bytes, name: str) -> bytes:
    """Return the docx ``data`` as the PDF that LibreOffice makes of it, whose pages Word may break elsewhere.

    Raises UsageError without LibreOffice, and when it cannot.
    """
    soffice = find_soffice()
    if soffice is None:
        raise UsageError(f"{name}：没有安装 LibreOffice，看不到页面，请看左边的文字")
    try:
        return as_pdf(data, soffice)
    except ConversionError as error:
        raise UsageError(f"{name}：LibreOffice {error}") from None


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
