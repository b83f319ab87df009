"""Letterheads: a docx of an office, stamped with the look of a profile and filled by the one builder.

The template owns the arrangement and the fixed words, the profile the look, the writer of the docx the
structured parts. Stamping, patching and compiling are done once per template, profile and numbering.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

from gongwen.document import Document
from gongwen.finding import InputError, UsageError
from gongwen.flow import Flow, Numbering
from gongwen.ooxml.package.deflated import Package
from gongwen.ooxml.package.docx import (
    CORE,
    DOCUMENT,
    DOCUMENT_LINKS,
    MOST_BYTES,
    header_parts,
    linked_parts,
    parse_part,
    unpack,
)
from gongwen.ooxml.styles.footnotes import PART as FOOTNOTES
from gongwen.ooxml.styles.footnotes import write_footnotes
from gongwen.ooxml.styles.numbering import List, write_numbering
from gongwen.ooxml.styles.parts import CUSTOM, core_properties, custom_properties
from gongwen.ooxml.styles.pictures import media_names, media_parts
from gongwen.ooxml.styles.stamp import stamp
from gongwen.ooxml.xml import DECLARATION, R, W, escape
from gongwen.paths import template_folder
from gongwen.profile import Profile
from gongwen.terms.date import write as format_date
from gongwen.write.docx import BodyWriter
from gongwen.write.docx_sections import FootSections, foot_sections
from gongwen.write.tags import (
    SECTION,
    SLOTS,
    WHOLE,
    WORDS,
    TaggedPar,
    check_tags,
    fixed_words,
    make_environment,
    prepare_tags,
    show_braces,
    variable,
)

_NUMBERING = "word/numbering.xml"
_W, _R = f"{{{W}}}", f"{{{R}}}"
_NOT_FILLED = {"word/footer": "页脚", "word/footnotes": "脚注", "word/endnotes": "尾注"}
_MOST_TEXT = 2 * 2**20
"""What the text and the headers of a letterhead may come to, bytes."""
_SPECIAL = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_TEXT_BREAK = '</w:t>{}<w:t xml:space="preserve">'
_HEAD, _IMPRINT = "版头", "版记"
_OTHER_PAGES = "模板里排不了横放的和单独装订的附件，请不用 --template 排印，或者另做一个文件排这些附件"
_MARKS = ("发文机关标志", "发文机关")

_WORDS_OF: dict[str, tuple[str, ...]] = {
    "版头": ("份号", "密级", "保密期限", "紧急程度", "发文字号", "签发人"),
    "标题": ("标题", "题注"),
    "主送机关": ("主送机关",),
    "落款": ("署名", "成文日期", "附注"),
    "版记": ("抄报机关", "抄送机关", "印发机关", "印发日期"),
}
"""The texts that together say all that a slot says, but for the fixed words of a 版头."""


@dataclass(frozen=True, slots=True)
class Template:
    """A docx that can be filled; two with the same name and content are equal."""

    name: str
    """The file as messages name it."""
    digest: str
    """SHA-256 of the file."""
    parts: Mapping[str, bytes] = field(compare=False, repr=False)


def template_names() -> list[str]:
    """Return the names of the templates that come with the program, in order."""
    return sorted(path.stem for path in template_folder().glob("*.docx"))


def read_template(path: Path) -> Template:
    """Return the template at ``path``, or the one of this name that comes with the program.

    Raises UsageError when the file is no docx, InputError when it is damaged or a tag is wrong.
    """
    data = _read(_find(path))
    try:
        parts = dict(unpack(data))
    except UsageError as error:
        raise UsageError(f"{path}：{error}") from None
    try:
        problems = list(_problems(parts))
    except InputError as error:
        problems = error.problems
    if problems:
        raise InputError([f"{path}：{problem}" for problem in problems])
    return Template(str(path), hashlib.sha256(data).hexdigest(), parts)


def _find(path: Path) -> Path:
    if os.path.isfile(path):
        return path
    if path.name == str(path) and path.stem in (names := template_names()):
        return template_folder() / f"{path.stem}.docx"
    known = f"；自带的模板：{'、'.join(names)}" if path.name == str(path) else ""
    raise UsageError(f"{path}：没有这个模板文件，请检查文件名{known}")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path}：超过 {MOST_BYTES >> 20} MB，不像公文模板，请换一个文件")
        return path.read_bytes()
    except OSError:
        raise UsageError(f"{path}：不能读取，请检查权限，或者先在 Word、WPS 里关闭它") from None


def _problems(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is wrong with a template. Raises InputError when a part is not well formed."""
    headers = header_parts(parts)
    if sum(len(parts[name]) for name in (DOCUMENT, *headers)) > _MOST_TEXT:
        yield f"文字部分超过 {_MOST_TEXT >> 20} MB，不像版头模板，请只留版头和标签"
        return
    root = parse_part(DOCUMENT, parts[DOCUMENT])
    if root.tag != f"{_W}document" or root.nsmap.get("w") != W:
        yield "不是通常的 docx（可能是“严格的 Open XML”格式），请另存为“Word 文档（*.docx）”"
        return
    yield from check_tags(root)
    for name in (name for name in parts if name.endswith((".xml", ".rels"))):
        root = parse_part(name, parts[name])
        if name in headers:
            yield from (f"页眉中{problem}" for problem in check_tags(root))
        place = next((place for start, place in _NOT_FILLED.items() if name.startswith(start)), "")
        if place and "{{" in "".join(root.itertext()):
            yield f"{place}里的标签不能填写（页脚由程序按版式写页码），请移到正文或页眉里"


