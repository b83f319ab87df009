"""Which element of a document each paragraph of a docx is, by the roles of the profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from gongwen.address import WHOLE, Address
from gongwen.pattern import pattern
from gongwen.profile import BODY, HEADING_ROLES, LEVELS_OF_ROLES, Profile
from gongwen.recognise.main import recognise
from gongwen.recognise.reading import Reading
from gongwen.recognise.single_lines import is_doc_number
from gongwen.terms import attendance, recipients
from gongwen.terms.label import find_division, find_label
from gongwen.terms.number import read_start
from gongwen.terms.title import NO_TITLE
from gongwen.transcript import Line
from gongwen.zh.width import width

_ROLES = {
    "份号": "份号", "密级": "密级和保密期限", "保密期限": "密级和保密期限", "紧急程度": "紧急程度",
    "发文机关标志": "发文机关标志", "发文字号": "发文字号", "签发人": "签发人", "标题": "公文标题", "题注": "题注",
    "主送机关": "主送机关", "名单": "名单", "附件说明": "附件说明", "署名": "署名", "成文日期": "成文日期",
    "附注": "附注", "附件标识": "附件标识", "主题词": "主题词", "抄送机关": "抄送机关", "抄报机关": "抄送机关",
    "印发机关": "印发机关和印发日期", "印发日期": "印发机关和印发日期", "印发份数": "印发份数",
    "出席": "出席人员", "请假": "出席人员", "列席": "出席人员",
}  # fmt: skip
"""The role of each element of a document that has one of its own; a body has several."""
_NUMBER, _SIGNERS, _NUMBER_SIGNED = "发文字号", "签发人", "发文字号与签发人"
_MARK_NAMES = ("联合发文机关标志", "联合标志后缀")
_DIVISIONS = {"编": "编标题", "章": "章标题", "节": "节标题", "条": "条文"}
_ROW = "表格文字"
_SHORT = 25
"""字 below which a centred paragraph of a body is a title or a caption, whatever it says."""


_CAPTION = pattern(r"\s*(?:注|备注|说明|单位|来源|资料来源|续?表)\s*[\d一二三四五六七八九十]*\s*[：:.．、\s]")


class Element(NamedTuple):
    """What a paragraph is."""

    role: str
    """A role of the profile; "" when nothing is sure."""
    part: Address = WHOLE
    """The part of the document that it belongs to."""
    is_named: bool = False
    """Whether its style says so."""


def find_elements(reading: Reading, profile: Profile) -> dict[int, Element]:
    """Return the elements of the docx of ``reading`` by the number of their paragraph, from 1.

    Paragraphs that are empty or unsure are left out. A docx of this project says it by its styles, unless
    most of its paragraphs have others; any other by what was recognised in it.
    """
    written = [line for line in reading.transcript.lines if line.text.strip()]
    named = [line for line in written if line.role in profile.looks or line.role in _MARK_NAMES]
    if any(line.role for line in written):
        if 2 * len(named) >= len(written):
            return _by_style(named)
        bare = tuple(replace(line, role="") for line in reading.transcript.lines)
        reading = recognise(replace(reading.transcript, lines=bare))
    return dict(_by_text(reading, profile))


def _by_style(lines: Sequence[Line]) -> dict[int, Element]:
    found: dict[int, Element] = {}
    part, marks = WHOLE, 0
    for line in lines:
        if line.role == "附件标识":
            part, marks = Address("附件", marks), marks + 1
        elif line.role == "印发件标题":
            part = Address("印发件")
        level = LEVELS_OF_ROLES.get(line.role)
        role = HEADING_ROLES[level] if level else line.role
        found.setdefault(line.at.line, Element(role, part, is_named=True))
    return found


def _by_text(reading: Reading, profile: Profile) -> Iterator[tuple[int, Element]]:
    keys: defaultdict[int, list[Address]] = defaultdict(list)
    covered = {at.line for element, at in reading.covered if element[-1] == "正文"}
    for element, at in (*reading.covered, *((trace.element, trace.at) for trace in reading.traces)):
        is_start = at.line in covered and element[-1] not in ("正文", "名单")
        is_missing = element == Address("标题") and reading.document.title == NO_TITLE
        if not is_start and not is_missing and element not in keys[at.line]:
            keys[at.line].append(element)
    lines: dict[int, Line] = {}
    for line in reading.transcript.lines:
        if line.text.strip():
            lines.setdefault(line.at.line, line)
    beside = _beside_rows(list(lines.values()))
    for number in sorted(keys.keys() & lines.keys()):
        found = _element(keys[number], lines[number], profile)
        if found.role and not (found.role == BODY and number in beside):
            yield number, found


def _beside_rows(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines next to a table that may be its title, its unit or a note to it."""
    return {
        own.at.line
        for line, other in pairwise(lines)
        for own, row in ((line, other), (other, line))
        if row.is_row and not own.is_row and (_may_be_title(own.text) or _CAPTION.match(own.text))
    }


def _may_be_title(text: str) -> bool:
    """Whether a line next to a table is so short that it may name it, and no sentence."""
    return width(text) < _SHORT and not text.rstrip().endswith("。")


def _element(elements: Sequence[Address], line: Line, profile: Profile) -> Element:
    own = [str(element[-1]) for element in elements]
    part, key = elements[0].upto(-1), own[0]
    if {_NUMBER, _SIGNERS} <= set(own) or (
        key == _NUMBER and not is_doc_number(line.text) and read_start(line.text.strip())
    ):
        return Element(_NUMBER_SIGNED)
    if {"署名", "成文日期"} <= set(own):
        return Element("")
    if key == "正文":
        return Element(_row_role(line) or _body_role(line, profile), part)
    role = next((_ROLES[each] for each in own if each in _ROLES), "")
    if role == "主送机关" and recipients.LABEL.match(line.text):
        return Element("版记主送机关")
    if role == "公文标题" and part:
        return Element("附件标题" if "附件" in part else "印发件标题", part)
    return Element(role, part)


def _row_role(line: Line) -> str:
    return _ROW if line.is_row else ""


def _body_role(line: Line, profile: Profile) -> str:
    """Return the role of a paragraph of a body; "" for a short one in the middle, which may be anything."""
    text = line.text.strip()
    division = find_division(text)
    if division is not None and (division.is_apart or division.unit == "条"):
        return _DIVISIONS[division.unit]
    label = find_label(text)
    if label is not None and width(heading_of(text)) <= profile.headings.longest:
        return HEADING_ROLES[label.level]
    if attendance.read(text):
        return "出席人员"
    return "" if line.is_centred and width(text) < _SHORT else BODY


def heading_of(text: str) -> str:
    """Return the first sentence of a paragraph, which is its heading when it begins with a label (7.3.3)."""
    stop = text.find("。")
    return text if stop < 0 else text[: stop + 1]
