"""Whole paragraphs and rows put into a docx and taken out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import etree

from gongwen.ooxml.child_order import put
from gongwen.ooxml.edit.runs import (
    INSERTED,
    LOOK,
    PROPERTIES,
    RUN,
    TRACKED,
    bits,
    new_run,
    take_out,
    without_history,
)
from gongwen.ooxml.edit.tracked import DELETED, Hand, mark_deleted
from gongwen.ooxml.seen.letters import Unreachable, copies, own_text
from gongwen.ooxml.seen.paragraphs import ABOVE, Source
from gongwen.ooxml.xml import MC, W, whole_number

_W = f"{{{W}}}"
_P, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_BOX, _SECTION, _FALLBACK = f"{_W}txbxContent", f"{_W}sectPr", f"{{{MC}}}Fallback"
_FIELD = f"{_W}fldChar"
_ROW_PROPERTIES, _CELL_PROPERTIES, _MERGE = f"{_W}trPr", f"{_W}tcPr", f"{_W}vMerge"
_ROW_EXCEPTIONS = f"{_W}tblPrEx"
_OF_ONE_PARAGRAPH = (_SECTION, f"{_W}pageBreakBefore")
"""What is said of a paragraph alone, and not of those like it."""
_OF_ONE_ROW = (f"{_W}tblHeader", f"{_W}trPrChange")
_NOTE_NUMBERS = (f"{_W}footnoteRef", f"{_W}endnoteRef")
_RANGE_ENDS = {
    "bookmarkEnd": "bookmarkStart", "commentRangeEnd": "commentRangeStart", "permEnd": "permStart",
    "moveFromRangeEnd": "moveFromRangeStart", "moveToRangeEnd": "moveToRangeStart",
}  # fmt: skip

_HALF_FIELD = "域（如目录）跨到了别的段落"
_WITH_BOX = "段落上挂着有字的文本框"
_MERGED_DOWN = "行里有与下一行合并的单元格"
_MARK_GONE = "段落末尾的换段处已有删除的修订"


def insert(source: Source, texts: Sequence[str], hand: Hand | None) -> None:
    """Put paragraphs or rows with ``texts`` behind ``source``, like it, marked as inserted by ``hand`` if there is one.

    Raises Unreachable when there is no place, ValueError when a text has other cells than the row.
    """
    elements = [source.element, *copies(source.element)]
    if source.element.tag == _ROW:
        rows = [_cells_of(source, text) for text in texts]
        for element in elements:
            for cells in reversed(rows):
                element.addnext(_row_like(element, cells, hand))
        return
    if any(_marks(each, DELETED) for each in elements):
        raise Unreachable(_MARK_GONE)
    for element in elements:
        _insert_pars(element, texts, hand)


def _insert_pars(element: etree._Element, texts: Sequence[str], hand: Hand | None) -> None:
    """Put paragraphs behind ``element``; the last one ends the section that it ended."""
    pars = [_par_like(element, text, hand) for text in texts]
    if not pars:
        return
    for each in reversed(pars):
        element.addnext(each)
    properties = element.find(PROPERTIES)
    section = None if properties is None else properties.find(_SECTION)
    if section is not None:
        properties_of(pars[-1]).append(section)
    if hand is not None:
        is_marked = any(_marks(element, tag) for tag in TRACKED)
        for each in pars if is_marked else [element, *pars[:-1]]:
            put(mark_look(each), hand.mark(INSERTED))


def _marks(paragraph: etree._Element, tag: str) -> bool:
    return paragraph.find(f"{PROPERTIES}/{LOOK}/{tag}") is not None


def _par_like(element: etree._Element, text: str, hand: Hand | None) -> etree._Element:
    """Return a paragraph in the look of the w:p ``element`` and of its first run."""
    new = etree.Element(_P)
    properties = without_history(element.find(PROPERTIES))
    mark = None
    if properties is not None:
        for each in [each for each in properties if each.tag in _OF_ONE_PARAGRAPH]:
            properties.remove(each)
        mark = properties.find(LOOK)
        if mark is not None and not len(mark):
            properties.remove(mark)
        if len(properties):
            new.append(properties)
    first = next((bit.element.getparent() for bit in bits(element)), None)
    if text:
        run = new_run(mark if first is None else first.find(LOOK), text)
        parent = new
        if hand is not None:
            parent = hand.mark(INSERTED)
            new.append(parent)
        parent.append(run)
    return new


def properties_of(paragraph: etree._Element) -> etree._Element:
    """Return the w:pPr of ``paragraph``, put there if there is none."""
    properties = paragraph.find(PROPERTIES)
    if properties is None:
        properties = etree.Element(PROPERTIES)
        paragraph.insert(0, properties)
    return properties


def mark_look(paragraph: etree._Element) -> etree._Element:
    """Return the w:rPr of the mark of ``paragraph``, put there if there is none."""
    properties = properties_of(paragraph)
    look = properties.find(LOOK)
    if look is None:
        look = etree.Element(LOOK)
        put(properties, look)
    return look


def _cells_of(source: Source, text: str) -> list[str]:
    """Return the texts of the cells of a row like ``source``, without those that are one with the cell at their left."""
    texts = text.split("\t")
    if len(texts) != len(source.cells):
        raise ValueError(f"{len(texts)} cells for a row of {len(source.cells)}")
    elements = [cell.element for cell in source.cells]
    return [
        own
        for index, (cell, own) in enumerate(zip(source.cells, texts, strict=True))
        if not index or elements[index - 1] is not cell.element
    ]


def _row_like(row: etree._Element, texts: Sequence[str], hand: Hand | None) -> etree._Element:
    """Return a row with the widths and looks of ``row`` and ``texts`` in its cells."""
    new = etree.Element(_ROW)
    for tag in (_ROW_EXCEPTIONS, _ROW_PROPERTIES):
        new.extend(deepcopy(each) for each in row.findall(tag))
    for mark in list(new.iter(*TRACKED, *_OF_ONE_ROW)):
        mark.getparent().remove(mark)
    cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
    new.extend(_cell_like(cell, text, hand) for cell, text in zip(cells, texts, strict=True))
    if hand is not None:
        _mark_row(new, hand.mark(INSERTED))
    return new


def _cell_like(cell: etree._Element, text: str, hand: Hand | None) -> etree._Element:
    new = etree.Element(_CELL)
    new.extend(deepcopy(each) for each in cell.findall(_CELL_PROPERTIES))
    for merge in new.iter(_MERGE):
        merge.set(f"{_W}val", "continue" if text == ABOVE else "restart")
        text = "" if text == ABOVE else text
    model = next(cell.iter(_P), None)
    par = etree.Element(_P) if model is None else _par_like(model, text, hand)
    if hand is not None:
        put(mark_look(par), hand.mark(INSERTED))
    new.append(par)
    return new


def _mark_row(row: etree._Element, mark: etree._Element) -> None:
    """Put ``mark`` among the properties of ``row``; none when it has such a mark."""
    properties = row.find(_ROW_PROPERTIES)
    if properties is None:
        properties = etree.Element(_ROW_PROPERTIES)
        row.insert(len(row.findall(_ROW_EXCEPTIONS)), properties)
    if properties.find(mark.tag) is None:
        put(properties, mark)


def check_deletion(source: Source, others: Iterable[etree._Element]) -> None:
    """Raise Unreachable when other paragraphs would suffer; ``others`` are w:p that are to be taken out with it."""
    for element in (source.element, *copies(source.element)):
        _check(element)
    if any(own_text(each) for each in set(_box_pars(source.element)).difference(others)):
        raise Unreachable(_WITH_BOX)


def delete(source: Source, hand: Hand | None) -> None:
    """Take out ``source``, which may go, or mark it as deleted by ``hand``."""
    for element in (source.element, *copies(source.element)):
        if hand is not None:
            _delete_tracked(element, hand)
        elif element.tag == _ROW:
            _remove_row(element)
        else:
            _remove_par(element)


def _check(element: etree._Element) -> None:
    depth = 0
    for field in element.iter(_FIELD):
        depth += {"begin": 1, "end": -1}.get(field.get(f"{_W}fldCharType", ""), 0)
        if depth < 0:
            break
    if depth:
        raise Unreachable(_HALF_FIELD)
    if element.tag == _ROW and _reaches_down(element):
        raise Unreachable(_MERGED_DOWN)


def _reaches_down(row: etree._Element) -> bool:
    """Whether a cell that stands in ``row`` is one with a cell of the next row."""
    following = next(row.itersiblings(_ROW), None)
    below = {} if following is None else _merges(following)
    return any(below.get(column) == "continue" for column, kind in _merges(row).items() if kind == "restart")


def _merges(row: etree._Element) -> dict[int, str]:
    """Return "restart" or "continue" for the columns in which cells of ``row`` are one with others of theirs."""
    found = {}
    column = _number(row.find(f"{_ROW_PROPERTIES}/{_W}gridBefore"), 0)
    for cell in [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]:
        merge = cell.find(f"{_CELL_PROPERTIES}/{_MERGE}")
        if merge is not None:
            found[column] = merge.get(f"{_W}val", "continue")
        column += _number(cell.find(f"{_CELL_PROPERTIES}/{_W}gridSpan"), 1)
    return found


def _number(element: etree._Element | None, usual: int) -> int:
    return usual if element is None else whole_number(element.get(f"{_W}val", ""), usual)


def _box_pars(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of the text boxes in ``element``, one of their two copies."""
    for box in element.iter(_BOX):
        if not any(each.tag == _FALLBACK for each in box.iterancestors()):
            yield from box.iter(_P)


