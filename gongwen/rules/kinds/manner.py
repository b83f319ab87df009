"""How a kind speaks: an answer decides, minutes tell of the meeting, and what stands above is not passed down as one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault, fault_in, rule
from gongwen.terms.agency_level import governs
from gongwen.terms.title import one_line
from gongwen.terms.title import read as read_title

_VAGUE = pattern(
    "酌情(?:考虑)?(?:予以)?(?:同意|批准|办理|解决)|(?:可以?|似可|拟)考虑(?:予以)?(?:同意|批准)|基本上?可以|似[可应](?:同意|批准)|大体上?(?:同意|可行)"
    "|暂不(?:反对|表态)|(?:同意|批准)与否|可以?(?:同意|批准)，也可以?不"
)
_ANSWERS = "批复"
_RECEIVED = pattern("《[^《》]{4,}的(?P<kind>报告|函|意见|通知|汇报)》(?:（[^（）]*）)?(?:收悉|已收悉|悉)")
_WE = pattern(
    "(?:(?<![对据于是])我们?|本人)(?=(?:再|要|特别|还|首先|最后)?(?:要求|认为|强调|指出|决定|希望|同意|建议|讲|想|提出))"
)
_MINUTES = "纪要"
_ITSELF = pattern(
    "(?<![基根日样副原])本(?P<kind>通知|通报|决定|批复|纪要|通告|公告|请示|复函)(?=要求|精神|印发|下发|发布|内容|规定)"
)
_PASSED = pattern(
    "批转(?P<whose>[^《》]{2,24}?(?:部|厅|委|局|办|办公室|政府|国务院|院))(?:等[^关]{0,8})?(?=关于|《|印发|转发)"
)
_HIGHER = "县市省国"
"""Levels of which each one is above those before it."""
_CENTRAL = pattern("国务院|中共中央|中央")
"""Whom all stand below."""
_LEVEL = pattern("国务院|国家|中央|[省市县区]")


@rule("kinds.vague", "条例第八条", "推荐")
def vague(document: Document) -> Iterator[Fault]:
    """批复的态度明确：同意、原则同意或者不同意，不写“可酌情考虑同意”。

    Wrong: {文种: 批复, 标题: 关于防汛规划的批复, 主送机关: 县水利局, 正文: 可酌情考虑同意你局所报的规划。}
    Right: {文种: 批复, 标题: 关于防汛规划的批复, 主送机关: 县水利局, 正文: 原则同意你局所报的规划。}
    """
    if document.kind == _ANSWERS:
        for path, match in _matches(_VAGUE, document):
            message = f"批复要写明同意或者不同意，“{match[0]}”态度不明确，请核对"
            yield fault_in(message, path, match.string, match.span())


@rule("kinds.answers", "条例第八条", "推荐")
def answers(document: Document) -> Iterator[Fault]:
    """批复答复下级的请示；来文是报告的不用批复，是函的用复函。

    Wrong: {文种: 批复, 标题: 关于防汛规划的批复, 主送机关: 县水利局, 正文: 你局《关于审批防汛规划的报告》收悉。}
    Right: {文种: 批复, 标题: 关于防汛规划的批复, 主送机关: 县水利局, 正文: 你局《关于审批防汛规划的请示》收悉。}
    """
    opening = document.body[0] if document.kind == _ANSWERS and document.body else ""
    if (match := _RECEIVED.search(opening)) and "请示" not in opening[: match.end()]:
        path = Address("正文", 0)
        message = f"批复答复的是请示，这里的来文是{match['kind']}，请核对"
        yield fault_in(message, path, opening, match.span("kind"))


@rule("kinds.first-person", "条例第八条", "推荐")
def first_person(document: Document) -> Iterator[Fault]:
    """纪要用第三人称，写“会议要求”“会议认为”，不写“我们要求”。

    Wrong: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 正文: 我们要求，各单位要落实责任。}
    Right: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 正文: 会议要求，各单位要落实责任。}
    """
    if document.kind == _MINUTES:
        for path, match in _matches(_WE, document):
            message = f"纪要用第三人称，“{match[0]}”请改为“会议”"
            yield fault_in(message, path, match.string, match.span())


@rule("kinds.passed-down", "条例第八条", "应当")
def passed_down(document: Document) -> Iterator[Fault]:
    """批转的是下级机关的公文；上级机关和不相隶属机关的公文用转发。

    Wrong: 标题: 云溪县人民政府办公室批转青石省水利厅关于做好防汛工作的通知
    Right: 标题: 云溪县人民政府办公室转发青石省水利厅关于做好防汛工作的通知
    """
    title = one_line(document.title)
    match = _PASSED.search(title)
    issuer = read_title(title).value.issuer or title[: match.start()] if match else ""
    if (
        match
        and issuer
        and not _CENTRAL.search(issuer)
        and (not governs(issuer) or _rank(match["whose"]) > _rank(issuer))
    ):
        yield fault(f"“{match['whose']}”不是下级机关，它的公文用转发，不用批转，请核对", Address("标题"))


def _rank(name: str) -> int:
    """Return how high the level stands that an agency's name begins with, or that of its place; -1 for none."""
    levels = _LEVEL.findall(name)
    last = levels[-1][0].replace("区", "县").replace("中", "国") if levels else ""
    return _HIGHER.find(last) if last else -1


@rule("kinds.own-kind", "条例第八条", "推荐")
def own_kind(document: Document) -> Iterator[Fault]:
    """公文说到自己，用自己的文种：纪要里不写“按照本通知要求”。

    Wrong: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 正文: 各有关单位要严格按照本通知要求抓好落实。}
    Right: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 正文: 各有关单位要严格按照本纪要要求抓好落实。}
    """
    for path, match in _matches(_ITSELF, document) if document.kind else ():
        if match["kind"] not in document.kind and match["kind"] not in one_line(document.title):
            message = f"这份公文是{document.kind}，这里写“{match[0]}”，请核对"
            yield fault_in(message, path, match.string, match.span())


def _matches(form: re.Pattern[str], document: Document) -> Iterator[tuple[Address, re.Match[str]]]:
    """Yield where ``form`` stands in the text of ``document``, with the address of the paragraph."""
    for index, line in enumerate(document.body):
        yield from ((Address("正文", index), match) for match in form.finditer(line))
