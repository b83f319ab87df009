"""The text of a first page that has lines at its foot ends right above them, by the line pitch (10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import floor

from gongwen.flow import Par
from gongwen.make.pages.closing_room import Main, fill_main, scale_pitch
from gongwen.make.pages.paginate import Spot
from gongwen.profile import Profile

_SPARE = 0.5
"""Points left free below the last line, for what word processors round differently."""
_NEAR = 1.5
"""Points below the last line up to which the page is full."""
_TWIPS = 20
_MORE = (0, 1, -1, 2)
"""How many lines more than in the usual pitch the page may take."""


def filled(main: Main, profile: Profile) -> Iterator[Main]:
    """Yield ``main`` in the pitches in which its text goes down to the foot of the first page, the usual one
    first; none where no lines stand there or the text does not go on behind it.
    """
    spots = fill_main(main, profile).spots
    first = [spot for spot in spots if spot.page == 1]
    if not profile.head.foot_rules or len(first) == len(spots):
        return
    if _is_full(main, profile):
        yield main
    pitch, scaled = profile.body.pitch, {id(block) for block in (*main.recipients, *main.text)}
    lines = [spot for spot in first if id(spot.strip.block) in scaled and isinstance(spot.strip.block, Par)]
    high = sum((spot.end - spot.start) * spot.strip.heights for spot in lines)
    wanted = high + profile.sheet.area(1).height - _bottom(first) - _SPARE
    scales = (_floored(pitch * wanted / (high + more * pitch)) / pitch for more in _MORE)
    for scale in sorted(scales, key=lambda scale: abs(scale - 1)):
        tried = _paced(main, scale, profile)
        is_within = profile.closing.tightest <= scale * pitch <= profile.closing.loosest
        if is_within and _is_full(tried, profile):
            yield tried


def with_rest_of(main: Main, other: Main, profile: Profile) -> Main:
    """Return ``main`` with what begins behind its first page as ``other``, the same in another pitch, has it."""
    first = {id(spot.strip.block) for spot in fill_main(main, profile).spots if spot.page == 1}
    text, closing = (
        [mine if id(mine) in first else its for mine, its in zip(own, others, strict=True)]
        for own, others in ((main.text, other.text), (main.closing, other.closing))
    )
    return replace(main, text=text, closing=closing, slack=other.slack)


def _is_full(main: Main, profile: Profile) -> bool:
    """Whether the text of the first page goes down to its foot, and on behind it."""
    spots = fill_main(main, profile).spots
    behind = next((spot.strip.block for spot in spots if spot.page > 1), None)
    goes_on = any(behind is block for block in main.text)
    first = [spot for spot in spots if spot.page == 1]
    return goes_on and profile.sheet.area(1).height - _bottom(first) <= _NEAR


def _bottom(spots: list[Spot]) -> float:
    last = spots[-1]
    return last.top + (last.end - last.start) * last.strip.heights


def _floored(pitch: float) -> float:
    """Return ``pitch`` cut down to what word processors have."""
    return floor(pitch * _TWIPS) / _TWIPS


def _paced(main: Main, scale: float, profile: Profile) -> Main:
    """Return ``main`` with the pitch of everything below the title multiplied."""
    return replace(
        main,
        recipients=scale_pitch(main.recipients, scale, profile),
        text=scale_pitch(main.text, scale, profile),
        closing=scale_pitch(main.closing, scale, profile),
    )
