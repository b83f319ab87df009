"""The page numbers of a docx: the footers of each section, and how their paragraphs are set (7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from gongwen.look import Look
from gongwen.ooxml.package.docx import root_of
from gongwen.ooxml.seen.effective import LookReader, Piece
from gongwen.ooxml.xml import MC, WP, R, W
from gongwen.pattern import pattern

_W, _R = f"{{{W}}}", f"{{{R}}}"
_LINKS = "word/_rels/document.xml.rels"
_FALLBACK = f"{{{MC}}}Fallback"
_BOX, _RUN, _P, _SIMPLE, _FIELD = (f"{_W}{tag}" for tag in ("txbxContent", "r", "p", "fldSimple", "fldChar"))
_DRAWN = f"{{{WP}}}"
PAGE = pattern(r"\bPAGE\b")
_COUNT = pattern(r"\bPAGE\s+\\\*\s*((?!MERGEFORMAT|Arabic\b)\w+)", re.IGNORECASE)
_SIDE = pattern(r"mso-position-horizontal:\s*(\w+)")
NUMBER = "#"
"""Stands for the page number in the text of a footer."""


class FooterPar(NamedTuple):
    """A paragraph of a footer."""

    text: str
    """With NUMBER where the page number stands."""
    pieces: tuple[Piece, ...]
    look: Look
    side: str
    """Where its frame or its box stands: left, center, right, outside, inside; "" when it is in neither, other
    when nothing is known of it."""

    counting: str = ""
    """How the field counts pages where it says so itself: ROMAN, CHINESENUM3 …"""

    @property
    def is_number(self) -> bool:
        """Whether the page number stands in it."""
        return NUMBER in self.text


Footers = Mapping[str, tuple[FooterPar, ...]]


def read_footers(
    parts: Mapping[str, bytes], sections: Iterable[etree._Element], reader: LookReader
) -> Iterator[Footers]:
    """Yield the footers of each section by default, first and even; what one leaves out is that of the one before."""
    links = root_of(parts, _LINKS) if _LINKS in parts else ()
    targets = {link.get("Id"): f"word/{link.get('Target', '')}" for link in links}
    read: dict[str, tuple[FooterPar, ...]] = {}
    known: dict[str, tuple[FooterPar, ...]] = {}
    for section in sections:
        for reference in section.findall(f"{_W}footerReference"):
            name = targets.get(reference.get(f"{_R}id"), "")
            if name in parts and name not in read:
                read[name] = tuple(_footer(root_of(parts, name), reader))
            known = {**known, reference.get(f"{_W}type", "default"): read.get(name, ())}
        yield known


def _footer(root: etree._Element, reader: LookReader) -> Iterator[FooterPar]:
    for paragraph in root.iter(_P):
        if any(each.tag == _FALLBACK for each in paragraph.iterancestors()):
            continue
        effective = next(reader.pars([paragraph]))
        codes = " ".join(_codes(paragraph))
        count = _COUNT.search(codes)
        yield FooterPar(
            _text(paragraph), effective.pieces, effective.look, _side(paragraph), count[1] if count else ""
        )


def _codes(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(_SIMPLE, f"{_W}instrText"):
        yield element.text or element.get(f"{_W}instr", "")


def _text(paragraph: etree._Element) -> str:
    """Return the text with NUMBER for what a PAGE field shows."""
    found, code, is_code, is_result = "", "", False, False
    for element in paragraph.iter():
        if element.tag not in _TOLD or _owner(element) is not paragraph:
            continue
        if element.tag == _SIMPLE and PAGE.search(element.get(f"{_W}instr", "")):
            found += NUMBER
        elif element.tag == _FIELD:
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                code, is_code = "", True
            elif is_code and PAGE.search(code):
                found, is_code, is_result = found + NUMBER, False, kind == "separate"
            else:
                is_code, is_result = False, False
        elif element.tag == f"{_W}instrText":
            code += element.text or ""
        elif element.tag == f"{_W}t" and not is_result and not _in_page_field(element):
            found += element.text or ""
    return found


_TOLD = frozenset((_SIMPLE, _FIELD, f"{_W}instrText", f"{_W}t"))


def _owner(element: etree._Element) -> etree._Element:
    return next(each for each in element.iterancestors() if each.tag == _P)


def _in_page_field(element: etree._Element) -> bool:
    field = next((each for each in element.iterancestors() if each.tag in (_SIMPLE, _P)), None)
    return field is not None and field.tag == _SIMPLE and bool(PAGE.search(field.get(f"{_W}instr", "")))


def _side(paragraph: etree._Element) -> str:
    frame = paragraph.find(f"{_W}pPr/{_W}framePr")
    if frame is not None:
        return str(frame.get(f"{_W}xAlign", "other"))
    if all(each.tag != _BOX for each in paragraph.iterancestors()):
        return ""
    for holder in paragraph.iterancestors():
        aligned = holder.find(f"{_DRAWN}positionH/{_DRAWN}align")
        if aligned is not None:
            return str(aligned.text)
        if found := _SIDE.search(holder.get("style", "")):
            return found[1]
    return "other"
