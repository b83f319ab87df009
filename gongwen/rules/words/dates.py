"""Dates: their form, and whether there is such a day."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.spans import outside, slip_of, slips_outside
from gongwen.terms import date
from gongwen.zh.numerals import read_number

_IN_FORCE, _SINCE_NUMERALS = "2012-07-01", "2011-11-01"
_SENTENCES: frozenset[Part] = (PROSE - {"表格"}) | {"落款", "印发机关"}
_BODY: frozenset[Part] = EVERYWHERE - {"版头"}

_LISTED = pattern(r"\S\s{2,}$")
"""Before a day at the end of a line it is that of a list of pages."""
_WEEKDAYS = "一二三四五六日"


@rule("dates.dotted", "GB/T 9704 7.3.5.4", "一般", "修正", _SENTENCES, since=_IN_FORCE, signs="./-")
def dotted(text: str) -> Iterator[Slip]:
    """日期写明年、月、日。

    Wrong: 于2025.3.5印发 Right: 于2025年3月5日印发
    """
    for match in outside(date.DOTTED, text):
        year, month, day = match["year"], match["month"], match["day"]
        is_listed = _LISTED.search(text, 0, match.start()) and not text[match.end() :].strip()
        if not is_listed and date.exists(year, month, day):
            wanted = date.write_parts(year, int(month), int(day))
            yield slip_of(match, f"日期“{{}}”应写成“{wanted}”", wanted)


@rule("dates.mixed", "GB/T 15835 4.3.3", "一般", "建议", _SENTENCES, since=_SINCE_NUMERALS, signs="月")
def mixed(text: str) -> Iterator[Slip]:
    """年、月、日的数字用同一种写法。

    Wrong: 二〇〇八年8月8日 Right: 2008年8月8日
    """
    for match in outside(date.MIXED, text):
        year = date.year_of_digits(match["chinese"]) if match["chinese"] else match["arabic"]
        month = read_number(match["month"] or match["words"] or match["digits"])
        day = read_number(match["day"] or match["last"] or match["late"] or "")
        if month:
            wanted = date.write_parts(year, month, day)
            yield slip_of(match, f"年月日的数字要用同一种写法：{wanted}", wanted)


@rule("dates.padded", "GB/T 9704 7.3.5.4", "一般", "修正", _BODY, since=_IN_FORCE, signs="0")
def padded(text: str) -> Iterator[Slip]:
    """月、日不编虚位。

    Wrong: 2025年03月05日 Right: 2025年3月5日
    """
    for match in outside(date.PADDED, text):
        wanted = f"{match['month']}月{match['day']}" if match["day"] else ""
        yield slip_of(match, f"月、日不编虚位，前面的“0”应删去{f'：{wanted}日' if wanted else ''}", wanted)


@rule("dates.day-word", "GB/T 9704 7.3.5.4", "一般", "修正", _BODY, signs="号")
def day_word(text: str) -> Iterator[Slip]:
    """日期写“日”，不写“号”。

    Wrong: 2025年3月5号 Right: 2025年3月5日
    """
    for match in outside(date.COLLOQUIAL, text):
        start = match.end() - 1
        yield Slip(start, match.end(), "公文里的日期写“日”，不写“号”", "日")


@rule("dates.no-such-day", "", "差错", "提示", _BODY, signs="月")
def no_such_day(text: str) -> Iterator[Slip]:
    """日历上有这一天。

    Wrong: 2025年2月29日 Right: 2024年2月29日
    """
    for match in date.SAID.finditer(text):
        if not date.exists(match["year"], match["month"], match["day"]):
            yield slip_of(match, "没有“{}”这一天，请核对")


@rule("dates.no-such-month", "", "差错", "提示", _BODY, signs="月")
def no_such_month(text: str) -> Iterator[Slip]:
    """一年只有十二个月。

    Wrong: 2025年13月底 Right: 2025年12月底
    """
    for match in date.NO_MONTH.finditer(text):
        if not date.SAID.match(text, match.start()):
            yield slip_of(match, "一年没有“{}”月，请核对")


@rule("dates.weekday", "", "差错", "提示", _BODY, signs="星周礼")
def weekday(text: str) -> Iterator[Slip]:
    """星期与日期相符。

    Wrong: 2024年12月9日（星期二） Right: 2024年12月9日（星期一）
    """
    for match in date.ON_WEEKDAY.finditer(text):
        try:
            right = _WEEKDAYS[date.parse_date(match["date"]).weekday()]
        except date.DateError:
            continue
        if match["name"].replace("天", "日") != right:
            yield slip_of(match, f"{match['date']}是星期{right}，请核对")


@rule("dates.lunar", "GB/T 15835 4.2.1", "一般", "提示", PROSE, since=_SINCE_NUMERALS, signs="正腊冬农阴")
def lunar(text: str) -> Iterator[Slip]:
    """农历的月日用汉字数字。

    Wrong: 正月15 Right: 正月十五
    """
    yield from slips_outside(date.LUNAR_DIGITS, text, "农历的月日“{}”应用汉字数字")


@rule("dates.digit-weekday", "GB/T 15835 4.2", "一般", "提示", PROSE, since=_SINCE_NUMERALS, signs="星礼")
def digit_weekday(text: str) -> Iterator[Slip]:
    """星期几用汉字数字。

    Wrong: 星期5下午 Right: 星期五下午
    """
    yield from slips_outside(date.WEEKDAY_DIGIT, text, "“{}”里的数字应用汉字")


@rule("dates.chinese", "", "惯例", "建议", PROSE, since=_IN_FORCE, signs="年")
def chinese(text: str) -> Iterator[Slip]:
    """年、月、日用阿拉伯数字。

    Wrong: 到二〇二五年底 Right: 到2025年底
    """
    for match in outside(date.IN_CHINESE, text):
        month, day = (read_number(match[group] or "") for group in ("month", "day"))
        if (match["month"] and not month) or (match["day"] and not day):
            continue
        wanted = date.write_parts(date.year_of_digits(match["year"]), month, day)
        yield slip_of(match, f"日期“{{}}”用阿拉伯数字：{wanted}", wanted)


@rule("dates.chinese-closing", "GB/T 9704 7.3.5.4", "应当", "修正", ("落款", "印发机关"), since=_IN_FORCE)
def chinese_closing(text: str) -> Iterator[Slip]:
    """成文日期用阿拉伯数字。

    Wrong: 二〇二四年十二月九日 Right: 2024年12月9日
    """
    for day in date.days_in(text):
        if "汉字" in day.odd:
            yield Slip(
                day.start, day.end, f"成文日期用阿拉伯数字：{date.write(day.value)}", date.write(day.value)
            )


@rule("dates.short-year", "GB/T 15835", "一般", "建议", _SENTENCES, since=_SINCE_NUMERALS, signs="年")
def short_year(text: str) -> Iterator[Slip]:
    """年份写全四位。

    Wrong: 25年3月5日 Right: 2025年3月5日
    """
    for match in outside(date.SHORT_YEAR, text):
        wanted = str(date.full_year(match["year"]))
        yield slip_of(match, f"年份应写全四位：{wanted}年", wanted)
