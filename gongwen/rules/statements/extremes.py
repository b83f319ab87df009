"""What the text calls the highest or the lowest, held against the column of a table that tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.tables.sums import is_total, number_of
from gongwen.rules.texts import lines_of

_MOST = pattern("最(?P<most>[高多大])|最(?P<least>[低少小])")
_BEHIND = pattern(f"(?:的)?(?:县|市|区|乡镇|单位|地区)?(?:是|为)?(?P<name>{HANZI}+)")
_SENTENCE = pattern("[^。；]+")
_UNIT = pattern("[（(][^（）()]*[）)]$")
_KEY = pattern(f"{HANZI}{{2,12}}$")
_FEWEST, _LABEL = 3, 3
"""Rows of a table, and characters of the head of a column by which it is known."""


@rule("table.extreme", "", "推荐")
def extreme(document: Document) -> Iterator[Fault]:
    """正文说哪一个最高、最低的，与表格里那一栏最大、最小的是同一个。

    Wrong: 正文: [办结率最高的云溪县与最低的青石县相差5个百分点。, '| 县 | 办结率（%） |', '| 云溪县 | 95 |', '| 青石县 | 92 |', '| 柳林县 | 90 |']
    Right: 正文: [办结率最高的云溪县与最低的柳林县相差5个百分点。, '| 县 | 办结率（%） |', '| 云溪县 | 95 |', '| 青石县 | 92 |', '| 柳林县 | 90 |']
    """
    columns = list(_columns(document))
    for path, line in lines_of(document) if columns else ():
        for sentence in _SENTENCE.finditer(line) if "最" in line and not line.startswith("|") else ():
            for match in _MOST.finditer(line, *sentence.span()):
                before, behind = line[sentence.start() : match.start()], _BEHIND.match(line, match.end())
                for head, values in columns:
                    name = _named(before, behind["name"] if behind else "", head, values)
                    wanted = max(values.values()) if match["most"] else min(values.values())
                    if name and values[name] != wanted:
                        right = next(each for each, value in values.items() if value == wanted)
                        start = line.rfind(name, sentence.start(), match.start())
                        start = (
                            line.find(name, match.end())
                            if behind and behind["name"].startswith(name)
                            else start
                        )
                        message = f"表格里“{head}”{match[0]}的是“{right}”，这里写“{name}”，请核对"
                        yield fault_in(message, path, line, (start, start + len(name)))


def _named(before: str, behind: str, head: str, values: dict[str, Decimal]) -> str:
    """Return the row that is called the highest or the lowest in what ``head`` says; "" for none, or another matter."""
    if head not in before:
        return ""
    after = next((name for name in values if behind.startswith(name)), "")
    clause = before.rpartition("，")[2]
    return after or next((name for name in values if clause.endswith(name + head)), "")


def _columns(document: Document) -> Iterator[tuple[str, dict[str, Decimal]]]:
    """Yield the head of each column of figures, without its unit, with the figure of each row by its name."""
    for _, _, sketch in tables_of(document):
        rows: Sequence[Sequence[str]] = [row for row in sketch.rows[sketch.head :] if not is_total(row)]
        for column, head in enumerate(sketch.rows[sketch.head - 1]):
            label = _UNIT.sub("", head.strip())
            values = [number_of(row[column]) for row in rows]
            keys = [next((cell.strip() for cell in row if _KEY.match(cell.strip())), "") for row in rows]
            told = {key: value for key, value in zip(keys, values, strict=True) if key and value is not None}
            if len(told) == len(rows) >= _FEWEST and len(label) >= _LABEL and column:
                yield label, told
