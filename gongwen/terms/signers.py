"""签发人 (7.2.6): the label, and the names of those who signed, a blank apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found, Span
from gongwen.zh.spaces import close_up

Oddity = Literal["半角冒号", "缺冒号", "标点"]
"""What departs: a colon that is not of Chinese, or none; marks between the names."""
FoundSigners = Found[tuple[str, ...], Oddity]

_WORD = r"(?:签\s*发\s*人|签\s*发(?=\s*[：:]))"
LABEL = rf"{_WORD}\s*[：:]\s*"
"""For use within a regular expression."""
_LABELLED = pattern(
    rf"{_WORD}(?P<colon>\s*[：:]\s*|\s{{1,9}}(?![：:\s])(?=\S))(?P<names>(?:(?!{_WORD})[^。\n])*)"
)
_NAME, _MARK = r"[\u4e00-\u9fff·]{2,12}", r"\s?[、，,；;]\s?"
_MARKED = pattern(rf"{_NAME}(?:{_MARK}{_NAME}){{1,9}}\s*")
_BETWEEN = pattern(_MARK)


def find_all(text: str) -> Iterator[FoundSigners]:
    """Yield each label in ``text`` with the names behind it, with a colon or without."""
    for match in _LABELLED.finditer(text):
        parts = {name: match.span(name) for name in ("colon", "names")}
        yield Found(tuple(names_in(match["names"])), *match.span(), parts, frozenset(_oddities(match)))


def find(text: str) -> FoundSigners | None:
    """Return the first label with a colon in ``text`` and the names behind it; what stands before it is not read."""
    return next((found for found in find_all(text) if "缺冒号" not in found.odd), None)


def read(text: str) -> FoundSigners | None:
    """Return the 签发人 that ``text`` names and nothing else; None for any other text."""
    found = find(text)
    return found if found and found.value and not text[: found.start].strip() else None


def write(names: Sequence[str]) -> str:
    """Return the line as the standard has it: 签发人：李明远　赵清."""
    return "签发人：" + "\u3000".join(names)


def names_in(text: str) -> list[str]:
    """Return the names in a row, padded ones closed up."""
    names: list[str] = []
    for part in filter(None, re.split(r"[、，,；;\s]+", text.strip())):
        if len(part) == 1 and names and len(names[-1]) == 1:
            names[-1] += part
        else:
            names.append(part)
    return [close_up(name) for name in names]


def marks_between(found: FoundSigners, text: str) -> Iterator[Span]:
    """Yield where marks stand between the names that were ``found`` in ``text``."""
    start, end = found.parts["names"]
    if _MARKED.fullmatch(text, start, end):
        yield from (match.span() for match in _BETWEEN.finditer(text, start, end))


def _oddities(match: re.Match[str]) -> Iterator[Oddity]:
    colon = match["colon"].strip()
    if colon != "：":
        yield "半角冒号" if colon else "缺冒号"
    if _MARKED.fullmatch(match["names"]):
        yield "标点"
