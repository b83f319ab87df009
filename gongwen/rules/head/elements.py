"""版头: everything above the red line but the 发文字号 (7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.rules.rule import IN_FORCE, Fault, fault, rule
from gongwen.terms import secrecy
from gongwen.terms.agency import mark_agency, may_be_same
from gongwen.terms.kind import BY_NAME
from gongwen.terms.secrecy import write_period, years_of

_URGENT = ("特急", "加急")
_NUMBERLESS_KINDS = ("公报", "公告", "通告", "纪要")
"""Kinds that are often sent out without a 发文字号."""
_LONGEST = {"绝密": 30, "机密": 20, "秘密": 10}
"""Years."""


@rule("head.no-issuer", "条例第九条", "应当", needs="issuers")
def no_issuer(document: Document) -> Iterator[Fault]:
    """有版头的公文写明发文机关；没有发文机关，版头的各项都印不出来。

    Wrong: 发文机关:
    Right: 发文机关: 云溪县人民政府办公室
    """
    given = (
        ("份号", document.copy_number),
        ("密级", document.secrecy),
        ("紧急程度", document.urgency),
        ("发文字号", document.doc_number),
        ("签发人", document.signers),
    )
    keys = [key for key, value in given if value]
    if keys and not document.has_head:
        yield fault(f"没有填写发文机关，“{'、'.join(keys)}”上面没有标志，请补上“发文机关”", Address(keys[0]))


@rule("head.no-number", "条例第九条", "一般")
def no_number(document: Document) -> Iterator[Fault]:
    """有版头的公文标注发文字号。

    Wrong: 发文字号:
    Right: 发文字号: 云政办发〔2024〕12号
    """
    if document.has_head and not document.doc_number and document.kind not in _NUMBERLESS_KINDS:
        yield fault("有版头，没有发文字号，请补上“发文字号”", Address("发文机关标志"), Address("发文机关"))


@rule("head.copy-number", "7.2.1", "一般", since=IN_FORCE)
def copy_number(document: Document) -> Iterator[Fault]:
    """份号用6位阿拉伯数字。

    Wrong: 份号: 12
    Right: 份号: 000012
    """
    number = document.copy_number
    wanted = secrecy.write(secrecy.CopyNumber(number))
    if number and not (wanted == number and re.fullmatch(r"[0-9]{6}", number)):
        wanted = f"：{wanted}" if re.fullmatch(r"[0-9]{6}", wanted) else ""
        yield fault(f"份号“{number}”应为6位阿拉伯数字{wanted}", Address("份号"))


@rule("head.no-copy-number", "条例第九条", "应当")
def no_copy_number(document: Document) -> Iterator[Fault]:
    """涉密公文标注份号。

    Wrong: {密级: 秘密, 保密期限: 1年}
    Right: {份号: 000001, 密级: 秘密, 保密期限: 1年}
    """
    if document.secrecy and not document.copy_number:
        yield fault(f"标了密级“{document.secrecy}”，没有份号，请补上“份号”，如 000001", Address("密级"))


@rule("head.period-secrecy", "7.2.2", "应当")
def period_without_secrecy(document: Document) -> Iterator[Fault]:
    """保密期限和密级一起标注，不单独标注。

    Wrong: {份号: 000001, 保密期限: 1年}
    Right: {份号: 000001, 密级: 秘密, 保密期限: 1年}
    """
    if document.secrecy_period and not document.secrecy:
        yield fault(f"写了保密期限“{document.secrecy_period}”，没有密级，请补上“密级”", Address("保密期限"))


@rule("head.period-form", "7.2.2", "应当", since=IN_FORCE)
def period_form(document: Document) -> Iterator[Fault]:
    """保密期限写阿拉伯数字加“年”“个月”或“天”，也可以写解密的日期或者条件。

    Wrong: {份号: 000001, 密级: 秘密, 保密期限: 一年}
    Right: {份号: 000001, 密级: 秘密, 保密期限: 1年}
    """
    text, wanted = document.secrecy_period, write_period(document.secrecy_period)
    if wanted is not None and text != wanted:
        shown = f"：{wanted}" if wanted else "，如“1年”“6个月”"
        yield fault(f"保密期限“{text}”应写阿拉伯数字加“年”“个月”或“天”{shown}", Address("保密期限"))


@rule("head.period-limit", "保守国家秘密法第二十条", "应当")
def period_limit(document: Document) -> Iterator[Fault]:
    """保密期限，绝密级不超过30年，机密级不超过20年，秘密级不超过10年。

    Wrong: {份号: 000001, 密级: 秘密, 保密期限: 20年}
    Right: {份号: 000001, 密级: 秘密, 保密期限: 10年}
    """
    limit = _LONGEST.get(document.secrecy)
    if limit and years_of(document.secrecy_period) > limit:
        message = f"{document.secrecy}级的保密期限不超过{limit}年，这里是“{document.secrecy_period}”，请核对"
        yield fault(message, Address("保密期限"))


@rule("head.urgency", "条例第九条", "应当", since=IN_FORCE)
def urgency(document: Document) -> Iterator[Fault]:
    """紧急程度写“特急”或“加急”。

    Wrong: 紧急程度: 急件
    Right: 紧急程度: 加急
    """
    if document.urgency and document.urgency not in _URGENT:
        yield fault(f"紧急程度“{document.urgency}”应写“特急”或“加急”", Address("紧急程度"))


@rule("head.no-signer", "7.2.6", "应当")
def no_signer(document: Document) -> Iterator[Fault]:
    """上行文标注签发人。

    Wrong: 签发人:
    Right: 签发人: 张远
    Base: 请示
    """
    is_upward = BY_NAME[document.kind].direction == "上行"
    if document.has_head and is_upward and not document.signers:
        yield fault(
            f"{document.kind}是上行文，应当标注签发人，请补上“签发人”", Address("发文字号"), Address("文种")
        )


@rule("head.needless-signer", "7.2.6", "惯例")
def needless_signer(document: Document) -> Iterator[Fault]:
    """只有上行文标注签发人。

    Wrong: 签发人: 张远
    Right: 签发人:
    """
    direction = BY_NAME[document.kind].direction
    if document.signers and direction in ("下行", "公布"):
        yield fault(f"{document.kind}不是上行文，不标签发人，请删去“签发人”", Address("签发人"))


@rule("head.mark", "7.2.4", "应当")
def mark(document: Document) -> Iterator[Fault]:
    """发文机关标志以主办机关的全称或规范化简称开头。

    Wrong: 发文机关标志: 云溪县人民政府文件
    Right: 发文机关标志: 云溪县人民政府办公室文件
    """
    if not document.issuers or not document.issuer_mark or document.kind == "纪要":
        return
    host, text = document.issuers[0], "".join(document.issuer_mark.split())
    if not _begins_with(text, host, is_joint=len(document.issuers) > 1):
        shown = f"发文机关标志“{document.issuer_mark}”"
        yield fault(f"{shown}应以发文机关“{host}”的全称或规范化简称开头，请核对两处", Address("发文机关标志"))


def _begins_with(mark: str, host: str, *, is_joint: bool) -> bool:
    """Whether ``mark`` is that of ``host``; the mark of a joint document may name others behind it."""
    if is_joint:
        return any(may_be_same(mark[:end], host) for end in range(2, len(host) + 1))
    return may_be_same(mark_agency(mark), host)
