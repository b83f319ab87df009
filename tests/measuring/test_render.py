"""LibreOffice's rendering of docx files whose geometry and fonts are known beforehand."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tests.measuring.bars import save_bars
from tests.measuring.ink import MM, PageInk, characters, read_pdf
from tests.measuring.render import (
    STANDARD,
    WIDE,
    FontMap,
    RenderError,
    StandIn,
    _run,
    docx_to_pdf,
    requires_soffice,
)

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
    monkeypatch.setattr("tests.measuring.render.CHUNK", 1)
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
    save_bars(tmp_path, "宋体", "FakeSong")
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


def test_what_is_not_done_in_time_is_stopped_with_its_children(tmp_path: Path) -> None:
    late = tmp_path / "late"
    with pytest.raises(RenderError, match=r"sh was not done after 0\.1 s"):
        _run(["sh", "-c", f"(sleep 20; touch {late}) & wait"], dict(os.environ), 0.1)
    assert not late.exists()


@requires_soffice
def test_a_missing_stand_in_is_named(tmp_path: Path) -> None:
    fonts: FontMap = (StandIn(("宋体",), ("No Such Font",)),)
    with pytest.raises(RenderError, match="No Such Font"):
        docx_to_pdf([_save_lines(tmp_path / "lines.docx")], tmp_path / "out", fonts)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one name"):
        docx_to_pdf([tmp_path / "a/x.docx", tmp_path / "b/x.docx"], tmp_path)
