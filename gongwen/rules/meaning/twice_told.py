"""What a document tells twice: a number cited, a range of days, a figure, a task and its heading, a town."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.sums import UNIT
from gongwen.rules.meaning.periods import period_days
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import lines_of
from gongwen.terms.date import DAY_GROUPS, LAST_DAY_GROUPS
from gongwen.terms.number import FoundNumber, cited
from gongwen.zh.distance import distance

_ISSUED = pattern(
    r"(?P<when>(?:19|20)\d\d)年[^，。；《》]{0,10}?(?:印发|下发|发布|出台|制定|公布)的?《[^《》]{4,60}》[（(]"
)
_NEAR_TITLE, _CODE_LONG = 2, 3
"""Characters before a number among which the title ends, and characters at the end of a code by which it is known."""
_FEW = 24
"""Numbers of a document up to which two that differ by the order of their digits are told."""
_TITLE_BEFORE = pattern(r"《(?P<name>[^《》]{4,80})》[（(]?$")
_COUNT = pattern(rf"(?<![\d.,])(?P<n>\d{{1,5}}[1-9])(?P<unit>{UNIT})")
_TWO = 2
"""Digits of a number that is only known again by what stands before it."""
_TOWN = pattern(
    rf"(?<!{HANZI})(?P<name>{HANZI}{{2}})(?P<sort>乡|镇|街道)(?!{HANZI})|(?<=[、和及])(?P<other>{HANZI}{{2}})(?P<kind>乡|镇|街道)(?=[、，。；等和及])"
)
_RENAMES = pattern("撤|改设|设立|更名|合并|原")
_RANGE = pattern(
    rf"(?P<what>公示|报名|培训|整治|检查|征求意见|申报|投票|展示|演练|集中)(?:时间|期)?(?:为|是|[：:（(]|自|从)\s*{DAY_GROUPS}(?:至|到|—|－|-|～|~){LAST_DAY_GROUPS}"
)
_NEAR_DAYS = 10


class _Told(NamedTuple):
    path: Address
    line: str
    span: tuple[int, int]
    value: str


def _fault_at(told: _Told, message: str) -> Fault:
    return fault_in(message, told.path, told.line, told.span)


@rule("references.year-twice", "", "推荐")
def year_twice(document: Document) -> Iterator[Fault]:
    """同一个发文字号各处写的年份一样；“哪年印发的”与所引的文号也一样。

    Wrong: 正文: [按照《关于防汛工作的通知》（云政办发〔2024〕14号）办理。, 对照云政办发〔2023〕14号文件检查。]
    Right: 正文: [按照《关于防汛工作的通知》（云政办发〔2024〕14号）办理。, 对照云政办发〔2024〕14号文件检查。]
    """
    first: dict[tuple[str, int], int] = {}
    for path, line in lines_of(document):
        numbers = [found for found in cited(line) if found.value.year] if "号" in line else []
        for found in numbers:
            yield from _other_year(found, first, path, line)
        for match in _ISSUED.finditer(line):
            behind = next((found for found in numbers if found.start in (match.end(), match.end() + 1)), None)
            year = behind.value.year if behind else None
            if behind and year and int(match["when"]) == year + 1:
                message = f"写的是{match['when']}年印发，文号是〔{year}〕，请核对"
                yield _fault_at(_Told(path, line, (behind.start, behind.end), ""), message)


def _other_year(
    found: FoundNumber, first: dict[tuple[str, int], int], path: Address, line: str
) -> Iterator[Fault]:
    """Yield that a number was cited with another year ``first``; take note of one that was not."""
    code, serial, year = found.value.code, found.value.serial, found.value.year
    if serial is None or year is None:
        return
    known = next((each for each in first if each[1] == serial and _ends_alike(each[0], code)), (code, serial))
    if (told := first.setdefault(known, year)) != year:
        message = f"这里写〔{year}〕{serial}号，前面写〔{told}〕{serial}号，请核对"
        yield _fault_at(_Told(path, line, (found.start, found.end), ""), message)


@rule("references.serial-twice", "", "推荐")
def serial_twice(document: Document) -> Iterator[Fault]:
    """前面引过标题的公文，后面只写文号的，序号一样：多写、漏写、写错一个数字的，请核对。

    Wrong: 正文: [贵局《关于防汛工作的函》（青水函〔2024〕9号）收悉。, 请按照青水函〔2024〕19号的要求办理。]
    Right: 正文: [贵局《关于防汛工作的函》（青水函〔2024〕9号）收悉。, 请按照青水函〔2024〕9号的要求办理。]
    """
    yield from _two_numbers(document)
    titled: dict[tuple[str, int | None], set[int]] = defaultdict(set)
    bare: list[tuple[FoundNumber, _Told]] = []
    for path, line in lines_of(document):
        for found in cited(line) if "号" in line else ():
            code, serial = found.value.code, found.value.serial
            if serial is not None and "》" in line[max(found.start - _NEAR_TITLE, 0) : found.start]:
                titled[code[-_CODE_LONG:], found.value.year].add(serial)
            elif serial is not None:
                bare.append((found, _Told(path, line, (found.start, found.end), str(serial))))
    for found, told in bare:
        known = titled[found.value.code[-_CODE_LONG:], found.value.year]
        other = next(iter(known), None)
        if len(known) == 1 and other != found.value.serial and distance(told.value, str(other), 1) <= 1:
            yield _fault_at(told, f"这里写{told.value}号，前面引的是{other}号，请核对")


def _two_numbers(document: Document) -> Iterator[Fault]:
    """Yield where a document that was named with its number has another serial behind its title."""
    first: dict[tuple[str, int | None], int] = {}
    for path, line in lines_of(document):
        for found in cited(line) if "》" in line and "号" in line else ():
            title, serial = _TITLE_BEFORE.search(line, 0, found.start), found.value.serial
            known = (
                first.setdefault((title["name"], found.value.year), serial) if title and serial else serial
            )
            if known is not None and known != serial:
                told = _Told(path, line, (found.start, found.end), "")
                yield _fault_at(
                    told, f"《{title['name'] if title else ''}》这里是{serial}号，前面是{known}号，请核对"
                )


def _ends_alike(one: str, other: str) -> bool:
    """Whether two codes are the same; words of the sentence may stand before either."""
    return one.endswith(other) or other.endswith(one)


@rule("figures.transposed", "", "推荐")
def transposed(document: Document) -> Iterator[Fault]:
    """前后写的两个数只是数字的次序不同的，请核对是不是同一个数。

    Wrong: 正文: [处理机构372家。, 对327家被处理机构回访。]
    Right: 正文: [处理机构372家。, 对372家被处理机构回访。]
    """
    by_unit: defaultdict[str, list[_Told]] = defaultdict(list)
    in_tables = {cell.strip() for _, _, sketch in tables_of(document) for row in sketch.rows for cell in row}
    for path, line in lines_of(document):
        for match in _COUNT.finditer(line) if not line.startswith("|") else ():
            what = line[max(match.start() - _TWO, 0) : match.start()] if len(match["n"]) == _TWO else ""
            by_unit[what + match["unit"]].append(_Told(path, line, match.span("n"), match["n"]))
    for told in by_unit.values():
        for one, other in combinations(told if len(told) <= _FEW else (), 2):
            if (
                _is_transposed(one.value, other.value)
                and sum(each.value == other.value for each in told) == 1
                and other.value not in in_tables
            ):
                yield _fault_at(other, f"这里写{other.value}，前面写{one.value}，只是次序不同，请核对")


def _is_transposed(one: str, other: str) -> bool:
    """Whether two numbers differ by two neighbouring digits that have changed places."""
    swaps = (one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1))
    return one != other and other in swaps


@rule("names.town-two-ways", "", "推荐")
def town_two_ways(document: Document) -> Iterator[Fault]:
    """一个乡镇、街道的名称各处一样，“镇”不又写成“乡”。

    Wrong: 正文: [补贴发到柳树镇、石桥镇、安仁镇。, 柳树镇、石桥乡、安仁镇要及时核查。]
    Right: 正文: [补贴发到柳树镇、石桥镇、安仁镇。, 柳树镇、石桥镇、安仁镇要及时核查。]
    """
    first: dict[str, str] = {}
    for path, line in lines_of(document):
        for match in _TOWN.finditer(line) if not _RENAMES.search(line) else ():
            name, sort = match["name"] or match["other"], match["sort"] or match["kind"]
            known = first.setdefault(name, sort)
            if known != sort:
                yield _fault_at(
                    _Told(path, line, match.span(), ""),
                    f"这里写“{name}{sort}”，前面写“{name}{known}”，请核对",
                )


@rule("dates.range-twice", "", "推荐")
def range_twice(document: Document) -> Iterator[Fault]:
    """公示、报名、培训一类的起止日期，各处写的一样。

    Wrong: 正文: [村级公示（4月20日至4月26日）。, 公示时间：2024年4月21日至4月27日。]
    Right: 正文: [村级公示（4月20日至4月26日）。, 公示时间：2024年4月20日至4月26日。]
    """
    first: dict[str, tuple[datetime.date, datetime.date]] = {}
    for path, line in lines_of(document):
        for match in _RANGE.finditer(line):
            days = period_days(match)
            known = first.setdefault(match["what"], days) if days else None
            if not days or not known:
                continue
            one, other = ((day.month, day.day) for day in (known[0], days[0]))
            ends = tuple((day.month, day.day) for day in (known[1], days[1]))
            apart = abs((known[0].replace(year=2024) - days[0].replace(year=2024)).days)
            if (one != other or ends[0] != ends[1]) and apart <= _NEAR_DAYS:
                shown = f"{known[0].month}月{known[0].day}日至{known[1].month}月{known[1].day}日"
                yield _fault_at(
                    _Told(path, line, match.span(), ""),
                    f"“{match['what']}”的时间前面写{shown}，这里不一样，请核对",
                )
