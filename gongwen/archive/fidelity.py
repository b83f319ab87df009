"""The text as found against the text of the document made of it, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import LCSseq

from gongwen.recognise.reading import Repair
from gongwen.zh.spaces import bare, drop_invisible

Kind = Literal["缺失", "增加", "改动", "移动"]

LAYOUT_WORDS = "版式规定的字样"
TABLE_MARKS = "表格的分隔标记"
_LAYOUT = re.compile(
    r"(?:附件[：\d]?|抄送：|抄报：|主送：|主题词：|签发人：|出席：|请假：|列席：|印发|[：。，（）]|\d{1,2}\.?)+"
)
_TABLE = re.compile(r"[|<^:\-]+")
_STRIDE, _LANDMARK = 4000, 24
"""Characters between landmarks, and of one."""
_LEAST_MOVED = 4
"""Characters that must stand in a row elsewhere to count as moved."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place at which the two sides are not the same."""

    kind: Kind
    found: str
    """What stands on the side as found; "" when it was added."""
    made: str
    """What stands on the side as made; "" when it was lost."""
    found_at: int
    """The place on its side, counted in characters without white space."""
    made_at: int
    reason: str = ""
    """Why; "" when nothing explains it."""


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

    @property
    def is_faithful(self) -> bool:
        """Whether no character was lost without a reason."""
        return not self.lost


def compare(
    found: str, made: str, repairs: Sequence[Repair] = (), added: Sequence[tuple[str, str]] = ()
) -> Fidelity:
    """Return how ``made`` departs from ``found``, white space apart.

    ``repairs`` explain what was left out or changed, ``added`` what was put in: texts with their reasons.
    """
    left, right = bare(found), bare(made)
    cuts = list(_cuts(left, right, added))
    gaps = _with_moves([*_gaps(left, right, cuts), *cuts])
    reasons = _Reasons(repairs)
    return Fidelity(left, right, tuple(reasons.explained(each) for each in gaps))


def _cuts(left: str, right: str, added: Iterable[tuple[str, str]]) -> Iterator[Difference]:
    """Yield the texts that were put in, each where it stands; one that was there already is none."""
    for text, reason in added:
        plain = bare(text)
        if plain and right.count(plain) > left.count(plain):
            yield Difference("增加", "", plain, 0, right.index(plain), reason)


def _gaps(left: str, right: str, cuts: Sequence[Difference]) -> Iterator[Difference]:
    """Yield what is not the same on both sides, the ``cuts`` left out of the right one."""
    taken = {place for cut in cuts for place in range(cut.made_at, cut.made_at + len(cut.made))}
    places = [place for place in range(len(right)) if place not in taken] if taken else range(len(right))
    rest = "".join([right[place] for place in places]) if taken else right
    start_left = start_right = 0
    for left_at, right_at, length in _equal(left, rest):
        at = places[start_right] if start_right < len(rest) else len(right)
        yield from _gap(left[start_left:left_at], rest[start_right:right_at], start_left, at)
        start_left, start_right = left_at + length, right_at + length
    at = places[start_right] if start_right < len(rest) else len(right)
    yield from _gap(left[start_left:], rest[start_right:], start_left, at)


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
    for place in range(_STRIDE, len(left), _STRIDE):
        words = left[place : place + _LANDMARK]
        found = right.find(words, after)
        if found >= 0 and right.count(words) == 1 == left.count(words):
            yield place, found
            after = found + 1


def _gap(lost: str, put: str, at: int, other: int) -> Iterator[Difference]:
    if lost or put:
        kind: Kind = "改动" if lost and put else "缺失" if lost else "增加"
        yield Difference(kind, lost, put, at, other)


def _with_moves(gaps: Sequence[Difference]) -> list[Difference]:
    """Return ``gaps`` with text that is missing here and new there told as moved."""
    pieces = [piece for gap in gaps for piece in _apart(gap)]
    moved: list[Difference] = []
    for index, lost in enumerate(pieces):
        if lost.made or len(lost.found) < _LEAST_MOVED:
            continue
        place = next((at for at, put in enumerate(pieces) if not put.found and lost.found in put.made), -1)
        if place >= 0:
            put = pieces[place]
            offset = put.made.index(lost.found)
            moved.append(
                Difference(
                    "移动", lost.found, lost.found, lost.found_at, put.made_at + offset, "移到版式规定的位置"
                )
            )
            pieces[index] = Difference("缺失", "", "", lost.found_at, lost.made_at)
            pieces[place : place + 1] = _around(put, offset, len(lost.found))
    rest = [piece for piece in pieces if piece.found or piece.made]
    return sorted((*rest, *moved), key=lambda each: (each.made_at, each.found_at))


def _apart(gap: Difference) -> Iterator[Difference]:
    """Yield both sides of a change by themselves where one of them may have moved."""
    if gap.kind == "改动" and max(len(gap.found), len(gap.made)) >= 2 * _LEAST_MOVED:
        yield Difference("缺失", gap.found, "", gap.found_at, gap.made_at)
        yield Difference("增加", "", gap.made, gap.found_at, gap.made_at)
    else:
        yield gap


def _around(put: Difference, offset: int, length: int) -> list[Difference]:
    before, behind = put.made[:offset], put.made[offset + length :]
    parts = [(before, put.made_at), (behind, put.made_at + offset + length)]
    # An empty piece holds the place, so that the places of the pieces behind it stay the same in number.
    return [Difference("增加", "", text, put.found_at, at) for text, at in parts if text] or [
        Difference("增加", "", "", put.found_at, put.made_at)
    ]


class _Reasons:
    """What explains differences."""

    def __init__(self, repairs: Iterable[Repair]) -> None:
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
        for before, after, reason in self.repairs:
            if before and (gap.found in before or before in rest):
                rest = "" if gap.found in before else rest.replace(before, "", 1)
                reasons.append(reason)
                if gap.found in before and (
                    not gap.made or gap.made in after or self._reason_to_add(gap.made)
                ):
                    return reason
        is_told = not re.sub(r"[|:\-]", "", rest) and (not gap.made or bool(self._reason_to_add(gap.made)))
        return "；".join(dict.fromkeys(reasons)) if reasons and is_told else ""

    def _reason_to_add(self, text: str) -> str:
        for _, after, reason in self.repairs:
            if after and text in after:
                return reason
        return LAYOUT_WORDS if _LAYOUT.fullmatch(text) else ""
