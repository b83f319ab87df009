"""Where a line of Chinese text may end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gongwen.zh.width import is_full

NOT_AT_START = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
"""Characters that must not begin a line (GB/T 15834, 5.1.8 and 5.1.9)."""
NOT_AT_END = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""Characters that must not end a line."""

_NO_START, _NO_END = frozenset(NOT_AT_START), frozenset(NOT_AT_END)


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths that decide a line break, in points."""

    first: float
    """Room on the first line."""
    rest: float
    """Room on every further line."""
    full: float
    """Advance of a full-width character, character spacing included."""
    half: float
    """Advance of a half-width character, character spacing included."""
    hang: bool = False
    """Whether one closing mark may stand beyond the end of a line."""


def break_lines(text: str, measure: Measure) -> list[int]:
    """Return the end index of every line of ``text``; the last is ``len(text)``.

    A line ends before the character that no longer fits, moved back so that no word of letters
    or digits is split, no closing mark starts a line and no opening mark ends one.
    An empty text has one empty line.
    """
    ends: list[int] = []
    start, room, total = 0, measure.first, len(text)
    while True:
        fit = _fitting(text, start, room, measure)
        if fit >= total:
            ends.append(total)
            return ends
        start = _break_before(text, start, fit, measure.hang)
        ends.append(start)
        room = measure.rest


def _fitting(text: str, start: int, room: float, measure: Measure) -> int:
    """Return the index of the first character from ``start`` that does not fit into ``room``."""
    full, half = measure.full, measure.half
    end, left, total = start, room, len(text)
    while end < total:
        take = int(left / full) or (1 if left >= half else 0)
        piece = text[end : end + take]
        if not piece:
            break
        halves = _count_half(piece)
        end += len(piece)
        left -= full * (len(piece) - halves) + half * halves
    return max(end, start + 1)


@lru_cache(maxsize=65536)
def _half(character: str) -> bool:
    return not is_full(character)


def _count_half(piece: str) -> int:
    return sum(map(_half, piece))


def _break_before(text: str, start: int, end: int, hang: bool) -> int:
    """Return where the line from ``start`` ends when ``text[end]`` no longer fits."""
    if text[end] == " ":
        return end + 1
    if hang and text[end] in _NO_START and (end + 1 == len(text) or text[end + 1] not in _NO_START):
        return end + 1
    for place in range(end, start, -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return end


def _may_break(before: str, after: str) -> bool:
    if after in _NO_START or before in _NO_END:
        return False
    return not (_half(before) and _half(after)) or before == " "
