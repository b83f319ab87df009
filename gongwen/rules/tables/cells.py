"""Figures of a text that are those of a cell of a table but for one digit, or for two that have changed places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.quantities import PERCENT, Quantity, is_misprint, quantities
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.tables.named import NamedFigure
from gongwen.rules.tables.sums import is_total, number_of
from gongwen.rules.texts import lines_of

_UNIT = pattern("[（(](?P<unit>[^（）()]{1,6})[）)]$")
_ABOVE = pattern("单位[：:]\\s*(?P<unit>[^\\s（）()，、]{1,4})")
_NAME, _HEAD = pattern(f"{HANZI}{{2,14}}$"), pattern(f"{HANZI}{{3,14}}$")
_OTHER = pattern("增|减|人均|户均|平均|每|以上|原|去年|上年|比|较|不少于|目标")
"""In what stands before a figure that is not that of the table."""
_COLUMNS = 2
"""Columns of figures from which on the other rules do not know which is meant."""


@rule("figures.cell-text", "", "推荐")
def cell_text(document: Document) -> Iterator[Fault]:
    """正文里写的数，与表格里这一行的数、这一栏的合计一样；只差一个数字、或者两个数字颠倒的，请核对。

    Wrong: 正文: [甲镇完成改造1320户。, '| 乡镇 | 排查（户） | 改造（户） |', '| 甲镇 | 2200 | 1230 |', '| 乙镇 | 1800 | 960 |']
    Right: 正文: [甲镇完成改造1230户。, '| 乡镇 | 排查（户） | 改造（户） |', '| 甲镇 | 2200 | 1230 |', '| 乙镇 | 1800 | 960 |']
    """
    cells = list(_cells(document))
    known = {cell.told.number for cell in cells}
    lines = [(path, line) for path, line in lines_of(document) if not line.startswith("|")] if cells else []
    every = [each.number for _, line in lines for each in quantities(line)]
    for path, line in lines:
        for each in quantities(line):
            if each.number in known or _OTHER.search(each.clause) or every.count(each.number) > 1:
                continue
            near = {cell.shown for cell in cells if _is_nearly(each, cell)}
            if len(near) == 1:
                message = f"表格里是{near.pop()}，这里写{line[each.start : each.end]}，请核对"
                yield fault_in(message, path, line, (each.start, each.end))


def _is_nearly(said: Quantity, cell: NamedFigure) -> bool:
    is_named = cell.name in said.clause and said.unit == cell.told.unit
    return is_named and is_misprint(said.number / said.scale, cell.told.number / said.scale)


def _cells(document: Document) -> Iterator[NamedFigure]:
    """Yield the figures of the tables that have several columns of them, by the names of their rows and of their totals."""
    for text, lines, sketch in tables_of(document):
        above = _ABOVE.search(text.body[lines[0] - 1]) if lines[0] else None
        columns = _units(sketch.rows, above["unit"] if above else "")
        for row in sketch.rows[1:] if len(columns) >= _COLUMNS else ():
            name = next((cell.strip() for cell in row[: columns[0][0]] if _NAME.match(cell.strip())), "")
            for column, unit, head in columns:
                told = quantities(f"{row[column].strip()}{unit}") if column < len(row) else ()
                known = head if is_total(row) else name
                if len(told) == 1 and known and told[0].unit != PERCENT:
                    yield NamedFigure(known, told[0], f"{row[column].strip()}{unit}")


def _units(rows: Sequence[Sequence[str]], above: str) -> list[tuple[int, str, str]]:
    """Return the columns of figures behind the first, each with its unit and what its head says; "" for a head too short."""
    found = []
    for column, cell in enumerate(rows[0]):
        unit = _UNIT.search(cell.strip())
        is_figure = (
            column and len(rows) > 1 and column < len(rows[1]) and number_of(rows[1][column]) is not None
        )
        head = _UNIT.sub("", cell.strip())
        if is_figure and (unit or above):
            found.append((column, unit["unit"] if unit else above, head if _HEAD.match(head) else ""))
    return found
