"""附件说明 below the text, and the label above an attachment (7.3.4, 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.terms import number
from gongwen.terms.attachment_note import CHINESE_ORDER, order_of
from gongwen.zh.numerals import NUMERALS

_NOTES: tuple[Part, ...] = ("附件说明",)
_LABELS: tuple[Part, ...] = ("附件标号",)
_COLON = pattern(r"^(?P<word>\s*附\s*件)\s{0,9}(?:[:﹕︰；;]|(?=\d{1,2}[.．、]))\s{0,9}")
_NUMBER_MARK = pattern(r"^(?P<lead>\s*附\s*件\s*[：:]\s*|\s*)(?P<number>\d{1,2})[、：:](?=\s*[^\d\s])\s*")
_NUMBERED = pattern(
    rf"^\s*附\s*件\s*[（(]?(?P<number>\d{{1,2}}|{CHINESE_ORDER})[）)]?\s*[：:、．]\s*(?=[^\d\s])"
)
_IN_CHINESE = pattern(rf"^(?P<lead>\s*附\s*件\s*[：:]\s*|\s*)[（(]?(?P<number>{CHINESE_ORDER})[）)]?、\s*")
_VAGUE = pattern(
    rf"^\s*附\s*件\s*[：:]?\s*(?:如文|如上|如附|见附|附后|同上|详见附件|[{NUMERALS}两\d]{{1,3}}\s*[份件个])\s*[。.]?\s*$"
)
_LABEL = pattern(
    rf"(?P<lead>^[\s\S]{{0,40}}?)附\s{{0,3}}件\s{{0,3}}[（(]?(?P<number>\d{{1,2}}|[０-９]{{1,2}}|{CHINESE_ORDER}|)[）)]?\s{{0,3}}[：:。.、]?\s*$"
)


@rule("attachment-lines.colon", "7.3.4", "应当", "修正", _NOTES)
def colon(text: str) -> Iterator[Slip]:
    """附件说明的“附件”后标全角冒号。

    Wrong: 附件:任务分工表 Right: 附件：任务分工表
    """
    if match := _COLON.match(text):
        yield Slip(match.end("word"), match.end(), "“附件”后标全角冒号", "：")


@rule("attachment-lines.number-mark", "7.3.4", "应当", "修正", _NOTES)
def number_mark(text: str) -> Iterator[Slip]:
    """附件顺序号后用下脚点，如“1.”。

    Wrong: 附件：1、任务分工表 Right: 附件：1.任务分工表
    """
    if match := _NUMBER_MARK.match(text):
        shown = text[match.start("number") : match.end()].rstrip()
        wanted = f"{match['number']}."
        yield Slip(match.start("number"), match.end(), f"附件顺序号“{shown}”应写“{wanted}”", wanted)


@rule("attachment-lines.numbered", "7.3.4", "应当", "建议", _NOTES)
def numbered(text: str) -> Iterator[Slip]:
    """“附件”只写一次，写在第一个顺序号前；只有一个附件时不编号。

    Wrong: 附件1：任务分工表 Right: 附件：1.任务分工表
    """
    match = _NUMBERED.match(text)
    if match and (order := order_of(match["number"])):
        wanted = f"附件：{order}." if order == 1 else f"{order}."
        yield Slip(
            *match.span(), f"附件说明中“{match[0].strip()}”应写“{wanted}”，只有一个附件时不编号", wanted
        )


@rule("attachment-lines.chinese-number", "7.3.4", "应当", "建议", _NOTES)
def chinese_number(text: str) -> Iterator[Slip]:
    """附件顺序号用阿拉伯数字。

    Wrong: 附件：一、任务分工表 Right: 附件：1.任务分工表
    """
    match = _IN_CHINESE.match(text)
    if match and (order := order_of(match["number"])):
        start, wanted = match.end("lead"), f"{order}."
        yield Slip(start, match.end(), f"附件顺序号用阿拉伯数字，应写“{wanted}”", wanted)


@rule("attachment-lines.vague", "7.3.4", "应当", "提示", _NOTES)
def vague(text: str) -> Iterator[Slip]:
    """附件说明写明附件的名称。

    Wrong: 附件：如文 Right: 附件：任务分工表
    """
    if match := _VAGUE.match(text):
        yield Slip(*match.span(), f"“{text.strip()}”没有写明附件名称，请逐个写出顺序号和名称")


@rule("attachment-lines.label", "7.3.7", "一般", "修正", _LABELS)
def label(text: str) -> Iterator[Slip]:
    """附件标号写“附件”，有几个附件的加阿拉伯数字，不加标点。

    Wrong: 附件一： Right: 附件1
    """
    match = _LABEL.match(text)
    if not match or (match["lead"].strip() and number.read(match["lead"]) is None):
        return
    order = order_of(match["number"]) if match["number"] else ""
    start, wanted = match.end("lead"), f"附件{order}"
    if order != 0 and text[start:].rstrip() != wanted:
        shown = text[start:].strip()
        yield Slip(start, len(text), f"附件标号“{shown}”应写“{wanted}”，用阿拉伯数字，不加标点", wanted)


def is_vague(text: str) -> bool:
    """Whether a line of 附件说明 names no attachment: 附件：如文."""
    return _VAGUE.match(text) is not None
