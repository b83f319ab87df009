"""Figures that would follow from others of their paragraph if they were a little other: told as doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.rules.figures.computed import is_share
from gongwen.rules.figures.sums import NUMBER, SCALE, UNIT, value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.zh.numerals import read_number

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_QUANTITY = pattern(rf"(?<![\d.])(?P<n>{NUMBER})(?P<scale>[万亿]?)(?P<unit>{UNIT})")
_SHARE = pattern(
    rf"(?P<some>{NUMBER})(?P<unit>{UNIT})，?(?:[^，。；\d]{{0,4}}率(?:为|达到?|是)?|(?:约)?占[^，。；：\d]{{0,10}}|相当于[^，。；：\d]{{0,10}}的?)"
    r"(?:(?P<rate>\d+(?:\.\d+)?)[%％]|(?P<of>[二两三四五六七八九十])分之(?P<parts>[一二三四五六七八九])|(?P<tenths>[一二三四五六七八九])成)"
)
_FRACTION, _TENTH = Decimal(2), Decimal(6)
"""Points by which a share told in words may be rounded."""
_NEAR = Decimal(12)
"""Points within which a share is still meant to be that of two figures."""
_MEAN = pattern(
    rf"(?:(?P<of>[户人亩次村校班])均|每(?P<each>公里|户|人|亩|[个座所支名台辆套][\u4e00-\u9fff]{{0,4}}?)平均|平均每(?P<per>公里|户|人|亩|[个座所支名台辆套](?:[\u4e00-\u9fff]{{1,4}}?)?))"
    rf"[^，。；\d]{{0,6}}?(?P<n>{NUMBER})(?P<scale>[万亿]?)(?P<unit>元|亩|人|户|名|家|吨|公里|个|次|平方米)"
)
_APART = pattern(rf"(?:相差|差距为|高出|多出)(?P<n>{NUMBER})(?P<unit>{UNIT})")
_NET = pattern(
    rf"增加了?(?P<up>{NUMBER})(?P<unit>{UNIT})，[^，。；\d]{{0,12}}(?:减少|下降)了?(?P<down>{NUMBER})(?P=unit)，[^，。；\d]{{0,8}}净(?P<verb>增|减)加?少?了?(?P<net>{NUMBER})(?P=unit)"
)
_AREA = pattern(
    rf"(?P<mu>{NUMBER})(?P<scale>万?)亩[（，](?:约?合|折合|即)(?:约)?(?P<n>{NUMBER})(?P<wan>万?)(?P<unit>公顷|平方米|平方公里)"
)
_OF_A_MU = {"公顷": Decimal(1) / 15, "平方米": Decimal(10_000) / 15, "平方公里": Decimal(1) / 1500}
_ROOM = Decimal("0.08")
_MEANT = Decimal("0.35")
"""Share by which a mean may be off and still be meant to be that of two figures."""
_PARTS = pattern(
    rf"(?<![\d.])(?P<total>{NUMBER})(?P<unit>{UNIT})[^。；\d]{{0,8}}?(?:，即|，其中|，包括|，分别[是为]|：)(?P<parts>[^，。；：\d]{{0,16}}(?:{NUMBER})(?P=unit)(?:[、，和][^，。；：、\d]{{0,20}}(?:{NUMBER})(?P=unit))+)(?=[。；，]|$)"
)
_LISTED = pattern(
    rf"(?P<parts>[^，。；：、\d]{{0,20}}(?:{NUMBER})(?P<unit>{UNIT})(?:[、和][^，。；：、\d]{{0,16}}(?:{NUMBER})(?P=unit))+)，[^，。；：\d]{{0,10}}(?:合计|共计|总计|共)[^，。；：\d]{{0,4}}(?P<total>{NUMBER})(?P=unit)"
)
_OPEN = pattern(r"约|\d[万亿]?[余多]|以上|以下|左右|不少于|不低于|不超过|平均|每|等|同比|比上年|较上年|增|减")
_TELLS_PARTS = pattern("，即|其中|包括|分别|：|合计|[共总]计|，共")
_CLOSE = Decimal("0.1")
"""Share of the whole by which the parts may be off and still be meant to make all of it."""


class _Quantity(NamedTuple):
    number: Decimal
    unit: str
    end: int


def _quantities(text: str, end: int) -> list[_Quantity]:
    """Return the quantities of ``text`` up to ``end``, in ones."""
    return [
        _Quantity(value(match["n"]) * SCALE[match["scale"]], match["unit"].lstrip("万亿"), match.end())
        for match in _QUANTITY.finditer(text, 0, end)
    ]


@rule("figures.nearly-share", "", "推荐", "提示", _SENTENCES, signs="率占于")
def nearly_share(text: str) -> Iterator[Slip]:
    """写出的比例、几分之几、几成，按前面的数算得出来；差得不多又算不出来的，请核对。

    Wrong: 各批58件、190件，合计248件。已办结217件，办结率86.5%。
    Right: 各批58件、190件，合计248件。已办结217件，办结率87.5%。
    """
    said = hide_quoted(text)
    for match in _SHARE.finditer(said):
        some, unit = value(match["some"]), match["unit"]
        before = [q.number for q in _quantities(said, match.start("some")) if q.unit == unit.lstrip("万亿")]
        scale = SCALE[unit[0]] if unit[0] in "万亿" else Decimal(1)
        wholes = [whole / scale for whole in before if whole > some * scale]
        rate, room = _rate(match)
        real = [some / whole * 100 for whole in wholes]
        fits = (
            is_share(match["some"], f"{whole:f}", str(rate), unit)
            if match["rate"]
            else abs(one - rate) <= room
            for one, whole in zip(real, wholes, strict=True)
        )
        near = [one for one in real if abs(one - rate) <= _NEAR]
        if near and not any(fits):
            nearest = min(near, key=lambda one: abs(one - rate))
            start = match.start("rate") if match["rate"] else match.end() - 3
            yield Slip(
                max(start, match.start()), match.end(), f"按前面的数算是{nearest:.1f}%，请核对这里的比例"
            )


def _rate(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Return the percentage that is told, and by how many points it may be rounded."""
    if match["rate"]:
        return Decimal(match["rate"]), Decimal()
    if match["of"]:
        parts, of = read_number(match["parts"]), read_number(match["of"].replace("两", "二"))
        return Decimal(parts) / of * 100, _FRACTION
    return Decimal(read_number(match["tenths"]) * 10), _TENTH


