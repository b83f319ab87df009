"""署名, 成文日期 and 附注 (7.3.5, 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.check.agencies import may_be_same
from gongwen.check.rule import Fault, fault, rule
from gongwen.document import Document
from gongwen.kinds import BY_NAME

_UNSIGNED_KINDS = ("纪要",)
_DATED = re.compile(r"\d{4}\s*年")


@rule("closing.no-date", "条例第九条", "一般")
def no_date(document: Document) -> Iterator[Fault]:
    """A signed document has a 成文日期; that of a 决议 may stand under its title.

    Wrong: 署名 without 成文日期. Right: 署名 and 成文日期.
    """
    dated = document.date or _DATED.search(document.subtitle)
    if document.signatories and not dated and document.kind not in _UNSIGNED_KINDS:
        yield fault("有署名，没有成文日期，请补上“成文日期”", "署名", "发文机关")


@rule("closing.signature", "条例第九条", "应当")
def signature(document: Document) -> Iterator[Fault]:
    """Those sign who send the document out, the host first.

    Wrong: 发文机关 云溪县教育局, 署名 云溪县财政局. Right: 云溪县教育局 in both.
    """
    signed, issuers = document.signatories, document.issuers
    if not signed or not issuers or BY_NAME[document.kind].is_personal:
        return
    rest = iter(signed)
    if not all(any(may_be_same(issuer, name) for name in rest) for issuer in issuers):
        message = f"署名“{'、'.join(signed)}”与发文机关“{'、'.join(issuers)}”不一致，请核对名称和顺序"
        yield fault(message, "署名")


@rule("closing.request-contact", "7.3.6", "惯例")
def request_contact(document: Document) -> Iterator[Fault]:
    """The 附注 of a 请示 says whom to ask and how.

    Wrong: 请示 without 附注. Right: （联系人：张远，电话：0123-4567890）.
    """
    missing = [word for word in ("联系人", "电话") if word not in document.note]
    if document.kind == "请示" and document.has_head and missing:
        message = f"请示的附注应写明{'和'.join(missing)}，如“联系人：×××，电话：×××”"
        yield fault(message, "附注", "成文日期", "标题")