def _remove_row(row: etree._Element) -> None:
    table = next(row.iterancestors(_TABLE))
    _remove(table if len(list(table.iter(_ROW))) == len(list(row.iter(_ROW))) else row)


def _remove_par(paragraph: etree._Element) -> None:
    """Remove ``paragraph``; where the file needs one, it is emptied only."""
    if _is_needed(paragraph) or not _passes_section(paragraph):
        take_out(paragraph, 0, len(own_text(paragraph)))
    else:
        _remove(paragraph)


def _remove(element: etree._Element) -> None:
    """Remove ``element`` but for the ends of ranges that reach beyond it."""
    for end in list(_half_ranges(element)):
        element.addprevious(end)
    element.getparent().remove(element)


def _half_ranges(element: etree._Element) -> Iterator[etree._Element]:
    starts = {f"{_W}{start}": f"{_W}{start}" for start in _RANGE_ENDS.values()}
    kinds = starts | {f"{_W}{end}": f"{_W}{start}" for end, start in _RANGE_ENDS.items()}
    ends = [(kinds[each.tag], each.get(f"{_W}id"), each) for each in element.iter(*kinds)]
    counts = Counter((kind, key) for kind, key, _ in ends)
    yield from (each for kind, key, each in ends if counts[kind, key] == 1)


