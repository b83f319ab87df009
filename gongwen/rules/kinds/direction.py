"""Who may write to whom (条例 articles 15 to 17)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault, fault_in, rule
from gongwen.terms.agency_level import governed_in, governs, is_below, is_department, is_section
from gongwen.zh.brackets import drop_bracketed

_QUOTED = pattern("《[^《》]*》|“[^“”]*”")
_ASKS = pattern(
    r"(?:特此报告|以上报告|特报告如上)[，。][^，。；：]{0,6}?(?:当否|妥否|请批示|请批复|请予批准|请批准|请予批复|请予批示)"
)
_REQUEST = pattern(
    r"(?:妥否|当否|可否|是否妥当|如无不妥|如无不当)[，,、]?\s*请[^。；]{0,6}(?:批|示|复|准)"
    r"|(?<![报提呈申送])请(?:予以?|即|尽快)?(?:批示|批准|批复|审批|核批|批转)"
    r"|(?<![报提呈申送])请(?:上级|[省市县区]委|[省市县区](?:人民)?政府)[^。；，]{0,8}(?:批准|安排|拨付|解决|增拨|追加|核定|划拨|审批)"
    r"|请予以?(?:支持|解决)|恳请[^。；]{0,30}(?:批准|解决|拨付|安排|给予|支持|追加|帮助)"
)
_SEVERAL = pattern(r"[、，,；;。\s]+")
_ORDERING = ("通知", "决定", "意见")
_CONSENT = pattern("(?:经|报|根据|按照)[^。；]{0,40}(?:同意|批准|研究|审定|审议|授权)|(?:授权|委托)")


@rule("body.request-in-report", "条例第十五条", "应当", formerly=("phrases.report-asks",))
def request_in_report(document: Document) -> Iterator[Fault]:
    """报告里不夹带请示事项。

    Wrong: 正文: [现将防汛工作情况报告如下。, 妥否，请批示。]
    Right: 正文: [现将防汛工作情况报告如下。, 特此报告。]
    Base: 报告
    """
    for index, line in enumerate(document.body):
        said = _QUOTED.sub(lambda quoted: "□" * len(quoted[0]), line)
        match = _ASKS.search(said) or (_REQUEST.search(said) if document.kind == "报告" else None)
        if match:
            message = f"报告里不得夹带请示事项，“{match[0]}”请删去，或者另用请示"
            path = Address("正文", index)
            yield fault_in(message, path, line, match.span())


@rule("imprint.copy-down", "条例第十五条", "应当")
def copy_down(document: Document) -> Iterator[Fault]:
    """上行文不抄送下级机关。

    Wrong: 抄送机关: 青石市财政局，各乡镇人民政府
    Right: 抄送机关: 青石市财政局
    Base: 请示
    """
    if document.kind not in ("请示", "报告") or not any(map(governs, document.issuers)):
        return
    for name in _SEVERAL.split(drop_bracketed(document.copy_recipients)):
        if any(is_below(name, issuer) for issuer in document.issuers):
            yield fault(f"{document.kind}不抄送下级机关，请从抄送机关中删去“{name}”", Address("抄送机关"))


@rule("body.consent", "条例第十六条", "一般")
def consent(document: Document) -> Iterator[Fault]:
    """部门向下级党委、政府提出要求，须经本级党委、政府同意，并在文中写明。

    Wrong: {发文机关: 青石市水利局, 标题: 关于做好防汛工作的通知, 主送机关: 各县（市、区）人民政府, 正文: 请认真执行。}
    Right: {发文机关: 青石市水利局, 标题: 关于做好防汛工作的通知, 主送机关: 各县（市、区）人民政府, 正文: 经市人民政府同意，现通知如下。}
    """
    issuers = document.issuers or document.signatories
    are_departments = bool(issuers) and all(map(is_department, issuers))
    governed = governed_in(drop_bracketed(document.main_recipients))
    if document.kind not in _ORDERING or not are_departments or not governed:
        return
    if not any(map(_CONSENT.search, document.body)):
        message = f"“{issuers[0]}”向“{governed}”提出要求，须经本级党委、政府同意，请在正文写明“经……同意”，或者核对主送机关"
        yield fault(message, Address("主送机关"))


@rule("head.inner-office", "条例第十七条", "一般")
def inner_office(document: Document) -> Iterator[Fault]:
    """部门的内设机构除办公厅（室）外，不对外正式行文。

    Wrong: {发文机关: 云溪县水利局防汛科, 标题: 关于做好防汛工作的通知}
    Right: {发文机关: 云溪县水利局, 标题: 关于做好防汛工作的通知}
    """
    for index, name in enumerate(document.issuers):
        if is_section(name):
            message = f"“{name}”是内设机构，不对外正式行文，请用所在机关的名义"
            yield fault(message, Address("发文机关", index), Address("发文机关"))
