"""The closing and the end of the text on one page, by giving way in the spacing (7.3.5.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from typing import Any

from gongwen.flow import PAGE_BREAK, Block, Fit, Letterhead, Note, Par, Run
from gongwen.make.pages.paginate import Filler
from gongwen.make.pages.strips import cut_strips, lines_of
from gongwen.profile import BODY, Profile

_STEP = 0.25
"""Points by which the pitch of the body is tried."""
_TWIPS = 20
_RESERVE = 4.0
"""Points left free below a closing that the spacing brought there, for what word processors round differently."""
_LEAST_LEFT = 2
"""Paragraphs of the text from which one may go to the page of the closing."""

_CARRIED, _LEAST_STAYING = 2, 2
"""Lines of a paragraph that go to the page of the closing, and lines that stay before them where that can be."""

Blocks = list[Block]


@dataclass(frozen=True, slots=True, eq=False)
class Main:
    """The 主体 from the title to the closing, under the 版头 that takes its room first.

    Two are the same only as one object.
    """

    head: Blocks
    title: Blocks
    recipients: Blocks
    text: Blocks
    closing: Blocks
    slack: float = 0.0
    """Points by which the room above the closing may shrink."""
    letterhead: Letterhead | None = None
    """What stands above the text in place of some of these."""

    @property
    def above(self) -> Blocks:
        """What takes room above the text."""
        if self.letterhead is None:
            return [*self.head, *self.title, *self.recipients]
        own = (("版头", self.head), ("标题", self.title), ("主送机关", self.recipients))
        room = Par(BODY, (Run(""),), fit=Fit(pitch=self.letterhead.height, before=0.0))
        replaced = self.letterhead.replaced
        return [room, *(block for slot, blocks in own if slot not in replaced for block in blocks)]

    def exchange(self, old: Par, new: Par) -> Main:
        """Return it with ``new`` in the place of ``old``."""
        return replace(
            self,
            head=exchanged(self.head, old, new),
            title=exchanged(self.title, old, new),
            recipients=exchanged(self.recipients, old, new),
            text=exchanged(self.text, old, new),
            closing=exchanged(self.closing, old, new),
        )


def exchanged(blocks: Sequence[Block], old: Par, new: Par) -> Blocks:
    """Return ``blocks`` with ``new`` in the place of ``old``, where that is one of them."""
    return [new if block is old else block for block in blocks]


def settle(main: Main, profile: Profile, is_sound: Callable[[Main], bool]) -> tuple[Main, set[Note]]:
    """Return ``main`` so spaced that its closing stands on a page with text, and what that took.

    First the room for the seal gives way, then the line pitch below the 版头: tighter until the
    closing fits, else looser until a line of text comes with it. Where no spacing within the profile's
    limits helps, the last two lines of the text go with the closing, or the whole of a short last
    paragraph, or two of its three lines. What that cannot fix is returned as it was.
    Whatever is tried must be ``is_sound``.
    """
    if not main.closing or is_settled(main, profile):
        return main, set()
    for spaced in paced(main, profile):
        if is_settled(spaced, profile, _RESERVE) and is_sound(spaced):
            return spaced, {"spaced"}
    for carried in (_carry_lines(main, profile), _carry(main), _carry_lines(main, profile, staying=1)):
        if carried is not main and is_settled(carried, profile):
            return carried, {"carried"}
    return main, {"alone"}


def _carry_lines(main: Main, profile: Profile, staying: int = _LEAST_STAYING) -> Main:
    """Return ``main`` with a new page before the last lines of its last paragraph, where ``staying`` stay behind."""
    last = main.text[-1]
    if not isinstance(last, Par) or "\t" in last.text:
        return main
    lines = lines_of(last, profile, profile.sheet.type_width)
    if len(lines) < _CARRIED + staying:
        return main
    carried, end = sum(map(len, lines[-_CARRIED:])), last.runs[-1]
    if carried >= len(end.text):
        return main
    broken = f"{end.text[:-carried]}{PAGE_BREAK}{end.text[-carried:]}"
    parted = last._replace(runs=(*last.runs[:-1], Run(broken, end.role)))
    return replace(main, text=[*main.text[:-1], parted])


def paced(main: Main, profile: Profile) -> Iterator[Main]:
    """Yield ``main`` in the usual line pitch, in ever tighter and then in ever looser ones, within the limits."""
    yield from (_space(main, pitch / profile.body.pitch, profile) for pitch in _pitches(profile))


def tighter(main: Main, profile: Profile) -> Iterator[Main]:
    """Yield ``main`` in the usual line pitch and in ever tighter ones within the profile's limits."""
    yield from (_space(main, scale, profile) for scale in tighter_scales(profile))


