"""Pages in two columns, as gazettes are set: one column is read behind the other."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongwen import api
from gongwen.read.pdf.columns import in_columns
from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rows import Row, rows_of
from tests.measuring.render import docx_to_pdf, requires_soffice
from tests.paths import sample_file

TITLE = "云岭县水利局关于小型水库管护的意见"
DUTIES = [
    f"{number}、{thing}。各乡镇水利站要逐库落实管护人员，按月巡查大坝、溢洪道和放水设施，做好记录，发现险情及时上报，不得瞒报、漏报。"
    for number, thing in zip("一二三四五六七八九", ["明确责任", "加强巡查", "及时报告", "备足物料", "修复设施", "清理库面", "安全放水", "开展培训", "严格考核"], strict=True)
]  # fmt: skip


def gazette(folder: Path) -> bytes:
    """A document in two columns, its title over both."""
    document = docx.Document()
    document.add_paragraph(TITLE).alignment = 1
    document.add_paragraph("各乡镇水利站：")
    section = document.add_section(0)
    section._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")
    for each in document.sections:
        each.page_width, each.page_height = Cm(21), Cm(14)
        each.left_margin = each.right_margin = each.top_margin = each.bottom_margin = Cm(1.9)
    for text in DUTIES:
        par = document.add_paragraph()
        par.paragraph_format.first_line_indent, par.paragraph_format.space_after = Pt(21), Pt(0)
        par.add_run(text).font.size = Pt(10.5)
    path = folder / "公报.docx"
    document.save(path)
    return docx_to_pdf([path], folder)[0].read_bytes()


@requires_soffice
def test_one_column_is_read_behind_the_other(tmp_path: Path) -> None:
    found = api.read_bytes(gazette(tmp_path), "公报.pdf").document
    assert found.title == TITLE
    assert found.main_recipients == "各乡镇水利站"
    assert list(found.body) == DUTIES


def row(text: str, left: float, base: float) -> list[Glyph]:
    return [
        Glyph(sign, left + 10 * place, left + 10 * place + 10, base, 10, 0, int(base * 1000 + left) + place)
        for place, sign in enumerate(text)
    ]


def page(*rows: tuple[str, str]) -> list[Row]:
    """Rows with a left and a right part, 20 points between full ones."""
    glyphs = [
        glyph
        for number, (left, right) in enumerate(rows)
        for glyph in (*row(left, 0, 700 - 20 * number), *row(right, 220, 700 - 20 * number))
    ]
    return rows_of(glyphs)


LEFT, RIGHT = "左" * 20, "右" * 20


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ([(LEFT, RIGHT)] * 6, [LEFT] * 6 + [RIGHT] * 6),
        ([("题" * 42, ""), *[(LEFT, RIGHT)] * 6], ["题" * 42] + [LEFT] * 6 + [RIGHT] * 6),
        ([(LEFT, RIGHT)] * 3, [f"{LEFT}\t{RIGHT}"] * 3),
        ([("张三", "县应急管理局局长")] * 6, ["张三\t县应急管理局局长"] * 6),
        ([("左" * 42, "")] * 6, ["左" * 42] * 6),
    ],
    ids=["two columns", "a title over both", "too few", "a roster", "one column"],
)
def test_what_stands_side_by_side(rows: list[tuple[str, str]], right: list[str]) -> None:
    assert [each.text for each in in_columns(page(*rows))] == right


@pytest.mark.parametrize("name", ["调整领导小组", "带表格的方案", "长篇实施方案"])
def test_what_is_no_text_in_columns_stays(name: str) -> None:
    import pypdfium2

    from gongwen.read.pdf.glyphs import page_glyphs

    (pdf,) = api.render(api.compose_source(api.load(sample_file(name))), "pdf").files
    with pypdfium2.PdfDocument(pdf) as document:
        for sheet in document:
            rows = rows_of(page_glyphs(sheet))
            assert in_columns(rows) == rows
