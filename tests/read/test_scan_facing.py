"""Two pages of an open book on one picture are read one after the other; one page that is wide stays one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rows import rows_of
from gongwen.read.pdf.rules import Rule
from gongwen.read.scan.facing import facing_pages
from gongwen.read.scan.sheet import ReadSheet, SheetPart

SIZE, WIDE, HIGH = 10.0, 600.0, 400.0
LEFT, RIGHT = 40.0, 340.0
TEXT = "各乡镇要在汛期以前对水库逐一排查登记造册并"
BOOK = [
    *((LEFT, 350.0 - 15 * step, TEXT) for step in range(6)),
    (RIGHT, 343.0, "防汛值班表"),
    (RIGHT, 300.0, "青溪县水务局"),
]
"""A page of running text, and one on which little stands, between the lines of the other."""


def sheet(
    lines: list[tuple[float, float, str]], high: float = HIGH, rules: tuple[Rule, ...] = ()
) -> ReadSheet:
    count = itertools.count()
    glyphs = tuple(
        Glyph(text, left + step * SIZE, left + (step + 1) * SIZE, base, SIZE, 0, next(count))
        for left, base, line in lines
        for step, text in enumerate(line)
    )
    doubts = (SheetPart(355, 345, LEFT, TEXT, "左"), SheetPart(350, 340, RIGHT, "防汛值班表", "右"))
    return ReadSheet(glyphs, doubts, 1.0, WIDE, high, rules, np.eye(3))


def texts(page: ReadSheet) -> list[str]:
    return [row.text for row in rows_of(page.glyphs)]


def test_the_left_page_is_read_before_the_right_one() -> None:
    left, right = facing_pages(sheet(BOOK))
    assert texts(left) == [TEXT] * 6
    assert texts(right) == ["防汛值班表", "青溪县水务局"]
    assert [part.doubt for page in (left, right) for part in page.doubts] == ["左", "右"]


def test_the_right_page_begins_at_its_own_left_edge() -> None:
    left, right = facing_pages(sheet(BOOK))
    assert left.width + right.width == WIDE
    assert right.glyphs[0].left == pytest.approx(RIGHT - left.width)


@pytest.mark.parametrize(
    "page",
    [
        sheet(BOOK, high=WIDE),
        sheet([*BOOK, (240.0, 200.0, "横跨两边的一行标题")]),
        sheet(BOOK, rules=(Rule(True, 320.0, LEFT, 560.0),)),
        sheet([line for line in BOOK if line[0] == LEFT]),
        sheet([(LEFT, 300.0, TEXT), (RIGHT, 300.0, TEXT)]),
    ],
    ids=["竖放的一页", "一行横跨", "表格的线横跨", "右边没有字", "只有一行，不是正文"],
)
def test_one_page_stays_one(page: ReadSheet) -> None:
    assert facing_pages(page) == (page,)
