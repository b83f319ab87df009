"""A scan → the same pages with their text behind them, to be searched."""

from __future__ import annotations

import io
from collections.abc import Iterator

from gongwen.read.pdf.rows import rows_of
from gongwen.read.scan.lines import recognised_pages
from gongwen.read.scan.picture import turned
from gongwen.write.searchable import Letter, PicturedPage, write_searchable

_QUALITY = 70
"""Of the pictures, JPEG: what can be read on the scan can be read on them; the scan itself is kept beside."""


def make_searchable(data: bytes, name: str, title: str) -> bytes:
    """Return a PDF of the scan ``data``, its pages upright, that can be searched; ``name`` tells what kind of file it is.

    Raises UsageError when no engine is installed, or nothing can be read.
    """
    return write_searchable(_pages(data, name), title)


def _pages(data: bytes, name: str) -> Iterator[PicturedPage]:
    from PIL import Image

    for sheet, found in recognised_pages(data, name):
        picture = Image.fromarray(turned(sheet.picture, found.quarters))
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=_QUALITY)
        glyphs = [glyph for row in rows_of(found.glyphs) for glyph in row.glyphs]
        letters = tuple(Letter(each.text, each.left, each.right, each.base, each.size) for each in glyphs)
        yield PicturedPage(target.getvalue(), picture.size, (found.width, found.height), found.slope, letters)
