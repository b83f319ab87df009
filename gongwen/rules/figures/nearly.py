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
from gongwen.rules.figures.quantities import PERCENT, POINTS, Quantity, is_misprint, is_shifted, sentences
from gongwen.rules.figures.rates import LESS, MORE
from gongwen.rules.rule import Part, Slip, rule

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_HUNDRED, _ZERO = Decimal(100), Decimal()
_UP, _DOWN = f"{MORE}|多|高出?|超出|新增|净增加?", f"{LESS}|少|低|净减少?"
_RISES = pattern(f"(?:{_UP})了?$")
_CHANGES = f"(?:{_UP}|{_DOWN}|增幅|涨幅|增速|增长率|降幅|增减)(?:了|为|达到?|是)?$"
_BY = pattern(_CHANGES)
"""Before by how much something has changed."""
_OF_THE_SAME = pattern(
    f"(?:^|同比|环比|比[^，]{{0,8}}|较[^，]{{0,8}}|分别|共|累计|也|又|(?<!年)均|净){_CHANGES}"
)
"""The same, said of what the clause before is about."""
_APART = pattern("(?:相差|差距|高出|多出|低于)[^，]{0,3}$")
"""Before what two things differ by."""
_UNSAID = pattern("同比|比上|较上|比去|较去|比同|较同|比前|较前")
"""By which the figure that is compared with stands nowhere."""
_BASE = pattern("由|从|比|较|去年|上年|上期|同期|季度|原|以前|[12]\\d{3}年")
_OF_A_YEAR = pattern(f"^(?:其中)?(?:预?计?划)?([12]\\d{{3}})年{HANZI}{{0,4}}$")
_LATER = pattern("[到至为达]$|到$|[12]\\d{3}年|今年|本[期年]|季度|现")
"""In the clauses of a figure with which a later one is compared, and of that one."""
_COMPARED = pattern("(?:比|较)[^，]{0,10}的?$")
"""Right before what something was."""
_SHARE = pattern(
    "(?:率|占比|比例|比重)(?:均)?(?:为|是|达到?|达)?了?$|占[^占]{0,12}$|相当于[^，]{0,10}$|完成[^，]{0,8}的$"
)
_OTHER_MATTER = pattern("[。；]|，.*，|[^，]{25}")
"""Between a figure and a share that is none of it."""
_OF_NAMES = pattern(f"(?P<some>{HANZI}{{3,8}})占(?P<whole>{HANZI}{{3,8}}?)的?$")
_NAME = 3
"""Characters of a name by which it is known again."""
_MEAN = pattern(
    rf"(?:平均(?:每(?P<scale>十万|[百千万])?(?P<of>{HANZI}{{1,4}}?))?|(?P<per>[户人亩次村校班日月])均|每(?P<each>公里|[户人亩]|[个座所支名台辆套]{HANZI}{{0,4}}?)平均)(?P<what>[^均每]{{0,8}})$"
)
_SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000)}
_WHOLE = pattern("(?:(?<!公)共计?|合计|总计|总共|[两三四五]年累计)[^共计]{0,6}$")
_PARTS = pattern("[^，。；]{0,10}(?:[（(：]|[，（(]?(?:其中|包括|即|分别|(?<!不)含))")
"""Behind a whole, before its parts."""
_REST = pattern(
    "^(?:其余|剩余|剩下|尚余|还有|尚有|余下|仍有|另有|尚未|还[剩差]|未)|(?:剩余|结余|缺口|尚未|差额)(?:为|是|仅)?$"
)
_OPENING, _CLOSING = pattern("上年末|[年期月]初|上[期月]末"), pattern("(?<!上)[年期月]末[^，]{0,8}$")
_MOVED = pattern("当[期年月]|本[期年月]|新增|增加|减少|净")
"""Before how much came in or went between both."""
_NET = pattern("净(?:增加?|减少?)了?$")
_BEFORE_ROUGH = pattern("约|近$|不少于|不低于|不超过|最高|最多|至少|目标|力争|不高于")
_BEHIND_ROUGH = pattern("[余多]|以[上下内]|左右")
"""Before and behind a figure that is not exact."""
_NEAR_WORDS = 6
"""Characters before a figure among which a word like 约 stands."""
_POINTS_OFF, _TENTHS_OFF = Decimal(2), Decimal(12)
"""Points within which a share, and one told in words, is still meant to be that of two figures."""
_CLOSE, _CLOSER, _MEANT = Decimal("0.15"), Decimal("0.1"), Decimal("0.35")
"""Share by which a rate, a sum and a mean may be off and still be meant to be that of some figures."""
_ANY = Decimal(1000)
"""As far off as it may be."""
_LEAST = 2
_FEW = 12
"""Figures of a paragraph that are looked at: with more, some make any number."""
_ROUNDED, _EXACT = Decimal("0.6"), Decimal("0.2")
"""Points by which a rate without and with a decimal may be off."""

Bounds = tuple[Decimal, Decimal]
"""What a rate is at least and at most, as the figures that make it are rounded."""


