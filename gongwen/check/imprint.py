"""版记 (7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.check.rule import Fault, fault, rule
from gongwen.document import Document
from gongwen.kinds import BY_NAME
from gongwen.zh.dates import format_date


@rule("imprint.no-copies", "", "惯例")
def no_copies(document: Document) -> Iterator[Fault]:
    """A document that goes to agencies is usually copied to others; this is a reminder.

    Wrong: 版记 without 抄送机关. Right: 版记 and 抄送机关.
    """
    wants = document.has_head and BY_NAME[document.kind].has_recipients
    if wants and not document.copy_recipients:
        yield fault("没有抄送机关；不需要抄送时不必理会", "印发机关", "印发日期", "主送机关", "标题")


@rule("imprint.no-print-issuer", "7.4.3", "一般")
def no_print_issuer(document: Document) -> Iterator[Fault]:
    """印发机关 and 印发日期 stand in one line.

    Wrong: 印发日期 alone. Right: 印发机关 and 印发日期.
    """
    if document.print_date and not document.print_issuer:
        yield fault("有印发日期，没有印发机关，请补上“印发机关”", "印发日期")


@rule("imprint.no-print-date", "7.4.3", "一般")
def no_print_date(document: Document) -> Iterator[Fault]:
    """印发机关 and 印发日期 stand in one line.

    Wrong: 印发机关 alone. Right: 印发机关 and 印发日期.
    """
    if document.print_issuer and not document.print_date:
        yield fault("有印发机关，没有印发日期，请补上“印发日期”", "印发机关")


@rule("imprint.print-date", "条例第九条", "应当")
def print_date(document: Document) -> Iterator[Fault]:
    """A document is printed when it has been signed.

    Wrong: 成文日期 2024-12-09, 印发日期 2024-12-08. Right: 印发日期 2024-12-09.
    """
    if document.date and document.print_date and document.print_date < document.date:
        printed, written = format_date(document.print_date), format_date(document.date)
        yield fault(f"印发日期{printed}早于成文日期{written}，请核对", "印发日期")
