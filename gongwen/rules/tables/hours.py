"""Hours of a schedule: from when to when each item lasts, and what follows it on the same day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault, rule

HOURS = pattern(
    r"(?P<h1>\d{1,2})(?:[:：]|[时点])(?P<m1>\d{2})?分?\s*(?:—|－|-|–|～|~|至|到)+\s*(?P<h2>\d{1,2})(?:[:：]|[时点])(?P<m2>\d{2})?分?"
)
"""From one time of a day to another, in the groups h1, m1, h2 and m2."""
_HOUR, _MORNING = 60, 12 * 60
_PLACES = pattern("地点|场地|场所|会场|考场|教室|路线|分组|组别|班级|单位")
"""In the head of a column by which two rows may be at one time."""


class _Time(NamedTuple):
    row: int
    first: int
    last: int
    shown: str


def minutes_of(text: str) -> tuple[int, int] | None:
    """Return from when to when ``text`` says that something lasts, in minutes of the day; None where it does not."""
    match = HOURS.fullmatch(text.strip())
    if match is None:
        return None
    first, last = (int(match[f"h{end}"]) * _HOUR + int(match[f"m{end}"] or 0) for end in "12")
    return first, last


@rule("table.hours", "", "推荐")
def hours(document: Document) -> Iterator[Fault]:
    """日程表里同一天的各项，时间一项接一项，不重叠；起止的时间不颠倒。

    Wrong: 正文: [安排如下。, '| 科目 | 时间 |', '| 语文 | 9:00—11:00 |', '| 数学 | 10:30—12:00 |']
    Right: 正文: [安排如下。, '| 科目 | 时间 |', '| 语文 | 9:00—10:30 |', '| 数学 | 10:30—12:00 |']
    """
    for text, lines, sketch in tables_of(document):
        for day in _days(sketch.rows):
            for row, message in _odd(day):
                yield fault(message, text.line(lines[row]))


def _days(rows: Sequence[Sequence[str]]) -> Iterator[list[_Time]]:
    """Yield the times of each day of a schedule, one column of which tells them."""
    columns = [column for row in rows[1:2] for column, cell in enumerate(row) if minutes_of(cell)]
    if len(columns) != 1 or any(_PLACES.search(head) for head in rows[0]):
        return
    column, day = columns[0], ""
    found: list[tuple[str, _Time]] = []
    for index, row in enumerate(rows[1:], 1):
        day = next((cell for cell in row[:column] if "日" in cell), day)
        times = minutes_of(row[column]) if column < len(row) else None
        if times:
            found.append((day, _Time(index, *times, row[column].strip())))
    for _, group in groupby(found, key=lambda each: each[0]):
        yield [each for _, each in group]


def _odd(day: Sequence[_Time]) -> Iterator[tuple[int, str]]:
    """Yield the rows of a ``day`` whose time ends before it begins, and the only one that overlaps the one before it."""
    for each in day:
        if each.last <= each.first and each.last > _MORNING // 2:
            yield each.row, f"“{each.shown}”起止的时间颠倒，请核对"
    over = [(a, b) for a, b in pairwise(day) if a.first < b.first < a.last < b.last]
    if len(over) == 1 and all(a.last <= b.first for a, b in pairwise(day) if (a, b) not in over):
        yield over[0][1].row, f"“{over[0][1].shown}”与前一项的“{over[0][0].shown}”重叠，请核对"