def tighter_scales(profile: Profile) -> Iterator[float]:
    """Yield 1 and ever smaller parts of the line pitch, down to the tightest of the profile."""
    yield from (pitch / profile.body.pitch for pitch in _tighter_pitches(profile))


def _carry(main: Main) -> Main:
    """Return ``main`` with the last paragraph of its text kept whole and with the closing."""
    last = main.text[-1]
    if not isinstance(last, Par) or len(main.text) < _LEAST_LEFT or PAGE_BREAK in last.text:
        return main
    return replace(main, text=[*main.text[:-1], _fit(last, keeps_next=True, keeps_lines=True)])


@lru_cache(maxsize=4)
def fill_main(main: Main, profile: Profile) -> Filler:
    """Return the pages that ``main`` fills; what goes on behind it goes on from a filler of its own."""
    filler = Filler(profile.sheet, profile.body.pitch)
    filler.fill(cut_strips((*main.above, *main.text, *main.closing), profile))
    return filler


def is_settled(main: Main, profile: Profile, reserve: float = 0.0) -> bool:
    """Whether text stands on the page of the closing, with ``reserve`` points to spare below it.

    Of a closing that no page holds below two lines of text, as of a dozen seals, it is the page on which it begins.
    """
    filler = fill_main(main, profile)
    last = next((spot for spot in reversed(filler.spots) if spot.strip.block is main.text[-1]), None)
    own = {id(block) for block in main.closing}
    closing = list(takewhile(lambda spot: id(spot.strip.block) in own, reversed(filler.spots)))
    high = sum((spot.end - spot.start) * spot.strip.heights for spot in closing)
    is_long = high > filler.room - _CARRIED * profile.body.pitch
    is_together = last is None or last.page == (closing[-1].page if is_long else filler.page)
    return is_together and filler.used + reserve <= filler.height


def _pitches(profile: Profile) -> Iterator[float]:
    """Yield the pitches of the body to try: the usual one, ever tighter ones, then ever looser ones."""
    yield from _tighter_pitches(profile)
    usual = profile.body.pitch
    for step in range(1, int((profile.closing.loosest - usual) / _STEP) + 1):
        yield usual + step * _STEP


def _tighter_pitches(profile: Profile) -> Iterator[float]:
    usual = profile.body.pitch
    for step in range(int((usual - profile.closing.tightest) / _STEP) + 1):
        yield usual - step * _STEP


def _space(main: Main, scale: float, profile: Profile) -> Main:
    return replace(
        main,
        title=scale_pitch(main.title, scale, profile),
        recipients=scale_pitch(main.recipients, scale, profile),
        text=scale_pitch(main.text, scale, profile),
        closing=_close_up(scale_pitch(main.closing, scale, profile), main.slack),
        slack=0.0,
    )


def scale_pitch(blocks: Sequence[Block], scale: float, profile: Profile) -> Blocks:
    """Return ``blocks`` with the line pitch of every paragraph multiplied, to whole twips."""
    if scale == 1:
        return list(blocks)
    return [
        block._replace(
            fit=_pitched(block.fit, round(profile.looks[block.role].pitch * scale * _TWIPS) / _TWIPS)
        )
        if isinstance(block, Par) and not _is_room(block)
        else block
        for block in blocks
    ]


@lru_cache(maxsize=256)
def _pitched(fit: Fit | None, pitch: float) -> Fit:
    return (fit or Fit())._replace(pitch=pitch)


def _close_up(closing: Blocks, slack: float) -> Blocks:
    """Return ``closing`` with so much less room above its first line."""
    first = closing[0] if closing else None
    if isinstance(first, Par) and first.fit and first.fit.pitch and _is_room(first):
        return [_fit(first, pitch=first.fit.pitch - slack), *closing[1:]]
    if isinstance(first, Par) and first.fit and first.fit.before and slack:
        return [_fit(first, before=first.fit.before - slack), *closing[1:]]
    return closing


def _is_room(par: Par) -> bool:
    """Whether ``par`` is but the room above something."""
    return par.fit is not None and par.fit.pitch is not None and not par.text


def _fit(par: Par, **changed: Any) -> Par:
    return par._replace(fit=(par.fit or Fit())._replace(**changed))
