"""What of a line is left as it is (titles in 书名号, web and e-mail addresses), and slips in the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from sys import maxsize

from gongwen.pattern import pattern
from gongwen.rules.rule import Slip

HAN = "\u3400-\u9fff〇"
"""Chinese characters, for use within the brackets of a regular expression."""

Span = tuple[int, int]

_TITLE_MARK = pattern("[《》]")
_NOT_IN_ADDRESS = rf"\s{HAN}，。；：、（）《》“”"
_ADDRESS = pattern(
    rf"(?:https?|ftp)://[^{_NOT_IN_ADDRESS}]*"
    rf"|www\.[^{_NOT_IN_ADDRESS}]+"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+"
)


@lru_cache(maxsize=64)
def titles(text: str) -> tuple[Span, ...]:
    """Return where titles stand in ``text``, their marks included; one that is not closed reaches to the end."""
    spans: list[Span] = []
    depth = start = 0
    for match in _TITLE_MARK.finditer(text):
        if match[0] == "《":
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((start, match.end()))
    return (*spans, (start, len(text))) if depth else tuple(spans)


@lru_cache(maxsize=64)
def addresses(text: str) -> tuple[Span, ...]:
    """Return where web and e-mail addresses stand in ``text``."""
    return tuple(match.span() for match in _ADDRESS.finditer(text))


@lru_cache(maxsize=64)
def _quoted(text: str) -> tuple[Span, ...]:
    """Return where titles and addresses stand in ``text``, apart from one another and in their order."""
    merged: list[Span] = []
    for start, end in sorted((*titles(text), *addresses(text))):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` touches a title or an address."""
    return _touches(_quoted(text), start, end)


def is_in_address(text: str, index: int) -> bool:
    """Whether the character at ``index`` belongs to a web or an e-mail address."""
    return _touches(addresses(text), index, index + 1)


def _touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of ``spans``, which stand in their order, has a part of ``start`` to ``end``."""
    before = bisect_right(spans, (start, maxsize)) - 1
    if before >= 0 and spans[before][1] > start:
        return True
    return before + 1 < len(spans) and spans[before + 1][0] < end


def outside(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of ``pattern`` that touch no title and no address."""
    for match in pattern.finditer(text):
        if not is_quoted(text, *match.span()):
            yield match


def slip_of(match: re.Match[str], message: str, wanted: str | None = None) -> Slip:
    """Return the slip at ``match``, or at its group ``at`` where it has one.

    ``{}`` in ``message`` stands for the whole match; ``wanted`` may refer to groups (``\\1``).
    """
    at = "at" if "at" in match.re.groupindex else 0
    return Slip(*match.span(at), message.format(match[0]), None if wanted is None else match.expand(wanted))


def slips_outside(
    pattern: re.Pattern[str], text: str, message: str, wanted: str | None = None
) -> Iterator[Slip]:
    """Yield a slip for each match of ``pattern`` outside titles and addresses, as :func:`slip_of` has it."""
    for match in outside(pattern, text):
        yield slip_of(match, message, wanted)
