"""Columns of a table that follow from others: in all rows but one a column is the sum or the product of its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations
from typing import NamedTuple

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.tables.hours import minutes_of
from gongwen.rules.tables.sums import is_total, number_of

_ROWS = 3
"""Rows that agree from which on a single odd one is told."""
_MOST = 4
"""Columns that are added up at most."""
_SCALES = tuple(map(Decimal, ("1", "10000", "1000", "100")))
"""By what a product in 元 is larger than one in 万元, one in kilograms than one in tons."""
_NO_LIST, _BRACKETS = pattern("[，。；：等]|\\d"), pattern("[（(][^（）()]*[）)]")
_DIGITS = pattern(r"\d+")
_MARK = pattern("成绩|得分|总分|综合|加权")
"""In the head of a column that is made of others by their shares."""
_ROOM, _EXACT = Decimal("0.005"), Decimal("0.0002")
"""Share by which a product, and what is made by shares, may be rounded."""
_SHARES = tuple(Decimal(tenth) / 10 for tenth in range(5, 10))
"""Shares of the column that counts for more."""


_Numbers = Sequence[Sequence[Decimal | None]]


class _Odd(NamedTuple):
    row: int
    column: int
    real: Decimal
    parts: tuple[int, ...]


def _odd_rows(
    document: Document, find: Callable[[Sequence[Sequence[str]], _Numbers], _Odd | None]
) -> Iterator[Fault]:
    """Yield what ``find`` tells of the rows of each table, as written and as numbers, those of totals left out."""
    for text, lines, sketch in tables_of(document):
        rows = [(number, row) for number, row in enumerate(sketch.rows) if number and not is_total(row)]
        if len(rows) <= _ROWS or any(len(row) != len(sketch.rows[0]) for _, row in rows):
            continue
        cells = [[number_of(cell) if cell.strip() else None for cell in row] for _, row in rows]
        head = sketch.rows[0]
        odd = find([head, *(row for _, row in rows)], cells)
        if odd is None:
            continue
        number, row = rows[odd.row]
        names = "、".join(f"“{head[part]}”" for part in odd.parts)
        message = f"这一行的“{head[odd.column]}”按{names}算是{odd.real:f}，这里写{row[odd.column]}，请核对；别的行都相符"
        yield fault(message, text.line(lines[number]))


def _odd_count(cells: Sequence[Sequence[str]], rows: _Numbers) -> _Odd | None:
    """Return the only row in which a column is not how many a column of words lists, or how long one of hours is."""
    for part in range(len(cells[0])):
        counts = [_count_of(row[part]) for row in cells[1:]]
        real = [each for each in counts if each is not None]
        for whole in _full(cells[0], rows) if len(real) == len(rows) else ():
            agreeing = {row for row, each in enumerate(real) if each > 1 and rows[row][whole] == each}
            odd = _single(rows, whole, real, (part,), Decimal()) if len(agreeing) > 1 else None
            if odd:
                return odd
    return None


def _count_of(cell: str) -> Decimal | None:
    """Return how many names a cell lists, or how many minutes its hours are; None for a number and a sentence."""
    if times := minutes_of(cell):
        return Decimal(times[1] - times[0])
    is_list = cell.strip() and number_of(cell) is None and not _NO_LIST.search(cell)
    return Decimal(len(_BRACKETS.sub("", cell).split("、"))) if is_list else None


def _full(heads: Sequence[str], rows: _Numbers) -> list[int]:
    """Return the columns that hold numbers throughout, not all of them 0 or a count of the rows, nor one of a row of years."""
    bare = [_DIGITS.sub("", head) for head in heads]
    columns = []
    for column in range(len(rows[0])):
        values = [row[column] for row in rows]
        is_of_time = bare[column] != heads[column] and bare.count(bare[column]) > 1
        is_serial = values == [Decimal(n) for n in range(1, len(rows) + 1)]
        if None not in values and any(values) and not is_serial and not is_of_time:
            columns.append(column)
    return columns


@rule("figures.table-row", "", "差错")
def table_row(document: Document) -> Iterator[Fault]:
    """表格里一栏总是另外几栏之和、按比例折算之和，或者是一栏里列出的个数、起止时间的长短，每一行都是。

    Wrong: 正文: [情况见下表。, '| 乡镇 | 隐患 | 已整改 | 未整改 |', '| 甲镇 | 12 | 11 | 1 |', '| 乙镇 | 9 | 5 | 4 |', '| 丙镇 | 45 | 38 | 9 |', '| 丁镇 | 36 | 30 | 6 |']
    Right: 正文: [情况见下表。, '| 乡镇 | 隐患 | 已整改 | 未整改 |', '| 甲镇 | 12 | 11 | 1 |', '| 乙镇 | 9 | 5 | 4 |', '| 丙镇 | 45 | 38 | 7 |', '| 丁镇 | 36 | 30 | 6 |']
    """
    yield from _odd_rows(
        document,
        lambda cells, rows: _odd_sum(cells[0], rows) or _odd_mean(cells[0], rows) or _odd_count(cells, rows),
    )


def _odd_sum(heads: Sequence[str], rows: _Numbers) -> _Odd | None:
    """Return the only row in which a column is not the sum of others, and in no way made of others throughout."""
    columns = _full(heads, rows)
    for whole in columns:
        others = [column for column in columns if column != whole]
        sums = [
            (parts, [sum((row[part] or Decimal() for part in parts), Decimal()) for row in rows])
            for count in range(2, min(_MOST, len(others)) + 1)
            for parts in combinations(others, count)
        ]
        if any(real == [row[whole] for row in rows] for _, real in sums):
            continue
        found = (_single(rows, whole, real, parts, Decimal()) for parts, real in sums)
        if odd := next(filter(None, found), None):
            return odd
    return None


def _odd_mean(heads: Sequence[str], rows: _Numbers) -> _Odd | None:
    """Return the only row in which a column is not made of two others by their shares, as marks of examinations are."""
    columns = _full(heads, rows)
    for one, other in permutations(columns, 2):
        for whole in (each for each in columns if each not in (one, other) and _MARK.search(heads[each])):
            for share in _SHARES:
                real = [
                    (row[one] or Decimal()) * share + (row[other] or Decimal()) * (1 - share) for row in rows
                ]
                if odd := _single(rows, whole, real, (one, other), _EXACT):
                    return odd
    return None


def _single(
    rows: _Numbers,
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
    yield from _odd_rows(document, lambda cells, rows: _odd_product(cells[0], rows))


def _odd_product(heads: Sequence[str], rows: _Numbers) -> _Odd | None:
    columns = _full(heads, rows)
    for one, other in combinations(columns, 2):
        for whole in (column for column in columns if column not in (one, other)):
            for scale in _SCALES:
                real = [(row[one] or Decimal()) * (row[other] or Decimal()) / scale for row in rows]
                if odd := _single(rows, whole, real, (one, other), _ROOM):
                    return odd
    return None
