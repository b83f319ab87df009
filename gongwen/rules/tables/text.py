"""Rows of a table held against the paragraph of the text that tells the same, and against themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.quantities import Quantity, quantities
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import lines_of
from gongwen.terms import date
from gongwen.terms.label import find_label

_DAY = pattern(date.LIMIT_IN_CELL)
_NAME = pattern("[\u4e00-\u9fff（）()“”、]{4,40}$")
_UNIT = pattern("[（(](?P<unit>[^（）()]{1,6})[）)]")
_PLACE = pattern(f"(?P<place>{HANZI}{{2}}[县区旗镇乡])")
_RULED = pattern(f"(?P<place>{HANZI}{{2}}[县区旗镇乡])(?:人民政府|政府|{HANZI}{{1,8}}[局办])")
_CLAUSE = pattern("[^，；。]+")
_LAST = 28
"""The first day of a month that may be its last."""
_SAME = 6
"""Characters that the name of a row and a sentence have in common at least."""
_CORE = 2


class _Row(NamedTuple):
    at: Address
    name: str
    cells: Sequence[tuple[str, str]]
    """The other cells, each with its head."""


def _rows(document: Document) -> Iterator[_Row]:
    """Yield the rows of all tables that have a name which no other row of the table has."""
    for text, lines, sketch in tables_of(document):
        heads = sketch.rows[0] if sketch.rows else []
        named = []
        for row, cells in enumerate(sketch.rows[1:], 1):
            column = next((at for at, cell in enumerate(cells) if _NAME.match(cell.strip())), None)
            if column is not None and not is_total(cells):
                others = [
                    (head, cell.strip())
                    for at, (head, cell) in enumerate(zip(heads, cells, strict=False))
                    if at != column
                ]
                named.append(_Row(text.line(lines[row]), cells[column].strip(), others))
        names = [row.name for row in named]
        yield from (row for row in named if names.count(row.name) == 1)


@rule("figures.table-text", "", "推荐")
def table_text(document: Document) -> Iterator[Fault]:
    """表格一行里的数和时限，与正文说同一件事的那一段一样。

    Wrong: 正文: [（一）种植大豆补贴。每亩补贴150元。, '| 项目 | 补贴标准 |', '| 种植大豆补贴 | 120元/亩 |', '| 农机购置补贴 | 另定 |']
    Right: 正文: [（一）种植大豆补贴。每亩补贴150元。, '| 项目 | 补贴标准 |', '| 种植大豆补贴 | 150元/亩 |', '| 农机购置补贴 | 另定 |']
    """
    rows = list(_rows(document))
    lines = [line for _, line in lines_of(document) if not line.startswith("|")] if rows else []
    for row in rows:
        about = [line for line in lines if row.name in line and _heading(line).startswith(row.name)]
        if len(about) == 1:
            yield from (fault(message, row.at) for message in _odd_numbers(row, about[0]))
        sentences = [each for line in lines for each in line.split("。") if "月" in each]
        same = [each for each in sentences if _shares_name(row.name, each)]
        clauses = [each for line in lines for each in _CLAUSE.findall(line) if row.name in each]
        for said in (same, clauses):
            if len(said) == 1 and (messages := list(_odd_days(row, said[0]))):
                yield from (fault(message, row.at) for message in messages)
                break


def _heading(line: str) -> str:
    label = find_label(line)
    return line[len(label.text) :] if label else line


def _shares_name(name: str, sentence: str) -> bool:
    if name in sentence:
        return True
    same = SequenceMatcher(None, name, sentence, autojunk=False).find_longest_match()
    return same.size >= _SAME


def _odd_numbers(row: _Row, line: str) -> Iterator[str]:
    """Yield what is told of the numbers of a row that the paragraph ``line`` gives otherwise."""
    for head, cell in row.cells:
        unit = _UNIT.search(head)
        found = quantities(cell) or quantities(
            f"{cell}{unit['unit']}" if unit and cell[:1].isdecimal() else ""
        )
        if len(found) != 1:
            continue
        core = _UNIT.sub("", head)
        same = [each for each in quantities(line) if each.unit == found[0].unit and _is_of(each, core)]
        if len(same) == 1 and same[0].number != found[0].number:
            yield f"“{row.name}”表里写“{head}”{cell}，正文写{line[same[0].start : same[0].end]}，请核对"


def _is_of(told: Quantity, core: str) -> bool:
    """Whether the words before a quantity have two characters of the head of a column."""
    return any(core[at : at + _CORE] in told.label for at in range(len(core) - 1))


def _odd_days(row: _Row, sentence: str) -> Iterator[str]:
    """Yield what is told of the days of a row when the only one of ``sentence`` is another."""
    said = list(_DAY.finditer(sentence))
    for _, cell in row.cells if len(said) == 1 else ():
        day = _DAY.match(cell)
        if day and "至" not in cell and not _is_one_day(day, said[0]):
            yield f"“{row.name}”表里写{cell}，正文写“{said[0][0]}”，请核对时限"


def _is_one_day(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two days without their year are one: 6月底 is the last of June, 28日 or later."""
    is_end = [(each["end"] or "") in ("底", "末") or int(each["day"] or 0) >= _LAST for each in (one, other)]
    return one.groups() == other.groups() or (one["month"] == other["month"] and all(is_end))


@rule("table.place-apart", "", "推荐")
def place_apart(document: Document) -> Iterator[Fault]:
    """表格一行里的项目在哪个县、乡，责任单位就是哪个县、乡的。

    Wrong: 正文: ['| 项目 | 责任单位 |', '| 青岗县水厂 | 青岗县人民政府 |', '| 柳林县水厂 | 青岗县人民政府 |']
    Right: 正文: ['| 项目 | 责任单位 |', '| 青岗县水厂 | 青岗县人民政府 |', '| 柳林县水厂 | 柳林县人民政府 |']
    """
    rows = list(_rows(document))
    ruled = [
        (row, [match["place"] for _, cell in row.cells if (match := _RULED.match(cell))]) for row in rows
    ]
    agree = sum(any(place[:_CORE] == row.name[:_CORE] for place in places) for row, places in ruled)
    for row, places in ruled if agree else ():
        own = _PLACE.match(row.name)
        if own and places and own["place"] not in places:
            yield fault(f"“{row.name}”的责任单位写的是“{places[0]}”，请核对", row.at)
