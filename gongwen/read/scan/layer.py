"""Pages of a PDF that are pictures with words behind them: whether the words are those that the pictures show."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

import pypdfium2 as pdfium

from gongwen.read.pdf.rows import RowPage
from gongwen.read.scan.pictures import page_picture

_LIKE = 0.5
"""How much of the words is the same at least, of a layer that another engine made of the same picture."""
_FEW = 20
"""Characters of a page from which on they can be compared."""


def layer_differs(
    document: pdfium.PdfDocument, pages: Sequence[RowPage], pictured: Sequence[int], name: str
) -> bool:
    """Whether the words behind the pictures are others than these show: the first and the last of ``pictured`` are
    recognised. False where that cannot be done.
    """
    if find_spec("rapidocr") is None or not pictured:
        return False
    compared = dict.fromkeys((pictured[0], pictured[-1]))
    return any(_differs(document[number], pages[number], name) for number in compared)


def _differs(page: pdfium.PdfPage, known: RowPage, name: str) -> bool:
    from rapidfuzz.distance import Indel

    from gongwen.read.scan.engine import require_engine
    from gongwen.read.scan.sheet import read_sheet

    picture, dpi = page_picture(page, name)
    found = read_sheet(picture, dpi, require_engine(name))
    seen, said = (
        "".join(glyph.text for glyph in found.glyphs),
        _plain("".join(row.text for row in known.rows)),
    )
    return (
        found.is_legible
        and len(_plain(seen)) >= _FEW
        and Indel.normalized_similarity(_plain(seen), said) < _LIKE
    )


def _plain(text: str) -> str:
    return "".join(text.split())
