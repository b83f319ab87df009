"""信函, 命令 and 纪要 (clause 10)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.rules.rule import Fault, fault, rule
from gongwen.terms.number import read


@rule("format.order-number", "10.2", "惯例")
def order_number(document: Document) -> Iterator[Fault]:
    """令号写“第×号”，不标年份。

    Wrong: 发文字号: 云政令〔2024〕3号
    Right: 发文字号: 第3号
    Base: 命令
    """
    number = read(document.doc_number)
    if document.format == "命令" and number and number.value.year:
        yield fault(f"令号“{document.doc_number}”不标年份，应写“第×号”，如“第3号”", Address("发文字号"))


@rule("format.order-recipients", "10.2", "惯例")
def order_recipients(document: Document) -> Iterator[Fault]:
    """命令格式没有主送机关。

    Wrong: 主送机关: 各乡镇人民政府
    Right: 主送机关:
    Base: 命令
    """
    if document.format == "命令" and document.main_recipients:
        yield fault("命令格式没有主送机关，请删去“主送机关”，需要时写进“抄送机关”", Address("主送机关"))


@rule("format.letter-signers", "10.1", "惯例")
def letter_signers(document: Document) -> Iterator[Fault]:
    """信函格式不标签发人。

    Wrong: 签发人: 张远
    Right: 签发人:
    Base: 函
    """
    if document.format == "信函" and document.signers:
        yield fault("信函格式没有签发人，请删去“签发人”，或者改用文件格式", Address("签发人"))


@rule("format.letter-printed", "10.1", "应当")
def letter_printed(document: Document) -> Iterator[Fault]:
    """信函格式的版记没有印发机关和印发日期。

    Wrong: {印发机关: 云溪县人民政府办公室, 印发日期: 2024-12-09}
    Right: {印发机关: , 印发日期: }
    Base: 函
    """
    if document.format == "信函" and (document.print_issuer or document.print_date):
        yield fault("信函格式的版记不加印发机关和印发日期，请删去", Address("印发机关"), Address("印发日期"))


@rule("format.minutes-sealed", "10.3", "惯例")
def minutes_sealed(document: Document) -> Iterator[Fault]:
    """纪要不署名，不盖印章。

    Wrong: {署名: 云溪县人民政府, 印章: }
    Right: {署名: 无, 印章: 无}
    Base: 纪要
    """
    if document.format == "纪要" and document.signatories and document.is_sealed:
        yield fault(
            "纪要一般不署名、不盖印章，请写“署名: 无”", Address("署名"), Address("印章"), Address("发文机关")
        )
