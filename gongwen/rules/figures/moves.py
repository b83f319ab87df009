"""By how much a figure has moved, held against what it was and what it is, wherever in the document that stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.changes import from_base, points
from gongwen.rules.figures.computed import difference, growth
from gongwen.rules.figures.derived import BEFORE_ROUGH, BY, CHANGED, FALLS, RISES
from gongwen.rules.figures.nearly import nearly_apart, nearly_change
from gongwen.rules.figures.quantities import PERCENT, POINTS, Quantity, quantities, sentences
from gongwen.rules.figures.rates import direction, rate
from gongwen.rules.figures.stated import compared
from gongwen.rules.rule import Around, Part, Slip, rule

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_SURER = (direction, difference, compared, from_base, growth, rate, points, nearly_apart, nearly_change)
_FROM = pattern("(?:由|从|比|较|与|同)[^，。；：]*$")
"""In the clause of what a figure was."""
_ONLY = pattern(
    rf"^(?:相比)?[，,（(]?(?:同比|[比较]上年(?:同期)?|净|共|累计|实际|分别|每{HANZI}(?:每{HANZI})?|[12]\d{{3}}年|今年|本年)?{CHANGED}"
)
"""Between a figure and by how much it has moved, nothing else being spoken of."""
_CORE, _ALIKE = 4, 6
"""Characters at the end of what stands before two figures by which they are known to be of one thing."""
_HUNDRED, _POINT = Decimal(100), Decimal("0.6")


@rule("figures.moves", "", "推荐", "提示", _SENTENCES, reads="lines", signs="增减升降提多少高低涨")
def moves(text: str, around: Around) -> Iterator[Slip]:
    """“由多少到多少，增加多少、增长百分之几”“比某年的多少提高几个百分点”，方向和大小都与前后的两个数相符。

    Wrong: 覆盖率为72%，比2023年的68%下降4个百分点。 Right: 覆盖率为72%，比2023年的68%提高4个百分点。
    """
    found = list(_odd(text, around.whole))
    surer = [slip for each in _SURER if found for slip in each.find(text)]
    yield from (each for each in found if not any("。" not in _between(text, each, slip) for slip in surer))


def _between(text: str, one: Slip, other: Slip) -> str:
    return text[min(one.end, other.end) : max(one.start, other.start)]


def _odd(text: str, whole: str) -> Iterator[Slip]:
    for own, _ in sentences(text):
        for at, told in enumerate(own):
            pair = _pair(text, own, at, whole) if at and BY.search(told.label) else None
            if pair and not BEFORE_ROUGH.search(told.label):
                yield from _held_against(text, told, *pair)


def _pair(text: str, own: Sequence[Quantity], at: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return what the figure that has moved by the one ``at`` a place was, and what it is; None where that is not told."""
    if not _ONLY.match(text[own[at - 1].end : own[at].start]):
        return None
    levels = [each for each in own[:at] if not BY.search(each.label) and each.number]
    bases = [each for each in levels if _FROM.search(each.clause)]
    if not bases:
        return None
    base = bases[-1] if len(bases) == 1 or bases[-2].unit != bases[-1].unit else bases[-2]
    same = [each for each in levels if each.unit == base.unit and each is not base]
    behind = [each for each in same if each.start > base.start]
    now = behind[:1] or same[-1:] or _called_alike(base, whole)
    unit = PERCENT if own[at].unit == POINTS else own[at].unit
    fits = unit == base.unit or (own[at].unit == PERCENT and base.unit != POINTS)
    return (base, now[0]) if now and fits and len(behind) < len(levels) else None


def _called_alike(base: Quantity, whole: str) -> list[Quantity]:
    """Return the only other figure of the document before which the same is said as before ``base``, of another year."""
    core = base.label[-_ALIKE:]
    found = [
        each
        for each in quantities(whole)
        if each.unit == base.unit and each.label.endswith(core) and each.number != base.number
    ]
    return found if len(core) >= _CORE and len(found) == 1 else []


def _held_against(text: str, told: Quantity, base: Quantity, now: Quantity) -> Iterator[Slip]:
    """Yield that ``told`` is not by how much ``now`` is more or less than ``base``, or goes the other way."""
    gap, room = abs(now.number - base.number), now.room + base.room
    rises, falls = RISES.search(told.label), FALLS.search(told.label)
    verb = rises or falls
    if verb and gap > room and bool(rises) != (now.number > base.number):
        end = told.start - len(told.label) + verb.end()
        message = (
            f"“{verb[0]}”与前后的两个数（{base.shown(base.number)}、{now.shown(now.number)}）不符，请核对"
        )
        yield Slip(end - len(verb[0]), end, message)
        return
    is_rate = told.unit == PERCENT and base.unit != PERCENT
    real = gap / base.number * _HUNDRED if is_rate else gap
    slack = (
        max(told.room, _POINT if told.number == int(told.number) else Decimal("0.1"))
        if is_rate
        else told.room
    )
    off = slack + (room / base.number * _HUNDRED if is_rate else room)
    if abs(real - told.number) > off and (is_rate or told.unit != PERCENT):
        shown = f"{real:.1f}%" if is_rate else told.shown(real)
        yield Slip(told.start, told.end, f"按前后的两个数算是{shown}，请核对")
