"""标题 in lines: words whole, of fitting length, a trapezoid or a diamond (7.3.1)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf

from gongwen.pattern import pattern
from gongwen.terms.titles.words import Sort, Word, split_words
from gongwen.zh.width import latin_gaps, width

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
_MISSED = 24.0
"""No break at a seam: behind the agency that opens the title, before the brackets that close it."""
_FULL = 36.0
"""A line from edge to edge; less when it leaves a part of the margin free."""
_SHORT = 6.0
"""Each 字 that a line lacks to ``_LEAST``."""
_STEEP = 1.5
"""Each 字 by which two neighbouring lines differ more than ``_MOST_STEP``."""
_FLAT = 6.0
"""Each 字 by which they differ less than ``_LEAST_STEP``: the eye sees no slope."""
_LATIN_GAP = 0.2
_LEAST, _LEAST_STEP, _MOST_STEP = 5.0, 2.0, 7.0
_MARGIN = 1.0
"""The 字 that a line leaves free so as not to run from edge to edge."""
EXTRA_LINES = 3
"""How many lines more than the fewest are tried."""

_AFTER: dict[Sort, float] = {
    "preposition": 80, "modifier": 40, "conjunction": 40, "number": 30, "verb": 14, "particle": 10,
    "year": 12, "region": 7, "head": 6, "noun": 3, "suffix": 2, "agency": 2, "name": 2, "closing": 2,
    "pause": 0, "opening": 0,
}  # fmt: skip
"""The cost of a break after a word of this sort."""
_BEFORE: dict[Sort, float] = {
    "suffix": 12, "noun": 7, "conjunction": 4, "opening": 4, "number": 6, "region": 3, "agency": 3,
    "name": 3, "modifier": 2, "year": 2, "verb": 0, "preposition": 0, "head": 0, "particle": 0,
    "closing": 0, "pause": 0,
}  # fmt: skip
"""The cost of a break before a word of this sort."""
_AFTER_LEADING_VERB = 60.0
"""A break after 关于印发, 关于调整."""
_AFTER_DE = 0.0
"""A break after 的, which closes an attribute."""
_SINGLE = 12.0
"""A break beside a word of one character, which is hardly a word."""
_INSIDE = 25.0
"""A break inside brackets whose contents fit a line."""
_BEFORE_NOTE = 20.0
"""A break before a note of a few characters: （试行）."""
_PAIRS = {"《": "》", "〈": "〉", "（": "）", "(": ")", "“": "”", "‘": "’", "〔": "〕"}
_NO_START: frozenset[Sort] = frozenset(("particle", "closing", "pause"))
_LEADS = frozenset(("关于", "转发", "批转", "印发"))
_TAIL = pattern(r"的[^的《》〈〉（）“”]{1,4}(?=[》〉]|（[^（）]*）$|$)")
"""The end of a title, or of a title in it: 的通知, 的通知》, 的通知（征求意见稿）."""
_SPACES = pattern(r"(?<=[!-~])\s+(?=[!-~])|(?<=[^\s!-~]{2})\s+(?=[^\s!-~]{2})")
"""Spaces between words: of letters, or of two Chinese characters and more."""


def break_title(title: str, room: float, names: Collection[str] = ()) -> tuple[str, ...]:
    """Return the lines of ``title``, none wider than ``room`` (in 字, the width of a character).

    A line break in ``title`` fixes the lines as they are given. Otherwise words, numbers with their
    units and ``names`` stay whole, and of the possible layouts the best is taken; only a word that is
    itself wider than ``room`` exceeds it. Joined, the lines are the title without the spaces at the
    breaks. A title of nothing but spaces has no lines.
    """
    return _broken(title, room, tuple(names))


@lru_cache(maxsize=256)
def _broken(title: str, room: float, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of a title; an office's titles come again with every draft, and on reading it."""
    given = title.strip()
    if "\n" in given:
        return tuple(line for line in map(str.strip, given.split("\n")) if line)
    if not given:
        return ()
    if width(given) <= room - _MARGIN:
        return (given,)
    return _lay(divide_title(given, room, names))


