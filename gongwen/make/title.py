"""A title in lines: words whole, of fitting length, a trapezoid or a diamond (7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from gongwen.zh.width import width
from gongwen.zh.words import Sort, Word, split_words

Shape = Literal["单行", "正梯形", "倒梯形", "菱形", "矩形", "沙漏形", "参差"]
GOOD_SHAPES: frozenset[Shape] = frozenset(("单行", "正梯形", "倒梯形", "菱形"))
"""The shapes that 7.3.1 allows: one line, growing, shrinking, longest inside."""

# What is wrong with a layout, in points; the one with the fewest wins. The first three are so far
# apart that none of the rest can buy one of them off.
_TINY = 1e9
"""A line of one or two characters."""
_WAIST = 1e6
"""A line that grows again after the lines have shrunk: an hourglass, or ragged."""
_EVEN = 1e5
"""A line as long as the one above it."""
_LINE = 18.0
"""One line more: as bad as a break between a verb and its object."""
_MISSED = 22.0
"""No break at a seam: behind the agency that opens the title, before the brackets that close it."""
_FULL = 30.0
"""A line from edge to edge."""
_SHORT = 6.0
"""Each 字 that a line lacks to ``_LEAST``."""
_STEEP = 1.5
"""Each 字 by which two neighbouring lines differ more than ``_MOST_STEP``."""
_FLAT = 7.0
"""Each 字 by which they differ less than ``_LEAST_STEP``: the eye sees no slope."""
_LEAST, _LEAST_STEP, _MOST_STEP = 5.0, 2.0, 6.0
_MARGIN = 0.05
"""The share of the room that a line leaves free to look like a line of a title."""
_EXTRA_LINES = 3
"""How many lines more than the fewest are tried."""

_AFTER: dict[Sort, float] = {
    "preposition": 80, "modifier": 40, "conjunction": 40, "number": 30, "verb": 14, "particle": 10,
    "year": 8, "region": 8, "head": 6, "noun": 3, "suffix": 2, "agency": 2, "name": 2, "closing": 2,
    "pause": 0, "opening": 0,
}  # fmt: skip
"""The cost of a break after a word of this sort."""
_BEFORE: dict[Sort, float] = {
    "suffix": 11, "noun": 4, "conjunction": 4, "opening": 4, "number": 3, "region": 3, "agency": 3,
    "name": 3, "modifier": 2, "year": 2, "verb": 0, "preposition": 0, "head": 0, "particle": 0,
    "closing": 0, "pause": 0,
}  # fmt: skip
"""The cost of a break before a word of this sort."""
_AFTER_LEADING_VERB = 60.0
"""A break after 关于印发, 关于调整."""
_SINGLE = 12.0
"""A break beside a word of one character, which is hardly a word."""
_INSIDE = 25.0
"""A break inside brackets whose contents fit a line."""
_BEFORE_NOTE = 20.0
"""A break before a note of a few characters: （试行）."""
_NO_START: frozenset[Sort] = frozenset(("particle", "closing", "pause"))
_LEADS = frozenset(("关于", "转发", "批转", "印发"))
_TAIL = re.compile(r"的[^的《（]{1,4}(?=（[^（）]*）$|$)")
_SPACES = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")


def break_title(title: str, room: float, names: Collection[str] = ()) -> tuple[str, ...]:
    """Return the lines of ``title``, none wider than ``room`` (in 字, the width of a character).

    A line break in ``title`` fixes the lines as they are given. Otherwise words, numbers with their
    units and ``names`` stay whole, and of the possible layouts the best is taken; only a word that is
    itself wider than ``room`` exceeds it. Joined, the lines are the title without the spaces at the
    breaks. A title of nothing but spaces has no lines.
    """
    given = title.strip()
    if "\n" in given:
        return tuple(line for line in map(str.strip, given.split("\n")) if line)
    if width(given) <= room * (1 - _MARGIN):
        return (given,) if given else ()
    return _lay(_divide(given, room, names))


def name_shape(widths: Sequence[float]) -> Shape:
    """Return the shape that centred lines of these ``widths`` make."""
    steps = "".join(
        "<" if above < below else ">" if above > below else "=" for above, below in pairwise(widths)
    )
    return next((shape for form, shape in _FORMS if form.fullmatch(steps)), "参差")


_FORMS: tuple[tuple[re.Pattern[str], Shape], ...] = (
    (re.compile(""), "单行"),
    (re.compile("<+"), "正梯形"),
    (re.compile(">+"), "倒梯形"),
    (re.compile("<+>+"), "菱形"),
    (re.compile("=+"), "矩形"),
    (re.compile(">+<+"), "沙漏形"),
)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A title in the smallest pieces that lines are made of."""

    text: str
    room: float
    starts: tuple[int, ...]
    """Where each piece starts in ``text``; the end of the text comes last."""
    ends: tuple[int, ...]
    """Where each piece ends, the spaces behind it left out."""
    gaps: tuple[float, ...]
    """What a break before each piece costs."""
    seams: tuple[int, ...]
    """Before which pieces a break is most natural."""
    offsets: tuple[float, ...]
    """How wide the text is up to each index."""

    def __len__(self) -> int:
        return len(self.ends)

    def width(self, start: int, stop: int) -> float:
        """Return the width of a line of the pieces from ``start`` to before ``stop``."""
        return self.offsets[self.ends[stop - 1]] - self.offsets[self.starts[start]]

    def line(self, start: int, stop: int) -> str:
        """Return the text of that line."""
        return self.text[self.starts[start] : self.ends[stop - 1]].strip()


