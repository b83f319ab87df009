"""Where the sections of a docx end, and that of a 版记 on a page of its own, also in a letterhead."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.flow import Flow
from gongwen.ooxml.styles.sections import EMPTY_FOOTER, Beginning
from gongwen.ooxml.xml import R, W
from gongwen.pattern import pattern
from gongwen.profile import BODY, Profile

if TYPE_CHECKING:
    from lxml import etree

_W, _R = f"{{{W}}}", f"{{{R}}}"
_DECLARED = pattern(r' xmlns:[\w.-]+="[^"]*"')
_BEGINS = "BEGINS"
"""Stands for how the section of a 版记 begins, until the document is known."""
_OPENING, _CLOSING = "<w:p><w:pPr>", "</w:pPr>"
_ANCHOR = '<w:spacing w:line="14" w:lineRule="exact" w:before="0"/>'
"""The least that Word takes, 0.7 points: a paragraph that only holds a place has hardly any room of its own."""


def anchor(page_break: str = "", ending: str = "") -> str:
    """Return an empty paragraph that begins a page, ends a section, or holds the block before it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{BODY}"/>{page_break}{_ANCHOR}{ending}</w:pPr></w:p>'


def blank_page() -> str:
    """Return a page without text, and the beginning of the next one."""
    return anchor() + anchor("<w:pageBreakBefore/>")


def ended(text: str, ending: str) -> str:
    """Return the blocks ``text`` with the w:sectPr ``ending`` on the last of them, or behind it when that is a table.

    On a page that is full no paragraph has room that is there for the section alone.
    """
    if not text.endswith("</w:p>"):
        return text + anchor("", ending)
    before, opening, last = text.rpartition(_OPENING)
    return before + opening + last.replace(_CLOSING, ending + _CLOSING, 1)


def foot_page(flow: Flow, profile: Profile) -> Beginning:
    """Return on which page the section of a 版记 begins that has a page of its own.

    So the 版记 stays on an even page when text is added or taken away (7.4.1); what it stands behind is
    a blank page that begins on an odd one.
    """
    if profile.imprint.page != "偶数页":
        return "nextPage"
    return "oddPage" if flow.imprint_page == "after-blank" else "evenPage"


@dataclass(frozen=True, slots=True)
class FootSections:
    """What the section that holds the 版记 of a letterhead can be, as XML."""

    text: str = ""
    """That of the text, with the 版记 on its last page."""
    further: str = ""
    """That of a 版记 on the next page."""
    unnumbered: str = ""
    """That of a blank page and the 版记 behind it."""

    def last(self, flow: Flow, profile: Profile) -> str:
        """Return the one that ends with the 版记 of ``flow``."""
        own = {"same": self.text, "next": self.further, "after-blank": self.unnumbered}[flow.imprint_page]
        return own.replace(_BEGINS, foot_page(flow, profile))


def foot_sections(section: etree._Element) -> FootSections:
    """Return what the w:sectPr ``section`` becomes by where the 版记 stands."""
    further = _further(section)
    return FootSections(_xml(section), _xml(further), _xml(_unnumbered(further)))


def _further(section: etree._Element) -> etree._Element:
    """Return ``section`` as that of further pages, without what only the first has; how it begins is open."""
    changed = deepcopy(section)
    for first in changed.xpath("w:titlePg | *[@w:type = 'first']", namespaces={"w": W}):
        changed.remove(first)
    for kind in changed.findall(f"{_W}type"):
        kind.set(f"{_W}val", _BEGINS)
    return changed


def _unnumbered(section: etree._Element) -> etree._Element:
    """Return ``section`` without page numbers, as a blank page and a 版记 have none (7.5)."""
    changed = deepcopy(section)
    for footer in changed.findall(f"{_W}footerReference"):
        footer.set(f"{_R}id", EMPTY_FOOTER)
    return changed


def _xml(element: etree._Element) -> str:
    from lxml import etree

    return _DECLARED.sub("", etree.tostring(element, encoding="unicode", with_tail=False))
