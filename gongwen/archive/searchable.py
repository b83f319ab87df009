"""A scan → the same pages with their text behind them, to be searched."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rows import rows_of
from gongwen.read.scan.level import laid
from gongwen.read.scan.lines import recognised_pages
from gongwen.read.scan.picture import turned
from gongwen.read.scan.sheet import ReadSheet
from gongwen.write.searchable import Letter, PicturedPage, write_searchable

if TYPE_CHECKING:
    from gongwen.read.scan.level import Lay

_POINTS_AN_INCH = 72.0
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
        yield PicturedPage(
            target.getvalue(),
            picture.size,
            (found.width, found.height),
            tuple(_letters(glyphs, found, sheet.dpi)),
        )


def _letters(glyphs: Iterable[Glyph], found: ReadSheet, dpi: float) -> Iterator[Letter]:
    """Yield ``glyphs``, which stand on the page laid level, where they stand on its picture."""
    import numpy as np

    askew: Lay = np.linalg.inv(found.lay).astype(np.float64)
    dots = dpi / _POINTS_AN_INCH
    for glyph in glyphs:
        down = (found.height - glyph.base) * dots
        (x, y), (end, foot) = laid(((glyph.left * dots, down), (glyph.right * dots, down)), askew)
        width, slope = math.hypot(end - x, foot - y) / dots, math.atan2(foot - y, end - x)
        yield Letter(glyph.text, x / dots, found.height - y / dots, width, glyph.size, slope)
