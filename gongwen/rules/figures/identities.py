"""Figures that are others by what they are: a surplus is what goes out less what comes in, a structure is a whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.quantities import Quantity, sentences
from gongwen.rules.figures.sums import value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_NUMBER = r"\d+(?:\.\d+)?"
_STRUCTURE = pattern(
    rf"三次产业{HANZI}{{0,6}}(?:结构|比例|比重|占比)[^，。；\d]{{0,8}}(?P<all>(?P<a>{_NUMBER})[∶:：](?P<b>{_NUMBER})[∶:：](?P<c>{_NUMBER}))"
)
_HUNDRED = Decimal(100)
_ROUNDED, _FAR = Decimal("0.2"), Decimal(12)
"""By how much three shares may miss the whole when they are rounded, and when they are meant to make it."""


class _Identity(NamedTuple):
    """What is another figure and a third one together, or less that."""

    made: str
    """The end of what stands before it."""
    first: str
    second: str
    sign: int


_IDENTITIES = (
    _Identity("贸易顺差(?:为|达|约)?", "出口(?:总?额|总?值)?(?:为|达)?", "进口(?:总?额|总?值)?(?:为|达)?", -1),
    _Identity("贸易逆差(?:为|达|约)?", "进口(?:总?额|总?值)?(?:为|达)?", "出口(?:总?额|总?值)?(?:为|达)?", -1),
    _Identity(
        "进出口(?:总?额|总?值)?(?:为|达)?", "(?<!进)出口(?:总?额|总?值)?(?:为|达)?", "进口(?:总?额|总?值)?(?:为|达)?", 1
    ),
    _Identity("(?:收支|当年|当期|本年)结余(?:为|是)?", "收入(?:为|是)?", "支出(?:为|是)?", -1),
)  # fmt: skip

_MADE = pattern("[顺逆]差|进出口|结余")
"""What a text has that tells one of them."""


@rule("figures.identity", "", "推荐", "提示", _SENTENCES, signs="差出结")
def identity(text: str) -> Iterator[Slip]:
    """顺差是出口减进口，进出口总额是出口加进口，结余是收入减支出；写在一起的几个数相符。

    Wrong: 出口150亿元，进口60亿元，贸易顺差80亿元。 Right: 出口150亿元，进口60亿元，贸易顺差90亿元。
    """
    for own, before in sentences(text) if _MADE.search(text) else ():
        for each in _IDENTITIES:
            ends = pattern(f"{each.made}$"), pattern(f"{each.first}$"), pattern(f"{each.second}$")
            made, first, second = ([one for one in own if end.search(one.label)] for end in ends)
            told = made or [one for one in before[-len(own) :] if ends[0].search(one.label)][-1:]
            if len(told) == len(first) == len(second) == 1:
                yield from _odd(told[0], first[0], second[0], each.sign)


def _odd(told: Quantity, first: Quantity, second: Quantity, sign: int) -> Iterator[Slip]:
    """Yield that ``told`` is not ``first`` and ``second`` together, or less that where ``sign`` is -1."""
    real = first.number + sign * second.number
    room = told.room + first.room + second.room
    if told.unit == first.unit == second.unit and real > 0 and abs(told.number - real) > room:
        yield Slip(told.start, told.end, f"按写出的数算是{told.shown(real)}，请核对")


@rule("figures.structure", "", "差错", "提示", _SENTENCES, signs="∶:：")
def structure(text: str) -> Iterator[Slip]:
    """三次产业的结构，三个数合起来是100。

    Wrong: 三次产业结构为12∶42∶48。 Right: 三次产业结构为12∶42∶46。
    """
    for match in _STRUCTURE.finditer(hide_quoted(text)) if "三次产业" in text else ():
        whole = sum((value(match[part]) for part in "abc"), Decimal())
        if _ROUNDED < abs(whole - _HUNDRED) <= _FAR:
            yield Slip(*match.span("all"), f"三个数合起来是{whole}，不是100，请核对")
