"""发文字号: agency code, year in 〔〕, serial and 号 (7.2.5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.document import Document
from gongwen.rules.rule import Fault, fault, rule
from gongwen.zh.numerals import from_chinese

_KEY = "发文字号"
_OPENING, _CLOSING = "〔[【(（﹝［〖「『{｛<〈《", "〕]】)）﹞］〗」』}｝>〉》"
_YEAR_DIGITS = "〇一二三四五六七八九"
_DIGIT = rf"[\d{_YEAR_DIGITS}○零十百]"
_NUMBER = re.compile(
    rf"(?P<code>[^\d{re.escape(_OPENING + _CLOSING)}]+)"
    rf"(?P<open>[{re.escape(_OPENING)}])\s*(?P<year>{_DIGIT}+)\s*(?P<close>[{re.escape(_CLOSING)}])"
    rf"\s*(?P<ordinal>第?)\s*(?P<serial>{_DIGIT}+)\s*(?P<end>号?)"
)
_YEAR_GROUP = re.compile(rf"[{re.escape(_OPENING)}]\s*{_DIGIT}{{2,4}}\s*年?\s*[{re.escape(_CLOSING)}]")
_SERIES = re.compile(rf"[^{re.escape(_OPENING)}]*第?\s*{_DIGIT}+\s*[号期次]")
_BLANK = re.compile(rf"[×xXＸ□＿_*]+\s*[号{re.escape(_CLOSING)}]|[{re.escape(_CLOSING)}]\s*第?\s*号")
"""A year or an order that is still to be filled in."""
_COUNTED_KINDS = ("命令", "公报", "公告", "通告", "纪要")
"""Kinds that may be counted by 第×号 alone: 10.2 for orders, custom for the others."""
_CENTURY_TURNS = 70
"""A year of two digits from here on belongs to the 20th century."""


@dataclass(frozen=True, slots=True)
class _Number:
    """The parts of a 发文字号 as they were written."""

    code: str
    opening: str
    year: str
    closing: str
    ordinal: str
    serial: str
    end: str


def _read(document: Document) -> _Number | None:
    """Return the parts of the 发文字号; None when there is none or it has another form."""
    match = None if _is_series(document) else _NUMBER.fullmatch(document.doc_number)
    return _Number(*match.groups()) if match else None


def _is_series(document: Document) -> bool:
    """Whether the document is of a kind counted by 第×号, and is so counted."""
    counted = document.kind in _COUNTED_KINDS or document.format in ("命令", "纪要")
    return counted and _SERIES.fullmatch(document.doc_number) is not None


def _in_arabic(digits: str) -> str:
    """Return ``digits`` in ASCII; "" when they make no number."""
    plain = unicodedata.normalize("NFKC", digits).replace("○", "〇").replace("零", "〇")
    if all(digit in _YEAR_DIGITS for digit in plain):
        return "".join(str(_YEAR_DIGITS.index(digit)) for digit in plain)
    return plain if plain.isdecimal() else str(from_chinese(digits) or "")


def _full_year(digits: str, document: Document) -> str:
    """Return the year of ``digits`` in four digits; "" when it cannot be told."""
    year = _in_arabic(digits)
    if len(year) != 2:
        return year if len(year) == 4 else ""
    if document.date and str(document.date.year).endswith(year):
        return str(document.date.year)
    return ("19" if int(year) >= _CENTURY_TURNS else "20") + year


def _wanted(number: _Number, document: Document) -> str:
    """Return the number written rightly behind a colon; "" when its parts do not tell it."""
    year, serial = _full_year(number.year, document), _in_arabic(number.serial).lstrip("0")
    code = "".join(number.code.split())
    return f"：{code}〔{year}〕{serial}号" if year and serial else ""


def _fault(number: _Number, document: Document, message: str) -> Fault:
    """Return the fault of which ``message`` tells, with the number as it is and as it should be."""
    return fault(f"发文字号“{document.doc_number}”{message}{_wanted(number, document)}", _KEY)


@rule("head.number-form", "7.2.5", "应当")
def form(document: Document) -> Iterator[Fault]:
    """发文字号由机关代字、年份、顺序号组成。

    Wrong: 发文字号: 云政办发2024年12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    text = document.doc_number
    odd = text and not _is_series(document) and not _NUMBER.fullmatch(text)
    if odd and _BLANK.search(text):
        yield fault(f"发文字号“{text}”没有写全，请补上年份、顺序号", _KEY)
    elif odd and len(_YEAR_GROUP.findall(text)) < 2:
        yield fault(f"发文字号“{text}”应由机关代字、年份、顺序号组成，如“云政办发〔2024〕12号”", _KEY)


