"""The measuring tools, tried on pages whose geometry is known beforehand."""

from __future__ import annotations

import os
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
import typst
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.ink import MM, Box, PageInk, characters, read_pdf
from tests.render import STANDARD, WIDE, FontMap, RenderError, StandIn, _run, docx_to_pdf, requires_soffice

Bar = tuple[int, int, int, int]
"""A filled rectangle of a glyph: left, bottom, right, top in thousandths of the type size."""
BOW = (800, 1300)
"""The curve of 弓, from the first of these to the control point at the second."""

GLYPHS: dict[str, tuple[int, tuple[Bar, ...]]] = {
    "国": (1000, ((100, -80, 900, 820),)),
    "一": (1000, ((50, 350, 950, 430),)),
    "二": (1000, ((150, 650, 850, 730), (50, 20, 950, 100))),
    "𠮷": (1000, ((100, -80, 900, 820),)),
    "。": (1000, ((60, -60, 260, 140),)),
    "—": (1000, ((0, 350, 1000, 400),)),
    "a": (500, ((50, 0, 450, 500),)),
    "1": (500, ((150, 0, 350, 700),)),
    "弓": (1000, ()),
    " ": (250, ()),
    "\u3000": (1000, ()),
}
SHEET = """
#set page(width: 210mm, height: 297mm, margin: 0mm)
#set text(font: "Bars", size: 16pt, fallback: false, cjk-latin-spacing: none,
          top-edge: "baseline", bottom-edge: "baseline")
"""
EM = 16 * MM
DOT = 25.4 / 300
"""Millimetres in a dot of the pages' drawing."""
PITCH, ROWS = 28.95, 22
STANDARD_FONTS = {
    "方正小标宋简体": "NotoSerifCJK.*Bold",
    "仿宋_GB2312": "FandolFang|NotoSerifCJK.*Regular",
    "楷体_GB2312": "FandolKai|LXGWWenKai",
    "黑体": "FandolHei|NotoSansCJK",
    "宋体": "NotoSerifCJK.*Regular",
}
"""The official fonts, and what stands in for them in a PDF."""
BORDERS = [(8, "auto"), (6, "auto"), (12, "FF0000"), (4, "auto"), (18, "FF0000")]
"""Weight in eighths of a point, and colour."""


@dataclass(frozen=True)
class Rendered:
    """Two documents as LibreOffice draws them with the fonts of ``map``."""

    lines: list[PageInk]
    fonts: PageInk
    map: FontMap


