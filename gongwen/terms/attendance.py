"""出席、请假、列席 (10.3): who was at a meeting and who was not, as minutes list them."""

from __future__ import annotations

from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found
from gongwen.zh.spaces import tighten

Oddity = Literal["半角冒号", "字样", "空格"]
"""What departs: a colon that is not of Chinese, words behind 出席 as 人员, blanks in the label."""
Attendance = tuple[str, str]
"""The word, and the people as they are written."""
FoundAttendance = Found[Attendance, Oddity]

_LINE = pattern(
    r"(?P<label>(?P<word>出\s*席|请\s*假|列\s*席|缺\s*席)(?P<more>\s*(?:人\s*员|单位|领导))?\s*(?P<colon>[：:]))\s*(?P<people>(?s:.+))"
)
_BESIDE = pattern(r"(?:主\s*持|记\s*录|整\s*理|参\s*加)(?:人员?|单位)?\s*[：:]\s*\S")
"""What minutes list beside them and the standard has no place for."""
ATTENDED = pattern("^(?:出席|列席|参加|请假)(?:人员)?[：:]")
"""The label of a line of people at a meeting, in minutes and in other texts."""


def read(text: str) -> FoundAttendance | None:
    """Return who ``text`` says was there, or was not; None for any other text."""
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    seen: tuple[tuple[Oddity, bool], ...] = (
        ("半角冒号", match["colon"] != "："),
        ("字样", bool(match["more"])),
        ("空格", match["label"] != "".join(match["label"].split())),
    )
    odd = frozenset(oddity for oddity, is_seen in seen if is_seen)
    return Found(
        (tighten(match["word"]), match["people"]), *match.span(), {"people": match.span("people")}, odd
    )


def opens(text: str) -> bool:
    """Whether ``text`` begins with such a label, or with 主持 or 记录, and names somebody."""
    return (_LINE.match(text) or _BESIDE.match(text)) is not None


def write(attendance: Attendance) -> str:
    """Return the line as the standard has it: 出席：县发展改革局李明远."""
    word, people = attendance
    return f"{word}：{people}"
