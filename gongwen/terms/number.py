"""发文字号 (7.2.5), 令号 (10.2.3) and 期号: 云政发〔2024〕1号, 第12号, 2024年第3期."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gongwen.pattern import HANZI, pattern
from gongwen.terms.date import full_year, year_of_digits
from gongwen.terms.found import Found, Span
from gongwen.zh.numerals import from_chinese

Oddity = Literal[
    "括号",
    "无括号",
    "年份",
    "年字",
    "虚位",
    "第",
    "缺第",
    "缺号",
    "空格",
    "数字",
    "繁体",
    "次序",
    "待补",
    "字样",
]
"""What departs: other brackets or none, a year of two digits or with 年, zeros before the serial, 第 before it
or missing, 号 missing, blanks, other digits, 號, the year before the code, something still to be filled in, a label before it."""


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number of a document, or what it says so far."""

    code: str
    """The 机关代字, or what stands before 第12号; "" for none."""
    year: int | None = None
    """None when none is written, or when it is still to be filled in."""
    serial: int | None = None
    """None when it is still to be filled in."""
    unit: str = ""
    """号, 期 or 次 of a number that is counted by 第 alone; "" for one with its year in brackets."""


FoundNumber = Found[DocNumber, Oddity]

OPENING, CLOSING = "〔[［【〖﹝「『{｛(（<〈《„", "〕]］】〗﹞」』}｝)）>〉》‟"
"""What stands for 〔 and 〕 on paper that was typed, scanned or converted."""
_L, _R = f"[{re.escape(OPENING)}]", f"[{re.escape(CLOSING)}]"
YEAR_IN_BRACKETS = rf"{_L}(?:19|20)\d\d{_R}"
"""What stands behind the code of most numbers, for use within a regular expression."""
_CODE = rf"[^\s\d，。：:；、{re.escape(OPENING + CLOSING)}]"
_DIGIT = "[0-9０-９OoＯ〇○零一二三四五六七八九]"
_SERIAL = r"(?P<serial>[0-9０-９Ol](?:[ \u3000]?[0-9０-９Ol]){0,5}|[〇○零一二三四五六七八九十百]{1,6})"
_BLANK = "×xXＸ□＿_*"
_YEAR = rf"(?P<open>{_L})\s*(?P<year>{_DIGIT}(?:\s?{_DIGIT}){{1,3}})\s*(?P<mark>年?)\s*(?P<close>{_R})"
_COUNT = rf"(?P<ordinal>第?)\s*{_SERIAL}\s*"
_LABEL = r"(?P<label>[-·*]?\s*[【\[]?(?:发布|发文|公文)?(?:文\s*号|字\s*号)[】\]]?\s*[：:]?\s*)?"
"""What web pages write before a number."""
_LEADING = rf"{_LABEL}(?P<code>{_CODE}(?:\s*{_CODE}){{0,19}}?)\s*{_YEAR}\s*(?P<word>字?)\s*{_COUNT}"
YEAR_AND_SERIAL = r"[〔\[［（(]\d{4}[〕\]］）)]\s*第?\d{1,4}\s*[号號]"
"""The end of a number, for use within a regular expression."""
BRACKETED_CODE = (
    rf"[（(]{HANZI}{{1,4}}[）)]{HANZI}{{0,4}}\s*[〔\[［（(]\d{{2,4}}[〕\]］）)]\s*\d{{1,4}}\s*[号號]"
)
WITH_BRACKETS = rf"{HANZI}{{1,6}}{BRACKETED_CODE}"
"""A number whose code has brackets in it, for use within a regular expression: 厅（档）发〔1982〕43号."""
IN_ROUND = rf"{HANZI}{{1,10}}[（(]\s*(?:19|20)\d{{2}}\s*[）)]\s*\d{{1,4}}\s*[号號]"
"""A number whose year stands in round brackets, for the same use."""
YEAR_FIRST = rf"[〔\[［（(]\d{{2,4}}[〕\]］）)]\s*{HANZI}{{1,10}}字?第?\s*\d{{1,4}}\s*[号號]"
COUNT = r"[（(]?第?\s*\d{1,4}\s*号[）)]?"
"""令号 with 第 or without, for the same use."""
DATED_COUNT = r"[（(]?(?:\d{4}年|[〔\[]\d{4}[〕\]])?第\s*[\d一二三四五六七八九十百]{1,5}\s*[号期次][）)]?"
"""令号 or 期号 that may have its year before it, for the same use."""
ISSUE, ISSUE_OF_ALL = r"第?\d{1,3}[期号]", r"[（(]?总第?\d+[期号][）)]?"
"""What a gazette counts its issues by, in a year and of all, for the same use."""
IN_BRACKETS = "[^（()）]+?[号號]"
"""Whatever number stands in a pair of brackets with something else, for the same use."""
CABLE_NUMBER = rf"{HANZI}{{0,2}}机发\s*\d*\s*号"
"""The number that a telegraph office gives a 明电, beside that of the document."""
OF_GOVERNMENT, OF_ITS_OFFICE = pattern("(?<!办)政[发函字]"), pattern("政办[发函字电明]")
"""Codes of a government, and of the office of one."""
NAME_OF_OFFICE = pattern("办公[厅室](?:便?函|发|字|电)")
"""A code that is the whole name of an office with the sort of its papers."""
_OWN = pattern(rf"{_LEADING}(?P<end>[号號]|$)")
_TURNED = pattern(rf"{_YEAR}\s*(?P<code>{_CODE}{{1,12}}?)(?P<word>字?)\s*{_COUNT}(?P<end>[号號])")
"""The year first, as in the 1950s: （51）政財字第三五號."""
_BARE = pattern(
    rf"(?P<code>{HANZI}{{1,12}}[发函字办报请复告通案决](?<!公告)(?<!通告)(?<!公报))(?P<year>\d{{4}})(?P<mark>年?){_COUNT}(?P<end>号)"
)
"""A number whose year stands without brackets; a 公告 is counted: 云溪县税务局公告2024年第3号."""
_COUNTED = pattern(
    rf"(?P<wrap>[（(]\s*)?(?P<code>(?:{_CODE}){{0,30}}?)\s*(?:(?P<year>\d{{4}})\s*(?P<mark>年)\s*)?{_COUNT}(?P<end>[号期次號])"
    r"(?(wrap)\s*[）)])"
)
_ISSUE_OF_YEAR = pattern(
    rf"(?P<code>){_L}\s*(?P<year>\d{{4}})\s*(?P<mark>年?)\s*{_R}\s*{_COUNT}(?P<end>期)(?P<wrap>)"
)
"""An issue whose year stands in brackets: 〔2024〕第3期."""
_TOTAL = pattern(rf"(?<=[号期]){ISSUE_OF_ALL}$")
_BLANK_NUMBER = pattern(
    rf"(?P<code>{_CODE}{{0,20}}?)\s*(?P<open>{_L})\s*(?:(?P<year>\d{{4}})|\d{{2}}[{_BLANK}]{{2}}|[{_BLANK}]{{4}})\s*(?P<close>{_R})"
    rf"\s*(?P<ordinal>第?)\s*(?P<serial>[{_BLANK}\d\s]{{0,8}})(?P<end>号|(?<=〕)$)"
)
_WRAPPED = pattern(r"[（(]\s*(?P<number>[^（(].*[号號])\s*[）)]")
_BRACKETED = pattern(
    rf"{_YEAR}[ ]?(?P<word>)(?P<ordinal>第?)\s{{0,3}}{_SERIAL}\s{{0,3}}(?P<end>[号號]|(?=[）；。]|$))"
)
_UNFILLED = pattern(r"〔\d{4}〕\s{0,9}第?\s{0,9}号")
"""Of a number in a draft what cannot be anything else."""
_CITED_CODE = pattern(rf"{HANZI}{{1,16}}\s{{0,3}}$")
_NO_NUMBER = pattern("(?:[准许证]字|案)$")
"""What licences and cases are numbered with."""
_CODE_END = pattern("[发函字办电令规]$")
"""How most codes end; what is told by less than that must end so."""
_LEAD = pattern("根据|按照|依据|依照|落实|贯彻|执行|转发|印发|遵照|参照|结合|关于|学习|下发|和|及|与|以|对")
"""What stands before a number in a sentence and is no part of its code."""


