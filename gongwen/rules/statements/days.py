"""Days that a cell or a sentence names, without their years."""

from __future__ import annotations

import calendar

from gongwen.pattern import pattern
from gongwen.terms import date

_LEAP = 2024
"""A year that has all days."""
_DAY = pattern(
    rf"(?<![\d.]){date.LIMIT_IN_CELL}(?:（[^（）]{{1,4}}）)?(?:\d{{1,2}}[:：时][\d:：分]*)?(?:(?:至|到|—|－|-|～|~)(?P<last>\d{{1,2}})日)?"
)
Day = tuple[int, int]
"""A month and a day of it."""


def days_in(text: str) -> frozenset[Day]:
    """Return the days that ``text`` names, the end of a month as its last day; empty for none."""
    days: set[Day] = set()
    for match in _DAY.finditer(text) if "月" in text else ():
        month, end = int(match["month"]), (match["end"] or "")[:1]
        if not 1 <= month <= 12 or not (match["day"] or (end and end in "底末")):
            continue
        days.add((month, int(match["day"] or calendar.monthrange(_LEAP, month)[1])))
        days |= {(month, int(match["last"]))} if match["last"] else set()
    return frozenset(days)
