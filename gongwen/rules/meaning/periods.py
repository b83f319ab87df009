"""Periods of a sentence: their two days, how long they are said to be, and for how long a document is valid."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms import date
from gongwen.zh.numerals import read_number

_SENTENCES: frozenset[Part] = frozenset(("正文", "表格"))
_CLOCK = r"(?:\s*(?:上午|下午)?\d{1,2}(?:[:：]\d{2}|[时点](?:\d{2}分)?))?"
_PERIOD = pattern(
    rf"(?<!\d){date.DAY_GROUPS}(?:[（(][^（）()]{{1,6}}[）)])?{_CLOCK}起?(?:至|到|—|－|-|～|~){date.LAST_DAY_GROUPS}"
    r"(?P<after>[^。；]{0,28})"
)
_LONG = r"(?P<long>\d{1,4}|[一二两三四五六七八九十]{1,3})(?P<unit>天|日|个月|年|个?工作日)(?!内|以)"
_COUNT = pattern(
    rf"^(?:[（(][^（）()\d]{{1,6}}[）)])?{_CLOCK}(?:止|结束|完工|竣工|完成|建成|闭幕|结业)?[，（(]?(?:{HANZI}{{0,4}}?(?:期|时间|期限)为?|共计?|为期|历时)\s*{_LONG}"
)
_AHEAD = pattern(
    rf"(?:期|期限|时间)(?:一般|暂定|共)?(?:为|是)?{_LONG}[，（：]?(?:即|自|从|起止|时间|为|于)*$"
)
"""How long it is, before the period itself: 公示期为7天，自……至……."""
_BEFORE = 24
"""Characters before a period among which that stands."""
_WORKS = pattern(
    rf"(?<!\d){date.DAY_GROUPS}(?:[（(][^（）()\d]{{1,6}}[）)])?(?:正式)?(?:开工|动工|开始|启动|起|开幕|开赛|开班)(?:建设|实施)?，?(?:计划|预计)?(?:于|至|到)?"
    rf"{date.LAST_DAY_GROUPS}(?P<after>(?:[（(][^（）()\d]{{1,6}}[）)])?前?(?:止|结束|完工|竣工|完成|建成|闭幕|结业)[^。；]{{0,16}})"
)
_LATER = pattern(
    r"[^\d]{0,60}?(?:为期|历时|共计?|期限为?|工期为?|时间为?)(?P<long>\d{1,3})(?P<unit>天|日)(?!内|以|常|均)"
)
"""The same told further on."""
_MONTHS = pattern(
    r"(?<![\d年])(?P<first>\d{1,2})月(?:至|到|—|－|-|～)(?P<last>\d{1,2})月(?![\d份]?\d)[^。；\d]{0,20}?(?:为期|历时|利用|用)(?P<long>\d{1,2}|[一二两三四五六七八九十]+)个月"
)
_YEARS = pattern(
    r"(?<!\d)(?P<year>20\d\d)年(?P<first>\d{1,2})月起?(?:至|到|—|－|-|～)(?P<year2>20\d\d)年(?P<last>\d{1,2})月(?![\d份]?\d)[底末止]?"
    r"[^。；\d一二两三四五六七八九十]{0,12}?(?:为期|历时|利用|用|共|期限为?)(?P<long>\d{1,2}|[一二两三四五六七八九十]+)年(?![底末前度以])"
)
_HOURS = pattern(
    r"(?<!\d)(?P<h1>\d{1,2})(?:[:：]|时|点)(?P<m1>\d{2})?分?(?:至|到|—|－|-|～)(?P<h2>\d{1,2})(?:[:：]|时|点)(?P<m2>\d{2})?分?"
    r"[^。；\d]{0,12}?(?:共|历时|为期|时长|持续)(?:约)?(?P<long>\d+(?:\.\d+)?)个?(?P<unit>小时|分钟)"
)
_SHORTENED = pattern("工作日|除外|不含|扣除")
_WORKDAY = pattern(r"\d+个?工作日")
_SATURDAY = 5
_LATE, _EARLY = 10, 3
"""Months from which on, and up to which, a period without a second year goes over the turn of the year."""
_VALID = pattern(
    rf"自(?=\d{{4}}年){date.DAY_GROUPS}起(?:施行|执行|实施|生效)[^。；]{{0,4}}有效期(?:为|限为|限)?(?P<long>\d{{1,2}})年"
    rf"[^。；\d]{{0,6}}(?:至|到)(?=\d{{4}}年\d{{1,2}}月){date.LAST_DAY_GROUPS}"
)
A_MONTH = 31
_HOUR = 60
_A_YEAR, _A_MONTH = 365.25, 30.44
_HALF_A_YEAR = 6
"""Months by which so many years may be rounded."""
_HALF_A_MONTH, _SEASON = 17, 120
"""Days by which so many months and years may be rounded."""


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def period_days(match: re.Match[str]) -> tuple[datetime.date, datetime.date] | None:
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
        days = period_days(match)
        if days and days[1] < days[0] and (match["year2"] is None or match["year"]):
            yield Slip(match.start(), match.start("after"), "起止的两天前后颠倒，请核对")


@rule("dates.period-long", "", "差错", "提示", _SENTENCES, signs="天日月年")
def long(text: str) -> Iterator[Slip]:
    """“为期几天”“工期几个月”与起止的两天相符，首尾两天都算，或者只算一天；从一个月的头一天到末一天的，都算。

    Wrong: 2024年8月1日至8月10日，为期15天。 Right: 2024年8月1日至8月10日，为期10天。
    """
    said = hide_quoted(text)
    for match in _periods(said) if "年" in said or "月" in said else ():
        days, start = period_days(match), match.start("after")
        told = _COUNT.search(said[start : match.end("after")])
        if told is None:
            start = max(match.start() - _BEFORE, 0)
            told = _AHEAD.search(said[start : match.start()])
        if told and days and days[0] <= days[1] and not _SHORTENED.search(_WORKDAY.sub("", match["after"])):
            real, fits = _length(*days, told["unit"])
            long = read_count(told["long"])
            if long not in fits:
                message = f"前面的两天之间是{real}{told['unit']}，这里写{told['long']}{told['unit']}，请核对"
                yield Slip(start + told.start("long"), start + told.end(), message)


def _periods(text: str) -> Iterable[re.Match[str]]:
    """Return the periods of ``text``, one that is written in both ways once."""
    found = (*_PERIOD.finditer(text), *_WORKS.finditer(text))
    return {match.start(): match for match in reversed(found)}.values()


def _length(first: datetime.date, last: datetime.date, unit: str) -> tuple[int, range | set[int]]:
    """Return how many ``unit`` a period has, and the numbers that may be given for it; days off are no workdays."""
    days = (last - first).days
    after = last + datetime.timedelta(1)
    if unit.endswith("工作日"):
        workdays = sum((first + datetime.timedelta(day)).weekday() < _SATURDAY for day in range(days + 1))
        return workdays, range(1, workdays + 1)
    if unit in "天日":
        is_whole = first.day == after.day == 1
        return days + 1, {days + 1} if is_whole else {days, days + 1}
    months = (after.year - first.year) * 12 + after.month - first.month
    count = months if unit == "个月" else round(months / 12)
    is_even = after.day == first.day and (unit == "个月" or months % 12 == 0)
    long, room = (_A_MONTH, _HALF_A_MONTH) if unit == "个月" else (_A_YEAR, _SEASON)
    return count, {count} if is_even else {
        n for n in range(count - 1, count + 2) if abs(n * long - days) <= room
    }


def read_count(text: str) -> int:
    """Return the number that ``text`` writes in digits or in words, 两 too."""
    return int(text) if text.isdecimal() else read_number(text.replace("两", "二"))


@rule("dates.valid-long", "", "差错", "提示", _SENTENCES, signs="效")
def valid(text: str) -> Iterator[Slip]:
    """有效期几年，与施行和终止的两天相符。

    Wrong: 本办法自2024年8月1日起施行，有效期5年，至2028年7月31日。
    Right: 本办法自2024年8月1日起施行，有效期5年，至2029年7月31日。
    """
    for match in _VALID.finditer(hide_quoted(text)):
        days = period_days(match)
        if days and abs((days[1] - days[0]).days - int(match["long"]) * _A_YEAR) > A_MONTH:
            years = (days[1] - days[0]).days / _A_YEAR
            message = f"施行和终止的两天之间约{years:.0f}年，这里写有效期{match['long']}年，请核对"
            yield Slip(*match.span("long"), message)


@rule("dates.period-days", "", "推荐", "提示", _SENTENCES, signs="天日月时")
def days_told(text: str) -> Iterator[Slip]:
    """“为期几天”写在后面的，也与起止的两天相符，首尾两天都算；几个月、几小时也一样。

    Wrong: 2024年8月1日至8月10日，第三组到我县开展了为期9天的检查。
    Right: 2024年8月1日至8月10日，第三组到我县开展了为期10天的检查。
    """
    said = hide_quoted(text)
    for match in _periods(said):
        days = period_days(match)
        start = match.start("after")
        told = _LATER.match(said, start)
        real = (days[1] - days[0]).days + 1 if days else 0
        if (
            told
            and real > 1
            and int(told["long"]) != real
            and not _SHORTENED.search(said, start, told.end() + 4)
        ):
            message = f"首尾两天都算，前面的两天之间是{real}天，这里写{told['long']}{told['unit']}，请核对"
            yield Slip(*told.span("long"), message)
    yield from _months_and_hours(said)


def _months_and_hours(text: str) -> Iterator[Slip]:
    """Yield how many months and hours are told that are not those between the two beside them."""
    for match in _MONTHS.finditer(text):
        real = (int(match["last"]) - int(match["first"])) % 12 + 1
        told = read_count(match["long"])
        if told != real:
            yield Slip(
                *match.span("long"), f"前面的两个月之间是{real}个月，这里写{match['long']}个月，请核对"
            )
    for match in _YEARS.finditer(text):
        years = int(match["year2"]) - int(match["year"])
        months = years * 12 + int(match["last"]) - int(match["first"]) + 1
        if abs(months - read_count(match["long"]) * 12) > _HALF_A_YEAR:
            message = f"前面的两个月之间是{months}个月，这里写{match['long']}年，请核对"
            yield Slip(*match.span("long"), message)
    for match in _HOURS.finditer(text):
        minutes = _minutes(match["h2"], match["m2"]) - _minutes(match["h1"], match["m1"])
        told_minutes = Decimal(match["long"]) * (_HOUR if match["unit"] == "小时" else 1)
        if minutes > 0 and told_minutes != minutes:
            shown = f"{Decimal(minutes) / _HOUR:.3g}小时" if match["unit"] == "小时" else f"{minutes}分钟"
            yield Slip(
                *match.span("long"),
                f"前面的两个时间之间是{shown}，这里写{match['long']}{match['unit']}，请核对",
            )


def _minutes(hours: str, minutes: str | None) -> int:
    return int(hours) * _HOUR + int(minutes or 0)
