"""What only documents of the time before, or only those since, July 2012 may or must have."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.check.rule import BEFORE, IN_FORCE, Fault, fault, rule
from gongwen.document import Document

_URGENT = ("特急", "急件", "加急")


@rule("head.urgency-1999", "1999-紧急用词", "惯例", until=BEFORE)
def urgency(document: Document) -> Iterator[Fault]:
    """An urgent document was 特急 or 急件 before July 2012, 加急 with Party organs.

    Wrong: 紧急 of 2005-03-17. Right: 急件 of 2005-03-17.
    """
    if document.urgency and document.urgency not in _URGENT:
        yield fault(
            f"紧急程度“{document.urgency}”，当时写“特急”或“急件”，党的机关写“加急”，请核对", "紧急程度"
        )


@rule("imprint.keywords", "", "惯例", since=IN_FORCE)
def keywords(document: Document) -> Iterator[Fault]:
    """主题词 is no element of a document since July 2012.

    Wrong: 主题词 of 2024-12-09. Right: no 主题词.
    """
    if document.keywords:
        yield fault("2012年7月起的公文不标主题词，请删去“主题词”", "主题词")


@rule("imprint.no-keywords", "1999-主题词", "惯例", until=BEFORE)
def no_keywords(document: Document) -> Iterator[Fault]:
    """A document before July 2012 has 主题词.

    Wrong: 版记 without 主题词 of 2005-03-17. Right: 版记 and 主题词.
    """
    if document.has_head and not document.keywords:
        yield fault(
            "2012年6月以前的公文有主题词；原件有的，请补上“主题词”", "抄送机关", "印发机关", "成文日期"
        )


@rule("imprint.print-count", "", "惯例", since=IN_FORCE)
def print_count(document: Document) -> Iterator[Fault]:
    """印发份数 is no element of a document since July 2012.

    Wrong: 共印50份 of 2024-12-09. Right: no 印发份数.
    """
    if document.print_count:
        yield fault("2012年7月起的公文不标印发份数，请删去“印发份数”", "印发份数")
