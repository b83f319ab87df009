"""Figures that follow from others wherever in the document these stand: shares of a whole, so much for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.computed import is_share, share_slip
from gongwen.rules.figures.quantities import Quantity, quantities, sentences
from gongwen.rules.figures.sums import NUMBER, UNIT, value
from gongwen.rules.rule import Around, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_MEASURE = "[个座支名户家所台辆套位人项村组只艘处]"
_SHARE_OF = pattern(
    rf"(?P<some>{NUMBER})(?P<unit>{UNIT})[^。；\d]{{0,24}}?占(?:全[省市县区镇乡村])?(?P<of>[^，。；：、\d]{{2,10}}?)"
    rf"(?:总数|总量|总人数|总户数|总面积|总额)?的(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_TOTALS = "共计|合计|总计|共"
_EACH = pattern(
    rf"(?:^|[和及])(?P<what>{HANZI}{{2,8}}?)每(?P<measure>{_MEASURE}|亩)(?:{HANZI}{{0,4}})$"
    rf"|每(?P<measure2>{_MEASURE}|亩)(?P<of>{HANZI}{{2,8}}?)(?:奖励|补助|补贴|发放|安排|给予|投资|配备)?$"
)
_IN_ALL = pattern(f"(?:{_TOTALS}|资金|经费|奖金|投资)(?:为|约|发放|支出|需要?)?{HANZI}{{0,4}}$")
_ONE_OF_EACH = pattern(
    rf"每{_MEASURE}(?P<what>{HANZI}{{2,4}}?)(?:要|须|应|都|均)?(?:明确|配备|落实|设立?|安排|确定|选派|配置)(?P<list>[^。；：\d]{{2,40}}?)各(?P<each>\d+)(?P<unit>[名人个台套])，"
    rf"[^，。；：\d]{{0,6}}?(?P<total>{NUMBER})(?P=unit)"
)
_OPEN = pattern("约|余|多|不少于|不低于|以上|以下|不超过|最高|最多|至少|左右|近")
_TOGETHER, _FEW = 2, 6
_TENS = tuple(map(Decimal, (10, 100, 1000, 10_000)))


def _number_of(what: str, whole: str) -> int:
    """Return how many of ``what`` the document says that there are, all sorts together; 0 where it says several."""
    before = re.findall(rf"(\d+){_MEASURE}[^，。；、\n]{{0,30}}?{what}", whole)
    behind = re.findall(rf"{what}[^，。；：\d\n]{{0,3}}(\d+){_MEASURE}", whole)
    found = sorted(set(map(int, (*before, *behind))), reverse=True)
    is_one = len(found) == 1 or (len(found) > _TOGETHER and found[0] == sum(found[1:]))
    return found[0] if is_one else 0


@rule("figures.share-of", "", "差错", "提示", _SENTENCES, signs="%％")
def share_of(text: str) -> Iterator[Slip]:
    """“占什么总数的百分之几”，与前面写出的那个总数相符。

    Wrong: 共有桥梁214座，经检测有危桥26座，占桥梁总数的21.1%。
    Right: 共有桥梁214座，经检测有危桥26座，占桥梁总数的12.1%。
    """
    said = hide_quoted(text)
    for match in _SHARE_OF.finditer(said) if "占" in said else ():
        name = re.escape(match["of"].removeprefix("总"))
        unit = re.escape(match["unit"])
        found = re.findall(
            rf"{name}[^，。；：\d]{{0,4}}({NUMBER}){unit}|({NUMBER}){unit}{name}", said[: match.start()]
        )
        wholes = {value(one or other) for one, other in found}
        some = value(match["some"])
        wholes = {whole for whole in wholes if whole > some}
        fits = (is_share(match["some"], str(whole), match["rate"], match["unit"]) for whole in wholes)
        if wholes and not any(fits):
            yield share_slip(match, some, max(wholes))


@rule("figures.each-sum", "", "差错", "提示", _SENTENCES, reads="lines", signs="每")
def each_sum(text: str, around: Around) -> Iterator[Slip]:
    """几样东西每个多少、一共多少，与写出的个数相乘再相加的相符。

    Wrong: 评出先进集体2个、先进个人3名。先进集体每个奖励5万元，先进个人每名奖励1万元，共计15万元。
    Right: 评出先进集体2个、先进个人3名。先进集体每个奖励5万元，先进个人每名奖励1万元，共计13万元。
    """
    whole = around.whole or text
    for own, _ in sentences(text):
        parts = [(each, match) for each in own if (match := _EACH.search(each.label))]
        totals = [
            each for each in own if _IN_ALL.search(each.label) and all(each is not part for part, _ in parts)
        ]
        is_open = bool(_OPEN.search(text, own[0].start, own[-1].end))
        if (
            len(parts) < _TOGETHER
            or len(totals) != 1
            or is_open
            or {e.unit for e, _ in parts} != {totals[0].unit}
        ):
            continue
        counts = [_count_of(match, whole) for _, match in parts]
        real = sum((each.number * count for (each, _), count in zip(parts, counts, strict=True)), Decimal())
        if all(counts) and abs(real - totals[0].number) > totals[0].room:
            shown = totals[0].shown(real)
            message = f"按各自的个数算是{shown}，这里写{text[totals[0].start : totals[0].end]}，请核对"
            yield Slip(totals[0].start, totals[0].end, message)
        elif not all(counts):
            yield from _odd_in_any(parts, totals[0], whole)


def _odd_in_any(
    parts: Sequence[tuple[Quantity, re.Match[str]]], told: Quantity, whole: str
) -> Iterator[Slip]:
    """Yield that ``told`` comes of ``parts`` with no counts of the document, and is so many tens of what some come to."""
    counts = [sorted({each.number for each in _counted_in(match, whole)})[:_FEW] for _, match in parts]
    sums = [
        sum((each.number * count for (each, _), count in zip(parts, chosen, strict=True)), Decimal())
        for chosen in product(*counts)
    ]
    if any(abs(real - told.number) <= told.room for real in sums):
        return
    for real in sums:
        if real and any(told.number in (real * tens, real / tens) for tens in _TENS):
            yield Slip(told.start, told.end, f"按各自的个数算是{real:f}{told.unit}，请核对单位")
            return


def _counted_in(match: re.Match[str], whole: str) -> Iterator[Quantity]:
    """Yield the figures of ``whole`` in the measure in which so much is told for each."""
    measure = match["measure"] or match["measure2"]
    unit = {"名": "人", "位": "人"}.get(measure, measure)
    yield from (each for each in quantities(whole) if each.unit == unit and each.number > 1)


def _count_of(match: re.Match[str], whole: str) -> Decimal:
    """Return how many there are in ``whole`` of what so much is told for each of; 0 where it says none or several."""
    what = match["what"] or match["of"]
    unit = {"名": "人", "位": "人"}.get(
        match["measure"] or match["measure2"], match["measure"] or match["measure2"]
    )
    found = {
        each.number
        for each in quantities(whole)
        if each.unit == unit and (each.label.endswith(what) or whole.startswith(what, each.end))
    }
    counts = sorted(found, reverse=True)
    is_one = len(counts) == 1 or (len(counts) > _TOGETHER and counts[0] == sum(counts[1:]))
    return counts[0] if is_one else Decimal()


@rule("figures.one-of-each", "", "差错", "提示", _SENTENCES, reads="lines", signs="各")
def one_of_each(text: str, around: Around) -> Iterator[Slip]:
    """“每个要明确甲、乙各几名，共几名”，与写出的个数相符。

    Wrong: 有水库26座。每座水库要明确行政责任人、技术责任人各1名，全市54名责任人要上岗。
    Right: 有水库26座。每座水库要明确行政责任人、技术责任人各1名，全市52名责任人要上岗。
    """
    for match in _ONE_OF_EACH.finditer(hide_quoted(text)):
        count, sorts = _number_of(match["what"], around.whole or text), len(re.split("[、和]", match["list"]))
        real = count * sorts * int(match["each"])
        if count and real != value(match["total"]) and not _OPEN.search(match[0]):
            unit = match["unit"]
            message = f"按{count}个、每个{sorts}样算是{real}{unit}，这里写{match['total']}{unit}，请核对"
            yield Slip(*match.span("total"), message)
