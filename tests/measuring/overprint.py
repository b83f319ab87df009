"""Characters that are printed over others."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

_SHARE = 0.2
"""From which part of the smaller of two outlines on, across and down, one lies over the other: neighbours touch."""
_SHADOW = 0.15
"""The same character drawn again so close, in its width, is one in fake bold."""


def overprinted(pdf: bytes) -> list[str]:
    """What is printed over something else: page, and the two characters of each such pair."""
    pages = enumerate(pdfium.PdfDocument(pdf), start=1)
    return [f"第{number}页：{pair}" for number, page in pages for pair in _pairs(page)]


def _pairs(page: pdfium.PdfPage) -> Iterator[str]:
    texts, boxes = _outlines(page)
    if not texts:
        return
    left, bottom, right, top = boxes.T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    down = np.minimum.outer(top, top) - np.maximum.outer(bottom, bottom)
    width, height = right - left, top - bottom
    over = (across > _SHARE * np.minimum.outer(width, width)) & (
        down > _SHARE * np.minimum.outer(height, height)
    )
    for one, other in np.argwhere(np.triu(over, 1)):
        is_shadow = texts[one] == texts[other] and abs(left[one] - left[other]) < _SHADOW * width[one]
        if not is_shadow:
            yield texts[one] + texts[other]


def _outlines(page: pdfium.PdfPage) -> tuple[list[str], npt.NDArray[np.float64]]:
    """The characters of ``page``, and left, bottom, right, top of the outline of each in points."""
    text_page = page.get_textpage()
    texts: list[str] = []
    boxes: list[tuple[float, ...]] = []
    for index in range(text_page.count_chars()):
        text = chr(pdfium_c.FPDFText_GetUnicode(text_page.raw, index))
        sides = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = sides
        is_half = "\udc00" <= text <= "\udfff"  # the second one of a rare character
        if (
            not text.isspace()
            and not is_half
            and pdfium_c.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
        ):
            texts.append(text)
            boxes.append((left.value, bottom.value, right.value, top.value))
    return texts, np.array(boxes, dtype=np.float64).reshape(-1, 4)
