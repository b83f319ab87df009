"""Sums in tables: rows and columns of 合计 held against what they add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.quantities import is_misprint, is_shifted
from gongwen.rules.rule import Fault, fault, rule

_TOTAL = pattern(r"合\s*计|总\s*计|共\s*计|总数|总和")
_PARTIAL = pattern(r"小\s*计|其\s*中")
_NO_SUM = pattern(
    "最|率|比|均|单价|标准|序号|编号|年份|电话|排名|占|增|同比|%|％|得分|分数|日期|时间|备注|号"
)
_LARGEST, _SMALLEST, _MEAN = pattern("最[大高多强长]"), pattern("最[小低少短]"), pattern("^平均|[人户亩]均")
_CELL = pattern(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_EMPTY = ("", "-", "—", "－", "/", "／", "——", "无")
_PERCENT = pattern(r"\d+(?:\.\d+)?[%％]")
_POINTS = Decimal("0.6")
"""Points by which a percentage may be rounded."""
_RATIOS = 3
"""Rows with a percentage from which on a single odd one is told."""
_LEAST = 2
"""Rows or columns that are added up at least."""
_IN_PERCENT = pattern(r"[（(][%％][）)]$")
"""How the head of a column of percentages ends."""


@rule("figures.table-sum", "", "差错")
def table_sum(document: Document) -> Iterator[Fault]:
    """表格里合计的行、列与各项之和相等。

    Wrong: 正文: [情况见下表。, '| 乡镇 | 户数 |', '| 甲镇 | 12 |', '| 乙镇 | 30 |', '| 合计 | 45 |']
    Right: 正文: [情况见下表。, '| 乡镇 | 户数 |', '| 甲镇 | 12 |', '| 乙镇 | 30 |', '| 合计 | 42 |']
    """
    for text, lines, sketch in tables_of(document):
        cells = [list(row) for row in sketch.rows]
        if len(cells) <= _LEAST or any("<" in row or "^" in row for row in cells[1:]):
            continue
        for row, message in (*_odd_columns(cells), *_odd_rows(cells)):
            yield fault(message, text.line(lines[row]))


def _odd_columns(cells: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Yield the row of 合计 with what is wrong in each of its columns."""
    row = next((number for number, each in enumerate(cells) if number and is_total(each)), 0)
    others = cells[2:] if row <= 1 else cells[1:row]
    if not row or len(others) < _LEAST:
        return
    for column, head in enumerate(cells[0]):
        values = [number_of(each[column]) for each in others if column < len(each)]
        said = number_of(cells[row][column]) if column < len(cells[row]) else None
        if said is not None and (odd := _odd_extreme(head, said, values)):
            yield row, f"“{head}”一栏{odd}，合计写{cells[row][column]}，请核对"
        if said is None or None in values or _NO_SUM.search(head) or not cells[row][column].strip(" -—－/"):
            continue
        numbers = [each for each in values if each is not None]
        shown = sum(numbers, Decimal())
        if _is_sum(said, numbers) and not _adds_up(said, numbers, others):
            yield row, f"“{head}”一栏各行合计{shown}，合计写{cells[row][column]}，请核对"


def _odd_extreme(head: str, said: Decimal, values: Sequence[Decimal | None]) -> str:
    """Return what the largest, the smallest or the mean of a column is that says to be one and is not; "" for any other."""
    numbers = [each for each in values if each is not None]
    if len(numbers) != len(values) or not said:
        return ""
    least, most = min(numbers), max(numbers)
    if _LARGEST.search(head) and said != most:
        return f"最大的是{most}"
    if _SMALLEST.search(head) and said != least:
        return f"最小的是{least}"
    return f"各行在{least}到{most}之间" if _MEAN.search(head) and not least <= said <= most else ""


def is_total(row: Sequence[str]) -> bool:
    """Whether a row of a table is that of 合计."""
    return any(_TOTAL.fullmatch(cell.strip()) for cell in row[:2])


def _is_sum(said: Decimal, values: Sequence[Decimal]) -> bool:
    """Whether ``said`` may be meant as the sum of ``values``: larger than any, as no mean, extreme or figure of each is."""
    real = sum(values, Decimal())
    is_misread = said and real and (is_misprint(said, real) or is_shifted(said, real))
    return said > max(values) or bool(is_misread)


def _adds_up(said: Decimal, values: Sequence[Decimal], rows: Sequence[Sequence[str]]) -> bool:
    """Whether ``said`` is the sum of all ``values``, of those of 小计, or of the others, give or take what rounding makes."""
    is_partial = [any(_PARTIAL.search(cell) for cell in row[:2]) for row in rows]
    whole = sum(values, Decimal())
    partial = sum((each for each, own in zip(values, is_partial, strict=True) if own), Decimal())
    exponent = int(min(each.as_tuple().exponent for each in (said, *values)))
    room = Decimal(0) if exponent >= 0 else Decimal(len(values)).scaleb(exponent) / 2
    return any(abs(said - each) <= room for each in (whole, partial, whole - partial))


