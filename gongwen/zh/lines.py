"""Where a line of Chinese text may end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.zh.width import half_places, is_all_full, is_full, latin_gaps

NOT_AT_START = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
"""Characters that must not begin a line (GB/T 15834, 5.1.8 and 5.1.9)."""
NOT_AT_END = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""Characters that must not end a line."""
HANGING = "，。、；：？！,.:;?!"
"""Marks that may stand beyond the end of a line where hanging is allowed."""

BLANKS = " \u3000"
"""White space that stands beyond the end of a line rather than at the start of the next."""

_NO_START, _NO_END, _HANGING = frozenset(NOT_AT_START), frozenset(NOT_AT_END), frozenset(HANGING)
_LONG_FROM = 20
_LONG = pattern(rf"[!-~]{{{_LONG_FROM},}}")
"""Letters and digits that are an address or a code rather than a word."""
_NOWHERE: frozenset[int] = frozenset()
_ADDRESS_JOINTS = frozenset("/?-")
"""Marks behind which an address may go on on the next line, before a letter."""


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
    small: float = 1.0
    """The width of raised and lowered characters, a part of their usual one."""
    turn: float = 0.0
    """Room that the end of a line, each change between Chinese and Latin and each of ``seams`` takes besides,
    where text is set piece by piece; no mark that is the first of its piece stands beyond the end of a line then."""
    seams: frozenset[int] = frozenset()
    """The places at which text of another look begins."""


@lru_cache(maxsize=2048)
def break_lines(text: str, measure: Measure, small: frozenset[int] = _NOWHERE) -> tuple[int, ...]:
    """Return the end index of every line of ``text``; the last is ``len(text)``.

    A line ends before the character that no longer fits, moved back so that no word of letters
    or digits is split, no closing mark starts a line and no opening mark ends one; blanks hang.
    What is longer than a line is split where it must be, in rooms of any width.
    An empty text has one empty line. ``small`` are the places of characters of ``measure.small`` the width.
    """
    is_plain = not small and not measure.seams and is_all_full(text)
    ruler = _Grid(measure) if is_plain else _Ruler(text, measure, small)
    joints = _joints(text) if ruler.halves >= _LONG_FROM else _NOWHERE
    ends: list[int] = []
    start, room, total = 0, measure.first, len(text)
    while (fit := max(ruler.fit(start, room), start + 1)) < total:
        start = _break_before(text, start, fit, measure.hangs and ruler.lets_hang(fit), joints)
        while start < total and text[start] in BLANKS:
            start += 1
        ends.append(start)
        room = measure.rest
        if start == total:
            return tuple(ends)
    return (*ends, total)


def _joints(text: str) -> frozenset[int]:
    """Return the places at which a long address may be split."""
    return frozenset(
        index
        for match in _LONG.finditer(text)
        for index in range(match.start() + 1, match.end())
        if text[index - 1] in _ADDRESS_JOINTS and text[index].isalpha()
    )


def has_long_word(text: str) -> bool:
    """Whether an address or a code stands in ``text`` that may leave the line before it short."""
    return len(text) >= _LONG_FROM and _LONG.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Grid:
    """Measures text that is full-width throughout."""

    measure: Measure
    halves: int = 0
    """How many half-width characters it has."""

    def fit(self, start: int, room: float) -> int:
        """Return the index of the first character from ``start`` on that does not fit into ``room``."""
        return start + int((room - self.measure.turn) / self.measure.full)

    def lets_hang(self, index: int) -> bool:
        """Whether the character at ``index`` may stand beyond the end of a line, if it is a mark that hangs."""
        return True


@lru_cache(maxsize=8)
def _halves_and_gaps(text: str) -> tuple[list[int], list[int]]:
    """Return the places of half-width characters, and those before which Chinese and Latin leave some room."""
    halves = half_places(text)
    return halves, latin_gaps(text, halves)


class _Ruler:
    """Measures text in which half-width characters and gaps occur."""

    def __init__(self, text: str, measure: Measure, small: frozenset[int]) -> None:
        widths = [measure.full] * len(text)
        halves, gaps = _halves_and_gaps(text)
        self.halves = len(halves)
        for index in halves:
            widths[index] = measure.half
        for index in small:
            widths[index] *= measure.small
        self._before = dict.fromkeys(gaps, measure.gap)
        self._turn = measure.turn
        self._turns = _turns(halves, len(text)) | measure.seams if measure.turn else _NOWHERE
        for index in self._turns:
            self._before[index] = self._before.get(index, 0.0) + measure.turn
        for index, room in self._before.items():
            widths[index] += room
        self._ends = list(accumulate(widths))

    def fit(self, start: int, room: float) -> int:
        """Return the index of the first character from ``start`` on that does not fit into ``room``."""
        begin = self._ends[start - 1] + self._before.get(start, 0.0) if start else 0.0
        return bisect_right(self._ends, begin + room - self._turn, lo=start)

    def lets_hang(self, index: int) -> bool:
        """Whether the character at ``index`` may stand beyond the end of a line, if it is a mark that hangs."""
        return index not in self._turns


def _turns(halves: list[int], end: int) -> frozenset[int]:
    """Return the places before which Chinese and Latin change in a text up to ``end`` whose ``halves`` are half-width."""
    return (frozenset(halves) ^ {index + 1 for index in halves}) - {0, end}


def _break_before(text: str, start: int, end: int, hangs: bool, joints: frozenset[int]) -> int:
    """Return where the line from ``start`` ends when ``text[end]`` no longer fits."""
    if text[end] in BLANKS:
        return end
    if hangs and text[end] in _HANGING and _may_follow(text[end], text[end + 1 : end + 2]):
        return end + 1
    if _may_break(text[end - 1], text[end]) or end in joints:
        return end
    places = range(end - 1, start, -1)
    return next(
        (index for index in places if _may_break(text[index - 1], text[index]) or index in joints), end
    )


def _may_follow(mark: str, after: str) -> bool:
    """Whether a line may begin with ``after``, "" for nothing, behind a hanging mark: not inside 7.78."""
    return not after or (after not in _NO_START and (is_full(mark) or is_full(after)))


def _may_break(before: str, after: str) -> bool:
    if after in _NO_START or before in _NO_END:
        return False
    return before == " " or is_full(before) or is_full(after)
