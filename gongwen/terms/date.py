"""Dates as official documents write them."""

from __future__ import annotations

import datetime
import re

from gongwen.zh.numerals import from_chinese, to_chinese

_ARABIC = re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ZEROS = "〇○零"


class DateError(ValueError):
    """A text that is no date; ``reason`` is ``form`` or ``calendar`` (no such day)."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text}")
        self.reason = reason


def parse_date(text: str) -> datetime.date:
    """Return the day that ``text`` names: 2024-12-09, 2024年12月9日, 二〇二四年十二月九日.

    Raises DateError when the form is another or the calendar has no such day.
    """
    written = text.strip()
    if match := _ARABIC.fullmatch(written):
        year, month, day = (int(part) for part in match.groups())
    elif match := _CHINESE.fullmatch(written):
        year = _year(match[1])
        month, day = (_count(part) for part in match.groups()[1:])
    else:
        raise DateError("form", text)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise DateError("calendar", text) from None


def format_date(day: datetime.date) -> str:
    """Return 2024年12月9日: Arabic, in full, without leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def format_chinese_date(day: datetime.date) -> str:
    """Return 二〇〇五年三月十七日, as documents were dated before July 2012."""
    year = "".join("〇" if digit == "0" else to_chinese(int(digit)) for digit in f"{day.year:04}")
    return f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"


def _year(digits: str) -> int:
    return int("".join("0" if d in _ZEROS else str(_count(d)) for d in digits))


def _count(text: str) -> int:
    return from_chinese(text) or 0