@lru_cache(maxsize=256)
def read(text: str, near: datetime.date | None = None) -> FoundNumber | None:
    """Return the number that ``text`` is, blanks around it apart; None when it is anything else.

    ``near`` is the 成文日期, which tells the century of a year of two digits.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    for form in (_OWN, _TURNED, _BARE, _BLANK_NUMBER, _COUNTED, _ISSUE_OF_YEAR):
        if match := form.fullmatch(text, start, end):
            return _found(match, near)
    return None


def without_total(text: str) -> str:
    """Return ``text`` without the count of all issues behind an issue: 第3期（总第15期）."""
    return _TOTAL.sub("", text)


def unwrapped(text: str) -> str:
    """Return ``text`` without the brackets around a number that is all there is in them: （云政发〔2024〕1号）."""
    inner = _WRAPPED.fullmatch(text.strip())
    return inner["number"] if inner and read(inner["number"]) else text


def read_start(text: str, near: datetime.date | None = None) -> FoundNumber | None:
    """Return the number with its year in brackets with which ``text`` begins; None when it does not."""
    match = _OWN.match(text) or _BLANK_NUMBER.match(text)
    return _found(match, near) if match else None


@lru_cache(maxsize=64)
def read_several(text: str, near: datetime.date | None = None) -> tuple[FoundNumber, ...]:
    """Return the numbers of which alone ``text`` is made, as drafts of joint documents have them; () for none."""
    found: list[FoundNumber] = []
    index = 0
    while index < len(text):
        match = _OWN.match(text, index)
        if match is None:
            return ()
        found.append(_found(match, near))
        index = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip("、，, \u3000"))
    return tuple(found)


def write(number: DocNumber) -> str:
    """Return the number as the standard has it: 云政发〔2024〕1号, 第12号; what is to be filled in is left out."""
    if number.unit:
        year = f"{number.year}年" if number.year else ""
        return f"{number.code}{year}第{number.serial or ''}{number.unit}"
    return f"{number.code}〔{number.year or ''}〕{number.serial or ''}号"


@lru_cache(maxsize=64)
def cited(text: str) -> tuple[FoundNumber, ...]:
    """Return the numbers of other documents in a sentence, in order; numbers of licences and cases are none.

    The code reaches back to what leads to it (根据, 和); a code that runs on in other words is longer than it is.
    """
    return tuple(_cited(text))


def unfilled(text: str) -> Iterator[Span]:
    """Yield where numbers in ``text`` have a year and no serial, from the bracket on."""
    return (match.span() for match in _UNFILLED.finditer(text))


def _cited(text: str) -> Iterator[FoundNumber]:
    for match in _BRACKETED.finditer(text):
        before = _CITED_CODE.search(text, max(0, match.start() - 20), match.start())
        if before is None or _NO_NUMBER.search(before[0].rstrip()):
            continue
        code = before[0].rstrip()
        leads = list(_LEAD.finditer(code))
        start = before.start() + (leads[-1].end() if leads and leads[-1].end() < len(code) else 0)
        found = _found(match, None, (start, before.start() + len(code)), text[start : match.end()])
        if _is_cited(match, code, found):
            yield found


def _is_cited(match: re.Match[str], code: str, found: FoundNumber) -> bool:
    """Whether what stands in brackets behind ``code`` is a year and not something else."""
    if _CODE_END.search(code):
        return True
    is_round = match["open"] in "(（" and match["close"] in ")）"
    return not is_round and "年份" not in found.odd and "数字" not in found.odd and bool(match["end"])


def _found(
    match: re.Match[str], near: datetime.date | None, code: Span | None = None, written: str = ""
) -> FoundNumber:
    """Return what ``match`` says; ``code`` is where the code stands when the match begins behind it."""
    parts = {name: match.span(name) for name in match.re.groupindex if match[name]}
    if code is not None:
        parts["code"] = code
    start = min(match.start(), parts.get("code", match.span())[0])
    text = match.string
    year, serial = match["year"] or "", match["serial"] or ""
    is_counted = match.re in (_COUNTED, _ISSUE_OF_YEAR)
    word = match.groupdict().get("word") or ""
    name = "".join(text[slice(*parts["code"])].split()) + word if "code" in parts else word
    value = DocNumber(
        name,
        full_year(digits, near) if (digits := year_of_digits(year)) else None,
        _serial(serial),
        match["end"].replace("號", "号") if is_counted else "",
    )
    return Found(value, start, match.end(), parts, frozenset(_oddities(match, written or match[0])))


def _serial(digits: str) -> int | None:
    """Return the serial; None when it is still to be filled in or no number."""
    tight = "".join(digits.split()).translate(str.maketrans("Ol", "01"))
    if tight.isdecimal():
        return int(tight) or None
    return from_chinese(tight) or (int(digits) if (digits := year_of_digits(tight)) else None)


def _oddities(match: re.Match[str], written: str) -> Iterator[Oddity]:
    """Yield what is odd about the number that ``match`` found, whose whole text is ``written``."""
    form, groups = match.re, match.groupdict()
    year, serial, end = groups["year"] or "", groups["serial"] or "", groups["end"]
    is_counted, is_blank = form in (_COUNTED, _ISSUE_OF_YEAR), form == _BLANK_NUMBER
    seen: tuple[tuple[Oddity, bool], ...] = (
        ("无括号", form == _BARE),
        ("括号", "open" in groups and f"{groups['open']}{groups['close']}" != "〔〕"),
        ("次序", form == _TURNED),
        ("待补", is_blank),
        ("年份", bool(year) and not is_blank and len("".join(year.split())) != 4),
        ("年字", not is_counted and bool(groups.get("mark"))),
        ("缺第", is_counted and not groups["ordinal"]),
        ("第", not is_counted and bool(groups["ordinal"])),
        ("虚位", serial.startswith(("0", "０", "○", "〇", "零", "O"))),
        ("缺号", not end),
        ("繁体", end == "號"),
        ("空格", re.search(r"\s", written) is not None),
        ("字样", bool(groups.get("label"))),
        ("数字", not is_blank and not (year + serial).isascii()),
    )
    return (oddity for oddity, is_seen in seen if is_seen)
