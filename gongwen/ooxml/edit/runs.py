"""Words put into the runs of a paragraph, taken out of them, and runs split at a character."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from gongwen.ooxml.seen.letters import Spot, Unreachable
from gongwen.ooxml.seen.pieces import pieces
from gongwen.ooxml.xml import SPACE, W
from gongwen.pattern import pattern

_W = f"{{{W}}}"
RUN, TEXT, LOOK, PROPERTIES = f"{_W}r", f"{_W}t", f"{_W}rPr", f"{_W}pPr"
INSERTED, MOVED_HERE = f"{_W}ins", f"{_W}moveTo"
TRACKED = frozenset((INSERTED, MOVED_HERE, f"{_W}del", f"{_W}moveFrom"))
NUMBER = f"{_W}id"
UNNUMBERED = ""
"""The number of a mark that gets one when the part is written."""

_SIGNS = {"\t": f"{_W}tab", "\n": f"{_W}br"}
_SIGN = pattern(r"([\t\n])")
_NEEDS_A_CHILD = frozenset((f"{_W}sdtContent", f"{_W}rt", f"{_W}rubyBase"))
_GOES_WHEN_EMPTY = TRACKED | {f"{_W}hyperlink", f"{_W}smartTag"}
_HISTORY = frozenset((*TRACKED, f"{_W}rPrChange", f"{_W}pPrChange"))

_BOUND = "内容控件里的字取自文档属性，改了也会被 Word 换回"
_NO_RUN = "字在特殊的元素里"


class Bit(NamedTuple):
    """An element that says characters, and which of its paragraph they are."""

    element: etree._Element
    start: int
    end: int


def bits(paragraph: etree._Element) -> Iterator[Bit]:
    """Yield the elements of a w:p that say characters, in order."""
    at = 0
    for text, element in pieces(paragraph):
        if text and text != "\f":
            yield Bit(element, at, at + len(text))
            at += len(text)


def covered(spot: Spot) -> list[Bit]:
    """Return the bits with characters of ``spot``; for an empty one that before it, at the head that behind it."""
    first, last = (
        (spot.start, spot.end) if spot.start < spot.end else (max(spot.start - 1, 0), max(spot.end, 1))
    )
    return [bit for bit in bits(spot.paragraph) if bit.end > first and bit.start < last]


def check(spot: Spot) -> None:
    """Raise Unreachable when the words at ``spot`` are not those of runs, or come from elsewhere."""
    for bit in covered(spot):
        if bit.element.getparent().tag != RUN:
            raise Unreachable(_NO_RUN)
        if bound_control(bit.element) is not None:
            raise Unreachable(_BOUND)


def bound_control(element: etree._Element) -> etree._Element | None:
    """Return the outermost content control about ``element`` that shows data from elsewhere; None without."""
    found = None
    for control in element.iterancestors(f"{_W}sdt"):
        properties = control.find(f"{_W}sdtPr")
        if properties is not None and any(
            etree.QName(each).localname == "dataBinding" for each in properties.iterchildren("*")
        ):
            found = control
    return found


def put_in(paragraph: etree._Element, at: int, words: str) -> None:
    """Put ``words`` behind the character before ``at``, in its run; at the head before the first one."""
    beside = covered(Spot(paragraph, at, at))
    if not beside:
        append_run(paragraph, words)
        return
    bit = beside[0]
    _put_beside(bit.element, words, min(at, bit.end) - bit.start)


def _put_beside(element: etree._Element, words: str, offset: int) -> None:
    """Put ``words`` into w:t ``element`` at ``offset``, or beside what is no text: before it at 0, else behind."""
    if element.tag == TEXT and not _SIGN.search(words):
        old = element.text or ""
        set_text(element, old[:offset] + words + old[offset:])
        return
    if offset:
        element = split_text(element, offset)
    for each in _spelled(words):
        if offset:
            element.addnext(each)
        else:
            element.addprevious(each)
            continue
        element = each


def append_run(paragraph: etree._Element, words: str) -> etree._Element:
    """Return a run with ``words`` at the end of a w:p, in the look of an empty run, else of its mark."""
    runs = [each for each in paragraph.findall(RUN) if [child.tag for child in each] == [LOOK]]
    properties = paragraph.find(PROPERTIES)
    mark = None if properties is None else properties.find(LOOK)
    run = new_run(runs[-1].find(LOOK) if runs else mark, words)
    paragraph.append(run)
    return run


def new_run(look: etree._Element | None, words: str) -> etree._Element:
    """Return a w:r with ``words`` in ``look``, a w:rPr, without what was tracked of it."""
    run = etree.Element(RUN)
    own = without_history(look)
    if own is not None and len(own):
        run.append(own)
    run.extend(_spelled(words))
    return run


def without_history(properties: etree._Element | None) -> etree._Element | None:
    """Return a copy of a w:rPr or w:pPr that says nothing of tracked changes."""
    if properties is None:
        return None
    own = deepcopy(properties)
    own.tail = None
    for mark in list(own.iter(*_HISTORY)):
        if mark.getparent() is not None:
            mark.getparent().remove(mark)
    return own


def _spelled(words: str) -> Iterator[etree._Element]:
    """Yield the elements that say ``words``: text, tabs and line breaks."""
    for part in _SIGN.split(words):
        if part in _SIGNS:
            yield etree.Element(_SIGNS[part])
        elif part:
            text = etree.Element(TEXT)
            set_text(text, part)
            yield text


def set_text(element: etree._Element, text: str) -> None:
    """Let w:t say ``text``, its outer spaces too."""
    element.text = text
    if text != text.strip():
        element.set(SPACE, "preserve")


def split_text(element: etree._Element, offset: int) -> etree._Element:
    """Return the element with the first ``offset`` characters of ``element``, those behind in one of their own."""
    text = element.text or ""
    if element.tag == TEXT and 0 < offset < len(text):
        rest = etree.Element(TEXT)
        set_text(rest, text[offset:])
        element.addnext(rest)
        set_text(element, text[:offset])
    return element


def take_out(paragraph: etree._Element, start: int, end: int) -> None:
    """Take the characters ``start``:``end`` out of a w:p, and the runs that are empty then."""
    for bit in reversed(covered(Spot(paragraph, start, end))) if start < end else ():
        run = bit.element.getparent()
        if bit.element.tag == TEXT:
            text = bit.element.text or ""
            kept = text[: max(start - bit.start, 0)] + text[end - bit.start :]
            if kept:
                set_text(bit.element, kept)
                continue
        run.remove(bit.element)
        drop_if_empty(run)


def drop_if_empty(element: etree._Element) -> None:
    """Remove a run with nothing but its look, and what is empty without it."""
    parent = element.getparent()
    if any(child.tag != LOOK for child in element.iterchildren("*")):
        return
    if parent.tag in _NEEDS_A_CHILD and len(parent) == 1:
        return
    parent.remove(element)
    if parent.tag in _GOES_WHEN_EMPTY:
        drop_if_empty(parent)


def cut(paragraph: etree._Element, at: int) -> None:
    """Let an element end before character ``at`` of a w:p."""
    for bit in list(bits(paragraph)):
        if bit.start < at < bit.end:
            split_text(bit.element, at - bit.start)


def split_behind(element: etree._Element) -> None:
    """Let the run of ``element`` end with it; what stands behind gets a run of the same look."""
    run = element.getparent()
    rest = list(element.itersiblings())
    if any(isinstance(each.tag, str) for each in rest):
        run.addnext(_emptied(run))
        run.getnext().extend(rest)


def split_before(element: etree._Element) -> None:
    """Let the run of ``element`` begin with it; what stands before gets a run of the same look."""
    before = [each for each in element.itersiblings(preceding=True) if each.tag != LOOK]
    if any(isinstance(each.tag, str) for each in before):
        split_behind(before[0])


def _emptied(run: etree._Element) -> etree._Element:
    """Return a run with the attributes and the look of ``run``."""
    copy = etree.Element(RUN, run.attrib)
    look = run.find(LOOK)
    if look is not None:
        copy.append(unnumbered(deepcopy(look)))
    return copy


def unnumbered(element: etree._Element) -> etree._Element:
    """Return ``element`` with the numbers of its tracked changes left open."""
    for mark in element.iter(*_HISTORY):
        if NUMBER in mark.attrib:
            mark.set(NUMBER, UNNUMBERED)
    return element


def isolated(spot: Spot) -> list[etree._Element]:
    """Return the runs with the characters of ``spot`` and nothing else that is text, splitting those at its ends."""
    cut(spot.paragraph, spot.start)
    cut(spot.paragraph, spot.end)
    runs = []
    group: list[etree._Element] = []
    for bit in covered(spot) if spot.start < spot.end else ():
        if group and group[-1].getnext() is not bit.element:
            runs.append(_run_of(group))
            group = []
        group.append(bit.element)
    return [*runs, _run_of(group)] if group else runs


def _run_of(group: list[etree._Element]) -> etree._Element:
    """Return the run that says the elements of ``group``, neighbours, and nothing else."""
    split_before(group[0])
    split_behind(group[-1])
    return group[0].getparent()


def place_outside(element: etree._Element, beside: etree._Element, *, is_behind: bool) -> None:
    """Put ``element`` behind or before ``beside``, but outside of what was inserted there by somebody."""
    parent = beside.getparent()
    while parent.tag in (INSERTED, MOVED_HERE):
        if is_behind:
            _split_parent(beside)
        elif beside.getprevious() is not None:
            _split_parent(beside.getprevious())
            parent = beside.getparent()
        beside, parent = parent, parent.getparent()
    if is_behind:
        beside.addnext(element)
    else:
        beside.addprevious(element)


def _split_parent(child: etree._Element) -> None:
    """Let the parent of ``child`` end with it; what stands behind gets a parent alike."""
    parent = child.getparent()
    rest = list(child.itersiblings())
    if rest:
        other = unnumbered(etree.Element(parent.tag, parent.attrib))
        other.extend(rest)
        parent.addnext(other)
