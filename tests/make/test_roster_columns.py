"""Columns of a roster: what is rare runs on or takes a line of its own, and does not squeeze the others."""

from __future__ import annotations

import yaml

from gongwen.api import render
from tests.measuring.gallery import compose_text
from tests.measuring.ink import PageInk, TextLine, read_pdf
from tests.measuring.measures import CHARACTER, near, squeeze

LONG, USUAL = "阿卜杜热合曼·买买提明", "周远"
POST = "县政府办公室副主任、县政务服务管理局局长"
NARROW_BLANK = 1.0
"""By how much, mm, a blank of the stand-in for 仿宋 is narrower than one of 仿宋."""
SURNAMES = "赵钱孙李吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何"


def pages(roster: dict[str, list[str]]) -> list[PageInk]:
    keys = {"文种": "方案", "标题": "云溪县防汛指挥部组成人员方案", "正文": "组成人员如下。", "名单": roster}
    text = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False)
    return read_pdf(render(compose_text(text), "pdf").files[0])


def members(first: str, post: str = POST) -> list[str]:
    return [f"{first} {post}", *(f"{surname}明 {post}" for surname in SURNAMES)]


def line(printed: list[PageInk], start: str) -> TextLine:
    return next(each for page in printed for each in page.lines() if squeeze(each.text).startswith(start))


def post_at(printed: list[PageInk], name: str) -> float:
    found = line(printed, name)
    return next(glyph.x for glyph in found.glyphs if glyph.text == "县")


def test_a_long_name_leaves_the_posts_of_the_others_where_they_are() -> None:
    with_long, usual = (pages({"成员": members(first)}) for first in (LONG, USUAL))
    assert post_at(with_long, "李明") == near(post_at(usual, "李明"), abs=0.1)
    assert len(with_long) == len(usual)
    runs_on = line(with_long, f"成员：{LONG}")
    assert squeeze(runs_on.text).startswith(f"成员：{LONG}县政府")


def test_one_long_name_moves_no_short_posts_either() -> None:
    with_long, usual = (pages({"成员": members(first, "县水务局局长")}) for first in (LONG, USUAL))
    assert post_at(with_long, "李明") == near(post_at(usual, "李明"), abs=0.1)


def test_a_role_is_spread_to_the_width_of_its_deputy() -> None:
    printed = pages({"召集人": ["赵明 副县长"], "副召集人": [f"钱远 {POST}"], "成员": [f"孙思 {POST}"]})
    chief, deputy = line(printed, "召集人"), line(printed, "副召集人")
    ends = [next(glyph.end for glyph in each.glyphs if glyph.text == "人") for each in (chief, deputy)]
    assert chief.glyphs[0].x == near(deputy.glyphs[0].x, abs=0.1)
    assert ends[0] == near(ends[1], abs=2 * NARROW_BLANK)
    assert ends[0] - chief.glyphs[0].x > 3.5 * CHARACTER


def test_a_long_role_stands_on_a_line_of_its_own() -> None:
    role = "成员（以姓氏笔画为序，含特邀代表）"
    printed = pages({"组长": ["赵明 副县长"], role: members(USUAL)})
    assert squeeze(line(printed, "成员（").text) == f"{role}："
    chief = next(glyph.x for glyph in line(printed, "组长").glyphs if glyph.text == "副")
    assert post_at(printed, "李明") == near(chief, abs=0.1)
