"""Periods of a sentence: their two days, how long they are said to be, and for how long a document is valid."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms import date

_SENTENCES: frozenset[Part] = frozenset(("正文", "表格"))
_PERIOD = pattern(
    rf"(?<!\d){date.DAY_GROUPS}(?:[（(][^（）()]{{1,6}}[）)])?(?:至|到|—|－|-|～|~){date.LAST_DAY_GROUPS}"
    r"(?P<after>[^。；]{0,16})"
)
_COUNT = pattern(
    r"^(?:[（(][^（）()\d]{1,6}[）)])?[，（(]?(?:共计?|为期|历时|时间为|期限为)\s*(?P<days>\d{1,3})天"
)
_SHORTENED = pattern("工作日|除外|不含|扣除")
_LATE, _EARLY = 10, 3
"""Months from which on, and up to which, a period without a second year goes over the turn of the year."""
_VALID = pattern(
    rf"自(?=\d{{4}}年){date.DAY_GROUPS}起(?:施行|执行|实施|生效)[^。；]{{0,4}}有效期(?:为|限为|限)?(?P<long>\d{{1,2}})年"
    rf"[^。；\d]{{0,6}}(?:至|到)(?=\d{{4}}年\d{{1,2}}月){date.LAST_DAY_GROUPS}"
)
_A_MONTH = 31
_A_YEAR = 365.25


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _days(match: re.Match[str]) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a period; None where one does not exist, or the year turns unsaid."""
    year = int(match["year"] or 2024)
    month = int(match["month"])
    month2 = int(match["month2"] or month)
    turns = not match["year2"] and month >= _LATE and month2 <= _EARLY
    first = _day(year, month, int(match["day"]))
    last = _day(int(match["year2"] or year), month2, int(match["day2"]))
    return (first, last) if first and last and not turns else None


@rule("dates.period-order", "", "差错", "提示", _SENTENCES, signs="日")
def order(text: str) -> Iterator[Slip]:
    """起止的两天，前一天在先。

    Wrong: 活动时间为2024年8月20日至8月10日。 Right: 活动时间为2024年8月10日至8月20日。
    """
    for match in _PERIOD.finditer(hide_quoted(text)):
        days = _days(match)
        if days and days[1] < days[0] and (match["year2"] is None or match["year"]):
            yield Slip(match.start(), match.start("after"), "起止的两天前后颠倒，请核对")


@rule("dates.period-long", "", "差错", "提示", _SENTENCES, signs="天")
def long(text: str) -> Iterator[Slip]:
    """“为期几天”与起止的两天相符，首尾两天都算，或者只算一天。

    Wrong: 2024年8月1日至8月10日，为期15天。 Right: 2024年8月1日至8月10日，为期10天。
    """
    for match in _PERIOD.finditer(hide_quoted(text)):
        said, days = _COUNT.match(match["after"]), _days(match)
        if said and days and days[0] <= days[1] and not _SHORTENED.search(match["after"]):
            real = (days[1] - days[0]).days
            if int(said["days"]) not in (real, real + 1):
                start = match.start("after")
                message = f"前面的两天之间是{real + 1}天，这里写{said['days']}天，请核对"
                yield Slip(start + said.start("days"), start + said.end(), message)


@rule("dates.valid-long", "", "差错", "提示", _SENTENCES, signs="效")
def valid(text: str) -> Iterator[Slip]:
    """有效期几年，与施行和终止的两天相符。

    Wrong: 本办法自2024年8月1日起施行，有效期5年，至2028年7月31日。
    Right: 本办法自2024年8月1日起施行，有效期5年，至2029年7月31日。
    """
    for match in _VALID.finditer(hide_quoted(text)):
        days = _days(match)
        if days and abs((days[1] - days[0]).days - int(match["long"]) * _A_YEAR) > _A_MONTH:
            years = (days[1] - days[0]).days / _A_YEAR
            message = f"施行和终止的两天之间约{years:.0f}年，这里写有效期{match['long']}年，请核对"
            yield Slip(*match.span("long"), message)
