"""Figures that would follow from others of their paragraph if they were a little other: told as doubtful.

A figure of which the text says that it follows from others (a share, a change, a mean, a whole, what is left) is right
as soon as some of the figures beside it make it. It is told only where none do, and where those that are meant by the
words, or that nearly make it, stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise, permutations

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.beside import rate_and_base, rate_beside
from gongwen.rules.figures.changes import from_base
from gongwen.rules.figures.computed import difference, growth, share
from gongwen.rules.figures.derived import (
    BEFORE_ROUGH,
    BY,
    CHANGED,
    RISES,
    apart_from,
    derived,
    is_meant,
    odd_number,
    tell,
)
from gongwen.rules.figures.quantities import PERCENT, POINTS, Quantity
from gongwen.rules.figures.rates import rate
from gongwen.rules.figures.reckoned import share_of
from gongwen.rules.figures.stated import compared
from gongwen.rules.rule import Part, Slip, rule

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_HUNDRED, _ZERO = Decimal(100), Decimal()
_OF_THE_SAME = pattern(
    f"(?:^|同比|环比|比[^，]{{0,8}}|较[^，]{{0,8}}|分别|共|累计|也|又|每{HANZI}{{1,3}}|(?<!年)均|净){CHANGED}"
)
"""The same, said of what the clause before is about."""
_APART = pattern("(?:相差|差距|高出|多出|低于)[^，]{0,3}$")
"""Before what two things differ by."""
_UNSAID = pattern("同比|比上|较上|比去|较去|比同|较同|比前|较前")
"""By which the figure that is compared with stands nowhere."""
_BASE = pattern("由|从|比|较|去年|上年|上期|同期|季度|原|以前|[12]\\d{3}年")
_LATER = pattern("[到至为达]$|到$|[12]\\d{3}年|今年|本[期年]|季度|现")
"""In the clauses of a figure with which a later one is compared, and of that one."""
_COMPARED_WITH = pattern("^(?:是|为|相当于|达到)")
_COMPARED = pattern("(?:比|较)[^，]{0,10}的?$")
"""Right before what something was."""
_SHARE = pattern(
    "(?:率|占比|比例|比重)(?:均)?(?:为|是|达到?|达)?了?$|占[^占]{0,12}$|相当于[^，]{0,10}$|完成[^，]{0,8}的$"
)
_RATE = pattern(f"({HANZI}{HANZI})率(?:均)?(?:为|是|达到?)?$")
_OTHER_MATTER = pattern("[。；]|，.*，|[^，]{25}")
"""Between a figure and a share that is none of it."""
_OF_NAMES = pattern(f"(?P<some>{HANZI}{{3,8}})占(?P<whole>{HANZI}{{3,8}}?)的?$")
_NAME = 3
"""Characters of a name by which it is known again."""
_MEAN = pattern(
    rf"(?:平均(?:每(?P<scale>十万|[百千万])?(?P<of>{HANZI}{{1,4}}?))?|(?P<per>[户人亩次村校班日月])均|每(?P<each>公里|[户人亩]|[个座所支名台辆套]{HANZI}{{0,4}}?)平均)(?P<what>[^均每]{{0,8}})$"
)
_SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000)}
_NET = pattern("净(?:增加?|减少?)了?$")
_POINTS_OFF, _TENTHS_OFF = Decimal(2), Decimal(12)
"""Points within which a share, and one told in words, is still meant to be that of two figures."""
_CLOSE, _CLOSER, _MEANT = Decimal("0.15"), Decimal("0.1"), Decimal("0.35")
"""Share by which a rate, a sum and a mean may be off and still be meant to be that of some figures."""
_ANY = Decimal(1000)
"""As far off as it may be."""
_LEAST = 2
_FEW = 12
"""Figures of a paragraph that are looked at: with more, some make any number."""
_ROUNDED, _EXACT = Decimal("0.6"), Decimal("0.1")
"""Points by which a rate without and with a decimal may be off."""

Bounds = tuple[Decimal, Decimal]
"""What a rate is at least and at most, as the figures that make it are rounded."""


@rule("figures.nearly-share", "", "推荐", "提示", _SENTENCES, signs="%％占率之成半")
def nearly_share(text: str) -> Iterator[Slip]:
    """写出的比例、几分之几、几成，按前面的数算得出来；差得不多又算不出来的，请核对。

    Wrong: 各批58件、190件，合计248件。已办结217件，办结率86.5%。
    Right: 各批58件、190件，合计248件。已办结217件，办结率87.5%。
    """
    yield from apart_from(text, _odd_shares(text), (rate, share, share_of, rate_beside))


def _odd_shares(text: str) -> Iterator[Slip]:
    for told, own, before in derived(text, PERCENT):
        if not _SHARE.search(told.label):
            continue
        some = [each for each in _counts(own) if each.start < told.start][-1:]
        is_beside = some and not _OTHER_MATTER.search(text, some[0].end, told.start)
        wholes = [each for each in _counts((*before, *own)) if is_beside and each.unit == some[0].unit]
        rates = [_ratio(some[0], each) for each in wholes if each.number > some[0].number]
        rates += [] if some else _following(told, own)
        named = [_ratio(*pair) for pair in _named(told, (*before, *own))]
        yield from _odd_rate(told, named or rates, rates, _CLOSE)


@rule("figures.nearly-times", "", "推荐", "提示", _SENTENCES, signs="倍")
def nearly_times(text: str) -> Iterator[Slip]:
    """“甲多少，是乙多少的几倍”，倍数是写出的两个数算出来的；差得不多的，请核对。

    Wrong: 城镇居民收入38600元，是农村居民19300元的1.8倍。 Right: 城镇居民收入38600元，是农村居民19300元的2倍。
    """
    for told, own, _ in derived(text, ""):
        same = _counts(own[: own.index(told)])[-_LEAST:]
        is_of_two = told.unit == "倍" and len(same) == _LEAST and text[same[1].end : told.start] == "的"
        if is_of_two and same[0].unit == same[1].unit and _COMPARED_WITH.search(same[1].label):
            real = same[0].number / same[1].number
            if abs(real - told.number) > max(told.room, real / 50):
                yield from odd_number(told, [real], _MEANT)


@rule("figures.nearly-change", "", "推荐", "提示", _SENTENCES, signs="%％成番")
def nearly_change(text: str) -> Iterator[Slip]:
    """写出的增幅、降幅，按写出的前后两个数、或者这个数和增减的数算得出来；算不出来的，请核对。

    Wrong: 浓度由2025年的40微克/立方米降至35微克/立方米，降幅达10%。
    Right: 浓度由2025年的40微克/立方米降至36微克/立方米，降幅达10%。
    """
    yield from apart_from(text, _odd_changes(text), (rate, growth, compared, from_base, rate_and_base))


def _odd_changes(text: str) -> Iterator[Slip]:
    for told, own, before in derived(text, PERCENT):
        if not _OF_THE_SAME.search(told.label) and "番" not in text[told.start : told.end]:
            continue
        near = [each for each in _counts(own) if each.start < told.start]
        compared = _compared(near)
        pairs = compared or _levels(near)[-1:] or _moves(near)[-1:]
        meant = [_change(*pair) for pair in pairs if near[-1] in pair]
        every = [] if compared else [*_counts(before)[-_FEW:], *near]
        rates = [_change(a, b) for a, b in permutations(every, 2) if a.unit == b.unit and b in near]
        yield from _odd_rate(told, meant, rates, _ANY)


@rule("figures.nearly-apart", "", "推荐", "提示", _SENTENCES, signs="差高低多少增减升降提")
def nearly_apart(text: str) -> Iterator[Slip]:
    """“相差多少”“增加多少”“提高几个百分点”，按写出的两个数算得出来；算不出来的，请核对。

    Wrong: 居民结余0.7亿元，职工结余7.14亿元，两者相差6.34亿元。
    Right: 居民结余0.7亿元，职工结余7.14亿元，两者相差6.44亿元。
    """
    yield from apart_from(text, _odd_gaps(text), (difference, compared, from_base))


def _odd_gaps(text: str) -> Iterator[Slip]:
    for told, own, before in derived(text, ""):
        unit = PERCENT if told.unit == POINTS else told.unit
        near = [each for each in own if each.unit == unit and each.start < told.start]
        changes = [each for each in near if BY.search(each.label)]
        if _NET.search(told.label) and len(changes) >= _LEAST:
            signed = (each.number if RISES.search(each.label) else -each.number for each in changes)
            yield from odd_number(told, [abs(sum(signed, _ZERO))], _ANY)
            continue
        if _APART.search(told.label):
            meant, close = list(combinations(near, 2)), _CLOSER
        elif _OF_THE_SAME.search(told.label) and not _UNSAID.search(told.clause):
            meant, close = [pair for pair in _levels(near)[-1:] if pair[1] is near[-1]], _ANY
        else:
            continue
        every = [each for each in (*before, *own) if each.unit == unit and each is not told][-_FEW:]
        gaps = [abs(a.number - b.number) for a, b in combinations(every, 2)]
        if not any(abs(gap - told.number) <= told.room for gap in gaps):
            yield from odd_number(told, [abs(a.number - b.number) for a, b in meant], close)


@rule("figures.nearly-mean", "", "推荐", "提示", _SENTENCES, signs="均", formerly=("figures.mean",))
def nearly_mean(text: str) -> Iterator[Slip]:
    """户均、人均、每公里平均多少，是写出的总数除以个数；差得不多又算不出来的，请核对。

    Wrong: 补贴面积46.8万亩，涉及9.36万户，户均4.5亩。 Right: 补贴面积46.8万亩，涉及9.36万户，户均5亩。
    """
    for told, own, before in derived(text, ""):
        if not (match := _MEAN.search(told.label)):
            continue
        others = [each for each in _counts((*before, *own)) if each is not told]
        scale = _SCALES.get(match["scale"], Decimal(1))
        few = others[-_FEW:]
        real = [a.number * scale / b.number for a, b in permutations(few, 2) if a.unit == told.unit]
        place = told.room * 2 or told.scale
        if not any(abs(each - told.number) < max(place, each / 100) for each in real):
            of = match["of"] or match["per"] or match["each"] or ""
            counts = [each for each in others if each.unit != told.unit and _is_of(text, each, of)]
            wholes = [
                each
                for each in own
                if each.unit == told.unit and each is not told and not BEFORE_ROUGH.search(each.label)
            ]
            wholes += [each for each in _bearing(match["what"], before) if each.unit == told.unit]
            close = _MEANT if of else _CLOSER
            yield from odd_number(told, [a.number * scale / b.number for a in wholes for b in counts], close)


def _following(told: Quantity, own: Sequence[Quantity]) -> list[Bounds]:
    """Return the rate of the two figures right behind ``told``, the second of which bears its name: 办结率为97%，受理200件，办结194件."""
    name = _RATE.search(told.label)
    pair = _counts(own)[:_LEAST]
    if name is None or len(pair) < _LEAST or pair[0].unit != pair[1].unit or pair[0].number < pair[1].number:
        return []
    return [_ratio(pair[1], pair[0])] if name[1] in pair[1].label and name[1] not in pair[0].label else []


def _bearing(name: str, found: Iterable[Quantity]) -> list[Quantity]:
    """Return the figures right behind ``name``, which has some characters."""
    return [each for each in found if len(name) >= _NAME and each.label.endswith(name)]


def _counts(found: Iterable[Quantity]) -> list[Quantity]:
    return [each for each in found if each.unit not in (PERCENT, POINTS, "倍") and each.number]


def _named(told: Quantity, every: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Return the figures that bear the names of a share and its whole: 市级财政资金占总投资的25%."""
    match = _OF_NAMES.search(told.label)
    if not match:
        return []
    some = [each for each in _counts(every) if match["some"][:_NAME] in each.label]
    wholes = [each for each in _counts(every) if match["whole"][-_NAME:] in each.label]
    return [(a, b) for a in some for b in wholes if a.unit == b.unit and a.number < b.number]


