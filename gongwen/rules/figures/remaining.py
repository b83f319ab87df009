"""Quantities of one sentence that make a whole: what is done and what is left, period by period, each so much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.rules.figures.sums import NUMBER, UNIT, value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_QUANTITY = pattern(
    rf"(?P<label>[^，。；：、\d（）()]{{0,16}}?)(?P<n>{NUMBER})(?P<unit>{UNIT})(?P<behind>[^，。；：、\d（）()]{{0,4}})"
)
_DIGIT = pattern(r"\d")
_OPEN = pattern(
    r"约|\d[万亿]?[余多]|不少于|不低于|以上|以下|不超过|最高|最多|至少|左右|同比|比上年|较上年|增加|减少|其中|涉及"
)
_LEFT = pattern(
    "^(?:其余|剩余|剩下|尚余|还有|尚有|余下|仍有|另有|(?:尚未|未)(?![按经能作予列履依])|请假|缺席|不合格|不达标|不同意|反对)|(?:剩余|尚未|未)$"
)
_BEHIND_LEFT = pattern("^(?:未|尚未|不合格|缺席|请假)")
_DONE = pattern("已|完成|未")
"""Words before a number that is no whole."""
_THREE = 3
_CLOSE = Decimal("0.2")
"""Share of the whole by which two parts may be off and still be meant to make it."""
_PERIOD = pattern(r"月|季度|半年|年度|阶段|批|期$")
_SO_FAR = pattern("累计|合计|共计|总计")


class _Quantity(NamedTuple):
    label: str
    number: Decimal
    unit: str
    behind: str
    start: int
    end: int


@lru_cache(maxsize=4)
def _sentences(text: str) -> tuple[tuple[str, tuple[_Quantity, ...]], ...]:
    """Return each sentence with its quantities, in their places in ``text``."""
    return tuple(
        (
            match[0],
            tuple(map(_quantity, _QUANTITY.finditer(text, *match.span()))) if _DIGIT.search(match[0]) else (),
        )
        for match in re.finditer("[^。；]+", text)
    )


def _quantity(match: re.Match[str]) -> _Quantity:
    number = value(match["n"])
    return _Quantity(
        match["label"], number, match["unit"], match["behind"], match.start("n"), match.end("unit")
    )


@rule("figures.left", "", "差错", "提示", _SENTENCES, signs="余剩未不请缺另反有")
def left(text: str) -> Iterator[Slip]:
    """总数等于已做的与剩下的、合格的与不合格的、到会的与请假的之和。

    Wrong: 共排查隐患160处，已整改136处，剩余26处正在整改。
    Right: 共排查隐患160处，已整改136处，剩余24处正在整改。
    """
    for sentence, said in _sentences(hide_quoted(text)) if "，" in text else ():
        if len(said) != _THREE or len({each.unit for each in said}) != 1 or _OPEN.search(sentence):
            continue
        whole, done, rest = said
        if _DONE.search(whole.label):
            continue
        is_left = _LEFT.search(rest.label) or _BEHIND_LEFT.search(rest.behind)
        real = done.number + rest.number
        if is_left and whole.number != real and abs(whole.number - real) <= _CLOSE * whole.number:
            message = f"{done.number}{done.unit}与{rest.number}{rest.unit}合起来是{real}{rest.unit}，前面写{whole.number}{whole.unit}，请核对"
            yield Slip(rest.start, rest.end, message)


@rule("figures.so-far", "", "差错", "提示", _SENTENCES, signs="计")
def so_far(text: str) -> Iterator[Slip]:
    """几个月、几个季度的数，加起来是“累计”的数。

    Wrong: 第一季度完成12亿元，第二季度完成15亿元，上半年累计完成28亿元。
    Right: 第一季度完成12亿元，第二季度完成15亿元，上半年累计完成27亿元。
    """
    for sentence, said in _sentences(hide_quoted(text)):
        if len(said) < _THREE or len({each.unit for each in said}) != 1 or _OPEN.search(sentence):
            continue
        *parts, whole = said
        real = sum((part.number for part in parts), Decimal())
        is_by_period = all(_PERIOD.search(part.label) for part in parts)
        if _SO_FAR.search(whole.label) and is_by_period and real != whole.number:
            message = f"前面各项合计{real}{whole.unit}，这里写{whole.number}{whole.unit}，请核对"
            yield Slip(whole.start, whole.end, message)
