"""Columns of a table that follow from others: in all rows but one a column is the sum or the product of its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations
from typing import NamedTuple

from gongwen.document import Document
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.tables.sums import is_total, number_of

_ROWS = 3
"""Rows that agree from which on a single odd one is told."""
_MOST = 4
"""Columns that are added up at most."""
_SCALES = tuple(map(Decimal, ("1", "10000", "1000", "100")))
"""By what a product in 元 is larger than one in 万元, one in kilograms than one in tons."""
_ROOM, _EXACT = Decimal("0.005"), Decimal("0.0002")
"""Share by which a product, and what is made by shares, may be rounded."""
_SHARES = tuple(Decimal(tenth) / 10 for tenth in range(5, 10))
"""Shares of the column that counts for more."""


class _Odd(NamedTuple):
    row: int
    column: int
    real: Decimal
    parts: tuple[int, ...]


def _odd_rows(
    document: Document, find: Callable[[Sequence[Sequence[Decimal | None]]], _Odd | None]
) -> Iterator[Fault]:
    """Yield what ``find`` tells of the rows of numbers of each table, that of the total left out."""
    for text, lines, sketch in tables_of(document):
        rows = [(number, row) for number, row in enumerate(sketch.rows) if number and not is_total(row)]
        if len(rows) <= _ROWS or any(len(row) != len(sketch.rows[0]) for _, row in rows):
            continue
        odd = find([[number_of(cell) if cell.strip() else None for cell in row] for _, row in rows])
        if odd is None:
            continue
        number, row = rows[odd.row]
        head = sketch.rows[0]
        names = "、".join(f"“{head[part]}”" for part in odd.parts)
        message = f"这一行的“{head[odd.column]}”按{names}算是{odd.real:f}，这里写{row[odd.column]}，请核对；别的行都相符"
        yield fault(message, text.line(lines[number]))


def _full(rows: Sequence[Sequence[Decimal | None]]) -> list[int]:
    """Return the columns that hold numbers throughout, not all of them 0 or a count of the rows."""
    columns = []
    for column in range(len(rows[0])):
        values = [row[column] for row in rows]
        if None not in values and any(values) and values != [Decimal(n) for n in range(1, len(rows) + 1)]:
            columns.append(column)
    return columns


@rule("figures.table-row", "", "差错")
def table_row(document: Document) -> Iterator[Fault]:
    """表格里一栏总是另外几栏之和，或者按比例折算之和的，每一行都是。

    Wrong: 正文: [情况见下表。, '| 乡镇 | 隐患 | 已整改 | 未整改 |', '| 甲镇 | 12 | 11 | 1 |', '| 乙镇 | 9 | 5 | 4 |', '| 丙镇 | 45 | 38 | 9 |', '| 丁镇 | 36 | 30 | 6 |']
    Right: 正文: [情况见下表。, '| 乡镇 | 隐患 | 已整改 | 未整改 |', '| 甲镇 | 12 | 11 | 1 |', '| 乙镇 | 9 | 5 | 4 |', '| 丙镇 | 45 | 38 | 7 |', '| 丁镇 | 36 | 30 | 6 |']
    """
    yield from _odd_rows(document, lambda rows: _odd_sum(rows) or _odd_mean(rows))


def _odd_sum(rows: Sequence[Sequence[Decimal | None]]) -> _Odd | None:
    columns = _full(rows)
    for whole in columns:
        others = [column for column in columns if column != whole]
        for count in range(2, min(_MOST, len(others)) + 1):
            for parts in combinations(others, count):
                real = [sum((row[part] or Decimal() for part in parts), Decimal()) for row in rows]
                if odd := _single(rows, whole, real, parts, Decimal()):
                    return odd
    return None


def _odd_mean(rows: Sequence[Sequence[Decimal | None]]) -> _Odd | None:
    """Return the only row in which a column is not made of two others by their shares, as marks of examinations are."""
    columns = _full(rows)
    for one, other in permutations(columns, 2):
        for whole in (column for column in columns if column not in (one, other)):
            for share in _SHARES:
                real = [
                    (row[one] or Decimal()) * share + (row[other] or Decimal()) * (1 - share) for row in rows
                ]
                if odd := _single(rows, whole, real, (one, other), _EXACT):
                    return odd
    return None


def _single(
    rows: Sequence[Sequence[Decimal | None]],
    column: int,
    real: Sequence[Decimal],
    parts: tuple[int, ...],
    room: Decimal,
) -> _Odd | None:
    """Return the only row whose ``column`` is not ``real``, give or take a share of ``room``; None for none, and several."""
    said = [row[column] or Decimal() for row in rows]
    far = [
        index
        for index, (one, other) in enumerate(zip(said, real, strict=True))
        if abs(one - other) > room * abs(other)
    ]
    return _Odd(far[0], column, real[far[0]].normalize(), parts) if len(far) == 1 else None


@rule("figures.table-product", "", "差错")
def table_product(document: Document) -> Iterator[Fault]:
    """表格里一栏总是另外两栏之积的，如数量、单价和金额，每一行都是。

    Wrong: 正文: [情况见下表。, '| 物资 | 数量 | 单价（元） | 金额（万元） |', '| 袋 | 30000 | 1 | 3 |', '| 衣 | 4000 | 120 | 48 |', '| 舟 | 24 | 35000 | 86 |', '| 泵 | 60 | 12000 | 72 |']
    Right: 正文: [情况见下表。, '| 物资 | 数量 | 单价（元） | 金额（万元） |', '| 袋 | 30000 | 1 | 3 |', '| 衣 | 4000 | 120 | 48 |', '| 舟 | 24 | 35000 | 84 |', '| 泵 | 60 | 12000 | 72 |']
    """
    yield from _odd_rows(document, _odd_product)


def _odd_product(rows: Sequence[Sequence[Decimal | None]]) -> _Odd | None:
    columns = _full(rows)
    for one, other in combinations(columns, 2):
        for whole in (column for column in columns if column not in (one, other)):
            for scale in _SCALES:
                real = [(row[one] or Decimal()) * (row[other] or Decimal()) / scale for row in rows]
                if odd := _single(rows, whole, real, (one, other), _ROOM):
                    return odd
    return None