def _levels(found: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Return each two figures of one unit side by side of which the first is said to be what it was before."""
    levels = [each for each in found if not BY.search(each.label)]
    return [
        (a, b)
        for a, b in pairwise(levels)
        if a.unit == b.unit and _BASE.search(a.clause) and _LATER.search(b.clause)
    ]


def _compared(found: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Return the last two of one unit, the first of which is compared with the other, as what was before and what is."""
    return [
        (b, a)
        for a, b in pairwise(found[-_LEAST:])
        if a.unit == b.unit and _COMPARED.search(b.label) and not (BY.search(a.label) or BY.search(b.label))
    ]


def _moves(found: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Return each figure that says by how much another has changed, behind that one: the last before it of its unit."""
    pairs = []
    for at, moved in enumerate(found):
        same = [each for each in found[:at] if each.unit == moved.unit]
        if same and BY.search(moved.label):
            pairs.append((same[-1], moved))
    return pairs


def _ratio(some: Quantity, whole: Quantity) -> Bounds:
    """Return what per cent ``some`` is of ``whole``."""
    least = (some.number - some.room) / (whole.number + whole.room)
    return least * _HUNDRED, (some.number + some.room) / (whole.number - whole.room) * _HUNDRED


def _change(before: Quantity, now: Quantity) -> Bounds:
    """Return by what per cent a figure has changed: to another one, or by one that says by how much."""
    if BY.search(now.label):
        sign = 0 if _COMPARED.search(before.label) else -1 if RISES.search(now.label) else 1
        base = before.number + sign * now.number
        room = before.room + now.room
        is_base = base > room
        least, most = (now.number - now.room, now.number + now.room) if is_base else (_ZERO, _ZERO)
        return least / (base + room) * _HUNDRED if is_base else _ZERO, most / (
            base - room
        ) * _HUNDRED if is_base else _ZERO
    gap, room = abs(now.number - before.number), now.room + before.room
    return max(gap - room, _ZERO) / before.number * _HUNDRED, (gap + room) / before.number * _HUNDRED


def _odd_rate(
    told: Quantity, meant: Sequence[Bounds], every: Sequence[Bounds], close: Decimal
) -> Iterator[Slip]:
    """Yield that ``told`` is none of ``every`` rate that figures make, and may be meant to be one of ``meant``."""
    room = max(told.room, _ROUNDED if told.number == int(told.number) else _EXACT)
    if any(least - room <= told.number <= most + room for least, most in (*meant, *every)):
        return
    points = _TENTHS_OFF if told.room > 1 else _POINTS_OFF
    middles = [(least + most) / 2 for least, most in meant]
    near = [one for one in middles if abs(one - told.number) <= points or is_meant(told.number, one, close)]
    yield from tell(told, near)


def _is_of(text: str, count: Quantity, of: str) -> bool:
    """Whether ``count`` is a number of what ``of`` says: 30个村 and 村均, 9万户 and 户均; of anything where it is ""."""
    end = of[-1:]
    return (
        (of != "" and count.unit.startswith(of))
        or count.unit == of[:1].replace("名", "人")
        or end in text[count.end : count.end + 4]
        or end in count.label[-2:]
    )
