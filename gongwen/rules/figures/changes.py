"""How much a figure has changed, told beside the figure that it had: by how many, by what rate, by how many points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.figures.computed import is_share, share_slip
from gongwen.rules.figures.rates import LESS, MORE
from gongwen.rules.figures.sums import NUMBER, UNIT, value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_RATE = r"\d+(?:\.\d+)?"
_MOVES = f"(?:{MORE}|{LESS})"
_THAN = (
    r"(?:比|较)(?:\d{4}年|上年|去年|上期|上一年度?|前一年|目标|计划|全[省市县国]平均)[^，。；：\d]{0,8}?的?"
)
_FROM_BASE = pattern(
    rf"{_THAN}(?P<low>{NUMBER})(?P<unit>{UNIT})，?{_MOVES}了?(?P<by>{NUMBER})(?P=unit)，(?:同比)?{_MOVES}了?(?P<rate>{_RATE})[%％]"
)
_POINTS = pattern(
    rf"(?P<now>{_RATE})[%％]，?{_THAN}(?P<low>{_RATE})[%％](?:{_MOVES}|高出?|低)了?(?P<by>{_RATE})个百分点"
)
_IN_PERCENT = pattern(
    rf"(?P<low>{_RATE})[%％][^，。；：\d%％]{{0,8}}{_MOVES}[到至为]了?(?P<high>{_RATE})[%％]，(?:共|累计|同比|比上年)?{_MOVES}了?(?P<at>(?P<by>{_RATE})[%％])"
)
_RANK = pattern(
    r"第(?P<was>\d{1,3})[位名](?P<verb>上升|前移|提升|跃升|跃居|前进|下降|后移|下滑|退)[^，。；\d]{0,6}第(?P<now>\d{1,3})[位名]"
    r"(?:，[^，。；\d]{0,4}(?:上升|前移|提升|跃升|前进|下降|后移|下滑|后退|退后)了?(?P<by>\d{1,3})[位名个])?"
)
_FALLS = ("下降", "后移", "下滑", "退")
_BOTH = pattern(
    rf"(?P<n1>{NUMBER})(?P<u1>{UNIT})[、，][^，。；、\d]{{0,4}}(?P<n2>{NUMBER})(?P<u2>{UNIT})，(?:同比|比上年同期|较上年同期|与上年同期相比，?)?(?:分别)?(?P<verb>{MORE}|{LESS})了?(?P<d1>{NUMBER})(?P=u1)[、和](?P<d2>{NUMBER})(?P=u2)，"
    rf"(?:同比)?(?:分别)?{_MOVES}了?(?P<r1>{_RATE})[%％][和、](?P<r2>{_RATE})[%％]"
)


@rule("figures.from-base", "", "差错", "提示", _SENTENCES, signs="比较")
def from_base(text: str) -> Iterator[Slip]:
    """“比上年的多少减少多少，下降百分之几”，几个数相符；两个百分比差几个百分点，也相符。

    Wrong: 比上年同期的85起减少17起，下降25%。 Right: 比上年同期的85起减少17起，下降20%。
    """
    said = hide_quoted(text)
    for match in _FROM_BASE.finditer(said):
        if value(match["low"]) and not is_share(match["by"], match["low"], match["rate"], match["unit"]):
            yield share_slip(match, value(match["by"]), value(match["low"]))
    for match in _POINTS.finditer(said):
        real = abs(value(match["now"]) - value(match["low"]))
        if real != value(match["by"]):
            message = f"前面的两个数相差{real}个百分点，这里写{match['by']}个百分点，请核对"
            yield Slip(*match.span("by"), message)


@rule("figures.points", "", "差错", "建议", _SENTENCES, signs="%％")
def points(text: str) -> Iterator[Slip]:
    """两个百分比相差多少写“百分点”，不写“%”。

    Wrong: 由71.4%提高到96.2%，提高了24.8%。 Right: 由71.4%提高到96.2%，提高了24.8个百分点。
    """
    for match in _IN_PERCENT.finditer(hide_quoted(text)):
        if value(match["by"]) == abs(value(match["high"]) - value(match["low"])):
            wanted = f"{match['by']}个百分点"
            yield Slip(*match.span("at"), f"两个百分比之差应写“{wanted}”，这里写“{match['at']}”", wanted)


@rule("figures.both-rates", "", "差错", "提示", _SENTENCES, signs="%％")
def both_rates(text: str) -> Iterator[Slip]:
    """“几起、几人，同比分别减少几起、几人，分别下降百分之几和百分之几”，各自相符。

    Wrong: 发生事故12起、死亡15人，同比减少3起、2人，分别下降20%和13%。
    Right: 发生事故12起、死亡13人，同比减少3起、2人，分别下降20%和13.3%。
    """
    for match in _BOTH.finditer(hide_quoted(text)):
        sign = -1 if re.fullmatch(MORE, match["verb"]) else 1
        for which in "12":
            change = value(match[f"d{which}"])
            before = value(match[f"n{which}"]) + sign * change
            if before > 0 and not is_share(str(change), str(before), match[f"r{which}"], match[f"u{which}"]):
                yield share_slip(match, change, before, f"r{which}")


@rule("figures.rank", "", "差错", "提示", _SENTENCES, signs="位名")
def rank(text: str) -> Iterator[Slip]:
    """“由第几位上升到第几位，上升几位”，几个数相符，方向也对。

    Wrong: 由第8位上升到第5位，上升2位。 Right: 由第8位上升到第5位，上升3位。
    """
    for match in _RANK.finditer(hide_quoted(text)):
        was, now = int(match["was"]), int(match["now"])
        if (now < was) if match["verb"] in _FALLS else (now > was):
            yield Slip(*match.span("verb"), f"从第{was}位到第{now}位，不是“{match['verb']}”，请核对")
        elif match["by"] and int(match["by"]) != abs(was - now):
            message = f"前后相差{abs(was - now)}位，这里写{match['by']}位，请核对"
            yield Slip(*match.span("by"), message)
