"""What differs between two texts, and what of it only stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["缺失", "增加", "改动", "移动"]

MOVED = "移到版式规定的位置"
LEAST_MOVED = 4
"""Characters that must stand in a row elsewhere to count as moved."""
_LEAST_PART = 5
"""The same where more stands before it or behind it on both sides."""
_MOST_SLID = 12
"""Characters by which a gap is looked at further up and further down."""


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


def with_moves(gaps: Sequence[Difference], left: str, right: str) -> list[Difference]:
    """Return ``gaps`` with text that is missing here and new there told as moved."""
    told = [gap for gap in gaps if gap.reason]
    pieces = [piece for gap in gaps if not gap.reason for piece in _apart(gap)]
    moved: list[Difference] = []
    index = 0
    while index < len(pieces):
        lost = pieces[index]
        may_move = not lost.made and len(lost.found) >= LEAST_MOVED
        found = may_move and next(
            ((at, *same) for at, put in enumerate(pieces) if (same := _same(lost, put, left, right))), None
        )
        if found:
            place, own, other, text = found
            start, stop = own.found.index(text), other.made.index(text)
            moved.append(Difference("移动", text, text, own.found_at + start, other.made_at + stop, MOVED))
            pieces[place : place + 1] = [_without(other, stop, len(text))]
            pieces[index] = _without(own, start, len(text))
        else:
            index += 1
    rest = [piece for piece in pieces if piece.found or piece.made]
    return sorted((*rest, *moved, *told), key=lambda each: (each.made_at, each.found_at))


def _same(
    lost: Difference, put: Difference, left: str, right: str
) -> tuple[Difference, Difference, str] | None:
    """Return what is missing and what is new with the text that both have, when one holds all of the other, or much of it.

    Where the same characters stand on both sides of a gap, it may begin with them as well as end with them.
    """
    if put.found or len(put.made) < LEAST_MOVED:
        return None
    for own in _slid(lost, left):
        for other in _slid(put, right):
            text = min(own.found, other.made, key=len)
            if text in own.found and text in other.made:
                return own, other, text
    part = _common_part(lost.found, put.made)
    return (lost, put, part) if len(part) >= _LEAST_PART else None


def _common_part(one: str, other: str) -> str:
    """Return the longest text that stands in both; "" for two that have nothing in common."""
    step = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[step.a : step.a + step.size]


def _slid(gap: Difference, whole: str) -> Iterator[Difference]:
    """Yield ``gap``, and what it is as well when it begins earlier or later: 号国 behind 国 is 国号 before it."""
    own, start = gap.found or gap.made, gap.found_at if gap.found else gap.made_at
    yield gap
    for step in (-1, 1):
        text, at = own, start
        for _ in range(_MOST_SLID):
            beside = at - 1 if step < 0 else at + len(text)
            if not text or not 0 <= beside < len(whole) or whole[beside] != text[-1 if step < 0 else 0]:
                break
            text, at = (text[-1] + text[:-1] if step < 0 else text[1:] + text[0]), at + step
            yield replace(gap, found=text, found_at=at) if gap.found else replace(gap, made=text, made_at=at)


def _without(gap: Difference, start: int, length: int) -> Difference:
    """Return ``gap`` without the text at ``start``; what stood before and behind it is one."""
    if gap.found:
        return replace(gap, found=gap.found[:start] + gap.found[start + length :])
    return replace(gap, made=gap.made[:start] + gap.made[start + length :])


def _apart(gap: Difference) -> Iterator[Difference]:
    """Yield both sides of a change by themselves where one of them may have moved."""
    if gap.kind == "改动" and max(len(gap.found), len(gap.made)) >= 2 * LEAST_MOVED:
        yield Difference("缺失", gap.found, "", gap.found_at, gap.made_at)
        yield Difference("增加", "", gap.made, gap.found_at, gap.made_at)
    else:
        yield gap
