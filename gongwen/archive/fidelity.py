"""The text as found against the text of the document made of it, character by character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from rapidfuzz.distance import LCSseq

from gongwen.archive.moves import MOVED, Difference, with_moves
from gongwen.archive.same_texts import Same, Span, in_order, same_texts
from gongwen.pattern import pattern
from gongwen.recognise.reading import Repair
from gongwen.zh.spaces import bare, drop_invisible

LAYOUT_WORDS = "版式规定的字样"
TABLE_MARKS = "表格的分隔标记"
ZERO = "汉字年份里的零写作〇"
_ZEROS = str.maketrans(dict.fromkeys("○ＯO零0", "〇"))
_LAYOUT = pattern(
    r"(?:附件[：\d]?|抄送：|抄报：|主送：|主题词：|签发人：|名单：|出席：|请假：|列席：|印发?|文件|[：。，（）]|\d{1,2}\.?)+"
)
_TABLE = pattern(r"[|<^:\-]+")
_LINE_END, _CELL_END = pattern(r"\n"), pattern(r"[\n\t]")
_STRIDE, _LANDMARK = 4000, 24
"""Characters between landmarks, and of one."""


@dataclass(frozen=True)
class Fidelity:
    """How two texts compare."""

    found: str
    """As found, without white space."""
    made: str
    differences: tuple[Difference, ...]

    @cached_property
    def kept(self) -> int:
        """How many characters as found stand in the document, moved ones included."""
        return len(self.found) - sum(len(each.found) for each in self.differences if each.kind != "移动")

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """What nothing explains."""
        return tuple(each for each in self.differences if not each.reason)

    @property
    def lost(self) -> tuple[Difference, ...]:
        """Text as found that is gone, and that nothing explains."""
        return tuple(each for each in self.unexplained if each.found and each.kind != "移动")


@dataclass(frozen=True, slots=True)
class Gone:
    """A text as found that was left out on purpose."""

    start: int
    """Where it stands, or before where, counted in characters without white space."""
    text: str
    reason: str
    is_again: bool = False
    """Whether it says again what stands above, so that of several places the last one is meant."""


def compare(
    found: str,
    made: str,
    repairs: Sequence[Repair] = (),
    added: Sequence[tuple[str, str]] = (),
    gone: Sequence[Gone] = (),
) -> Fidelity:
    """Return how ``made`` departs from ``found``, white space apart.

    ``repairs`` explain what was left out or changed, ``added`` what was put in: texts with their reasons;
    ``gone`` tells of texts that were left out where they stand, in their order.
    """
    left, right = _Side(bare(found)), _Side(bare(made))
    went = [*_left_out(left.whole, gone)]
    left.take(at for each in went for at in range(each.found_at, each.found_at + len(each.found)))
    same = same_texts(left.rest, right.rest, *(_spans(made, end) for end in (_LINE_END, _CELL_END)))
    kept = in_order(same)
    moved = {*same}.difference(kept)
    looks = [look for each in same for look in _looks(each, left, right, has_moved=each in moved)]
    marks = [(left.places[each.found_at], right.places[each.made_at]) for each in kept]
    left.take(place for each in same for place in left.places[each.found_at : each.found_at + each.length])
    right.take(place for each in same for place in right.places[each.made_at : each.made_at + each.length])
    new = [*_put_in(left.rest, right, added)]
    gaps = [*_gaps(left, right, marks), *looks, *went, *new]
    reasons = _Reasons(repairs, added, left.whole, right.whole)
    told = (reasons.explained(each) for each in with_moves(gaps, left.whole, right.whole))
    return Fidelity(left.whole, right.whole, tuple(told))


def _spans(text: str, end: re.Pattern[str]) -> Iterator[Span]:
    """Yield where each piece of ``text`` up to an ``end`` begins and stops, white space apart."""
    start = 0
    for piece in end.split(text):
        stop = start + len(bare(piece))
        yield start, stop
        start = stop


def _looks(same: Same, left: _Side, right: _Side, *, has_moved: bool) -> Iterator[Difference]:
    """Yield that a text has moved, and the marks that have another width in it."""
    own, other = (
        side.places[start : start + same.length]
        for side, start in ((left, same.found_at), (right, same.made_at))
    )
    pairs = [(at, place, left.whole[at] == right.whole[place]) for at, place in zip(own, other, strict=True)]
    for (is_equal, _, _), steps in groupby(
        enumerate(pairs), key=lambda each: (each[1][2], each[1][0] - each[0], each[1][1] - each[0])
    ):
        run = [pair for _, pair in steps]
        at, place, _ = run[0]
        found, made = left.whole[at : at + len(run)], right.whole[place : place + len(run)]
        if not is_equal:
            yield Difference("改动", found, made, at, place)
        elif has_moved:
            yield Difference("移动", found, made, at, place, MOVED)


class _Side:
    """One of the two texts, and what of it is compared."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self.places = [*range(len(whole))]
        """Where each character that is compared stands in the whole."""

    @property
    def rest(self) -> str:
        """What is compared."""
        return "".join([self.whole[place] for place in self.places])

    def take(self, taken: Iterable[int]) -> None:
        """Take out characters that are explained already, by their places; the rest is compared without them."""
        out = {*taken}
        self.places = [place for place in self.places if place not in out]

    def index(self, at: int) -> int:
        """Return how many characters that are compared stand before ``at`` in the whole."""
        return bisect_left(self.places, at)

    def at(self, index: int) -> int:
        """Return where the character ``index`` of the rest stands in the whole."""
        return self.places[index] if index < len(self.places) else len(self.whole)

    def runs(self, start: int, stop: int) -> Iterator[tuple[int, str]]:
        """Yield the texts from ``start`` to ``stop`` of the rest that stand together in the whole, each with its place there."""
        for _, run in groupby(enumerate(self.places[start:stop]), key=lambda each: each[1] - each[0]):
            places = [place for _, place in run]
            yield places[0], self.whole[places[0] : places[-1] + 1]