def _is_needed(paragraph: etree._Element) -> bool:
    """Whether a cell, a box or a note would be left without a paragraph at its end, or two tables become one."""
    if next(paragraph.iter(*_NOTE_NUMBERS), None) is not None:
        return True
    before = next(paragraph.itersiblings(_P, _TABLE, f"{_W}sdt", preceding=True), None)
    behind = next(paragraph.itersiblings(_P, _TABLE, f"{_W}sdt"), None)
    is_alone = before is None or before.tag == _TABLE
    return is_alone and (behind is None or (before is not None and behind.tag == _TABLE))


def _passes_section(paragraph: etree._Element) -> bool:
    """Let the paragraph before end the section that ``paragraph`` ends, if it does; return whether that could be."""
    section = paragraph.find(f"{PROPERTIES}/{_SECTION}")
    if section is None:
        return True
    before = paragraph.getprevious()
    if before is None or before.tag != _P or before.find(f"{PROPERTIES}/{_SECTION}") is not None:
        return False
    put(properties_of(before), section)
    return True


def _delete_tracked(element: etree._Element, hand: Hand) -> None:
    """Mark ``element`` as deleted; where the file needs a paragraph, only what stands in it."""
    mark_deleted([run for run in element.iter(RUN) if _is_own_run(run, element)], hand)
    if element.tag == _ROW:
        _mark_row(element, hand.mark(DELETED))
        return
    if not _is_needed(element) and _has_behind(element) and element.find(f"{PROPERTIES}/{_SECTION}") is None:
        look = mark_look(element)
        if look.find(DELETED) is None:
            put(look, hand.mark(DELETED))


def _has_behind(paragraph: etree._Element) -> bool:
    return next(paragraph.itersiblings(_P, _TABLE, f"{_W}sdt"), None) is not None


def _is_own_run(run: etree._Element, element: etree._Element) -> bool:
    """Whether ``run`` is one of ``element`` itself, neither in a box nor in another run, and not deleted yet."""
    for each in run.iterancestors():
        if each is element:
            return True
        if each.tag in (RUN, _BOX, DELETED, f"{_W}moveFrom"):
            return False
    return False
