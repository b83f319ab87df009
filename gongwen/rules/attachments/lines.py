"""附件说明 below the text, and the label above an attachment (7.3.4, 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.rules.rule import Part, Slip, rule
from gongwen.terms import attachment_note, number

_NOTES: tuple[Part, ...] = ("附件说明",)
_LABELS: tuple[Part, ...] = ("附件标号",)


@rule("attachment-lines.word", "7.3.4", "应当", "修正", _NOTES)
def word(text: str) -> Iterator[Slip]:
    """附件说明用“附件”二字，不写“附”。

    Wrong: 附：任务分工表 Right: 附件：任务分工表
    """
    found = attachment_note.read(text)
    if found and "字样" in found.odd:
        yield Slip(*found.parts["name"], "附件说明写“附件”二字", "附件")


@rule("attachment-lines.colon", "7.3.4", "应当", "修正", _NOTES)
def colon(text: str) -> Iterator[Slip]:
    """附件说明的“附件”后标全角冒号。

    Wrong: 附件:任务分工表 Right: 附件：任务分工表
    """
    found = attachment_note.read(text)
    if found and "冒号" in found.odd and "编号" not in found.odd:
        yield Slip(found.parts["name"][1], found.parts["word"][1], "“附件”后标全角冒号", "：")


@rule("attachment-lines.number-mark", "7.3.4", "应当", "修正", _NOTES)
def number_mark(text: str) -> Iterator[Slip]:
    """附件顺序号后用下脚点，如“1.”。

    Wrong: 附件：1、任务分工表 Right: 附件：1.任务分工表
    """
    found = attachment_note.read(text)
    if found and "顿号" in found.odd and "汉字" not in found.odd:
        start, end = found.parts["number"][0], found.parts["title"][0]
        wanted = f"{found.part('number', text)}."
        yield Slip(start, end, f"附件顺序号“{text[start:end].rstrip()}”应写“{wanted}”", wanted)


@rule("attachment-lines.numbered", "7.3.4", "应当", "建议", _NOTES)
def numbered(text: str) -> Iterator[Slip]:
    """“附件”只写一次，写在第一个顺序号前；只有一个附件时不编号。

    Wrong: 附件1：任务分工表 Right: 附件：1.任务分工表
    """
    found = attachment_note.read(text)
    if found and "编号" in found.odd and "number" not in found.parts and found.value.number:
        order, end = found.value.number, found.parts["title"][0]
        wanted = f"附件：{order}." if order == 1 else f"{order}."
        shown = text[:end].strip()
        yield Slip(0, end, f"附件说明中“{shown}”应写“{wanted}”，只有一个附件时不编号", wanted)


@rule("attachment-lines.chinese-number", "7.3.4", "应当", "建议", _NOTES)
def chinese_number(text: str) -> Iterator[Slip]:
    """附件顺序号用阿拉伯数字。

    Wrong: 附件：一、任务分工表 Right: 附件：1.任务分工表
    """
    found = attachment_note.read(text)
    if found and "汉字" in found.odd and "编号" not in found.odd and found.value.number:
        wanted = f"{found.value.number}."
        span = (found.parts["number"][0], found.parts["title"][0])
        yield Slip(*span, f"附件顺序号用阿拉伯数字，应写“{wanted}”", wanted)


@rule("attachment-lines.vague", "7.3.4", "应当", "提示", _NOTES)
def vague(text: str) -> Iterator[Slip]:
    """附件说明写明附件的名称。

    Wrong: 附件：如文 Right: 附件：任务分工表
    """
    if attachment_note.is_vague(text):
        yield Slip(0, len(text), f"“{text.strip()}”没有写明附件名称，请逐个写出顺序号和名称")


@rule("attachment-lines.label", "7.3.7", "一般", "修正", _LABELS)
def label(text: str) -> Iterator[Slip]:
    """附件标号写“附件”，有几个附件的加阿拉伯数字，不加标点。

    Wrong: 附件一： Right: 附件1
    """
    match = attachment_note.MARK.fullmatch(text)
    before = match["number_before"] if match else ""
    if not match or "件" not in match["word"] or (before and number.read(before) is None):
        return
    order = attachment_note.order_of(match["order"]) if match["order"] else ""
    start, wanted = match.start("word"), f"附件{order}"
    if order != 0 and text[start:].rstrip() != wanted:
        shown = text[start:].strip()
        yield Slip(start, len(text), f"附件标号“{shown}”应写“{wanted}”，用阿拉伯数字，不加标点", wanted)
