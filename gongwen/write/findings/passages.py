"""The text of a file line by line, with what was found in each marked: where a report shows findings in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongwen.address import Place
from gongwen.finding import Checked, Finding, excerpt_of
from gongwen.zh.spaces import visible

_Key = tuple[int, int]


class Piece(NamedTuple):
    """Characters of a line, of which findings are or are not."""

    text: str
    is_marked: bool


class Passage(NamedTuple):
    """A line or paragraph as it is shown."""

    name: str
    """By which findings lead to it; "" for one in which nothing was found."""
    page: int
    """The page that begins with it; 0 where the one before goes on, or pages are not known."""
    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...]
    """The findings in it, from 1, in the order in which they are told."""


def passages(checked: Checked, told: Sequence[Finding], file: int) -> list[Passage]:
    """Return the lines of ``checked``, the ``file``-th of a report, with the findings ``told``, in their order; [] without lines."""
    found: defaultdict[_Key, list[int]] = defaultdict(list)
    for number, finding in enumerate(told, 1):
        if finding.place:
            found[_key(finding.place)].append(number)
    shown, page = [], 0
    for at, text in checked.lines:
        numbers = found.pop(_key(at), [])
        begins = next((told[number - 1].place for number in numbers), at) or at
        opens = begins.page if begins.page != page else 0
        page = begins.page or page
        name = name_of(file, at) if numbers else ""
        spans = [span for number in numbers if (span := _span_in(told[number - 1], text))]
        shown.append(Passage(name, opens, tuple(_pieces(text, spans)), tuple(numbers)))
    return shown


def name_of(file: int, at: Place) -> str:
    """Return the name by which a finding at ``at`` leads to its line in the ``file``-th file of a report."""
    return "p" + "-".join(map(str, (file, *_key(at))))


def _key(at: Place) -> _Key:
    """Return what tells a line: its number, and its page where lines are counted by pages."""
    return (at.page if at.unit == "行" else 0), at.line


def _span_in(finding: Finding, text: str) -> tuple[int, int] | None:
    """Return the characters of ``text`` that ``finding`` is about; None for all of it, or where the line is shown otherwise."""
    span = finding.span
    return span if span and span[1] <= len(text) and finding.excerpt == excerpt_of(text, span) else None


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Yield ``text`` in pieces that are in some of ``spans`` or in none."""
    ends = sorted({0, len(text), *(end for span in spans for end in span)})
    for start, end in pairwise(ends):
        yield Piece(visible(text[start:end]), any(first <= start < last for first, last in spans))
