"""The rows of a table held against what the text says of the same things: who leads each, in which group, until when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.statements.days import Day, days_in
from gongwen.rules.statements.passages import Passage, passages_of
from gongwen.rules.tables.sums import is_total
from gongwen.terms.people.post import ends_as_unit

_KEY = pattern(f"{HANZI}[^|；。]{{1,40}}$")
_WORDS = pattern(f"{HANZI}")
_OTHER = pattern("序号|备注|星期|[类级]别|^单位")
"""At the head of a column that tells nothing of what its rows are about."""
_MOST = 0.6
"""Share of the rows that have a name of their own."""
_FEWEST = 3
"""Rows of a table from which on one that differs from the text is odd."""
_SURE = 1
"""Rows that agree with the text, by which the text is known to say what the column says."""
_LONG = 6
"""Characters of a task by which alone it is known who the text says leads it."""
_SHARE = 0.5
"""Share of what tells the key of a row from those of the others that a sentence on it has."""
_NAMES = pattern("[、，,；;\\s]+")
_LEADS = pattern("牵头|主办|责任|负责|承办|实施")
_LED = pattern(
    r"(?:^|[，。；：（）()由])(?P<names>[^，。；：（）()由]{2,40}?)(?:总?牵头|主办)|由(?P<in_charge>[^，。；：（）()由]{2,40}?)(?:负责|承担|承办|组织实施)"
)
_NAMED_AS = (
    r"(?:由|为|是|[：:])\s*(?P<names>[^，。；：（）()\n]{2,40}?)(?:同志)?(?:担任|兼任|$|(?=[，。；（）()\n]))"
)


class _Cell(NamedTuple):
    """What a row says of what it is about."""

    path: Address
    line: str
    span: tuple[int, int]
    key: str
    value: str

    def told(self, message: str) -> Fault:
        return fault_in(message, self.path, self.line, self.span)


class _Column(NamedTuple):
    head: str
    cells: tuple[_Cell, ...]


@rule("table.row-text", "", "推荐")
def row_text(document: Document) -> Iterator[Fault]:
    """表格里一行的牵头单位、负责人、组别、时间，与正文里说的一样：别的行都与正文相符，只有一行不符的，请核对。

    Wrong: {正文: [1.疏散组。由县公安局牵头。, 2.抢险组。由县水利局牵头。, 3.救护组。由县卫生健康局牵头，县人民医院配合。], 附件: [{标题: 分组表, 正文: ['| 工作组 | 牵头单位 |', '| 疏散组 | 县公安局 |', '| 抢险组 | 县水利局 |', '| 救护组 | 县人民医院 |']}]}
    Right: {正文: [1.疏散组。由县公安局牵头。, 2.抢险组。由县水利局牵头。, 3.救护组。由县卫生健康局牵头，县人民医院配合。], 附件: [{标题: 分组表, 正文: ['| 工作组 | 牵头单位 |', '| 疏散组 | 县公安局 |', '| 抢险组 | 县水利局 |', '| 救护组 | 县卫生健康局 |']}]}
    """
    columns = list(_columns(document))
    passages = passages_of(document) if columns else ()
    for column in columns:
        is_timed = sum(bool(days_in(cell.value)) for cell in column.cells) >= len(column.cells) - 1
        ways = (_days_compared,) if is_timed else (_names_compared, _groups_compared)
        for way in ways:
            yield from _odd_one(column, list(way(column, passages)))


def _odd_one(column: _Column, compared: Sequence[tuple[_Cell, str]]) -> Iterator[Fault]:
    """Yield the only cell of a column of which the text says something else than it."""
    odd = [(cell, other) for cell, other in compared if other]
    if len(odd) != 1:
        return
    cell, other = odd[0]
    is_named = len(cell.key) >= _LONG and _LEADS.search(column.head)
    if len(compared) - 1 >= _SURE or is_named:
        yield cell.told(f"“{cell.key}”的{column.head}这里写“{cell.value}”，正文写“{other}”，请核对")


def _columns(document: Document) -> Iterator[_Column]:
    """Yield each column of words or days of each table, with what its rows are about; rows of one name are left out."""
    for text, lines, sketch in tables_of(document):
        rows = [(at, row) for at, row in enumerate(sketch.rows) if at >= sketch.head and not is_total(row)]
        key = _key_column([row for _, row in rows]) if len(rows) >= _FEWEST else None
        if key is None:
            continue
        times = Counter(row[key].strip() for _, row in rows)
        for column, head in enumerate(map(str.strip, sketch.rows[sketch.head - 1])):
            if column == key or not head or _OTHER.search(head):
                continue
            cells = tuple(
                _cell(text.line(lines[at]), text.body[lines[at]], row[key].strip(), row[column].strip())
                for at, row in rows
                if times[row[key].strip()] == 1
            )
            if all(_WORDS.search(cell.value) for cell in cells):
                yield _Column(head, cells)


def _key_column(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first column whose cells are names, most of them of one row, and no days; None for none."""
    for column in range(len(rows[0])):
        times = Counter(row[column].strip() for row in rows)
        if all(_KEY.match(key) and not days_in(key) for key in times):
            single = sum(count == 1 for count in times.values())
            if single >= max(_FEWEST, _MOST * len(rows)):
                return column
    return None