def _divide(text: str, room: float, names: Collection[str]) -> _Pieces:
    """Return the pieces of ``text``; its spaces part words only between letters and digits."""
    places = _places(text)
    known = ["".join(name[place] for place in _places(name)) for name in names]
    words = split_words("".join(text[place] for place in places), known)
    bound = _bound(words, room)
    firsts = [index for index in range(len(words)) if index not in bound]
    heads = list(accumulate((len(word.text) for word in words), initial=0))
    brackets = _brackets(words)
    costs = _gap_costs(words, room, brackets)
    seams = _seams(words, brackets)
    starts = [places[heads[first]] for first in firsts]
    return _Pieces(
        text,
        room,
        (*starts, len(text)),
        tuple(places[heads[stop] - 1] + 1 for stop in (*firsts[1:], len(words))),
        tuple(0.0 if first in seams else costs[first] for first in firsts),
        tuple(firsts.index(seam) for seam in seams if seam in firsts),
        tuple(accumulate(map(width, text), initial=0.0)),
    )


def _places(text: str) -> list[int]:
    """Return the indices of ``text`` without its spaces, save one between two half-width characters."""
    dropped = {index for match in _SPACES.finditer(text) for index in range(*match.span())}
    return [index for index in range(len(text)) if index not in dropped]


def _bound(words: Sequence[Word], room: float) -> set[int]:
    """Return the indices of the words that no line may start with."""
    bound = set(_tail(words, room))
    for index, (left, right) in enumerate(pairwise(words), start=1):
        if right.sort in _NO_START or left.sort == "opening":
            bound.add(index)
        elif left.text == "关于" and width(left.text + right.text) <= room:
            bound.add(index)
    return bound


def _tail(words: Sequence[Word], room: float) -> range:
    """Return the indices of the words that 的通知 and the two characters before it are made of, less the first."""
    match = _TAIL.search("".join(word.text for word in words))
    if match is None:
        return range(0)
    heads = list(accumulate((len(word.text) for word in words), initial=0))
    stop = next(index for index, head in enumerate(heads) if head >= match.end())
    start = stop
    while start and not _is_tail(words[start:stop], match[0]):
        start -= 1
    return range(start + 1, stop) if _width(words[start:stop]) <= room else range(0)


def _is_tail(words: Sequence[Word], end: str) -> bool:
    letters = sum(len(word.text) for word in words if word.sort not in ("opening", "closing", "pause"))
    return letters >= len(end) + 2


def _seams(words: Sequence[Word], brackets: Sequence[tuple[int, int]]) -> list[int]:
    """Return before which words the agencies end and the closing brackets begin.

    What is too short to fill a line makes no seam.
    """
    inner = {index for start, stop in brackets for index in range(start, stop)}
    seams, start = [], 0
    for index, word in enumerate(words):
        if word.text in _LEADS and index not in inner and words[index - 1].text != "关于":
            if _width(words[start:index]) >= _LEAST:
                seams.append(index)
            start = index
    closing = [start for start, stop in brackets if stop == len(words) and words[start].text == "（"]
    return seams + [start for start in closing if start and _width(words[start:]) >= _LEAST]


def _width(words: Sequence[Word]) -> float:
    return width("".join(word.text for word in words))


def _gap_costs(words: Sequence[Word], room: float, brackets: Sequence[tuple[int, int]]) -> list[float]:
    """Return for each word what a line break before it costs."""
    costs = [0.0] * len(words)
    for index in range(1, len(words)):
        left, right = words[index - 1], words[index]
        led = left.sort == "verb" and index > 1 and words[index - 2].text == "关于"
        costs[index] = _AFTER_LEADING_VERB if led else _gap_cost(left, right)
    for start, stop in brackets:
        if words[start].text == "（":
            costs[start] = _BEFORE["opening"] if _width(words[start:stop]) >= _LEAST else _BEFORE_NOTE
        if _width(words[start:stop]) <= room:
            for index in range(start + 1, stop):
                costs[index] += _INSIDE
    return costs


