"""Sections of a docx, and the headers and footers to which they refer (5.1, 5.2, 7.5, 10.1).

A first page with another type area is the page of its section; on the pages behind it a header and a
footer without words push the text back into the usual type area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from gongwen.faces import BASELINE, DASH_HEIGHT
from gongwen.look import Look
from gongwen.ooxml.child_order import in_order
from gongwen.ooxml.fields import run_properties, twips, whole_paragraph
from gongwen.ooxml.xml import DECLARATION, VML, R, W, element, escape
from gongwen.profile import Profile, fills_grid
from gongwen.units import POINTS_PER_MM

ODD_FOOTER, EVEN_FOOTER, EMPTY_FOOTER, FIRST_FOOTER = "rIdOdd", "rIdEven", "rIdEmpty", "rIdFirst"
TURNED_ODD, TURNED_EVEN = "rIdTurnedOdd", "rIdTurnedEven"
SPACER, NO_HEADER = "rIdSpacer", "rIdNoHeader"
Beginning = Literal["nextPage", "evenPage", "oddPage"]
_HEADER_DISTANCE = 10 * POINTS_PER_MM
"""From the edge of the sheet to a header, and to the footer of a sheet that lies on its side."""


class PagePart(NamedTuple):
    """A header or footer: the key by which sections refer to it, its part, and what it holds."""

    key: str
    kind: str
    """header or footer."""
    name: str
    xml: str


@dataclass(frozen=True, slots=True)
class Section:
    """What sets one section of a document apart."""

    is_numbered: bool = True
    opens: bool = False
    """Whether the first page of the document is its first."""
    is_turned: bool = False
    """Whether its sheets lie on their side (8)."""
    restarts: bool = False
    """Whether its pages count from 1 (7.3.7)."""
    begins: Beginning = "nextPage"
    """On which page it begins, whatever stands before it (7.4.1)."""


def page_parts(profile: Profile) -> Iterator[PagePart]:
    """Yield the footers of odd, even and unnumbered pages, and what an unlike first page asks for."""
    for index, (key, role) in enumerate(
        ((ODD_FOOTER, "单页码"), (EVEN_FOOTER, "双页码"), (EMPTY_FOOTER, "")), 1
    ):
        yield PagePart(key, "footer", f"footer{index}.xml", _part("w:ftr", _number(role, profile)))
    for index, (key, role) in enumerate(((TURNED_ODD, "单页码"), (TURNED_EVEN, "双页码")), 5):
        yield PagePart(key, "footer", f"footer{index}.xml", _part("w:ftr", _turned_number(role, profile)))
    if profile.head.foot_rules:
        rules = "".join(_styled(role) for role in profile.head.foot_rules)
        yield PagePart(FIRST_FOOTER, "footer", "footer4.xml", _part("w:ftr", rules))
    if profile.sheet.first_differs:
        spacer = _blank(profile.sheet.top - _HEADER_DISTANCE)
        yield PagePart(SPACER, "header", "spacer.xml", _part("w:hdr", spacer))
        yield PagePart(NO_HEADER, "header", "noheader.xml", _part("w:hdr", _blank(1.0)))


@lru_cache(maxsize=64)
def section(profile: Profile, kind: Section) -> str:
    """Return w:sectPr: paper, type area, grid of lines and page numbers."""
    sheet = profile.sheet
    area = sheet.area(1 if kind.opens else 2, is_turned=kind.is_turned)
    wide, high = (sheet.height, sheet.width) if kind.is_turned else (sheet.width, sheet.height)
    size = {"w:w": twips(wide), "w:h": twips(high)} | ({"w:orient": "landscape"} if kind.is_turned else {})
    margins = {
        "w:top": twips(area.top),
        "w:right": str(int(size["w:w"]) - round(area.left * 20) - round(area.width * 20)),
        "w:bottom": twips(high - area.top - area.height),
        "w:left": twips(area.left),
        "w:header": twips(_HEADER_DISTANCE),
        "w:footer": twips(_HEADER_DISTANCE if kind.is_turned else _footer_distance(profile)),
        "w:gutter": "0",
    }
    is_unlike = kind.opens and profile.first_page_differs
    said: dict[str, dict[str, str]] = {
        "w:type": {"w:val": kind.begins},
        "w:pgSz": size,
        "w:pgMar": margins,
        "w:docGrid": _grid(area.height, profile),
    }
    said |= {"w:pgNumType": {"w:start": "1"}} if kind.restarts else {}
    said |= {"w:titlePg": {}} if is_unlike else {}
    written = in_order(((name, element(name, values)) for name, values in said.items()), "w:sectPr")
    return element("w:sectPr", content="".join(_references(profile, kind)) + written)


def _grid(height: float, profile: Profile) -> dict[str, str]:
    """Return what is said of the grid of lines; none where lines do not fill the type area, which LibreOffice would centre."""
    pitch = profile.body.pitch
    kind = {"w:type": "lines"} if fills_grid(height, pitch) else {}
    return {**kind, "w:linePitch": twips(pitch)}


def _references(profile: Profile, kind: Section) -> Iterator[str]:
    """Yield the references of a section; what it leaves out it would take from the section before."""
    if profile.sheet.first_differs:
        others = SPACER if kind.opens else NO_HEADER
        for page, key in (("default", others), ("even", others), ("first", NO_HEADER)):
            yield element("w:headerReference", {"w:type": page, "r:id": key})
    odd, even = (TURNED_ODD, TURNED_EVEN) if kind.is_turned else (ODD_FOOTER, EVEN_FOOTER)
    if not kind.is_numbered:
        odd = even = EMPTY_FOOTER
    yield element("w:footerReference", {"w:type": "default", "r:id": odd})
    yield element("w:footerReference", {"w:type": "even", "r:id": even})
    if kind.opens and profile.first_page_differs:
        first = FIRST_FOOTER if profile.head.foot_rules else EMPTY_FOOTER
        yield element("w:footerReference", {"w:type": "first", "r:id": first})


def _part(root: str, content: str) -> str:
    return DECLARATION + element(root, {"xmlns:w": W, "xmlns:r": R}, content)


def _number(role: str, profile: Profile) -> str:
    """Return the paragraphs of a footer with the page number; "" leaves the number out and keeps its room."""
    look = profile.looks["单页码"]
    words = _number_words(profile) if role else ""
    below = _number_distance(profile) - _footer_distance(profile)
    return _styled(role or "页码", words, _room_above(profile, look)) + (_blank(below) if below else "")


def number_paragraph(role: str, profile: Profile) -> str:
    """Return a page number of ``role`` that says all of its look itself, for a docx without our styles."""
    look = profile.looks[role]
    form = element("w:rPr", content=run_properties(look, None, profile.faces))
    properties = in_order(whole_paragraph(look).items(), "w:pPr")
    return element("w:p", content=element("w:pPr", content=properties) + _number_words(profile, form))


def number_distance(profile: Profile) -> str:
    """Return the room between a footer with but a page number and the foot of the sheet, twips."""
    return twips(_number_distance(profile))


def _number_words(profile: Profile, form: str = "") -> str:
    field = element("w:fldSimple", {"w:instr": " PAGE "}, _run("1", form))
    return _run(profile.page_number.before, form) + field + _run(profile.page_number.after, form)


def _turned_number(role: str, profile: Profile) -> str:
    """Return a page number that lies on its back where it stands on an upright sheet (8).

    A VML box with vertical text is what Word, WPS and LibreOffice all draw at its place.
    """
    sheet, look = profile.sheet, profile.looks[role]
    left = _number_distance(profile)
    place = {
        "position": "absolute",
        "margin-left": f"{left:.2f}pt",
        "margin-top": f"{sheet.left:.2f}pt",
        "width": f"{look.pitch:.2f}pt",
        "height": f"{sheet.type_width:.2f}pt",
        "z-index": "1",
        "mso-position-horizontal-relative": "page",
        "mso-position-vertical-relative": "page",
    }
    style = ";".join(f"{key}:{value}" for key, value in place.items())
    content = element("w:txbxContent", content=_styled(role, _number_words(profile)))
    text = element("v:textbox", {"style": "layout-flow:vertical", "inset": "0,0,0,0"}, content)
    shape = element("v:rect", {"xmlns:v": VML, "style": style, "filled": "f", "stroked": "f"}, text)
    return _styled("页码", element("w:r", content=element("w:pict", content=shape)))


def _room_above(profile: Profile, look: Look) -> str:
    """Return the spacing by which a footer begins where the usual type area ends."""
    if not profile.sheet.first_differs:
        return ""
    before = profile.sheet.bottom - _number_distance(profile) - look.pitch
    return element("w:spacing", {"w:before": twips(before)})


def _number_distance(profile: Profile) -> float:
    """Return the room between the line box of the page number and the foot of the sheet."""
    look = profile.looks["单页码"]
    dash_to_box = DASH_HEIGHT * look.size + (1 - BASELINE) * look.pitch
    return profile.sheet.bottom - profile.page_number.below - dash_to_box


def _footer_distance(profile: Profile) -> float:
    """Return the room between a footer and the foot of the sheet: what the lowest of them needs."""
    if profile.head.foot_rules:
        return min(profile.head.foot_rules_bottom, _number_distance(profile))
    return _number_distance(profile)


def _styled(style: str, content: str = "", properties: str = "") -> str:
    own = element("w:pPr", content=element("w:pStyle", {"w:val": style}) + properties)
    return element("w:p", content=own + content)


def _blank(height: float) -> str:
    """Return an empty paragraph ``height`` points high."""
    spacing = {"w:before": "0", "w:line": twips(height), "w:lineRule": "exact"}
    return _styled("页码", properties=element("w:spacing", spacing))


def _run(text: str, form: str = "") -> str:
    return f'<w:r>{form}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
