"""附件说明 held against the pages of the attachments, as they stand in the file (7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongwen.address import Place
from gongwen.pattern import pattern
from gongwen.recognise.elements.notes import AttachmentNote, find_note
from gongwen.recognise.paragraph_roles import Element, find_elements
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import ends_title
from gongwen.rules.filed import Filed
from gongwen.rules.rule import Remark, rule
from gongwen.terms import attachment_note
from gongwen.terms.attachment_note import MARK, clean_title
from gongwen.terms.titles.subtitle import STAGE
from gongwen.transcript import Line
from gongwen.zh.spaces import tighten

_END = 2
"""Characters at the end of two titles of one sort."""
_NOTES = ("附件说明", "附件说明首项", "附件说明续项")


class _Page(NamedTuple):
    """The head of an attachment."""

    order: int
    """The number on its mark; 0 for none."""
    mark: str
    at: Place
    title: str
    """ "" when it was not found."""


@rule("attachment-lines.title", "7.3.7", "应当", reads="reading", needs="paragraphs")
def title(filed: Filed) -> Iterator[Remark]:
    """附件的标题与附件说明里写的一致。

    Wrong: [头, 　　请落实。, 　　附件：防汛物资清单, 尾, 附件, 防汛抢险物资清单, 　　沙袋五百个。]
    Right: [头, 　　请落实。, 　　附件：防汛抢险物资清单, 尾, 附件, 防汛抢险物资清单, 　　沙袋五百个。]
    """
    for page, order, note in _compared(filed):
        named = note.names[order - 1] if order <= len(note.names) else ""
        said, own = _bare(page.title), _bare(named)
        if named and said != own and (ends_title(page.title) or said[-_END:] == own[-_END:]):
            message = f"附件说明写“{named}”，{page.mark}的标题是“{page.title}”，两处应当一致"
            yield Remark(note.places[order - 1], message)


@rule("attachment-lines.missing", "7.3.7", "应当", reads="reading")
def missing(filed: Filed) -> Iterator[Remark]:
    """每个附件都写在附件说明里。

    Wrong: [头, 　　请落实。, 　　附件：任务分工表, 尾, 附件1, 任务分工表, 　　各单位负责。, 附件2, 时间安排表, 　　五月完成。]
    Right: [头, 　　请落实。, 　　附件：1.任务分工表, 　　　　　2.时间安排表, 尾, 附件1, 任务分工表, 　　各单位负责。, 附件2, 时间安排表, 　　五月完成。]
    """
    for page, order, note in _compared(filed):
        if order > len(note.names):
            message = f"有“{page.mark}”，附件说明只列了{len(note.names)}个附件，请补上或者核对"
            yield Remark(page.at, message)


@rule("attachment-lines.order", "7.3.4", "应当", reads="reading")
def order(filed: Filed) -> Iterator[Remark]:
    """附件的顺序号从1起连着编；只有一个附件时不编号。

    Wrong: [头, 　　请落实。, 　　附件：1.任务分工表, 　　　　　3.时间安排表, 尾]
    Right: [头, 　　请落实。, 　　附件：1.任务分工表, 　　　　　2.时间安排表, 尾]
    """
    note = _noted(filed, find_elements(filed.reading, filed.profile))
    read = [attachment_note.read(each) for each in note.written] if note else []
    numbers = [each.value.number for each in read if each and each.value.number]
    if note is None or len(numbers) < len(note.places):
        return
    if len(numbers) == 1:
        yield Remark(note.places[0], f"只有一个附件“{clean_title(note.titles[0])}”，不编顺序号，请删去")
    for wanted, (number, at) in enumerate(zip(numbers, note.places, strict=True), 1):
        if number != wanted:
            yield Remark(at, f"附件说明里第{wanted}个附件的顺序号是{number}，应为{wanted}")
            return


class _Note(NamedTuple):
    """附件说明."""

    names: Sequence[str]
    places: Sequence[Place]
    """Where each of them begins."""


def _compared(filed: Filed) -> Iterator[tuple[_Page, int, _Note]]:
    """Yield each attachment with its number and the 附件说明; nothing when one of the two is not there."""
    elements = find_elements(filed.reading, filed.profile)
    if note := _noted(filed, elements):
        names = [clean_title(each) for each in note.titles]
        lines = [line for line in filed.reading.transcript.lines if line.text.strip()]
        for index, page in enumerate(_pages(lines, elements), 1):
            yield page, page.order or index, _Note(names, note.places)


def _noted(filed: Filed, elements: Mapping[int, Element]) -> AttachmentNote | None:
    """Return the only 附件说明 of a file; None when there is none, or one of what is carried too."""
    lines = [line for line in filed.reading.transcript.lines if line.text.strip()]
    noted = [line for line in lines if _role(line, elements) in _NOTES]
    is_single = len({elements[line.at.line].part for line in noted}) == 1
    return find_note([Passage(line.text.strip(), line.at) for line in noted]) if is_single else None


def _role(line: Line, elements: Mapping[int, Element]) -> str:
    element = elements.get(line.at.line)
    return element.role if element else ""


def _pages(lines: Sequence[Line], elements: Mapping[int, Element]) -> Iterator[_Page]:
    for index, line in enumerate(lines):
        match = MARK.fullmatch(tighten(line.text))
        if _role(line, elements) != "附件标识" or match is None:
            continue
        titles = []
        for below in lines[index + 1 :]:
            if _role(below, elements) != "附件标题":
                break
            titles.append(tighten(below.text))
        order = int(match["order"]) if match["order"].isdecimal() else 0
        yield _Page(order, tighten(line.text), line.at, "".join(titles))


_STAGE = pattern(f"[（(]{STAGE}[）)]$")


def _bare(title: str) -> str:
    """Return a title without signs, and without the stage of a draft, which may stand in a line of its own."""
    return re.sub(r"\W", "", _STAGE.sub("", title))
