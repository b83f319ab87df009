"""Congresses and plenums of the Party that a document names: those that were held when it was written."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.meaning.phrases import congress_days, first_sessions, plenum_days
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import title_and_lines_of
from gongwen.terms import sessions
from gongwen.zh.numerals import from_chinese, to_chinese

_SPRING = 3
"""Month of the sessions of the National People's Congress."""
_THIRD_PLAN, _THIRD = 1966, 3
"""When the third five-year plan began; others have followed without a gap."""
_AHEAD = pattern("迎接|喜迎|召开|筹备|即将|代表|献礼|之前|前夕|以前|到")
"""Words by which a congress may still be to come."""
_COMING = 550
"""Days before which one that is to come is spoken of."""
_YEARS = 5
_BETWEEN = 100
"""Days within which no plenum follows another."""
_MOST = 9
"""No Central Committee has had so many plenums."""


@rule("set-phrases.congress", "", "差错")
def congress(document: Document) -> Iterator[Fault]:
    """写到的党代会、中央全会，在成文时已经召开，没有编错届次。

    Wrong: 正文: 全面贯彻党的二十二大精神。
    Right: 正文: 全面贯彻党的二十大精神。
    """
    day = document.date or datetime.date.today()
    for path, line in title_and_lines_of(document):
        for match in sessions.CONGRESS.finditer(line):
            if not _is_held(match["number"], day, line):
                message = f"到{day.year}年{day.month}月，没有“{match[0]}”，请核对"
                yield fault_in(message, path, line, match.span())
        for match in sessions.PLENUM.finditer(line):
            for count in sessions.COUNT.findall(match["counts"]):
                if not _has_met(match["number"], count, day):
                    message = f"到{day.year}年{day.month}月，没有“{match['number']}届{count}中全会”，请核对"
                    yield fault_in(message, path, line, match.span())
        for match in sessions.TOGETHER.finditer(line):
            if match["number"] != match["other"]:
                message = f"“{match['number']}大”之后的全会是“{match['number']}届”的，这里写“{match['other']}届”，请核对"
                yield fault_in(message, path, line, match.span("other"))


@rule("set-phrases.session", "", "差错")
def session(document: Document) -> Iterator[Fault]:
    """写到的全国人大、全国政协会议，在成文时已经召开；几五规划的起止年份不写错。

    Wrong: {正文: 学习贯彻十四届全国人大三次会议精神。, 成文日期: 2024-04-10}
    Right: {正文: 学习贯彻十四届全国人大二次会议精神。, 成文日期: 2024-04-10}
    """
    day = document.date or datetime.date.today()
    for path, line in title_and_lines_of(document):
        for match in sessions.SESSION.finditer(line):
            if not _has_sat(match["number"], from_chinese(match["count"]) or 0, day, line):
                message = f"到{day.year}年{day.month}月，没有“{match[0]}”，请核对"
                yield fault_in(message, path, line, match.span())
        for match in sessions.PLAN.finditer(line):
            start = _THIRD_PLAN + _YEARS * ((from_chinese(match["number"]) or 0) - _THIRD)
            if (int(match["first"]), int(match["last"])) != (start, start + _YEARS - 1):
                message = f"“{match['number']}五”是{start}年到{start + _YEARS - 1}年，请核对"
                yield fault_in(message, path, line, match.span())


def _has_sat(number: str, count: int, day: datetime.date, line: str) -> bool:
    """Whether the session ``count`` of the congress ``number`` was held by ``day``, or may be spoken of as to come."""
    first = first_sessions().get(number)
    if first is None:
        return day.year > max(first_sessions().values()) + _YEARS - 1
    if not 0 < count <= _YEARS:
        return False
    until = datetime.date(first + count - 1, _SPRING, 1)
    return day >= until or (_AHEAD.search(line) is not None and (until - day).days < _COMING)


def _is_held(number: str, day: datetime.date, line: str) -> bool:
    """Whether the congress ``number`` was held by ``day``, or is near enough to be spoken of as one to come."""
    days = congress_days()
    if number in days:
        until = days[number] - datetime.timedelta(days=_COMING) if _AHEAD.search(line) else days[number]
        return day >= until
    last = max(days.values())
    passed = (from_chinese(number) or 0) - max(from_chinese(each) or 0 for each in days)
    coming = last + datetime.timedelta(days=365 * _YEARS * passed)
    return passed >= 0 and day >= coming - datetime.timedelta(days=_COMING)


def _has_met(number: str, count: str, day: datetime.date) -> bool:
    """Whether the plenum ``count`` of the Central Committee ``number`` was held by ``day``; of what is not known, that it may."""
    wanted = from_chinese(count) or 0
    days = plenum_days().get(number)
    if days is None:
        return _is_held(number, day, "")
    if wanted <= len(days):
        return wanted > 0 and day >= days[wanted - 1]
    is_over = to_chinese((from_chinese(number) or 0) + 1) in congress_days()
    more = wanted - len(days)
    return not is_over and wanted < _MOST - 1 and day > days[-1] + datetime.timedelta(days=_BETWEEN * more)
