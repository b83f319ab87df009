"""Paragraphs and sentences that stand whole on both sides, wherever that is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Postfix, Prefix

from gongwen.pattern import pattern

_TAKEN = "\0"
"""Stands for a character that is in a text already."""
_LEAST = 3
"""Characters of a text that is looked for."""
_BESIDE, _MOST_PLACES = 24, 20
"""Characters before and behind that tell which place of a text is meant, and of how many places."""
_WIDTHS = str.maketrans("()[]:;,!?．－–—＊", "（）〔〕：；，！？.---*")
_MARKS = "。；：，、"
_SENTENCES = pattern(r"[^。；]+[。；]?")
_CLAUSES = pattern(rf"(?:[^{_MARKS}]|(?<=\d)[：，](?=\d))+[{_MARKS}]?")

Span = tuple[int, int]


class Same(NamedTuple):
    """A text that stands on both sides; marks may be of another width on one of them."""

    found_at: int
    made_at: int
    length: int


def same_texts(found: str, made: str, lines: Iterable[Span], cells: Iterable[Span]) -> list[Same]:
    """Return the texts of ``made`` that stand in ``found`` too, in the order of ``made``.

    ``lines`` and ``cells`` are those of ``made``, each with its start and stop; of a line that does not stand in
    ``found`` as a whole the cells are looked for, of these the sentences, and then the clauses. No character of
    either side is in two of the texts.
    """
    sides = _Sides(found.translate(_WIDTHS), made.translate(_WIDTHS))
    sides.place(lines)
    sides.place(cells := [*cells])
    for pieces in (_SENTENCES, _CLAUSES):
        sides.place(match.span() for cell in cells for match in pieces.finditer(sides.made, *cell))
    return sorted(sides.placed, key=lambda each: each.made_at)


class _Sides:
    """Both sides, and what of them was placed."""

    def __init__(self, found: str, made: str) -> None:
        self.found, self.made = found, made
        self.free, self.free_made = found, made
        self.placed: list[Same] = []

    def place(self, spans: Iterable[Span]) -> None:
        """Place texts of ``made`` that were not placed with others, the longest first, with or without the mark at their end."""
        left = [span for span in spans if _TAKEN not in self.free_made[slice(*span)]]
        for start, stop in sorted(left, key=lambda each: each[0] - each[1]):
            shorter = stop - (self.made[start:stop][-1:] in _MARKS)
            for span in dict.fromkeys([(start, stop), (start, shorter)]):
                if (at := self._at(span)) >= 0:
                    self._take(Same(at, start, span[1] - start))
                    break

    def _take(self, same: Same) -> None:
        self.placed.append(same)
        self.free = _without(self.free, same.found_at, same.length)
        self.free_made = _without(self.free_made, same.made_at, same.length)

    def _at(self, span: Span) -> int:
        """Return where a text stands in what is free, of several places that with most beside it the same; -1 for nowhere."""
        text = self.made[slice(*span)]
        if len(text) < _LEAST:
            return -1
        places, at = list[int](), self.free.find(text)
        while at >= 0 and len(places) < _MOST_PLACES:
            places.append(at)
            at = self.free.find(text, at + 1)
        if len(places) < 2:
            return places[0] if places else -1
        return max(places, key=lambda each: self._beside(each, span))

    def _beside(self, at: int, span: Span) -> int:
        """Return how many characters before and behind a text are the same on both sides."""
        start, stop = span
        after = at + stop - start
        behind = Prefix.similarity(self.found[after : after + _BESIDE], self.made[stop : stop + _BESIDE])
        before = self.found[max(0, at - _BESIDE) : at], self.made[max(0, start - _BESIDE) : start]
        return behind + Postfix.similarity(*before)


def _without(text: str, start: int, length: int) -> str:
    return text[:start] + _TAKEN * length + text[start + length :]


def in_order(placed: Sequence[Same]) -> list[Same]:
    """Return the texts that stand one behind the other on both sides, as long as can be together; the others have moved."""
    ends, sizes, last, before = list[int](), list[int](), list[int](), dict[int, int]()
    for index, each in enumerate(placed):
        rank = bisect_left(ends, each.found_at)
        before[index], size = (last[rank - 1], sizes[rank - 1]) if rank else (-1, 0)
        size += each.length
        past = bisect_right(sizes, size, rank)
        ends[rank:past], sizes[rank:past], last[rank:past] = [each.found_at], [size], [index]
    index, kept = last[-1] if last else -1, list[Same]()
    while index >= 0:
        kept.append(placed[index])
        index = before[index]
    return kept[::-1]
