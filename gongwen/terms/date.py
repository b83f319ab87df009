"""Dates: 成文日期 (7.3.5.4) and days in sentences, Chinese and Arabic, as paper has them and as the standard does."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Literal

from gongwen.pattern import HANZI, pattern
from gongwen.terms.found import Found
from gongwen.zh.numerals import NUMERALS, read_number, to_chinese

Oddity = Literal["汉字", "点线", "虚位", "空格", "全角", "形近", "号", "无日"]
"""What departs: Chinese numerals, 2024.7.3 or 2021-04-12, zeros before month or day, blanks, full-width digits,
characters that only look right (○, O, 曰, 午), 号 for 日, 日 missing."""
FoundDate = Found[datetime.date, Oddity]

YEAR_DIGITS = "〇一二三四五六七八九"
_FIRST_YEAR = 1949
"""The first year of which documents of this state are."""
_DIGIT, _ZERO = "[0-9０-９]", "〇○ＯOo0０零"
_ENDS_DAY = "(?:[日曰]|号(?![文令楼院]))"
_ARABIC_DAY = rf"(?:19|20|１９|２０){_DIGIT}{{2}}\s*年\s*{_DIGIT}{{1,2}}\s*月\s*{_DIGIT}{{1,2}}\s*{_ENDS_DAY}"
_CHINESE_COUNT = f"[{NUMERALS}]{{1,3}}"
_CHINESE_DAY = rf"[一二][{_ZERO}一二三四五六七八九]{{3}}\s*[年午]\s*{_CHINESE_COUNT}\s*月\s*{_CHINESE_COUNT}\s*{_ENDS_DAY}"
_SIGNED_DAY = rf"(?:19|20){_DIGIT}{{2}}(?P<sign>[-./．])\s?{_DIGIT}{{1,2}}(?P=sign)\s?{_DIGIT}{{1,2}}"
DAY = rf"(?:{_ARABIC_DAY}|{_CHINESE_DAY})"
"""A day in full, for use within a regular expression."""
ANY_DAY = rf"(?:{DAY}|{_SIGNED_DAY})"
"""The same, 2024.7.3 and 2021-04-12 too."""
_DAY = pattern(DAY)
_ALONE = pattern(rf"(?P<day>{ANY_DAY})(?:\s*[于於]\s*{HANZI}{{2,5}})?")
"""A day, with the place behind it where it was written, as once was usual: 一九五一年三月一日于北京."""
_PIECES = pattern(rf"[^\d〇○ＯOo零{NUMERALS}]+")
UNFILLED = pattern(
    rf"(?:(?:19|20){_DIGIT}{{2}}|[一二][{_ZERO}一二三四五六七八九]{{3}})\s*年\s*(?:{_DIGIT}{{0,2}}|{_CHINESE_COUNT})\s*月\s*日?"
)
"""A day whose number is still to be filled in, or a month without its day."""
UNMARKED = pattern(r"\W?\s*(?:19|20)\d{2}\s*\d{1,2}\s*\d{1,2}")
"""A day whose 年, 月 and 日 were lost on the way."""
NO_YEAR = pattern(rf"年?\s*{_DIGIT}{{1,2}}\s*月\s*{_DIGIT}{{1,2}}\s*[日号]")
"""A day whose year was left out or lost."""
DAY_GROUPS = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
"""A day that may lack its year, in the groups year, month and day, for the same use."""
LAST_DAY_GROUPS = r"(?:(?P<year2>\d{4})年)?(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日"
"""The last day of a period, which may lack its month too, in the groups year2, month2 and day2."""
LIMIT_GROUPS = r"(?<![\d年])(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底)"
"""A day without its year or the end of a month, in the groups month and day."""
MONTH_LIMIT_GROUPS = r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?:份?底|末))?"
"""A day in full, or a month or its end, in the groups year, month and day."""
LIMIT_IN_CELL = r"(?:\d{4}年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<end>[底初末中上下]旬?))?"
"""A month, a day or a part of a month, for the same use."""
LOOSE_DAY = r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?"
"""A day as web pages write it, for the same use."""
STAGE_GROUPS = (
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:起|开始)?(?:至|到|—|－|-|～|~)"
    r"(?:(?P<year2>\d{4})年)?(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日|[底末])?"
)
"""From a month or a day to another: how stages are told."""
MONTH_AND_DAY = r"\d{1,2}月\d{1,2}日"
YEAR_MONTH_DAY = r"\d+年(?:\d+月(?:\d+日)?)?"
"""A year, a month of it or a day of it."""
WHOLE = rf"{YEAR_MONTH_DAY}|\d+月(?:\d+日)?"
"""The same, and a month or a day without its year."""
TIME = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}(?:日(?![内以龄])|月(?!龄)(?:份)?|时|季度)|[一二三四1-4]季度|(?:周|星期)[一二三四五六日天]"
"""One end of a span of time: a day, a month, an hour, a quarter, a day of the week."""
BLANK_DAY = r"(?:\d{4}|[二一][〇○零九][〇○一二三四五六七八九零]{2})年(?:\s*月|\d{1,2}月\s*日|\d{1,2}月(?=\s*印发))(?!\d)"
"""A day in a sentence or in the 版记 whose month or day is still to be filled in."""

DOTTED = pattern(
    r"(?:(?<![A-Za-z0-9.\-/_])|(?<=[./]\d[-—])|(?<=[./]\d\d[-—]))(?<![版码号本])(?<![版码号本][：:])(?P<year>(?:19|20)\d{2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"日?(?![A-Za-z0-9./_]|-(?!\d{4}[./])| ?\d{1,2}[:：]\d)"
)
"""A day written with points, strokes or hyphens: 2025.3.5."""
PADDED = pattern(
    r"0(?P<month>[1-9])月0(?P<day>[1-9])(?=日)|(?<=\d年)0(?=[1-9]月)|(?<![\d.])0(?=[1-9]月(?:\d|份|底|初|中旬|上旬|下旬))|(?<=月)0(?=[1-9]日)"
)
"""A 0 before a month or a day."""
SAID = pattern(rf"(?<!\d){DAY_GROUPS}")
"""A day, with its year or without, in the groups of :func:`day_groups`."""
COLLOQUIAL = pattern(rf"(?<=[\d{NUMERALS}]月)(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})号(?![文令楼院线机])")
"""The number of a day with 号, as one speaks, for 日."""
NO_MONTH = pattern(r"(?<=\d{4}年)(?:1[3-9]|[2-9]\d|00?)(?=月)")
"""A month that no year has."""
ON_WEEKDAY = pattern(
    r"(?P<date>\d{4}年\d{1,2}月\d{1,2}日)[ \u3000]?[（(]?(?P<at>(?:星期|周|礼拜)(?P<name>[一二三四五六日天]))(?!期)"
)
"""A day in full and the day of the week beside it."""
LUNAR_DIGITS = pattern(
    rf"(?:正月|腊月|冬月|(?:农历|阴历)[{NUMERALS}]{{1,2}}月)(?:初?\d{{1,2}})(?![\d个万%])|(?:农历|阴历)\d{{1,2}}月(?:\d{{1,2}}日?|初[{NUMERALS}])"
)
"""A day of the old calendar in Arabic digits."""
WEEKDAY_DIGIT = pattern(r"(?:星期|礼拜)[1-7](?![\d.次个])")
"""A day of the week counted in Arabic digits."""
IN_CHINESE = pattern(
    rf"(?<![{NUMERALS}〇百千])(?P<year>[一二][{YEAR_DIGITS}]{{3}})年"
    rf"(?:(?P<month>[{NUMERALS}]{{1,2}})月(?:(?P<day>[{NUMERALS}]{{1,3}})日)?)?(?!\d|远景目标)"
)
"""A year in Chinese numerals, with a month and a day or without."""
MIXED = pattern(
    rf"(?<![{NUMERALS}〇])(?P<chinese>[一二][{YEAR_DIGITS}]{{3}})年(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?"
    rf"|(?<![\d农阴]历)(?<!\d)(?P<arabic>(?:19|20)\d{{2}})年"
    rf"(?:(?P<words>[{NUMERALS}]{{1,2}})月(?:(?P<last>[{NUMERALS}]{{1,3}}|\d{{1,2}})日|(?=份|底|中旬|上旬|下旬))"
    rf"|(?P<digits>\d{{1,2}})月(?P<late>[{NUMERALS}]{{1,3}})日)"
)
"""A day in numerals of both kinds."""
_ERAS = "".join(
    f"(?<!{era})" for era in ("民国", "光绪", "宣统", "同治", "咸丰", "道光", "乾隆", "康熙", "昭和", "平成")
)
SHORT_YEAR = pattern(
    rf"(?<![\d.年～—〔/-]){_ERAS}(?P<year>\d{{2}})(?=年(?:0?[1-9]|1[0-2])月(?:\d{{1,2}}日|份|底|初|中旬|上旬|下旬))"
)
"""A year of two digits before its month; those of other eras are none."""

_ARABIC = pattern(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_CHINESE = pattern(rf"([○零{YEAR_DIGITS}]{{4}})年([{NUMERALS}]{{1,2}})月([{NUMERALS}]{{1,3}})日")


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
        year = int(year_of_digits(match[1]))
        month, day = (read_number(part) for part in match.groups()[1:])
    else:
        raise DateError("form", text)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise DateError("calendar", text) from None


def format_chinese_date(day: datetime.date) -> str:
    """Return 二〇〇五年三月十七日, as documents were dated before July 2012."""
    year = "".join(YEAR_DIGITS[int(digit)] for digit in f"{day.year:04}")
    return f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"


def read(text: str) -> FoundDate | None:
    """Return the day that ``text`` is, blanks around it apart; None when it is anything else or no day at all."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    match = _ALONE.fullmatch(text, start, end)
    day = _day_of(match["day"]) if match else None
    return Found(day, start, end, {}, frozenset(_oddities(match["day"]))) if match and day else None


