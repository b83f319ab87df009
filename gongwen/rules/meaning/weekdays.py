"""Weekdays beside days without a year, which are of the year of the document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import main_texts_of
from gongwen.terms.date import DAY_GROUPS

_DAY = pattern(
    rf"(?<!\d){DAY_GROUPS}(?:[（(]|，)?(?P<name>(?:星期|周|礼拜)(?P<which>[一二三四五六日天]))(?![—－~～至到-])"
)
_NAMES = "一二三四五六日"
_OTHER_YEAR = pattern(r"明年|次年|去年|上年|翌年|每年")
"""Words of a paragraph in which a day may be of another year."""
_YEAR = pattern(r"(?<!\d)([12]\d{3})年")


@rule("dates.weekday-of-year", "", "差错")
def weekday_of_year(document: Document) -> Iterator[Fault]:
    """不写年份的日期，星期与公文那一年的相符。

    Wrong: 正文: 定于12月16日（星期二）召开会议。
    Right: 正文: 定于12月16日（星期一）召开会议。
    """
    written = document.date
    if written is None:
        return
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for match in _without_year(line):
                right = [_name(year, match) for year in _years(written, int(match["month"]))]
                if (
                    _is_of(written.year, line)
                    and all(right)
                    and match["which"].replace("天", "日") not in right
                ):
                    message = (
                        f"{match['month']}月{match['day']}日是星期{right[0]}，这里写{match['name']}，请核对"
                    )
                    path = text.line(index)
                    yield fault_in(message, path, line, match.span("name"))


def _without_year(line: str) -> Iterator[re.Match[str]]:
    """Yield the days of ``line`` whose year stands elsewhere; a day with its own is held by dates.weekday."""
    yield from (match for match in _DAY.finditer(line) if not match["year"])


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