def shorter_layouts(title: str, room: float, names: Collection[str] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the lines of ``title`` in one line less than ``break_title`` takes, in two less, down to the fewest.

    Nothing for a title whose lines are given, and no layout with a line of one or two characters.
    """
    usual = break_title(title, room, names)
    if len(usual) < 2 or "\n" in title.strip():
        return
    pieces = divide_title(title.strip(), room, names)
    fewest = _fewest(pieces)
    for count in range(len(usual) - 1, fewest[0] - 1, -1):
        cost, stops = _best_way(pieces, fewest, count)
        if cost < _TINY:
            yield _cut(pieces, stops)


def title_layouts(title: str, room: float, names: Collection[str] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every layout that ``title`` may have, the usual one first."""
    yield break_title(title, room, names)
    yield from shorter_layouts(title, room, names)


@dataclass(frozen=True, slots=True)
class Pieces:
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
    """How wide the text is up to each index, gaps left out."""
    rooms: tuple[float, ...]
    """The gaps beside letters and digits up to each index."""

    def __len__(self) -> int:
        return len(self.ends)

    def width(self, start: int, stop: int) -> float:
        """Return the width of a line of the pieces from ``start`` to before ``stop``."""
        return self.offsets[self.ends[stop - 1]] - self.offsets[self.starts[start]]

    def fits(self, start: int, stop: int) -> bool:
        """Whether the pieces from ``start`` to before ``stop`` stand on one line."""
        gaps = self.rooms[self.ends[stop - 1]] - self.rooms[self.starts[start]]
        return self.width(start, stop) + gaps <= self.room

    def line(self, start: int, stop: int) -> str:
        """Return the text of that line."""
        return self.text[self.starts[start] : self.ends[stop - 1]].strip()


def divide_title(text: str, room: float, names: Collection[str] = ()) -> Pieces:
    """Return the pieces of ``text``, each as long as it must be for the lines to be well broken.

    A piece holds a word, a name or a number, what may not begin the next line (的, a closing mark)
    and what may not end its own (关于, an opening mark); the end of the title (方案的通知) is one.
    Only what would otherwise be wider than ``room`` is not joined so.
    """
    known = ["".join(name[place] for place in _places(name)) for name in names]
    places = _places(text)
    all_words = split_words("".join(text[place] for place in places), known)
    heads = accumulate((len(word.text) for word in all_words), initial=0)
    spans = [span for word, span in zip(all_words, pairwise(heads), strict=True) if not word.text.isspace()]
    words = [word for word in all_words if not word.text.isspace()]
    bound = _bound(words, room)
    firsts = [index for index in range(len(words)) if index not in bound]
    brackets = _brackets(words)
    costs = _gap_costs(words, room, brackets)
    seams = _seams(words, brackets)
    starts = [places[spans[first][0]] for first in firsts]
    return Pieces(
        text,
        room,
        (*starts, len(text)),
        tuple(places[spans[stop - 1][1] - 1] + 1 for stop in (*firsts[1:], len(words))),
        tuple(0.0 if first in seams else costs[first] for first in firsts),
        tuple(firsts.index(seam) for seam in seams if seam in firsts),
        tuple(accumulate(map(width, text), initial=0.0)),
        tuple(accumulate(_rooms(text), initial=0.0)),
    )


def _rooms(text: str) -> Iterator[float]:
    """Yield the room that word processors leave before each character: some beside letters and digits."""
    gaps = frozenset(latin_gaps(text))
    yield from (_LATIN_GAP if index in gaps else 0.0 for index in range(len(text)))


def _places(text: str) -> list[int]:
    """Return the indices of ``text`` without the spaces that part no words: 通　知, 2024 年."""
    kept = {index for match in _SPACES.finditer(text) for index in range(*match.span())}
    return [index for index, character in enumerate(text) if index in kept or not character.isspace()]


def _bound(words: Sequence[Word], room: float) -> set[int]:
    """Return the indices of the words that no line may start with."""
    bound = {
        index
        for index, (left, right) in enumerate(pairwise(words), start=1)
        if left.sort == "opening" or right.sort in _NO_START
    }
    for first, end in (*_leads(words), *_tails(words)):
        start = next(index for index in range(first, -1, -1) if index not in bound)
        stop = next((index for index in range(end, len(words)) if index not in bound), len(words))
        if _width(words[start:stop]) <= room:
            bound.update(range(start + 1, stop))
    return bound


def _leads(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return (start, stop) of each 关于 with the word that follows it."""
    return [(index, index + 2) for index, word in enumerate(words[:-1]) if word.text == "关于"]


def _tails(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return (start, stop) of each end of a title: 的通知 and the two characters before it."""
    heads = list(accumulate((len(word.text) for word in words), initial=0))
    tails = []
    for match in _TAIL.finditer("".join(word.text for word in words)):
        stop = bisect_left(heads, match.end())
        start = stop
        while start and not _is_tail(words[start:stop], match[0]):
            start -= 1
        tails.append((start, stop))
    return tails


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
        if word.text in _LEADS and index not in inner:
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
    cost = (_AFTER_DE if left.text == "的" else _AFTER[left.sort]) + _BEFORE["noun" if bare else right.sort]
    return cost + _SINGLE * sum(
        len(word.text) == 1 and word.sort in ("noun", "suffix") for word in (left, right)
    )


def _brackets(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return (start, stop) of each pair of brackets or quotation marks, the marks included."""
    pairs, open_at = [], []
    for index, word in enumerate(words):
        if word.text in _PAIRS:
            open_at.append(index)
        elif open_at and word.text == _PAIRS[words[open_at[-1]].text]:
            pairs.append((open_at.pop(), index + 1))
    return pairs


def _lay(pieces: Pieces) -> tuple[str, ...]:
    """Return the lines of the best layout."""
    fewest = _fewest(pieces)
    best: _Way = (inf, ())
    for count in range(fewest[0], min(fewest[0] + EXTRA_LINES, len(pieces)) + 1):
        if best[0] > count * _LINE:
            cost, stops = _best_way(pieces, fewest, count)
            best = min(best, (cost + count * _LINE, stops))
    return _cut(pieces, best[1])


def _cut(pieces: Pieces, stops: Sequence[int]) -> tuple[str, ...]:
    return tuple(pieces.line(start, stop) for start, stop in pairwise((0, *stops)))


def _fewest(pieces: Pieces) -> list[int]:
    """Return for each piece the fewest lines that it and the pieces behind it need."""
    count = len(pieces)
    fewest = [0] * (count + 1)
    for start in range(count - 1, -1, -1):
        stop = start + 1
        while stop < count and pieces.fits(start, stop + 1):
            stop += 1
        fewest[start] = fewest[stop] + 1
    return fewest


_Way = tuple[float, tuple[int, ...]]
"""What lines cost, and before which piece each of them ends."""


def _best_way(pieces: Pieces, fewest: Sequence[int], count: int) -> _Way:
    """Return the best way to lay ``pieces`` in ``count`` lines, by dynamic programming.

    Of the lines so far, what follows depends only on where the last one starts and ends and on
    whether the lines have begun to shrink; of all ways to the same point the cheapest is kept.
    """
    ways: dict[tuple[int, int, bool], _Way] = {(0, 0, False): (0.0, ())}
    for left in range(count - 1, -1, -1):
        reached: dict[tuple[int, int, bool], _Way] = {}
        for (above, start, shrinks), (cost, stops) in ways.items():
            for stop in _stops(pieces, fewest, start, left):
                step = pieces.width(start, stop) - pieces.width(above, start) if start else 1.0
                total = cost + _line_cost(pieces, start, stop)
                total += _step_cost(step, shrinks) if start else 0.0
                point = (start, stop, shrinks or step < 0)
                if point not in reached or total < reached[point][0]:
                    reached[point] = (total, (*stops, stop))
        ways = reached
    return min(ways.values())


def _stops(pieces: Pieces, fewest: Sequence[int], start: int, left: int) -> Iterator[int]:
    """Yield where the line from ``start`` may end so that ``left`` lines hold the rest."""
    total = len(pieces)
    for stop in range(start + 1, total - left + 1):
        if stop > start + 1 and not pieces.fits(start, stop):
            return
        if fewest[stop] <= left and (left or stop == total):
            yield stop


def _line_cost(pieces: Pieces, start: int, stop: int) -> float:
    """Return what is wrong with a line by itself and with the break before it."""
    wide = pieces.width(start, stop)
    cost = pieces.gaps[start] if start else 0.0
    if pieces.ends[stop - 1] - pieces.starts[start] <= 2:
        cost += _TINY
    cost += _FULL * max(0.0, wide - pieces.room + _MARGIN) / _MARGIN
    cost += _MISSED * sum(start < seam < stop for seam in pieces.seams)
    return cost + max(0.0, _LEAST - wide) * _SHORT


def _step_cost(step: float, shrinks: bool) -> float:
    """Return what is wrong with a line ``step`` 字 wider than the one above it."""
    if step == 0:
        return _EVEN
    size = abs(step)
    slope = max(0.0, size - _MOST_STEP) * _STEEP + max(0.0, _LEAST_STEP - size) * _FLAT
    return slope + (_WAIST if step > 0 and shrinks else 0.0)
