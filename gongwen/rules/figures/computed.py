"""Figures of a paragraph that follow from others in it: differences, rates of growth, shares, products."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.rates import LESS, MORE, WHEN
from gongwen.rules.figures.sums import NUMBER, UNIT, value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_MOVES = rf"(?:{MORE}|{LESS})"
_BEFORE = r"(?:同比|(?:比|较)(?:上年|去年|上年同期|去年同期|上期|\d{4}年(?:同期)?))"
_DIFFERENCE = pattern(
    rf"(?:由|从){WHEN}[^，。；：\d]{{0,8}}?(?P<low>{NUMBER})(?P<unit>{UNIT}|%|％)[^，。；：\d]{{0,12}}?{_MOVES}(?:到|至|为)了?"
    rf"{WHEN}[^，。；：\d]{{0,6}}?(?P<high>{NUMBER})(?P=unit)[，（](?:同比|净|共|累计|{_BEFORE})?{_MOVES}了?(?P<by>{NUMBER})(?P<gone>个?百分点|{UNIT})"
)
_POINT = "百分点"
_GROWTH = pattern(
    rf"(?P<now>{NUMBER})(?P<unit>{UNIT})(?:，占[^，。；]{{1,14}}[%％])?，?{_BEFORE}净?(?:(?P<more>{MORE})|{LESS})了?(?P<by>{NUMBER})(?P=unit)，?[（(]?"
    rf"(?:同比)?(?:{_MOVES}幅?|增幅|降幅)(?:为|达|了)?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_LATER = pattern(
    rf"(?P<what>{HANZI}{{3,4}}?)(?:将?达到?|为|增至|增加到|提高到)?(?P<now>{NUMBER})(?P<unit>{UNIT})，(?:比|较)(?P<year>\d{{4}})年(?P<verb>{MORE}|{LESS})了?"
    rf"(?:(?P<by>{NUMBER})(?P=unit)|(?P<rate>\d+(?:\.\d+)?)[%％])"
)
_SHARE = pattern(
    rf"(?P<some>{NUMBER})(?P<unit>{UNIT})[^，。；：\d]{{0,20}}，占[^，。；：\d]{{0,14}}(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_OF = pattern(
    rf"(?P<some>{NUMBER})(?P<unit>{UNIT})，?(?:占|为|是|完成|相当于)[^，。；：\d]{{0,10}}(?P<all>{NUMBER})(?P=unit)的(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_PLANNED = pattern("计划|目标|任务|预算|总额")
"""What is told in round figures and is exact."""
_CHANGED = pattern(f"{_MOVES}了?$")
"""Before a figure that is only by how much another one has changed."""
_DEED = pattern(
    rf"(?P<deed>完成|建成|开工|竣工|整改|办结|销号|验收|入户|签约)(?P<some>{NUMBER})(?P<unit>{UNIT})，(?P=deed)率(?:为|达到?|是)?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_WHOLE = pattern(
    rf"(?:(?<!公)共|计划|应|任务|总|实施|发现|排查)[^，。；：\d]{{0,12}}(?P<n>{NUMBER})(?P<unit>{UNIT})"
)
_GAP = pattern(
    rf"总投资[^，。；：\d]{{0,4}}(?P<all>{NUMBER})(?P<unit>亿元|万元)[^；]{{0,30}}?(?:落实|到位|筹集)[^，。；：\d]{{0,6}}(?P<some>{NUMBER})(?P=unit)[^。]{{0,80}}?缺口[^，。；：\d]{{0,4}}(?P<gap>{NUMBER})(?P=unit)"
)
_OPEN = pattern("约|余|多|不少于|不低于|以上|以下|不超过|最高|最多|至少|左右|近")
_ROOM = Decimal("0.6")
"""Points by which a rate may differ from the figures that make it."""
_HUNDRED = Decimal(100)
_SHARES = 3
"""Shares of one whole from which on a single odd one is told."""


def _place(text: str) -> Decimal:
    """Return the worth of the last place of a number."""
    return Decimal(1).scaleb(int(value(text).as_tuple().exponent))


def _rounding(*numbers: str, unit: str) -> Decimal:
    """Return by what share a quotient of ``numbers`` may be off because they are rounded; counts are exact."""
    rounded = [each for each in numbers if "." in each or unit[:1] in ("万", "亿")]
    return sum((_place(each) / 2 / value(each) for each in rounded if value(each)), Decimal())


def is_share(some: str, whole: str, rate: str, unit: str) -> bool:
    """Whether ``some`` of ``whole`` is ``rate`` percent, give or take what rounding makes."""
    real = value(some) / value(whole) * _HUNDRED
    return abs(real - Decimal(rate)) <= _ROOM + real * _rounding(some, whole, unit=unit)


def share_slip(match: re.Match[str], some: Decimal, whole: Decimal, group: str = "rate") -> Slip:
    """Return that the rate in ``group`` of ``match`` is not that of ``some`` to ``whole``."""
    real, rate = some / whole * _HUNDRED, match[group]
    return Slip(*match.span(group), f"按写出的数算是{real:.1f}%，这里写{rate}%，请核对")


@rule("figures.difference", "", "差错", "提示", _SENTENCES, signs="由从")
def difference(text: str) -> Iterator[Slip]:
    """“由多少增加到多少，增加多少”，三个数相符；两个百分比之差是百分点。

    Wrong: 水厂由42座增加到48座，增加8座。 Right: 水厂由42座增加到48座，增加6座。
    """
    for match in _DIFFERENCE.finditer(hide_quoted(text)):
        is_rate = match["unit"] in "%％"
        is_same = match["gone"].endswith(_POINT) if is_rate else match["gone"] == match["unit"]
        real = abs(value(match["high"]) - value(match["low"]))
        if is_same and value(match["by"]) != real and not _OPEN.search(match[0]):
            message = f"前面的两个数相差{real}{match['gone']}，这里写{match['by']}{match['gone']}，请核对"
            yield Slip(match.start("by"), match.end("gone"), message)


@rule("figures.growth", "", "差错", "提示", _SENTENCES, signs="%％")
def growth(text: str) -> Iterator[Slip]:
    """写出增加多少、增长百分之几的，与写出的总数相符。

    Wrong: 受理投诉34件，比去年同期减少6件，下降18%。 Right: 受理投诉34件，比去年同期减少6件，下降15%。
    """
    for match in _GROWTH.finditer(hide_quoted(text)):
        now, by = value(match["now"]), value(match["by"])
        before = now - by if match["more"] else now + by
        if before <= 0 or not by:
            continue
        off = _rounding(match["by"], match["now"], unit=match["unit"])
        real = by / before * _HUNDRED
        if abs(real - Decimal(match["rate"])) > _ROOM + real * off:
            yield share_slip(match, by, before)


@rule("figures.since", "", "差错", "提示", _SENTENCES, signs="比较")
def since(text: str) -> Iterator[Slip]:
    """“比某年增加多少”，与前面写的那一年的数相符。

    Wrong: 2023年，茶叶产值96万元。到2026年，茶叶产值达到144万元，比2023年减少48万元。
    Right: 2023年，茶叶产值96万元。到2026年，茶叶产值达到144万元，比2023年增加48万元。
    """
    said = hide_quoted(text)
    for match in _LATER.finditer(said):
        low = _of_year(said[: match.start()], match["what"], match["year"], match["unit"])
        if low is None or not low:
            continue
        change = value(match["now"]) - low
        is_more = re.fullmatch(MORE, match["verb"]) is not None
        by = value(match["by"]) if match["by"] else None
        is_odd = (change < 0) if is_more else (change > 0)
        if is_odd or (by is not None and by != abs(change)):
            message = f"{match['year']}年是{low}{match['unit']}，与“{match['verb']}”和后面的数不符，请核对"
            yield Slip(match.start("verb"), match.end(), message)
        elif match["rate"] and not is_share(str(abs(change)), str(low), match["rate"], match["unit"]):
            yield share_slip(match, abs(change), low)


def _of_year(before: str, what: str, year: str, unit: str) -> Decimal | None:
    """Return the number that the text ``before`` gives of ``what`` for ``year``; None for none, or several."""
    told = re.search(rf"(?<![比较]){year}年([^。]*)", before)
    found = re.findall(rf"{what}(?:达到?|为|是)?({NUMBER}){unit}", told[1]) if told else []
    return value(found[0]) if len(found) == 1 else None


@rule("figures.share", "", "差错", "提示", _SENTENCES, signs="%％")
def share(text: str) -> Iterator[Slip]:
    """占比、完成率与写出的部分和总数相符。

    Wrong: 全市实施整治项目48项，投资9亿元。到6月底，已开工42项，开工率为85.7%。
    Right: 全市实施整治项目48项，投资9亿元。到6月底，已开工42项，开工率为87.5%。
    """
    said = hide_quoted(text)
    for match in _OF.finditer(said):
        is_change = _CHANGED.search(said, 0, match.start()) is not None
        unit = "" if _PLANNED.search(match[0]) else match["unit"]
        if (
            value(match["all"])
            and not is_change
            and not is_share(match["some"], match["all"], match["rate"], unit)
        ):
            yield share_slip(match, value(match["some"]), value(match["all"]))
    for match in _DEED.finditer(said):
        wholes = [
            each["n"] for each in _WHOLE.finditer(said[: match.start()]) if each["unit"] == match["unit"]
        ]
        every = re.findall(rf"({NUMBER}){match['unit']}", said[: match.start()])
        wholes = [each for each in wholes if value(each) >= value(match["some"]) > 0]
        fits = (is_share(match["some"], each, match["rate"], match["unit"]) for each in every if value(each))
        if len(wholes) == 1 and not any(fits):
            yield share_slip(match, value(match["some"]), value(wholes[0]))
    yield from _odd_share(said)


def _odd_share(text: str) -> Iterator[Slip]:
    """Yield the one share of a sentence that does not fit, where the others are those of the sum of all parts."""
    for sentence in re.finditer("[^。]+", text) if text.count("占") >= _SHARES else ():
        found = list(_SHARE.finditer(text, *sentence.span()))
        units = {match["unit"] for match in found}
        whole = sum((value(match["some"]) for match in found), Decimal())
        if len(found) < _SHARES or len(units) != 1 or not whole:
            continue
        for each_whole in (whole, *_wholes_of(found)):
            odd = [m for m in found if not is_share(m["some"], str(each_whole), m["rate"], m["unit"])]
            if len(odd) == 1:
                yield share_slip(odd[0], value(odd[0]["some"]), each_whole)
                break


def _wholes_of(found: Sequence[re.Match[str]]) -> list[Decimal]:
    """Return what each of some shares takes for the whole, where the shares together are all of it."""
    rates = [Decimal(match["rate"]) for match in found]
    if abs(sum(rates) - _HUNDRED) > _ROOM or not all(rates):
        return []
    return [value(match["some"]) / rate * _HUNDRED for match, rate in zip(found, rates, strict=True)]


@rule("figures.gap", "", "差错", "提示", _SENTENCES, signs="缺")
def gap(text: str) -> Iterator[Slip]:
    """总投资、已落实的资金和缺口相符。

    Wrong: 总投资3.8亿元。已落实资金2.9亿元，资金缺口1.1亿元。
    Right: 总投资3.8亿元。已落实资金2.9亿元，资金缺口0.9亿元。
    """
    for match in _GAP.finditer(hide_quoted(text)):
        real = value(match["all"]) - value(match["some"])
        if real != value(match["gap"]) and not _OPEN.search(match[0]):
            unit = match["unit"]
            message = f"总投资减去已落实的是{real}{unit}，这里写缺口{match['gap']}{unit}，请核对"
            yield Slip(*match.span("gap"), message)