def _cell(path: Address, line: str, key: str, value: str) -> _Cell:
    start = line.rfind(value)
    return _Cell(path, line, (start, start + len(value)), key, value)


_Compared = Iterator[tuple[_Cell, str]]
"""Each cell of which the text speaks, with what it says instead; "" where it says the same."""


def _names_compared(column: _Column, passages: Sequence[Passage]) -> _Compared:
    """Compare whom a column names with whom the text names as what its head says."""
    for cell in column.cells:
        said = [words for passage in passages for words in passage.about(cell.key)]
        is_unit = ends_as_unit(cell.value)
        named = (_named(column.head, words) for words in said)
        if told := [names for names in named if names and ends_as_unit(names) == is_unit]:
            yield cell, "" if any(_says(names, cell.value) for names in told) else told[0]


def _groups_compared(column: _Column, passages: Sequence[Passage]) -> _Compared:
    """Compare the groups in which a column puts its rows with those below whose names the text lists them."""
    groups = Counter(cell.value for cell in column.cells)
    if len(groups) == 1 or min(groups.values()) == 1:
        return
    for cell in column.cells:
        said = [words for passage in passages for words in passage.about(cell.key)]
        told = {value for value in groups for words in said if value in words}
        if len(told) == 1:
            yield cell, "".join(told - {cell.value})


def _named(head: str, words: str) -> str:
    """Return whom ``words`` name as what ``head`` says; "" for nobody."""
    named = pattern(re.escape(head) + _NAMED_AS).search(words)
    if named:
        return named["names"]
    led = _LED.search(words) if _LEADS.search(head) else None
    return (led["names"] or led["in_charge"]) if led else ""


def _says(words: str, value: str) -> bool:
    """Whether ``words`` have the first name of a cell, in full or in short."""
    first = _NAMES.split(value)[0]
    return first in words or (len(words) <= len(first) and {*words} <= {*first})


def _days_compared(column: _Column, passages: Sequence[Passage]) -> _Compared:
    weights = Counter(pair for cell in column.cells for pair in _pairs(cell.key))
    sentences = [
        (words, days_in(words), {cell for cell in column.cells if _share(cell.key, words, weights) >= _SHARE})
        for passage in passages
        for words in passage.timed()
    ]
    every = frozenset().union(*(days for _, days, _ in sentences))
    for cell in column.cells:
        own = days_in(cell.value)
        said = [(words, days, cells) for words, days, cells in sentences if cell in cells and days]
        missing = own - (
            every
            if all(cell.key not in words for words, *_ in said)
            else frozenset().union(*(days for _, days, _ in said))
        )
        if any(own <= days for _, days, _ in said):
            yield cell, ""
        elif missing and (other := _other_day(cell, missing, said)):
            yield cell, other


def _pairs(key: str) -> set[str]:
    """Return each two characters of ``key`` that stand side by side."""
    return {key[at : at + 2] for at in range(len(key) - 1)} or {key}


def _share(key: str, words: str, weights: Mapping[str, int]) -> float:
    """Return the share of ``key`` that ``words`` have; what the keys of several rows have counts less."""
    pairs = _pairs(key)
    return sum(1 / weights[pair] for pair in pairs if pair in words) / sum(
        1 / weights[pair] for pair in pairs
    )


def _other_day(
    cell: _Cell, missing: frozenset[Day], said: Sequence[tuple[str, frozenset[Day], set[_Cell]]]
) -> str:
    """Return the day that the text has for one that is ``missing``, in its month and told of no other row; "" for none."""
    for words, days, cells in said:
        taken = {day for other in cells - {cell} for day in days_in(other.value)}
        for month, day in sorted(days - taken - days_in(cell.value)):
            if any(month == other for other, _ in missing):
                return f"{month}月{day}日"
        if len(days) == 1 and cell.key in words:
            return "".join(f"{month}月{day}日" for month, day in days)
    return ""
