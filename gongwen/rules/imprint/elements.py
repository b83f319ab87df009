"""版记 (7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault, rule
from gongwen.terms.agency import may_be_same
from gongwen.terms.agency_level import LEVELS, is_department
from gongwen.terms.date import write as format_date
from gongwen.terms.kind import BY_NAME, DEFAULT_FORMAT

_NAMES = pattern(r"[^，、；：。（）\s]{3,}")
"""Names of agencies; what stands in brackets belongs to the name before."""
_OFFICE = pattern("(?:办公[室厅]|综合科|秘书科|秘书处)$")
_PLACE = pattern(f".*?[{LEVELS}](?=.{{2}})")
_IMPORTANT = "决定"
"""The kind that is important by what it is for."""


@rule("imprint.no-copies", "条例第十六条", "惯例", needs="imprint")
def no_copies(document: Document) -> Iterator[Fault]:
    """决定等重要的下行文同时抄送发文机关的直接上级机关；这只是提醒，不需要抄送时不必理会。

    Wrong: {文种: 决定, 标题: 云溪县人民政府办公室关于加强河道管理的决定, 正文: 现就河道管理作如下决定。, 抄送机关: }
    Right: {文种: 决定, 标题: 云溪县人民政府办公室关于加强河道管理的决定, 正文: 现就河道管理作如下决定。, 抄送机关: 市人民政府办公室}
    """
    if (
        document.has_head
        and document.kind == _IMPORTANT
        and not (document.copy_recipients or document.secrecy)
    ):
        message = f"{document.kind}是重要的下行文，同时抄送直接上级机关；不需要抄送时不必理会"
        yield fault(message, *map(Address, ("印发机关", "印发日期", "主送机关", "标题")))


@rule("imprint.no-print", "7.4.3", "惯例", needs="imprint")
def no_print(document: Document) -> Iterator[Fault]:
    """发给机关的文件在版记写明印发机关和印发日期；信函格式不写。

    Wrong: {印发机关: , 印发日期: }
    Right: {印发机关: 云溪县人民政府办公室, 印发日期: 2024-12-09}
    """
    is_written = document.print_issuer or document.print_date
    is_sent = document.has_head and BY_NAME[document.kind].has_recipients
    if is_sent and document.format == DEFAULT_FORMAT and not is_written:
        message = "版记没有印发机关和印发日期，请补上“印发机关”“印发日期”"
        yield fault(message, *map(Address, ("抄送机关", "发文机关", "发文机关标志")))


@rule("imprint.recipient-copied", "", "差错")
def recipient_copied(document: Document) -> Iterator[Fault]:
    """主送的机关不再抄送。

    Wrong: {主送机关: 各乡镇人民政府，县财政局, 抄送机关: 县委办公室，县财政局}
    Right: {主送机关: 各乡镇人民政府，县财政局, 抄送机关: 县委办公室}
    """
    main = set(_NAMES.findall(document.main_recipients))
    for name in _NAMES.findall(document.copy_recipients):
        if name in main:
            yield fault(f"“{name}”既是主送机关又是抄送机关，请删去一处", Address("抄送机关"))


@rule("imprint.no-print-issuer", "7.4.3", "一般")
def no_print_issuer(document: Document) -> Iterator[Fault]:
    """印发日期与印发机关写在一行，有印发日期的也有印发机关。

    Wrong: 印发机关:
    Right: 印发机关: 云溪县人民政府办公室
    """
    if document.print_date and not document.print_issuer:
        yield fault("有印发日期，没有印发机关，请补上“印发机关”", Address("印发日期"))


@rule("imprint.no-print-date", "7.4.3", "一般")
def no_print_date(document: Document) -> Iterator[Fault]:
    """印发机关与印发日期写在一行，有印发机关的也有印发日期。

    Wrong: 印发日期:
    Right: 印发日期: 2024-12-09
    """
    if document.print_issuer and not document.print_date:
        yield fault("有印发机关，没有印发日期，请补上“印发日期”", Address("印发机关"))


@rule("imprint.print-date", "条例第九条", "差错")
def print_date(document: Document) -> Iterator[Fault]:
    """印发日期不早于成文日期。

    Wrong: 印发日期: 2024-12-08
    Right: 印发日期: 2024-12-09
    """
    if document.date and document.print_date and document.print_date < document.date:
        printed, written = format_date(document.print_date), format_date(document.date)
        yield fault(f"印发日期{printed}早于成文日期{written}，请核对", Address("印发日期"))


@rule("imprint.other-issuer", "7.4.3", "一般")
def other_issuer(document: Document) -> Iterator[Fault]:
    """一个部门的文件由它自己的办公室印发，印发机关不写别的部门。

    Wrong: {发文机关: 青石市财政局, 标题: 青石市财政局关于做好防汛工作的通知, 印发机关: 青石市农业农村局办公室}
    Right: {发文机关: 青石市财政局, 标题: 青石市财政局关于做好防汛工作的通知, 印发机关: 青石市财政局办公室}
    """
    issuer = document.issuers[0] if len(document.issuers) == 1 else ""
    printer = _OFFICE.sub("", document.print_issuer)
    if not (is_department(issuer) and is_department(printer)) or may_be_same(issuer, printer):
        return
    if _core(printer) not in issuer and _core(issuer) not in printer:
        message = f"发文机关是“{issuer}”，印发机关写“{document.print_issuer}”，请核对"
        yield fault(message, Address("印发机关"))


def _core(name: str) -> str:
    """Return the name of a department without its place."""
    match = _PLACE.match(name)
    return name[match.end() :] if match else name
