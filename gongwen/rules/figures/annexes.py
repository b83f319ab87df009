"""Figures of the text held against the attachments to which it sends: how many are listed, what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.document import Attachment, Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.sums import NUMBER, value
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.tables.sums import is_total, number_of
from gongwen.rules.texts import main_texts_of
from gongwen.terms.attachment_mention import SEEN
from gongwen.terms.label import find_label
from gongwen.zh.numerals import read_number

_SEEN = rf"[（(]?(?:{HANZI}{{0,8}}?)(?:详|具体|另)?{SEEN}"
_MONEY = pattern(
    rf"(?:共计|合计|共|总[^，。；：\d]|资金)[^，。；：\d]{{0,6}}(?P<n>{NUMBER})(?P<unit>亿元|万元|元)[^。；\d]{{0,20}}?{_SEEN}"
)
_COUNTED = pattern(
    rf"(?<![\d.])(?P<n>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?P<unit>个|名|家|户|人|项|所|处)(?P<what>{HANZI}{{1,12}})[^。；\d、]{{0,10}}?"
    rf"[（(](?:名单|清单|目录|名录|{HANZI}{{0,6}})(?:详|具体)?{SEEN}[）)]"
)
_AMOUNT = pattern("资金|金额|经费|补助|投资|预算|万元|亿元")
_MONEY_UNITS = ("元", "万元", "亿元")
_UNIT_LINES = 3
"""Lines of an attachment among which the unit of its table stands."""
_FEWEST = 2
"""Numbered lines from which an attachment is a list."""


@rule("figures.annex-sum", "", "差错")
def annex_sum(document: Document) -> Iterator[Fault]:
    """正文写的总数与附件里表格的合计相等。

    Wrong: {正文: 下达资金总计500万元（见附件）。, 附件: [{标题: 资金分配表, 正文: ['| 单位 | 资金（万元） |', '| 甲镇 | 200 |', '| 乙镇 | 250 |', '| 合计 | 450 |']}]}
    Right: {正文: 下达资金总计450万元（见附件）。, 附件: [{标题: 资金分配表, 正文: ['| 单位 | 资金（万元） |', '| 甲镇 | 200 |', '| 乙镇 | 250 |', '| 合计 | 450 |']}]}
    """
    for text in main_texts_of(document):
        for index, line in enumerate(text.body) if text.attachments else ():
            for match in _MONEY.finditer(line) if "见附件" in line else ():
                totals = _totals(document, _order(match["at"], len(text.attachments)), match["unit"])
                said = value(match["n"])
                if len(totals) == 1 and said not in totals:
                    message = f"正文写{match['n']}{match['unit']}，附件的表里合计{totals.pop()}，请核对"
                    yield fault(message, text.line(index))


def _order(at: str, count: int) -> int:
    """Return which of ``count`` attachments is meant, from 0; -1 where none is sure."""
    if at:
        return int(at) - 1 if 0 < int(at) <= count else -1
    return 0 if count == 1 else -1


def _totals(document: Document, order: int, unit: str) -> set[Decimal]:
    """Return the totals of the columns of amounts in ``unit`` in the tables of an attachment, the first but one."""
    found: set[Decimal] = set()
    for text, _, sketch in tables_of(document) if order >= 0 else ():
        if tuple(text.path[-2:]) != ("附件", order) or not sketch.rows:
            continue
        head = list(sketch.rows[0])
        columns = [index for index, cell in enumerate(head) if _AMOUNT.search(cell)]
        for row in sketch.rows[1:]:
            if len(columns) == 1 and is_total(row) and columns[0] < len(row) and unit in head[columns[0]]:
                own = number_of(row[columns[0]])
                found |= {own} if own else set()
        found |= _corner(sketch.rows, unit) if unit in "".join(text.body[:_UNIT_LINES]) else set()
    return found


def _corner(rows: Sequence[Sequence[str]], unit: str) -> set[Decimal]:
    """Return the total of all rows and columns of a table of money, {} for a table that has none."""
    columns = [index for index, cell in enumerate(rows[0]) if is_total([cell])]
    lasts = [row for row in rows[1:] if is_total(row)]
    if unit not in _MONEY_UNITS or len(columns) != 1 or len(lasts) != 1 or columns[0] >= len(lasts[0]):
        return set()
    own = number_of(lasts[0][columns[0]])
    return {own} if own else set()


@rule("figures.annex-count", "", "差错")
def annex_count(document: Document) -> Iterator[Fault]:
    """正文写的个数与附件里列出的相等。

    Wrong: {正文: 确定3个村为试点村（名单见附件）。, 附件: [{标题: 试点村名单, 正文: [1.甲村, 2.乙村]}]}
    Right: {正文: 确定2个村为试点村（名单见附件）。, 附件: [{标题: 试点村名单, 正文: [1.甲村, 2.乙村]}]}
    """
    for text in main_texts_of(document):
        for index, line in enumerate(text.body) if text.attachments else ():
            for match in _COUNTED.finditer(line) if "见附件" in line else ():
                order = _order(match["at"], len(text.attachments))
                listed = _listed(text.attachments[order]) if order >= 0 else 0
                said = (
                    int(match["n"]) if match["n"].isdecimal() else read_number(match["n"].replace("两", "二"))
                )
                if listed and said != listed:
                    message = (
                        f"正文写{match['n']}{match['unit']}{match['what']}，附件里列出的是{listed}，请核对"
                    )
                    yield fault(message, text.line(index))


def _listed(attachment: Attachment) -> int:
    """Return how many numbered lines an attachment has that is a list of nothing else; 0 for any other."""
    numbers = [label.number if (label := find_label(line)) else 0 for line in attachment.body]
    is_list = len(numbers) >= _FEWEST and numbers == list(range(1, len(numbers) + 1))
    return len(numbers) if is_list else 0
