"""The row of 合计 of a table held against the sentence of the text that tells the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.quantities import PERCENT, Quantity, quantities, sentences
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.tables.sums import is_total, number_of
from gongwen.rules.texts import lines_of

_UNIT = pattern("[（(](?P<unit>[^（）()]{1,6})[）)]")
_GROWS = pattern("增长|增速|增幅|下降|降幅")
_SHORTEST = 3
"""Characters of the head of a column by which it is known in a sentence."""
_CLOSE = Decimal("0.15")
"""Share of a total by which a figure of the text may be off and still be meant to be it."""


class _Total(NamedTuple):
    name: str
    """The head of its column without the unit."""
    told: Quantity
    growth: Decimal | None
    """By how many per cent it has grown, in the column behind; None where none says so."""


@rule("figures.table-total", "", "推荐")
def table_total(document: Document) -> Iterator[Fault]:
    """正文写的总数和增长的幅度，与表格里合计那一行的一样。

    Wrong: 正文: [地区生产总值1236亿元，比上年增长5.6%。, '| 县区 | 地区生产总值（亿元） | 比上年增长（%） |', '| 城中区 | 412 | 6.2 |', '| 南屏区 | 824 | 5.7 |', '| 合计 | 1236 | 5.8 |']
    Right: 正文: [地区生产总值1236亿元，比上年增长5.8%。, '| 县区 | 地区生产总值（亿元） | 比上年增长（%） |', '| 城中区 | 412 | 6.2 |', '| 南屏区 | 824 | 5.7 |', '| 合计 | 1236 | 5.8 |']
    """
    totals = list(_totals(document))
    for path, line in lines_of(document) if totals else ():
        if line.startswith("|"):
            continue
        for own, _ in sentences(line):
            for total in totals:
                for told, real in _odd(total, own):
                    message = f"表格里合计的是{real}，这里写{line[told.start : told.end]}，请核对"
                    yield fault(message, path, spots=[Spot(path, line, told.start, told.end)])


def _totals(document: Document) -> Iterator[_Total]:
    """Yield the totals of all tables whose columns have a unit, but those of a name that several columns have."""
    found = [total for _, _, sketch in tables_of(document) for total in _totals_of(sketch.rows)]
    names = [total.name for total in found]
    yield from (total for total in found if names.count(total.name) == 1)


def _totals_of(rows: Sequence[Sequence[str]]) -> Iterator[_Total]:
    last = rows[-1] if len(rows) > 1 and is_total(rows[-1]) else []
    for head, cell, head2, cell2 in zip(rows[0], last, [*rows[0][1:], ""], [*last[1:], ""], strict=False):
        unit = _UNIT.search(head)
        told = quantities(f"{cell.strip()}{unit['unit']}") if unit else ()
        name = _UNIT.sub("", head).strip()
        if len(told) == 1 and told[0].unit != PERCENT and len(name) >= _SHORTEST:
            growth = number_of(cell2) if _GROWS.search(head2) else None
            yield _Total(name, told[0], growth)


def _odd(total: _Total, sentence: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
    """Yield the figures of ``sentence`` that are nearly those of ``total``, each with what the table has."""
    same = [each for each in sentence if each.unit == total.told.unit and each.label.endswith(total.name)]
    if len(same) != 1:
        return
    said, real = same[0], total.told
    behind = [each for each in sentence if each.start > said.end][:1]
    grown = [each for each in behind if each.unit == PERCENT and _GROWS.search(each.label)]
    is_same = abs(said.number - real.number) <= max(said.room, real.room)
    is_near = abs(said.number - real.number) <= _CLOSE * real.number
    grows = grown and total.growth is not None and grown[0].number == abs(total.growth)
    if is_same and grown and total.growth is not None and not grows:
        yield grown[0], f"{abs(total.growth)}%"
    elif grows and is_near and not is_same:
        yield said, said.shown(real.number)
