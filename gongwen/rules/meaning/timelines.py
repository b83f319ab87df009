"""Times told one after the other: by the items of a list, by the rows of a schedule, in a sentence on stages."""

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
from gongwen.rules.body.tables import tables_of
from gongwen.rules.meaning.stages import STAGE
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.texts import Text, lines_of, texts_of
from gongwen.terms.label import find_label

_END = r"(?:(?P<day{0}>\d{{1,2}})日|(?P<part{0}>上旬|中旬|下旬|底|末|初))?"
_TIME = pattern(
    rf"(?<![\d—－-])(?:(?P<year>[12]\d{{3}})年)?(?P<month>\d{{1,2}})月(?!龄){_END.format('')}(?:[（(][^（）()]{{1,5}}[）)])?"
    rf"(?:起|开始)?(?:(?P<to>至|到|—|－|-|～|~)(?:(?P<year2>[12]\d{{3}})年)?(?:(?P<month2>\d{{1,2}})月)?{_END.format('2')})?"
)
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (31, 31), "末": (31, 31)}
_STEPS = pattern("步骤|阶段|进度|分步|分期|工期|实施(?:计划|安排)")
"""Of what one is over when the next begins."""
_ORDERED = pattern("程序|流程|日程|时间")
_TIMES = pattern("(?:起止|活动|工作|具体|举办|举行)?(?:时间|日期|时段)(?:安排|节点)?|进度安排|日程")
_MATTERS = pattern("内容|环节|安排|事项|工作|科目|活动|程序|步骤|阶段|任务|项目")
"""In the heads of the columns of a schedule."""
_HEAD = 40
"""Characters of an item in which its time stands."""
_FEWEST, _ROWS = 3, 4
"""Items, and rows of a schedule, from which on a single odd one is told."""
_LIMITS = pattern("(?:计划)?(?:完成|办结|整改)(?:时限|时间|期限)|时限|截止(?:时间|日期)|期限")
_TELLING = ("报告", "通报")
"""Kinds whose tables tell what was done."""
_HALF_A_YEAR, _A_DAY = 6, datetime.timedelta(1)


class _Span(NamedTuple):
    path: Address
    line: str
    start: int
    end: int
    first: datetime.date
    last: datetime.date

    @property
    def shown(self) -> str:
        return self.line[self.start : self.end]


@rule("dates.timeline", "", "推荐")
def timeline(document: Document) -> Iterator[Fault]:
    """依次写出的几步、日程表的各行，时间一步接一步；只有一步早了，与前一步重叠的，别的都接着、只有一步空开的，请核对。

    Wrong: 正文: [分三个阶段进行：2月底前自查，3月1日至4月30日整治，4月1日至5月31日验收。]
    Right: 正文: [分三个阶段进行：2月底前自查，3月1日至4月30日整治，5月1日至5月31日验收。]
    """
    year = document.date.year if document.date else 2024
    for path, line in lines_of(document):
        if "月" in line and not line.startswith("|"):
            for row in _sentences(path, line, year):
                yield from _odd(row, may_overlap=False)
    for text in texts_of(document):
        for heading, row in _items(text, year):
            is_staged = sum(STAGE.search(each.line, 0, _HEAD) is not None for each in row) > 1
            if not is_staged and (_STEPS.search(heading) or _ORDERED.search(heading)):
                yield from _odd(row, may_overlap=not _STEPS.search(heading))
    for text, lines, sketch in tables_of(document):
        row = _schedule(text, lines, sketch.rows, year)
        yield from _odd(row, may_overlap=True)


def _odd(row: Sequence[_Span], *, may_overlap: bool) -> Iterator[Fault]:
    """Yield the only span of ``row`` that is not right behind the one before it, where all others are."""
    pairs = list(pairwise(row)) if len(row) >= (_ROWS if may_overlap else _FEWEST) else []
    early = [(a, b) for a, b in pairs if b.first < a.first]
    if len(early) == 1:
        yield _tell(early[0][1], f"早于前面的“{early[0][0].shown}”，请核对")
    elif not early and not may_overlap:
        over = [(a, b) for a, b in pairs if b.first < a.last and not _is_month_shared(a, b)]
        apart = [(a, b) for a, b in pairs if b.first > a.last + _A_DAY]
        if len(over) == 1:
            yield _tell(over[0][1], f"与前面的“{over[0][0].shown}”重叠，请核对")
        elif len(apart) == 1 and all(b.first == a.last + _A_DAY for a, b in pairs if (a, b) not in apart):
            days = (apart[0][1].first - apart[0][0].last).days - 1
            yield _tell(apart[0][1], f"与前面的“{apart[0][0].shown}”中间空了{days}天，请核对")


def _is_month_shared(before: _Span, after: _Span) -> bool:
    """Whether two spans told by months share one: that they do not overlap is told by no day."""
    is_by_month = "日" not in before.shown or "日" not in after.shown
    return is_by_month and (after.first.year, after.first.month) == (before.last.year, before.last.month)


def _tell(span: _Span, message: str) -> Fault:
    return fault(
        f"“{span.shown}”{message}", span.path, spots=[Spot(span.path, span.line, span.start, span.end)]
    )


