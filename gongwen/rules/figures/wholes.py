"""Wholes, what is left, and what comes of a change, held against the figures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.derived import BY, apart_from, derived, odd_number
from gongwen.rules.figures.quantities import POINTS, Quantity, has_turned_part
from gongwen.rules.figures.sums import among, total
from gongwen.rules.rule import Part, Slip, rule

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_WHOLE = pattern(
    "(?:(?<!公)共计?|合计|总计|总共|(?:[两三四五]年|全年|[两三四][期批次]|分别.*)累计)[^共计]{0,6}$"
)
_TOTAL = pattern("总(?P<what>投资|面积|产值|产量|人数|户数|里程|库容)额?(?:约?为|达到?|是)?$")
"""Before a whole behind its parts, each of which is called so too."""
_SOURCES = pattern(r"资金(?:来源|筹措|筹集)[^。；\d]{0,24}$")
_COST = pattern("总投资|概算|估算|共需|所需|总资金|资金总")
_PARTS = pattern(
    "[^，。；]{0,20}(?:，[^，。；]{0,14}[%％])?(?:[（(：]|[，（(]?(?:其中|包括|即|分别|涉及|(?<!不)含))"
)
"""Behind a whole, before its parts."""
_REST = pattern(
    "^(?:其余|剩余|剩下|尚余|还有|尚有|余下|仍有|另有|尚未|还[剩差]|未)|(?:剩余|结余|缺口|尚未|差额|请假|缺席|缺勤|空编|空缺|缺编)(?:为|是|仅|的)?$"
)
_OPENING, _CLOSING = pattern("上年末|[年期月]初|上[期月]末"), pattern("(?<!上)[年期月][末底][^，]{0,8}$")
_MOVED = pattern("当[期年月]|本[期年月]|新增|增加|减少|净")
"""Before how much came in or went between both."""
_BECOMES = pattern(
    "(?:后|将|总[数量规]模?)[^，]{0,6}(?:达到?|为|增至|减至)了?$|(?:增至|减至|增加到|减少到|扩大到|扩大至)$"
)
"""Before what comes of a figure and of how it changes."""
_PLUS, _MINUS = pattern("新[增建]|增加|扩建|增设|续建"), pattern("减少|拆除|撤销|核减|退出")
_NET = pattern("净(?:增加?|减少?)了?$")
_BASE = pattern("由|从|比|较|去年|上年|上期|同期|季度|原|以前|[12]\\d{3}年")
_OF_A_YEAR = pattern(f"^(?:其中)?(?:预?计?划)?([12]\\d{{3}})年{HANZI}{{0,4}}$")
_APART = frozenset(
    ("件", "起", "处", "套", "场次", "批次", "座", "台", "辆", "所", "次", "场", "公里", "亩", "公顷")
)
"""Units of what is in one part only, as people are not."""
_ZERO, _LEAST, _FEW = Decimal(), 2, 12
"""No figure; parts of a whole at least; and figures of earlier sentences that are looked at: with more, some make any number."""
_CLOSER, _MEANT, _ANY = Decimal("0.1"), Decimal("0.35"), Decimal(1000)
"""Share by which a whole, what is left, and a whole of which the parts are more may be off and still be meant."""


@rule(
    "figures.nearly-sum",
    "",
    "推荐",
    "提示",
    _SENTENCES,
    signs="共计合其包即分：（余剩未还尚缺末净请后将增减总扩空缺涉含底源筹",
)
def nearly_sum(text: str) -> Iterator[Slip]:
    """总数、剩下的数、净增减的数，与写出的各项相符；差得不多又算不出来的，请核对是不是漏了、错了。

    Wrong: 存在36个问题，即思想方面5个、水的方面15个、气的方面8个、土的方面9个。
    Right: 存在36个问题，即思想方面5个、水的方面14个、气的方面8个、土的方面9个。
    """
    yield from apart_from(text, _doubtful(text), (among, total))


def _doubtful(text: str) -> Iterator[Slip]:
    for told, own, before in derived(text, ""):
        same = [each for each in own if each.unit == told.unit]
        earlier = [each for each in before if each.unit == told.unit][-_FEW:]
        if told is own[0] and _SOURCES.search(text[: told.start]):
            yield from _odd_cost(text, same, earlier)
        if told.unit != POINTS and not _NET.search(told.label):
            made, others, close = _made_of(text, told, same, earlier)
            if not _is_made(told, others):
                yield from odd_number(told, made, close)


def _odd_cost(text: str, own: Sequence[Quantity], earlier: Sequence[Quantity]) -> Iterator[Slip]:
    """Yield the cost told ``earlier`` that is not what the sources in ``own``, those of the next sentence, come to."""
    parts = own[: _run(text, own)]
    costs = [each for each in earlier if _COST.search(each.label)]
    if len(parts) >= _LEAST and len(costs) == 1 and not _is_made(costs[0], parts):
        yield from odd_number(costs[0], [_total(parts)], _MEANT)


def _made_of(
    text: str, told: Quantity, own: Sequence[Quantity], earlier: Sequence[Quantity]
) -> tuple[list[Decimal], Sequence[Quantity], Decimal]:
    """Return what ``told``, one of its sentence, its ``own``, may come to by its words, the figures that may make it, and how far off it may be.

    Nothing where it is no whole and no rest; a whole has its parts beside it, a rest may be of what an ``earlier``
    sentence tells.
    """
    index = own.index(told)
    before, behind = own[:index], _of_one_level(text, told, own[index + 1 :])
    if _PARTS.match(text[told.end : behind[0].start] if behind else ""):
        parts = behind[: _run(text, behind)]
        is_sum = len(parts) >= _LEAST and (
            _is_by_year(parts) or not any(_BASE.search(each.label) for each in parts)
        )
        is_over = _total(parts) > told.number and (told.unit in _APART or len(parts) > _LEAST)
        close = _ANY if has_turned_part(told.number, parts) else _MEANT if is_over else _CLOSER
        return ([_total(parts)] if is_sum else []), own, close
    known = [*earlier, *before]
    if _WHOLE.search(told.label):
        return [_total(before[start:]) for start in range(len(before) - 1)], own, _CLOSER
    if _BECOMES.search(told.label):
        return list(_become(before)), known, _MEANT
    around = [*earlier, *before, *behind]
    opening = [each for each in around if _OPENING.search(each.label)]
    if _CLOSING.search(told.label) and opening:
        changes = [each for each in around if _MOVED.search(each.label)]
        return (
            [opening[-1].number + sign * each.number for each in changes for sign in (1, -1)],
            known,
            _CLOSER,
        )
    if _REST.search(told.label):
        wholes = [each for at, each in enumerate(before) if each.number >= _total(before[at + 1 :])]
        rests = [a.number - b.number for a in wholes for b in before if b.start > a.start]
        return rests, around, _MEANT if len(before) == _LEAST else _CLOSER
    return _called_alike(told, known), known, _CLOSER


def _called_alike(told: Quantity, known: Sequence[Quantity]) -> list[Decimal]:
    """Return what the figures before a whole come to that are called as it is: 投资 and 总投资; [] for fewer than two."""
    match = _TOTAL.search(told.label)
    what = match["what"] if match else ""
    parts = [each for each in known if what and each.label.endswith(what) and "总" not in each.label]
    return [_total(parts)] if len(parts) >= _LEAST else []


def _of_one_level(text: str, told: Quantity, behind: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the figures ``behind`` one that stand in no brackets but its own: those within tell the parts of a part."""
    depths = [
        text.count("（", told.end, each.start) - text.count("）", told.end, each.start) for each in behind
    ]
    return [each for each, depth in zip(behind, depths, strict=True) if depth == depths[0]]


def _become(before: Sequence[Quantity]) -> Iterator[Decimal]:
    """Yield what comes of the first of two figures when the second says how many more or fewer there will be."""
    for level, change in pairwise(before):
        if not (_PLUS.search(level.label) or _MINUS.search(level.label)):
            if _PLUS.search(change.label):
                yield level.number + change.number
            elif _MINUS.search(change.label):
                yield level.number - change.number


def _is_by_year(parts: Sequence[Quantity]) -> bool:
    """Whether each of ``parts`` is told of one year, the next of the next year."""
    years = [int(match[1]) if (match := _OF_A_YEAR.search(each.label)) else 0 for each in parts]
    return all(years) and all(after == year + 1 for year, after in pairwise(years))


def _run(text: str, parts: Sequence[Quantity]) -> int:
    """Return how many of ``parts`` stand in one list: up to a semicolon, or one that is a whole itself."""
    for at, (one, each) in enumerate(pairwise(parts), 1):
        is_over = "；" in text[one.end : each.start] or _WHOLE.search(each.label) or BY.search(each.label)
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
