"""What only documents of the time before, or only those since, July 2012 may or must have."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.rules.rule import BEFORE, IN_FORCE, Fault, fault, rule

_URGENT = ("特急", "急件", "加急")


@rule("head.urgency-1999", "1999-紧急用词", "惯例", until=BEFORE)
def urgency(document: Document) -> Iterator[Fault]:
    """2012年6月以前的紧急程度写“特急”或“急件”，党的机关写“加急”。

    Wrong: 紧急程度: 紧急
    Right: 紧急程度: 急件
    Base: 一九九九
    """
    if document.urgency and document.urgency not in _URGENT:
        yield fault(
            f"紧急程度“{document.urgency}”，当时写“特急”或“急件”，党的机关写“加急”，请核对",
            Address("紧急程度"),
        )


@rule("imprint.keywords", "", "惯例", since=IN_FORCE, formerly=("imprint-lines.keywords",))
def keywords(document: Document) -> Iterator[Fault]:
    """2012年7月起的公文不标主题词。

    Wrong: 主题词: 防汛 通知
    Right: 主题词:
    """
    if document.keywords:
        yield fault("2012年7月起的公文不标主题词，请删去“主题词”", Address("主题词"))


@rule("imprint.no-keywords", "1999-主题词", "惯例", until=BEFORE, needs="imprint")
def no_keywords(document: Document) -> Iterator[Fault]:
    """2012年6月以前的公文有主题词。

    Wrong: 主题词:
    Right: 主题词: 水利 防汛 通知
    Base: 一九九九
    """
    if document.has_head and not document.keywords:
        yield fault(
            "2012年6月以前的公文有主题词；原件有的，请补上“主题词”",
            Address("抄送机关"),
            Address("印发机关"),
            Address("成文日期"),
        )


@rule("imprint.print-count", "", "惯例", since=IN_FORCE)
def print_count(document: Document) -> Iterator[Fault]:
    """2012年7月起的公文不标印发份数。

    Wrong: 印发份数: 共印50份
    Right: 印发份数:
    """
    if document.print_count:
        yield fault("2012年7月起的公文不标印发份数，请删去“印发份数”", Address("印发份数"))
