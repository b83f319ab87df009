"""Figures that follow from the two right beside them: a rate, what is left, a change told with its base, so much for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.quantities import (
    PERCENT,
    POINTS,
    Quantity,
    is_misprint,
    is_shifted,
    quantities,
    sentences,
)
from gongwen.rules.rule import Around, Part, Slip, rule

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_RATE = pattern(f"(?:^|其中)(?P<core>{HANZI}{{0,6}}?)(?:率|占比)(?:为|是|达到?)?$")
_TO_RATE = pattern("^[^，。；：、]{0,4}，$")
"""Between a figure and the rate that follows from it, without its own words."""
_WHOLE = pattern("共|总|计划|应|现有|原有|合同|达到|任务|核定|发现|排查|受理|设计|全[市县区镇乡村省]|列入")
"""In the clause of a figure of which the next one is a part."""
_AMONG = "其中"
_CORE = 2
_SLACK = Decimal("0.6")
"""Points by which a rate may be rounded otherwise."""
_HUNDRED = Decimal(100)
_PLAN = pattern("(?:完成|占|达到)[^，]{0,6}(?:计划|目标|任务|预算|预期)(?:数|的)?$")
_MOVED = pattern(
    f"(?:同比|比上年|较上年|比去年|较去年)?{HANZI}{{0,2}}(?:增长|上升|提高|增加|下降|减少|降低)了?$"
)
_OF_BASE = pattern("^(?:比|较)(?:上年|去年|上年同期|去年同期|[12]\\d{3}年)(?:同期)?的?$")
_BY = pattern("(?:增加|增长|上升|减少|下降|降低|净增)了?$")
_REST = pattern(f"^(?:其余|剩余|剩下|尚余|余下|仍有|还有){HANZI}{{0,6}}$")
_LACK = pattern("(?:缺口|尚缺|还[差缺]|尚差)(?:为|是|约)?$")
_IN_ALL = pattern(
    f"(?:总投资|投资总额|投资概算|概算投资|估算投资|投资估算|共需{HANZI}{{0,4}}|所需(?:资金|经费)共?|总造价)(?:约|为|是)?$"
)
_ROUGH = pattern("[余多]|以[上下内]|左右")
_DONE, _PLANNED = pattern("减|脱|完成|整改|办结|已|实际|销号|化解"), pattern("计划|目标|应|拟|任务|[需未]")
_IN_ALL_BEFORE = pattern("共有?|总[数量]|合计|累计")
_MONEY = "元"
_MEANT = Decimal("0.35")
_ALL, _COMMA = pattern("(?:共计?|合计|总计)(?:有|为)?"), pattern("，(?:共计?|合计|总计)(?:有|为)?")
_YIELD = pattern("(?:亩产量?|单产)(?:约|达到?|为)?$")
_TEN = Decimal(10)
_STATE_DONE = pattern("已(?:完工|完成|建成|竣工|整改|办结|开工|投用|投产|解决|验收)$")
_STATE = pattern(
    f"{_STATE_DONE.pattern}|(?:在建|正在(?:施工|建设|整改|办理|招标|推进)|(?:未|尚未|待)(?:开工|完工|整改|办结|建)|正在进行前期工作)$"
)
_NO_PART = pattern("每|均|增|减|占|缺|其余.*等")
_NEAR, _TENTH = Decimal("0.2"), Decimal("0.1")
"""Share of a whole by which its states, and its parts, may be off and still be meant to make it."""


def _is_off(told: Quantity, real: Decimal, room: Decimal) -> bool:
    """Whether ``told`` is not ``real``, and is meant to be: near it, of its digits but for one or two, or ten times it."""
    if abs(told.number - real) <= max(told.room, room) or real <= 0:
        return False
    far = abs(told.number - real) / max(told.number, real)
    return far <= _MEANT or is_misprint(told.number, real) or is_shifted(told.number, real)


@rule("figures.rate-beside", "", "推荐", "提示", _SENTENCES, signs="率占")
def rate_beside(text: str) -> Iterator[Slip]:
    """紧接着两个数写的占比、入住率、整改率，按这两个数算得出来。

    Wrong: 养老床位共2.4万张，其中护理型床位1.32万张，占比达到65%。
    Right: 养老床位共2.4万张，其中护理型床位1.32万张，占比达到55%。
    """
    for own, before in sentences(text):
        for told in own:
            match = _RATE.search(told.label) if told.unit == PERCENT else None
            near = [each for each in (*before, *own) if each.start < told.start]
            if not match or len(near) < _CORE or near[-1].unit in (PERCENT, POINTS):
                continue
            whole, some = near[-2:]
            between = text[some.end : told.start - len(told.label)]
            if _TO_RATE.match(between) and _is_part(text, whole, some, match["core"]):
                real = some.number / whole.number * _HUNDRED
                if not _is_any(told, some, [*before, *own], real):
                    yield Slip(told.start, told.end, f"按前面的两个数算是{real:.1f}%，请核对")


def _is_part(text: str, whole: Quantity, some: Quantity, core: str) -> bool:
    """Whether ``some`` is of ``whole``, and the rate with ``core`` before 率 is theirs."""
    said = text[whole.end : some.start]
    is_named = bool(core) and core[:_CORE] in some.clause
    is_whole = _AMONG in said or (_WHOLE.search(whole.clause) is not None and is_named)
    is_alike = whole.unit == some.unit or (is_named and "，" in said)
    return (
        is_whole
        and is_alike
        and "。" not in said
        and 0 < some.number <= whole.number
        and (is_named or not core)
    )


def _is_any(told: Quantity, some: Quantity, every: Sequence[Quantity], real: Decimal) -> bool:
    """Whether ``told`` is ``real`` or the rate of ``some`` and any other figure, or what is left of a hundred."""
    rates = [some.number / each.number * _HUNDRED for each in every if each.unit == some.unit and each.number]
    return any(
        abs(told.number - each) <= max(told.room, _SLACK)
        for each in (real, *rates, *(_HUNDRED - one for one in rates))
    )


@rule("figures.rate-and-base", "", "推荐", "提示", _SENTENCES, signs="%％")
def rate_and_base(text: str) -> Iterator[Slip]:
    """“多少，同比增长百分之几，比上年同期的多少增加多少”，几个数相符。

    Wrong: 完成投资18.6亿元，同比增长42%，比上年同期的15亿元增加3.6亿元。
    Right: 完成投资18.6亿元，同比增长24%，比上年同期的15亿元增加3.6亿元。
    """
    for own, _ in sentences(text):
        for now, rate, base in zip(own, own[1:], own[2:], strict=False):
            is_row = now.unit == base.unit and rate.unit == PERCENT and _MOVED.search(rate.label)
            if is_row and _OF_BASE.search(base.label) and base.number:
                real = abs(now.number - base.number) / base.number * _HUNDRED
                room = (now.room + base.room) / base.number * _HUNDRED + _SLACK
                if abs(real - rate.number) > max(room, rate.room):
                    yield Slip(rate.start, rate.end, f"按前后的两个数算是{real:.1f}%，请核对")
                yield from _odd_gap(now, base, own[own.index(base) + 1 :])


def _odd_gap(now: Quantity, base: Quantity, behind: Sequence[Quantity]) -> Iterator[Slip]:
    """Yield that the first figure ``behind``, by how much ``now`` is more or less than ``base``, is not that."""
    gap = behind[0] if behind and behind[0].unit == now.unit and _BY.fullmatch(behind[0].label) else None
    real = abs(now.number - base.number)
    if gap and abs(gap.number - real) > gap.room + now.room:
        yield Slip(gap.start, gap.end, f"前后的两个数相差{gap.shown(real)}，请核对")


@rule("figures.of-plan", "", "推荐", "提示", _SENTENCES, signs="%％")
def of_plan(text: str) -> Iterator[Slip]:
    """“完成年度计划多少的百分之几”，与句中写出的完成数相符。

    Wrong: 完成投资18.6亿元，同比增加3.6亿元，完成年度计划31亿元的66%。
    Right: 完成投资18.6亿元，同比增加3.6亿元，完成年度计划31亿元的60%。
    """
    for own, before in sentences(text):
        for plan, rate in pairwise(own):
            is_plan = (
                plan.number
                and _PLAN.search(plan.label)
                and rate.unit == PERCENT
                and text[plan.end : rate.start] == "的"
            )
            if not is_plan:
                continue
            some = [each for each in own if each.unit == plan.unit and each.start < plan.start]
            rates = [
                each.number / plan.number * _HUNDRED for each in (*before, *some) if each.unit == plan.unit
            ]
            room = max((each.room + plan.room for each in some), default=Decimal()) / plan.number * _HUNDRED
            if some and not any(abs(rate.number - each) <= room + _SLACK for each in rates):
                real = some[0].number / plan.number * _HUNDRED
                yield Slip(rate.start, rate.end, f"按写出的数算是{real:.1f}%，请核对")


@rule("figures.rest", "", "推荐", "提示", _SENTENCES, reads="lines", signs="余剩仍还缺差")
def rest(text: str, around: Around) -> Iterator[Slip]:
    """其余的、剩下的、缺口，是总数减去前面写出的各项；总投资写在别处的也一样。

    Wrong: 发现问题682个，已整改651个，整改率95.5%，其余41个正在整改。
    Right: 发现问题682个，已整改651个，整改率95.5%，其余31个正在整改。
    """
    for own, before in sentences(text):
        for told in own:
            same = [each for each in own if each.unit == told.unit and each.start < told.start]
            if _ROUGH.match(text, told.end) or not (_REST.search(told.label) or _LACK.search(told.label)):
                continue
            meant = _rests(same)
            if told.unit == _MONEY and _LACK.search(told.label):
                wholes = [
                    each
                    for each in quantities(around.whole)
                    if each.unit == _MONEY and _IN_ALL.search(each.label)
                ]
                meant += [each.number - _sum(same) for each in wholes]
            earlier = [each for each in before if each.unit == told.unit]
            meant += _left_of([*earlier, *same])
            pairs = (abs(one.number - other.number) for one, other in combinations((*earlier, *same), 2))
            room = told.room + sum((each.room for each in same), Decimal())
            if not any(abs(told.number - each) <= room for each in (*meant, *pairs)):
                yield from _told(told, meant, room)


def _left_of(found: Sequence[Quantity]) -> list[Decimal]:
    """Return what is left of the first figure, of which there is so much in all, when what is done is taken away."""
    done = [each for each in found[1:] if _DONE.search(each.label) and not _PLANNED.search(each.label)]
    is_whole = len(done) > 1 and _IN_ALL_BEFORE.search(found[0].clause) is not None
    return [found[0].number - _sum(done)] if is_whole and found[0].number > _sum(done) else []


def _rests(same: Sequence[Quantity]) -> list[Decimal]:
    """Return what is left of the first of some figures without the others, and of each later one that is large enough."""
    rests = (one.number - _sum(same[at + 1 :]) for at, one in enumerate(same[:-1]))
    return [each for each in rests if each > 0]


def _sum(found: Sequence[Quantity]) -> Decimal:
    return sum((each.number for each in found), Decimal())


def _told(told: Quantity, meant: Sequence[Decimal], room: Decimal) -> Iterator[Slip]:
    real = next((each for each in meant if _is_off(told, each, room)), None)
    if real is not None:
        yield Slip(told.start, told.end, f"按写出的数算是{told.shown(real)}，请核对")


@rule("figures.states", "", "推荐", "提示", _SENTENCES, signs="已")
def states(text: str) -> Iterator[Slip]:
    """“已完工几座、在建几座”，合起来是前面写的总数；差得不多的，请核对。

    Wrong: 计划加固水库18座。目前已完工11座，在建9座。 Right: 计划加固水库18座。目前已完工11座，在建7座。
    """
    for own, before in sentences(text):
        row = [each for each in own if _STATE.search(each.label) and not _ROUGH.match(text, each.end)]
        is_both = len({bool(_STATE_DONE.search(each.label)) for each in row}) == _CORE
        if not is_both or len({each.unit for each in row}) > 1:
            continue
        start = text.rfind("。", 0, max(text.rfind("。", 0, row[0].start), 0)) + 1
        wholes = [
            each
            for each in (*before, *own)
            if start <= each.start < row[0].start and each.unit == row[0].unit
        ]
        real = _sum(row)
        near = [each for each in wholes if abs(each.number - real) <= _NEAR * real]
        if near and all(each.number != real for each in wholes):
            whole = near[0]
            message = f"合起来是{whole.shown(real)}，前面写{text[whole.start : whole.end]}，请核对"
            yield Slip(row[0].start, row[-1].end, message)


@rule("figures.wherein", "", "推荐", "提示", _SENTENCES, signs="其")
def wherein(text: str) -> Iterator[Slip]:
    """句号后面的“其中”列出的各项，合起来是前一句写的总数；差得不多的，请核对。

    Wrong: 总投资6750万元，每平方米4500元。其中建筑费5100万元，设备费780万元，其他费用520万元，预备费450万元。
    Right: 总投资6750万元，每平方米4500元。其中建筑费5100万元，设备费780万元，其他费用520万元，预备费350万元。
    """
    for own, before in sentences(text):
        start = text.rfind("。", 0, own[0].start) + 1
        end = text.find("；", own[0].start)
        parts = [each for each in own if each.unit == own[0].unit and (end < 0 or each.start < end)]
        is_list = (
            text.startswith(_AMONG, start)
            and len(parts) > _CORE
            and len(parts) == len([e for e in own if end < 0 or e.start < end])
        )
        wholes = [
            each
            for each in before
            if each.unit == own[0].unit and text.rfind("。", 0, start - 1) < each.start
        ]
        is_nested = "（其中" in text[own[0].start : own[-1].end]
        if not is_list or is_nested or not wholes or any(_NO_PART.search(each.label) for each in parts):
            continue
        real, room = _sum(parts), sum((each.room for each in parts), Decimal())
        near = [each for each in wholes if abs(each.number - real) <= _TENTH * real]
        if near and all(abs(each.number - real) > room + each.room for each in wholes):
            whole = near[0]
            message = f"列出的各项合计{whole.shown(real)}，前面写{text[whole.start : whole.end]}，请核对"
            yield Slip(parts[0].start, parts[-1].end, message)


@rule("figures.yield", "", "推荐", "提示", _SENTENCES, signs="亩单")
def yields(text: str) -> Iterator[Slip]:
    """亩产是总产量除以面积；差得不多又算不出来的，请核对。

    Wrong: 播种面积28.6万亩，总产量10.3万吨，平均亩产约306公斤。 Right: 播种面积28.6万亩，总产量10.3万吨，平均亩产约360公斤。
    """
    every = quantities(text)
    areas, wholes = ([each for each in every if each.unit == unit and each.number] for unit in ("亩", "吨"))
    for told in every:
        if told.unit not in ("公斤", "千克") or not _YIELD.search(told.label) or not areas:
            continue
        real = [whole.number * 1000 / area.number for whole in wholes for area in areas]
        if not any(abs(told.number - each) <= each / _HUNDRED * _CORE for each in real):
            yield from _told(told, real, told.room)


@rule("figures.parts-beside", "", "推荐", "提示", _SENTENCES, signs="共合")
def parts_beside(text: str) -> Iterator[Slip]:
    """“甲几个、乙几个，共几个”，紧接着写的总数就是这几个之和。

    Wrong: 新建5万吨级泊位4个、3万吨级泊位2个，共7个泊位。 Right: 新建5万吨级泊位4个、3万吨级泊位2个，共6个泊位。
    """
    for own, _ in sentences(text):
        for at, told in enumerate(own):
            if (
                at < _CORE
                or not _ALL.fullmatch(told.label)
                or not _COMMA.fullmatch(text[own[at - 1].end : told.start])
            ):
                continue
            first = at - 1
            while (
                first
                and "、" in text[own[first - 1].end : own[first].start]
                and own[first - 1].unit == told.unit
            ):
                first -= 1
            parts = own[first:at]
            real = _sum(parts)
            if (
                len(parts) >= _CORE
                and {each.unit for each in parts} == {told.unit}
                and _is_off(told, real, told.room)
            ):
                yield Slip(told.start, told.end, f"前面各项合计{told.shown(real)}，请核对")
