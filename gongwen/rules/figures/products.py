"""So much for each, so many of them, and so much in all: the three held against one another wherever they stand.

A whole is right as soon as what there is for each comes to it with any count of the document, or with two of its
paragraph (so many people for so many days). It is told only where none does, and where it is nearly what comes of a
count that is meant: one of what each is of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

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
from gongwen.rules.figures.sums import NUMBER, UNIT, value
from gongwen.rules.rule import Around, Part, Slip, rule
from gongwen.zh.numerals import read_number

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_EACH = pattern(
    rf"每(?P<measure>平方米|公里|[个座支名户家所台辆套位人项组只艘处间条期批班场轮年天日月校村县镇乡队次亩])(?P<what>{HANZI}{{0,12}}?)$"
    rf"|(?P<of>[亩户人村校班])均{HANZI}{{0,6}}$|单价(?:为|是)?$"
)
_ALL = pattern(
    f"(?:[共需计]|合计|总[计额数]|资金|经费|奖金|预算|容纳|达到?|发放|拨付|安排|培训|配备|投资|投入)(?:{HANZI}{{0,6}}|{HANZI}{{0,3}}\\d+{HANZI})$"
)
"""Before how much there is in all."""
_ROUGH, _BEHIND_ROUGH = (
    pattern("约|余|多|不少于|不低于|不超过|最高|最多|至少|近|上限|封顶"),
    pattern("[余多]|以[上下内]|左右"),
)
_IN_WORDS = pattern(
    r"(?<![第\d十])(?P<n>[一二两三四五六七八九十]{1,2}|\d{1,2}(?=年))(?P<unit>[个期批组班场轮年天次])(?![月别以])"
)
_FORMULA = pattern(
    rf"(?P<each>{NUMBER})(?P<unit>{UNIT})(?:[/／每][人户个天日月年台套亩])?[×xX*](?P<count>\d+)[^\d，。；：×=＝]{{0,3}}[=＝](?P<total>{NUMBER})(?P=unit)"
)
_LIKE = {
    "村": "个",
    "校": "所",
    "县": "个",
    "镇": "个",
    "乡": "个",
    "班": "个",
    "组": "个",
    "名": "人",
    "位": "人",
    "日": "天",
    "队": "支",
}
"""In what is counted what there is so much for each of."""
_ANY_OF = "个名项处"
"""Measures of many things, of which the name tells which."""
_NO_COUNT = (PERCENT, POINTS, "倍", "元")
_NEAR, _CLOSE, _ANY = Decimal("0.15"), Decimal("0.35"), Decimal(1)
"""Share by which a whole may be off and still be meant to be that of a count anywhere, of one beside it, and of the only one."""
_MOST, _FEW, _CORE, _LONGEST, _BESIDE = 16, 8, 2, 10, 12
"""Figures of which two together are tried, those of earlier sentences that are, characters of a name, of
where it stands, and before what is told of each in which the count stands that is meant."""


@rule(
    "figures.product", "", "差错", "提示", _SENTENCES, reads="lines", signs="每均单×xX*",
    formerly=("figures.each-of", "figures.each-in-all", "figures.each-beside"),
)  # fmt: skip
def product(text: str, around: Around) -> Iterator[Slip]:
    """每个多少、有几个、一共多少，三个数相乘相符；个数写在别处的也一样。

    Wrong: 派出6个小组，每组5人，共36人。 Right: 派出6个小组，每组5人，共30人。
    """
    document = around.whole or text
    for own, before in sentences(text):
        parts = [
            (each, match) for each in own if (match := _EACH.search(each.label)) and not _is_rough(text, each)
        ]
        for each, match in parts:
            whole = _whole_of(each, own, text)
            if whole is None or sum(part.unit == each.unit for part, _ in parts) > 1:
                continue
            near = [one for one in (*before[-_FEW:], *own, *_in_words(text)) if _is_count(one, each)]
            every = [one for one in quantities(document) if _is_count(one, each)]
            is_mean = "均" in each.label and whole.start < each.start and near
            if not is_mean and not _is_made(each, whole, near, every):
                of = match["measure"] or match["of"] or ""
                yield from _odd_whole(
                    each, whole, _meant(each, of, match["what"] or "", near, every, document)
                )
    for formula in _FORMULA.finditer(text):
        real, told = value(formula["each"]) * int(formula["count"]), formula["total"]
        if real != value(told):
            yield Slip(
                *formula.span("total"),
                f"相乘是{real}{formula['unit']}，这里写{told}{formula['unit']}，请核对",
            )


def _is_count(one: Quantity, each: Quantity) -> bool:
    return one.unit not in _NO_COUNT and one is not each and one.number > 1


def _is_rough(text: str, each: Quantity) -> bool:
    return bool(_ROUGH.search(each.label) or _BEHIND_ROUGH.match(text, each.end))


def _in_words(text: str) -> Iterator[Quantity]:
    """Yield the counts that ``text`` writes in words: 两期, 三年."""
    for match in _IN_WORDS.finditer(text):
        number = Decimal(
            match["n"] if match["n"].isdecimal() else read_number(match["n"].replace("两", "二"))
        )
        yield Quantity(number, match["unit"], Decimal(), Decimal(1), "", "", *match.span())


def _whole_of(each: Quantity, own: Sequence[Quantity], text: str) -> Quantity | None:
    """Return what there is in all of what ``each`` is for one: told so behind it, or the first of the sentence before it."""
    same = [one for one in own if one.unit == each.unit and one is not each and not _is_rough(text, one)]
    behind = [one for one in same if one.start > each.start and _ALL.search(text, each.end, one.start)]
    before = [one for one in same if one.start < each.start and not _EACH.search(one.label)]
    return behind[0] if behind else before[-1] if before else None


def _is_made(each: Quantity, whole: Quantity, near: Sequence[Quantity], every: Sequence[Quantity]) -> bool:
    """Whether ``whole`` comes of ``each`` with a count, with two that stand ``near``, or with several of one unit together."""
    counts = {one.number for one in (*near, *every) if one.number > 1}
    counts |= {one.number * other.number for one, other in combinations(near[:_MOST], 2)}
    counts |= {
        one.number + other.number for one, other in combinations(near[:_MOST], 2) if one.unit == other.unit
    }
    mean = each.room if "均" in each.label else Decimal()
    return any(abs(each.number * count - whole.number) <= whole.room + mean * count for count in counts)


def _meant(
    each: Quantity, of: str, what: str, near: Sequence[Quantity], every: Sequence[Quantity], document: str
) -> list[tuple[Quantity, Decimal]]:
    """Return the counts that may be those of what ``each`` is for one, with how far off the whole may be for each."""
    if not of:
        return [(one, _CLOSE) for one in near if one.start < each.start][-1:]
    units, name = (of, _LIKE.get(of, of)), what[:_CORE] or of
    fits = [one for one in near if one.unit in units]
    own = [one for one in near if one.start > each.start - _BESIDE and one.unit != each.unit]
    if len(own) == 1 and own[0] in fits:
        return [(own[0], _ANY)]
    beside = [one for one in fits if of not in _ANY_OF or _is_named(one, name, document)]
    far = [one for one in every if one.unit in units and _is_named(one, name, document)]
    return [*((one, _CLOSE) for one in beside[::-1]), *((one, _NEAR) for one in far)]


def _is_named(count: Quantity, name: str, whole: str) -> bool:
    return name in count.label or name in whole[count.end : count.end + _LONGEST]


def _odd_whole(each: Quantity, whole: Quantity, counts: Sequence[tuple[Quantity, Decimal]]) -> Iterator[Slip]:
    for count, close in counts:
        real = each.number * count.number
        if (
            real > 0
            and count.number > 1
            and (abs(real - whole.number) <= close * real or is_shifted(whole.number, real))
        ):
            shown = count.shown(count.number)
            yield Slip(
                whole.start,
                whole.end,
                f"按{shown}、每份{each.shown(each.number)}算是{whole.shown(real)}，请核对",
            )
            return


_TIMES = pattern(
    rf"(?:按照?|为|不低于){HANZI}{{0,8}}?(?P<of>{HANZI}{{4,12}})的(?P<times>\d+(?:\.\d+)?)(?P<in>倍|[%％])(?:(?:确定|执行|计算|核定|发放|补助|安排)，?)?[^，。；\d]{{0,4}}，?(?:即|为|每)[^，。；\d]{{0,8}}(?P<n>{NUMBER})(?P<unit>{UNIT})"
)


@rule("figures.times-of", "", "推荐", "提示", _SENTENCES, reads="lines", signs="倍%％")
def times_of(text: str, around: Around) -> Iterator[Slip]:
    """“按什么标准的几倍、百分之几确定，为多少”，是写出的那个标准的几倍；算不出来的，请核对。

    Wrong: 低保标准提高到1300元。补助按低保标准的1.5倍确定，为1590元。
    Right: 低保标准提高到1300元。补助按低保标准的1.5倍确定，为1950元。
    """
    for match in _TIMES.finditer(text):
        times = value(match["times"]) / (1 if match["in"] == "倍" else 100)
        every = [
            each
            for each in quantities(around.whole or text)
            if text[match.start("unit") : match.end("unit")].endswith(each.unit)
        ]
        bases = [each for each in every if match["of"][-_CORE - 2 :] in each.clause + each.label]
        told = next((each for each in quantities(text) if each.end == match.end("unit")), None)
        if told is None or any(
            abs(each.number * times - told.number) <= max(told.room, each.room) for each in every
        ):
            continue
        near = [
            each.number * times
            for each in bases
            if is_misprint(told.number, each.number * times)
            or abs(each.number * times - told.number) <= _NEAR * told.number
        ]
        if near:
            yield Slip(
                told.start, told.end, f"按{match['times']}{match['in']}算是{told.shown(near[-1])}，请核对"
            )
