"""The closing and the end of the text on one page, by giving way in the spacing (7.3.5.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongwen.flow import Block, Fit, Par
from gongwen.make.paginate import Filler
from gongwen.make.strips import cut_strips
from gongwen.profile import Profile

_STEP = 0.25
"""Points by which the pitch is tried."""

Blocks = list[Block]


def settle(above: Blocks, text: Blocks, closing: Blocks, profile: Profile) -> tuple[Blocks, Blocks]:
    """Return ``text`` and ``closing`` spaced so that the closing stands on a page with text.

    First the room for the seal gives way, then the line pitch of the text: tighter until the
    closing fits, else looser until a line of text comes with it. What no spacing within the
    profile's limits can mend is returned as it was.
    """
    if not closing or _is_settled(above, text, closing, profile):
        return text, closing
    for pitch in _pitches(profile):
        spaced = (
            _with_pitch(text, pitch, profile),
            _with_less_gap(_with_pitch(closing, pitch, profile), profile),
        )
        if _is_settled(above, *spaced, profile):
            return spaced
    return text, closing


def _is_settled(above: Blocks, text: Blocks, closing: Blocks, profile: Profile) -> bool:
    filler = Filler(profile.sheet.type_height)
    filler.fill(cut_strips((*above, *text), profile))
    page = filler.page
    filler.fill(cut_strips(tuple(closing), profile))
    return filler.page == page


def _pitches(profile: Profile) -> Iterator[float]:
    """Yield the pitches to try: the usual one, ever tighter ones, then ever looser ones."""
    usual, limits = profile.body.pitch, profile.closing
    for step in range(int((usual - limits.tightest) / _STEP) + 1):
        yield usual - step * _STEP
    for step in range(1, int((limits.loosest - usual) / _STEP) + 1):
        yield usual + step * _STEP


def _with_pitch(blocks: Sequence[Block], pitch: float, profile: Profile) -> Blocks:
    if pitch == profile.body.pitch:
        return list(blocks)
    return [_fit(block, pitch=pitch) if isinstance(block, Par) else block for block in blocks]


def _with_less_gap(closing: Blocks, profile: Profile) -> Blocks:
    first = closing[0]
    least = profile.closing.least_sealed_gap
    if isinstance(first, Par) and first.fit and (first.fit.before or 0.0) > least:
        return [_fit(first, before=least), *closing[1:]]
    return closing


def _fit(par: Par, **changed: float) -> Par:
    return replace(par, fit=replace(par.fit or Fit(), **changed))  # type: ignore[arg-type]
