"""For how long a document is in force, held against the periods that it tells; years that follow one another."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.figures.quantities import Quantity, sentences
from gongwen.rules.rule import Fault, Part, Slip, Spot, fault, fault_in, rule
from gongwen.rules.texts import title_and_lines_of
from gongwen.terms.date import DAY_GROUPS, LAST_DAY_GROUPS
from gongwen.zh.numerals import read_number

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_VALID = pattern(
    rf"自(?:(?=\d{{4}}年){DAY_GROUPS}|(?:印发|发布|公布|下发)之日)起(?:正式)?(?:施行|执行|实施|生效)，?(?P<until>(?:有效期)?(?:截?至|到)(?=\d{{4}}年){LAST_DAY_GROUPS})"
)
_PERIOD = pattern(
    rf"(?<!自)(?=\d{{4}}年){DAY_GROUPS}(?:\d{{1,2}}[时:：]\d{{0,2}})?(?:起?至|到|—|－|-|～){LAST_DAY_GROUPS}"
)
_SO_LONG = pattern(
    rf"自(?:(?=\d{{4}}年){DAY_GROUPS}|(?:印发|发布|公布|下发)之日)起(?:正式)?(?:施行|执行|实施|生效)[^。；]{{0,4}}有效期(?:为|限为|限)?"
    rf"(?P<long>\d{{1,2}}|[一二两三四五]|[十])年[^。；\d]{{0,6}}(?:至|到)(?=\d{{4}}年\d{{1,2}}月){LAST_DAY_GROUPS}"
)
_A_MONTH, _A_YEAR = 31, 365.25
_YEARS = pattern(r"(?<!\d)(?P<first>20\d\d)年?[—－–～\-至](?P<last>20\d\d)年")
_OF_A_YEAR = pattern("(?:^|其中|，)(?P<year>20\\d\\d)年[^\\d]{0,6}$")
_SO_MANY = pattern("(?<![\\d十第])(?P<long>[两二三四五六])年")
_FEWEST = 3


@rule("dates.valid-apart", "", "推荐")
def valid_apart(document: Document) -> Iterator[Fault]:
    """有效期不在任务的年份没有完的时候截止；从同一天起的期限，止的一天也一样。

    Wrong: 正文: [2024—2026年全县建设水库3座。, 本意见自2024年7月1日起施行，有效期至2025年12月31日。]
    Right: 正文: [2024—2026年全县建设水库3座。, 本意见自2024年7月1日起施行，有效期至2026年12月31日。]
    """
    lines = list(title_and_lines_of(document))
    for path, line in lines:
        for match in _VALID.finditer(line) if "起" in line else ():
            begins = _first_day(match, document)
            told = filter(None, (_other_end(match, begins, other) for _, other in lines if begins))
            if other := next(told, ""):
                message = f"这里写{match['until']}，别处写{other}，请核对"
                yield fault_in(message, path, line, match.span("until"))


def _first_day(valid: re.Match[str], document: Document) -> datetime.date | None:
    """Return from when on a document is in force, its own day where it says 印发之日; None where that is not known."""
    if not valid["year"]:
        return document.date
    try:
        return datetime.date(int(valid["year"]), int(valid["month"]), int(valid["day"]))
    except ValueError:
        return None


def _other_end(valid: re.Match[str], begins: datetime.date, line: str) -> str:
    """Return what ``line`` says is still to be done when the document is not in force any more; "" for nothing."""
    for years in _YEARS.finditer(line):
        if int(years["first"]) == begins.year and int(years["last"]) > int(valid["year2"]):
            return years[0]
    for period in _PERIOD.finditer(line):
        is_from = [int(period[part]) for part in ("year", "month", "day")] == [*begins.timetuple()[:3]]
        if is_from and _last_day(period) != _last_day(valid):
            return period[0]
    return ""


def _last_day(period: re.Match[str]) -> tuple[str, str, str]:
    return period["year2"] or period["year"], period["month2"] or period["month"], period["day2"]


@rule("dates.valid-years", "", "推荐")
def valid_years(document: Document) -> Iterator[Fault]:
    """“自发布之日起施行，有效期几年，至哪一天”，与成文日期相符。

    Wrong: 正文: 本通告自发布之日起施行，有效期3年，至2026年12月8日止。
    Right: 正文: 本通告自发布之日起施行，有效期3年，至2027年12月8日止。
    """
    for path, line in title_and_lines_of(document):
        for match in _SO_LONG.finditer(line) if "有效期" in line else ():
            begins = _first_day(match, document) if not match["year"] else None
            ends = datetime.date(int(match["year2"]), int(match["month2"]), 1) if begins else None
            years = read_number(match["long"].replace("两", "二"))
            if begins and ends and abs((ends - begins).days - years * _A_YEAR) > 2 * _A_MONTH:
                message = f"从成文日期起{years}年，不到{match['year2']}年{match['month2']}月为止，请核对"
                yield fault(message, path, spots=[Spot(path, line, match.start("year2"), match.end())])


@rule("dates.year-skipped", "", "推荐", "提示", _SENTENCES, signs="年")
def year_skipped(text: str) -> Iterator[Slip]:
    """“三年……”旁边一年一年列出的，年份一年接一年。

    Wrong: 三年新增床位600张，其中2024年100张、2025年200张、2027年300张。
    Right: 三年新增床位600张，其中2024年100张、2025年200张、2026年300张。
    """
    for own, _ in sentences(text) if _SO_MANY.search(text) else ():
        for unit, group in groupby(own, key=lambda each: (each.unit, _year_of(each) > 0)):
            listed = list(group)
            around = text[: listed[0].start].rpartition("。")[2] + text[listed[-1].end :].partition("。")[0]
            said = [read_number(each.replace("两", "二")) for each in _SO_MANY.findall(around)]
            if unit[1] and len(listed) >= _FEWEST and len(listed) in said:
                yield from _gap(listed)


def _year_of(told: Quantity) -> int:
    """Return the year of which a quantity is told; 0 for none."""
    match = _OF_A_YEAR.search(told.label)
    return int(match["year"]) if match else 0


def _gap(listed: Sequence[Quantity]) -> Iterator[Slip]:
    """Yield the first of ``listed``, each told of a year, that is not of the year behind that of the one before."""
    for before, each in pairwise(listed):
        if _year_of(each) != _year_of(before) + 1:
            message = f"前面是{_year_of(before)}年，这里写{_year_of(each)}年，请核对年份"
            yield Slip(each.start - len(each.label), each.end, message)
            return
