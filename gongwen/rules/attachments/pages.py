"""附件说明 held against the pages of the attachments, as they stand in the file (7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongwen.address import Place
from gongwen.finding import Finding, RuleInfo
from gongwen.profile import Profile
from gongwen.recognise.elements.notes import find_note
from gongwen.recognise.marks import ends_title
from gongwen.recognise.paragraph_roles import Element, find_elements
from gongwen.recognise.passages import Passage
from gongwen.recognise.reading import Reading
from gongwen.terms.attachment_note import MARK, clean_title
from gongwen.transcript import Line
from gongwen.zh.spaces import tighten

ATTACHMENT_RULES = (
    RuleInfo(
        "attachment-lines.title", "7.3.7", "应当", "附件的标题与附件说明里写的一致。",
        wrong="附件：防汛物资清单（附件的标题是“防汛抢险物资清单”）", right="附件：防汛抢险物资清单",
    ),
    RuleInfo(
        "attachment-lines.missing", "7.3.7", "应当", "每个附件都写在附件说明里。",
        wrong="附件：1.任务分工表　2.时间安排表（后面有附件3）", right="附件：1.任务分工表　2.时间安排表　3.物资清单",
    ),
)  # fmt: skip
_NAME, _NOT_LISTED = ATTACHMENT_RULES
_NOTES = ("附件说明", "附件说明首项", "附件说明续项")


class _Page(NamedTuple):
    """The head of an attachment."""

    order: int
    """The number on its mark; 0 for none."""
    mark: str
    at: Place
    title: str
    """ "" when it was not found."""


def attachment_findings(reading: Reading, profile: Profile) -> list[Finding]:
    """Return where 附件说明 and the attachments themselves disagree; [] when one of the two is not there."""
    elements = find_elements(reading, profile)
    lines = [line for line in reading.transcript.lines if line.text.strip()]
    noted = [line for line in lines if _role(line, elements) in _NOTES]
    pages = list(_pages(lines, elements))
    note = find_note([Passage(line.text.strip(), line.at) for line in noted])
    is_single = len({elements[line.at.line].part for line in noted}) == 1
    if note is None or not pages or not is_single:
        return []
    return list(_compared([clean_title(title) for title in note.titles], noted, pages))


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


def _compared(named: Sequence[str], noted: Sequence[Line], pages: Sequence[_Page]) -> Iterator[Finding]:
    for place, page in enumerate(pages, 1):
        order = page.order or place
        if order > len(named):
            message = f"有“{page.mark}”，附件说明只列了{len(named)}个附件，请补上或者核对"
            yield _finding(_NOT_LISTED, page.at, message)
        elif ends_title(page.title) and _bare(page.title) != _bare(named[order - 1]):
            at = _place(named[order - 1], noted)
            message = f"附件说明写“{named[order - 1]}”，{page.mark}的标题是“{page.title}”，两处应当一致"
            yield _finding(_NAME, at, message)


def _bare(title: str) -> str:
    return re.sub(r"\W", "", title)


def _place(title: str, noted: Sequence[Line]) -> Place:
    """Return where the 附件说明 begins to name ``title``."""
    head = _bare(title)[:6]
    return next((line.at for line in noted if head in _bare(line.text)), noted[0].at)


def _finding(rule: RuleInfo, at: Place, message: str) -> Finding:
    return Finding(rule.code, at, message, rule.clause, rule.force, rule.mending)
