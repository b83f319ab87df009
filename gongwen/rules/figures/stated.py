"""Figures that a paragraph states itself: with those of an earlier year, year by year, side by side, on average."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.computed import is_share, share_slip
from gongwen.rules.figures.rates import LESS, MORE
from gongwen.rules.figures.sums import NUMBER, UNIT, value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_YEAR = r"(?:\d{4}年(?:同期)?|上年(?:同期)?|去年(?:同期)?|上一年度?|上届|前一年|常年(?:同期)?|历史同期|(?:年度)?(?:目标|计划|预期|预算)|全[省市县国]平均(?:水平)?)"
_UP, _DOWN = f"{MORE}|偏多|多|高", f"{LESS}|偏少|少|低"
_COMPARED = pattern(
    rf"(?P<now>{NUMBER})(?P<unit>{UNIT})，?(?:同比)?(?:比|较){_YEAR}的?(?P<low>{NUMBER})(?P=unit)，?"
    rf"(?P<verb>{_UP}|{_DOWN})了?(?:(?P<by>{NUMBER})(?P=unit)(?:，(?P<also>{MORE}|{LESS})了?(?P<share>\d+(?:\.\d+)?)[%％])?"
    r"|(?P<rate>\d+(?:\.\d+)?)[%％])"
)
_OPEN = pattern("约|余|多|近|不少于|不低于|以上|左右|超过")
_YEARLY = pattern(
    rf"(?:(?<=[，。；：])|^)(?P<year>\d{{4}})年(?:计划|拟|预计)?(?P<verb>[^，。；：\d]{{0,10}}?)(?P<n>{NUMBER})(?P<unit>{UNIT})(?=[，；]|$)"
)
_FEWEST = 3
"""Years from which on what is done year by year is all that is to be done."""
_WHOLE = pattern(
    rf"(?:共计|合计|总计|累计|(?<!公)共|总[^，。；\d]{{0,6}}|任务[^，。；\d]{{0,4}}|新建|改造|建设|完成)[^，。；\d]{{0,8}}(?P<n>{NUMBER})(?P<unit>{UNIT})"
)
_CLOSE = Decimal("0.2")
"""Share of the whole by which the years may be off and still be meant to make it."""
_TOGETHER = pattern(r"(?:共|合计)[^。；]{0,60}?(?=[。；]|$)")
_THING = pattern(rf"(?P<what>{HANZI}{{2}})(?P<n>{NUMBER})(?P<unit>{UNIT})")


@rule("figures.compared", "", "差错", "提示", _SENTENCES, signs="比较")
def compared(text: str) -> Iterator[Slip]:
    """“多少，比上年的多少增加多少、增长百分之几”，几个数相符。

    Wrong: 受灾12公顷，比2023年的16公顷下降20%。 Right: 受灾12公顷，比2023年的16公顷下降25%。
    """
    said = hide_quoted(text)
    for match in _COMPARED.finditer(said):
        now, low = value(match["now"]), value(match["low"])
        is_more = re.fullmatch(_UP, match["verb"]) is not None
        if (now < low) if is_more else (now > low):
            message = f"“{match['verb']}”与前后的两个数（{match['low']}、{match['now']}）不符，请核对"
            yield Slip(*match.span("verb"), message)
        elif (
            match["by"]
            and value(match["by"]) != abs(now - low)
            and not _OPEN.search(said[match.start() - 2 : match.end() + 2])
        ):
            message = f"两个数相差{abs(now - low)}{match['unit']}，这里写{match['by']}{match['unit']}，请核对"
            yield Slip(*match.span("by"), message)
        else:
            yield from _odd_change(match, abs(now - low), low)


def _odd_change(match: re.Match[str], change: Decimal, low: Decimal) -> Iterator[Slip]:
    """Yield a rate of change that is not that of the figures, or one that goes the other way."""
    if match["also"] and (match["also"] in LESS.split("|")) != (match["verb"] in _DOWN.split("|")):
        message = f"前面写“{match['verb']}”，这里写“{match['also']}”，请核对"
        yield Slip(*match.span("also"), message)
        return
    name = "share" if match["share"] else "rate"
    if match[name] and low and not is_share(str(change), match["low"], match[name], match["unit"]):
        yield share_slip(match, change, low, name)


@rule("figures.by-year", "", "差错", "提示", _SENTENCES, signs="年")
def by_year(text: str) -> Iterator[Slip]:
    """几年各完成多少，加起来是前面写的总数。

    Wrong: 共计36万亩。其中，2026年完成10万亩，2027年完成15万亩，2028年完成13万亩。
    Right: 共计36万亩。其中，2026年完成10万亩，2027年完成13万亩，2028年完成13万亩。
    """
    said = hide_quoted(text)
    for start, end in _sentences(said):
        found = list(_YEARLY.finditer(said, start, end))
        years = [int(match["year"]) for match in found]
        is_row = len(found) >= _FEWEST and all(later == year + 1 for year, later in pairwise(years))
        if is_row and len({match["unit"] for match in found}) == 1 and not _OPEN.search(said, start, end):
            yield from _odd_whole(found, said[_before(said, start) : found[0].start()])


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of ``text`` begins and ends."""
    yield from (match.span() for match in re.finditer("[^。]+", text))


def _before(text: str, start: int) -> int:
    """Return where the sentence before the one at ``start`` begins."""
    return max((begin for begin, end in _sentences(text) if begin < start), default=start)


def _odd_whole(found: Sequence[re.Match[str]], lead: str) -> Iterator[Slip]:
    """Yield that the years do not make the greatest whole that ``lead`` names in their unit, nor any other."""
    unit = found[0]["unit"]
    parts = sum((value(match["n"]) for match in found), Decimal())
    wholes = [value(match["n"]) for match in _WHOLE.finditer(lead) if match["unit"] == unit]
    if wholes and parts not in wholes and abs(max(wholes) - parts) <= _CLOSE * parts:
        message = f"各年合计{parts}{unit}，前面写{max(wholes)}{unit}，请核对"
        yield Slip(found[0].start(), found[-1].end(), message)


@rule("figures.together", "", "差错", "提示", _SENTENCES, signs="共合")
def together(text: str) -> Iterator[Slip]:
    """分别写了几处的同一样东西，后面写“共”多少的，等于各处之和。

    Wrong: 我局投入执法人员24名；贵局投入执法人员18名。双方共投入执法人员44名。
    Right: 我局投入执法人员24名；贵局投入执法人员18名。双方共投入执法人员42名。
    """
    said = hide_quoted(text)
    for match in _TOGETHER.finditer(said):
        start = next(begin for begin, end in _sentences(said) if begin <= match.start() < end)
        before = list(_THING.finditer(said, _before(said, start), match.start()))
        for thing in _THING.finditer(said, *match.span()):
            same = [value(m["n"]) for m in before if (m["what"], m["unit"]) == (thing["what"], thing["unit"])]
            whole = value(thing["n"])
            is_sum = len(same) > 1 and max(same) < whole and whole not in same
            if is_sum and sum(same) != whole and abs(sum(same) - whole) <= _CLOSE * whole:
                unit = thing["unit"]
                message = f"前面各处合计{sum(same)}{unit}，这里写{thing['n']}{unit}，请核对"
                yield Slip(thing.start("n"), thing.end(), message)