@rule("head.number-several", "条例第九条", "应当")
def several(document: Document) -> Iterator[Fault]:
    """联合行文只标主办机关的发文字号。

    Wrong: 发文字号: 云政办发〔2024〕12号、云办发〔2024〕5号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    if len(_YEAR_GROUP.findall(document.doc_number)) > 1:
        yield fault(f"发文字号“{document.doc_number}”有几个，联合行文只标主办机关的发文字号", _KEY)


@rule("head.number-brackets", "7.2.5", "应当")
def brackets(document: Document) -> Iterator[Fault]:
    """发文字号的年份用六角括号“〔〕”括入。

    Wrong: 发文字号: 云政办发[2024]12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    number = _read(document)
    if number and (number.opening, number.closing) != ("〔", "〕"):
        yield _fault(number, document, "的年份应用六角括号")


@rule("head.number-year", "7.2.5", "应当")
def year(document: Document) -> Iterator[Fault]:
    """发文字号的年份写全四位。

    Wrong: 发文字号: 云政办发〔24〕12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    number = _read(document)
    if number and len(number.year) != 4:
        yield _fault(number, document, "的年份应写全四位")


@rule("head.number-zeros", "7.2.5", "应当")
def zeros(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号不编虚位。

    Wrong: 发文字号: 云政办发〔2024〕003号
    Right: 发文字号: 云政办发〔2024〕3号
    """
    number = _read(document)
    if number and _in_arabic(number.serial).startswith("0"):
        yield _fault(number, document, "的顺序号不编虚位")


@rule("head.number-ordinal", "7.2.5", "应当")
def ordinal(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号前不加“第”字；令号写“第×号”。

    Wrong: 发文字号: 云政办发〔2024〕第12号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    number = _read(document)
    if number and number.ordinal:
        yield _fault(number, document, "的顺序号前不加“第”字")


@rule("head.number-end", "7.2.5", "应当")
def end(document: Document) -> Iterator[Fault]:
    """发文字号的顺序号后加“号”字。

    Wrong: 发文字号: 云政办发〔2024〕12
    Right: 发文字号: 云政办发〔2024〕12号
    """
    number = _read(document)
    if number and not number.end:
        yield _fault(number, document, "的顺序号后应加“号”字")


@rule("head.number-spaces", "", "惯例")
def spaces(document: Document) -> Iterator[Fault]:
    """发文字号中间没有空格。

    Wrong: 发文字号: 云政办发〔2024〕 12 号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    number = _read(document)
    if number and re.search(r"\s", document.doc_number):
        yield _fault(number, document, "中间不应有空格")


@rule("head.number-digits", "7.2.5", "应当")
def digits(document: Document) -> Iterator[Fault]:
    """发文字号的年份和顺序号用半角阿拉伯数字。

    Wrong: 发文字号: 云政办发〔二〇二四〕十二号
    Right: 发文字号: 云政办发〔2024〕12号
    """
    number = _read(document)
    if number and not (number.year + number.serial).isascii():
        yield _fault(number, document, "的年份和顺序号应用半角阿拉伯数字")


@rule("head.number-date", "", "惯例")
def same_year(document: Document) -> Iterator[Fault]:
    """发文字号的年份是成文日期的年份。

    Wrong: {发文字号: 云政办发〔2023〕1号, 成文日期: 2024-12-09}
    Right: {发文字号: 云政办发〔2024〕1号, 成文日期: 2024-12-09}
    """
    number = _read(document)
    found = _full_year(number.year, document) if number else ""
    if found and document.date and int(found) != document.date.year:
        message = f"发文字号的年份是{found}年，成文日期在{document.date.year}年，请核对"
        yield fault(message, _KEY)