def fill_template(template: Template, flow: Flow, document: Document, profile: Profile) -> bytes:
    """Return ``template`` in the look of ``profile`` filled with ``flow``, the layout of ``document``.

    The same input gives the same bytes. Raises InputError when the template has no place for a part of
    the document, or two for the same.
    """
    compiled = compile_template(template, profile, flow.numbering)
    filling = Filling(compiled, flow, document, profile)
    parts = {name: page.render(filling.variables()) for name, page in compiled.pages.items()}
    if problems := list(filling.problems()):
        raise InputError([f"{template.name}：{problem}" for problem in problems])
    parts |= {
        CORE: core_properties(flow),
        CUSTOM: custom_properties((*flow.facts, *filling.writer.carried.facts)),
    }
    media, notes = filling.writer.media, filling.writer.footnotes
    if media or notes:
        names = media_names(media)
        compiled = compile_template(template, profile, flow.numbering, names, is_noted=bool(notes))
    if notes:
        parts[FOOTNOTES] = write_footnotes(notes)
    if flow.numbering == "word":
        parts[_NUMBERING] = _with_lists(compiled.lists, filling.writer.counter.lists, profile)
    written = {name: text.encode() for name, text in parts.items()}
    return filling.writer.carried.complete(compiled.package.complete(written | media_parts(media)))


def _with_lists(stamped: str, lists: Sequence[List], profile: Profile) -> str:
    """Return ``stamped``, a numbering part, with the continuations of the heading list behind the rest."""
    end = "</w:numbering>"
    before = write_numbering(profile).removesuffix(end)
    added = write_numbering(profile, lists).removesuffix(end).removeprefix(before)
    return stamped.removesuffix(end) + added + end


@dataclass(frozen=True, slots=True)
class Compiled:
    """A stamped template, ready to be filled."""

    package: Package
    pages: Mapping[str, jinja2.Template]
    """The parts with tags, by name."""
    sections: FootSections
    lists: str
    """The numbering part; "" when there is none."""
    has_fixed_words: bool
    has_notes: bool
    """Whether it has footnotes of its own: then those of the document stand behind the paragraphs that call them."""
    keys: frozenset[str]
    """The relationships of its text."""


@lru_cache(maxsize=16)
def compile_template(
    template: Template,
    profile: Profile,
    numbering: Numbering,
    media: tuple[str, ...] = (),
    *,
    is_noted: bool = False,
) -> Compiled:
    """Return ``template`` in the look of ``profile``, ready to be filled; ``media`` and footnotes are to come."""
    parts = stamp(template.parts, profile, numbering, media, is_noted=is_noted)
    roots = {name: parse_part(name, parts[name]) for name in (DOCUMENT, *header_parts(parts))}
    has_fixed_words = any(fixed_words(root) or _has_picture(root) for root in roots.values())
    lists = parts.get(_NUMBERING, b"").decode()
    environment = make_environment()
    pages, sections = {}, FootSections()
    for name, root in roots.items():
        tagged = prepare_tags(root)
        if name == DOCUMENT:
            sections = _take_sections(tagged)
        if tagged or name == DOCUMENT:
            pages[name] = environment.from_string(_jinja(root))
    changing = {
        *pages,
        CORE,
        CUSTOM,
        *([_NUMBERING] if numbering == "word" else []),
        *([FOOTNOTES] if is_noted else []),
    }
    package = Package({name: data for name, data in parts.items() if name not in changing})
    has_notes = bool(linked_parts(template.parts, "footnotes"))
    keys = frozenset(str(link.get("Id", "")) for link in parse_part(DOCUMENT_LINKS, parts[DOCUMENT_LINKS]))
    return Compiled(package, pages, sections, lists, has_fixed_words, has_notes, keys)


def _has_picture(root: etree._Element) -> bool:
    return next(root.iter(f"{_W}drawing", f"{_W}pict", f"{_W}object"), None) is not None


def _take_sections(tagged: Sequence[TaggedPar]) -> FootSections:
    """Put a variable in place of the section that holds the 版记 and return what it can be."""
    slot = next((par.element for par in tagged if any(tag.is_slot(_IMPRINT) for tag in par.tags)), None)
    if slot is None:
        return FootSections()
    numbered = slot.xpath("following::w:sectPr", namespaces={"w": W})[0]
    sections = foot_sections(numbered)
    before, parent = numbered.getprevious(), numbered.getparent()
    variable_text = f"{{{{ {SECTION} }}}}"
    if before is None:
        parent.text = variable_text
    else:
        before.tail = variable_text
    parent.remove(numbered)
    return sections


