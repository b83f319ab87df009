"""份号 (7.2.1), 密级和保密期限 (7.2.2), 紧急程度 (7.2.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms import number
from gongwen.terms.date import DateError, parse_date
from gongwen.terms.found import Found
from gongwen.zh.numerals import NUMERALS, read_number

Oddity = Literal["位数", "字样", "星号", "空格", "期限"]
"""What departs: a 份号 of other than six digits, a word before it, another sign than ★ or none, blanks,
a period that is not written as Arabic digits with 年, 个月 or 天."""


@dataclass(frozen=True, slots=True)
class CopyNumber:
    """份号."""

    digits: str


@dataclass(frozen=True, slots=True)
class Secrecy:
    """密级和保密期限."""

    level: str
    """绝密, 机密 or 秘密."""
    period: str = ""
    """ "" when none is written."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """紧急程度."""

    word: str


Mark = CopyNumber | Secrecy | Urgency
FoundMark = Found[Mark, Oddity]

HANDLING = "内部事项|普通事项|内部资料|工作秘密|(?:核心|普通)商密"
"""What enterprises write on papers that are no secret of the state; no 密级 (7.2.2)."""
STAR = "★"
DIGITS = 6
"""Digits of a 份号."""
_COUNTED = r"(?:份号|编号|№|No\.?|NO\.?)[：:\s]*"
UNCOUNTED = pattern(_COUNTED)
"""The word before a 份号 of which no digits are seen: it was left blank, or a hand wrote them."""
_COPY = pattern(rf"(?P<label>{_COUNTED})?(?P<digits>(?(label)\d{{3,7}}|\d{{2,7}}))(?!\d)")
_SIGN = "[★☆*＊※•·]"
_PERIOD = rf"(?:\d+|[{NUMERALS}]+)\s*(?:年|个月|月|天|日)|长期"
_SECRECY = pattern(
    rf"(?P<level>绝\s*密|机\s*密|秘\s*密)\s*(?:(?P<sign>{_SIGN})?\s*(?P<period>{_PERIOD}))?{_SIGN}?"
)
_URGENCY = pattern(
    r"(?P<label>(?:紧急程度[：:]|等\s*级\s*[：:]?)\s*)?(?P<word>特\s*急|特\s*提|加\s*急|急\s*件|平\s*急|紧\s*急(?![\s程通]))(?:\s*[·•.，,]\s*明\s*电)?"
)
_ROUGH_PERIOD = pattern(
    rf"(?:{_SIGN}|\s)*(?P<count>\d+|[{NUMERALS}百零]+)\s*(?P<unit>年|个月|月|天|日)?(?:期|以内|以下|之内|内)?"
)
_UNITS = {"月": "个月", "日": "天"}
_YEARS = {"年": 1.0, "个月": 1 / 12, "天": 1 / 365}
_LENGTH = pattern(rf"(?P<count>\d+)(?P<unit>{'|'.join(_YEARS)})")
_FIRST_YEAR = 1900
"""A number from here on is no length of time but the year in which secrecy ends."""


def read(text: str) -> FoundMark | None:
    """Return the mark that ``text`` is and nothing else; None when it is anything else."""
    found = read_start(text)
    return found if found and found.end == len(text) else None


def read_start(text: str) -> FoundMark | None:
    """Return the mark with which ``text`` begins; None when it begins with none."""
    if match := _SECRECY.match(text):
        return _found(
            match, Secrecy("".join(match["level"].split()), "".join((match["period"] or "").split()))
        )
    if match := _URGENCY.match(text):
        return _found(match, Urgency("".join(match["word"].split())))
    match = _COPY.match(text)
    if match and _is_copy_number(match):
        return _found(match, CopyNumber(match["digits"]))
    return None


def find_all(text: str) -> Iterator[FoundMark]:
    """Yield the 密级 in ``text`` that have a 保密期限 behind them."""
    for match in _SECRECY.finditer(text):
        if match["period"]:
            yield _found(match, Secrecy("".join(match["level"].split()), "".join(match["period"].split())))


def _is_copy_number(match: re.Match[str]) -> bool:
    """Whether digits are a 份号: a word before them, their length, or the 发文字号 right behind them says so."""
    if match["label"] or len(match["digits"]) >= DIGITS:
        return True
    return number.read_start(match.string[match.end() :].lstrip()) is not None


def write(mark: Mark) -> str:
    """Return the mark as the standard has it: 000012, 机密★1年, 特急."""
    if isinstance(mark, CopyNumber):
        return unicodedata.normalize("NFKC", mark.digits).zfill(DIGITS)
    if isinstance(mark, Urgency):
        return mark.word
    period = write_period(mark.period)
    return STAR.join(filter(None, (mark.level, mark.period if period is None else period or mark.period)))


def write_period(text: str) -> str | None:
    """Return the length of time ``text`` as it should be written: 1年, 6个月; "" when that cannot be told.

    None when it is none: nothing, the day or the condition that ends secrecy.
    """
    plain = unicodedata.normalize("NFKC", text)
    match = _ROUGH_PERIOD.fullmatch(plain)
    if match is None or _is_day(plain):
        return None
    count = read_number(match["count"])
    unit = match["unit"] or ""
    if unit == "年" and count >= _FIRST_YEAR:
        return None
    return f"{count}{_UNITS.get(unit, unit)}" if count and unit else ""


def years_of(text: str) -> float:
    """Return the length of time ``text`` in years; 0 when it is none."""
    match = _LENGTH.fullmatch(write_period(text) or "")
    return int(match["count"]) * _YEARS[match["unit"]] if match else 0.0


def _is_day(text: str) -> bool:
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def _found(match: re.Match[str], mark: Mark) -> FoundMark:
    parts = {name: match.span(name) for name in match.re.groupindex if match[name]}
    return Found(mark, match.start(), match.end(), parts, frozenset(_oddities(match, mark)))


def _oddities(match: re.Match[str], mark: Mark) -> Iterator[Oddity]:
    groups = match.groupdict()
    is_copy, period = isinstance(mark, CopyNumber), mark.period if isinstance(mark, Secrecy) else ""
    seen: tuple[tuple[Oddity, bool], ...] = (
        ("位数", is_copy and len(groups["digits"] or "") != DIGITS),
        ("字样", bool(groups.get("label"))),
        (
            "星号",
            (bool(period) and groups["sign"] != STAR)
            or (not period and match[0].endswith(tuple("★☆*＊※•·"))),
        ),
        ("空格", re.search(r"\s", match[0]) is not None),
        ("期限", bool(write_period(period)) and write_period(period) != period),
    )
    return (oddity for oddity, is_seen in seen if is_seen)
