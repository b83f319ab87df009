"""发文字号: agency code, year in 〔〕, serial and 号 (7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.words.alike import is_confusable
from gongwen.terms.number import FoundNumber, Oddity, read, read_several, write
from gongwen.terms.title import one_line

_KEY = "发文字号"
_COUNTED_KINDS = ("命令", "公报", "公告", "通告", "纪要")
"""Kinds that may be counted by 第×号 alone: 10.2 for orders, custom for the others."""
_FIRST_STANDARD = "1989-05-01"
"""From when on GB 9704—88, the first standard of the layout, applied."""
_PLACE_LONG = 2
"""Characters of the name of a place of which one stands in the 机关代字."""
_UNFILLED = pattern(r"[×xXＸ□＿_*]")


def _read(document: Document) -> FoundNumber | None:
    """Return the 发文字号 with its year in brackets; None when there is none or it has another form."""
    number = read(document.doc_number, document.date)
    is_other = number is None or number.value.unit or number.odd & {"无括号", "待补"}
    return None if is_other else number


def _is_counted(document: Document) -> bool:
    """Whether the document is of a kind counted by 第×号, and is so counted."""
    number = read(document.doc_number)
    counts = document.kind in _COUNTED_KINDS or document.format in ("命令", "纪要")
    return counts and number is not None and bool(number.value.unit)


def _having(
    document: Document, oddity: Oddity, message: str, *changes: tuple[int, int, str]
) -> Iterator[Fault]:
    """Yield that the 发文字号 has ``oddity``, which ``message`` tells, with the number as it should be.

    ``changes`` are from where to where its characters become others.
    """
    number = _read(document)
    if number and oddity in number.odd:
        wanted = f"：{write(number.value)}" if number.value.year and number.value.serial else ""
        spots = (Spot(Address(_KEY), document.doc_number, *change) for change in changes)
        yield fault(f"发文字号“{document.doc_number}”{message}{wanted}", Address(_KEY), spots=spots)


def _span(document: Document, part: str) -> tuple[int, int]:
    """Return where a part of the 发文字号 stands, the end of all of it for one that is not written."""
    number = _read(document)
    return number.parts.get(part, (number.end, number.end)) if number else (0, 0)


def _in_digits(document: Document, *parts: Literal["year", "serial"]) -> Iterator[tuple[int, int, str]]:
    """Yield what makes of ``parts`` of the 发文字号 plain digits; nothing for one that cannot be told."""
    number = _read(document)
    if number is None:
        return
    for part in parts:
        told = number.value.year if part == "year" else number.value.serial
        if told and number.part(part, document.doc_number) != str(told):
            yield (*_span(document, part), str(told))


def _whole(text: str) -> Spot:
    return Spot(Address(_KEY), text, 0, len(text))


@rule("head.number-form", "7.2.5", "应当")
def form(document: Document) -> Iterator[Fault]:
    """发文字号由机关代字、年份、顺序号组成。

    Wrong: 发文字号: 云政办发2024年12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    text = document.doc_number
    number = read(text)
    if not text or _is_counted(document) or _read(document) or len(read_several(text)) > 1:
        return
    if (number and "待补" in number.odd) or _UNFILLED.search(text):
        yield fault(f"发文字号“{text}”没有写全，请补上年份、顺序号", Address(_KEY), spots=[_whole(text)])
    else:
        message = f"发文字号“{text}”应由机关代字、年份、顺序号组成，如“云政办发〔2024〕12号”"
        yield fault(message, Address(_KEY), spots=[_whole(text)])


@rule("head.number-several", "条例第九条", "应当")
def several(document: Document) -> Iterator[Fault]:
    """联合行文只标主办机关的发文字号。

    Wrong: 发文字号: 云政办发〔2024〕12号、云办发〔2024〕5号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    if len(read_several(document.doc_number)) > 1:
        yield fault(f"发文字号“{document.doc_number}”有几个，联合行文只标主办机关的发文字号", Address(_KEY))


@rule("head.number-brackets", "7.2.5", "应当", "修正", since=_FIRST_STANDARD)
def brackets(document: Document) -> Iterator[Fault]:
    """发文字号的年份用六角括号“〔〕”括入。

    Wrong: 发文字号: 云政办发[2024]12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    start, end = _span(document, "open")[0], _span(document, "close")[1]
    wanted = f"〔{document.doc_number[start + 1 : end - 1]}〕"
    return _having(document, "括号", "的年份应用六角括号", (start, end, wanted))


