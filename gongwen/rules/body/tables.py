"""Tables in a text: their merge marks and the number of their cells."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import Document
from gongwen.make.sketch import Sketch, is_row, is_separator, sketch_table
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, texts_of


def _tables(document: Document) -> Iterator[tuple[Text, list[int], Sketch]]:
    """Yield every table with the text in which it stands, and the lines of its rows there."""
    for text in texts_of(document):
        lines: list[int] = []
        for index, line in enumerate((*text.body, "")):
            if is_row(line):
                lines.append(index)
            elif lines:
                rows = [place for place in lines if not is_separator(text.body[place])]
                yield text, rows, sketch_table([text.body[place] for place in lines])
                lines = []


@rule("table.merge", "", "惯例")
def merge(document: Document) -> Iterator[Fault]:
    """表格里的合并记号有可以合并的格，合并起来是长方形。

    Wrong: 正文: [情况见下表。, '| 甲 | 乙 |', '| < | 2 |']
    Right: 正文: [情况见下表。, '| 甲 | < |', '| 1 | 2 |']
    """
    for text, rows, sketch in _tables(document):
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
    for text, rows, sketch in _tables(document):
        for row in sketch.long_rows:
            yield fault("表格这一行的格比表头多，请核对“|”的个数", text.line(rows[row]))
