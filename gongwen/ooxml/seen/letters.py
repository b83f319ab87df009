"""A character of the text of a docx → where it stands in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from gongwen.markup.reading import PICTURE_SIGN
from gongwen.ooxml.seen.paragraphs import Source, SourceCell
from gongwen.ooxml.seen.pieces import pieces
from gongwen.ooxml.xml import MC, W
from gongwen.pattern import pattern

_W = f"{{{W}}}"
_MC = f"{{{MC}}}"
_P, _BOX, _CHOICE, _FALLBACK = f"{_W}p", f"{_W}txbxContent", f"{_MC}Choice", f"{_MC}Fallback"
_BLANKS_AND_WORDS = pattern(r"\s+|\S+")

_COUNTED = "自动编号由 Word 排出，不是文件里的字"
_ACROSS = "跨了表格的单元格或者格内的段落"
_MERGED = "合并到旁边的单元格里没有字"
_COPIES = "文本框的两份内容不一样"


class Unreachable(Exception):
    """The characters cannot be changed; the text says why, in Chinese."""


class Spot(NamedTuple):
    """Some characters of a w:p, as offsets in what ``pieces`` yields of it."""

    paragraph: etree._Element
    start: int
    end: int


def own_text(paragraph: etree._Element) -> str:
    """Return the text that the file has for a w:p, without a label that Word counts."""
    return "".join(text for text, _ in pieces(paragraph)).replace("\f", "")


def spots(source: Source) -> list[Spot | None]:
    """Return where each character of the text of ``source`` stands; None for one that no character of the file is.

    Those are labels, the tabs between cells, the signs of merged cells and the spaces between the
    paragraphs of a cell. A space in a row stands for all the space there.
    """
    if source.element.tag == _P:
        count = len(source.par.text) - len(source.label)
        own = [Spot(source.element, index, index + 1) for index in range(count)]
        return [*[None] * len(source.label), *own]
    found: list[Spot | None] = []
    for index, cell in enumerate(source.cells):
        found += [None] if index else []
        found += _cell_spots(cell)
    return found


def _cell_spots(cell: SourceCell) -> list[Spot | None]:
    if cell.is_sign or cell.text == PICTURE_SIGN:
        return [None] * len(cell.text)
    found: list[Spot | None] = []
    for index, source in enumerate(cell.sources):
        found += [None] if index else []
        text, letters = source.par.text, spots(source)
        for match in _BLANKS_AND_WORDS.finditer(text):
            own = letters[slice(*match.span())]
            if not match[0].isspace():
                found += own
            elif match.start() and match.end() < len(text):
                found.append(_joined(own))
    return found


def _joined(letters: Sequence[Spot | None]) -> Spot | None:
    """Return ``letters`` in one; None when they do not all stand in one paragraph."""
    known = [each for each in letters if each is not None]
    if not known or len(known) < len(letters) or len({id(each.paragraph) for each in known}) > 1:
        return None
    return Spot(known[0].paragraph, known[0].start, known[-1].end)


def locate(source: Source, start: int, end: int) -> Spot:
    """Return where the characters ``start``:``end`` of the text of ``source`` stand, one behind the other.

    Nothing, ``start`` being ``end``, stands behind the character before it, else before the one behind it.
    Raises Unreachable when that is no one place in the file.
    """
    if source.element.tag == _P:
        label = len(source.label)
        if start < label:
            raise Unreachable(_COUNTED)
        return Spot(source.element, start - label, end - label)
    letters = spots(source)
    if start == end:
        return _between(source, letters, start)
    found = _joined(letters[start:end])
    if found is None:
        raise Unreachable(_ACROSS)
    return found


def _between(source: Source, letters: list[Spot | None], at: int) -> Spot:
    first = 0
    for cell in source.cells:
        last = first + len(cell.text)
        if at <= last:
            return _in_cell(cell, letters[first:last], at - first)
        first = last + 1
    raise IndexError(at)


def _in_cell(cell: SourceCell, letters: list[Spot | None], at: int) -> Spot:
    if cell.is_sign:
        raise Unreachable(_MERGED)
    if not letters:
        paragraph = next(cell.element.iter(_P), None)
        if paragraph is None:
            raise Unreachable(_MERGED)
        count = len(own_text(paragraph))
        return Spot(paragraph, count, count)
    before = letters[at - 1] if at else None
    if before is not None:
        return Spot(before.paragraph, before.end, before.end)
    after = letters[at] if at < len(letters) else None
    if after is not None:
        return Spot(after.paragraph, after.start, after.start)
    raise Unreachable(_COUNTED)


def paragraphs(source: Source) -> list[etree._Element]:
    """Return the w:p of which the text of ``source`` is made."""
    if source.element.tag == _P:
        return [source.element]
    return [each for cell in source.cells for own in cell.sources for each in paragraphs(own)]


def copies(element: etree._Element) -> list[etree._Element]:
    """Return the copies of a w:p or w:tr of a text box that are there for older word processors; [] elsewhere.

    Raises Unreachable when the text of the copy is another.
    """
    box = next(element.iterancestors(_BOX), None)
    choice = None if box is None else next(box.iterancestors(_CHOICE), None)
    fallback = None if choice is None else choice.getparent().find(_FALLBACK)
    others = [] if fallback is None else list(fallback.iter(_BOX))
    if box is None or choice is None or not others:
        return []
    boxes = list(choice.iter(_BOX))
    if len(boxes) != len(others):
        raise Unreachable(_COPIES)
    mine = list(box.iter(element.tag))
    theirs = list(others[boxes.index(box)].iter(element.tag))
    if len(mine) != len(theirs):
        raise Unreachable(_COPIES)
    copy = theirs[mine.index(element)]
    if _words(copy) != _words(element):
        raise Unreachable(_COPIES)
    return [copy]


def _words(element: etree._Element) -> list[str]:
    return [own_text(each) for each in element.iter(_P)]


def everywhere(spot: Spot) -> list[Spot]:
    """Return ``spot`` and the same in the copy of its text box. Raises Unreachable when the copy is another."""
    return [spot, *(Spot(copy, spot.start, spot.end) for copy in copies(spot.paragraph))]
