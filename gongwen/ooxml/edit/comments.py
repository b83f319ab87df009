"""Comments hung on exact characters of a docx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from gongwen.ooxml.edit.opened import rewritten
from gongwen.ooxml.edit.runs import (
    NUMBER,
    PROPERTIES,
    RUN,
    bound_control,
    covered,
    cut,
    new_run,
    split_before,
    split_behind,
)
from gongwen.ooxml.edit.tracked import Hand
from gongwen.ooxml.package.docx import CONTENT_TYPES, DOCUMENT_LINKS, linked_parts, parse_part
from gongwen.ooxml.seen.letters import Spot, spots
from gongwen.ooxml.seen.paragraphs import Source
from gongwen.ooxml.xml import DECLARATION, LINKS, TYPES, R, W

_W = f"{{{W}}}"
_P, _BOX = f"{_W}p", f"{_W}txbxContent"
_NOTES = (f"{_W}footnote", f"{_W}endnote")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NONE = f'{DECLARATION}<w:comments xmlns:w="{W}"/>'.encode()
_NO_LINKS = f'{DECLARATION}<Relationships xmlns="{LINKS}"/>'.encode()


def hang(source: Source, start: int, end: int, number: str, document: etree._Element) -> etree._Element:
    """Hang comment ``number`` on the characters ``start``:``end`` of ``source``; return an element of their part.

    Characters that are none of the file are passed over: a comment on a label hangs at the head of the
    paragraph. A comment in a text box hangs on the box, one in a note on its number in the text of ``document``,
    the root of that part, since not all word processors know any inside of those.
    """
    first, last = _ends(source, start, end)
    opening = etree.Element(f"{_W}commentRangeStart", {NUMBER: number})
    closing = etree.Element(f"{_W}commentRangeEnd", {NUMBER: number})
    holder = _holder(first.paragraph, document)
    if holder is not None:
        holder.addprevious(opening)
        holder.addnext(closing)
    else:
        is_point = first.start == first.end
        _open(first, opening)
        if is_point:
            opening.addnext(closing)
        else:
            _close(last, closing)
    reference = etree.Element(RUN)
    etree.SubElement(reference, f"{_W}commentReference", {NUMBER: number})
    closing.addnext(reference)
    return closing


def _ends(source: Source, start: int, end: int) -> tuple[Spot, Spot]:
    """Return the first and the last spot of the characters; twice an empty one when there are none."""
    letters = spots(source)
    known = [each for each in letters[start:end] if each is not None]
    if known:
        return known[0], known[-1]
    behind = next((each for each in letters[start:] if each is not None), None)
    before = next((each for each in reversed(letters[:start]) if each is not None), None)
    if before is not None and ((start < len(letters) and letters[start - 1] is before) or behind is None):
        spot = Spot(before.paragraph, before.end, before.end)
    elif behind is not None:
        spot = Spot(behind.paragraph, behind.start, behind.start)
    else:
        spot = Spot(next(source.element.iter(_P)), 0, 0)
    return spot, spot


def _holder(paragraph: etree._Element, document: etree._Element) -> etree._Element | None:
    """Return the run on which the text box or the note about ``paragraph`` hangs; None outside of them."""
    note = next(paragraph.iterancestors(*_NOTES), None)
    if note is not None:
        own = document.iter(f"{note.tag}Reference")
        mark = next((each for each in own if each.get(NUMBER) == note.get(NUMBER)), None)
        return None if mark is None else next(mark.iterancestors(RUN), None)
    boxes = list(paragraph.iterancestors(_BOX))
    return next(boxes[-1].iterancestors(RUN), None) if boxes else None


def _open(spot: Spot, opening: etree._Element) -> None:
    """Put ``opening`` before the first character of ``spot``, behind the one before it when there is none in it."""
    paragraph, at, end = spot
    cut(paragraph, at)
    found = covered(spot)
    if not found:
        properties = paragraph.find(PROPERTIES)
        paragraph.insert(0 if properties is None else 1, opening)
    elif at < end or not at:
        _edge(found[0].element, is_behind=False).addprevious(opening)
    else:
        _edge(found[0].element, is_behind=True).addnext(opening)


def _close(spot: Spot, closing: etree._Element) -> None:
    cut(spot.paragraph, spot.end)
    _edge(covered(spot)[-1].element, is_behind=True).addnext(closing)


def _edge(element: etree._Element, *, is_behind: bool) -> etree._Element:
    """Return the run of ``element``, ending or beginning with it, or the control that takes its words from elsewhere."""
    control = bound_control(element)
    if control is not None and next(control.iterancestors(_P), None) is not None:
        return control
    if element.getparent().tag != RUN:
        return next(element.iterancestors(RUN), element)
    if is_behind:
        split_behind(element)
    else:
        split_before(element)
    return element.getparent()


def written_comments(
    parts: Mapping[str, bytes], comments: Sequence[tuple[str, str, Hand]]
) -> dict[str, bytes]:
    """Return the parts that are otherwise when ``comments``, each a number, words and who says them, are there too."""
    names = linked_parts(parts, "comments")
    name = names[0] if names else _free_name(parts)
    data = parts.get(name, _NONE) if names else _NONE
    root = parse_part(name, data, keeps_all=True)
    for number, words, hand in comments:
        root.append(_comment(number, words, hand))
    others = {} if names else _listed(parts, name)
    return {name: rewritten(root, data), **others}


def _free_name(parts: Mapping[str, bytes]) -> str:
    names = ("word/comments.xml", *(f"word/comments{index}.xml" for index in range(1, len(parts) + 1)))
    return next(name for name in names if name not in parts)


def _comment(number: str, words: str, hand: Hand) -> etree._Element:
    comment = hand.mark(f"{_W}comment")
    comment.set(NUMBER, number)
    comment.set(f"{_W}initials", hand.author[:1])
    for line in words.split("\n"):
        par = etree.SubElement(comment, _P)
        if line:
            par.append(new_run(None, line))
    return comment


def _listed(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Return the list of content types and that of relationships with the part of comments."""
    types_data, links_data = parts[CONTENT_TYPES], parts.get(DOCUMENT_LINKS, _NO_LINKS)
    types = parse_part(CONTENT_TYPES, types_data, keeps_all=True)
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=_TYPE)
    links = parse_part(DOCUMENT_LINKS, links_data, keeps_all=True)
    keys = {link.get("Id") for link in links}
    key = next(key for key in (f"rId{index}" for index in range(1, len(links) + 2)) if key not in keys)
    etree.SubElement(
        links,
        f"{{{LINKS}}}Relationship",
        Id=key,
        Type=f"{R}/comments",
        Target=name.removeprefix("word/"),
    )
    return {CONTENT_TYPES: rewritten(types, types_data), DOCUMENT_LINKS: rewritten(links, links_data)}
