"""Dates: their form, and whether there is such a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.spans import outside, slip_of, slips_outside
from gongwen.terms.date import YEAR_DIGITS, DateError, days_in, full_year, parse_date, write, year_of_digits
from gongwen.zh.numerals import NUMERALS, read_number

_IN_FORCE, _SINCE_NUMERALS = "2012-07-01", "2011-11-01"
_SENTENCES: frozenset[Part] = (PROSE - {"表格"}) | {"落款", "印发机关"}
_BODY: frozenset[Part] = EVERYWHERE - {"版头"}

_DOTTED = pattern(
    r"(?:(?<![A-Za-z0-9.\-/_])|(?<=[./]\d[-—])|(?<=[./]\d\d[-—]))(?<![版码号本])(?<![版码号本][：:])(?P<year>(?:19|20)\d{2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"日?(?![A-Za-z0-9./_]|-(?!\d{4}[./])| ?\d{1,2}[:：]\d)"
)
_LISTED = pattern(r"\S\s{2,}$")
"""Before a day at the end of a line it is that of a list of pages."""
_PADDED = pattern(
    r"0(?P<month>[1-9])月0(?P<day>[1-9])(?=日)|(?<=\d年)0(?=[1-9]月)|(?<![\d.])0(?=[1-9]月(?:\d|份|底|初|中旬|上旬|下旬))|(?<=月)0(?=[1-9]日)"
)
_DAY = pattern(r"(?:(?<!\d)(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?!\d)")
_MONTH = pattern(r"(?<=\d{4}年)(?:1[3-9]|[2-9]\d|00?)(?=月)")
_WEEKDAY = pattern(
    r"(?P<date>\d{4}年\d{1,2}月\d{1,2}日)[ \u3000]?[（(]?(?P<at>(?:星期|周|礼拜)(?P<name>[一二三四五六日天]))(?!期)"
)
_WEEKDAYS = "一二三四五六日"
_LUNAR = pattern(
    rf"(?:正月|腊月|冬月|(?:农历|阴历)[{NUMERALS}]{{1,2}}月)(?:初?\d{{1,2}})(?![\d个万%])|(?:农历|阴历)\d{{1,2}}月(?:\d{{1,2}}日?|初[{NUMERALS}])"
)
_DIGIT_WEEKDAY = pattern(r"(?:星期|礼拜)[1-7](?![\d.次个])")
_CHINESE = pattern(
    rf"(?<![{NUMERALS}〇百千])(?P<year>[一二][{YEAR_DIGITS}]{{3}})年"
    rf"(?:(?P<month>[{NUMERALS}]{{1,2}})月(?:(?P<day>[{NUMERALS}]{{1,3}})日)?)?(?!\d|远景目标)"
)
_MIXED = pattern(
    rf"(?<![{NUMERALS}〇])(?P<chinese>[一二][{YEAR_DIGITS}]{{3}})年(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?"
    rf"|(?<![\d农阴]历)(?<!\d)(?P<arabic>(?:19|20)\d{{2}})年"
    rf"(?:(?P<words>[{NUMERALS}]{{1,2}})月(?:(?P<last>[{NUMERALS}]{{1,3}}|\d{{1,2}})日|(?=份|底|中旬|上旬|下旬))"
    rf"|(?P<digits>\d{{1,2}})月(?P<late>[{NUMERALS}]{{1,3}})日)"
)
_ERAS = "".join(
    f"(?<!{era})" for era in ("民国", "光绪", "宣统", "同治", "咸丰", "道光", "乾隆", "康熙", "昭和", "平成")
)
_SHORT_YEAR = pattern(
    rf"(?<![\d.年～—〔/-]){_ERAS}(?P<year>\d{{2}})(?=年(?:0?[1-9]|1[0-2])月(?:\d{{1,2}}日|份|底|初|中旬|上旬|下旬))"
)


def _exists(year: str | None, month: str, day: str) -> bool:
    """Whether there is such a day; without a year, whether some year has it."""
    try:
        datetime.date(int(year or "2000"), int(month), int(day))
    except ValueError:
        return False
    return True


def _in_digits(year: str, month: int, day: int) -> str:
    """Return the day as the standard has it; 0 leaves the month or the day out."""
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


@rule("dates.dotted", "GB/T 9704 7.3.5.4", "一般", "修正", _SENTENCES, since=_IN_FORCE, signs="./-")
def dotted(text: str) -> Iterator[Slip]:
    """日期写明年、月、日。

    Wrong: 于2025.3.5印发 Right: 于2025年3月5日印发
    """
    for match in outside(_DOTTED, text):
        year, month, day = match["year"], match["month"], match["day"]
        is_listed = _LISTED.search(text, 0, match.start()) and not text[match.end() :].strip()
        if not is_listed and _exists(year, month, day):
            wanted = _in_digits(year, int(month), int(day))
            yield slip_of(match, f"日期“{{}}”应写成“{wanted}”", wanted)


@rule("dates.mixed", "GB/T 15835 4.3.3", "一般", "建议", _SENTENCES, since=_SINCE_NUMERALS, signs="月")
def mixed(text: str) -> Iterator[Slip]:
    """年、月、日的数字用同一种写法。

    Wrong: 二〇〇八年8月8日 Right: 2008年8月8日
    """
    for match in outside(_MIXED, text):
        year = year_of_digits(match["chinese"]) if match["chinese"] else match["arabic"]
        month = read_number(match["month"] or match["words"] or match["digits"])
        day = read_number(match["day"] or match["last"] or match["late"] or "")
        if month:
            wanted = _in_digits(year, month, day)
            yield slip_of(match, f"年月日的数字要用同一种写法：{wanted}", wanted)


@rule("dates.padded", "GB/T 9704 7.3.5.4", "一般", "修正", _BODY, since=_IN_FORCE, signs="0")
def padded(text: str) -> Iterator[Slip]:
    """月、日不编虚位。

    Wrong: 2025年03月05日 Right: 2025年3月5日
    """
    for match in outside(_PADDED, text):
        wanted = f"{match['month']}月{match['day']}" if match["day"] else ""
        yield slip_of(match, f"月、日不编虚位，前面的“0”应删去{f'：{wanted}日' if wanted else ''}", wanted)


@rule("dates.no-such-day", "", "差错", "提示", _BODY, signs="月")
def no_such_day(text: str) -> Iterator[Slip]:
    """日历上有这一天。

    Wrong: 2025年2月29日 Right: 2024年2月29日
    """
    for match in _DAY.finditer(text):
        if not _exists(match["year"], match["month"], match["day"]):
            yield slip_of(match, "没有“{}”这一天，请核对")


@rule("dates.no-such-month", "", "差错", "提示", _BODY, signs="月")
def no_such_month(text: str) -> Iterator[Slip]:
    """一年只有十二个月。

    Wrong: 2025年13月底 Right: 2025年12月底
    """
    for match in _MONTH.finditer(text):
        if not _DAY.match(text, match.start()):
            yield slip_of(match, "一年没有“{}”月，请核对")


@rule("dates.weekday", "", "差错", "提示", _BODY, signs="星周礼")
def weekday(text: str) -> Iterator[Slip]:
    """星期与日期相符。

    Wrong: 2024年12月9日（星期二） Right: 2024年12月9日（星期一）
    """
    for match in _WEEKDAY.finditer(text):
        try:
            right = _WEEKDAYS[parse_date(match["date"]).weekday()]
        except DateError:
            continue
        if match["name"].replace("天", "日") != right:
            yield slip_of(match, f"{match['date']}是星期{right}，请核对")


@rule("dates.lunar", "GB/T 15835 4.2.1", "一般", "提示", PROSE, since=_SINCE_NUMERALS, signs="正腊冬农阴")
def lunar(text: str) -> Iterator[Slip]:
    """农历的月日用汉字数字。

    Wrong: 正月15 Right: 正月十五
    """
    yield from slips_outside(_LUNAR, text, "农历的月日“{}”应用汉字数字")


@rule("dates.digit-weekday", "GB/T 15835 4.2", "一般", "提示", PROSE, since=_SINCE_NUMERALS, signs="星礼")
def digit_weekday(text: str) -> Iterator[Slip]:
    """星期几用汉字数字。

    Wrong: 星期5下午 Right: 星期五下午
    """
    yield from slips_outside(_DIGIT_WEEKDAY, text, "“{}”里的数字应用汉字")


@rule("dates.chinese", "", "惯例", "建议", PROSE, since=_IN_FORCE, signs="年")
def chinese(text: str) -> Iterator[Slip]:
    """年、月、日用阿拉伯数字。

    Wrong: 到二〇二五年底 Right: 到2025年底
    """
    for match in outside(_CHINESE, text):
        month, day = (read_number(match[group] or "") for group in ("month", "day"))
        if (match["month"] and not month) or (match["day"] and not day):
            continue
        wanted = _in_digits(year_of_digits(match["year"]), month, day)
        yield slip_of(match, f"日期“{{}}”用阿拉伯数字：{wanted}", wanted)


@rule("dates.chinese-closing", "GB/T 9704 7.3.5.4", "应当", "修正", ("落款", "印发机关"), since=_IN_FORCE)
def chinese_closing(text: str) -> Iterator[Slip]:
    """成文日期用阿拉伯数字。

    Wrong: 二〇二四年十二月九日 Right: 2024年12月9日
    """
    for day in days_in(text):
        if "汉字" in day.odd:
            yield Slip(day.start, day.end, f"成文日期用阿拉伯数字：{write(day.value)}", write(day.value))


@rule("dates.short-year", "GB/T 15835", "一般", "建议", _SENTENCES, since=_SINCE_NUMERALS, signs="年")
def short_year(text: str) -> Iterator[Slip]:
    """年份写全四位。

    Wrong: 25年3月5日 Right: 2025年3月5日
    """
    for match in outside(_SHORT_YEAR, text):
        wanted = str(full_year(match["year"]))
        yield slip_of(match, f"年份应写全四位：{wanted}年", wanted)
