"""署名, 成文日期 and 附注 (7.3.5, 7.3.6)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault, rule
from gongwen.terms import date
from gongwen.terms.agency import may_be_same
from gongwen.terms.kind import BY_NAME

_DATED = pattern(r"\d{4}\s*年")


@rule("closing.no-date", "条例第九条", "一般")
def no_date(document: Document) -> Iterator[Fault]:
    """署名的公文有成文日期；决议等的日期可以写在标题下面。

    Wrong: 成文日期:
    Right: 成文日期: 2024-12-09
    """
    last = document.body[-1].strip() if document.body else ""
    # A day that no calendar has stands there all the same, and is told by dates.no-such-day.
    dated = document.date or _DATED.search(document.subtitle) or date.SAID.fullmatch(last)
    if document.signatories and not dated and BY_NAME[document.kind].is_signed:
        yield fault("有署名，没有成文日期，请补上“成文日期”", Address("署名"), Address("发文机关"))


@rule("closing.signature", "条例第九条", "应当")
def signature(document: Document) -> Iterator[Fault]:
    """署名的是发文机关，主办机关在前。

    Wrong: 署名: 云溪县人民政府
    Right: 署名: 云溪县人民政府办公室
    """
    signed, issuers = document.signatories, document.issuers
    if not signed or not issuers or BY_NAME[document.kind].is_personal:
        return
    rest = iter(signed)
    if not all(any(may_be_same(issuer, name) for name in rest) for issuer in issuers):
        message = f"署名“{'、'.join(signed)}”与发文机关“{'、'.join(issuers)}”不一致，请核对名称和顺序"
        yield fault(message, Address("署名"))


@rule("closing.seal-count", "7.3.5.1", "应当")
def seal_count(document: Document) -> Iterator[Fault]:
    """联合行文的每个机关各盖一枚印章。

    Wrong: {发文机关: [云溪县教育局, 云溪县财政局], 印章: 甲.png}
    Right: {标题: 关于做好防汛工作的通知, 发文机关: [云溪县教育局, 云溪县财政局], 印章: [甲.png, 乙.png]}
    """
    seals, names = len(document.seal_images), len(document.signatories)
    if seals and names and seals != names:
        message = f"有{names}个机关署名，印章图片有{seals}个，应当一一对应，请按机关的顺序各写一个"
        yield fault(message, Address("印章"))


@rule("closing.person", "7.3.5.3", "惯例")
def person(document: Document) -> Iterator[Fault]:
    """命令、议案由签发人署签名章，其他公文由机关署名、盖印章。

    Wrong: 签名章:
    Right: 签名章: [{职务: 县长}]
    Base: 命令
    """
    kind = BY_NAME[document.kind]
    if document.has_head and kind.is_personal and not (document.stamps or document.signature):
        message = f"{kind.name}由签发人署签名章，请补上“签名章”，写明职务"
        yield fault(message, Address("署名"), Address("印章"), Address("成文日期"), Address("发文机关"))
    elif document.stamps and not kind.is_personal:
        yield fault(f"{kind.name}由机关署名、盖印章，不用签名章，请核对", Address("签名章"))


@rule("closing.request-contact", "7.3.6", "惯例")
def request_contact(document: Document) -> Iterator[Fault]:
    """请示的附注写明联系人和电话。

    Wrong: 附注:
    Right: 附注: 联系人：李行，电话：0000-1234567
    Base: 请示
    """
    missing = [word for word in ("联系人", "电话") if word not in document.note]
    if document.kind == "请示" and document.has_head and missing:
        message = f"请示的附注应写明{'和'.join(missing)}，如“联系人：×××，电话：×××”"
        yield fault(message, Address("附注"), Address("成文日期"), Address("标题"))
