"""Whatever docx is given, put into the look of a profile: styles, page, grid, page numbers, lists.

The look is replaced, the words stay. A style, a list or a font of the docx that is not one of ours is
kept; what it inherits is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from gongwen.flow import Numbering
from gongwen.ooxml.child_order import put
from gongwen.ooxml.package.docx import MOST_BASES, DocxParts, parse_part, write_part
from gongwen.ooxml.styles.footnotes import write_footnotes
from gongwen.ooxml.styles.numbering import write_numbering
from gongwen.ooxml.styles.parts import shared_parts
from gongwen.ooxml.styles.pictures import picture_key
from gongwen.ooxml.styles.sections import (
    EMPTY_FOOTER,
    NO_HEADER,
    ODD_FOOTER,
    SPACER,
    Section,
    page_parts,
    section,
)
from gongwen.ooxml.styles.sheet import ROOT, write_styles
from gongwen.ooxml.xml import R, W, is_on, whole_number
from gongwen.profile import HEADING_ROLES, Profile

Names = dict[str, str]
"""New names by old ones; "" takes away what refers to the old one."""

_W, _R = f"{{{W}}}", f"{{{R}}}"
_VAL = f"{_W}val"
_THEME_FONTS = tuple(f"{_W}{name}" for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"))
_STYLE_REFERENCES = tuple(
    f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
)
_OWN_LISTS, _FOREIGN_LISTS = 5001, 10001
"""The first numbers of kept continuations of our list and of the lists of the docx; a document's own
continuations count from 2."""


def stamp(
    parts: Mapping[str, bytes],
    profile: Profile,
    numbering: Numbering,
    media: Sequence[str] = (),
    *,
    is_noted: bool = False,
) -> dict[str, bytes]:
    """Return ``parts``, all those of a docx by name, in the look of ``profile``.

    ``media`` are the names of pictures that the document adds; they are referred to, not put in. With ``is_noted``
    there is a part of footnotes without any, for a docx that has none of its own.

    Stamping what is stamped already changes nothing. Macros, the settings and the footers of the docx
    are not kept, nor what its properties say about it; nothing that it refers to outside is fetched.
    Raises InputError when a part is not well formed.
    """
    docx = DocxParts(parts)
    settings = docx.take("settings")
    styles = docx.take("styles")
    lists = _stamp_lists(docx.take("numbering"), styles, profile, numbering)
    names = _stamp_styles(styles, lists.numbers, profile, numbering)
    docx.put("styles", write_part(styles))
    docx.put("settings", write_part(_stamp_settings(settings, profile, numbering, is_noted=is_noted)))
    if is_noted:
        docx.put("footnotes", write_footnotes(()).encode())
    docx.put("fontTable", write_part(_stamp_fonts(docx.take("fontTable"), profile, numbering)))
    if lists.root is not None:
        _rename(lists.root, names)
        docx.put("numbering", write_part(lists.root))
    _put_pages(docx, profile, media)
    had_even = _is_on(settings.find(f"{_W}evenAndOddHeaders"))
    for name in docx.texts():
        root = parse_part(name, docx.parts[name])
        _rename(root, names)
        _renumber(root, lists.numbers)
        _free_cut_lines(root, styles, profile)
        _stamp_sections(root, had_even, profile)
        docx.parts[name] = write_part(root)
    return docx.finished()


def _put_pages(docx: DocxParts, profile: Profile, media: Sequence[str]) -> None:
    """Put what stands on every page in the place of the footers, and refer to the pictures ``media``."""
    docx.take("footer")
    for page in page_parts(profile):
        docx.put(page.kind, page.xml.encode(), page.name, page.key)
    for index, name in enumerate(media, 1):
        docx.refer(picture_key(index), name)


def _stamp_styles(root: etree._Element, numbers: Names, profile: Profile, numbering: Numbering) -> Names:
    """Put our styles in front of those of ``root``; return the new identifiers of the replaced ones.

    The new identifier of one that was of another type is "".
    """
    own = parse_part("styles.xml", write_styles(profile, numbering).encode())
    by_name = {_name(style).casefold(): style for style in own.iter(f"{_W}style")}
    by_id = {_id(style): style for style in own.iter(f"{_W}style")}
    renamed: Names = {}
    for style in root.findall(f"{_W}style"):
        ours = by_name.get(_name(style).casefold(), by_id.get(_id(style)))
        if ours is not None:
            is_alike = style.get(f"{_W}type") == ours.get(f"{_W}type")
            renamed[_id(style)] = _id(ours) if is_alike else ""
            root.remove(style)
    _fit_foreign_styles(root, renamed, numbers)
    for old in root.findall(f"{_W}docDefaults"):
        root.remove(old)
    start = 0 if root.find(f"{_W}latentStyles") is None else 1
    for index, element in enumerate(list(own)):
        root.insert(index if index == 0 else index + start, element)
    return {old: new for old, new in renamed.items() if old != new}


def _fit_foreign_styles(root: etree._Element, renamed: Names, numbers: Names) -> None:
    """Let the styles that are left refer to ours, take their fonts by name and default to nothing."""
    for style in root.findall(f"{_W}style"):
        link = style.find(f"{_W}link")
        if link is not None and link.get(_VAL) in renamed:
            style.remove(link)
        if style.get(f"{_W}type") in ("paragraph", "table"):
            style.attrib.pop(f"{_W}default", None)
    for fonts in root.iter(f"{_W}rFonts"):
        for attribute in _THEME_FONTS:
            fonts.attrib.pop(attribute, None)
    _rename(root, renamed)
    _renumber(root, numbers)


def _name(style: etree._Element) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else str(name.get(_VAL, ""))


def _id(style: etree._Element) -> str:
    return str(style.get(f"{_W}styleId", ""))


def _rename(root: etree._Element, names: Names) -> None:
    for reference in list(root.iter(*_STYLE_REFERENCES)) if names else ():
        _refer(reference, names)


def _renumber(root: etree._Element, numbers: Names) -> None:
    for reference in list(root.iter(f"{_W}numId")) if numbers else ():
        _refer(reference, numbers)


def _is_on(toggle: etree._Element | None) -> bool:
    return toggle is not None and is_on(toggle.get(_VAL, "1"))


def _refer(reference: etree._Element, names: Names) -> None:
    """Give ``reference`` the new name of what it refers to; remove it when that is ""."""
    new = names.get(reference.get(_VAL, ""))
    if new:
        reference.set(_VAL, new)
    elif new == "":
        reference.getparent().remove(reference)


@dataclass(slots=True)
class _Lists:
    """Numbered lists: the part, None when there are none, and the new numbers of old lists."""

    root: etree._Element | None
    numbers: Names = field(default_factory=dict)


def _stamp_lists(
    root: etree._Element, styles: etree._Element, profile: Profile, numbering: Numbering
) -> _Lists:
    """Return the lists of ``root`` behind that of the headings, which is there when Word numbers."""
    styles_of_headings = {_id(s) for s in styles.iter(f"{_W}style") if _name(s) in HEADING_ROLES.values()}
    headings = {
        each.get(f"{_W}abstractNumId")
        for each in root.findall(f"{_W}abstractNum")
        if any(style.get(_VAL) in styles_of_headings for style in each.iter(f"{_W}pStyle"))
    }
    numbers = _number_lists(root, headings, numbering)
    for last in root.findall(f"{_W}numIdMacAtCleanup"):
        root.remove(last)
    if numbering == "word":
        own = parse_part("numbering.xml", write_numbering(profile).encode())
        for tags in (("abstractNum", "num"), ("num",)):
            first = next(root.iterchildren(*(f"{_W}{tag}" for tag in tags)), None)
            root.insert(len(root) if first is None else root.index(first), own.find(f"{_W}{tags[0]}"))
    return _Lists(root if len(root) else None, numbers)


def _number_lists(root: etree._Element, headings: set[str], numbering: Numbering) -> Names:
    """Number the lists of ``root`` out of the way of ours; return the new numbers by the old.

    Of our own, an earlier copy goes and its continuations stay, as far as Word numbers at all.
    """
    shapes: Names = dict.fromkeys(headings, "0")
    for shape in root.findall(f"{_W}abstractNum"):
        key = shape.get(f"{_W}abstractNumId")
        if key in headings:
            root.remove(shape)
        else:
            shapes[key] = str(_FOREIGN_LISTS + len(shapes) - len(headings))
            shape.set(f"{_W}abstractNumId", shapes[key])
    numbers: Names = {}
    new_numbers = {True: map(str, count(_OWN_LISTS)), False: map(str, count(_FOREIGN_LISTS))}
    for each in root.xpath("w:num[w:abstractNumId]", namespaces={"w": W}):
        shape = each.find(f"{_W}abstractNumId")
        is_own, goes_on = shape.get(_VAL) in headings, each.find(f"{_W}lvlOverride") is not None
        key = each.get(f"{_W}numId")
        if is_own and (numbering == "text" or not goes_on):
            numbers[key] = "1" if numbering == "word" else ""
            root.remove(each)
            continue
        numbers[key] = next(new_numbers[is_own])
        each.set(f"{_W}numId", numbers[key])
        shape.set(_VAL, shapes.get(shape.get(_VAL), shape.get(_VAL)))
    return numbers


def _stamp_settings(
    old: etree._Element, profile: Profile, numbering: Numbering, *, is_noted: bool
) -> etree._Element:
    """Return our settings, with the separators of the footnotes that ``old`` names, or of ours."""
    own = shared_parts(profile, numbering, is_noted=is_noted)["word/settings.xml"]
    root = parse_part("settings.xml", own)
    compat = root.find(f"{_W}compat")
    for name in ("endnotePr",) if is_noted else ("footnotePr", "endnotePr"):
        for kept in old.findall(f"{_W}{name}"):
            compat.addprevious(kept)
    return root


def _stamp_fonts(root: etree._Element, profile: Profile, numbering: Numbering) -> etree._Element:
    """Return the font table with our fonts in place of those of their names."""
    own = parse_part("fontTable.xml", shared_parts(profile, numbering)["word/fontTable.xml"])
    names = {font.get(f"{_W}name") for font in own}
    for font in [font for font in root if font.get(f"{_W}name") in names]:
        root.remove(font)
    for index, font in enumerate(list(own)):
        root.insert(index, font)
    return root


def _stamp_sections(root: etree._Element, had_even: bool, profile: Profile) -> None:
    """Give every section of a document our page; its headers and the kind of its break are kept."""
    body = root.find(f"{_W}body")
    if body is None:
        return
    if body.find(f"{_W}sectPr") is None:
        etree.SubElement(body, f"{_W}sectPr")
    for index, each in enumerate(list(root.iter(f"{_W}sectPr"))):
        _stamp_section(each, index == 0, had_even, profile)


def _stamp_section(old: etree._Element, opens: bool, had_even: bool, profile: Profile) -> None:
    is_numbered = EMPTY_FOOTER not in _references(old, "footer").values()
    xml = f'<w:x xmlns:w="{W}" xmlns:r="{R}">{section(profile, Section(is_numbered=is_numbered, opens=opens))}</w:x>'
    new = parse_part("section", xml.encode())[0]
    kept = {name: old.find(f"{_W}{name}") for name in ("type", "titlePg")}
    headers = {**_references(new, "header"), **_headers(old, had_even)}
    footers = _references(new, "footer")
    if _is_on(kept["titlePg"]) and "first" not in footers:
        put(new, kept["titlePg"])
        footers["first"] = ODD_FOOTER if is_numbered else EMPTY_FOOTER
    if kept["type"] is not None:
        put(new, kept["type"])
    rest = [each for each in new if not each.tag.endswith("Reference")]
    old[:] = [*_refer_pages("header", headers), *_refer_pages("footer", footers), *rest]


def _references(section: etree._Element, kind: str) -> Names:
    """Return the keys of the headers or footers of ``section`` by the pages on which they stand."""
    return {each.get(f"{_W}type"): each.get(f"{_R}id") for each in section.findall(f"{_W}{kind}Reference")}


def _refer_pages(kind: str, keys: Names) -> Iterator[etree._Element]:
    for page in ("default", "even", "first"):
        if page in keys:
            yield etree.Element(f"{_W}{kind}Reference", {f"{_W}type": page, f"{_R}id": keys[page]})


def _headers(old: etree._Element, had_even: bool) -> Names:
    """Return the headers; even pages get that of all pages when they had none of their own."""
    found = {page: key for page, key in _references(old, "header").items() if key not in (SPACER, NO_HEADER)}
    if not had_even:
        found.pop("even", None)
        if "default" in found:
            found["even"] = found["default"]
    return found


def _free_cut_lines(root: etree._Element, styles: etree._Element, profile: Profile) -> None:
    """Let lines grow where our exact pitch, inherited by words of the docx, would cut them off.

    Those are lines with a picture in the text, and with type larger than the pitch in a style that
    says no pitch itself.
    """
    by_id = {_id(style): style for style in styles.findall(f"{_W}style")}
    for paragraph in root.iter(f"{_W}p"):
        if paragraph.xpath("w:pPr/w:spacing/@w:line", namespaces={"w": W}):
            continue
        named = paragraph.xpath("w:pPr/w:pStyle/@w:val", namespaces={"w": W})
        chain = list(_foreign_styles(named[0] if named else ROOT, by_id, profile))
        says_pitch = any(each is None or _says_line(each) for each in chain)
        is_large = _largest(paragraph, chain) > profile.body.pitch
        if _has_picture(paragraph) or (is_large and not says_pitch):
            _free_line(paragraph)


def _foreign_styles(
    key: str, by_id: Mapping[str, etree._Element], profile: Profile
) -> Iterator[etree._Element | None]:
    """Yield the style ``key`` and those below it that are not ours; None ends in one of our roles."""
    seen: set[str] = set()
    while key in by_id and key != ROOT and key not in seen and len(seen) < MOST_BASES:
        if key in profile.looks:
            yield None
            return
        seen.add(key)
        yield by_id[key]
        base = by_id[key].find(f"{_W}basedOn")
        key = ROOT if base is None else base.get(_VAL, ROOT)


def _says_line(style: etree._Element) -> bool:
    return bool(style.xpath("w:pPr/w:spacing/@w:line", namespaces={"w": W}))


def _has_picture(paragraph: etree._Element) -> bool:
    inline = "w:r/w:pict | w:r/w:object | w:r//w:drawing/*[local-name()='inline']"
    return bool(paragraph.xpath(inline, namespaces={"w": W}))


def _largest(paragraph: etree._Element, chain: list[etree._Element | None]) -> float:
    """Return the largest size of type that ``paragraph`` and its styles name, points; 0.0 when none."""
    named = paragraph.xpath("w:r/w:rPr/w:sz/@w:val", namespaces={"w": W})
    for style in chain:
        named += [] if style is None else style.xpath("w:rPr/w:sz/@w:val", namespaces={"w": W})
    return max((whole_number(size) / 2 for size in named), default=0.0)


def _free_line(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    spacing = properties.find(f"{_W}spacing")
    if spacing is None:
        spacing = etree.Element(f"{_W}spacing")
        put(properties, spacing)
    spacing.set(f"{_W}line", "240")
    spacing.set(f"{_W}lineRule", "auto")
