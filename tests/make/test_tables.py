"""Tables: what the rows say, and where grid and text stand on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.flow import Par, Table
from gongwen.make.pages.place import place_pages
from gongwen.make.pages.strips import cell_lines
from gongwen.make.tables.sketch import sketch_table
from gongwen.read.styles.choice import DEFAULT_STYLE
from gongwen.read.styles.file import read_profile
from tests.measuring.gallery import Gallery, compose_text, make_exhibits
from tests.measuring.ink import Box, PageInk, TextLine
from tests.measuring.measures import near
from tests.measuring.render import requires_soffice

MARKS = ["甲", "乙", "12", "3.5", "", "<", "^"]


def table_of(rows: str) -> Table:
    indented = "".join(f"  {row}\n" for row in rows.splitlines())
    composition = compose_text(f"文种: 方案\n标题: 甲方案\n正文: |\n  情况见下表。\n{indented}")
    return next(block for block in composition.flow.blocks if isinstance(block, Table))


@given(
    st.lists(st.lists(st.sampled_from(MARKS), min_size=1, max_size=5), min_size=1, max_size=6),
    st.integers(0, 4),
)
def test_any_marks_make_cells_that_cover_the_grid_once(rows: list[list[str]], head: int) -> None:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(min(head, len(lines)), "|---|")
    sketch = sketch_table(lines)
    places = [
        (row, column)
        for block in sketch.blocks
        for row in range(block.row, block.row + block.down)
        for column in range(block.column, block.column + block.across)
    ]
    assert sorted(places) == [(r, c) for r in range(len(sketch.rows)) for c in range(len(sketch.rows[0]))]
    said = [text for row in rows for text in row if text not in ("<", "^", "")]
    assert sorted(block.text for block in sketch.blocks if block.text) == sorted(said)


def test_numbers_stand_right_words_in_the_middle_and_long_texts_left() -> None:
    table = table_of(f"| 项 | 数 | 说明 |\n| 甲 | 1.25 | {'很长的说明' * 12} |\n| 乙 | 300 | 短 |")
    roles = [[cell.par.role for cell in row] for row in table.rows]
    assert roles == [["表头"] * 3, *[["表格文字", "表格右文字", "表格左文字"]] * 2]
    rights = [row[1].par.fit.right for row in table.rows[1:] if row[1].par.fit]
    assert rights[1] - rights[0] == near(3 * 7, abs=0.1), "the room of .25"


def test_the_separator_says_how_columns_stand() -> None:
    table = table_of("| 甲 | 乙 | 丙 |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert [cell.par.role for cell in table.rows[1]] == ["表格左文字", "表格文字", "表格右文字"]


WHOLE = ("2024年12月31日", "12,345.67", "98.5%", "PM2.5")


def test_no_cell_splits_a_date_a_number_or_a_word() -> None:
    """However little room long texts beside them leave."""
    long = "统筹推进水源、水厂、管网建设" * 6
    table = table_of(
        "| 序号 | 期限 | 资金（万元） | 完成率 | 指标 | 甲 | 乙 |\n|---|---|---|---|---|---|---|\n"
        f"| 1 | 2024年12月31日 | 投入12,345.67 | 达到98.5% | 降低PM2.5浓度 | {long} | {long} |"
    )
    lines = [line for cell in table.rows[1] for line in cell_lines(cell, table, read_profile(DEFAULT_STYLE))]
    assert len(lines) > 10
    assert not [piece for piece in WHOLE if not any(piece in line for line in lines)]


@pytest.mark.parametrize(("shares", "is_told"), [("1，3，3", False), ("1，1，1", False), ("30，1，1", True)])
def test_widths_that_are_asked_for_are_told_only_where_something_is_split(shares: str, is_told: bool) -> None:
    rows = f"{{栏宽：{shares}}}\n  | 甲 | 乙 | 丙 |\n  | 1 | 1,234.56 | 二〇二四年 |\n"
    composition = compose_text(f"文种: 方案\n标题: 甲方案\n正文: |\n  情况见下表。\n  {rows}")
    assert ("table.given" in {found.code for found in composition.findings}) == is_told


HEADS = {
    "投资（万元）": ["投资", "（万元）"],
    "完成投资额（万元）": ["完成投资额", "（万元）"],
    "中央预算内投资(万元)": ["中央预算内", "投资(万元)"],
    "面积（平方米）": ["面积", "（平方米）"],
    "（万元）": ["（万元）"],
    "投资额": ["投资额"],
    "其中（单位：万元人民币）": ["其中（单", "位：万元人", "民币）"],
}


@pytest.mark.parametrize("head", HEADS)
def test_a_head_is_broken_before_the_bracket_at_its_end(head: str) -> None:
    """In a column of five characters; what is in brackets is split only where it is wider than that."""
    shares = "18，40，40"
    rows = f"{{栏宽：{shares}}}\n| {head} | 乙 | 丙 |\n| 1 | 2 | 3 |"
    table = table_of(rows)
    lines = cell_lines(table.rows[0][0], table, read_profile(DEFAULT_STYLE))
    assert lines == HEADS[head]


def test_a_head_that_fits_is_not_broken() -> None:
    table = table_of("| 序号 | 投资（万元） | 时间 |\n| 1 | 3.5 | 3月 |")
    assert [cell.par.text for cell in table.rows[0]] == ["序号", "投资（万元）", "时间"]


def test_a_column_is_as_wide_as_the_unit_in_its_head_where_there_is_room() -> None:
    rows = 20 * f"| 1 | {' | '.join(3 * ['统筹推进水源、水厂、管网建设' * 2])} |\n"
    table = table_of(f"| 完成面积（平方米） | 甲 | 乙 | 丙 |\n{rows}")
    assert "（平方米）" in cell_lines(table.rows[0][0], table, read_profile(DEFAULT_STYLE))


def test_a_note_stays_with_the_last_row() -> None:
    """Wherever the foot of the page comes."""
    for count in range(8, 40):
        rows = "".join(f"  | {number} | 县教育局 |\n" for number in range(1, count)) + "  | 末 | 县财政局 |\n"
        text = (
            f"文种: 方案\n标题: 甲方案\n正文: |\n  | 序号 | 单位 |\n  |---|---|\n{rows}  注：以上为计划数。\n"
        )
        composition = compose_text(text)
        sheets = place_pages(composition.flow, composition.profile).sheets
        said = ["".join(ink.text for line in sheet.lines for ink in line.inks) for sheet in sheets]
        assert any("县财政局" in page and "注：以上" in page for page in said), count


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("表1　防汛物资", "表1　防汛物资"),
        ("表 2 防汛物资", "表 2 防汛物资"),
        ("表：防汛物资", "防汛物资"),
        ("表1所示的物资由各乡镇储备。", ""),
        ("各乡镇的物资如下：", ""),
    ],
)
def test_captions(line: str, caption: str) -> None:
    composition = compose_text(f"文种: 方案\n标题: 甲方案\n正文: |\n  开头。\n  {line}\n  | 甲 |\n  | 1 |\n")
    found = [each.text for each in composition.flow.blocks if isinstance(each, Par) and each.role == "表题"]
    assert found == ([caption] if caption else [])


def grid_of(page: PageInk) -> list[float]:
    """The heights of the horizontal rules."""
    tops = sorted(round((rule.top + rule.bottom) / 2, 1) for rule in page.rules("black"))
    return [top for place, top in enumerate(tops) if not place or top - tops[place - 1] > 0.6]


def in_cell(page: PageInk, text: str) -> TextLine:
    """The first place of ``text`` in the type size of tables."""
    return next(line for line in page.find_all(text) if line.size == near(14, abs=0.1))


@requires_soffice
@pytest.mark.parametrize("name", ["带表格的方案", "横排附件", "联合通知"])
def test_both_renderings_have_one_grid(gallery: Gallery, name: str) -> None:
    exhibit = gallery.show(name)
    compared = 0
    for ours, office in zip(exhibit.ours, exhibit.office, strict=True):
        mine, theirs = grid_of(ours), grid_of(office)
        assert len(mine) == len(theirs)
        assert mine == [near(height, abs=0.8) for height in theirs]
        compared += len(mine)
    assert compared >= 10


@requires_soffice
@pytest.mark.parametrize("renderer", ["ours", "office"])
def test_merged_cells_numbers_and_notes_stand_where_they_should(gallery: Gallery, renderer: str) -> None:
    first, second = gallery.show("带表格的方案").pages(renderer)[:2]
    caption, unit = first.find("表1防汛物资储备计划"), first.find("单位：万元")
    assert all("Hei" in font or "Sans" in font for font in caption.fonts), caption.fonts
    assert unit.right == near(184, abs=1.2)
    for page in (first, second):
        upper, lower = in_cell(page, "县级储备"), in_cell(page, "数量")
        middle = in_cell(page, "品种")
        assert upper.baseline < middle.baseline < lower.baseline
        assert (upper.baseline + lower.baseline) / 2 == near(middle.baseline, abs=0.4)
    numbers = [second.find(text) for text in ("600", "120")]
    units = [number.glyphs[-1].end for number in numbers]
    assert units[0] == near(units[1], abs=0.3)
    decimals = [second.find(text) for text in ("4.8", "7.25", "32.5")]
    points = [next(glyph.x for glyph in line.glyphs if glyph.text == ".") for line in decimals]
    assert points == [near(points[0], abs=0.5)] * 3
    spanning = second.find("抢险物料")
    rows = [second.find(text) for text in ("编织袋", "桩木")]
    assert spanning.baseline == near((rows[0].baseline + rows[1].baseline) / 2, abs=0.5)


@requires_soffice
def test_a_long_table_repeats_its_merged_head_and_a_tall_row_ends(tmp_path: Path) -> None:
    rows = "".join(f"  | {number} | 物资{number} | {number * 10} |\n" for number in range(1, 70))
    tall = "很高的一格" * 260
    text = (
        "文种: 方案\n标题: 甲方案\n正文: |\n  开头。\n  表1　物资清单\n  | 序号 | 内容 | < |\n  | ^ | 名称 | 数量 |\n"
        f"  |---|---|---|\n{rows}  结尾。\n  | 项 | 说明 |\n  | 甲 | {tall} |\n"
    )
    exhibit = make_exhibits({"长表": compose_text(text)}, tmp_path)["长表"]
    for pages in (exhibit.ours, exhibit.office):
        headed = [page for page in pages if page.find_all("名称")]
        assert len(headed) >= 3
        assert all(page.find("内容").baseline < page.find("名称").baseline for page in headed)
        assert sum(len(page.find_all("物资69")) for page in pages) == 1
        assert len(pages) < 9
    assert not [line for page in exhibit.ours for line in page.lines(Box(top=263)) if "物资" in line.text]


@requires_soffice
def test_a_cell_over_many_rows_is_framed_on_every_page(tmp_path: Path) -> None:
    rows = "".join(f"  | {'县级' if number == 1 else '^'} | 物资{number} |\n" for number in range(1, 61))
    text = f"文种: 方案\n标题: 甲方案\n正文: |\n  开头。\n  | 级别 | 名称 |\n{rows}"
    exhibit = make_exhibits({"跨页": compose_text(text)}, tmp_path)["跨页"]
    assert len(exhibit.ours) == len(exhibit.office)
    said = "".join(line.text for page in exhibit.ours for line in page.lines())
    assert all(said.count(f"物资{number}") for number in range(1, 61))
    for page in exhibit.ours[1:]:
        rows_here = [line for line in page.lines() if line.text.startswith("物资") and line.size < 15]
        left = min(line.left for line in rows_here) if rows_here else 0
        foot = max(rule.bottom for rule in page.rules("black"))
        edge = page.box(Box(27, 60, 29.5, foot + 1), "black")
        assert rows_here
        assert edge is not None, "the left edge of the cell that goes on"
        assert edge.bottom == near(foot, abs=0.6)
        assert left > 40


@requires_soffice
def test_a_table_has_one_line_more_than_rows(tmp_path: Path) -> None:
    """The text, the head and nine rows would leave less of the second page than that line is thick."""
    before = "  情况见下表。\n" * 23
    rows = "".join(f"  | {number} | {'县教育局、' * 8}完 |\n" for number in range(1, 13))
    text = f"文种: 方案\n标题: 甲方案\n正文: |\n{before}  | 序号 | 责任单位 |\n  |---|---|\n{rows}"
    exhibit = make_exhibits({"满页": compose_text(text)}, tmp_path)["满页"]
    for pages in (exhibit.ours, exhibit.office):
        assert [len(page.find_all("完")) for page in pages] == [0, 8, 4]
