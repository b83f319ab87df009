"""Parts of a whole that stand apart from it: item by item in a list, side by side in a later sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.derived import BY, is_meant
from gongwen.rules.figures.quantities import PERCENT, POINTS, Quantity, has_turned_part, quantities, sentences
from gongwen.rules.rule import Fault, Slip, Spot, fault, rule
from gongwen.rules.texts import Text, lines_of, texts_of
from gongwen.terms.label import find_label

_NO_PART = pattern("每|均|以上|以下|不少于|不低于|不超过|至少|最高|约$|其中|第$|比|较|由|从|限额|标准")
"""In what stands before a figure that is no part of a whole."""
_MADE_OF = pattern(rf"(?P<what>{HANZI}{{4,12}})由(?P<parts>[^。；]*?\d[^。；]*)组成")
_NAME = 6
"""Characters by which a whole is known that is made of others."""
_IN_ALL = pattern("全|共|总|合计|累计|计划|所需|达|预算")
_OTHER_TIME = pattern("上年|去年|同期|比|较|已|以往")
"""In the clause of a whole that stands further off, and of a figure that is none of these parts."""
_TO_SHARE = pattern("^[^，。；]{0,4}，(?:约)?占[^，。；]{0,10}$")
"""Between a part and its share."""
_CLOSE, _MADE, _ROUND = Decimal("0.1"), Decimal("0.25"), Decimal("0.6")
"""Share of a whole by which its parts may be off and still be meant to make it, the same of one that is said to be made of them; points by which a share may be rounded."""
_FEWEST, _ABOVE, _TAIL = 3, 3, 2
"""Parts at least; lines above a list in which its whole stands; characters that tell what is counted."""
_HUNDRED = Decimal(100)


class _Part(NamedTuple):
    path: Address
    line: str
    told: Quantity

    def spot(self, each: Quantity) -> Spot:
        return Spot(self.path, self.line, each.start, each.end)


@rule("figures.items-sum", "", "推荐")
def items_sum(document: Document) -> Iterator[Fault]:
    """分条列出的各项，合起来是前面写的总数，各项所占的比例也相符；差得不多的，请核对。

    Wrong: 正文: [所需资金900万元，从以下渠道解决：, 1.省级补助400万元；, 2.市级配套300万元；, 3.县级安排240万元。]
    Right: 正文: [所需资金900万元，从以下渠道解决：, 1.省级补助400万元；, 2.市级配套300万元；, 3.县级安排200万元。]
    """
    for text in texts_of(document):
        for start, items in _lists(text):
            above = [
                each
                for index in range(max(start - _ABOVE, 0), start)
                for each in quantities(text.body[index])
                if not _OTHER_TIME.search(each.clause) and (index == start - 1 or _IN_ALL.search(each.clause))
            ]
            for parts in _columns(items):
                yield from _odd_whole(parts, above)


def _lists(text: Text) -> Iterator[tuple[int, list[tuple[Address, str]]]]:
    """Yield where each list begins whose items stand one below the other, each in one paragraph, and the items."""
    start, level, items = 0, 0, list[tuple[Address, str]]()
    for index, line in enumerate((*text.body, "")):
        label = find_label(line)
        if items and label and label.level == level and label.number == len(items) + 1:
            items.append((text.line(index), line))
            continue
        if len(items) >= _FEWEST:
            yield start, items
        is_first = label is not None and label.number == 1
        start, level, items = (
            index,
            label.level if label else 0,
            [(text.line(index), line)] if is_first else [],
        )


def _columns(items: Sequence[tuple[Address, str]]) -> Iterator[list[_Part]]:
    """Yield the first figures of the items in each unit in which every item has one."""
    found = [[(path, line, each) for each in quantities(line)] for path, line in items]
    units = {each.unit for _, _, each in found[0]} if found[0] else set[str]()
    for unit in sorted(units - {PERCENT, POINTS}):
        firsts = [next((_Part(*each) for each in row if each[2].unit == unit), None) for row in found]
        parts = [each for each in firsts if each and not _NO_PART.search(each.told.label)]
        if len(parts) == len(items):
            yield parts


def _odd_whole(
    parts: Sequence[_Part], wholes: Sequence[Quantity], close: Decimal = _CLOSE
) -> Iterator[Fault]:
    """Yield that ``parts`` nearly make one of ``wholes``, and none; or a share that is not that of its part."""
    told = [part.told for part in parts]
    real, room = _sum(told), sum((each.room for each in told), Decimal())
    wholes = [each for each in wholes if {each.unit} == {part.unit for part in told}]
    fitting = [each for each in wholes if abs(each.number - real) <= room + each.room]
    near = [each for each in wholes if _is_near(each.number, real, told, close)]
    if fitting:
        yield from _odd_shares(parts, fitting[0].number)
    elif near:
        message = f"列出的各项合计{near[-1].shown(real)}，前面写{near[-1].shown(near[-1].number)}，请核对"
        yield fault(message, parts[-1].path, spots=[part.spot(part.told) for part in parts])


def _is_near(whole: Decimal, real: Decimal, parts: Sequence[Quantity], close: Decimal = _CLOSE) -> bool:
    return real != whole and (is_meant(whole, real, close) or has_turned_part(whole, parts))


def _odd_shares(parts: Sequence[_Part], whole: Decimal) -> Iterator[Fault]:
    """Yield the shares told right behind ``parts`` that these are not of ``whole``."""
    for part in parts:
        behind = [each for each in quantities(part.line) if each.start > part.told.start][:1]
        for share in behind if behind and behind[0].unit == PERCENT else ():
            real = part.told.number / whole * _HUNDRED if whole else Decimal()
            is_share = _TO_SHARE.match(part.line[part.told.end : share.start])
            if is_share and abs(real - share.number) > max(_ROUND, share.room):
                message = f"按写出的数算是{real:.1f}%，这里写{share.shown(share.number)}，请核对"
                yield fault(message, part.path, spots=[part.spot(share)])


def _sum(found: Iterable[Quantity]) -> Decimal:
    return sum((each.number for each in found), Decimal())


@rule("figures.side-by-side", "", "推荐")
def side_by_side(document: Document) -> Iterator[Fault]:
    """一句里并排写的同一样东西各有多少，合起来是别处写的总数；差得不多的，请核对。

    Wrong: 正文: [全年供应土地360公顷。, 一季度供应54公顷，二季度供应90公顷，三季度供应108公顷，四季度供应118公顷。]
    Right: 正文: [全年供应土地360公顷。, 一季度供应54公顷，二季度供应90公顷，三季度供应108公顷，四季度供应108公顷。]
    """
    lines = [(path, line) for path, line in lines_of(document) if not line.startswith("|")]
    every = [(line, each) for _, line in lines for each in quantities(line)]
    for path, line in lines:
        for own, _ in sentences(line):
            others = [each for other, each in every if other is not line or each not in own]
            for parts in _rows(own):
                spots = [Spot(path, line, each.start, each.end) for each in parts]
                for slip in _odd_rows(parts, others):
                    yield fault(slip.message, path, spots=spots)
        for match in _MADE_OF.finditer(line) if "组成" in line else ():
            made = [
                _Part(path, line, each)
                for each in quantities(line)
                if match.start("parts") <= each.start < match.end()
            ]
            named = [each for _, each in every if each.label.endswith(match["what"][-_NAME:])]
            yield from _odd_whole(made, named, _MADE) if len(made) > 1 else ()


def _rows(own: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """Yield the figures of a sentence in one unit before which the same is said, not one right behind another."""
    rows: defaultdict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for each in own:
        tail = each.label[-_TAIL:]
        if (
            len(each.label) > _TAIL
            and each.unit != PERCENT
            and not (_NO_PART.search(each.label) or BY.search(each.label))
        ):
            rows[tail, each.unit].append(each)
    for row in rows.values():
        if len(row) >= _FEWEST and len({each.label for each in row}) == len(row):
            yield row


def _odd_rows(parts: Sequence[Quantity], others: Sequence[Quantity]) -> Iterator[Slip]:
    """Yield that ``parts`` nearly make the only one of ``others`` that may be their whole, and make none."""
    same = [each for each in others if each.unit == parts[0].unit]
    real, room = _sum(parts), sum((each.room for each in parts), Decimal())
    largest, tail = max(each.number for each in parts), parts[0].label[-_TAIL:]
    wholes = {
        each.number: each
        for each in same
        if each.number > largest and tail in each.clause and _IN_ALL.search(each.clause)
    }
    if any(abs(each.number - real) <= room + each.room for each in same):
        return
    near = [each for number, each in wholes.items() if _is_near(number, real, parts)]
    if len(near) == 1:
        message = f"这几项合计{near[0].shown(real)}，别处写{near[0].shown(near[0].number)}，请核对"
        yield Slip(parts[0].start, parts[-1].end, message)