def _sentences(path: Address, line: str, year: int) -> Iterator[list[_Span]]:
    """Yield the times of each sentence that tells of stages."""
    for sentence in re.finditer("[^。]+", line):
        if _STEPS.search(sentence[0]) and sentence[0].count("月") > _FEWEST - 1:
            head = _STEPS.search(sentence[0])
            start = sentence.start() + (head.end() if head else 0)
            spans: list[_Span] = []
            for clause in pattern("[^，；：、]+").finditer(line, start, sentence.end()):
                own = spans[-1].last if spans else None
                spans += filter(None, [_span(path, line, *clause.span(), year, own)])
            yield spans


def _items(text: Text, year: int) -> Iterator[tuple[str, list[_Span]]]:
    """Yield the times of the items of each list all of which tell one, below the heading of that list."""
    rows: dict[int, tuple[str, list[_Span | None]]] = {}
    for index, line in enumerate(text.body):
        label = find_label(line)
        if label is None:
            continue
        for level in [
            each for each in rows if each > label.level or (each == label.level and label.number == 1)
        ]:
            yield from _whole(*rows.pop(level))
        if label.number == 1:
            rows[label.level] = text.body[index - 1] if index else "", []
        _, row = rows.get(label.level, ("", []))
        before = next((each.last for each in reversed(row) if each), None)
        start = len(label.text)
        row.append(_span(text.line(index), line, start, start + _HEAD, year, before))
    for heading, row in rows.values():
        yield from _whole(heading, row)


def _whole(heading: str, row: Sequence[_Span | None]) -> Iterator[tuple[str, list[_Span]]]:
    """Yield a list with its ``heading`` where all of its items tell a time."""
    spans = [each for each in row if each]
    if len(spans) == len(row):
        yield heading, spans


@rule("dates.cell-past", "", "推荐")
def cell_past(document: Document) -> Iterator[Fault]:
    """任务表里完成的时限不早于成文日期：只有一行早了的，请核对。

    Wrong: 正文: [任务如下。, '| 任务 | 完成时限 |', '| 修渠 | 2025年3月底 |', '| 修路 | 2024年3月底 |', '| 植树 | 2025年4月底 |']
    Right: 正文: [任务如下。, '| 任务 | 完成时限 |', '| 修渠 | 2025年3月底 |', '| 修路 | 2025年3月底 |', '| 植树 | 2025年4月底 |']
    """
    written = document.date
    for text, lines, sketch in tables_of(document) if written and document.kind not in _TELLING else ():
        columns = [index for index, head in enumerate(sketch.rows[0]) if _LIMITS.fullmatch(head.strip())]
        spans: list[_Span] = []
        for index, row in zip(lines[1:], sketch.rows[1:], strict=False) if len(columns) == 1 else ():
            line, cell = text.body[index], row[columns[0]].strip()
            start = line.rfind(cell) if cell else 0
            year = written.year if written else 0
            span = _span(text.line(index), line, start, start + len(cell), year, None)
            spans += [span] if span else []
        past = [each for each in spans if written and each.last < written]
        if len(past) == 1 and len(spans) >= _FEWEST:
            yield _tell(past[0], "早于成文日期，请核对")


def _schedule(text: Text, lines: Sequence[int], rows: Sequence[Sequence[str]], year: int) -> list[_Span]:
    """Return the times of the rows of a schedule; [] for a table that is none."""
    heads = [cell.strip() for cell in rows[0]]
    columns = [index for index, head in enumerate(heads) if _TIMES.fullmatch(head)]
    if len(columns) != 1 or not any(_MATTERS.search(head) for head in heads) or len(rows) <= _ROWS:
        return []
    found: list[_Span] = []
    for index, row in zip(lines[1:], rows[1:], strict=False):
        cell, line = row[columns[0]].strip(), text.body[index]
        start = line.find(cell)
        span = _span(
            text.line(index), line, start, start + len(cell), year, found[-1].last if found else None
        )
        if span is None or span.start != start:
            return []
        found.append(span)
    return found


def _span(
    path: Address, line: str, start: int, end: int, year: int, before: datetime.date | None
) -> _Span | None:
    """Return the first time of a part of ``line``, in the year of what is told ``before`` it where none is written."""
    match = _TIME.search(line, start, min(end, len(line)))
    if match is None or (match["to"] and not (match["month2"] or match["day2"])):
        return None
    own = int(match["year"] or (before.year if before else year))
    month, last_month = int(match["month"]), int(match["month2"] or match["month"])
    if before and not match["year"] and before.month - month > _HALF_A_YEAR:
        own += 1
    last_year = int(match["year2"] or own + (last_month < month))
    if not (1 <= month <= 12 and 1 <= last_month <= 12):
        return None
    first = _day(own, month, match["day"], match["part"], 0)
    which = "2" if match["to"] else ""
    last = _day(last_year, last_month, match[f"day{which}"], match[f"part{which}"], 1)
    return _Span(path, line, *match.span(), first, last) if first and last and first <= last else None


def _day(year: int, month: int, day: str | None, part: str | None, bound: int) -> datetime.date | None:
    """Return the first or the last day that is meant, by ``bound``; None for a day that does not exist."""
    length = calendar.monthrange(year, month)[1]
    bounds = _PARTS[part] if part else (int(day), int(day)) if day else (1, length)
    number = min(bounds[bound], length) if part or not day else bounds[bound]
    return datetime.date(year, month, number) if 1 <= number <= length else None