def _jinja(root: etree._Element) -> str:
    """Return the part below ``root``, its tags rewritten, in the language of jinja."""
    named = etree.Element(root.tag, dict(root.attrib), nsmap={**root.nsmap, "w": W, "r": R})
    named.extend(list(root))
    text = etree.tostring(named, encoding="unicode")
    patched: str = DocxTemplate("").patch_xml(text)
    return DECLARATION + show_braces(patched)


class Filling:
    """The filling of one document: what is printed where, and what has been."""

    def __init__(self, compiled: Compiled, flow: Flow, document: Document, profile: Profile) -> None:
        self.compiled = compiled
        self.flow = flow
        self.has_mark = document.has_head
        self.profile = profile
        names, suffix = profile.head.issuer_mark(document) if document.has_head else ((), "")
        own = {
            "title": document.title.replace("\n", ""),
            "signature": document.signatories,
            "issuer_mark": "".join(names[:1]) + suffix,
        }
        self.words = {
            key: _plain(own[name] if name in own else getattr(document, name)) for key, name in WORDS.items()
        }
        self.writer = BodyWriter(
            profile, flow.numbering, has_footnotes=not compiled.has_notes, keys=compiled.keys
        )
        self.printed: set[str] = set()
        self.placed: Counter[str] = Counter()

    def variables(self) -> dict[str, Any]:
        """Return what the tags can name: in conditions under its 公文 term, in print as XML."""
        has_main = any(part.slot not in (_HEAD, _IMPRINT) for part in self.flow.parts)
        found: dict[str, Any] = {part.slot: True for part in self.flow.parts}
        found = {**dict.fromkeys(SLOTS, False), **found, WHOLE: has_main, **self.words}
        for key in WORDS:
            found[variable(key, is_placed=False)] = _Lazy(partial(self._print, key))
        for slot in SLOTS:
            found[variable(slot, is_placed=True)] = _Lazy(partial(self._place, slot))
        sections = self.compiled.sections
        found[SECTION] = _Lazy(lambda: sections.last(self.flow, self.profile))
        return found

    def _print(self, key: str) -> str:
        self.printed.add(key)
        return _text(self.words[key])

    def _place(self, slot: str) -> str:
        self.placed[slot] += 1
        if slot == _IMPRINT:
            sections = self.compiled.sections
            return self.writer.breaks(self.flow, sections.text) + self.writer.foot(self.flow)
        return "".join(self.writer.part(part) for part in self.flow.parts if _is_in(part.slot, slot))

    def problems(self) -> Iterator[str]:
        """Yield, in Chinese, which parts of the document have no place in the template, or two."""
        if any(part.is_turned or part.is_apart for part in self.flow.parts):
            yield _OTHER_PAGES
        for part in self.flow.parts:
            places = sum(count for slot, count in self.placed.items() if _is_in(part.slot, slot))
            if places > 1:
                yield f"“{part.slot}”放了{places}处，文字会重复，请只留一处（{{{{p 主体 }}}} 里已经有主体各部分）"
            elif not places:
                yield from self._unplaced(part.slot)

    def _unplaced(self, slot: str) -> Iterator[str]:
        words = [key for key in _WORDS_OF.get(slot, ()) if self.words[key]]
        lost = [key for key in words if key not in self.printed]
        if slot == _HEAD:
            is_marked = self.compiled.has_fixed_words or self.printed.intersection(_MARKS)
            if self.has_mark and not is_marked:
                yield "没有放发文机关标志的地方，请写上固定的文字，或者单独一段写 {{p 版头 }}"
            yield from (f"版头里没有放“{key}”的地方，请加上 {{{{ {key} }}}}" for key in lost)
        elif not words or lost == words:
            said = f"（{'、'.join(words)}）" if len(words) > 1 else ""
            yield f"没有放“{slot}”{said}的地方，这些文字会丢失，请单独一段写 {{{{p {slot} }}}}"
        else:
            yield from (f"“{slot}”里没有放“{key}”的地方，请加上 {{{{ {key} }}}}" for key in lost)


class _Lazy:
    """XML that is written when, and as often as, a template prints it."""

    def __init__(self, write: Callable[[], str]) -> None:
        self._write = write

    def __html__(self) -> str:
        return self._write()


def _is_in(part: str, slot: str) -> bool:
    """Whether what is placed at ``slot`` holds ``part``."""
    return part == slot or (slot == WHOLE and part not in (_HEAD, _IMPRINT))


def _plain(value: Any) -> str:
    """Return the value of a field as text; "" for none."""
    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(value, tuple):
        return "、".join(value)
    return "" if value is None else str(value)


def _text(words: str) -> str:
    """Return ``words`` for the inside of w:t."""
    written = escape(words)
    for character, element in _SPECIAL.items():
        written = written.replace(character, _TEXT_BREAK.format(element))
    return written
