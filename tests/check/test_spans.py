"""Where in a line the characters at fault stand, and which of two faults is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.address import Address
from gongwen.check.documents import _span
from gongwen.check.files import read_lines
from gongwen.check.line_findings import _overlap
from gongwen.rules.rule import Spot


@pytest.mark.parametrize(
    ("text", "start", "end", "line", "found"),
    [
        ("云岭县水利局", 3, 5, "　　云岭县水利局", "水利"),
        ("云岭县水利局", 0, 2, "　　云　岭　县 水 利 局", "云　岭"),
        ("云岭县水利局", 5, 6, "署名：云 岭 县 水 利 局 ", "局"),
        ("云岭县 水利局", 4, 6, "云岭县水利局", "水利"),
        ("云岭县水利局", 2, 2, "云岭县水利局", ""),
        ("云岭县水利局", 2, 2, "云 岭 县 水 利 局", None),
        ("云岭县水利局", 0, 3, "云岭县财政局", None),
    ],
)
def test_characters_are_found_whatever_spaces_are_between_them(
    text: str, start: int, end: int, line: str, found: str | None
) -> None:
    span = _span(Spot(Address("署名"), text, start, end), line)
    assert (None if span is None else line[slice(*span)]) == found


@pytest.mark.parametrize(
    ("one", "other", "do_overlap"),
    [
        ((0, 2), (1, 3), True),
        ((1, 3), (0, 2), True),
        ((0, 4), (1, 2), True),
        ((0, 2), (2, 4), False),
        ((2, 4), (0, 2), False),
        ((2, 2), (2, 2), True),
        ((2, 2), (2, 4), False),
        ((1, 1), (0, 2), True),
    ],
)
def test_faults_that_share_a_character_are_one(
    one: tuple[int, int], other: tuple[int, int], do_overlap: bool
) -> None:
    assert _overlap(one, other) is do_overlap


@pytest.mark.parametrize("suffix", ["yaml", "gw", "txt"])
def test_lines_are_counted_from_one(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"稿.{suffix}"
    path.write_text("标题: 甲\n正文: |\n  乙\n", encoding="utf-8")
    lines = read_lines(path)
    assert [place.line for place, _ in lines] == [1, 2, 3]
    assert [text for _, text in lines] == ["标题: 甲", "正文: |", "  乙"]
