"""The measuring of ink, tried on pages whose geometry is known beforehand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from tests.measuring.bars import BOW, GLYPHS, save_bars
from tests.measuring.ink import MM, Box, PageInk, characters, read_pdf

SHEET = """
#set page(width: 210mm, height: 297mm, margin: 0mm)
#set text(font: "Bars", size: 16pt, fallback: false, cjk-latin-spacing: none,
          top-edge: "baseline", bottom-edge: "baseline")
"""
EM = 16 * MM
DOT = 25.4 / 300
"""Millimetres in a dot of the pages' drawing."""


@pytest.fixture(scope="module")
def bars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a font of plain bars."""
    folder = tmp_path_factory.mktemp("bars")
    save_bars(folder, "Bars", "Bars-Regular")
    return folder


def _pages(bars: Path, body: str) -> list[PageInk]:
    source = bars / "sheet.typ"
    source.write_text(SHEET + body, encoding="utf-8")
    typst.compile(source, source.with_suffix(".pdf"), font_paths=[bars], ignore_system_fonts=True)
    return read_pdf(source.with_suffix(".pdf"))


def _place(x: float, y: float, content: str) -> str:
    return f"#place(dx: {x}mm, dy: {y}mm)[{content}]\n"


def _rule(x: float, y: float, width: float, weight: float, colour: str = "#000000") -> str:
    return _place(x, y, f'#line(length: {width}mm, stroke: {weight}mm + rgb("{colour}"))')


def _block(x: float, y: float, width: float, height: float, colour: str = "#000000") -> str:
    return _place(x, y, f'#rect(width: {width}mm, height: {height}mm, fill: rgb("{colour}"))')


def _flat_block(x: float, y: float, width: float, height: float) -> str:
    """A rule as a filled rectangle, ``y`` in its middle."""
    return _block(x, y - height / 2, width, height)


def _glyph(character: str, x: float, baseline: float, em: float = EM) -> Box:
    """The ink of ``character`` when its cell begins at ``x``."""
    drawn = GLYPHS[character][1]
    left, bottom = (min(bar[side] for bar in drawn) * em / 1000 for side in (0, 1))
    right, top = (max(bar[side] for bar in drawn) * em / 1000 for side in (2, 3))
    return Box(x + left, baseline - top, x + right, baseline - bottom)


def _sides(box: Box | None) -> list[float]:
    assert box is not None
    return [box.left, box.top, box.right, box.bottom]


def _about(box: Box, within: float = DOT) -> object:
    return pytest.approx(_sides(box), abs=within)


@pytest.mark.parametrize("weight", [0.1, 0.25, 0.35, 0.5, 1.5])
@pytest.mark.parametrize("draw", [_rule, _flat_block])
@pytest.mark.parametrize(("x", "y"), [(28, 40), (28.03, 40.04), (20.055, 261.977)])
def test_a_rule_is_measured_wherever_it_lies(
    bars: Path, draw: Callable[..., str], x: float, y: float, weight: float
) -> None:
    (rule,) = _pages(bars, draw(x, y, 156, weight))[0].rules()
    assert _sides(rule) == _about(Box(x, y - weight / 2, x + 156, y + weight / 2), 0.02)
    assert rule.thickness == pytest.approx(weight, abs=0.02)
    assert rule.colour == "black"


def test_rules_are_told_apart_by_place_and_colour(bars: Path) -> None:
    drawn = _rule(20, 60.0, 170, 0.8, "#ff0000") + _rule(20, 61.0, 170, 0.28, "#c00000")
    drawn += _rule(28, 50.0, 60, 0.35) + _rule(100, 50.0, 84, 0.35)
    page = _pages(bars, drawn)[0]
    assert [rule.colour for rule in page.rules()] == ["black", "black", "red", "red"]
    assert [round(rule.thickness, 1) for rule in page.rules("red")] == [0.8, 0.3]
    assert [(round(rule.left), round(rule.right)) for rule in page.rules("black")] == [(28, 88), (100, 184)]


def test_what_is_no_rule(bars: Path) -> None:
    page = _pages(bars, _rule(28, 50, 19, 0.35) + _block(28, 60, 156, 4) + _place(28, 80, "国" * 27))[0]
    assert page.rules() == []


def test_a_border_across_a_rule_does_not_thicken_it(bars: Path) -> None:
    posts = "".join(_block(x, 48, 0.3, 4) for x in (28, 80, 105.9, 183.7))
    (rule,) = _pages(bars, _rule(28, 50, 156, 0.35) + posts)[0].rules()
    assert rule.thickness == pytest.approx(0.35, abs=0.02)


@pytest.mark.parametrize("size", [42, 22, 16, 14, 9])
def test_the_ink_of_text(bars: Path, size: float) -> None:
    em = size * MM
    page = _pages(bars, _place(28.04, 100.03, f"#text(size: {size}pt)[一国]"))[0]
    first, last = _glyph("一", 28.04, 100.03, em), _glyph("国", 28.04 + em, 100.03, em)
    assert _sides(page.box()) == _about(Box(first.left, last.top, last.right, last.bottom))
    assert _sides(page.find("一")) == _about(first)
    assert _sides(page.find("国")) == _about(last)
    assert page.lines()[0].baseline == pytest.approx(100.03, abs=0.01)
    assert page.lines()[0].size == pytest.approx(size)


def test_the_ends_of_a_line_are_measured_in_parts_of_a_dot(bars: Path) -> None:
    page = _pages(bars, _rule(28, 150.03, 176, 0.35))[0]
    assert _sides(page.box()) == _about(Box(28, 149.855, 204, 150.205), 0.02)


def test_a_box_ends_where_its_region_does(bars: Path) -> None:
    upright, region = _glyph("国", 28, 100), Box(30.01, 97.02, 31.03, 98.04)
    page = _pages(bars, _place(28, 100, "国"))[0]
    assert page.box(region) == region
    assert _sides(page.box(Box(right=30.01))) == _about(Box(upright.left, upright.top, 30.01, upright.bottom))


def test_what_is_pale_is_no_ink(bars: Path) -> None:
    assert _pages(bars, _block(28, 60, 156, 40, "#f2f2f2"))[0].box() is None


def test_colours_are_told_apart_at_soft_edges_too(bars: Path) -> None:
    page = _pages(bars, _rule(28, 72.03, 156, 0.35, "#cc3333") + _rule(28, 90, 156, 0.35, "#302424"))[0]
    assert page.box(Box(bottom=80), "black") is None
    assert page.box(Box(top=80), "red") is None
    assert page.box(colour="red") == page.box(Box(bottom=80))


def test_a_box_is_of_a_region_and_of_a_colour(bars: Path) -> None:
    page = _pages(bars, _place(28, 72, "#text(fill: rgb(204, 51, 51))[国国]") + _place(40, 250, "国"))[0]
    upper, lower = _glyph("国", 28, 72), _glyph("国", 40, 250)
    assert page.box(Box(bottom=200), "red") == page.box(Box(bottom=200))
    assert _sides(page.box(colour="red")) == _about(
        Box(upper.left, upper.top, upper.right + EM, upper.bottom)
    )
    assert _sides(page.box(colour="black")) == _about(lower)
    assert _sides(page.box(Box(top=200))) == _about(lower)
    assert page.box(Box(top=200), "red") is None
    assert page.box(Box(100, 100, 120, 120)) is None


def test_the_ends_of_the_sheet_are_measured(bars: Path) -> None:
    page = _pages(bars, _block(0, 0, 210, 297))[0]
    assert (page.width, page.height) == pytest.approx((210, 297), abs=0.01)
    assert _sides(page.box()) == _about(Box(0, 0, 210, 297))


def test_rows_keep_characters_with_gaps_whole(bars: Path) -> None:
    texts = ["国国", "二", "一", "二一", "国。"]
    body = "".join(_place(28, 100 + 28.95 * MM * index, text) for index, text in enumerate(texts))
    page = _pages(bars, body + _rule(28, 141.5, 156, 0.35))[0]
    rows = page.rows()
    assert len(rows) == len(texts)
    assert _sides(rows[1]) == _about(_glyph("二", 28, 100 + 28.95 * MM))
    assert len(page.rows(height=2)) == len(texts) + 3
    assert [_sides(row) for row in rows] == [_about(line) for line in page.lines()]
    assert len(page.rows(Box(top=105, bottom=120))) == 2


def test_lines_are_read_in_order_with_their_gaps(bars: Path) -> None:
    body = _place(150, 100, "国国") + _place(28, 100, "国aa 国") + _place(28, 90, "国\u3000国#h(1em)。11")
    body += _place(28, 110, "#text(tracking: 4pt)[国国𠮷]") + _place(28, 120, "#text(fill: white)[国]")
    page = _pages(bars, body)[0]
    assert [line.text for line in page.lines()] == ["国 国 。11", "国aa 国 国国", "国国𠮷"]
    assert [line.full_width for line in page.lines()] == [3, 4, 3]
    assert [line.text for line in page.lines(Box(left=100))] == ["国aa 国 国国"]
    assert [line.text for line in page.lines(Box(top=95, bottom=105))] == ["国aa 国 国国"]
    assert page.fonts() == {"Bars-Regular"}


def test_find_gives_the_place_of_a_part(bars: Path) -> None:
    page = _pages(bars, _place(28, 100, "国国一 国") + _place(28, 120, "一国"))[0]
    part = page.find("一国")
    assert part.text == "一 国"
    assert part.left == pytest.approx(_glyph("一", 28 + 2 * EM, 100).left, abs=0.05)
    assert part.right == pytest.approx(_glyph("国", 28 + 3.25 * EM, 100).right, abs=0.05)
    assert [round(place.baseline) for place in page.find_all("一国")] == [100, 120]
    with pytest.raises(LookupError, match="国国一 国"):
        page.find("二")


def test_a_part_ends_before_the_next_character(bars: Path) -> None:
    bow = _pages(bars, _place(28, 100, "弓国"))[0].find("弓")
    assert bow.right == pytest.approx(28 + sum(BOW) / 2 * EM / 1000, abs=DOT)


def test_the_text_of_all_pages_with_and_without_their_numbers(bars: Path) -> None:
    footer = _place(150, 270, "— 1 —")
    pages = _pages(bars, _place(28, 40, "国 国") + footer + "#pagebreak()" + _place(28, 40, "一") + footer)
    assert [page.number for page in pages] == [1, 2]
    assert characters(pages) == "国国—1—一—1—"
    assert characters(pages, page_numbers=False) == "国国一"
    assert characters(_pages(bars, _place(28, 40, "国") + _place(28, 50, "11")), page_numbers=False) == "国11"