def _left_out(left: str, gone: Iterable[Gone]) -> Iterator[Difference]:
    """Yield the texts that were left out, each where it stands."""
    stop = 0
    for each in gone:
        text = bare(each.text)
        after = max(each.start, stop)
        start = (left.rfind(text, after) if each.is_again else left.find(text, after)) if text else -1
        if start >= 0:
            stop = stop if each.is_again else start + len(text)
            yield Difference("缺失", text, "", start, 0, each.reason)


def _put_in(left: str, right: _Side, added: Iterable[tuple[str, str]]) -> Iterator[Difference]:
    """Yield the texts that were put in, taken out of ``right``; what ``left`` has as well is none."""
    for text, reason in added:
        plain, rest = bare(text), right.rest
        places = (match.start() for match in re.finditer(re.escape(plain), rest)) if plain else ()
        spans = (right.places[at : at + len(plain)] for at in places if plain not in left)
        if span := next((span for span in spans if span[-1] - span[0] < len(span)), None):
            yield Difference("增加", "", plain, 0, span[0], reason)
            right.take(span)


def _gaps(left: _Side, right: _Side, places: Iterable[tuple[int, int]]) -> Iterator[Difference]:
    """Yield what is not the same on both sides, what was taken out of them apart; ``places`` of both belong together."""
    marks = [(left.index(at), right.index(place)) for at, place in places]
    start_left = start_right = 0
    for left_at, right_at, length in _equal(left.rest, right.rest, marks):
        lost, put = [*left.runs(start_left, left_at)], [*right.runs(start_right, right_at)]
        if len(lost) == len(put) == 1:
            yield Difference("改动", lost[0][1], put[0][1], lost[0][0], put[0][0])
        else:
            yield from (Difference("缺失", text, "", at, right.at(start_right)) for at, text in lost)
            yield from (Difference("增加", "", text, left.at(start_left), at) for at, text in put)
        start_left, start_right = left_at + length, right_at + length


