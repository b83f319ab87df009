"""What comes first and what comes after: the stages of a task, the steps of an examination, what is still to come."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, Slip, Spot, fault, fault_in, rule
from gongwen.rules.texts import Text, main_texts_of
from gongwen.terms import date
from gongwen.terms.label import find_label

STAGE = pattern(rf"(?:阶段|步骤?|期)[^。；：]{{0,10}}?[（(：:]?(?P<period>{date.STAGE_GROUPS})")
"""The period of a stage, :func:`stages` reads it."""
_HEAD = 60
"""Characters of a paragraph in which its stage is named."""
_GAP = 62
"""Days without any stage from which on one of the days is odd."""
_ROW = 3
"""Stages whose other bounds show that they are told month by month."""
_STEPS = ("报名", "笔试", "面试", "体检", "公示")
"""Steps of an examination in their order."""
_STEP = pattern(
    rf"(?P<what>{'|'.join(_STEPS)})(?:时间|日期)(?:初步)?(?:暂?定[于在]?|为|是|安排在|[：:])\s*{date.DAY_GROUPS}"
)
_COMING = pattern(
    rf"(?P<words>(?:(?:(?P<event>考试|笔试|面试|会议|培训|开标|报到|演练|比赛|开幕|启动仪式|竞赛)|公示|报名|体检|活动|申报|受理|验收|检查|征集|评审)(?:时间|日期|期限|期)(?:暂?定[于在]?|为|是|[：:])"
    rf"|(?:定于|拟于|将于|计划于|拟定于))\s*(?=\d{{4}}年){date.DAY_GROUPS})"
)
_ANNOUNCES = ("通知", "公告", "通告", "函", "请示")
"""Kinds that tell what is still to come."""
_HAPPENED = pattern("原定|原计划|因故|推迟|延期|改为|已")
_MEETING = pattern(rf"(?<!\d){date.DAY_GROUPS}")
_TASK = pattern(
    rf"(?:牵头|负责|会同|落实|责成|督促|[由请要须]|确保|务必)[^。；]{{0,24}}?(?:，|(?=[于在]))[于在]?(?P<words>{date.LIMIT_GROUPS}(?:之前|以前|前))"
)
_TIME = r"(?P<{0}year>20\d\d)年(?:(?P<{0}half>[上下])半年|第?(?P<{0}quarter>[一二三四])季度|(?P<{0}month>\d{{1,2}})月)?[底末]?前?"
_IN_TURN = pattern(
    rf"{_TIME.format('')}(?:完成|取得|通过|启动|开展)[^，。；]{{2,20}}，(?:力争|确保|计划|预计|拟)?(?:到|于)?(?P<later>{_TIME.format('last_')})(?:全面|正式|全部)?(?:开工|动工|竣工|完工|投入使用|验收|建成|通车|投产)"
)
_BASE_YEAR = pattern(
    rf"(?:以?(?P<base>\d{{4}})年(?:{date.MONTH_AND_DAY})?为?(?:规划)?基准[年期]|基准年为?(?P<base2>\d{{4}})年?)[^。]{{0,60}}?(?P<later>(?:规划)?(?:水平年|目标年)为?(?P<level>\d{{4}})年?)"
)
_SOON = 3
"""Months by which what is to be sent in may be told late."""
_SHORTLY = 120
"""Days by which a task of minutes may lie back and be meant of the same year."""


class _Stage(NamedTuple):
    path: Address
    line: str
    span: tuple[int, int]
    first: datetime.date
    last: datetime.date
    is_monthly: bool


@rule("body.stages", "", "推荐")
def stages(document: Document) -> Iterator[Fault]:
    """分阶段的，后一阶段接着前一阶段，不重叠，也不空开几个月。

    Wrong: 正文: [（一）准备阶段（2024年4月至8月）。摸底。, （二）实施阶段（2024年7月至12月）。治理。, （三）验收阶段（2025年1月至3月）。验收。]
    Right: 正文: [（一）准备阶段（2024年4月至6月）。摸底。, （二）实施阶段（2024年7月至12月）。治理。, （三）验收阶段（2025年1月至3月）。验收。]
    """
    year = document.date.year if document.date else 0
    for text in main_texts_of(document):
        for row in _rows(text, year):
            for stage in row:
                if stage.last < stage.first:
                    yield _tell(stage, "起止的时间前后颠倒，请核对")
            is_apart = any(after.first > before.last for before, after in pairwise(row)) and len(row) >= _ROW
            for before, after in pairwise(row):
                days = (after.first - before.last).days
                is_same = (
                    is_apart
                    and after.is_monthly
                    and -calendar.monthrange(*_month(after.first))[1] < days <= 0
                )
                if after.first < before.last and (
                    not after.is_monthly or is_same or _month(after.first) != _month(before.last)
                ):
                    yield _tell(after, "与前一阶段的时间重叠，请核对")
                elif days > _GAP and before.first <= before.last:
                    yield _tell(after, f"与前一阶段中间空了{days - 1}天，请核对")


def _month(day: datetime.date) -> tuple[int, int]:
    return day.year, day.month


def _tell(stage: _Stage, message: str) -> Fault:
    return fault(
        f"“{stage.line[slice(*stage.span)]}”{message}", stage.path, spots=[Spot(*stage[:2], *stage.span)]
    )


def _rows(text: Text, own_year: int) -> Iterator[Sequence[_Stage]]:
    """Yield the stages of each list of labels of one level, two or more, of ``own_year`` where none is written."""
    row: list[_Stage] = []
    level, year = 0, own_year
    for index, line in enumerate(text.body):
        label = find_label(line)
        match = STAGE.search(line, 0, _HEAD) if label else None
        stage = _stage(text.line(index), line, match, year) if match else None
        if label and label.level <= level and (stage is None or label.level < level):
            yield from [row] if len(row) > 1 else []
            row, year = [], own_year
        if label and stage:
            level, year = label.level, stage.last.year
            row.append(stage)
    yield from [row] if len(row) > 1 else []


def _stage(path: Address, line: str, match: re.Match[str], year: int) -> _Stage | None:
    """Return a stage, in ``year`` where none is written; None where the days do not exist or the year is not known."""
    first_year = int(match["year"] or year)
    month, month2 = int(match["month"]), int(match["month2"])
    last_year = int(match["year2"] or first_year)
    if not first_year or not 1 <= month <= 12 or not 1 <= month2 <= 12:
        return None
    end = calendar.monthrange(last_year, month2)[1]
    day, day2 = int(match["day"] or 1), int(match["day2"] or end)
    if day > calendar.monthrange(first_year, month)[1] or day2 > end or not day or not day2:
        return None
    first, last = datetime.date(first_year, month, day), datetime.date(last_year, month2, day2)
    return _Stage(path, line, match.span("period"), first, last, not match["day"])


@rule("dates.step-order", "", "推荐")
def step_order(document: Document) -> Iterator[Fault]:
    """考试的几步，报名、笔试、面试、体检、公示的时间依次在后。

    Wrong: 正文: [笔试时间为2025年6月7日。, 面试时间为2025年5月28日。]
    Right: 正文: [笔试时间为2025年6月7日。, 面试时间为2025年6月28日。]
    """
    latest: tuple[int, datetime.date, str] | None = None
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for match in _STEP.finditer(line):
                day, rank = _day(match, document), _STEPS.index(match["what"])
                if day and latest and rank > latest[0] and day < latest[1]:
                    message = f"{match['what']}的时间早于{latest[2]}的，请核对"
                    yield fault(
                        message, text.line(index), spots=[Spot(text.line(index), line, *match.span())]
                    )
                elif day:
                    latest = rank, day, match["what"]


def _day(match: re.Match[str], document: Document) -> datetime.date | None:
    """Return the day, in the year of the ``document`` where none is written; None for no such day."""
    year = int(match["year"] or (document.date.year if document.date else 0))
    try:
        return datetime.date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@rule("body.coming-past", "", "差错")
def coming_past(document: Document) -> Iterator[Fault]:
    """通知、公告里还没有举行的会议、考试、公示，时间不早于成文日期。

    Wrong: 正文: 会议时间为2023年12月20日，地点在县防汛指挥中心。
    Right: 正文: 会议时间为2024年12月20日，地点在县防汛指挥中心。
    """
    if document.date is None or document.kind not in _ANNOUNCES:
        return
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for match in _COMING.finditer(line):
                day = _day(match, document)
                is_past = day and day < document.date and (day.year < document.date.year or match["event"])
                if is_past and not _HAPPENED.search(line):
                    message = f"“{match['words']}”早于成文日期，请核对"
                    yield fault(
                        message, text.line(index), spots=[Spot(text.line(index), line, *match.span())]
                    )


@rule("body.minutes-past", "", "推荐")
def minutes_past(document: Document) -> Iterator[Fault]:
    """纪要里交办的事，完成的时间不早于会议的那一天。

    Wrong: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 正文: [2024年8月16日，县长张远主持召开会议。, （一）由县财政局牵头，7月20日前拨付资金。]}
    Right: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 正文: [2024年8月16日，县长张远主持召开会议。, （一）由县财政局牵头，9月20日前拨付资金。]}
    """
    opening = _MEETING.search(document.body[0]) if document.kind == "纪要" and document.body else None
    held = _day(opening, document) if opening else None
    for index, line in enumerate(document.body) if held else ():
        for match in _TASK.finditer(line):
            month = int(match["month"])
            last = calendar.monthrange(held.year, month)[1] if held and 1 <= month <= 12 else 0
            day = int(match["day"] or last)
            if (
                held
                and 1 <= day <= last
                and 0 < (held - datetime.date(held.year, month, day)).days < _SHORTLY
            ):
                message = f"“{match['words']}”早于开会的日期，请核对"
                path = Address("正文", index)
                yield fault_in(message, path, line, match.span("words"))


@rule("dates.in-turn", "", "推荐", "提示", ("正文",), signs="年")
def in_turn(text: str) -> Iterator[Slip]:
    """一句里先做的在前、后做的在后：完成设计在开工以前，基准年在水平年以前。

    Wrong: 争取2024年下半年完成初步设计审查，2024年第二季度开工建设。
    Right: 争取2024年下半年完成初步设计审查，2025年第二季度开工建设。
    """
    for match in _IN_TURN.finditer(text):
        if _bounds(match, "last_")[1] < _bounds(match, "")[0]:
            yield Slip(*match.span("later"), "早于前面先要做到的时间，请核对")
    for match in _BASE_YEAR.finditer(text) if "基准" in text else ():
        if int(match["level"]) < int(match["base"] or match["base2"]):
            yield Slip(*match.span("later"), "早于基准年，请核对")


def _bounds(match: re.Match[str], which: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and the last month of a time, each with its year."""
    year, month = int(match[f"{which}year"]), int(match[f"{which}month"] or 0)
    first, last = (month, month) if month else (1, 12)
    if match[f"{which}half"]:
        first, last = (1, 6) if match[f"{which}half"] == "上" else (7, 12)
    elif match[f"{which}quarter"]:
        last = 3 * ("一二三四".index(match[f"{which}quarter"]) + 1)
        first = last - 2
    return (year, first), (year, last)


