"""Who a document goes to, in a text (7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.address import WHOLE, Address
from gongwen.pattern import pattern
from gongwen.recognise.draft import Draft, joined
from gongwen.recognise.passages import Passage, has_role
from gongwen.recognise.single_lines import OPENING, is_date
from gongwen.terms import date, recipients
from gongwen.terms.agency import is_recipient
from gongwen.terms.label import find_label
from gongwen.terms.people import role
from gongwen.zh.width import width

_ADDRESSED_IN_BRACKETS = pattern(r"[（(](?P<names>[^（()）]{4,200})[）)][：:]?")
_MOST_ADDRESSED = 8
"""Lines of those addressed."""
_LONGEST = 400
"""Characters of all of them."""
_FULL_LINE = 20.0
"""The shortest line that those addressed may fill, 字."""
_MARKED = pattern(r"[^\W\d_][）)]?[：:]$")
"""How a text ends that names recipients."""
_NO_RECIPIENTS = pattern(
    r"如下|以下|下列|现将|现就|通知如|决定|要求|公告|规定|分别|原则|[。；？！]|批示[：:]$"
    "|^(?:任命|免去|任免|聘任|解聘|增补)：$"
)


def addresses(text: str) -> bool:
    """Whether ``text`` names those addressed and nobody else, with the colon behind them."""
    names = text.rstrip("：:")
    is_marked = names != text and not find_label(text)
    return is_marked and recipients.read(text) is not None and not role.read(names)


def read_recipients(passages: Sequence[Passage], index: int, draft: Draft, way: Address = WHOLE) -> int:
    """Put the 主送机关 of the part at ``way``, which end in a colon; return the index behind them."""
    own = way.to("主送机关")
    if index < len(passages) and (bracketed := in_brackets(passages[index])):
        draft.put(own, bracketed, passages[index].at, "较有把握")
        draft.cover(own, passages[index : index + 1])
        draft.note(
            passages[index].at, passages[index].tight, bracketed, "主送机关外面的括号不是主送机关的文字"
        )
        return index + 1
    for count in range(1, _MOST_ADDRESSED + 1):
        lines = passages[index : index + count]
        if len(lines) < count or any(line.is_row for line in lines):
            break
        if count > 1 and not _may_list(lines[-2].tight):
            return index + count * _read_below_each_other(lines, draft, own)
        text = joined(lines)
        if count == 1 and _read_single_line(passages, index, text, draft, own):
            return index + 1
        if _MARKED.search(text):
            return index + count if _read_marked(lines, text, draft, own) else index
        if not re.search(r"[、，,]$|[^。；]$", text) or find_label(lines[-1].tight) or len(text) > _LONGEST:
            break
    return index


def _read_marked(lines: Sequence[Passage], text: str, draft: Draft, own: Address) -> bool:
    """Put the recipients that ``text`` names, which ends in a colon. Return whether it names any."""
    if not _names_recipients(text):
        return False
    seam = len(text) - len(text.lstrip("，,；;|｜"))
    match = recipients.OTHER_LABEL.match(text, seam)
    label = text[: match.end() if match else seam]
    draft.put(own, text[len(label) : -1], lines[0].at)
    draft.cover(own, lines)
    draft.note(lines[0].at, label, "", "主送机关前面的字样不是主送机关的文字")
    if text[-1] == ":":
        draft.note(lines[-1].at, ":", "：", "主送机关后面的冒号由版式加上")
    return True


def _read_below_each_other(lines: Sequence[Passage], draft: Draft, own: Address) -> bool:
    """Put those addressed who stand one below the other, a colon behind the last. Return whether they do.

    One whom the title names is who issues the document.
    """
    names = [line.tight for line in lines]
    is_issuer = names[0] in (draft.get("标题") or "")
    if is_issuer or not _MARKED.search(names[-1]) or not all(map(recipients.read, names)):
        return False
    draft.put(own, "，".join(names)[:-1], lines[0].at, "较有把握")
    draft.cover(own, lines)
    draft.note(lines[0].at, "", "，", "主送机关排在一行里")
    return True


def _read_single_line(passages: Sequence[Passage], index: int, text: str, draft: Draft, own: Address) -> bool:
    """Put the recipients of one line with its colon in front, or without any. Return whether there are any."""
    line = passages[index]
    if text[:1] in "：:" and recipients.read(text[1:]):
        draft.put(own, text[1:].rstrip("：:"), line.at)
        draft.note(line.at, text[0], "", "主送机关后面的冒号由版式加上")
    elif not _MARKED.search(text) and _are_recipients_unmarked(passages, index):
        draft.put(own, re.sub("[。；]$", "", text), line.at, "较有把握")
        mark = text[-1] if text[-1] in "。；" else ""
        draft.note(line.at, mark, "：", "主送机关后面的标点由版式换成冒号")
    else:
        return False
    draft.cover(own, [line])
    return True


def _may_list(text: str) -> bool:
    """Whether those addressed may go on below the line ``text``: a mark leaves it open, or it is as long as lines are."""
    return text.endswith(("，", "、", ",")) or width(text) >= _FULL_LINE


def in_brackets(passage: Passage) -> str:
    """Return those addressed who are all that a line says in brackets; "" for any other line."""
    match = _ADDRESSED_IN_BRACKETS.fullmatch(passage.tight)
    return match["names"] if match and recipients.read(match["names"]) else ""


def _are_recipients_unmarked(passages: Sequence[Passage], index: int) -> bool:
    """Whether a line below the title is a list of agencies without the colon, and the text begins below it."""
    text = re.sub("[。；]$", "", passages[index].tight)
    below = passages[index + 1].text if index + 1 < len(passages) else ""
    items = re.split("[，、,]", text)
    is_several = len(items) > 1 and bool(items[-1]) and recipients.read(text) is not None
    is_list = (is_several or all(map(is_recipient, items))) and len(text) <= 200
    is_sure = passages[index].at.unit == "段" or OPENING.match(below) is not None
    return is_list and is_sure and bool(re.search("[。：]", below)) and not is_date(below)


def _names_recipients(text: str) -> bool:
    label = find_label(text)
    is_list = label is not None or has_role(text)
    return (
        not is_list and 1 < len(text) <= _LONGEST and not _NO_RECIPIENTS.search(text) and not date.find(text)
    )