def is_written(text: str) -> bool:
    """Whether ``text`` has the form of a day and nothing else, be there such a day or not."""
    return _ALONE.fullmatch(text.strip()) is not None


def find(text: str) -> FoundDate | None:
    """Return the first day that ``text`` names in full; None when it names none."""
    return next(days_in(text), None)


def days_in(text: str) -> Iterator[FoundDate]:
    """Yield the days that ``text`` names in full, in order."""
    for match in _DAY.finditer(text):
        if day := _day_of(match[0]):
            yield Found(day, *match.span(), {}, frozenset(_oddities(match[0])))


def write(day: datetime.date) -> str:
    """Return 2024年12月9日: Arabic, in full, without leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def write_parts(year: str, month: int, day: int) -> str:
    """Return 2024年12月9日 or less of it: 0 leaves the month or the day out."""
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def exists(year: str | None, month: str, day: str) -> bool:
    """Whether the calendar has such a day; without a year, whether it has it in some year."""
    try:
        datetime.date(int(year or "2000"), int(month), int(day))
    except ValueError:
        return False
    return True


def _day_of(written: str) -> datetime.date | None:
    pieces = [piece for piece in _PIECES.split("".join(written.split())) if piece]
    year = year_of_digits(pieces[0])
    month, day = (_counted(piece) for piece in pieces[1:])
    try:
        return datetime.date(int(year), month, day)
    except ValueError:
        return None


def _counted(digits: str) -> int:
    """Return what the digits of a month or a day count, 一十二 too; 0 for none."""
    return read_number(digits.removeprefix("一") or "一") or read_number(digits)


def _oddities(written: str) -> Iterator[Oddity]:
    if re.search(f"[{NUMERALS}]", written):
        yield "汉字"
    if re.search(r"[-./．]", written):
        yield "点线"
    if re.search(rf"(?<!{_DIGIT})[0０]{_DIGIT}(?!{_DIGIT})", written):
        yield "虚位"
    if re.search(r"\s", written):
        yield "空格"
    if re.search("[０-９]", written):
        yield "全角"
    if re.search("[○ＯOo曰午]", written):
        yield "形近"
    if written.endswith("号"):
        yield "号"


def year_of_digits(digits: str) -> str:
    """Return the digits of a year in ASCII, 二○二四 and ２０２４ too; "" when they are no digits."""
    tight = "".join(digits.split())
    plain = "".join("0" if each in _ZERO else each for each in tight)
    plain = "".join(str(YEAR_DIGITS.index(each)) if each in YEAR_DIGITS else each for each in plain)
    return str(int(f"1{plain}"))[1:] if plain.isdecimal() else ""


def full_year(digits: str, near: datetime.date | None = None) -> int | None:
    """Return the year that four or two ASCII digits name; None for any other count of them.

    Two digits name the last such year up to the one behind ``near``, the day of the document: a document cites
    what is there already, and one that is dated in December may be numbered with the next year. Without a day
    it is the last such year up to now. No year is before 1949 where a later one has its digits.
    """
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return None
    last = near.year + 1 if near else datetime.date.today().year
    year = last - (last - int(digits)) % 100
    return year if year >= _FIRST_YEAR else year + 100
