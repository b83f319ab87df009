"""Which paragraphs of a docx look as a 发文机关标志 does, whatever they say: red, and larger than any title (7.2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from gongwen.look import is_red
from gongwen.ooxml.package.docx import DOCUMENT
from gongwen.ooxml.seen.colours import TYPE, has_red
from gongwen.ooxml.seen.effective import LookReader
from gongwen.ooxml.xml import W

_P = f"{{{W}}}p"
_STYLES = "word/styles.xml"
_FIRST = 40
"""A mark stands among so many paragraphs at the head."""
_LEAST = 26.0
"""Points: a title is smaller."""


def issuer_mark_places(parts: Mapping[str, bytes], elements: Sequence[etree._Element]) -> frozenset[int]:
    """Return which of ``elements``, the paragraphs and rows of the docx of ``parts``, look as a mark, by their places."""
    if not any(has_red(parts.get(name, b""), TYPE) for name in (DOCUMENT, _STYLES)):
        return frozenset()
    reader = LookReader(parts, {})
    return frozenset(index for index, element in enumerate(elements[:_FIRST]) if _is_mark(element, reader))


def _is_mark(element: etree._Element, reader: LookReader) -> bool:
    pieces = [piece for par in reader.pars(_pars(element)) for piece in par.pieces if piece.text.strip()]
    return bool(pieces) and all(is_red(each.look.colour) and each.look.size >= _LEAST for each in pieces)


def _pars(element: etree._Element) -> Iterator[etree._Element]:
    return iter((element,)) if element.tag == _P else element.iter(_P)
