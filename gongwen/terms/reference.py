"""引用公文: 《标题》（发文字号）, title first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms import number
from gongwen.terms.found import Found, Span
from gongwen.terms.kind import STATUTORY

Oddity = Literal["字号在前", "无括号", "无标题", "无书名号"]
"""What departs: the number before the title, behind it without brackets or alone; a title without 《》."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that is cited."""

    title: str
    """Without 《》; "" when only the number is there."""
    number: number.DocNumber


FoundReference = Found[Reference, Oddity]

_OPENED = pattern("(?:文件|文)?《")
_FOLLOWS = pattern("[，。；、）]|$|要求|精神|规定|已?收悉")
_PAPER = pattern("(?:文件|文)(?=精神|要求|规定|通知|的|，|。|已?收悉)")
_NO_CODE = "和与及或由经以自在已被将从中的"
"""What a word behind a title begins with that is no code of an agency."""
_UNQUOTED = pattern(
    r"(?:根据|按照|依据|依照|贯彻|落实|遵照|[你贵我][局厅委办院校部处镇乡县市区州省])(?P<title>[^《》〈〉，。；：（）]{0,60}关于[^《》〈〉，。；：（）]{2,60}的"
    rf"(?:{STATUTORY}))$"
)
_LONGEST_CODE = 6


def read(text: str) -> FoundReference | None:
    """Return the reference that ``text`` is and nothing else; None when it is anything else."""
    return next((found for found in find_all(text) if (found.start, found.end) == (0, len(text))), None)


def write(reference: Reference) -> str:
    """Return the reference as the field has it: 《关于……的通知》（云政办发〔2024〕12号）."""
    title = f"《{reference.title}》" if reference.title else ""
    return f"{title}（{number.write(reference.number)}）"


@lru_cache(maxsize=64)
def find_all(text: str) -> tuple[FoundReference, ...]:
    """Return the references in ``text`` whose number is written as it should be, in order."""
    return tuple(found for each in number.cited(text) if not each.odd for found in _around(each, text))


def _around(own: number.FoundNumber, text: str) -> Iterator[FoundReference]:
    """Yield the reference to which a number belongs; nothing for a number of which that cannot be told."""
    code = own.part("code", text)
    before = text[own.start - 1 : own.start]
    opened, paper = _OPENED.match(text, own.end), _PAPER.match(text, own.end)
    if before == "（" and text[own.end : own.end + 1] == "）":
        yield from _bracketed(own, text)
    elif opened and before not in ("（", "("):
        title = (opened.end(), _closing(text, opened.end()))
        if text[slice(*title)] and title[1] < len(text):
            yield _reference(own, text, title, (own.start, title[1] + 1), "字号在前")
    elif (
        before == "》"
        and 2 <= len(code) <= _LONGEST_CODE
        and code[0] not in _NO_CODE
        and _FOLLOWS.match(text, own.end)
    ):
        start = _opening(text, own.start - 1)
        yield _reference(own, text, (start, own.start - 1), (start - 1, own.end), "无括号")
    elif paper and len(code) > 1 and before not in tuple("》〕）（"):
        yield _reference(own, text, None, (own.start, paper.end()), "无标题")


def _bracketed(own: number.FoundNumber, text: str) -> Iterator[FoundReference]:
    """Yield the reference whose number stands in brackets: behind a title in 《》, or one that should have them."""
    index = own.start - 1
    if text[index - 1 : index] == "》":
        start = _opening(text, index - 1)
        yield _reference(own, text, (start, index - 1), (start - 1, own.end + 1))
    elif match := _UNQUOTED.search(text, 0, index):
        yield _reference(own, text, match.span("title"), (match.start("title"), own.end + 1), "无书名号")


def _reference(
    own: number.FoundNumber, text: str, title: Span | None, span: Span, *odd: Oddity
) -> FoundReference:
    parts = {"number": (own.start, own.end), "bracket": own.parts["open"]} | (
        {"title": title} if title else {}
    )
    value = Reference(text[slice(*title)] if title else "", own.value)
    return Found(value, *span, parts, frozenset(odd))


def _closing(text: str, start: int) -> int:
    """Return where the 》 stands that closes the title beginning at ``start``; the end of ``text`` without one."""
    depth = 1
    for index in range(start, len(text)):
        depth += (text[index] == "《") - (text[index] == "》")
        if not depth:
            return index
    return len(text)


def _opening(text: str, end: int) -> int:
    """Return where the title begins that the 》 at ``end`` closes."""
    depth = 0
    for index in range(end, -1, -1):
        depth += (text[index] == "》") - (text[index] == "《")
        if not depth:
            return index + 1
    return 1
