"""The level of one line is changed; its siblings are counted on and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.terms.levels import LEVELS, Level, levels_of, set_level
from tests.paths import read_cases

LONGEST = 30.0
CASES = read_cases("terms/levels.yaml")
LINES = st.lists(
    st.sampled_from(["现通知如下：", "一、检修", "二、值班", "（一）甲", "（二）乙", "1.丙", "#标题 三、丁", "#正文 一、二年级放假。", "| 甲 | 乙 |"]),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["起"][case["改"]["段"] - 1])
def test_a_level_is_changed(case: dict[str, Any]) -> None:
    asked = case["改"]
    made = set_level(case["起"], asked["段"] - 1, asked["层次"], LONGEST)
    assert made == case["成"]
    told = levels_of(made, LONGEST)[asked["段"] - 1]
    assert told == asked["层次"] or (asked["层次"], told) == ("正文", "不编号")


@given(LINES, st.data())
def test_what_is_chosen_is_what_is_told_afterwards(lines: list[str], data: st.DataObject) -> None:
    index = data.draw(
        st.sampled_from([at for at, line in enumerate(lines) if not line.startswith("|")] or [-1])
    )
    if index < 0:
        return
    level: Level = data.draw(st.sampled_from(LEVELS[:5]))
    made = set_level(lines, index, level, LONGEST)
    assert len(made) == len(lines)
    told = levels_of(made, LONGEST)[index]
    assert told == level or (level == "正文" and told == "不编号")