@rule("figures.nearly-share", "", "推荐", "提示", _SENTENCES, signs="%％占率之成半")
def nearly_share(text: str) -> Iterator[Slip]:
    """写出的比例、几分之几、几成，按前面的数算得出来；差得不多又算不出来的，请核对。

    Wrong: 各批58件、190件，合计248件。已办结217件，办结率86.5%。
    Right: 各批58件、190件，合计248件。已办结217件，办结率87.5%。
    """
    for told, own, before in _derived(text, PERCENT):
        if not _SHARE.search(told.label):
            continue
        some = [each for each in _counts(own) if each.start < told.start][-1:]
        is_beside = some and not _OTHER_MATTER.search(text, some[0].end, told.start)
        wholes = [each for each in _counts((*before, *own)) if is_beside and each.unit == some[0].unit]
        rates = [_ratio(some[0], each) for each in wholes if each.number > some[0].number]
        named = [_ratio(*pair) for pair in _named(told, (*before, *own))]
        yield from _odd_rate(told, named or rates, rates, _CLOSE)


@rule("figures.nearly-change", "", "推荐", "提示", _SENTENCES, signs="%％成番")
def nearly_change(text: str) -> Iterator[Slip]:
    """写出的增幅、降幅，按写出的前后两个数、或者这个数和增减的数算得出来；算不出来的，请核对。

    Wrong: 浓度由2025年的40微克/立方米降至35微克/立方米，降幅达10%。
    Right: 浓度由2025年的40微克/立方米降至36微克/立方米，降幅达10%。
    """
    for told, own, before in _derived(text, PERCENT):
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
    for told, own, before in _derived(text, ""):
        unit = PERCENT if told.unit == POINTS else told.unit
        near = [each for each in own if each.unit == unit and each.start < told.start]
        changes = [each for each in near if _BY.search(each.label)]
        if _NET.search(told.label) and len(changes) >= _LEAST:
            signed = (each.number if _RISES.search(each.label) else -each.number for each in changes)
            yield from _odd_number(told, [abs(sum(signed, _ZERO))], _ANY)
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
            yield from _odd_number(told, [abs(a.number - b.number) for a, b in meant], close)


@rule("figures.nearly-mean", "", "推荐", "提示", _SENTENCES, signs="均", formerly=("figures.mean",))
def nearly_mean(text: str) -> Iterator[Slip]:
    """户均、人均、每公里平均多少，是写出的总数除以个数；差得不多又算不出来的，请核对。

    Wrong: 补贴面积46.8万亩，涉及9.36万户，户均4.5亩。 Right: 补贴面积46.8万亩，涉及9.36万户，户均5亩。
    """
    for told, own, before in _derived(text, ""):
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
                if each.unit == told.unit and each is not told and not _BEFORE_ROUGH.search(each.label)
            ]
            wholes += [each for each in _bearing(match["what"], before) if each.unit == told.unit]
            close = _MEANT if of else _CLOSER
            yield from _odd_number(told, [a.number * scale / b.number for a in wholes for b in counts], close)


@rule("figures.nearly-sum", "", "推荐", "提示", _SENTENCES, signs="共计合其包即分：（余剩未还尚缺末净")
def nearly_sum(text: str) -> Iterator[Slip]:
    """总数、剩下的数、净增减的数，与写出的各项相符；差得不多又算不出来的，请核对是不是漏了、错了。

    Wrong: 存在36个问题，即思想方面5个、水的方面15个、气的方面8个、土的方面9个。
    Right: 存在36个问题，即思想方面5个、水的方面14个、气的方面8个、土的方面9个。
    """
    for told, own, before in _derived(text, ""):
        same = [each for each in own if each.unit == told.unit]
        earlier = [each for each in before if each.unit == told.unit][-_FEW:]
        if told.unit != POINTS and not _NET.search(told.label):
            made, others = _made_of(text, told, same, earlier)
            if not _is_made(told, others):
                yield from _odd_number(told, made, _CLOSER)


def _derived(text: str, unit: str) -> Iterator[tuple[Quantity, Sequence[Quantity], Sequence[Quantity]]]:
    """Yield each figure of ``text`` in per cent or, without ``unit``, in any other unit, with its sentence and what is before it."""
    for own, before in sentences(text):
        for told in own if len(own) > 1 or before else ():
            is_rough = _BEFORE_ROUGH.search(told.label[-_NEAR_WORDS:]) or _BEHIND_ROUGH.match(text, told.end)
            if (told.unit == PERCENT) == bool(unit) and not is_rough:
                yield told, own, before


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
    levels = [each for each in found if not _BY.search(each.label)]
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
        if a.unit == b.unit and _COMPARED.search(b.label) and not (_BY.search(a.label) or _BY.search(b.label))
    ]


