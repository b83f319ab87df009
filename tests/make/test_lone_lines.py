"""First lines that would stand alone at the foot of a page, but not in LibreOffice, go with their paragraph.

That both renderings then have the same pages is shown by ``test_both_ways.py`` of the first list and the last.
"""

from __future__ import annotations

from collections import Counter

import pytest

from gongwen.api import Composition
from gongwen.flow import Par
from gongwen.make.pages.imprint_room import fill_pages
from gongwen.make.pages.lone_lines import lines_not_taken_back
from gongwen.make.pages.paginate import Filler
from tests.making.any_documents import make_document, make_list
from tests.measuring.gallery import compose_text


def kept_whole(composition: Composition) -> list[Par]:
    pars = (block for block in composition.flow.blocks if isinstance(block, Par))
    return [par for par in pars if par.fit and par.fit.keeps_lines]


def filled(composition: Composition) -> Filler:
    profile = composition.profile
    return fill_pages(composition.flow.bound, Filler(profile.sheet, profile.body.pitch), profile)


def lines_on_pages(composition: Composition) -> Counter[int]:
    """How many lines and rows stand on each page."""
    lines = Counter[int]()
    for spot in filled(composition).spots:
        lines[spot.page] += spot.end - spot.start
    return lines


@pytest.mark.parametrize(
    ("items", "rows", "page"), [(82, 0, 5), (104, 0, 6), (126, 0, 7), (14, 15, 6), (16, 18, 7)]
)
def test_a_paragraph_dealt_to_the_page_behind_is_kept_whole(items: int, rows: int, page: int) -> None:
    composition = compose_text(make_list(items, rows))
    assert len(kept_whole(composition)) == 1
    assert lines_on_pages(composition)[page] == 21


@pytest.mark.parametrize(
    ("items", "rows"), [(60, 0), (81, 0), (83, 0), (84, 0), (122, 0), (128, 0), (12, 15), (13, 15), (15, 18)]
)
def test_any_other_page_is_filled_to_its_foot(items: int, rows: int) -> None:
    """Where the line was dealt to its own page or to one farther on, or two lines have room."""
    composition = compose_text(make_list(items, rows))
    lines = lines_on_pages(composition)
    assert not kept_whole(composition)
    assert lines[len(lines) - 1] == 22


def test_the_pitch_changes_where_a_whole_paragraph_would_leave_the_closing_alone() -> None:
    """Thirty pages in which a line more pushes the closing off the page of its text."""
    composition = compose_text(make_document(20117))
    filler, text = filled(composition), composition.flow.part("正文")[-1]
    (closing,) = {spot.page for spot in filler.spots if spot.strip.block in composition.flow.part("落款")}
    assert "spaced" in composition.flow.notes
    assert not list(lines_not_taken_back(filler.spots, filler))
    assert closing in {spot.page for spot in filler.spots if spot.strip.block is text}
