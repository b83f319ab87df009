"""附注 (7.3.6): what stands in brackets below the 成文日期, as （此件公开发布）."""

from __future__ import annotations

import re
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found
from gongwen.zh.spaces import tighten

Oddity = Literal["半角括号", "句号", "空格"]
"""What departs: brackets that are not of Chinese, a full stop behind them, blanks."""
FoundNote = Found[str, Oddity]

BARE = pattern(
    r"(?:(?:联\s*系\s*人|联系电话|联系方式|(?:通讯|通信|联系)?地\s*址)\s*[：:]|此件|本件)[^。；]{2,60}[。．]?"
)
"""A 附注 without its brackets, where one may stand."""
_WORDS = r"此件|本文|公开|联\s*系|电\s*话|发至|传达|登报|网上|内部|存档|不予|印发范围|政府信息|主动|依申请|附注|此文|翻印"
_BRACKETED = pattern(
    r"[（(〔]\s*(?P<text>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)\s*[）)〕](?P<stop>[。．]?)"
)
OPENING = rf"[（(〔](?=[^（）()]{{0,6}}(?:{_WORDS}))"
"""The bracket that opens a 附注, for use within a regular expression."""
BEHIND_DAY = pattern(
    rf"(?<=[日。])\s*{OPENING}[^（）()]{{2,120}}(?:[（(][^（）()]*[）)])?[^（）()]{{0,20}}[）)〕]"
)
"""A 附注 on the line of the 成文日期, or of the last sentence."""
CONTACT = pattern(r"(?<=[。！!；）)])(?=[（(]?(?:联\s*系\s*人|联系电话|联系方式)\s*[：:])")
"""Where a 附注 that names whom to ask begins on the line of other words."""
_PUBLIC = pattern(r"(?<!不)(?<!不予)公开发布|主动公开|登报|网上公开")


def read(text: str) -> FoundNote | None:
    """Return the 附注 that ``text`` is by what it says, without its brackets; None for any other text."""
    found = read_bracketed(text)
    return found if found and re.search(_WORDS, found.value) else None


def read_bracketed(text: str) -> FoundNote | None:
    """Return what ``text`` says when all of it stands in brackets, whatever it says; None for any other text."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    match = _BRACKETED.fullmatch(text, start, end)
    if match is None:
        return None
    value = tighten(match["text"])
    seen: tuple[tuple[Oddity, bool], ...] = (
        ("半角括号", f"{text[start]}{text[match.start('stop') - 1]}" != "（）"),
        ("句号", bool(match["stop"])),
        ("空格", value != text[start + 1 : match.start("stop") - 1]),
    )
    odd = frozenset(oddity for oddity, is_seen in seen if is_seen)
    return Found(value, start, end, {"text": match.span("text")}, odd)


def write(text: str) -> str:
    """Return the 附注 as it is printed: （此件公开发布）."""
    return f"（{text}）"


def is_public(text: str) -> bool:
    """Whether a 附注 says that anybody may read the document."""
    return _PUBLIC.search(text) is not None
