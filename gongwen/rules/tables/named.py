"""Rows of a table that the text names: how much of each, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.quantities import PERCENT, Quantity, quantities
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import lines_of
from gongwen.zh.numerals import read_number

_UNIT = pattern("[（(](?P<unit>[^（）()]{1,6})[）)]")
_ABOVE = pattern("单位[：:]\\s*(?P<unit>[^\\s（）()，、]{1,4})")
_NAME = pattern(f"^{HANZI}{{3,14}}$")
_NUMBER = pattern(r"^\d[\d,]*(?:\.\d+)?$")
_CLOSE = Decimal("0.35")
"""Share of a figure of a table by which that of the text may be off and still be meant to be it."""
_OTHER = pattern("增|减|其中|人均|户均|平均|每|以上|原|去年|上年")
"""In what stands before a figure that is not that of the row."""
_PLACES = "县（市、区）|县（区）|县区|乡镇|镇街|镇|街道|村|社区|区县"
_SO_MANY = pattern(
    rf"全[省市县区镇乡州](?:共有?)?(?P<n>\d{{1,3}})个(?P<what>{_PLACES})(?!{HANZI}{{0,4}}[中里内])"
)
_FEWEST, _APART = 3, 2
"""Rows of a table of places, and by how many the text may be off."""


_ANNEX = "附件"
"""In a line that :mod:`gongwen.rules.figures.annexes` holds against an attachment."""
_TOGETHER = pattern("(?:合计|共计|总计|总额为?)(?:约|为|达)?$")
_SEVERAL = pattern("([两二三四五六])[项类个]")
_HAN = pattern(f"^{HANZI}{{2,14}}$")


class _Cell(NamedTuple):
    table: int
    name: str
    told: Quantity
    is_total: bool


class NamedFigure(NamedTuple):
    """A figure of a table with what names it there."""

    name: str
    told: Quantity
    shown: str


@rule("figures.row-text", "", "推荐")
def row_text(document: Document) -> Iterator[Fault]:
    """正文里写的一项的数，与表格里这一项的一样；差得不多的，请核对。

    Wrong: 正文: [其中设备购置费780万元，其他费用620万元。, '| 项目 | 金额（万元） |', '| 设备购置费 | 780 |', '| 其他费用 | 520 |']
    Right: 正文: [其中设备购置费780万元，其他费用520万元。, '| 项目 | 金额（万元） |', '| 设备购置费 | 780 |', '| 其他费用 | 520 |']
    """
    rows = list(_rows(document))
    lines = [(path, line) for path, line in lines_of(document) if not line.startswith("|")] if rows else []
    for row in rows:
        said = [
            (path, line, each)
            for path, line in lines
            if row.name in line
            for each in quantities(line)
            if each.unit == row.told.unit and each.label.endswith(row.name) and not _OTHER.search(each.label)
        ]
        for path, line, each in said if len(said) == 1 else ():
            if _is_off(each, row.told):
                message = f"“{row.name}”表格里是{row.shown}，这里写{line[each.start : each.end]}，请核对"
                yield fault(message, path, spots=[Spot(path, line, each.start, each.end)])


def _rows(document: Document) -> Iterator[NamedFigure]:
    """Yield the rows of each table with one column of figures whose unit is told, those of one name left out."""
    found: list[NamedFigure] = []
    for text, lines, sketch in tables_of(document):
        above = _ABOVE.search(text.body[lines[0] - 1]) if lines[0] else None
        columns = _figures(sketch.rows)
        if len(columns) != 1:
            continue
        unit = _UNIT.search(sketch.rows[0][columns[0]]) or above
        for cells in sketch.rows[1:] if unit else ():
            name = next((cell.strip() for cell in cells[: columns[0]] if _NAME.match(cell.strip())), "")
            cell = cells[columns[0]].strip()
            told = quantities(f"{cell}{unit['unit']}") if unit and name and not is_total(cells) else ()
            if len(told) == 1 and told[0].unit != PERCENT:
                found.append(NamedFigure(name, told[0], f"{cell}{unit['unit'] if unit else ''}"))
    names = [row.name for row in found]
    yield from (row for row in found if names.count(row.name) == 1)


def _figures(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns behind the first that hold numbers throughout, serials and shares left out."""
    whole = [row for row in rows[1:] if len(row) == len(rows[0])]
    return [
        column
        for column in range(1, len(rows[0]) if len(whole) == len(rows) - 1 and whole else 0)
        if all(_NUMBER.match(row[column].strip()) for row in whole)
    ]


def _is_off(said: Quantity, told: Quantity) -> bool:
    gap = abs(said.number - told.number)
    return max(said.room, told.room) < gap <= _CLOSE * told.number