@rule("figures.nearly-mean", "", "推荐", "提示", _SENTENCES, signs="均")
def nearly_mean(text: str) -> Iterator[Slip]:
    """户均、人均、每公里平均多少，是前面的总数除以个数；差得不多又算不出来的，请核对。

    Wrong: 补贴面积46.8万亩，涉及9.36万户，户均4.5亩。 Right: 补贴面积46.8万亩，涉及9.36万户，户均5亩。
    """
    said = hide_quoted(text)
    for match in _MEAN.finditer(said):
        of = match["of"] or match["each"] or match["per"]
        start = said.rfind("。", 0, match.start()) + 1
        before = [q for q in _quantities(said, match.start()) if q.end > start]
        mean = value(match["n"]) * SCALE[match["scale"]]
        wholes = [q.number for q in before if q.unit == match["unit"]]
        counts = [q.number for q in before if q.unit in (of, of[:1]) and q.unit != match["unit"]]
        real = [whole / count for whole in wholes for count in counts if count]
        place = Decimal(1).scaleb(int(value(match["n"]).as_tuple().exponent)) * SCALE[match["scale"]]
        near = [one for one in real if abs(one - mean) <= _MEANT * mean]
        if near and all(abs(one - mean) > max(place, one / 100) for one in real):
            nearest = min(near, key=lambda one: abs(one - mean)) / SCALE[match["scale"]]
            message = f"按前面的数平均是{nearest:.4g}{match['scale']}{match['unit']}，请核对"
            yield Slip(match.start("n"), match.end(), message)


@rule("figures.nearly-apart", "", "推荐", "提示", _SENTENCES, signs="差高多净")
def nearly_apart(text: str) -> Iterator[Slip]:
    """“两者相差多少”“净增多少”，按前面的数算得出来。

    Wrong: 居民结余0.7亿元，职工结余7.14亿元，两者相差6.34亿元。
    Right: 居民结余0.7亿元，职工结余7.14亿元，两者相差6.44亿元。
    """
    said = hide_quoted(text)
    for match in _APART.finditer(said):
        before = [
            q.number for q in _quantities(said, match.start()) if q.unit == match["unit"].lstrip("万亿")
        ]
        scale = SCALE[match["unit"][0]] if match["unit"][0] in "万亿" else Decimal(1)
        real = [abs(one - other) / scale for one, other in combinations(before, 2)]
        told = value(match["n"])
        near = [one for one in real if abs(one - told) <= _CLOSE * told]
        if near and told not in real:
            yield Slip(*match.span("n"), f"前面的两个数相差{near[-1].normalize():f}{match['unit']}，请核对")
    for match in _NET.finditer(said):
        net = value(match["up"]) - value(match["down"])
        if abs(net) != value(match["net"]):
            yield Slip(*match.span("net"), f"按前面的增减算是{abs(net)}{match['unit']}，请核对")


@rule("figures.nearly-sum", "", "推荐", "提示", _SENTENCES)
def nearly_sum(text: str) -> Iterator[Slip]:
    """前面写了总数、后面列出各项的，各项合起来与总数差得不多的，请核对是不是漏了、错了。

    Wrong: 存在36个问题，即思想方面5个、水的方面15个、气的方面8个、土的方面9个。
    Right: 存在36个问题，即思想方面5个、水的方面14个、气的方面8个、土的方面9个。
    """
    said = hide_quoted(text)
    found = (*_PARTS.finditer(said), *_LISTED.finditer(said)) if _TELLS_PARTS.search(said) else ()
    for match in found:
        numbers = [value(n) for n in re.findall(rf"({NUMBER}){match['unit']}", match["parts"])]
        total, real = value(match["total"]), sum(numbers, Decimal())
        if total != real and not _OPEN.search(match[0]) and abs(total - real) <= _CLOSE * total:
            unit = match["unit"]
            yield Slip(*match.span("total"), f"列出的各项合计{real}{unit}，这里写{total}{unit}，请核对")


@rule("figures.area", "", "差错", "提示", _SENTENCES, signs="合即")
def area(text: str) -> Iterator[Slip]:
    """亩数与折合的公顷、平方米相符：15亩是1公顷。

    Wrong: 占地45亩，合3000平方米。 Right: 占地45亩，合30000平方米。
    """
    for match in _AREA.finditer(text):
        real = value(match["mu"]) * SCALE[match["scale"]] * _OF_A_MU[match["unit"]]
        told = value(match["n"]) * SCALE[match["wan"]]
        if abs(real - told) > _ROOM * real:
            message = f"{match['mu']}{match['scale']}亩约合{real:.4g}{match['unit']}，这里写{match['n']}{match['wan']}{match['unit']}，请核对"
            yield Slip(*match.span("n"), message)