@rule("head.number-year", "7.2.5", "应当", "建议", since=_FIRST_STANDARD)
def year(document: Document) -> Iterator[Fault]:
    """发文字号的年份写全四位。

    Wrong: 发文字号: 云政办发〔24〕12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "年份", "的年份应写全四位", *_in_digits(document, "year"))


@rule("head.number-zeros", "7.2.5", "应当", "修正")
def zeros(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号不编虚位。

    Wrong: 发文字号: 云政办发〔2024〕003号
    Right: 发文字号: 云政办发〔2024〕3号
    """
    return _having(document, "虚位", "的顺序号不编虚位", *_in_digits(document, "serial"))


@rule("head.number-ordinal", "7.2.5", "应当", "修正")
def ordinal(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号前不加“第”字；令号写“第×号”。

    Wrong: 发文字号: 云政办发〔2024〕第12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "第", "的顺序号前不加“第”字", (*_span(document, "ordinal"), ""))


@rule("head.number-end", "7.2.5", "应当", "修正")
def end(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号后加“号”字。

    Wrong: 发文字号: 云政办发〔2024〕12
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "缺号", "的顺序号后应加“号”字", (*_span(document, "end"), "号"))


@rule("head.number-spaces", "", "惯例", "修正")
def spaces(document: Document) -> Iterator[Fault]:
    """发文字号中间没有空格。

    Wrong: 发文字号: 云政办发〔2024〕 12 号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    gaps = ((*gap.span(), "") for gap in re.finditer(r"\s+", document.doc_number))
    return _having(document, "空格", "中间不应有空格", *gaps)


@rule("head.number-digits", "7.2.5", "应当", "修正")
def digits(document: Document) -> Iterator[Fault]:
    """发文字号的年份和顺序号用半角阿拉伯数字。

    Wrong: 发文字号: 云政办发〔二〇二四〕十二号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    changes = _in_digits(document, "year", "serial")
    return _having(document, "数字", "的年份和顺序号应用半角阿拉伯数字", *changes)


@rule("head.number-date", "", "惯例")
def same_year(document: Document) -> Iterator[Fault]:
    """发文字号的年份是成文日期的年份。

    Wrong: {发文字号: 云政办发〔2023〕1号, 成文日期: 2024-12-09}
    Right: {发文字号: 云政办发〔2024〕1号, 成文日期: 2024-12-09}
    """
    number = _read(document)
    found = number.value.year if number else None
    if found and document.date and found != document.date.year:
        message = f"发文字号的年份是{found}年，成文日期在{document.date.year}年，请核对"
        yield fault(message, Address(_KEY))


@rule("head.number-place", "7.2.5", "差错")
def place(document: Document) -> Iterator[Fault]:
    """机关代字的第一个字，不是发文机关名称里那个字的同音字、形近字。

    Wrong: {标题: 关于做好防汛抗旱工作的通知, 发文机关: '', 发文机关标志: 桐山县教育局文件, 署名: 桐山县教育局, 发文字号: 铜教〔2024〕12号}
    Right: {标题: 关于做好防汛抗旱工作的通知, 发文机关: '', 发文机关标志: 桐山县教育局文件, 署名: 桐山县教育局, 发文字号: 桐教〔2024〕12号}
    """
    first, name = document.doc_number[:1], one_line(document.issuer_mark) or "".join(document.issuers[:1])
    if not first or first in name:
        return
    if meant := [letter for letter in name[:_PLACE_LONG] if is_confusable(first, letter)]:
        message = f"发文字号的机关代字“{first}”与机关名称“{name}”不合，是不是“{meant[0]}”，请核对"
        yield fault(message, Address(_KEY), spots=[Spot(Address(_KEY), document.doc_number, 0, 1)])
