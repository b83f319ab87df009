"""主送机关 and 正文 with its 名单 (7.3.2, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.check.rule import Fault, fault, rule
from gongwen.check.texts import Text, texts_of
from gongwen.document import Document, Member
from gongwen.kinds import BY_NAME
from gongwen.make.body import ROSTER_MARK
from gongwen.make.setting import Path
from gongwen.zh.names import close_up

_PUBLIC = re.compile(r"(?<!不)(?<!不予)公开发布|主动公开")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_BETWEEN = re.compile(r"[、，,；;]")
_ROUGH_MARK = re.compile(r"[{｛]\s*名\s*单\s*[}｝]")
_NO_TEXT = "此页无正文"
_SEAT = re.compile(
    r"(?P<group>.*?)(?:常务|第一|执行)?副?(?:组长|主任委员|主任|委员|总指挥长?|指挥长|召集人|会长|主席|组员|成员|成员单位)"
)


@rule("body.no-recipients", "7.3.2", "一般")
def no_recipients(document: Document) -> Iterator[Fault]:
    """A document names who is to act on it; one that is published may do without.

    Wrong: 通知 without 主送机关. Right: 通知 and 主送机关.
    """
    kind = BY_NAME[document.kind]
    wants = document.has_head and kind.has_recipients and not _PUBLIC.search(document.note)
    if wants and not document.main_recipients:
        yield fault(f"{kind.name}没有主送机关，请补上“主送机关”", "标题")


@rule("body.several-recipients", "条例第十五条", "一般")
def several_recipients(document: Document) -> Iterator[Fault]:
    """A document to a superior goes to one agency.

    Wrong: 市财政局、市发展改革委 of a 请示. Right: 市财政局.
    """
    text = _BRACKETED.sub("", document.main_recipients.rstrip("：:"))
    count = sum(bool(name.strip()) for name in _BETWEEN.split(text))
    if BY_NAME[document.kind].direction == "上行" and count > 1:
        message = f"{document.kind}原则上主送一个上级机关，这里有{count}个，其他的用抄送"
        yield fault(message, "主送机关")


@rule("body.roster-missing", "", "应当")
def roster_missing(document: Document) -> Iterator[Fault]:
    """A line {名单} has a 名单 to print; anything like it would be printed as it is.

    Wrong: {名单} without 名单. Right: {名单} and 名单.
    """
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            if line == ROSTER_MARK and not text.roster:
                yield fault(f"正文里有“{line}”，没有填写“名单”，会照原样印出，请补上“名单”", text.line(index))
            elif line != ROSTER_MARK and (match := _ROUGH_MARK.search(line)):
                message = f"“{match[0]}”会照原样印出；要在这里排名单，请独占一行写“{ROSTER_MARK}”"
                yield fault(message, text.line(index))


@rule("body.roster-unplaced", "", "惯例")
def roster_unplaced(document: Document) -> Iterator[Fault]:
    """A 名单 has its place in the text.

    Wrong: 名单 without {名单} in the 正文. Right: 名单 and a line {名单}.
    """
    for text in texts_of(document):
        if text.roster and text.body and ROSTER_MARK not in text.body:
            message = f"名单排在正文最后；要排在别处，请在正文中独占一行写“{ROSTER_MARK}”"
            yield fault(message, (*text.path, "名单"))


@rule("body.roster-twice", "", "惯例")
def roster_twice(document: Document) -> Iterator[Fault]:
    """Nobody has two seats in one body; an office under it is another.

    Wrong: 张远 as 副组长 and 成员. Right: 张远 as 副组长 and 办公室主任.
    """
    for text in texts_of(document):
        first: dict[tuple[str, str], str] = {}
        for role, member, path in _members(text):
            seat = (_group(role), close_up(member.name))
            if seat in first:
                message = f"“{member.name}”在“{first[seat]}”中已经列过，这里又列在“{role}”，请核对（同名的两人除外）"
                yield fault(message, path)
            first.setdefault(seat, role)


def _members(text: Text) -> Iterator[tuple[str, Member, Path]]:
    """Yield everybody who is listed by name, with the role and the way to the line."""
    for role, seats in text.roster.items():
        if not isinstance(seats, str):
            for index, member in enumerate(seats):
                yield role, member, (*text.path, "名单", role, index)


def _group(role: str) -> str:
    """Return the body in which ``role`` is a seat: 组长 → "", 办公室主任 → 办公室."""
    match = _SEAT.fullmatch(close_up(role))
    return match["group"] if match else close_up(role)


@rule("body.no-text-page", "7.3.5.5", "惯例")
def no_text_page(document: Document) -> Iterator[Fault]:
    """A page without text is avoided by the spacing and not explained.

    Wrong: （此页无正文）. Right: nothing.
    """
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            if _NO_TEXT in line:
                yield fault(f"不用“{_NO_TEXT}”，请删去；落款另起一页时调整行距、字距", text.line(index))
