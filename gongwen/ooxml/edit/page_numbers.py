"""The page numbers of a docx of anybody's making written anew; whatever else its footers say stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import count
from typing import NamedTuple

from lxml import etree

from gongwen.ooxml.child_order import put
from gongwen.ooxml.edit.opened import rewritten
from gongwen.ooxml.package.docx import (
    CONTENT_TYPES,
    DOCUMENT,
    DOCUMENT_LINKS,
    parse_part,
    rewrite,
    target_of,
    unpack,
)
from gongwen.ooxml.seen.footers import PAGE
from gongwen.ooxml.xml import DECLARATION, LINKS, TYPES, VML, A, R, W, is_on
from gongwen.terms import page_number

_W, _R = f"{{{W}}}", f"{{{R}}}"
_P, _SECTION = f"{_W}p", f"{_W}sectPr"
_SETTINGS, _EVEN = "word/settings.xml", f"{_W}evenAndOddHeaders"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_SHOWN = tuple(f"{_W}{name}" for name in ("drawing", "pict", "object", "sym"))
_BESIDE = "页脚里“{}”与页码在一起，页码没有改，请手工改"


class PageNumbers(NamedTuple):
    """How pages are numbered; the paragraphs as XML."""

    odd: str
    even: str
    on_first: bool
    """Whether a first page with a footer of its own is numbered."""
    distance: str
    """Of the footer from the foot of the sheet, twips."""


def change_page_numbers(data: bytes, numbers: PageNumbers) -> tuple[bytes, tuple[str, ...]]:
    """Return the docx ``data`` with ``numbers`` on its upright pages, and what could not be changed, in Chinese.

    Even pages get footers of their own, and the headers that all pages had. A footer keeps whatever it says
    besides the number; one that says it in the same paragraph is left, and with it all numbers.
    Raises UsageError and InputError for what is no docx.
    """
    numberer = _Numberer(unpack(data), numbers)
    beside = numberer.words_beside()
    if beside:
        return data, (_BESIDE.format(beside),)
    numberer.number()
    return rewrite(data, numberer.written), ()


class _Numberer:
    """The parts of one docx that its page numbers touch."""

    def __init__(self, parts: Mapping[str, bytes], numbers: PageNumbers) -> None:
        self.parts, self.numbers = parts, numbers
        self.root = parse_part(DOCUMENT, parts[DOCUMENT], keeps_all=True)
        self.links = _part(parts, DOCUMENT_LINKS, f'<Relationships xmlns="{LINKS}"/>')
        self.types = parse_part(CONTENT_TYPES, parts[CONTENT_TYPES], keeps_all=True)
        self.footers = {
            name: parse_part(name, parts[name], keeps_all=True)
            for name in dict.fromkeys(self._targets().values())
            if name in parts and name.startswith("word/footer")
        }
        self.kinds: dict[str, str] = {}
        """For which pages a footer has been written, by its part."""
        self.written: dict[str, bytes] = {}

    def _targets(self) -> dict[str, str]:
        return {link.get("Id", ""): target_of(link, "word") for link in self.links}

    def words_beside(self) -> str:
        """Return what stands in one paragraph with a page number; "" for nothing."""
        for root in self.footers.values():
            for block in root:
                text = _text(block)
                if _is_number(block) and not page_number.WORDS.fullmatch(text):
                    return text[:20]
                if _is_number(block) and _shows_picture(block):
                    return "图片"
        return ""

    def number(self) -> None:
        """Write the footers, the sections that refer to them, and the settings."""
        settings = _part(self.parts, _SETTINGS, f'<w:settings xmlns:w="{W}"/>')
        found = settings.find(_EVEN)
        had_even = found is not None and is_on(found.get(f"{_W}val", "1"))
        sections = list(self.root.iter(_SECTION))
        for index, section in enumerate(sections):
            if not had_even:
                self._share_headers(section)
            if not _is_turned(section):
                self._number_section(section, is_first=index == 0)
        if not had_even:
            put(settings, etree.Element(_EVEN))
        for name, root in {
            DOCUMENT: self.root,
            DOCUMENT_LINKS: self.links,
            CONTENT_TYPES: self.types,
            _SETTINGS: settings,
        }.items():
            self.written[name] = rewritten(root, self.parts[name]) if name in self.parts else _whole(root)
        self.written |= {
            name: rewritten(self.footers[name], self.parts[name])
            if name in self.parts
            else _whole(self.footers[name])
            for name in self.kinds
        }

    def _share_headers(self, section: etree._Element) -> None:
        """Give even pages the header of all pages, whose own was never shown."""
        headers = {each.get(f"{_W}type", "default"): each for each in section.findall(f"{_W}headerReference")}
        if "even" in headers:
            section.remove(headers["even"])
        if "default" in headers:
            shared = deepcopy(headers["default"])
            shared.set(f"{_W}type", "even")
            headers["default"].addnext(shared)

    def _number_section(self, section: etree._Element, *, is_first: bool) -> None:
        own = {each.get(f"{_W}type", "default"): each for each in section.findall(f"{_W}footerReference")}
        usual = self._name_of(own.get("default"))
        if usual or is_first:
            self._write(section, "default", usual)
            even = self._name_of(own.get("even"))
            self._write(section, "even", even if even and even != usual else "", like=usual)
        first = self._name_of(own.get("first"))
        if section.find(f"{_W}titlePg") is not None and (first or is_first):
            self._write(section, "first", first if first not in (usual, "") else "")
        margins = section.find(f"{_W}pgMar")
        if margins is not None:
            margins.set(f"{_W}footer", self.numbers.distance)

    def _name_of(self, reference: etree._Element | None) -> str:
        key = "" if reference is None else reference.get(f"{_R}id", "")
        name = self._targets().get(key, "")
        return name if name in self.footers else ""

    def _write(self, section: etree._Element, kind: str, name: str, like: str = "") -> None:
        """Write the number into the footer ``name`` of ``kind``; "" makes one, with what ``like`` says besides its number."""
        if name and self.kinds.get(name, kind) != kind:
            name, like = "", name
        if not name:
            name = self._made(section, kind, like)
        if name in self.kinds:
            return
        self.kinds[name] = kind
        root = self.footers[name]
        for block in [each for each in root if _is_number(each) or _is_empty(each)]:
            root.remove(block)
        if kind == "first" and not self.numbers.on_first:
            root.append(etree.Element(_P))
            return
        written = self.numbers.even if kind == "even" else self.numbers.odd
        root.insert(0, etree.fromstring(f'<x xmlns:w="{W}">{written}</x>')[0])

    def _made(self, section: etree._Element, kind: str, like: str) -> str:
        """Return the name of a new footer of ``section``, which says what ``like`` does."""
        name = next(name for name in _names() if name not in self.parts and name not in self.footers)
        self.footers[name] = (
            deepcopy(self.footers[like]) if like else etree.Element(f"{_W}ftr", nsmap={"w": W, "r": R})
        )
        folder, _, base = like.rpartition("/")
        if like and (attached := self.parts.get(f"{folder}/_rels/{base}.rels")):
            self.written[f"word/_rels/{name.rpartition('/')[2]}.rels"] = attached
        keys = set(self._targets())
        key = next(key for key in (f"rId{index}" for index in count(1)) if key not in keys)
        base = name.removeprefix("word/")
        etree.SubElement(self.links, f"{{{LINKS}}}Relationship", Id=key, Type=f"{R}/footer", Target=base)
        etree.SubElement(self.types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=_FOOTER_TYPE)
        for old in section.xpath(f"w:footerReference[@w:type='{kind}']", namespaces={"w": W}):
            section.remove(old)
        _refer(section, kind, key)
        return name


def _names() -> Iterator[str]:
    return (f"word/footer{index}.xml" for index in count(1))


def _part(parts: Mapping[str, bytes], name: str, empty: str) -> etree._Element:
    return parse_part(name, parts.get(name, empty.encode()), keeps_all=True)


def _whole(root: etree._Element) -> bytes:
    return (DECLARATION + str(etree.tostring(root, encoding="unicode"))).encode()


def _refer(section: etree._Element, kind: str, key: str) -> None:
    """Add the reference to a footer of ``kind`` behind those that are there."""
    reference = etree.Element(f"{_W}footerReference", {f"{_W}type": kind, f"{_R}id": key})
    others = [each for each in section if each.tag in (f"{_W}headerReference", reference.tag)]
    section.insert(section.index(others[-1]) + 1 if others else 0, reference)


def _is_turned(section: etree._Element) -> bool:
    size = section.find(f"{_W}pgSz")
    return size is not None and size.get(f"{_W}orient") == "landscape"


def _is_number(block: etree._Element) -> bool:
    """Whether the number of the page stands in a block of a footer."""
    codes = (
        "".join(block.itertext(f"{_W}instrText")),
        *(each.get(f"{_W}instr", "") for each in block.iter(f"{_W}fldSimple")),
    )
    return any(PAGE.search(code) for code in codes) or next(block.iter(f"{_W}pgNum"), None) is not None


def _shows_picture(block: etree._Element) -> bool:
    return any(
        each.get(f"{_R}embed") or each.get(f"{_R}id") or each.get(f"{_R}link")
        for each in block.iter(f"{{{A}}}blip", f"{{{VML}}}imagedata")
    )


def _is_empty(block: etree._Element) -> bool:
    return block.tag == _P and not _text(block) and next(block.iter(*_SHOWN), None) is None


def _text(block: etree._Element) -> str:
    return "".join("".join(block.itertext(f"{_W}t")).split())
