"""Where a line of Chinese text may end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from gongwen.zh.width import half_places, is_all_full, is_full, latin_gaps

NOT_AT_START = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
"""Characters that must not begin a line (GB/T 15834, 5.1.8 and 5.1.9)."""
NOT_AT_END = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""Characters that must not end a line."""
HANGING = "，。、；：？！,.:;?!"
"""Marks that may stand beyond the end of a line where hanging is allowed."""

_NO_START, _NO_END, _HANGING = frozenset(NOT_AT_START), frozenset(NOT_AT_END), frozenset(HANGING)


class Measure(NamedTuple):
    """The widths that decide a line break, in points."""

    first: float
    """Room on the first line."""
    rest: float
    """Room on every further line."""
    full: float
    """Advance of a full-width character, character spacing included."""
    half: float
    """Advance of a half-width character, character spacing included."""
    gap: float = 0.0
    """Room between a Chinese character and a letter or digit beside it."""
    hangs: bool = False
    """Whether one closing mark may stand beyond the end of a line."""


def break_lines(text: str, measure: Measure) -> list[int]:
    """Return the end index of every line of ``text``; the last is ``len(text)``.

    A line ends before the character that no longer fits, moved back so that no word of letters
    or digits is split, no closing mark starts a line and no opening mark ends one.
    An empty text has one empty line.
    """
    ruler = _Grid(measure.full) if is_all_full(text) else _Ruler(text, measure)
    ends: list[int] = []
    start, room, total = 0, measure.first, len(text)
    while (fit := ruler.fit(start, room)) < total:
        start = _break_before(text, start, max(fit, start + 1), measure.hangs)
        ends.append(start)
        room = measure.rest
        if start == total:
            return ends
    ends.append(total)
    return ends


@dataclass(frozen=True, slots=True)
class _Grid:
    """Measures text that is full-width throughout."""

    full: float

    def fit(self, start: int, room: float) -> int:
        """Return the index of the first character from ``start`` on that does not fit into ``room``."""
        return start + int(room / self.full)


class _Ruler:
    """Measures text in which half-width characters and gaps occur."""

    def __init__(self, text: str, measure: Measure) -> None:
        widths = [measure.full] * len(text)
        halves = half_places(text)
        for place in halves:
            widths[place] = measure.half
        self._gaps = dict.fromkeys(latin_gaps(text, halves), measure.gap)
        for place in self._gaps:
            widths[place] += measure.gap
        self._ends = list(accumulate(widths))

    def fit(self, start: int, room: float) -> int:
        """Return the index of the first character from ``start`` on that does not fit into ``room``."""
        begin = self._ends[start - 1] + self._gaps.get(start, 0.0) if start else 0.0
        return bisect_right(self._ends, begin + room, lo=start)


def _break_before(text: str, start: int, end: int, hangs: bool) -> int:
    """Return where the line from ``start`` ends when ``text[end]`` no longer fits."""
    if text[end] == " ":
        return end + 1
    if hangs and text[end] in _HANGING and text[end + 1 : end + 2] not in _NO_START:
        return end + 1
    if _may_break(text[end - 1], text[end]):
        return end
    return next(
        (place for place in range(end - 1, start, -1) if _may_break(text[place - 1], text[place])), end
    )


def _may_break(before: str, after: str) -> bool:
    if after in _NO_START or before in _NO_END:
        return False
    return before == " " or is_full(before) or is_full(after)
