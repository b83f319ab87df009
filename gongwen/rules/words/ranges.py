"""From … to …: the sign between two numbers, and what each of them keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import PROSE, Part, Slip, rule
from gongwen.rules.words.spans import outside, slip_of, slips_outside
from gongwen.terms import date

_TEXTS: frozenset[Part] = PROSE | {"标题"}
_SINCE_MARKS, _SINCE_NUMERALS = "2012-06-01", "2011-11-01"

_HYPHENS = r"\-－﹣–‐‑−"
_SIGN = rf"(?:[{_HYPHENS}~∼～—]|——)"
_SIGNS = "-－﹣–‐‑−~∼～—"
_RIGHT_SIGNS = "～—"
_NUMBER = r"(?:0|[1-9]\d{0,6})(?:\.\d{1,4})?"
_APART = rf"(?<![\d.,A-Za-z〔/{_HYPHENS}～—~])"
_UNIT = (
    r"(?:年(?!级)|个|天|日|月|人|名|家|户|项|公里|千米|米|厘米|毫米|公斤|千克|吨|亩|公顷|平方米|元|岁|小时|分钟"
    r"|倍|次|周|度|℃|条|款|页|套|台|辆|所|处|类|批|期|届|分(?![局所公]))"
)

_YEARS = pattern(
    rf"(?<![A-Za-z] )(?<![\d.A-Za-z/〔{_HYPHENS}])(?P<low>(?:19|20)\d{{2}})年?(?P<at>[{_HYPHENS}~∼]|——)(?P<high>(?:19|20)\d{{2}})"
    r"(?=(?:学年|年))"
)
_YEARS_SEEN = pattern(
    rf"(?<![\d.A-Za-z/〔{_HYPHENS}])(?P<low>(?:19|20)\d{{2}})年?(?:{_SIGN}|至|到)(?P<high>(?:19|20)\d{{2}})年"
)
_VALUES = pattern(
    rf"{_APART}(?P<low>{_NUMBER}) ?{_UNIT}?月?(?P<at>[{_HYPHENS}~∼])(?P<high>{_NUMBER})(?= ?{_UNIT})"
)
_PERCENT = pattern(rf"{_APART}(?P<low>{_NUMBER})(?P<sign>{_SIGN})(?P<high>{_NUMBER})(?P<unit>[%％‰])")
_MYRIADS = pattern(rf"{_APART}(?P<low>{_NUMBER})(?P<sign>{_SIGN})(?P<high>{_NUMBER})(?P<unit>[万亿])")
_TIMES = pattern(
    rf"(?<![\d.:：A-Za-z{_HYPHENS}])(?:[01]?\d|2[0-4])[:：][0-5]\d(?P<at>[{_HYPHENS}~∼])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：])"
)
_DAYS = pattern(
    rf"(?<![\d.:：A-Za-z{_HYPHENS}〔/])(?:{date.TIME}|(?:\d{{4}}年)?(?:\d{{1,2}}月)?第?\d{{1,2}})"
    rf"(?P<at> ?[{_HYPHENS}~∼] ?|——)第?(?:{date.TIME})(?![\d{_HYPHENS}])"
)
"""From one time to another: 6月1日-6月30日, 9-12月, 周一-周五."""
_SINCE = pattern(
    rf"(?<![各来独亲])自(?:\d{{4}}年?)?(?:\d{{1,2}}[月日]){{0,2}}(?P<at>{_SIGN})(?=\d{{4}}年|\d{{1,2}}[月日])"
)


def _rises(match: re.Match[str]) -> bool:
    """Whether the second number is the larger one, as in a range."""
    return float(match["low"]) < float(match["high"])


def _sign(match: re.Match[str]) -> str:
    """Return the sign of the range where it is a right one, else ～."""
    return match["sign"] if match["sign"] in _RIGHT_SIGNS else "～"


@rule("ranges.years", "GB/T 15834 4.13", "一般", "修正", _TEXTS, since=_SINCE_MARKS, signs=_SIGNS)
def years(text: str) -> Iterator[Slip]:
    """两个年份之间用一字线“—”，不用连字符。

    Wrong: 2024-2026年实施 Right: 2024—2026年实施
    """
    for match in outside(_YEARS, text):
        if _rises(match):
            yield slip_of(match, "起止年份之间用一字线“—”，不用短横线", "—")


@rule("ranges.years-order", "", "差错", "提示", _TEXTS)
def years_order(text: str) -> Iterator[Slip]:
    """起止年份，前一个早于后一个。

    Wrong: 2026—2024年 Right: 2024—2026年
    """
    for match in _YEARS_SEEN.finditer(text):
        if not _rises(match):
            yield slip_of(match, "“{}”的起止年份前后颠倒或者相同，请核对")


@rule("ranges.days", "GB/T 15834 4.13", "一般", "建议", _TEXTS, since=_SINCE_MARKS, signs=_SIGNS)
def days(text: str) -> Iterator[Slip]:
    """两个日期、月份、星期之间用一字线“—”，不用连字符。

    Wrong: 6月1日-6月30日开展检查。 Right: 6月1日—6月30日开展检查。
    """
    for match in outside(_DAYS, text):
        yield slip_of(match, "起止时间“{}”之间用一字线“—”，不用短横线", "—")


@rule("ranges.values", "GB/T 15834 4.13", "一般", "建议", _TEXTS, since=_SINCE_MARKS, signs=_SIGNS)
def values(text: str) -> Iterator[Slip]:
    """表示范围的两个数字之间用浪纹线“～”，不用连字符。

    Wrong: 培育3-5个专业镇 Right: 培育3～5个专业镇
    """
    times = {match.span("at") for match in outside(_DAYS, text)}
    for match in outside(_VALUES, text):
        is_years = len(match["low"]) == len(match["high"]) == 4 and match["low"][:2] in ("19", "20")
        if _rises(match) and not is_years and match.span("at") not in times:
            yield slip_of(match, "数值范围“{}”的起止号用“～”，不用短横线", "～")


@rule("ranges.percent", "GB/T 15835", "一般", "建议", PROSE, since=_SINCE_NUMERALS, signs="%％‰")
def percent(text: str) -> Iterator[Slip]:
    """百分数的范围，前后两个数都带“%”。

    Wrong: 增长4-6% Right: 增长4%～6%
    """
    yield from _repeated(_PERCENT, text)


@rule("ranges.myriads", "GB/T 15835", "一般", "建议", PROSE, since=_SINCE_NUMERALS, signs=_SIGNS)
def myriads(text: str) -> Iterator[Slip]:
    """带“万”“亿”的范围，前后两个数都带。

    Wrong: 补助5～10万元 Right: 补助5万～10万元
    """
    yield from _repeated(_MYRIADS, text)


def _repeated(pattern: re.Pattern[str], text: str) -> Iterator[Slip]:
    """Yield the ranges of which only the second number has its unit."""
    for match in outside(pattern, text):
        if _rises(match):
            unit = match["unit"]
            wanted = f"{match['low']}{unit}{_sign(match)}{match['high']}{unit}"
            yield slip_of(match, f"“{{}}”前一个数不能省“{unit}”，应写成“{wanted}”", wanted)


@rule("ranges.times", "GB/T 15834 4.13", "一般", "建议", PROSE, since=_SINCE_MARKS, signs=_SIGNS)
def times(text: str) -> Iterator[Slip]:
    """两个时刻之间用一字线“—”，不用连字符。

    Wrong: 8:30-11:30 Right: 8:30—11:30
    """
    yield from slips_outside(_TIMES, text, "起止时间之间用一字线“—”，不用短横线", "—")


@rule("ranges.since", "", "惯例", "建议", PROSE, signs="自")
def since(text: str) -> Iterator[Slip]:
    """“自”与“至”连用，不与连接号连用。

    Wrong: 自2024年5月1日—7月31日 Right: 自2024年5月1日至7月31日
    """
    yield from slips_outside(_SINCE, text, "“自”与“至”配对，不与起止号配对", "至")