def _equal(left: str, right: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield what is the same on both sides: where it begins on each, and how long it is; 0 at each of ``marks`` and the end.

    It is looked for from one of ``marks`` to the next. Comparing takes room by the square of the length, so that
    long texts are compared from one landmark to the next besides.
    """
    before_left = before_right = 0
    for left_at, right_at in [*marks, (len(left), len(right))]:
        own, other = left[before_left:left_at], right[before_right:right_at]
        yield from (
            (before_left + at, before_right + place, length)
            for at, place, length in _equal_between(own, other)
        )
        yield left_at, right_at, 0
        before_left, before_right = left_at, right_at


def _equal_between(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    before_left = before_right = 0
    for left_at, right_at in [*_landmarks(left, right), (len(left), len(right))]:
        for step in LCSseq.opcodes(left[before_left:left_at], right[before_right:right_at]):
            if step.tag == "equal":
                length = step.src_end - step.src_start
                yield before_left + step.src_start, before_right + step.dest_start, length
        before_left, before_right = left_at, right_at


def _landmarks(left: str, right: str) -> Iterator[tuple[int, int]]:
    """Yield places on both sides from which the same words, which stand nowhere else, follow."""
    after = 0
    for index in range(_STRIDE, len(left), _STRIDE):
        words = left[index : index + _LANDMARK]
        found = right.find(words, after)
        if found >= 0 and right.count(words) == 1 == left.count(words):
            yield index, found
            after = found + 1


class _Reasons:
    """What explains differences."""

    def __init__(
        self, repairs: Iterable[Repair], added: Iterable[tuple[str, str]], found: str, made: str
    ) -> None:
        self.found, self.made = found, made
        self.added = [(bare(text), reason) for text, reason in added]
        self.repairs = [
            (bare(drop_invisible(each.before)), bare(each.after), each.reason)
            for each in repairs
            if each.is_applied
        ]

    def explained(self, gap: Difference) -> Difference:
        """Return ``gap`` with its reason, when there is one."""
        reason = gap.reason or self._reason(gap)
        return Difference(gap.kind, gap.found, gap.made, gap.found_at, gap.made_at, reason)

    def _reason(self, gap: Difference) -> str:
        if _TABLE.fullmatch(gap.found + gap.made):
            return TABLE_MARKS
        if not gap.found:
            return self._reason_to_add(gap.made)
        rest, reasons = gap.found, []
        reason = ("" if gap.made else self._reason_around(gap.found)) or self._reason_there(gap)
        if reason:
            return reason
        for before, after, reason in self.repairs:
            if before and (gap.found in before or before in rest):
                rest = "" if gap.found in before else rest.replace(before, "", 1)
                reasons.append(reason)
                if gap.found in before and self._may_become(gap.made, after):
                    return reason
        rest = re.sub(r"[|:\-]", "", rest)
        if gap.made and gap.found.translate(_ZEROS) == gap.made.translate(_ZEROS):
            return "；".join(dict.fromkeys(reasons)) or ZERO
        is_told = (not rest or _LAYOUT.fullmatch(rest)) and (
            not gap.made or bool(self._reason_to_add(gap.made))
        )
        told = "；".join(dict.fromkeys(reasons)) if is_told else ""
        return told or self._reason_beside(gap) or (LAYOUT_WORDS if self._is_printed_elsewhere(gap) else "")

    def _is_printed_elsewhere(self, gap: Difference) -> bool:
        """Whether a word or mark of the layout went here that the layout puts somewhere else."""
        is_word = not gap.made and _LAYOUT.fullmatch(gap.found) and not any(map(str.isdigit, gap.found))
        return bool(is_word) and self.made.count(gap.found) >= self.found.count(gap.found)

    def _reason_beside(self, gap: Difference) -> str:
        """Return the reasons of several repairs that cover ``gap``, one behind the other, up to the marks of a table; "" for none."""
        whole = "" if gap.made else gap.found.rstrip("|")
        rest, reasons = whole, list[str]()
        while rest:
            at = gap.found_at + len(whole) - len(rest)
            size, reason = max((self._covered(rest, at, *each) for each in self.repairs), default=(0, ""))
            if not size:
                return ""
            rest, reasons = rest[size:], [*reasons, reason]
        return "；".join(dict.fromkeys(reasons))

    def _covered(self, rest: str, at: int, before: str, after: str, reason: str) -> tuple[int, str]:
        """Return how many characters of ``rest``, which begins ``at``, a repair covers that changes what stands there."""
        start = self.found.find(before, max(0, at - len(before) + 1), at + len(before)) if before else -1
        if start < 0 or start > at:
            return 0, ""
        covered = min(start + len(before) - at, len(rest))
        return (covered, reason) if rest[:covered] not in after else (0, "")

    def _reason_there(self, gap: Difference) -> str:
        """Return the reason of the repair of the longest text that stands around ``gap`` itself; "" for none.

        The same characters may have gone elsewhere for another reason.
        """
        there = [
            (len(before), reason)
            for before, after, reason in self.repairs
            if gap.found in before and self._stands_around(before, gap) and self._may_become(gap.made, after)
        ]
        return max(there, key=lambda each: each[0])[1] if there else ""

    def _stands_around(self, before: str, gap: Difference) -> bool:
        stop = gap.found_at + len(gap.found)
        return self.found.find(before, max(0, stop - len(before)), gap.found_at + len(before)) >= 0

    def _may_become(self, made: str, after: str) -> bool:
        """Whether ``made`` is of what a repair puts in, or of the layout."""
        return not made or made in after or bool(self._reason_to_add(made))

    def _reason_around(self, text: str) -> str:
        """Return why what stood around a text that is kept went: brackets, a label."""
        for before, after, reason in self.repairs:
            if after and after in before and text in (before.replace(after, "", 1), *before.split(after, 1)):
                return reason
        return ""

    def _reason_to_add(self, text: str) -> str:
        core = _LAYOUT.sub("", text)
        for after, reason in (*((after, reason) for _, after, reason in self.repairs), *self.added):
            if after and (text in after or (core and core in after)):
                return reason
        return LAYOUT_WORDS if _LAYOUT.fullmatch(text) else ""
