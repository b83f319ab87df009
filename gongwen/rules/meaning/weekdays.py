"""Weekdays beside days without a year, which are of the year of the document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import texts_of
from gongwen.terms.date import DAY_GROUPS

_DAY = pattern(
    rf"(?<!\d){DAY_GROUPS}(?:[（(]|，|\s*\|\s*)?(?P<name>(?:星期|周|礼拜)(?P<which>[一二三四五六日天]))(?![—－~～至到-])"
)
_NAMES = "一二三四五六日"
_OTHER_YEAR = pattern(r"明年|次年|去年|上年|翌年|每年")
"""Words of a paragraph in which a day may be of another year."""
_YEAR = pattern(r"(?<!\d)([12]\d{3})年")


@rule("dates.weekday-of-year", "", "差错")
def weekday_of_year(document: Document) -> Iterator[Fault]:
    """不写年份的日期，星期与公文那一年的相符；表格里写在旁边一格的也一样。

    Wrong: 正文: 定于12月16日（星期二）召开会议。
    Right: 正文: 定于12月16日（星期一）召开会议。
    """
    written = document.date
    for text in texts_of(document) if written else ():
        found = [
            (index, line, match)
            for index, line in enumerate(text.body)
            if written and "月" in line and _is_of(written.year, line)
            for match in _DAY.finditer(line)
            if not match["year"]
        ]
        odd = [each for each in found if written and not _fits(written, each[2])]
        for index, line, match in odd if len(odd) <= max(len(found) - len(odd), 1) else ():
            right = _name(written.year, match) if written else ""
            message = f"{match['month']}月{match['day']}日是星期{right}，这里写{match['name']}，请核对"
            yield fault_in(message, text.line(index), line, match.span("name"))


def _fits(written: datetime.date, match: re.Match[str]) -> bool:
    """Whether a day is of the year of the document, or of the next where it is over, or there is none such."""
    right = [_name(year, match) for year in _years(written, int(match["month"]))]
    return not all(right) or match["which"].replace("天", "日") in right


def _is_of(year: int, line: str) -> bool:
    """Whether the days of ``line`` are of ``year``: it speaks of no other one."""
    return not _OTHER_YEAR.search(line) and all(int(told) == year for told in _YEAR.findall(line))


def _years(written: datetime.date, month: int) -> tuple[int, ...]:
    """Return the years that are meant by a day of ``month``: the next too where it is over."""
    return (written.year, written.year + 1) if month < written.month else (written.year,)


def _name(year: int, match: re.Match[str]) -> str:
    """Return the weekday of a day in ``year``; "" where there is no such day."""
    try:
        return _NAMES[datetime.date(year, int(match["month"]), int(match["day"])).weekday()]
    except ValueError:
        return ""
