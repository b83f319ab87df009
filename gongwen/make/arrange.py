"""The parts before the 版记 and the 版记 behind them, on as few sheets as the profile's limits allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from gongwen.document import Document
from gongwen.flow import Block, Fit, Note, Par, Part, Slot
from gongwen.make.first_page import lay_main, settle_first_page, shows_text
from gongwen.make.further import lay_further
from gongwen.make.imprint import lay_imprint
from gongwen.make.main import shorter_titles
from gongwen.make.pages.closing_room import (
    Main,
    exchanged,
    fill_main,
    is_settled,
    paced,
    scale_pitch,
    settle,
    tighter,
    tighter_scales,
)
from gongwen.make.pages.first_foot import filled, with_rest_of
from gongwen.make.pages.imprint_room import Foot, fill_behind, place_foot
from gongwen.make.pages.lone_lines import lines_not_taken_back
from gongwen.make.setting import Setting
from gongwen.profile import Profile

_RESERVE = 4.0
"""Points left free below a closing that was brought there, for what word processors round differently."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What stands on the pages, and what that took."""

    main: Main
    others: tuple[Part, ...]
    """The attachments and what the notice carries."""
    imprint: Part
    foot: Foot
    notes: frozenset[Note]
    untaken: tuple[Par, ...]
    """The paragraphs whose first line LibreOffice would not leave where it stands."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything before the 版记, in the order of the pages."""
        return (*_main_parts(self.main), *self.others)


def arrange(document: Document, setting: Setting) -> Arrangement:
    """Return ``document`` on its pages, as many in every program.

    The paragraphs whose first line would stand elsewhere in LibreOffice are kept whole; where that leaves the
    closing without text, in another line pitch.
    """
    arranged, profile = _on_fewest_sheets(document, setting), setting.profile
    if not arranged.untaken:
        return arranged
    whole = _with_whole(arranged, profile)
    if is_settled(whole.main, profile):
        return whole
    for main in paced(arranged.main, profile):
        spaced = _with_whole(replace(arranged, main=main, notes=arranged.notes | {"spaced"}), profile)
        if is_settled(spaced.main, profile, _RESERVE) and shows_text(spaced.main, profile):
            return spaced
    return arranged


def _on_fewest_sheets(document: Document, setting: Setting) -> Arrangement:
    """Return ``document`` with text on the first page, the closing with text, the 版记 on a sheet of the text.

    Where the closing or the 版记 lacks room, the title takes fewer lines if that saves a sheet, or brings text to
    a closing that would stand alone; then the line pitch gives way for the 版记 within the profile's limits.
    What cannot be gained so is noted.
    """
    main, own, notes = settle_first_page(document, setting)
    others = lay_further(document, own)
    imprint = Part("版记", tuple(lay_imprint(document, own, is_addressed=own.moves_recipients)))
    first = _arranged(main, others, imprint, notes, own.profile)
    is_alone = "alone" in first.notes
    if not first.foot.costs_sheet and not is_alone and (others or first.notes == notes):
        return first
    for lines in shorter_titles(document, own):
        shorter = lay_main(document, replace(own, title_lines=len(lines)))
        tried = _arranged(shorter, others, imprint, notes, own.profile)
        gains = tried.foot.sheets < first.foot.sheets
        joins = is_alone and "alone" not in tried.notes and tried.foot.sheets == first.foot.sheets
        if gains or joins:
            return tried
    if not first.foot.costs_sheet:
        return first
    closer = _spaced(first, own.profile)
    spaced = next((each for each in closer if each.foot.sheets < first.foot.sheets), None)
    return spaced or replace(first, notes=first.notes | {"sheet"})


def _arranged(
    main: Main, others: tuple[Part, ...], imprint: Part, notes: set[Note], profile: Profile
) -> Arrangement:
    """Return the arrangement of ``main`` with its closing settled."""
    is_bare = "bare" in notes
    settled, took = _full_first_page(main, profile) or settle(
        main, profile, lambda tried: is_bare or shows_text(tried, profile)
    )
    return _placed(settled, others, imprint, frozenset(notes | took), profile)


def _full_first_page(main: Main, profile: Profile) -> tuple[Main, set[Note]] | None:
    """Return ``main`` with its text down to the lines at the foot of the first page and its closing settled, and
    whether that took another pitch for the closing too; None where no pitch does both (10.1).

    The pages behind the first have a pitch of their own only where none does both for all.
    """
    pages = fill_main(main, profile).page
    alike = list(filled(main, profile))
    apart = (with_rest_of(tried, spaced, profile) for tried in alike for spaced in paced(main, profile))
    for tried in chain(alike, apart):
        reserve = 0.0 if tried is main else _RESERVE
        if is_settled(tried, profile, reserve) and fill_main(tried, profile).page <= pages:
            return tried, set() if is_settled(main, profile) else {"spaced"}
    return None


def _spaced(first: Arrangement, profile: Profile) -> Iterator[Arrangement]:
    """Yield ``first`` in ever tighter line pitches of what stands on its last pages."""
    notes: frozenset[Note] = first.notes | {"imprint-spaced"}
    if first.others:
        *before, last = first.others
        for scale in tighter_scales(profile):
            blocks = tuple(scale_pitch(last.blocks, scale, profile))
            others = (*before, replace(last, blocks=blocks))
            yield _placed(first.main, others, first.imprint, notes, profile)
        return
    for main in tighter(first.main, profile):
        if is_settled(main, profile, _RESERVE) and (shows_text(main, profile) or "bare" in notes):
            yield _placed(main, (), first.imprint, notes - {"spaced"}, profile)


def _placed(
    main: Main, others: tuple[Part, ...], imprint: Part, notes: frozenset[Note], profile: Profile
) -> Arrangement:
    own = fill_main(main, profile)
    filler = fill_behind(others, own, profile)
    untaken = tuple(lines_not_taken_back([*own.spots, *filler.spots], filler))
    return Arrangement(main, others, imprint, place_foot(filler, imprint, profile), notes, untaken)


def _with_whole(arranged: Arrangement, profile: Profile) -> Arrangement:
    """Return ``arranged`` placed anew, each paragraph that is untaken then kept on one page, and what that took."""
    placed = _placed(arranged.main, arranged.others, arranged.imprint, arranged.notes, profile)
    while placed.untaken:
        par = placed.untaken[0]
        whole = par._replace(fit=(par.fit or Fit())._replace(keeps_lines=True))
        main = placed.main.exchange(par, whole)
        others = tuple(replace(o, blocks=tuple(exchanged(o.blocks, par, whole))) for o in placed.others)
        placed = _placed(main, others, placed.imprint, placed.notes, profile)
    return replace(placed, notes=placed.notes | {"sheet"}) if placed.foot.costs_sheet else placed


def _main_parts(main: Main) -> Iterator[Part]:
    laid: tuple[tuple[Slot, Iterable[Block]], ...] = (
        ("版头", main.head),
        ("标题", main.title),
        ("主送机关", main.recipients),
        ("正文", main.text),
        ("落款", main.closing),
    )
    yield from (part for slot, blocks in laid if (part := Part(slot, tuple(blocks))).blocks)
