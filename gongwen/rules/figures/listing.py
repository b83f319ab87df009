"""How many are counted of what is listed beside the number, bounds, parts of a hundred and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.quantities import PERCENT, quantities
from gongwen.rules.figures.sums import NUMBER, value
from gongwen.rules.rule import Around, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.zh.numerals import read_number

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_COUNT = r"(?P<count>\d{1,2}|[两二三四五六七八九十]{1,2})"
_NAMELY = pattern(
    rf"(?<![第\d]){_COUNT}[个家所座名条项](?P<what>{HANZI}{{2,8}})(?:[，：]即|[，：]?(?:分别[是为]|包括|具体为)|：)[：:]?(?P<items>[^。；：（）()\d]{{4,120}}?)(?=[。；]|，(?!{HANZI}{{2,10}}、)|$)"
)
_IN_ALL = pattern(
    rf"(?:共计?|合计|分别是){_COUNT}(?:[个家所座名人位项条]|单位)：(?P<items>[^。；：，（）()\d]{{4,160}}?)(?=[。；]|$)"
)
"""共4个：甲镇、乙镇、丙乡、丁镇."""
_FIELDS = pattern(
    r"(?:(?<=[，。；：])|^)(?P<items>[^，。；：（）()“”《》\d]{3,60}、[^，。；：（）()“”《》\d、]{2,12}?)(?P<etc>等)?"
    r"(?P<count>[两二三四五六七八九十]|\d)(?:大|个)(?P<what>领域|产业|体系|工程|行动|环节|重点|板块|方面|任务|片区|阶段|要素|维度|关口)"
)
_AND = pattern("[和与及以]")
_BOUNDS = pattern(
    rf"(?P<low>{NUMBER})(?P<unit>[万亿]?(?:元|人|天|日|年|个月|米|公里|吨|亩|%|％|分|倍))以上(?P<high>{NUMBER})(?P=unit)以下"
)
_FULL_MARKS = pattern(
    rf"(?:(?:满分|总分|共计|合计)(?:为)?(?P<all>(?:{NUMBER}))分|百分制)[，：（(]?(?:其中)?[：，]?(?P<parts>(?:{HANZI}{{2,12}}?(?:占|为)?(?:{NUMBER})分[、，；和]?){{2,}})"
)
_MARKS = pattern(rf"({NUMBER})分")
_WEIGHT = pattern(
    "(?:成绩|得分|评分|考核|测评|权重|分数|评议|部分|笔试|面试|理论|实操|答辩|民意)[^，。；]{0,4}占(?:比|总成绩的|总分的)?$"
)
_HUNDRED = Decimal(100)
_RATIO = pattern(r"1[∶:：](?P<times>\d{1,2})的?比例[^。；\d]{0,24}?(?P<n>\d+)[人名]")
_NEAR = Decimal("0.35")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else read_number(text.replace("两", "二"))


@rule("figures.namely", "", "差错", "提示", _SENTENCES, signs="即是为包具：")
def namely(text: str) -> Iterator[Slip]:
    """“几个社区，即……”的个数，与后面列出的一致。

    Wrong: 涉及城关镇3个社区，即东门社区、西门社区、南门社区、北门社区。
    Right: 涉及城关镇4个社区，即东门社区、西门社区、南门社区、北门社区。
    """
    for match in _NAMELY.finditer(hide_quoted(text)):
        items = re.split("[、和及]", match["items"].removesuffix("等"))
        sort = match["what"][-2:]
        are_of_sort = all(len(item) > len(sort) and item.endswith(sort) for item in items)
        count = _number(match["count"])
        if are_of_sort and len(items) > 1 and len(items) != count:
            yield Slip(*match.span("count"), f"列出的是{len(items)}个，这里写“{match['count']}”，请核对")
    for match in _IN_ALL.finditer(text):
        listed, count = match["items"].split("、"), _number(match["count"])
        is_open = "等" in match["items"] or count == len(re.split("[、和及与]", match["items"]))
        if len(listed) > 1 and len(listed) != count and not is_open:
            yield Slip(*match.span("count"), f"列出的是{len(listed)}个，这里写“{match['count']}”，请核对")


@rule("figures.fields", "", "推荐", "提示", _SENTENCES, signs="大个")
def fields(text: str) -> Iterator[Slip]:
    """“甲、乙、丙三大领域”的个数，与前面列出的一致。

    Wrong: 发展老年用品、康复辅具、智慧养老四大领域。 Right: 发展老年用品、康复辅具、智慧养老三大领域。
    """
    for match in _FIELDS.finditer(hide_quoted(text)) if "、" in text else ():
        items = match["items"].split("、")
        joined = sum(len(_AND.findall(item)) for item in items)
        count, least = _number(match["count"]), len(items)
        is_more = count > least + joined and not match["etc"]
        if least > 1 and (count < least or is_more):
            yield Slip(*match.span("count"), f"列出的是{least}个，这里写“{match['count']}”，请核对")


@rule("figures.bounds", "", "差错", "提示", _SENTENCES, signs="以")
def bounds(text: str) -> Iterator[Slip]:
    """“多少以上多少以下”，前面的数小。

    Wrong: 处500元以上100元以下罚款。 Right: 处100元以上500元以下罚款。
    """
    for match in _BOUNDS.finditer(text):
        if value(match["low"]) >= value(match["high"]):
            yield Slip(*match.span(), "上下限颠倒，请核对")


@rule("figures.full-marks", "", "差错", "提示", _SENTENCES, signs="分占")
def full_marks(text: str) -> Iterator[Slip]:
    """各部分的分数合起来是满分，各项成绩所占的比例合起来是100%。

    Wrong: 笔试成绩占60%，面试成绩占30%。 Right: 笔试成绩占60%，面试成绩占40%。
    """
    for match in _FULL_MARKS.finditer(text):
        parts = sum(map(value, _MARKS.findall(match["parts"])), Decimal())
        whole = value(match["all"]) if match["all"] else _HUNDRED
        if parts != whole:
            yield Slip(*match.span("parts"), f"各部分合起来是{parts}分，前面是{whole}分，请核对")
    for sentence in re.finditer("[^。；]+", text) if "占" in text else ():
        own = [each for each in quantities(text) if sentence.start() <= each.start < sentence.end()]
        shares = [each for each in own if each.unit == PERCENT and _WEIGHT.search(each.label)]
        total = sum((each.number for each in shares), Decimal())
        if len(shares) > 1 and len(shares) == len(own) and total != _HUNDRED:
            yield Slip(shares[0].start, shares[-1].end, f"各项所占的比例合起来是{total}%，请核对")


@rule("figures.ratio", "", "推荐", "提示", _SENTENCES, reads="lines", signs="∶:：")
def ratio(text: str, around: Around) -> Iterator[Slip]:
    """“按1∶3的比例”确定的人数，是写出的人数的几倍。

    Wrong: 招聘教师75名。按1∶3的比例确定面试人选，共255人。
    Right: 招聘教师75名。按1∶3的比例确定面试人选，共225人。
    """
    for match in _RATIO.finditer(text):
        times, told = int(match["times"]), Decimal(match["n"])
        counts = [each.number * times for each in quantities(around.whole or text) if each.unit == "人"]
        near = [each for each in counts if abs(each - told) <= _NEAR * each]
        if near and told not in counts:
            yield Slip(*match.span("n"), f"按写出的数算是{near[0]}人，请核对")
