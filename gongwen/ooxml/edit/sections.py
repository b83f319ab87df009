"""The page of a docx changed: children of w:sectPr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from gongwen.ooxml.child_order import put
from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"


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
        if xml:
            put(section, etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')[0])
            continue
        for old in section.findall(f"{_W}{name.removeprefix('w:')}"):
            section.remove(old)
