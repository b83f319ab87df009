"""Tables that begin a page: their first rows stay together, so that every program breaks them alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from gongwen.flow import Block, Part, Table
from gongwen.make.pages.imprint_room import fill_pages
from gongwen.make.pages.paginate import Filler, Spot
from gongwen.make.pages.strips import row_heights
from gongwen.profile import Profile


def tie_starts(parts: tuple[Part, ...], profile: Profile) -> tuple[Part, ...]:
    """Return ``parts`` with the first two rows of a table that went on to the next page tied to its head.

    Where the head of a table had room on a page and its first row had none, LibreOffice breaks the table after a
    few rows, unless two rows stay with the head. On our pages they stand there anyway.
    """
    if Table not in map(type, chain.from_iterable(part.blocks for part in parts)):
        return parts
    filler = fill_pages(parts, Filler(profile.sheet, profile.body.pitch), profile)
    tied = {id(table) for table in _first_on_pages(filler.spots) if _are_low(table, profile)}

    def tie(block: Block) -> Block:
        return (
            replace(block, begins_with_two=True) if isinstance(block, Table) and id(block) in tied else block
        )

    return tuple(
        replace(part, blocks=tuple(map(tie, part.blocks)))
        if tied.intersection(map(id, part.blocks))
        else part
        for part in parts
    )


def _first_on_pages(spots: Sequence[Spot]) -> Iterator[Table]:
    """Yield the tables with which a page begins, or with the caption that stays with them."""
    is_first = False
    for spot in spots:
        is_first = spot.top == 0 or is_first
        if isinstance(spot.strip.block, Table) and spot.strip.row == 0 and is_first and not spot.is_repeat:
            yield spot.strip.block
        is_first = is_first and spot.strip.look.keeps_next


def _are_low(table: Table, profile: Profile) -> bool:
    """Whether the head and just the two rows below it would stand together, on no more than half a page."""
    heights, second = row_heights(table, profile), table.head + 1
    is_low = sum(heights[: second + 1]) <= profile.sheet.area(2).height / 2
    return is_low and 1 < second < len(heights) and not table.stays(second)