_EVENT = pattern("(?:培训|会议|活动|演练|比赛|考试|竞赛|集训)时间")
_REPORTS = pattern(
    rf"(?P<words>{date.LIMIT_GROUPS}(?:[^。；]{{0,4}}前[^。；]{{0,24}}(?:回执|报名|参[会训赛加]人员|名单)|(?:上午|下午|全天)?报到))"
)


@rule("dates.before-event", "", "推荐")
def before_event(document: Document) -> Iterator[Fault]:
    """回执、报名、报到的日期，不晚于会议、培训结束的那一天；报到不晚于开始的那一天。

    Wrong: 正文: [会议时间为2024年12月20日。, 请于12月25日前将参会人员回执报县水利局。]
    Right: 正文: [会议时间为2024年12月20日。, 请于12月15日前将参会人员回执报县水利局。]
    """
    heads = [index for index, line in enumerate(document.body) if _EVENT.search(line)]
    lines = [line for index in heads[:1] for line in document.body[index : index + 2]]
    opening = next((match for line in lines if (match := _MEETING.search(line))), None)
    begins = _day(opening, document) if opening and document.kind == "通知" else None
    for index, line in enumerate(document.body) if begins else ():
        for match in _REPORTS.finditer(line):
            month, day = int(match["month"]), int(match["day"] or 0)
            if begins and (month, day) > (begins.month, begins.day) and month - begins.month < _SOON and day:
                path = Address("正文", index)
                message = f"“{match['words']}”晚于{begins.month}月{begins.day}日开始的活动，请核对"
                yield fault_in(message, path, line, match.span("words"))