def _odd_rows(cells: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Yield the rows whose 合计 is not the sum of the others, where most rows have one that is."""
    column = next((index for index, head in enumerate(cells[0]) if _TOTAL.fullmatch(head.strip())), None)
    if column is None:
        return
    added = [
        index for index, head in enumerate(cells[0]) if index != column and index and not _NO_SUM.search(head)
    ]
    found: list[tuple[int, Decimal, Decimal]] = []
    for number, row in enumerate(cells[1:], 1):
        values = [number_of(row[index]) for index in added if index < len(row)]
        numbers = [each for each in values if each is not None]
        said = number_of(row[column]) if column < len(row) else None
        if said is not None and len(numbers) >= _LEAST:
            found.append((number, said, sum(numbers, Decimal())))
    right = sum(said == real for _, said, real in found)
    for number, said, real in found if right >= _LEAST and right > len(found) // 2 else ():
        if said != real:
            yield number, f"“{cells[number][0]}”一行各项合计{real}，合计写{said}，请核对"


def number_of(cell: str) -> Decimal | None:
    """Return the number of a cell, 0 for an empty one; None for words."""
    text = cell.strip()
    if text in _EMPTY:
        return Decimal()
    return Decimal(text.replace(",", "")) if _CELL.fullmatch(text) else None


@rule("figures.table-ratio", "", "差错")
def table_ratio(document: Document) -> Iterator[Fault]:
    """表格里各行的比例，是同样两栏的数算出来的。

    Wrong: 正文: [情况见下表。, '| 乡镇 | 计划 | 完成 | 完成率 |', '| 甲镇 | 4 | 1 | 25% |', '| 乙镇 | 8 | 4 | 50% |', '| 丙镇 | 5 | 3 | 66% |']
    Right: 正文: [情况见下表。, '| 乡镇 | 计划 | 完成 | 完成率 |', '| 甲镇 | 4 | 1 | 25% |', '| 乙镇 | 8 | 4 | 50% |', '| 丙镇 | 5 | 3 | 60% |']
    """
    for text, lines, sketch in tables_of(document):
        for row, message in _odd_ratios([list(row) for row in sketch.rows]):
            yield fault(message, text.line(lines[row]))


def _odd_ratios(cells: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Yield the one row whose percentage is not that of two columns or of a total, where it is in all other rows."""
    if len(cells) <= _RATIOS:
        return
    for column in range(len(cells[0])):
        shown = [(row[column].strip() if column < len(row) else "") for row in cells[1:]]
        if _IN_PERCENT.search(cells[0][column]):
            shown = [f"{each}%" if number_of(each) is not None else each for each in shown]
        if all(_PERCENT.fullmatch(each) for each in shown):
            found = [(name, real, _far(real, shown)) for name, real in _ratios(cells, column)]
            odd = [(name, real, far[0]) for name, real, far in found if len(far) == 1]
            odd.sort(key=lambda each: _apart(each[1], shown, each[2]))
            for name, real, row in odd[:1] if all(far for _, _, far in found) else ():
                if (value := real[row]) is not None:
                    message = f"“{cells[0][column]}”按{name}算是{value:.1f}%，这里写{shown[row]}，请核对"
                    yield row + 1, message


def _apart(real: Sequence[Decimal | None], shown: Sequence[str], odd: int) -> Decimal:
    """Return how far the percentages that are shown are from ``real`` ones in all, that of the ``odd`` row left out."""
    pairs = [(one, Decimal(each[:-1])) for one, each in zip(real, shown, strict=True) if one is not None]
    return sum((abs(one - told) for row, (one, told) in enumerate(pairs) if row != odd), Decimal())


def _far(real: Sequence[Decimal | None], shown: Sequence[str]) -> list[int]:
    """Return the rows that show another percentage than the ``real`` one."""
    return [
        row
        for row, (one, each) in enumerate(zip(real, shown, strict=True))
        if one is None or abs(one - Decimal(each[:-1])) > _POINTS
    ]


def _ratios(cells: Sequence[Sequence[str]], column: int) -> Iterator[tuple[str, list[Decimal | None]]]:
    """Yield what the percentages of a ``column`` may be of, in words, with the percentage of each row."""
    others = [index for index in range(len(cells[0])) if index != column]
    for whole, part in permutations(others, 2):
        real = [_ratio(row, row, part, whole) for row in cells[1:]]
        yield f"“{cells[0][part]}”和“{cells[0][whole]}”", real
        yield (
            f"“{cells[0][whole]}”到“{cells[0][part]}”",
            [None if one is None else abs(one - 100) for one in real],
        )
    for part in others if is_total(cells[-1]) else ():
        yield f"“{cells[0][part]}”的合计", [_ratio(row, cells[-1], part, part) for row in cells[1:]]


def _ratio(row: Sequence[str], other: Sequence[str], part: int, whole: int) -> Decimal | None:
    """Return what percentage one number of a ``row`` is of one of the ``other``; None for words."""
    some = number_of(row[part]) if part < len(row) else None
    all_of = number_of(other[whole]) if whole < len(other) else None
    return some / all_of * 100 if some is not None and all_of else None
