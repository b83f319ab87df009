"""Headings with nothing below them."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from gongwen.document import Document
from gongwen.make.articles import divisions_of
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import texts_of
from gongwen.terms.heading import bare_headings, find_items


@rule("body.heading-bare", "", "推荐")
def heading_bare(document: Document) -> Iterator[Fault]:
    """同一层次的各项下面多有内容的，不留一项只有小标题或者只有序号。

    Wrong: 正文: [一、总体要求, 坚持以防为主，防抢结合。, 二、保障措施, 三、工作要求, 各单位要落实责任。]
    Right: 正文: [一、总体要求, 坚持以防为主，防抢结合。, 二、工作要求, 各单位要落实责任。]
    """
    for text in texts_of(document):
        if divisions_of(text.body):
            continue  # whether a chapter has articles is told of chapters
        items = find_items(text.written, inf, is_followed=bool(text.roster))
        for index in bare_headings(items):
            item = items[index]
            shown = f"{item.label.text}{item.text.strip()}"
            message = f"“{shown}”下面没有内容" if item.text.strip() else f"序号“{shown}”后面没有文字"
            yield fault(f"{message}，请补上或者删去", text.line(index))