@rule("figures.rows-sum", "", "推荐")
def rows_sum(document: Document) -> Iterator[Fault]:
    """正文写“某某、某某三项合计多少”“共计多少”的，与表格里的这几行、合计一样；差得不多的，请核对。

    Wrong: 正文: [教育、卫生两项合计30亿元。, '| 科目 | 支出（亿元） |', '| 教育 | 19 |', '| 卫生 | 10 |', '| 其他 | 17 |']
    Right: 正文: [教育、卫生两项合计29亿元。, '| 科目 | 支出（亿元） |', '| 教育 | 19 |', '| 卫生 | 10 |', '| 其他 | 17 |']
    """
    for rows in [list(cells) for _, cells in groupby(_cells(document), key=lambda cell: cell.table)]:
        for path, line in lines_of(document):
            for each in quantities(line) if not line.startswith("|") else ():
                if each.unit == rows[0].told.unit and _TOGETHER.search(each.label):
                    real = _summed(line, each, rows)
                    if real is not None and _is_off(each, each._replace(number=real)):
                        message = f"按表格算是{each.shown(real)}，这里写{line[each.start : each.end]}，请核对"
                        yield fault(message, path, spots=[Spot(path, line, each.start, each.end)])


def _summed(line: str, told: Quantity, rows: Sequence[_Cell]) -> Decimal | None:
    """Return what the rows that stand right before ``told`` come to, or the total where none does; None for neither."""
    before = line[max(line.rfind("。", 0, told.start), line.rfind("，", 0, told.start), 0) : told.start]
    named = [row.told.number for row in rows if row.name and row.name in before and not row.is_total]
    several = _SEVERAL.search(before)
    if several:
        return sum(named, Decimal()) if len(named) == read_number(several[1].replace("两", "二")) else None
    wholes = [row.told.number for row in rows if row.is_total]
    others = [each.number for each in quantities(line) if each is not told and each.unit == told.unit]
    is_only = len(wholes) == 1 and not named and not others and _ANNEX not in line
    return wholes[0] if is_only else None


def _cells(document: Document) -> Iterator[_Cell]:
    """Yield the figures of the only column of each table that has some and whose unit is told, with the name of their rows."""
    for number, (text, lines, sketch) in enumerate(tables_of(document)):
        above = _ABOVE.search(text.body[lines[0] - 1]) if lines[0] else None
        heads = [at for at, head in enumerate(sketch.rows[0]) if _UNIT.search(head)] or _figures(sketch.rows)
        unit = _UNIT.search(sketch.rows[0][heads[0]]) or above if len(heads) == 1 else None
        for cells in sketch.rows[1:] if unit else ():
            name = next((cell.strip() for cell in cells[: heads[0]] if _HAN.match(cell.strip())), "")
            told = (
                quantities(f"{cells[heads[0]].strip()}{unit['unit']}")
                if unit and len(cells) > heads[0]
                else ()
            )
            if len(told) == 1 and told[0].unit != PERCENT:
                yield _Cell(number, name, told[0], is_total(cells))


@rule("table.count-places", "", "推荐")
def count_places(document: Document) -> Iterator[Fault]:
    """正文写“全市几个县（市、区）”的，与表格里一行一个列出的个数一样；差一两个的，请核对。

    Wrong: 正文: [全市4个县（市、区）均已完成。, '| 县（市、区） | 户数 |', '| 甲县 | 12 |', '| 乙县 | 13 |', '| 丙市 | 15 |']
    Right: 正文: [全市3个县（市、区）均已完成。, '| 县（市、区） | 户数 |', '| 甲县 | 12 |', '| 乙县 | 13 |', '| 丙市 | 15 |']
    """
    counts = dict(_place_counts(document))
    for path, line in lines_of(document) if counts else ():
        for match in _SO_MANY.finditer(line):
            real = counts.get(match["what"], 0)
            if real and 0 < abs(real - int(match["n"])) <= _APART:
                message = f"表格里列出的是{real}个{match['what']}，这里写{match['n']}个，请核对"
                yield fault_in(message, path, line, match.span("n"))


def _place_counts(document: Document) -> Iterator[tuple[str, int]]:
    """Yield how many places each table lists whose first column is headed by what they are."""
    for _, _, sketch in tables_of(document):
        head = sketch.rows[0][0].strip() if sketch.rows and sketch.rows[0] else ""
        names = {row[0].strip() for row in sketch.rows[1:] if row and not is_total(row)}
        if pattern(f"(?:{_PLACES})$").search(head) and len(names) >= _FEWEST and "" not in names:
            yield head, len(names)