def _moves(found: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Return each figure with the one right behind it that says by how much it has changed."""
    return [(a, b) for a, b in pairwise(found) if a.unit == b.unit and _BY.search(b.label)]


def _ratio(some: Quantity, whole: Quantity) -> Bounds:
    """Return what per cent ``some`` is of ``whole``."""
    least = (some.number - some.room) / (whole.number + whole.room)
    return least * _HUNDRED, (some.number + some.room) / (whole.number - whole.room) * _HUNDRED


def _change(before: Quantity, now: Quantity) -> Bounds:
    """Return by what per cent a figure has changed: to another one, or by one that says by how much."""
    if _BY.search(now.label):
        sign = 0 if _COMPARED.search(before.label) else -1 if _RISES.search(now.label) else 1
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
    near = [one for one in middles if abs(one - told.number) <= points or _is_meant(told.number, one, close)]
    yield from _told(told, near)


def _odd_number(told: Quantity, meant: Sequence[Decimal], close: Decimal) -> Iterator[Slip]:
    """Yield that ``told`` is none of ``meant`` and is near enough to one."""
    if told.number not in meant:
        yield from _told(told, [each for each in meant if _is_meant(told.number, each, close)])


def _told(told: Quantity, near: Sequence[Decimal]) -> Iterator[Slip]:
    if near:
        real = min(near, key=lambda each: abs(each - told.number))
        shown = f"{real:.1f}%" if told.unit == PERCENT else told.shown(real)
        yield Slip(told.start, told.end, f"按写出的数算是{shown}，请核对")


def _is_meant(told: Decimal, real: Decimal, close: Decimal) -> bool:
    """Whether ``told`` may be meant to be ``real``: near it, or with its digits but for one or two that change places."""
    return (
        told > 0
        and real > 0
        and (abs(told - real) <= close * max(told, real) or is_misprint(told, real) or is_shifted(told, real))
    )


def _is_of(text: str, count: Quantity, of: str) -> bool:
    """Whether ``count`` is a number of what ``of`` says: 30个村 and 村均, 9万户 and 户均; of anything where it is ""."""
    end = of[-1:]
    return (
        (of != "" and count.unit.startswith(of))
        or count.unit == of[:1].replace("名", "人")
        or end in text[count.end : count.end + 4]
        or end in count.label[-2:]
    )


def _made_of(
    text: str, told: Quantity, own: Sequence[Quantity], earlier: Sequence[Quantity]
) -> tuple[list[Decimal], Sequence[Quantity]]:
    """Return what ``told``, one of its sentence, its ``own``, may come to by its words, and the figures that may make it.

    Nothing where it is no whole and no rest; a whole has its parts beside it, a rest may be of what an ``earlier``
    sentence tells.
    """
    index = own.index(told)
    before, behind = own[:index], own[index + 1 :]
    if _PARTS.match(text[told.end : behind[0].start] if behind else ""):
        parts = behind[: _run(text, behind)]
        is_sum = len(parts) >= _LEAST and (
            _is_by_year(parts) or not any(_BASE.search(each.label) for each in parts)
        )
        return ([_total(parts)] if is_sum else []), own
    if _WHOLE.search(told.label):
        return [_total(before[start:]) for start in range(len(before) - 1)], own
    known = [*earlier, *before]
    opening = [each for each in known if _OPENING.search(each.label)]
    if _CLOSING.search(told.label) and opening:
        changes = [each for each in known if _MOVED.search(each.label)]
        return [opening[-1].number + sign * each.number for each in changes for sign in (1, -1)], known
    if _REST.search(told.label):
        wholes = [each for at, each in enumerate(before) if each.number >= _total(before[at + 1 :])]
        return [a.number - b.number for a in wholes for b in before if b.start > a.start], [*known, *behind]
    return [], ()


def _is_by_year(parts: Sequence[Quantity]) -> bool:
    """Whether each of ``parts`` is told of one year, the next of the next year."""
    years = [int(match[1]) if (match := _OF_A_YEAR.search(each.label)) else 0 for each in parts]
    return all(years) and all(after == year + 1 for year, after in pairwise(years))


def _run(text: str, parts: Sequence[Quantity]) -> int:
    """Return how many of ``parts`` stand in one list: up to a semicolon, or one that is a whole itself."""
    for at, (one, each) in enumerate(pairwise(parts), 1):
        is_over = "；" in text[one.end : each.start] or _WHOLE.search(each.label) or _BY.search(each.label)
        if is_over:
            return at
    return len(parts)


def _total(found: Iterable[Quantity]) -> Decimal:
    return sum((each.number for each in found), _ZERO)


def _is_made(told: Quantity, every: Sequence[Quantity]) -> bool:
    """Whether figures beside ``told`` make it: those side by side together, or two added or taken from one another."""
    numbers = [each.number for each in every if each is not told]
    room = max((each.room for each in every), default=_ZERO)
    runs = [sum(numbers[start:end], _ZERO) for start, end in combinations(range(len(numbers) + 1), 2)]
    pairs = [made for a, b in combinations(numbers, 2) for made in (abs(a - b), a + b)]
    return any(abs(made - told.number) <= room for made in (*runs, *pairs))
