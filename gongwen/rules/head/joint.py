"""Documents of several agencies (7.2.4, 条例第九条)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.rules.rule import Fault, fault, rule


@rule("head.joint-missing", "条例第九条", "应当", needs="issuers")
def issuers_missing(document: Document) -> Iterator[Fault]:
    """几个机关签发、盖章的联合行文，把各机关都写进发文机关。

    Wrong: {发文机关: 云溪县人民政府, 签发人: [张远, 李行]}
    Right: {标题: 关于申请防汛专项资金的请示, 发文机关: [云溪县人民政府, 云溪县财政局], 签发人: [张远, 李行]}
    Base: 请示
    """
    if len(document.issuers) != 1:
        return
    for key, count in (("签发人", len(document.signers)), ("印章", len(document.seal_images))):
        if count > 1:
            message = f"有{count}个{key}，是几个机关联合行文，发文机关只写了1个，请把各机关都写进“发文机关”"
            yield fault(message, Address(key))


@rule("head.joint-twice", "条例第九条", "差错")
def issuer_twice(document: Document) -> Iterator[Fault]:
    """联合行文的机关各写一次。

    Wrong: 发文机关: [云溪县教育局, 云溪县教育局]
    Right: {标题: 关于做好防汛工作的通知, 发文机关: [云溪县教育局, 云溪县财政局]}
    """
    for index, name in enumerate(document.issuers):
        if name in document.issuers[:index]:
            yield fault(
                f"发文机关“{name}”写了两次，联合行文的机关应各写一次",
                Address("发文机关", index),
                Address("发文机关"),
            )
