"""The page of a docx changed: children of w:sectPr, in the order of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
_ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
    "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter",
    "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip


def change_sections(data: bytes, edits: Iterable[tuple[int, Mapping[str, str]]]) -> bytes:
    """Return the docx with other properties of the sections in which paragraphs stand.

    Each of ``edits`` is the number of a paragraph as ``read_pars`` counts, from 0, and children of w:sectPr by
    their name, "" to take one out. A section named twice takes both. Raises UsageError and InputError for what
    is no docx, IndexError for a paragraph that is not there.
    """
    opened = Opened(data)
    for par, properties in edits:
        section = _section_of(opened.sources[par].element)
        if section is not None:
            _change(section, properties)
            opened.touch(section)
    return opened.finished()


def _section_of(element: etree._Element) -> etree._Element | None:
    """Return the properties of the section of ``element``: the first that end behind its beginning."""
    found = element.xpath("descendant::w:sectPr | following::w:sectPr", namespaces={"w": W})
    return found[0] if found else None


def _change(section: etree._Element, properties: Mapping[str, str]) -> None:
    for name, xml in properties.items():
        tag = name.removeprefix("w:")
        for old in section.findall(f"{_W}{tag}"):
            section.remove(old)
        if xml:
            made = etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')[0]
            section.insert(_place(section, tag), made)


def _place(section: etree._Element, tag: str) -> int:
    rank = _ORDER.index(tag)
    earlier = [
        place
        for place, child in enumerate(section)
        if isinstance(child.tag, str) and _ORDER.index(etree.QName(child).localname) < rank
    ]
    return earlier[-1] + 1 if earlier else 0
