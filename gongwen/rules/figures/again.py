"""A number that is told a second time: of what was counted before, and of what an attachment lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import main_texts_of

_MEASURE = "[个座支名户家所台辆套位人项村组只艘处条件起]"
_BACK = pattern(
    rf"(?<=[，。；：、])对(?P<n>\d+){_MEASURE}(?P<what>{HANZI}{{2,6}}?)(?=已|要|应|实行|采取|逐一|逐项|全部|进行|均|都|，)"
)
_SPREAD = pattern(
    r"(?:分布|涉及|分散|覆盖|分别位于|惠及)[于在到]?(?:全[省市县区])?(?P<n>\d+)个(?P<what>乡镇|镇|县（市、区）|县（区）|县区|街道|村|社区|单位|部门|学校)"
)


@rule("figures.again", "", "差错")
def again(document: Document) -> Iterator[Fault]:
    """前面写了有几个，后面“对几个什么”写的是同一个数。

    Wrong: 正文: 危桥中，五类桥7座，影响群众出行。目前，对9座五类桥已采取措施。
    Right: 正文: 危桥中，五类桥7座，影响群众出行。目前，对7座五类桥已采取措施。
    """
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for match in _BACK.finditer(line):
                what = match["what"]
                before = "\n".join((*text.body[:index], line[: match.start()]))
                told = re.findall(
                    rf"{what}[^，。；：\d\n]{{0,2}}(\d+){_MEASURE}|(\d+){_MEASURE}{what}", before
                )
                counts = {one or other for one, other in told}
                if counts and match["n"] not in counts:
                    shown = "、".join(sorted(counts, key=int))
                    message = f"前面写{what}{shown}，这里写{match['n']}，请核对"
                    path = text.line(index)
                    yield fault(message, path, spots=[Spot(path, line, *match.span("n"))])


@rule("figures.spread", "", "推荐")
def spread(document: Document) -> Iterator[Fault]:
    """正文写分布在几个乡镇、县区的，与附件的表里列出的个数一样。

    Wrong: {正文: 危桥分布在3个乡镇（见附件）。, 附件: [{标题: 危桥表, 正文: ['| 乡镇 | 危桥 |', '| 甲镇 | 2 |', '| 乙镇 | 4 |', '| 合计 | 6 |']}]}
    Right: {正文: 危桥分布在2个乡镇（见附件）。, 附件: [{标题: 危桥表, 正文: ['| 乡镇 | 危桥 |', '| 甲镇 | 2 |', '| 乙镇 | 4 |', '| 合计 | 6 |']}]}
    """
    listed = dict(_listed(document))
    for text in main_texts_of(document):
        said = [
            (index, line, match) for index, line in enumerate(text.body) for match in _SPREAD.finditer(line)
        ]
        for index, line, match in said:
            what = match["what"]
            is_only = sum(other["what"] == what for _, _, other in said) == 1
            if is_only and what in listed and listed[what] != int(match["n"]):
                message = f"正文写{match['n']}个{what}，附件的表里列出的是{listed[what]}个，请核对"
                path = text.line(index)
                yield fault(message, path, spots=[Spot(path, line, *match.span("n"))])


def _listed(document: Document) -> Iterator[tuple[str, int]]:
    """Yield what the tables of the attachments list, with how many different ones."""
    for text, _, sketch in tables_of(document):
        if "附件" not in text.path or not sketch.rows:
            continue
        rows = [row for row in sketch.rows[1:] if not is_total(row)]
        for column, head in enumerate(sketch.rows[0]):
            names = {row[column].strip() for row in rows if column < len(row)}
            if "" not in names and "^" not in names:
                yield head.strip(), len(names)
