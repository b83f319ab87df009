"""Where the lines of a rendering end, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongwen.api import Composition
from gongwen.flow import Par, Table
from gongwen.make.pages.strips import cell_lines, set_lines
from gongwen.read.pdf.rows import Row

_RAISED = 0.75
"""How far a raised character may stand from the baseline of its line, in its own size."""
_BLANK = re.compile(r"[ \t\u3000]")
_TURNED_NUMBER = re.compile(r"\n—\n(?:\d\n)+—(?=\n)")
"""The page number of a page that lies on its side."""


def printed_lines(pages: Sequence[Sequence[Row]]) -> str:
    """The text of all pages without blanks, each line between line feeds, in the order of the file: cell by cell."""
    text = "\n".join(_lines(page) for page in pages)
    return _TURNED_NUMBER.sub("", _BLANK.sub("", f"\n{text}\n"))


def _lines(page: Sequence[Row]) -> str:
    glyphs = sorted((glyph for row in page for glyph in row.glyphs), key=lambda glyph: glyph.place)
    text = glyphs[0].text if glyphs else ""
    for before, glyph in pairwise(glyphs):
        is_below = abs(before.base - glyph.base) > _RAISED * max(before.size, glyph.size)
        text += "\n" if is_below or glyph.left < before.left else ""
        text += glyph.text
    return text


def laid_paragraphs(composition: Composition) -> Iterator[str]:
    """The lines of each paragraph, also of those in cells, without blanks as :func:`printed_lines` has them."""
    for part in composition.flow.parts:
        room = composition.profile.sheet.area(2, is_turned=part.is_turned).width
        for block in part.blocks:
            if isinstance(block, Par):
                yield _joined(set_lines(block, composition.profile.look_of(block), room))
            elif isinstance(block, Table):
                cells = (cell for row in block.rows for cell in row)
                yield from (_joined(cell_lines(cell, block, composition.profile)) for cell in cells)


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(own for line in lines if (own := re.sub(r"\s", "", line)))
