"""Lines, padding, invisible characters and words found whatever spaces they have: cases in text.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongwen.zh.distance import distance
from gongwen.zh.lines import Measure, break_lines, has_long_word
from gongwen.zh.numerals import LARGEST, to_chinese
from gongwen.zh.spaces import bare, drop_invisible, find_spaced, on_one_line, spans_of, spread_to, visible

CASES = yaml.safe_load(Path(__file__).with_name("text.yaml").read_text(encoding="utf-8"))
FULL, HALF = 10.0, 5.0


@pytest.mark.parametrize("case", CASES["分行"], ids=lambda case: f"{case['宽']} {case['行']}")
def test_where_lines_end(case: dict[str, Any]) -> None:
    text, room = case["行"].replace("|", ""), case["宽"] * FULL
    measure = Measure(room, room, FULL, HALF, hangs="悬" in case, turn=case.get("转", 0) * FULL)
    ends = break_lines(text, measure)
    assert "|".join(text[start:end] for start, end in zip((0, *ends), ends, strict=False)) == case["行"]


@pytest.mark.parametrize(("text", "wide", "spread"), CASES["拉开"])
def test_spread_to_a_width(text: str, wide: int, spread: str) -> None:
    assert spread_to(text, wide) == spread


@pytest.mark.parametrize(("text", "compared", "dropped", "named", "joined"), CASES["看不见的"])
def test_what_cannot_be_seen(text: str, compared: str, dropped: str, named: str, joined: str) -> None:
    assert (bare(text), drop_invisible(text), visible(text), on_one_line(text)) == (
        compared, dropped, named, joined,
    )  # fmt: skip


@pytest.mark.parametrize(("text", "words", "start", "places"), CASES["找"])
def test_words_are_found_whatever_spaces_they_have(
    text: str, words: str, start: int, places: list[list[int]]
) -> None:
    assert [list(place) for place in spans_of(text, words, start)] == places
    assert find_spaced(text, words, start) == (tuple(places[0]) if places else None)


def _far(one: str, other: str) -> int:
    """The distance by its definition."""
    if not one or not other:
        return len(one) + len(other)
    changed = _far(one[1:], other[1:]) + (one[0] != other[0])
    return min(changed, _far(one[1:], other) + 1, _far(one, other[1:]) + 1)


@given(st.text("甲乙丙", max_size=5), st.text("甲乙丙", max_size=5), st.integers(0, 5))
def test_distances_are_what_they_are_defined_to_be(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(_far(one, other), most + 1)


def test_numbers_end_where_they_cannot_be_written() -> None:
    assert to_chinese(LARGEST) == "九千九百九十九"
    for number in (0, LARGEST + 1):
        with pytest.raises(ValueError):
            to_chinese(number)


@pytest.mark.parametrize(
    ("text", "is_long"), [("甲" * 30, False), ("a" * 19 + "甲", False), ("a" * 20, True)]
)
def test_a_long_word_is_one_of_twenty_letters(text: str, is_long: bool) -> None:
    assert has_long_word(text) is is_long
