"""A number that is told a second time: of what was counted before, and of what an attachment lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.figures.quantities import Quantity, is_misprint, quantities
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import lines_of, main_texts_of

_MEASURE = "[个座支名户家所台辆套位人项村组只艘处条件起]"
_BACK = pattern(
    rf"(?<=[，。；：、])对(?P<n>\d+){_MEASURE}(?P<what>{HANZI}{{2,6}}?)(?=已|要|应|实行|采取|逐一|逐项|全部|进行|均|都|，)"
)
_SPREAD = pattern(
    r"(?:分布|涉及|分散|覆盖|分别位于|惠及)[于在到]?(?:全[省市县区])?(?P<n>\d+)个(?P<what>乡镇|镇|县（市、区）|县（区）|县区|街道|村|社区|单位|部门|学校)"
)


_FOR_EACH = pattern(f"每{HANZI}{{1,3}}?(?:补助|补贴|奖励|收费|投资|标准|资助|缴纳|发放){HANZI}{{0,2}}$")
_MOVED = pattern("由|从|提高|调整|降")
"""In the clause of a rate that has been another one."""
_EMPTY = pattern(
    "^(?:的|了|为|是|有|共|计|已|将|拟|和|及|与|在|对|由|到|从)+|(?:的|了|为|是|有|共|共计|计|约|达|达到|合计)+$"
)
_CHANGES = pattern(
    "增|减|升|降|提高|比|较|约|近$|每|均|不少于|不低于|超过|以上|最|其中|另|新|等|完成|达|共$|第|各"
)
"""In what stands before a figure that is no other one told again."""
_LABEL, _LABEL_LEAST, _BOTH = 6, 4, 2
"""Characters by which a figure is known again, that it has at least before it, and places in which it stands."""
_CLOSE = Decimal("0.15")
"""Share by which two figures may differ and be meant to be one."""
_WHEN = pattern(r"[12]\d{3}年|[上去今本前明]年|[上下]半年|[一二三四]季度|\d{1,2}月")
_CALLED = pattern(
    r"(?P<kind>(?:监督|举报|联系|咨询|服务|投诉|受理|报名|传真|值班|办公)(?:电话|热线)?|\d{3,4}[室房](?=[^\d。；|]{0,24}电话))(?:(?<=[室房])[^\d。；|]{0,24}电话)?[^\d，。；]{0,4}(?P<n>\d{3,4}[-－—]\d{7,8}|\d{7,8}|1\d{10})(?!\d)"
)
_SIGN = pattern("[-－—]")


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
                    yield fault_in(message, path, line, match.span("n"))


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
                yield fault_in(message, path, line, match.span("n"))


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


@rule("figures.told-twice", "", "推荐")
def told_twice(document: Document) -> Iterator[Fault]:
    """一个数在两处说，是同一个数：前面的话一样、只差一两个数字的，请核对；同一个电话也一样。

    Wrong: 正文: [项目概算投资860万元。, 现申请批准实施，项目概算投资880万元。]
    Right: 正文: [项目概算投资860万元。, 现申请批准实施，项目概算投资860万元。]
    """
    told: defaultdict[tuple[str, str], list[tuple[_Told, Quantity]]] = defaultdict(list)
    for path, line in lines_of(document):
        for each in quantities(line) if not line.startswith("|") else ():
            if label := _label_of(each):
                told[label, each.unit].append((_Told(path, line, (each.start, each.end)), each))
    for pair in told.values():
        if len(pair) != _BOTH:
            continue
        (before, one), (here, other) = pair
        if before.line is not here.line and before.when == here.when and _is_slip(one, other):
            yield _told_otherwise(here, before)
    yield from _numbers_called(document)


class _Told(NamedTuple):
    """A figure, or a number that is called, where it stands."""

    path: Address
    line: str
    span: tuple[int, int]

    @property
    def shown(self) -> str:
        return self.line[slice(*self.span)]

    @property
    def when(self) -> str:
        """Of what time it is told, by the last words before it in its sentence; "" where none says it."""
        said = self.line[self.line.rfind("。", 0, self.span[0]) + 1 : self.span[0]]
        return next(reversed(_WHEN.findall(said)), "")


def _told_otherwise(here: _Told, before: _Told) -> Fault:
    message = f"前面写“{before.shown}”，这里写“{here.shown}”，请核对"
    return fault_in(message, here.path, here.line, here.span)


def _label_of(each: Quantity) -> str:
    """Return by what a figure is known again; "" for one that changes, or is told of several."""
    if match := _FOR_EACH.search(each.label):
        return "" if _MOVED.search(each.clause) else match[0]
    label = _EMPTY.sub("", each.label)
    return label[-_LABEL:] if len(label) >= _LABEL_LEAST and not _CHANGES.search(label) else ""


def _is_slip(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are not the same, rounded or not, and differ little, or by a digit or two."""
    gap = abs(one.number - other.number)
    is_near = gap <= _CLOSE * max(one.number, other.number) or is_misprint(one.number, other.number)
    return gap > 2 * max(one.room, other.room) and is_near


def _numbers_called(document: Document) -> Iterator[Fault]:
    """Yield a number to be called that is another one of the same kind, or in the same room, with two digits the other way round."""
    found: defaultdict[str, list[tuple[_Told, str]]] = defaultdict(list)
    for path, line in lines_of(document):
        for match in _CALLED.finditer(line):
            here, number = _Told(path, line, match.span("n")), _SIGN.sub("", match["n"])
            for before, other in found[match["kind"]]:
                is_turned = number != other and sorted(number) == sorted(other)
                if is_turned and is_misprint(Decimal(number), Decimal(other)):
                    yield _told_otherwise(here, before)
            found[match["kind"]].append((here, number))
