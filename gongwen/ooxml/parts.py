"""The parts of a docx that depend on the profile alone, and the section that refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongwen.faces import BASELINE, DASH_HEIGHT, Face
from gongwen.flow import Flow, Numbering
from gongwen.ooxml.fields import twips
from gongwen.ooxml.styles import write_styles
from gongwen.ooxml.xml import DECLARATION, R, W, element, escape
from gongwen.profile import Profile
from gongwen.zh.lines import NOT_AT_END, NOT_AT_START

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

ODD_FOOTER, EVEN_FOOTER, EMPTY_FOOTER = "rIdOdd", "rIdEven", "rIdEmpty"

_PARTS = {
    "styles": "rIdStyles",
    "settings": "rIdSettings",
    "fontTable": "rIdFonts",
}
_LIST_PART = {"numbering": "rIdNumbering"}
FOOTERS = {"footer1.xml": ODD_FOOTER, "footer2.xml": EVEN_FOOTER, "footer3.xml": EMPTY_FOOTER}
"""The footer parts and the relationships by which a section refers to them."""


def shared_parts(profile: Profile, numbering: Numbering) -> dict[str, bytes]:
    """Return the parts of a docx, by name, that do not depend on the document.

    With Word's own numbering the document adds word/numbering.xml.
    """
    named = {**_PARTS, **(_LIST_PART if numbering == "word" else {})}
    parts = {
        "[Content_Types].xml": _content_types(named),
        "_rels/.rels": _package_relationships(),
        "word/_rels/document.xml.rels": _document_relationships(named),
        "word/styles.xml": write_styles(profile, numbering),
        "word/settings.xml": _settings(profile),
        "word/fontTable.xml": _font_table(profile.faces.values()),
        **{f"word/{name}": xml for name, xml in page_number_footers(profile).items()},
    }
    return {name: text.encode() for name, text in parts.items()}


def page_number_footers(profile: Profile) -> dict[str, str]:
    """Return the footers of odd, even and unnumbered pages, by part name (7.5)."""
    return {
        "footer1.xml": _footer("单页码", profile),
        "footer2.xml": _footer("双页码", profile),
        "footer3.xml": _footer("", profile),
    }


def _footer(role: str, profile: Profile) -> str:
    number = profile.page_number
    style = element("w:pPr", content=element("w:pStyle", {"w:val": role or "页码"}))
    content = ""
    if role:
        field = element("w:fldSimple", {"w:instr": " PAGE "}, _text_run("1"))
        content = _text_run(number.before) + field + _text_run(number.after)
    paragraph = element("w:p", content=style + content)
    return DECLARATION + element("w:ftr", {"xmlns:w": W, "xmlns:r": R}, paragraph)


def _text_run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def section(profile: Profile, *, is_numbered: bool = True) -> str:
    """Return w:sectPr: paper, type area, grid of lines and page numbers (5.1, 5.2, 7.5)."""
    sheet = profile.sheet
    odd, even = (ODD_FOOTER, EVEN_FOOTER) if is_numbered else (EMPTY_FOOTER, EMPTY_FOOTER)
    width, height = twips(sheet.width), twips(sheet.height)
    margins = {
        "w:top": twips(sheet.top),
        "w:right": str(int(width) - round(sheet.left * 20) - round(sheet.type_width * 20)),
        "w:bottom": twips(sheet.bottom),
        "w:left": twips(sheet.left),
        "w:header": "851",
        "w:footer": twips(_footer_distance(profile)),
        "w:gutter": "0",
    }
    content = (
        element("w:footerReference", {"w:type": "default", "r:id": odd})
        + element("w:footerReference", {"w:type": "even", "r:id": even})
        + element("w:type", {"w:val": "nextPage"})
        + element("w:pgSz", {"w:w": width, "w:h": height})
        + element("w:pgMar", margins)
        + element("w:docGrid", {"w:type": "lines", "w:linePitch": twips(profile.body.pitch)})
    )
    return element("w:sectPr", content=content)


def _footer_distance(profile: Profile) -> float:
    """Return the room between the footer's last line box and the foot of the sheet."""
    look = profile.looks["单页码"]
    dash_to_box = DASH_HEIGHT * look.size + (1 - BASELINE) * look.pitch
    return profile.sheet.bottom - profile.page_number.below - dash_to_box


def _settings(profile: Profile) -> str:
    compat = element(
        "w:compatSetting",
        {
            "w:name": "compatibilityMode",
            "w:uri": "http://schemas.microsoft.com/office/word",
            "w:val": "15",
        },
    )
    language = {"w:lang": "zh-CN"}
    content = (
        element("w:defaultTabStop", {"w:val": twips(profile.body.character)})
        + element("w:evenAndOddHeaders")
        + element("w:characterSpacingControl", {"w:val": "doNotCompress"})
        + element("w:noLineBreaksAfter", {**language, "w:val": NOT_AT_END})
        + element("w:noLineBreaksBefore", {**language, "w:val": NOT_AT_START})
        + element("w:compat", content=compat)
        + element("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})
    )
    return DECLARATION + element("w:settings", {"xmlns:w": W}, content)


def _font_table(faces: Iterable[Face]) -> str:
    """Name a second font for machines that lack the official one."""
    fonts = {face.name: _font(face) for face in faces}
    return DECLARATION + element("w:fonts", {"xmlns:w": W}, "".join(fonts.values()))


def _font(face: Face) -> str:
    other = next((name for name in face.accepted if name != face.name), "")
    content = element("w:altName", {"w:val": other}) if other else ""
    content += element("w:charset", {"w:val": "86"}) + element("w:family", {"w:val": "auto"})
    return element("w:font", {"w:name": face.name}, content)


def _content_types(named: Iterable[str]) -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/word/{name}.xml": f"{_WORD}.{name}+xml" for name in named},
        **{f"/word/{name}": f"{_WORD}.footer+xml" for name in FOOTERS},
    }
    content = "".join(element("Default", {"Extension": e, "ContentType": t}) for e, t in defaults.items())
    content += "".join(element("Override", {"PartName": n, "ContentType": t}) for n, t in overrides.items())
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return DECLARATION + element("Types", {"xmlns": namespace}, content)


def _package_relationships() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    content = _relationship("rId1", f"{R}/officeDocument", "word/document.xml")
    content += _relationship("rId2", core, "docProps/core.xml")
    return DECLARATION + element("Relationships", {"xmlns": _RELATIONSHIPS}, content)


def _document_relationships(named: Mapping[str, str]) -> str:
    content = "".join(_relationship(key, f"{R}/{name}", f"{name}.xml") for name, key in named.items())
    content += "".join(_relationship(key, f"{R}/footer", name) for name, key in FOOTERS.items())
    return DECLARATION + element("Relationships", {"xmlns": _RELATIONSHIPS}, content)


def _relationship(key: str, kind: str, target: str) -> str:
    return element("Relationship", {"Id": key, "Type": kind, "Target": target})


def core_properties(flow: Flow) -> str:
    """Return docProps/core.xml; its dates are the document's, or none."""
    stamp = f"{flow.date}T00:00:00Z"
    times = "".join(
        element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, stamp) for name in ("created", "modified")
    )
    content = element("dc:title", content=escape(flow.title)) + element(
        "dc:creator", content=escape(flow.author)
    )
    namespaces = {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    return DECLARATION + element("cp:coreProperties", namespaces, content + (times if flow.date else ""))
