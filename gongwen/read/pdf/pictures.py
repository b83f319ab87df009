"""The pictures on a page of a PDF, which are no lines of it."""

from __future__ import annotations

import pypdfium2 as pdfium
from pypdfium2 import raw

from gongwen.units import POINTS_PER_MM

LEAST = 5.0
"""The shorter side of a picture, millimetres; what is smaller draws a line or a mark."""


def pictures_on(page: pdfium.PdfPage) -> int:
    """Return how many pictures a page has besides its words."""
    found = 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = drawn.get_bounds()
        found += min(right - left, top - bottom) >= LEAST * POINTS_PER_MM
    return found


def tell_pictures(page: int, count: int) -> str:
    """Return what is said of ``count`` pictures on a page, from 1, that were not read, in Chinese."""
    return (
        f"第{page}页有{count}张图片没有读；要排进公文的，请从原来的文件里取出来，另存为图片，在文稿里写一行“![](图片)”；"
        "印章、标识不用管"
    )
