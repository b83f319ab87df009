"""Sentences with which documents of one kind end or go on, in a document of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gongwen.address import WHOLE, Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault, fault_in, rule
from gongwen.terms.heading import without_mark
from gongwen.terms.label import NUMERAL
from gongwen.terms.title import PASSES_ON, one_line, told_kind

_CLOSES: Mapping[str, tuple[str, ...]] = {
    "通知": ("通知",), "通报": ("通报",), "报告": ("报告",), "公告": ("公告",), "通告": ("通告",), "批复": ("批复",),
    "函复": ("函",), "函告": ("函",), "函达": ("函",), "复函": ("函",), "函商": ("函",), "请示": ("请示",),
    "公示": ("公示", "公告", "通告", "通知"), "令": ("命令", "令"),
}  # fmt: skip
"""What stands behind 特此, with the kinds that may say so."""
_ESPECIALLY = pattern(rf"(?:^\s*|[，。])特此(?P<word>{'|'.join(_CLOSES)})(?:，请[^，。]{{2,8}})?[。！]?\s*$")
_AS_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "通知": ("通知",), "通报": ("通报", "通知"), "通告": ("通告",), "公告": ("公告",), "批复": ("批复", "函"), "请示": ("请示",),
    "函复": ("函",), "函告": ("函",), "报告": ("报告",),
}  # fmt: skip
_GIVEN: Mapping[str, tuple[str, ...]] = {
    "通报": ("通报", "通知", "决定", "公告"), "批复": ("批复", "函"), "通告": ("通告", "公告"),
}  # fmt: skip
_IS_GIVEN = pattern(rf"现将[^。；]{{0,60}}?予以(?P<word>{'|'.join(_GIVEN)})(?=[。，：])")
_FOLLOWS = pattern(
    rf"(?:现|(?<=[。，；])特)[^。；]{{0,40}}?(?P<word>{'|'.join(_AS_FOLLOWS)})如下[：:。，]?\s*$"
)
_ASKS = pattern(
    r"^\s*(?:以上(?:请示|意见)?[，,]?)?(?:(?:妥否|当否|可否)[，,]?)?(?:恳)?请(?:予?批示|予?批复|予?批准|审批|指示|审示)[。？]?\s*$"
)
_ASKS_ORDERS = pattern(r"(?:妥否|当否|可否)[，,]?(?:恳)?请(?:予)?(?:批示|批复|指示)[。！]?\s*$")
_ASKS_LAST = pattern(r"(?<=[，。])请(?:予|审阅|审核|审定)?(?:批示|批复|审批|审示)[。！]?\s*$")
"""The same at the end of a paragraph that closes."""
_REPLIES = pattern(r"^\s*(?:特此|专此)?(?:此复|函复|复函)[。！]?\s*$")
_ANSWERS = pattern("收悉|来函|来文|来电|你[^，。]{0,12}[《〈]|贵[^，。]{0,12}[《〈（]")
"""Words of a letter that answers another."""
_ANSWERED = pattern(r"(?:请|盼)予?函复(?:为盼)?|专此函达|盼复[。！]?$")
_UPWARD = ("请示", "报告", "议案")
_ASKING = ("请示", "函", "意见", "报告", "议案")
_OBEYED = pattern(
    r"请(?:认真|严格|抓紧)?(?:遵照|贯彻|严格)(?:执行|落实)|将(?:贯彻)?(?:落实|办理|执行)情况报我[局厅委办县市省区]"
)
_ABOVE = pattern(r"^\s*(?:以上|上述)(?P<word>请示|报告|通知|通报|批复|议案)(?=[，,。]|妥|当|如|请)")
"""What a document calls itself where it ends."""
_PASSED_ON = pattern(r"以上意见[^。]{0,12}请(?:予)?批转")
"""With which opinions end that are to be passed on."""
_EQUAL = ("函", "请示", "报告", "议案")
"""Kinds that order nobody."""
_SENT_DOWN = pattern("转发|印发|批复|同意")
_ANSWERS_ONLY = pattern(r"^\s*(?:特此批复|此复)[。！]?\s*$")
_LETTERS_ONLY = pattern(
    r"^\s*(?:(?:特此|专此)函(?:达|告|商)[，,]?|(?:请|望)(?:予以?)?(?:支持|研究)并?(?=函复))?(?:(?:请予?|盼)?函复(?:为盼|为荷)?)?[。！]?\s*$"
)
_PROPOSED = pattern(r"^\s*(?:以上议案|上述议案|现)?[，,]?(?:提请|请)(?:予以?)?审议[。！]?\s*$")
_TOLD_DOWN = ("通知", "通报", "公告", "通告", "决定", "批复", "纪要")
_LAST = 3
"""Paragraphs at the end in which a document closes."""
_PASSES = pattern(PASSES_ON)
_KNOWN = (
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
_MATTER = pattern("^(?:关于|申请|请求|恳请|请|建议|解决|增加|拨付|划拨|批准|同意|调整|追加|安排)")
_BESIDES = pattern(
    r"(?:^|[。；，])(?:另外?|同时|此外)(?:恳|特)?请[^。；，]{0,24}?(?:安排|解决|批准|拨付|核定|增加|划拨|协调解决|审批)[^。；，]{2,40}"
    r"|(?:另外|此外)[，,][^。；]{0,40}?请[^。；，]{0,10}?(?:批准|安排|解决|拨付|核定|增加|划拨|审批)[^。；，]{2,30}"
    r"|(?:另外|此外|同时|另)[，,][^。；]{0,40}?(?:一并(?:申请|请示|恳请|请求)|申请|恳请|请求)(?:[^。；]{2,40})"
    r"|(?<=，)并(?:请求?|恳请)?(?:批准|同意|核定)[^。；，]{0,12}(?:组建|设立|成立|增设|核定|增加)[^。；]{0,24}(?:公司|机构|编制|中心|职数)"
    r"|(?:^|[。；])(?:另外?|此外)[，,]?(?:我[局委办县市区镇乡院校中处站部厅]|本[局委办单位]{1,2})[^。；]{0,60}?请[^。；，]{0,6}(?:一并|予以|给予)[^。；，]{0,6}(?:解决|批准|安排|考虑|审批|批复|支持)"
)
_HEAD = pattern(rf"^(?:#+\s*)?{NUMERAL}、(?P<text>[^。]{{3,60}})")
_SHOWN = 16
"""Characters of a matter that are shown."""


@rule("kinds.ending", "条例第八条", "应当")
def ending(document: Document) -> Iterator[Fault]:
    """结束语、引起下文的话与文种一致：通知不写“特此报告”，函不写“请遵照执行”。

    Wrong: 正文: [请认真落实各项措施。, 特此报告。]
    Right: 正文: [请认真落实各项措施。, 特此通知。]
    """
    head = one_line(document.title) or one_line(document.issuer_mark)
    if document.kind in _KNOWN and told_kind(head) == document.kind:
        yield from _endings(document.kind, head, document.body, WHOLE)
    for way, carried in document.carried if _PASSES.search(head) else ():
        if (kind := told_kind(one_line(carried.title))) in _KNOWN:
            yield from _endings(kind, one_line(carried.title), carried.body, way)


def _endings(kind: str, title: str, lines: Sequence[str], way: Address) -> Iterator[Fault]:
    """Yield what in the text of a document of ``kind``, to which ``way`` leads, belongs to another kind."""
    body = [without_mark(line) for line in lines]
    if kind == "函" and not _ANSWERS.search("".join(body)) and "复" not in title:
        yield from _answers_nothing(body, way)
    odd = [
        (index, line, match, wanted)
        for index, line in enumerate(body)
        for match, wanted in [_ending_in(line, kind, is_last=index >= len(body) - _LAST)]
        if match and not (kind == "函" and _SENT_DOWN.search(title))
    ]
    kinds = {wanted for *_, wanted in odd}
    if len(odd) > 1 and len(kinds) == 1 and not _agrees(body, kind):
        shown = "”“".join(match[0].strip()[-_SHOWN:] for _, _, match, _ in odd)
        message = f"标题写的是{kind}，“{shown}”都是{kinds.pop()}的写法，请核对文种"
        yield fault(message, way.to("标题"))
        return
    for index, line, match, wanted in odd:
        message = f"这份公文是{kind}，“{match[0].strip()}”是{wanted}的写法，请核对文种"
        yield fault_in(message, way.to("正文", index), line, match.span())
    yield from _answers_equals(body, way) if kind == "函" else ()


def _agrees(body: Sequence[str], kind: str) -> bool:
    """Whether anything in the text opens or closes as ``kind`` does."""
    found = [told.search(line) for line in body for told in (_ESPECIALLY, _FOLLOWS)]
    own = [match["word"] for match in found if match]
    return any(kind in (*_CLOSES.get(word, ()), *_AS_FOLLOWS.get(word, ())) for word in own)


def _answers_equals(body: Sequence[str], way: Address) -> Iterator[Fault]:
    """Yield where a letter to an equal, who is called 贵, is called 批复."""
    for index, line in enumerate(body):
        match = _FOLLOWS.search(line)
        if match and match["word"] == "批复" and "贵" in line:
            path = way.to("正文", index)
            message = f"这是给平级机关的函，“{match[0].strip()}”是批复的写法，请改为“函复如下”"
            yield fault_in(message, path, line, match.span())


def _answers_nothing(body: Sequence[str], way: Address) -> Iterator[Fault]:
    """Yield where a letter that answers none ends as if it did."""
    for index, line in enumerate(body):
        if index >= len(body) - _LAST and (match := _REPLIES.match(line)):
            path = way.to("正文", index)
            message = f"这份函不是答复来函的，不写“{match[0].strip()}”，请核对结束语"
            yield fault_in(message, path, line, match.span())


def _ending_in(line: str, kind: str, *, is_last: bool) -> tuple[re.Match[str] | None, str]:
    """Return what in ``line`` belongs to another kind, and to which; None for nothing."""
    for told, kinds in ((_ESPECIALLY, _CLOSES), (_FOLLOWS, _AS_FOLLOWS), (_IS_GIVEN, _GIVEN)):
        if (match := told.search(line)) and kind not in kinds[match["word"]]:
            return match, kinds[match["word"]][0]
    if (match := _ASKS.match(line)) and kind not in _ASKING:
        return match, "请示"
    if is_last and (match := _ABOVE.match(line)) and match["word"] != kind:
        return match, match["word"]
    for closing, wanted, is_odd in (
        (_ASKS_LAST, "请示", kind not in _ASKING),
        (_ASKS_ORDERS, "请示", kind in ("议案", "函")),
        (_ANSWERED, "函", kind in _UPWARD),
        (_PASSED_ON, "意见", kind in ("请示", "函", "通知")),
        (_OBEYED, "通知", kind in _EQUAL),
        (_ANSWERS_ONLY, "批复", kind not in ("批复", "函")),
        (_LETTERS_ONLY, "函", bool(line.strip()) and kind in _TOLD_DOWN),
        (_PROPOSED, "议案", kind in _TOLD_DOWN or kind == "函"),
    ):
        if is_last and is_odd and (match := closing.search(line)):
            return match, wanted
    return None, ""


@rule("kinds.one-matter", "条例第十五条", "应当")
def one_matter(document: Document) -> Iterator[Fault]:
    """请示一文一事，不同时请示几件不相干的事。

    Wrong: {正文: [现就有关事项请示如下：, 一、申请防汛专项资金200万元, 堤防受损。, 二、申请增加事业编制5名, 人手不足。, 妥否，请批示。]}
    Right: {正文: [现就有关事项请示如下：, 一、堤防受损情况, 堤防受损。, 二、申请防汛专项资金200万元, 用于修复。, 妥否，请批示。]}
    Base: 请示
    """
    if document.kind != "请示":
        return
    heads = [
        (index, match["text"])
        for index, line in enumerate(document.body)
        if (match := _HEAD.match(line)) and _MATTER.match(match["text"])
    ]
    if len(heads) > 1:
        shown = "”“".join(text[:_SHOWN] for _, text in heads[:2])
        yield fault(f"请示应当一文一事，“{shown}”请分开请示", Address("正文", heads[1][0]))
    for index, line in enumerate(document.body):
        if len(heads) < 2 and (match := _BESIDES.search(line)):
            message = f"请示应当一文一事，“{match[0][:_SHOWN]}”请另行请示"
            path = Address("正文", index)
            yield fault_in(message, path, line, match.span())
