"""The text as found against the text of the document made of it, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq

from gongwen.archive.moves import LEAST_MOVED, MOVED, Difference, Kind, with_moves
from gongwen.pattern import pattern
from gongwen.recognise.reading import Repair
from gongwen.zh.spaces import bare, drop_invisible

LAYOUT_WORDS = "版式规定的字样"
TABLE_MARKS = "表格的分隔标记"
ZERO = "汉字年份里的零写作〇"
_ZEROS = str.maketrans(dict.fromkeys("○ＯO零0", "〇"))
_LAYOUT = pattern(
    r"(?:附件[：\d]?|抄送：|抄报：|主送：|主题词：|签发人：|出席：|请假：|列席：|印发|[：。，（）]|\d{1,2}\.?)+"
)
_TABLE = pattern(r"[|<^:\-]+")
_STRIDE, _LANDMARK = 4000, 24
"""Characters between landmarks, and of one."""
_BESIDE = 4
"""Characters before a text that tell whether it stands there on the other side as well."""


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
    left, right = _Side(bare(found), is_found=True), _Side(bare(made), is_found=False)
    left.take(_left_out(left.whole, gone))
    right.take(_put_in(left.rest, right.whole, added))
    reasons = _Reasons(repairs, left.whole)
    told = _told(left, right, reasons)
    while moved := _moved_whole(told, left, right):
        for side in (left, right):
            side.take([moved])
        told = _told(left, right, reasons)
    return Fidelity(left.whole, right.whole, told)


def _told(left: _Side, right: _Side, reasons: _Reasons) -> tuple[Difference, ...]:
    """Return all differences with their reasons."""
    taken = dict.fromkeys([*left.taken, *right.taken])
    gaps = with_moves([*_gaps(left, right), *taken], left.whole, right.whole)
    return tuple(reasons.explained(each) for each in gaps)


def _moved_whole(told: Sequence[Difference], left: _Side, right: _Side) -> Difference | None:
    """Return a text that nothing explains the loss of, and that stands elsewhere as often as it was found; None for none.

    What else stands there and reads the same may have been compared with some of its characters.
    """
    for each in told:
        text = each.found if not (each.reason or each.made) else ""
        if len(text) < LEAST_MOVED or not 0 < left.rest.count(text) <= right.rest.count(text):
            continue
        at = right.at(right.rest.index(text))
        if left.whole.startswith(text, each.found_at) and right.whole.startswith(text, at):
            return Difference("移动", text, text, each.found_at, at, MOVED)
    return None


class _Side:
    """One of the two texts, and what of it is compared."""

    def __init__(self, whole: str, *, is_found: bool) -> None:
        self.whole = whole
        self.is_found = is_found
        self.taken: list[Difference] = []
        self.places: Sequence[int] = range(len(whole))
        """Where each character that is compared stands in the whole."""

    @property
    def rest(self) -> str:
        """What is compared."""
        return "".join([self.whole[place] for place in self.places])

    def take(self, differences: Iterable[Difference]) -> None:
        """Take out texts that are explained already; the rest is compared without them."""
        self.taken += differences
        spans = (
            (each.found_at, each.found) if self.is_found else (each.made_at, each.made) for each in self.taken
        )
        out = {index for start, text in spans for index in range(start, start + len(text))}
        if out:
            self.places = [index for index in range(len(self.whole)) if index not in out]

    def at(self, index: int) -> int:
        """Return where the character ``index`` of the rest stands in the whole."""
        return self.places[index] if index < len(self.places) else len(self.whole)


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


def _put_in(left: str, right: str, added: Iterable[tuple[str, str]]) -> Iterator[Difference]:
    """Yield the texts that were put in, each where it stands and did not before; one that was there already is none."""
    for text, reason in added:
        plain = bare(text)
        if plain and right.count(plain) > left.count(plain):
            places = [match.start() for match in re.finditer(re.escape(plain), right)]
            new = (at for at in places if at < _BESIDE or right[at - _BESIDE : at] + plain not in left)
            yield Difference("增加", "", plain, 0, next(new, places[0]), reason)


def _gaps(left: _Side, right: _Side) -> Iterator[Difference]:
    """Yield what is not the same on both sides, what was taken out of them apart."""
    own, other = left.rest, right.rest
    start_left = start_right = 0
    for left_at, right_at, length in [*_equal(own, other), (len(own), len(other), 0)]:
        lost, put = own[start_left:left_at], other[start_right:right_at]
        yield from _gap(lost, put, left.at(start_left), right.at(start_right))
        start_left, start_right = left_at + length, right_at + length


def _equal(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    """Yield what is the same on both sides: where it begins on each, and how long it is.

    Comparing takes room by the square of the length; long texts are compared from one landmark to the next.
    """
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


def _gap(lost: str, put: str, at: int, other: int) -> Iterator[Difference]:
    if lost or put:
        kind: Kind = "改动" if lost and put else "缺失" if lost else "增加"
        yield Difference(kind, lost, put, at, other)


class _Reasons:
    """What explains differences."""

    def __init__(self, repairs: Iterable[Repair], found: str) -> None:
        self.found = found
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
        return "；".join(dict.fromkeys(reasons)) if reasons and is_told else self._reason_beside(gap)

    def _reason_beside(self, gap: Difference) -> str:
        """Return the reasons of several repairs that cover ``gap`` one behind the other, with words of the layout; "" for none."""
        rest, reasons = "" if gap.made else gap.found, list[str]()
        while rest:
            at = gap.found_at + len(gap.found) - len(rest)
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
        for _, after, reason in self.repairs:
            if after and text in after:
                return reason
        return LAYOUT_WORDS if _LAYOUT.fullmatch(text) else ""
