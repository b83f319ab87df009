"""Letterheads of other heights than ours: the text begins below them, and the 版记 stands where that leads."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import yaml
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from gongwen import api
from gongwen.write.letterhead import letterhead_of
from gongwen.write.template import read_template
from tests.measuring.gallery import compose_text
from tests.measuring.ink import MM, read_pdf
from tests.measuring.render import docx_to_pdf, requires_soffice

HEADS = ("高", "矮", "表格")
LENGTHS = (8, 13, 16)
"""Paragraphs of two lines: the text ends on the second page high up, low down, or on the third."""
TEXT = "为加强全县河湖管理，经县人民政府研究同意，现就有关事项通知如下，请认真抓好落实。"
TITLE_TOP = 37 + (2 * 28.95 + 0.8 * 36) * MM
"""The baseline of the title below a head of no height."""


def make_letterhead(kind: str, folder: Path) -> Path:
    """A letterhead by hand, as offices have them."""
    document = docx.Document()

    def add(text: str, size: float, before: float = 0, after: float = 0) -> None:
        par = document.add_paragraph()
        par.add_run(text).font.size = Pt(size)
        par.alignment = WD_ALIGN_PARAGRAPH.CENTER
        par.paragraph_format.space_before, par.paragraph_format.space_after = Pt(before), Pt(after)

    if kind == "表格":
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "云岭县人民政府办公室", "文件"
        table.cell(1, 0).text = "{{ 发文字号 }}"
        table.rows[0].height, table.rows[1].height = Mm(30), Mm(15)
    else:
        is_tall = kind == "高"
        add("云岭县人民政府办公室文件", 28, *((60, 30) if is_tall else (0, 0)))
        add("{{ 发文字号 }}", 16, *((40, 20) if is_tall else (0, 0)))
    for slot in ("标题", "主送机关", "正文", "落款", "版记"):
        document.add_paragraph(f"{{{{p {slot} }}}}")
    path = folder / f"版头{kind}.docx"
    document.save(str(path))
    return path


def notice(paragraphs: int) -> api.Composition:
    keys = {
        "文种": "通知", "发文机关": "云岭县人民政府办公室", "发文字号": "云政办发〔2024〕18号", "标题": "关于做好防汛工作的通知",
        "主送机关": "各乡镇人民政府", "正文": [TEXT] * paragraphs, "成文日期": "2024-06-09", "抄送机关": "县委办公室",
        "印发机关": "云岭县人民政府办公室", "印发日期": "2024-06-10",
    }  # fmt: skip
    return compose_text(yaml.safe_dump(keys, allow_unicode=True, sort_keys=False))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every letterhead filled with texts of every length, and LibreOffice's pages of each."""
    folder = tmp_path_factory.mktemp("letterheads")
    files = []
    for kind in HEADS:
        path = make_letterhead(kind, folder)
        for length in LENGTHS:
            files.append(folder / f"{kind}{length}.docx")
            files[-1].write_bytes(api.render(notice(length), "docx", path).files[0])
    docx_to_pdf(files, folder / "pdf")
    return folder


@requires_soffice
@pytest.mark.parametrize("kind", HEADS)
def test_the_height_is_that_on_the_page(kind: str, folder: Path) -> None:
    made = notice(LENGTHS[0])
    template = read_template(folder / f"版头{kind}.docx")
    found = letterhead_of(template, made.flow, made.document, made.profile)
    assert found is not None
    assert found.replaced == {"版头"}
    page = read_pdf(folder / "pdf" / f"{kind}{LENGTHS[0]}.pdf")[0]
    title = next(line for line in page.lines() if "做好防汛" in line.text)
    assert title.baseline - TITLE_TOP == pytest.approx(found.height * MM, abs=2.0)


@requires_soffice
@pytest.mark.clause("7.4.1-6")
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("kind", HEADS)
def test_the_imprint_stands_on_an_even_page(kind: str, length: int, folder: Path) -> None:
    pages = read_pdf(folder / "pdf" / f"{kind}{length}.pdf")
    (found,) = [
        number for number, page in enumerate(pages, 1) if any("抄送" in line.text for line in page.lines())
    ]
    assert found == len(pages)
    assert found % 2 == 0


def test_a_letterhead_with_but_our_own_head_changes_nothing() -> None:
    made = notice(1)
    assert letterhead_of(read_template(Path("文件版头")), made.flow, made.document, made.profile) is None


def test_what_a_tall_letterhead_leads_to_is_told(tmp_path: Path) -> None:
    """The pages differ from those of our own head, and what they made necessary is said with the docx."""
    path = make_letterhead("高", tmp_path)
    told = {
        length: (api.render(notice(length), "docx", path).notes, notice(length).findings)
        for length in range(4, 18)
    }
    assert any("版记" in note for notes, findings in told.values() for note in notes)
    assert all(str(finding) not in notes for notes, findings in told.values() for finding in findings)
