"""How likely a text is to be written."""

from __future__ import annotations

from gongwen.zh.collocations import EDGE
from gongwen.zh.odds import NEAR, odds, shown


def test_signs_and_ends_are_shown_as_edges() -> None:
    assert shown("甲，乙1") == EDGE * NEAR + f"甲{EDGE}乙{EDGE}" + EDGE * NEAR


def test_what_is_often_written_is_likelier() -> None:
    right, wrong = shown("贯彻落实工作部署"), shown("贯彻落实工作步署")
    place = right.index("部")
    around = slice(place - NEAR, place + 1 + NEAR)
    assert odds(right[around]) > odds(wrong[around]) + 10


def test_several_edges_are_as_likely_as_one() -> None:
    assert odds(shown("工作。")) == odds(shown("工作"))
