"""Years, months, areas and parts of a hundred that do not come to what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.sums import NUMBER, SCALE, value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.zh.numerals import read_number

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_COUNT = r"\d{1,2}|[一二两三四五六七八九十]{1,2}"
_IN_A_ROW = pattern(
    rf"(?P<first>\d{{4}})年?[^。；\d]{{0,10}}(?:到|至|—|－|-)(?P<last>\d{{4}})年[^。；\d]{{0,8}}(?:连续|为期|历时|利用|分|用)[^。；\d]{{0,4}}?(?P<n>{_COUNT})年"
    rf"|(?P<before>[一二两三四五])年(?:行动|攻坚|计划|规划|整治|提升)[^。；\d]{{0,6}}[（(](?P<from>\d{{4}})年?(?:—|－|-|至)(?P<to>\d{{4}})年[）)]"
)
_BEGINS, _ENDS = "开工|动工|开始|启动|进场", "竣工|完工|建成|完成|投入使用|交付|通车|投产|验收"
_MONTHS = pattern(
    rf"(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月(?:(?:起|开工|开始|份)?，?(?:至|到)(?P<y2>\d{{4}})年(?P<m2>\d{{1,2}})月(?![\d份]?\d)"
    rf"|[底初份]?(?:{_BEGINS})(?:建设|实施)?，(?:计划|预计|力争|拟)?(?:于)?(?P<y3>\d{{4}})年(?P<m3>\d{{1,2}})月[底初份]?前?(?:{_ENDS}))"
)
_SO_LONG = pattern(r"(?:工期|周期|建设期|时间|期限|为期|历时)[^，。；\d]{0,3}(?P<n>\d{1,3})(?P<of>个月|年)")
_A_YEAR = 12
_HALVES = (
    {"男", "女"},
    {"男性", "女性"},
    {"城镇", "农村"},
    {"同意", "反对"},
    {"满意", "不满意"},
    {"合格", "不合格"},
)
_HALF = pattern(
    r"(?P<label>男性?|女性?|城镇|农村|同意|反对|不?满意|不?合格)占(?:比|总数的)?(?P<n>\d+(?:\.\d+)?)[%％]"
)
_STEP = pattern(
    r"(?:\d{4}年|第[一二三四五]年|[一二三]期|第[一二三]批)[^，。；\d]{0,8}(?P<n>\d+(?:\.\d+)?)[%％]"
)
_IN_STEPS = pattern(rf"分(?:{_COUNT})(?:年|期|批|个阶段)|分[年期批]")
_HUNDRED = Decimal(100)
_IN_ONE = {
    "亩": ("面积", Decimal(10_000) / 15), "公顷": ("面积", Decimal(10_000)), "平方米": ("面积", Decimal(1)),
    "平方公里": ("面积", Decimal(1_000_000)), "公里": ("长度", Decimal(1000)), "千米": ("长度", Decimal(1000)),
    "米": ("长度", Decimal(1)), "吨": ("质量", Decimal(1000)), "公斤": ("质量", Decimal(1)), "千克": ("质量", Decimal(1)),
}  # fmt: skip
"""What a unit measures, and how many of the least it is."""
_UNITS = "|".join(sorted(_IN_ONE, key=len, reverse=True))
_CONVERTED = pattern(
    rf"(?P<first>{NUMBER})(?P<scale>[万亿]?)(?P<of>{_UNITS})(?:[（，](?:约?合|折合|即|约)(?:约)?|[（](?=[\d.,]+[万亿]?(?:{_UNITS})[）]))"
    rf"(?P<n>{NUMBER})(?P<wan>[万亿]?)(?P<unit>{_UNITS})"
)
_ROOM = Decimal("0.08")
"""Share by which an area may be rounded."""
_CALLED = pattern(
    rf"“(?P<count>[两二三四五六七八九十])个(?P<what>{HANZI}{{1,4}})”(?:要求|原则|目标)?[：:，](?:即|做到)?(?P<items>[^，。；：]{{6,80}})"
)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else read_number(text.replace("两", "二"))


@rule("figures.years-in-a-row", "", "差错", "提示", _SENTENCES, signs="年月")
def years_in_a_row(text: str) -> Iterator[Slip]:
    """“从哪年到哪年连续几年”“从哪月到哪月、工期几个月”，相符。

    Wrong: 从2023年到2026年，连续五年增长。 Right: 从2023年到2026年，连续四年增长。
    """
    for match in _IN_A_ROW.finditer(text):
        first, last = match["first"] or match["from"], match["last"] or match["to"]
        years, which = int(last) - int(first), "n" if match["n"] else "before"
        if _number(match[which]) not in (years, years + 1):
            message = f"{first}年到{last}年是{years + 1}年，这里写{match[which]}年，请核对"
            yield Slip(*match.span(which), message)
    for match in _MONTHS.finditer(text):
        start, end = text.rfind("。", 0, match.start()) + 1, text.find("。", match.end())
        said = _SO_LONG.search(text, start, end if end >= 0 else len(text))
        last_year, last_month = match["y2"] or match["y3"], match["m2"] or match["m3"]
        months = (int(last_year) - int(match["y"])) * _A_YEAR + int(last_month) - int(match["m"])
        if months < 0:
            yield Slip(*match.span(), "起止的两个月前后颠倒，请核对")
        elif said and int(said["n"]) not in _fitting(months, said["of"]):
            shown = f"{months}个月"
            yield Slip(*said.span("n"), f"起止的两个月之间约{shown}，这里写{said['n']}{said['of']}，请核对")


def _fitting(months: int, unit: str) -> set[int]:
    """Return how many ``unit`` may be told of a time from one month to another, so many later."""
    if unit == "个月":
        return {months, months + 1}
    return {(months + off) // _A_YEAR for off in (-1, 0, 1, _A_YEAR - 1)}


@rule("figures.hundred", "", "差错", "提示", _SENTENCES, signs="%％")
def hundred(text: str) -> Iterator[Slip]:
    """男女、满意和不满意一类两部分的比例加起来是100%，分年、分期完成的比例不超过100%。

    Wrong: 其中男性占56%，女性占45%。 Right: 其中男性占56%，女性占44%。
    """
    for sentence in re.finditer("[^。；]+", hide_quoted(text)):
        halves = list(_HALF.finditer(sentence[0]))
        steps = list(_STEP.finditer(sentence[0])) if _IN_STEPS.search(sentence[0]) else []
        is_pair = len(halves) == 2 and {each["label"] for each in halves} in _HALVES
        parts = halves if is_pair else steps
        total = sum((Decimal(each["n"]) for each in parts), Decimal())
        if len(parts) > 1 and (total > _HUNDRED or (is_pair and abs(total - _HUNDRED) > Decimal("0.1"))):
            start = sentence.start()
            message = f"这几部分合起来是{total}%，请核对"
            yield Slip(start + parts[0].start("n"), start + parts[-1].end(), message)


@rule("figures.called", "", "差错", "提示", _SENTENCES, signs="“")
def called(text: str) -> Iterator[Slip]:
    """“几个到位”“几个坚持”的个数与后面列出的一致。

    Wrong: 坚持“三个到位”：责任到位、措施到位、资金到位、监督到位。
    Right: 坚持“四个到位”：责任到位、措施到位、资金到位、监督到位。
    """
    for match in _CALLED.finditer(text):
        items = re.split("[、和]", match["items"])
        what = match["what"]
        is_list = all(item.endswith(what) or item.startswith(what) for item in items)
        if is_list and len(items) > 1 and len(items) != _number(match["count"]):
            message = f"列出的是{len(items)}个，这里写“{match['count']}个{what}”，请核对"
            yield Slip(*match.span("count"), message)


@rule("figures.area", "", "差错", "提示", _SENTENCES, signs="合即约（")
def area(text: str) -> Iterator[Slip]:
    """亩数与折合的公顷、平方米相符：15亩是1公顷；公里与米、吨与公斤也一样。

    Wrong: 占地45亩，合3000平方米。 Right: 占地45亩，合30000平方米。
    """
    for match in _CONVERTED.finditer(text):
        (sort, one), (other_sort, other) = _IN_ONE[match["of"]], _IN_ONE[match["unit"]]
        real = value(match["first"]) * SCALE[match["scale"]] * one / other
        told = value(match["n"]) * SCALE[match["wan"]]
        is_converted = sort == other_sort and one != other
        if is_converted and abs(real - told) > _ROOM * real:
            shown = f"{match['first']}{match['scale']}{match['of']}"
            message = f"{shown}约合{_plain(real)}{match['unit']}，这里写{match['n']}{match['wan']}{match['unit']}，请核对"
            yield Slip(*match.span("n"), message)


def _plain(number: Decimal) -> str:
    """Return ``number`` in four places, in ten thousands where it is large."""
    return f"{number / SCALE['万']:.4g}万" if number >= SCALE["亿"] / SCALE["万"] else f"{number:.4g}"
