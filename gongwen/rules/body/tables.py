"""Tables in a text: their merge marks and the number of their cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, takewhile

from gongwen.document import Document
from gongwen.make.tables.sketch import Sketch, is_row, is_widths_mark, read_shares, sketch_table
from gongwen.make.tables.tabbed import find_tabbed
from gongwen.markup.table_rows import is_separator
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, texts_of


def tables_of(document: Document) -> Iterator[tuple[Text, tuple[int, ...], Sketch]]:
    """Yield every table with the text in which it stands, and the lines of its rows there."""
    for text in texts_of(document):
        for rows, sketch in _sketches(text.body):
            yield text, rows, sketch


@lru_cache(maxsize=64)
def _sketches(body: tuple[str, ...]) -> tuple[tuple[tuple[int, ...], Sketch], ...]:
    """Return the tables of ``body``, each with the lines of its rows."""
    found: list[tuple[tuple[int, ...], Sketch]] = []
    for is_table, group in groupby(range(len(body)), lambda index: is_row(body[index])):
        if is_table:
            lines = tuple(group)
            rows = tuple(place for place in lines if not is_separator(body[place]))
            found.append((rows, sketch_table([body[place] for place in lines])))
    return tuple(found)


@rule("table.merge", "", "差错")
def merge(document: Document) -> Iterator[Fault]:
    """表格里的合并记号有可以合并的格，合并起来是长方形。

    Wrong: 正文: [情况见下表。, '| 甲 | 乙 |', '| < | 2 |']
    Right: 正文: [情况见下表。, '| 甲 | < |', '| 1 | 2 |']
    """
    for text, rows, sketch in tables_of(document):
        for row, column in sorted(sketch.loose_marks):
            message = (
                f"表格这一行第{column + 1}格的合并记号没有可以合并的格，或者合并起来不是长方形，按空格排"
            )
            yield fault(message, text.line(rows[row]))


@rule("table.cells", "", "惯例")
def cells(document: Document) -> Iterator[Fault]:
    """表格各行的格数不多于表头。

    Wrong: 正文: [情况见下表。, '| 甲 | 乙 |', '| 1 | 2 | 3 |']
    Right: 正文: [情况见下表。, '| 甲 | 乙 |', '| 1 | 2 |']
    """
    for text, rows, sketch in tables_of(document):
        for row in sketch.long_rows:
            yield fault("表格这一行的格比表头多，请核对“|”的个数", text.line(rows[row]))


@rule("table.tabs", "", "惯例")
def tabs(document: Document) -> Iterator[Fault]:
    """分栏写的几行照表格写，各格之间用“|”，行首也写“|”；从表格软件粘贴来的制表符不保留。

    Wrong: 正文: [情况见下表。, '序号 | 项目', '1 | 道路']
    Right: 正文: [情况见下表。, '| 序号 | 项目 |', '| 1 | 道路 |']
    """
    said = {
        "table": "这里起{count}行分栏书写，已按表格排；请核对，并在行首、行末也写“|”，各格之间用“|”隔开",
        "list": "这里起{count}行用制表符分栏，已按对齐的两栏排，请核对",
        "blanks": "这一行里有制表符，按空格排，请核对",
    }
    for text in texts_of(document):
        for found in find_tabbed(text.body):
            message = said[found.form].format(count=found.stop - found.start)
            yield fault(message, text.line(found.start))


@rule("table.widths", "", "惯例")
def widths(document: Document) -> Iterator[Fault]:
    """“{栏宽：…}”写在表格第一行的上面，每栏一个数，是各栏宽度的比例。

    Wrong: 正文: [情况见下表。, '{栏宽：1，2，3}', '| 甲 | 乙 |', '| 1 | 2 |']
    Right: 正文: [情况见下表。, '{栏宽：1，2}', '| 甲 | 乙 |', '| 1 | 2 |']
    """
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            if not is_widths_mark(line):
                continue
            below = text.body[index + 1 : index + 2]
            if not below or not is_row(below[0]):
                yield fault(f"“{line}”下面没有表格，会照原样印出；请写在表格第一行的上面", text.line(index))
                continue
            rows = list(takewhile(is_row, text.body[index + 1 :]))
            columns = len(sketch_table(rows).rows[0])
            if len(read_shares(line)) != columns:
                message = f"“{line}”应写{columns}个数，每栏一个，如 {{栏宽：{'，'.join(['1'] * columns)}}}；没有照着排"
                yield fault(message, text.line(index))
