"""What a text says of a table to which it sends: how many there are in a column, and what a row comes to over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.derived import is_meant
from gongwen.rules.figures.quantities import quantities
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.tables.sums import is_total, number_of
from gongwen.rules.texts import lines_of

_SENDS = pattern("见附件|详见|附后|如下|见下表|附件\\d")
"""In a line that sends to a table."""
_COUNTED = pattern(
    rf"(?<![第\d.—～－-])(?P<n>\d{{1,3}})(?:个|家|所|项|类|名|处|座|条|户|支)?(?P<what>{HANZI}{{2,12}})"
)
_BRACKETS = pattern("[（(][^（）()]*[）)]")
_NO_NOUN = pattern("^(?:序号|编号|备注|合计|小计|单位|日期|时间|金额|数量|内容|名称)$")
_DUTY = pattern("牵头|责任|配合|主办|承办|监管|主管|参[加与]|提供|组织|审批|填报|联系|负责")
"""In the head of a column of those who do something, who are not all there are."""
_ENDS = pattern("(?:名称|代码|数量?|人数|情况|清单|编号)$")
_YEAR_HEAD = pattern(r"^[12]\d{3}年")
_OF_A_YEAR = pattern("^(?:当年|年度|每年|本年)?(?:新增|新建|完成)?")
_IN_ALL = pattern("累计|共|合计|总")
_OFF, _FEWEST, _CORE = 2, 3, 2
"""By how many a text may be off and still be meant; rows of a table at least; characters of what is counted."""
_CLOSE = Decimal("0.15")


class _Column(NamedTuple):
    core: str
    counts: frozenset[int]
    """How many it has, different ones and all, and how many in each part of the table; what its figures come to."""
    whole: frozenset[int]
    """The same for all of it."""


@rule("table.counted", "", "推荐")
def counted(document: Document) -> Iterator[Fault]:
    """正文写“几个什么（见附件）”的，与表里这一栏列出的个数、合计一致；差一两个的，请核对。

    Wrong: {正文: '涉及4家试点单位（见附件）。', 附件: [{标题: 岗位表, 正文: ['| 序号 | 试点单位 |', '| 1 | 甲站 |', '| 2 | 乙站 |', '| 3 | 丙站 |']}]}
    Right: {正文: '涉及3家试点单位（见附件）。', 附件: [{标题: 岗位表, 正文: ['| 序号 | 试点单位 |', '| 1 | 甲站 |', '| 2 | 乙站 |', '| 3 | 丙站 |']}]}
    """
    columns = list(_columns(document))
    for path, line in lines_of(document) if columns else ():
        for match in _COUNTED.finditer(line) if _SENDS.search(line) and not line.startswith("|") else ():
            said = int(match["n"])
            same = [each for each in columns if _is_of(each.core, match["what"])]
            known = {count for each in same for count in each.counts}
            near = [count for each in same for count in each.whole if abs(count - said) <= _OFF]
            if near and said > 1 and said not in known:
                message = f"表里列出的是{near[0]}，这里写{match['n']}，请核对"
                yield fault_in(message, path, line, match.span("n"))


def _is_of(core: str, what: str) -> bool:
    """Whether ``what`` is counted in a column of this ``core``: begins with it, or ends as it does."""
    return what.startswith(core) or what.endswith(core[-_CORE:])


def _columns(document: Document) -> Iterator[_Column]:
    """Yield the columns of each table whose cells are all told."""
    for _, _, sketch in tables_of(document):
        rows = [row for row in sketch.rows[1:] if not is_total(row)]
        totals = [row for row in sketch.rows[1:] if is_total(row)]
        if len(rows) < _FEWEST or any(len(row) != len(sketch.rows[0]) for row in rows):
            continue
        for index, head in enumerate(sketch.rows[0]):
            core = _ENDS.sub("", _BRACKETS.sub("", head.strip()))
            cells = [row[index].strip() for row in rows]
            is_named = len(core) >= _CORE and not (_NO_NOUN.search(core) or _DUTY.search(core))
            if is_named and all(cells) and "^" not in cells:
                yield _column(core[-2 * _CORE :], cells, index, rows, totals)


def _column(
    core: str,
    cells: Sequence[str],
    index: int,
    rows: Sequence[Sequence[str]],
    totals: Sequence[Sequence[str]],
) -> _Column:
    numbers = [number_of(cell) for cell in cells]
    if None not in numbers:
        told = [number_of(row[index]) for row in totals if index < len(row)]
        whole = {int(each) for each in (*told, sum(each for each in numbers if each)) if each}
        return _Column(core, frozenset({*whole, *(int(each) for each in numbers if each)}), frozenset(whole))
    whole = {len(set(cells)), len(cells)}
    parts = {
        count for column in range(len(rows[0])) for count in Counter(row[column] for row in rows).values()
    }
    return _Column(core, frozenset(whole | parts), frozenset({len(set(cells))}))


@rule("table.years-sum", "", "推荐")
def years_sum(document: Document) -> Iterator[Fault]:
    """正文写几年累计多少的，与表里这一行各年的数合起来一样；差得不多的，请核对。

    Wrong: 正文: [三年累计新建实训基地9个。, '| 指标 | 2025年 | 2026年 | 2027年 |', '| 当年新建实训基地（个） | 2 | 3 | 5 |']
    Right: 正文: [三年累计新建实训基地10个。, '| 指标 | 2025年 | 2026年 | 2027年 |', '| 当年新建实训基地（个） | 2 | 3 | 5 |']
    """
    rows = list(_by_year(document))
    for path, line in lines_of(document) if rows else ():
        for each in quantities(line) if not line.startswith("|") else ():
            for core, cells in rows:
                real = sum(cells, Decimal())
                known = (*cells, real)
                is_same = each.label.endswith(core) and _IN_ALL.search(each.clause)
                if (
                    is_same
                    and each.number / each.scale not in known
                    and is_meant(each.number / each.scale, real, _CLOSE)
                ):
                    message = f"表里各年合计{real:f}，这里写{line[each.start : each.end]}，请核对"
                    yield fault_in(message, path, line, (each.start, each.end))


def _by_year(document: Document) -> Iterator[tuple[str, list[Decimal]]]:
    """Yield what each row of a table by years is of, at its end, with the figures of its years."""
    for _, _, sketch in tables_of(document):
        years = [index for index, head in enumerate(sketch.rows[0]) if _YEAR_HEAD.match(head.strip())]
        for row in sketch.rows[1:] if len(years) > 1 else ():
            core = _OF_A_YEAR.sub("", _BRACKETS.sub("", row[0].strip()))
            cells = [number_of(row[index]) for index in years if index < len(row) and row[index].strip()]
            numbers = [cell for cell in cells if cell is not None]
            if len(core) > _CORE and len(numbers) == len(cells) and len(numbers) > 1:
                yield core[-2 * _CORE :], numbers
