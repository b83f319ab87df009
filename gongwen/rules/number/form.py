"""发文字号: agency code, year in 〔〕, serial and 号 (7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.rules.rule import Fault, fault, rule
from gongwen.terms.number import FoundNumber, Oddity, read, read_several, write

_KEY = "发文字号"
_COUNTED_KINDS = ("命令", "公报", "公告", "通告", "纪要")
"""Kinds that may be counted by 第×号 alone: 10.2 for orders, custom for the others."""
_UNFILLED = re.compile(r"[×xXＸ□＿_*]")


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


def _having(document: Document, oddity: Oddity, message: str) -> Iterator[Fault]:
    """Yield that the 发文字号 has ``oddity``, which ``message`` tells, with the number as it should be."""
    number = _read(document)
    if number and oddity in number.odd:
        wanted = f"：{write(number.value)}" if number.value.year and number.value.serial else ""
        yield fault(f"发文字号“{document.doc_number}”{message}{wanted}", _KEY)


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
        yield fault(f"发文字号“{text}”没有写全，请补上年份、顺序号", _KEY)
    else:
        yield fault(f"发文字号“{text}”应由机关代字、年份、顺序号组成，如“云政办发〔2024〕12号”", _KEY)


@rule("head.number-several", "条例第九条", "应当")
def several(document: Document) -> Iterator[Fault]:
    """联合行文只标主办机关的发文字号。

    Wrong: 发文字号: 云政办发〔2024〕12号、云办发〔2024〕5号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    if len(read_several(document.doc_number)) > 1:
        yield fault(f"发文字号“{document.doc_number}”有几个，联合行文只标主办机关的发文字号", _KEY)


@rule("head.number-brackets", "7.2.5", "应当")
def brackets(document: Document) -> Iterator[Fault]:
    """发文字号的年份用六角括号“〔〕”括入。

    Wrong: 发文字号: 云政办发[2024]12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "括号", "的年份应用六角括号")


@rule("head.number-year", "7.2.5", "应当")
def year(document: Document) -> Iterator[Fault]:
    """发文字号的年份写全四位。

    Wrong: 发文字号: 云政办发〔24〕12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "年份", "的年份应写全四位")


@rule("head.number-zeros", "7.2.5", "应当")
def zeros(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号不编虚位。

    Wrong: 发文字号: 云政办发〔2024〕003号
    Right: 发文字号: 云政办发〔2024〕3号
    """
    return _having(document, "虚位", "的顺序号不编虚位")


@rule("head.number-ordinal", "7.2.5", "应当")
def ordinal(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号前不加“第”字；令号写“第×号”。

    Wrong: 发文字号: 云政办发〔2024〕第12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "第", "的顺序号前不加“第”字")


@rule("head.number-end", "7.2.5", "应当")
def end(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号后加“号”字。

    Wrong: 发文字号: 云政办发〔2024〕12
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "缺号", "的顺序号后应加“号”字")


@rule("head.number-spaces", "", "惯例")
def spaces(document: Document) -> Iterator[Fault]:
    """发文字号中间没有空格。

    Wrong: 发文字号: 云政办发〔2024〕 12 号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "空格", "中间不应有空格")


@rule("head.number-digits", "7.2.5", "应当")
def digits(document: Document) -> Iterator[Fault]:
    """发文字号的年份和顺序号用半角阿拉伯数字。

    Wrong: 发文字号: 云政办发〔二〇二四〕十二号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    return _having(document, "数字", "的年份和顺序号应用半角阿拉伯数字")


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
        yield fault(message, _KEY)
