"""The parts of a docx that depend on the profile alone, and the section that refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from gongwen.faces import Face
from gongwen.flow import Flow, Numbering
from gongwen.ooxml.fields import twips
from gongwen.ooxml.styles.footnotes import footnote_settings
from gongwen.ooxml.styles.pictures import media_type, picture_key
from gongwen.ooxml.styles.sections import PagePart, page_parts
from gongwen.ooxml.styles.sheet import write_styles
from gongwen.ooxml.xml import CORE, CORE_LINK, DECLARATION, LINKS, TYPES, R, W, element, escape
from gongwen.profile import Profile
from gongwen.zh.lines import NOT_AT_END, NOT_AT_START

if TYPE_CHECKING:
    from lxml import etree

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CUSTOM = "docProps/custom.xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM, _TYPES = f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes"
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users name."""

_PARTS = {
    "styles": "rIdStyles",
    "settings": "rIdSettings",
    "fontTable": "rIdFonts",
}
_LIST_PART = {"numbering": "rIdNumbering"}

_OF_CHINESE_WORD = (
    "spaceForUL",
    "balanceSingleByteDoubleByteWidth",
    "doNotLeaveBackslashAlone",
    "ulTrailSpace",
    "doNotExpandShiftReturn",
    "adjustLineHeightInTable",
    "useFELayout",
)
"""What Word for Chinese writes into every new document, in the order of the schema."""
_WORD_SETTINGS = "http://schemas.microsoft.com/office/word"
_COMPATIBLE = {
    "compatibilityMode": "15",
    "overrideTableStyleFontSizeAndJustification": "1",
    "enableOpenTypeFeatures": "1",
    "doNotFlipMirrorIndents": "1",
    "differentiateMultirowTableHeaders": "1",
    "useWord2013TrackBottomHyphenation": "0",
}
"""The settings of Word from 2013 on."""


_NOTE_PART = {"footnotes": "rIdFootnotes"}


def shared_parts(
    profile: Profile, numbering: Numbering, media: Sequence[str] = (), *, is_noted: bool = False
) -> dict[str, bytes]:
    """Return the parts of a docx, by name, that do not depend on the document.

    With Word's own numbering the document adds word/numbering.xml; it also adds its pictures, ``media``
    being their names below word/, and word/footnotes.xml when it ``is_noted``.
    """
    named = {
        **_PARTS,
        **(_LIST_PART if numbering == "word" else {}),
        **(_NOTE_PART if is_noted else {}),
    }
    pages = tuple(page_parts(profile))
    parts = {
        "[Content_Types].xml": _content_types(named, pages, media),
        "_rels/.rels": _package_relationships(),
        "word/_rels/document.xml.rels": _document_relationships(named, pages, media),
        "word/styles.xml": write_styles(profile, numbering),
        "word/settings.xml": _settings(profile, is_noted=is_noted),
        "word/fontTable.xml": _font_table(profile.faces.values()),
        **{f"word/{page.name}": page.xml for page in pages},
    }
    return {name: text.encode() for name, text in parts.items()}


def _settings(profile: Profile, *, is_noted: bool) -> str:
    compat = "".join(element(f"w:{name}") for name in _OF_CHINESE_WORD) + "".join(
        element("w:compatSetting", {"w:name": name, "w:uri": _WORD_SETTINGS, "w:val": value})
        for name, value in _COMPATIBLE.items()
    )
    language = {"w:lang": "zh-CN"}
    content = (
        element("w:defaultTabStop", {"w:val": twips(profile.body.character)})
        + element("w:evenAndOddHeaders")
        + element("w:characterSpacingControl", {"w:val": "doNotCompress"})
        + element("w:noLineBreaksAfter", {**language, "w:val": NOT_AT_END})
        + element("w:noLineBreaksBefore", {**language, "w:val": NOT_AT_START})
        + (footnote_settings() if is_noted else "")
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


def _content_types(named: Iterable[str], pages: Iterable[PagePart], media: Iterable[str]) -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
        **{(kind := name.rpartition(".")[2]): media_type(kind) for name in media},
    }
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        f"/{CUSTOM}": CUSTOM_TYPE,
        **{f"/word/{name}.xml": f"{_WORD}.{name}+xml" for name in named},
        **{f"/word/{page.name}": f"{_WORD}.{page.kind}+xml" for page in pages},
    }
    content = "".join(element("Default", {"Extension": e, "ContentType": t}) for e, t in defaults.items())
    content += "".join(element("Override", {"PartName": n, "ContentType": t}) for n, t in overrides.items())
    return DECLARATION + element("Types", {"xmlns": TYPES}, content)


def _package_relationships() -> str:
    content = _relationship("rId1", f"{R}/officeDocument", "word/document.xml")
    content += _relationship("rId2", CORE_LINK, "docProps/core.xml")
    content += _relationship("rId3", f"{R}/custom-properties", CUSTOM)
    return DECLARATION + element("Relationships", {"xmlns": LINKS}, content)


def _document_relationships(named: Mapping[str, str], pages: Iterable[PagePart], media: Sequence[str]) -> str:
    content = "".join(_relationship(key, f"{R}/{name}", f"{name}.xml") for name, key in named.items())
    content += "".join(_relationship(page.key, f"{R}/{page.kind}", page.name) for page in pages)
    content += "".join(
        _relationship(picture_key(index), f"{R}/image", name) for index, name in enumerate(media, 1)
    )
    return DECLARATION + element("Relationships", {"xmlns": LINKS}, content)


def _relationship(key: str, kind: str, target: str) -> str:
    return element("Relationship", {"Id": key, "Type": kind, "Target": target})


@lru_cache(maxsize=64)
def custom_properties(facts: tuple[tuple[str, str], ...]) -> str:
    """Return docProps/custom.xml, which keeps ``facts`` by their names."""
    content = "".join(
        element(
            "property",
            {"fmtid": _CUSTOM_SET, "pid": str(index), "name": name},
            element("vt:lpwstr", content=escape(value)),
        )
        for index, (name, value) in enumerate(facts, 2)
    )
    namespaces = {"xmlns": _CUSTOM, "xmlns:vt": _TYPES}
    return DECLARATION + element("Properties", namespaces, content)


def read_custom_properties(root: etree._Element) -> dict[str, str]:
    """Return the texts that docProps/custom.xml keeps, by their names."""
    return {each.get("name", ""): "".join(map(str, each.itertext())) for each in root}


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
        "xmlns:cp": CORE,
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    return DECLARATION + element("cp:coreProperties", namespaces, content + (times if flow.date else ""))
