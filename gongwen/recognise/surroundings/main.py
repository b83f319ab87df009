"""Lines as found → the lines of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.address import Place
from gongwen.recognise.reading import Repair
from gongwen.recognise.surroundings.markup import drop_front_matter, drop_hidden, drop_marks, drop_markup
from gongwen.recognise.surroundings.pages import drop_headers, drop_page_numbers, drop_table_heads
from gongwen.recognise.surroundings.quotation import drop_quotation
from gongwen.recognise.surroundings.title_core import drop_beside_title
from gongwen.recognise.surroundings.web_page import drop_page
from gongwen.transcript import Line


def drop_surroundings(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    """Return ``lines`` without what does not belong to the text, and what went, in order.

    A line that all belongs to the surroundings is left empty, so that lines around it stay apart.
    """
    repairs: list[Repair] = []
    kept = list(lines)
    for clean in (
        drop_hidden,
        drop_front_matter,
        drop_marks,
        drop_page_numbers,
        drop_headers,
        drop_table_heads,
        drop_markup,
        drop_quotation,
        drop_beside_title,
        drop_page,
    ):
        kept = clean(kept, repairs)
    return kept, _as_found(repairs)


def _as_found(repairs: Sequence[Repair]) -> list[Repair]:
    """Return ``repairs`` with one for each line that lost its marks first and then went: what went is what was found."""
    last: dict[tuple[Place, str], int] = {}
    whole: list[Repair | None] = []
    for found in repairs:
        place = last.pop((found.at, found.before), None)
        earlier = whole[place] if place is not None and not found.after else None
        if place is not None and earlier is not None:
            whole[place] = None
        repair = replace(found, before=earlier.before) if earlier else found
        last[repair.at, repair.after] = len(whole)
        whole.append(repair)
    return [repair for repair in whole if repair is not None]