def _gap_cost(left: Word, right: Word) -> float:
    if right.text == "关于":
        return 0.0
    bare = right.sort == "head" and len(right.text) == 2
    cost = _AFTER[left.sort] + _BEFORE["noun" if bare else right.sort]
    return cost + _SINGLE * sum(
        len(word.text) == 1 and word.sort in ("noun", "suffix") for word in (left, right)
    )


def _brackets(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return (start, stop) of each pair of brackets or quotation marks, the marks included."""
    pairs, open_at = [], []
    for index, word in enumerate(words):
        if word.sort == "opening":
            open_at.append(index)
        elif word.sort == "closing" and open_at:
            pairs.append((open_at.pop(), index + 1))
    return pairs


def _lay(pieces: _Pieces) -> tuple[str, ...]:
    """Return the lines of the best layout."""
    fewest = _fewest(pieces)
    best: _Way = (float("inf"), ())
    for count in range(fewest[0], min(fewest[0] + _EXTRA_LINES, len(pieces)) + 1):
        if best[0] > count * _LINE:
            best = min(best, _Search(pieces, fewest).find(count))
    return tuple(pieces.line(start, stop) for start, stop in pairwise((0, *best[1])))


def _fewest(pieces: _Pieces) -> list[int]:
    """Return for each piece the fewest lines that it and the pieces behind it need."""
    count = len(pieces)
    fewest = [0] * (count + 1)
    for start in range(count - 1, -1, -1):
        stop = start + 1
        while stop < count and pieces.width(start, stop + 1) <= pieces.room:
            stop += 1
        fewest[start] = fewest[stop] + 1
    return fewest


_Way = tuple[float, tuple[int, ...]]
"""What the lines from one piece to the end cost, and before which piece each of them ends."""


class _Search:
    """The best way to lay the pieces in a number of lines, by dynamic programming.

    What the lines from a piece on cost depends on nothing before it but the width of the line
    above and whether the lines have begun to shrink.
    """

    def __init__(self, pieces: _Pieces, fewest: list[int]) -> None:
        self._pieces, self._fewest = pieces, fewest
        self._known: dict[tuple[int, int, int, bool], _Way] = {}

    def find(self, count: int) -> _Way:
        """Return the best way in ``count`` lines."""
        cost, stops = self._rest(0, 0, count, False)
        return cost + count * _LINE, stops

    def _rest(self, above: int, start: int, count: int, shrinks: bool) -> _Way:
        """Return the best way from ``start`` in ``count`` lines under the line ``above`` to ``start``."""
        key = (above, start, count, shrinks)
        if key not in self._known:
            stops = self._stops(start, count)
            self._known[key] = min(self._way(above, start, stop, count, shrinks) for stop in stops)
        return self._known[key]

    def _stops(self, start: int, count: int) -> list[int]:
        """Return where the line from ``start`` may end so that the rest fits into one line less."""
        total = len(self._pieces)
        if count == 1:
            return [total]
        stops = []
        for stop in range(start + 1, total - count + 2):
            if stop > start + 1 and self._pieces.width(start, stop) > self._pieces.room:
                break
            if self._fewest[stop] < count:
                stops.append(stop)
        return stops

    def _way(self, above: int, start: int, stop: int, count: int, shrinks: bool) -> _Way:
        cost = _line_cost(self._pieces, start, stop)
        if start:
            step = self._pieces.width(start, stop) - self._pieces.width(above, start)
            cost += _step_cost(step, shrinks)
            shrinks = shrinks or step < 0
        if count == 1:
            return cost, (stop,)
        rest, stops = self._rest(start, stop, count - 1, shrinks)
        return cost + rest, (stop, *stops)


def _line_cost(pieces: _Pieces, start: int, stop: int) -> float:
    """Return what is wrong with a line by itself and with the break before it."""
    wide = pieces.width(start, stop)
    cost = pieces.gaps[start] if start else 0.0
    if pieces.ends[stop - 1] - pieces.starts[start] <= 2:
        cost += _TINY
    if wide > pieces.room * (1 - _MARGIN):
        cost += _FULL
    cost += _MISSED * sum(start < seam < stop for seam in pieces.seams)
    return cost + max(0.0, _LEAST - wide) * _SHORT


def _step_cost(step: float, shrinks: bool) -> float:
    """Return what is wrong with a line ``step`` 字 wider than the one above it."""
    if step == 0:
        return _EVEN
    size = abs(step)
    slope = max(0.0, size - _MOST_STEP) * _STEEP + max(0.0, _LEAST_STEP - size) * _FLAT
    return slope + (_WAIST if step > 0 and shrinks else 0.0)
