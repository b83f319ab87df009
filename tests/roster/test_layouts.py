"""Lists in sheets of every shape: each layout of a list reads back as the list, and nothing of a sheet is lost unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.read.rows import Row
from gongwen.read.workbook import EMPTY, Cell, Sheet
from gongwen.roster.intake.listings import Listing, filled_down, post_text
from gongwen.roster.intake.source_files import sheet_listings
from gongwen.zh.spaces import bare, close_up
from tests.paths import read_cases
from tests.roster.layouts import LAYOUTS, Lists, Rows

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张", "建国志文晓海永春玉秀立新宏德世家振东庆成"
PLACES = [
    "县教育局",
    "县公安局",
    "县水利局",
    "县财政局",
    "县民政局",
    "县林业局",
    "县司法局",
    "县审计局",
    "县统计局",
    "城关镇",
    "青枫乡",
]
TITLES = ["局长", "副局长", "党组书记、局长", "党委书记", "四级调研员"]
GROUPS = ["县双拥工作领导小组", "县就业工作领导小组", "县乡村振兴工作领导小组", "县禁毒工作领导小组"]
ROLES = ["组长", "副组长", "成员"]


@st.composite
def lists_drawn(draw: st.DrawFn) -> Lists:
    """Up to four groups; everybody has one post, and one role in a group."""
    names = draw(
        st.lists(st.text(GIVEN, min_size=1, max_size=2), min_size=6, max_size=14, unique=True).map(
            lambda given: [f"{SURNAMES[i % len(SURNAMES)]}{each}" for i, each in enumerate(given)]
        )
    )
    posts = {name: draw(st.sampled_from(PLACES)) + draw(st.sampled_from(TITLES)) for name in names}
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=2, max_size=4, unique=True))
    lists: Lists = {}
    for group in groups:
        own = draw(st.lists(st.sampled_from(names), min_size=4, max_size=8, unique=True))
        lists[group] = [(ROLES[min(index, 2)], name, posts[name]) for index, name in enumerate(own)]
    return lists


def sheet_of(rows: Rows) -> Sheet:
    return Sheet(
        "Sheet1",
        tuple(
            tuple(Cell(text, "表.xlsx Sheet1", i, j) if text else EMPTY for j, text in enumerate(row, 1))
            for i, row in enumerate(rows, 1)
        ),
    )


def seats_told(listings: list[Listing]) -> Lists:
    """The seats that listings have, by group."""
    found: Lists = {}
    for listing in listings:
        for row in filled_down(listing) if listing.sort == "席位" else ():
            found.setdefault(bare(row.text("组")) or listing.group, []).append(_seat(row))
    return found


def _seat(row: Row) -> tuple[str, str, str]:
    return bare(row.text("角色")).rstrip("：:"), close_up(row.text("姓名")), post_text(row)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@settings(max_examples=6, deadline=None)
@given(lists=lists_drawn())
def test_a_list_reads_back_from_every_layout(layout: Any, lists: Lists) -> None:
    found = sheet_listings(sheet_of(layout(lists)), "表.xlsx")
    assert {group: sorted(seats) for group, seats in seats_told(found).items()} == {
        group: sorted(seats) for group, seats in lists.items()
    }
    assert not [note for listing in found for note in listing.notes]


@pytest.mark.parametrize("case", read_cases("roster/layouts.yaml"), ids=lambda case: case["名"])
def test_a_sheet(case: dict[str, Any], tmp_path: Path) -> None:
    found = sheet_listings(sheet_of(case["表"]), "表.xlsx")
    told = {
        group: [" ".join(filter(None, seat)) for seat in seats] for group, seats in seats_told(found).items()
    }
    assert told == case.get("名单", {})
    assert [note for listing in found for note in listing.notes] == case.get("提示", [])
