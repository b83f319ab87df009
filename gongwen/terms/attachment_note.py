"""附件说明 (7.3.4), a line of it, and the mark above an attachment (7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found
from gongwen.zh.numerals import NUMERALS, read_number

Oddity = Literal["字样", "冒号", "编号", "汉字", "顿号", "书名号", "末尾标点", "空格"]
"""What departs: 附 for 附件, 附件 without a full-width colon, a number between 附件 and the colon, Chinese numerals, another
mark than the point behind a number, 《》 around a name, a mark behind it, blanks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a 附件说明."""

    title: str
    number: int = 0
    """0 when the line has none."""
    is_first: bool = False
    """Whether 附件 stands before it."""


FoundEntry = Found[Entry, Oddity]

_WORD = r"附\s*(?:件|表|图)"
LABEL = r"附\s*件\s*[：:﹕]"
"""What a 附件说明 begins with, for use within a regular expression."""
CHINESE_ORDER = f"[{NUMERALS}]{{1,3}}"
"""The number of an attachment in Chinese, for use within a regular expression."""
_DIGITS = "[0-9０-９]{1,2}"
MARK = pattern(
    rf"(?P<number_before>.*?号)?\s*【?(?P<word>{_WORD})\s*[（(]?(?P<order>[\d０-９{NUMERALS}—\-]{{0,4}})[）)]?\s*[】：:.．。、]?\s*"
)
"""附件1 on a line of its own."""
TITLED = pattern(rf"{_WORD}\s*(?P<order>[\d０-９{NUMERALS}]{{0,3}})\s*[：:.．、\s]\s*(?P<title>\S.*)")
"""The mark of an attachment with its title on the same line."""
SERIES = pattern(
    rf"(?:{_WORD}|附(?=\s*\d))\s*(?P<order>{_DIGITS}|{CHINESE_ORDER})\s*[：:.．、]?\s*(?P<title>\S.*)"
)
"""A line of a 附件说明 that has a mark on each line, 附件一甲 above 附件二乙: only their order tells them."""
NOTE = pattern(rf"(?:{_WORD}|附)\s*[：:﹕]\s*(?:[（(]略[）)]\s*)?(?P<rest>.*)", re.DOTALL)
NUMBERED_NOTE = pattern(rf"{_WORD}\s*[1１一]\s*[：:﹕]\s*(?P<rest>.*)", re.DOTALL)
"""A 附件说明 that numbers its only entry; only a closing right below it tells it from the head of an attachment."""
BARE_NOTE = pattern(rf"{_WORD}\s*(?P<rest>1\s*[.．﹒]\s*[^\d\s].*)", re.DOTALL)
"""A 附件说明 without its colon: 附件1.甲; told in the same way."""
ITEM = pattern(
    rf"\s*(?P<order>{_DIGITS}(?=\s*[.．﹒、])|{CHINESE_ORDER}(?=、))\s*[.．﹒、]\s*(?P<title>\S.*)"
)
NUMBERED_MARK = pattern(r"附\s*件\s*[\d一二三四五六七八九十]{1,2}(?![.．、\d])\s*")
"""The mark of an attachment with its number, before other words on the line."""
BEGINS = pattern(rf"(?<![见如的该本“《（(])(?={LABEL}\s*\S)")
"""Where a 附件说明 begins on a line of other words."""
INSIDE = pattern(rf"(?<=\S)\s*[；;]?\s*(?=(?<!\d){_DIGITS}\s*[.．﹒、]\s*(?:[^\d\s]|(?:19|20)\d\d年))")
"""Where another entry begins on the same line."""
_FILE_NAME = pattern(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)$", re.IGNORECASE)
_VAGUE = pattern(
    rf"\s*附\s*件\s*[：:]?\s*(?:如文|如上|如附|见附|附后|同上|详见附件|[{NUMERALS}两\d]{{1,3}}\s*[份件个])\s*[。.]?\s*"
)
_END = pattern(r"[。；;，,.]+$")
_LINE = pattern(
    rf"\s*(?!附\s*件\s*[：:﹕︰；;]?\s*$)(?P<word>(?P<name>附\s*件|附(?=\s*[：:﹕]))\s*(?:(?P<colon>[：:﹕︰；;、．.])\s*|(?=\d{{1,2}}[.．])"
    rf"|[（(]?(?P<inner>{_DIGITS}|{CHINESE_ORDER})[）)]?\s*(?P<mark>[：:﹕︰；;、．])\s*))?"
    rf"(?:(?P<number>{_DIGITS}(?=\s*[.．、：:])|[（(]?{CHINESE_ORDER}[）)]?(?=、))\s*(?P<point>[.．、：:])(?!\d(?!\d{{3}}[年—－–-]))\s*)?(?P<title>\S.*?)\s*",
    re.DOTALL,
)


def read(text: str) -> FoundEntry | None:
    """Return the entry of a 附件说明 that ``text`` is; None when it names nothing."""
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    number = order_of((match["number"] or match["inner"] or "").strip("（）()"))
    parts = {name: match.span(name) for name in match.re.groupindex if match[name]}
    value = Entry(clean_title(match["title"]), number, bool(match["word"]))
    return Found(value, *match.span(), parts, frozenset(_oddities(match)))


def write(entry: Entry) -> str:
    """Return the line as the standard has it: 附件：1.任务分工表, 2.物资清单."""
    word = "附件：" if entry.is_first else ""
    return f"{word}{f'{entry.number}.' if entry.number else ''}{entry.title}"


def is_vague(text: str) -> bool:
    """Whether a line of 附件说明 names no attachment: 附件：如文."""
    return _VAGUE.fullmatch(text) is not None


def clean_title(title: str) -> str:
    """Return a name of the 附件说明 without 《》 around it and without a mark behind it (7.3.4)."""
    bare = _FILE_NAME.sub("", _END.sub("", title))
    return bare[1:-1] if re.fullmatch(r"《[^《》]+》", bare) else bare


def order_of(text: str) -> int:
    """Return the number in a mark, Arabic or Chinese; 0 for none or one that is not well formed."""
    return read_number(text.strip("—-"))


def _oddities(match: re.Match[str]) -> Iterator[Oddity]:
    number, title = match["number"] or match["inner"] or "", match["title"]
    seen: tuple[tuple[Oddity, bool], ...] = (
        ("字样", match["name"] == "附"),
        ("冒号", bool(match["word"]) and (match["colon"] or match["mark"]) != "："),
        ("编号", bool(match["inner"])),
        ("汉字", re.search(f"[{NUMERALS}]", number) is not None),
        ("顿号", bool(match["point"]) and match["point"] != "."),
        ("书名号", re.fullmatch(r"《[^《》]+》[。；;，,.]*", title) is not None),
        ("末尾标点", _END.search(title) is not None),
        ("空格", re.search(r"\s", match[0].removesuffix(title)) is not None),
    )
    return (oddity for oddity, is_seen in seen if is_seen)
