"""Where the 版记 stands, and room for it where it would cost a sheet of its own (7.4.1)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from gongwen.flow import Block, Par, Part
from gongwen.make.pages.paginate import Filler
from gongwen.make.pages.strips import Strip, cut_strips
from gongwen.profile import Profile

_RESERVE = 10.0
"""Points left free above the 版记, for what word processors round differently."""

ImprintPage = Literal["same", "next", "after-blank"]
PAGES_AHEAD: dict[ImprintPage, int] = {"same": 0, "next": 1, "after-blank": 2}
"""How many pages behind the last one of the text the 版记 stands."""


def fill_pages(parts: Iterable[Part], filler: Filler, profile: Profile) -> Filler:
    """Return ``filler`` when it has placed ``parts``, those on their side in their own width."""
    for is_turned, group in groupby(parts, key=lambda part: part.is_turned):
        filler.turn(is_turned=is_turned)
        width = filler.area.width
        filler.fill([strip for part in group for strip in _strips(part, profile, width)])
    return filler


def fill_behind(parts: tuple[Part, ...], filler: Filler, profile: Profile) -> Filler:
    """Return the pages that ``parts`` fill behind what ``filler`` holds, which nobody may add to.

    Parts that come again and begin a page are placed once for each page on which they do.
    """
    first = parts[0].blocks[0] if parts else None
    if not isinstance(first, Par) or not profile.look_of(first).starts_page:
        return fill_pages(parts, filler.go_on(), profile)
    return _fill_from(parts, filler.page + (filler.used > 0), profile)


@lru_cache(maxsize=4)
def _fill_from(parts: tuple[Part, ...], page: int, profile: Profile) -> Filler:
    filler = Filler(profile.sheet, profile.body.pitch)
    filler.open_page(page)
    return fill_pages(parts, filler, profile)


@lru_cache(maxsize=16)
def _strips(part: Part, profile: Profile, room: float) -> list[Strip]:
    return cut_strips(part.blocks, profile, room)


class Foot(NamedTuple):
    """Where the 版记 stands."""

    page: ImprintPage
    sheets: int
    """How many sheets all take."""
    costs_sheet: bool
    """Whether one of them is for the 版记 alone."""


def place_foot(filler: Filler, imprint: Part, profile: Profile) -> Foot:
    """Return where the 版记 goes behind what ``filler`` holds.

    To the last page when it has room there and is the right one (7.4.1).
    """
    page = _page(filler, imprint, profile)
    sheets = _sheets(filler.page + PAGES_AHEAD[page])
    return Foot(page, sheets, sheets > _sheets(filler.page))


def _sheets(pages: int) -> int:
    return (pages + 1) // 2


def foot_height(blocks: tuple[Block, ...], profile: Profile) -> float:
    """Return the height of a block at the foot of the page, points."""
    return sum(strip.look.before + strip.height for strip in cut_strips(blocks, profile))


def _page(filler: Filler, imprint: Part, profile: Profile) -> ImprintPage:
    if not imprint.blocks:
        return "same"
    needed = foot_height(imprint.blocks, profile)
    has_room = filler.used + needed + _RESERVE <= filler.height and filler.page not in filler.turned
    has_room = has_room and not filler.kept  # programs set footnotes below the text area's own foot
    is_even = filler.page % 2 == 0
    if profile.imprint.page == "末页":
        return "same" if has_room else "next"
    if is_even:
        return "same" if has_room else "after-blank"
    return "next"
