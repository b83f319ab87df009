"""Two columns of a table whose cells have changed places in one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.tables.sums import is_total

_FEWEST, _TWICE = 3, 2
"""Rows that have their cells in their places from which on one is odd, and those that have a name in its place."""
_NAMES = pattern("[、，,；;\\s]+")
_WORD = pattern(HANZI)


@rule("table.swapped", "", "推荐")
def swapped(document: Document) -> Iterator[Fault]:
    """表格一行的两格没有写颠倒：别的行都是这一栏的写在那一栏、那一栏的写在这一栏的，请核对。

    Wrong: 正文: ['| 组 | 牵头单位 | 参加单位 |', '| 一组 | 县水利局 | 县财政局 |', '| 二组 | 县水利局 | 县公安局 |', '| 三组 | 县公安局 | 县水利局 |', '| 四组 | 县水利局 | 县公安局 |']
    Right: 正文: ['| 组 | 牵头单位 | 参加单位 |', '| 一组 | 县水利局 | 县财政局 |', '| 二组 | 县水利局 | 县公安局 |', '| 三组 | 县水利局 | 县公安局 |', '| 四组 | 县水利局 | 县财政局 |']
    """
    for text, lines, sketch in tables_of(document):
        rows = [(at, row) for at, row in enumerate(sketch.rows) if at >= sketch.head and not is_total(row)]
        heads = sketch.rows[sketch.head - 1]
        for left, right in combinations(range(len(heads)), 2) if len(rows) > _FEWEST else ():
            cells = [(_names(row[left]), _names(row[right])) for _, row in rows]
            if (odd := _swapped_row(cells)) is not None:
                shown = f"“{heads[left].strip()}”“{heads[right].strip()}”"
                message = f"这一行的{shown}与别的行相反，像是写颠倒了，请核对"
                yield fault(message, text.line(lines[rows[odd][0]]))


def _names(cell: str) -> frozenset[str]:
    return frozenset(name for name in _NAMES.split(cell.strip()) if _WORD.search(name))


def _swapped_row(cells: Sequence[tuple[frozenset[str], frozenset[str]]]) -> int | None:
    """Return the only row whose cells stand in all others in the place of one another; None for none, or several."""
    if not all(left and right for left, right in cells):
        return None
    odd = []
    for at, (left, right) in enumerate(cells):
        others = [*cells[:at], *cells[at + 1 :]]
        lefts = Counter(name for each, _ in others for name in each)
        rights = Counter(name for _, each in others for name in each)
        is_right = any(lefts[name] >= _TWICE and not rights[name] for name in right)
        if is_right and all(rights[name] >= _TWICE and not lefts[name] for name in left):
            odd.append(at)
    return odd[0] if len(odd) == 1 else None