@pytest.fixture(scope="module")
def bars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a font of plain bars."""
    folder = tmp_path_factory.mktemp("bars")
    _save_bars(folder, "Bars", "Bars-Regular")
    return folder


def _save_bars(folder: Path, family: str, font: str) -> None:
    names = {character: f"u{ord(character):X}" for character in GLYPHS}
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    glyphs, metrics = {".notdef": _outline(())}, {".notdef": (500, 0)}
    for character, (width, drawn) in GLYPHS.items():
        glyphs[names[character]] = _outline(drawn)
        metrics[names[character]] = (width, min((bar[0] for bar in drawn), default=0))
    glyphs[names["弓"]] = _bow()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": font})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(folder / "bars.ttf")


def _outline(drawn: tuple[Bar, ...]) -> object:
    pen = TTGlyphPen(None)
    for left, bottom, right, top in drawn:
        pen.moveTo((left, bottom))
        for corner in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _bow() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((BOW[0], 0))
    pen.qCurveTo((BOW[1], 400), (BOW[0], 800))
    pen.closePath()
    return pen.glyph()


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


def _save_lines(path: Path) -> Path:
    """Save 22 lines of an exact pitch of 28.95 pt, which fill the type area of 225 mm."""
    made = _new_document()
    for index in range(ROWS):
        _add(made, "国" * 20 + str(index), "仿宋_GB2312")
    made.save(str(path))
    return path


def _save_fonts(path: Path) -> Path:
    """Save a line in every official font, and below each a border of one of BORDERS."""
    made = _new_document()
    for name, (eighths, colour) in zip(STANDARD_FONTS, BORDERS, strict=True):
        paragraph = _add(made, f"国 {name}", name)
        border = f'<w:bottom w:val="single" w:sz="{eighths}" w:space="1" w:color="{colour}"/>'
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"), "w:shd", "w:spacing", "w:jc"
        )
    made.save(str(path))
    return path


def _new_document() -> Document:
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    return made


def _add(made: Document, text: str, font: str) -> Paragraph:
    paragraph = made.add_paragraph()
    look = paragraph.paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(PITCH)
    look.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(16), font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph


@pytest.fixture(scope="module", params=[STANDARD, WIDE], ids=["standard", "wide"])
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """Both documents, drawn with one of the sets of fonts."""
    folder = tmp_path_factory.mktemp("rendered")
    sources = [_save_lines(folder / "lines.docx"), _save_fonts(folder / "fonts.docx")]
    lines, fonts = (read_pdf(pdf) for pdf in docx_to_pdf(sources, folder / "out", request.param))
    return Rendered(lines, fonts[0], request.param)


@requires_soffice
def test_lines_of_exact_pitch_stand_where_the_docx_puts_them(rendered: Rendered) -> None:
    (page,) = rendered.lines
    lines = page.lines()
    assert [line.text for line in lines] == ["国" * 20 + str(index) for index in range(ROWS)]
    assert len(page.rows()) == ROWS
    for index, line in enumerate(lines):
        assert line.baseline == pytest.approx(37 + (index + 0.8) * PITCH * MM, abs=0.06)
        assert line.glyphs[0].x == pytest.approx(28, abs=0.06)
        assert (line.full_width, line.size) == (20, 16)


@requires_soffice
def test_borders_of_a_docx_are_measured(rendered: Rendered) -> None:
    rules = rendered.fonts.rules()
    assert [rule.thickness for rule in rules] == [
        pytest.approx(eighths / 8 * MM, abs=0.02) for eighths, _ in BORDERS
    ]
    assert [rule.colour == "red" for rule in rules] == [colour == "FF0000" for _, colour in BORDERS]
    assert {(round(rule.left, 1), round(rule.right, 1)) for rule in rules} == {(28.0, 184.0)}


@requires_soffice
def test_libreoffice_draws_with_the_stand_ins(rendered: Rendered) -> None:
    for name, expected in STANDARD_FONTS.items():
        (font,) = rendered.fonts.find(f"国 {name}").fonts
        assert re.search(expected if rendered.map is STANDARD else "NotoSansCJK.*Bold", font), (name, font)


@requires_soffice
def test_files_come_out_in_order_from_several_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.render.CHUNK", 1)
    sources = [_save_lines(tmp_path / "二.docx"), _save_fonts(tmp_path / "一 个.docx")]
    made = docx_to_pdf(sources, tmp_path / "out")
    assert [pdf.relative_to(tmp_path / "out") for pdf in made] == [Path("二.pdf"), Path("一 个.pdf")]
    assert "黑体" in characters(read_pdf(made[1]))
    assert sorted((tmp_path / "out").iterdir()) == sorted(made)


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:500], lambda data: b"text"])
def test_a_file_that_is_no_docx_is_named(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    good = _save_lines(tmp_path / "good.docx")
    bad = tmp_path / "bad.docx"
    bad.write_bytes(spoil(good.read_bytes()))
    with pytest.raises(RenderError, match="bad"):
        docx_to_pdf([good, bad], tmp_path / "out")


@requires_soffice
def test_a_docx_that_libreoffice_refuses_is_named(tmp_path: Path) -> None:
    good, torn, other = (tmp_path / name for name in ("good.docx", "torn.docx", "other.docx"))
    _save_lines(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(torn, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[:600] if name == "word/document.xml" else data)
    with zipfile.ZipFile(other, "w") as target:
        target.writestr("国.txt", "国")
    with pytest.raises(RenderError, match=r"2 of 3 files: \['torn\.docx', 'other\.docx'\]"):
        docx_to_pdf([torn, good, other], tmp_path / "out")


@requires_soffice
@pytest.mark.parametrize(("fonts", "expected"), [((), "FakeSong"), (STANDARD, "NotoSerifCJK")])
def test_a_stand_in_goes_before_an_installed_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fonts: FontMap, expected: str
) -> None:
    _save_bars(tmp_path, "宋体", "FakeSong")
    monkeypatch.setenv("GONGWEN_FONTS", str(tmp_path))
    made = _new_document()
    _add(made, "国", "宋体")
    made.save(str(tmp_path / "one.docx"))
    (pdf,) = docx_to_pdf([tmp_path / "one.docx"], tmp_path / "out", fonts)
    (font,) = read_pdf(pdf)[0].fonts()
    assert font.startswith(expected)


@requires_soffice
def test_a_run_ends_when_its_time_is_over(tmp_path: Path) -> None:
    source = _save_lines(tmp_path / "lines.docx")
    with pytest.raises(RenderError, match=r"soffice was not done after 0\.2 s"):
        docx_to_pdf([source], tmp_path / "out", timeout=0.2)


def test_what_is_not_done_in_time_is_stopped_with_its_children() -> None:
    start = time.monotonic()
    with pytest.raises(RenderError, match=r"sh was not done after 0\.1 s"):
        _run(["sh", "-c", "sleep 20 & wait"], dict(os.environ), 0.1)
    assert time.monotonic() - start < 10


@requires_soffice
def test_a_missing_stand_in_is_named(tmp_path: Path) -> None:
    fonts: FontMap = (StandIn(("宋体",), ("No Such Font",)),)
    with pytest.raises(RenderError, match="No Such Font"):
        docx_to_pdf([_save_lines(tmp_path / "lines.docx")], tmp_path / "out", fonts)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one name"):
        docx_to_pdf([tmp_path / "a/x.docx", tmp_path / "b/x.docx"], tmp_path)
