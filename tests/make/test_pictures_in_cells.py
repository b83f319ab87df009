"""Pictures in the cells of tables: in their cells in every format, in both renderings alike, and read back."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import yaml
from docx import Document as open_docx
from docx.shared import Mm, Pt
from PIL import Image

from gongwen.api import Composition
from gongwen.api.checking import check_bytes
from gongwen.api.documents import Source, compose_source, parse, render
from gongwen.finding import InputError
from gongwen.flow import Table, figures_of
from gongwen.make.pages.place import place_pages
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.main import recognise
from tests.measuring.render import docx_to_pdf, requires_soffice

HEAD = """\
文种: 通知
发文机关标志: 云岭县人民政府文件
发文机关: 云岭县人民政府
标题: 关于做好防汛工作的通知
署名: 云岭县人民政府
成文日期: 2026-06-01
正文: |
"""
CASES = yaml.safe_load((Path(__file__).parent / "pictures_in_cells.yaml").read_text("utf-8"))
COLOURS = {"小.png": (0, 0, 128), "大.png": (128, 0, 128), "长.png": (0, 128, 0)}
SIZES = {"小.png": (120, 80), "大.png": (900, 700), "长.png": (300, 4000)}


@cache
def _media() -> dict[str, bytes]:
    return {name: _picture(SIZES[name], COLOURS[name]) for name in SIZES}


def _picture(size: tuple[int, int], colour: tuple[int, int, int]) -> bytes:
    Image.new("RGB", size, colour).save(out := io.BytesIO(), "PNG")
    return out.getvalue()


def _source(rows: list[str]) -> Source:
    lines = sorted(["各处照片如下。", *rows, "各单位要高度重视。"], key=lambda line: line.startswith("[^"))
    return parse(HEAD + "".join(f"  {line}\n" for line in lines), "稿.yaml")


def _composed(rows: list[str]) -> Composition:
    return compose_source(_source(rows), media=_media())


each_case = pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])


@each_case
def test_what_is_built_is_read_back(case: dict[str, Any]) -> None:
    source = _source(case["各行"])
    docx = render(compose_source(source, media=_media()), "docx").files[0]
    read = recognise(read_docx(docx, "公文.docx"))
    assert read.document == source.document
    assert read.media == {name: data for name, data in _media().items() if name in "".join(case["各行"])}
    assert not read.doubts


def test_the_check_finds_nothing_about_them() -> None:
    def rules(rows: list[str]) -> set[str]:
        found = check_bytes(render(_composed(rows), "docx").files[0], "公文.docx")
        return {finding.code for finding in found}

    rows = [row for case in CASES[:7] for row in [*case["各行"], "又如下。"]]
    assert rules(rows) <= rules(["| 名称 | 照片 |", "| 甲 | 乙 |", "又如下。"])


@each_case
def test_each_stands_in_its_cell_and_no_larger_than_itself(case: dict[str, Any]) -> None:
    made = _composed(case["各行"])
    (table,) = [block for block in made.flow.blocks if isinstance(block, Table)]
    figures = list(figures_of(table))
    assert len(figures) == "".join(case["各行"]).count("![")
    for cell in (cell for row in table.rows for cell in row):
        for figure in cell.figures:
            own = [side * 72 / 96 for side in SIZES[figure.name]]
            assert figure.width <= min(own[0], table.width_of(cell) - 2 * table.margin) + 0.01
            assert figure.width / figure.height == pytest.approx(own[0] / own[1], rel=0.01)
    sheets = place_pages(made.flow, made.profile).sheets
    assert sum(len(page.images) for page in sheets) == len(figures)
    for page in sheets:
        for image in page.images:
            right, bottom = image.x + image.width, image.y + image.height
            strokes = [each for each in page.strokes if each.colour == "000000"]
            down = [
                each.x for each in strokes if each.x == each.x_end and each.y <= image.y + 1 <= each.y_end
            ]
            across = [
                each.y for each in strokes if each.y == each.y_end and each.x <= image.x + 1 <= each.x_end
            ]
            assert max(x for x in down if x <= image.x) >= max((x for x in down if x < right), default=0)
            assert max(y for y in across if y <= image.y) < bottom <= min(y for y in across if y > image.y)
            for line in page.lines:
                if image.x - 1 < line.x < right:
                    assert line.baseline <= image.y + 1 or line.baseline > bottom


def test_its_size_is_its_own_that_asked_for_or_that_of_the_cell() -> None:
    def widths(*cells: str) -> list[float]:
        made = _composed(["| 名称 | 照片 |", *(f"| 甲 | {cell} |" for cell in cells)])
        return [figure.width for block in made.flow.blocks for figure in figures_of(block)]

    assert widths("![](小.png)", "![](大.png){宽：20毫米}") == pytest.approx([90, 20 / 25.4 * 72])
    (wide,) = widths("![](大.png)")
    assert 150 < wide < 442


def test_one_higher_than_a_page_shrinks_below_the_head_of_its_table() -> None:
    rows = ["| 名称 | 照片 |", "|---|---|", "| 甲 | ![](小.png)![](长.png) |"]
    made = _composed(rows)
    pages = [page for page in place_pages(made.flow, made.profile).sheets if page.images]
    (page,) = pages
    area = made.profile.sheet.area(2)
    assert max(image.y + image.height for image in page.images) <= area.top + area.height
    (table,) = [block for block in made.flow.blocks if isinstance(block, Table)]
    assert not table.split_rows


def test_every_format_shows_it() -> None:
    made = _composed(CASES[2]["各行"])
    images = [image for page in place_pages(made.flow, made.profile).sheets for image in page.images]
    assert len(images) == 2
    for page in render(made, "png").files[:1]:
        shown = np.array(Image.open(io.BytesIO(page)).convert("RGB"))
        assert _inked(shown, COLOURS["小.png"])
    html = render(made, "html").files[0].decode()
    table = html.partition("<table>")[2].partition("</table>")[0]
    assert table.count("<img ") == 2 and ">前文<br><img" in table and "<br>图片1<br>后文" in table
    ofd = zipfile.ZipFile(io.BytesIO(render(made, "ofd").files[0]))
    assert sum(name.endswith((".png", ".jpg")) for name in ofd.namelist()) == 2
    assert "￼" not in render(made, "txt").files[0].decode()


def _inked(page: np.ndarray[Any, Any], colour: tuple[int, int, int]) -> int:
    return int((np.abs(page.astype(int) - colour).sum(axis=2) < 30).sum())


@requires_soffice
def test_both_renderings_show_the_same(tmp_path: Path) -> None:
    made = _composed([row for case in CASES[:5] for row in [*case["各行"], "又如下。"]])
    (tmp_path / "公文.docx").write_bytes(render(made, "docx").files[0])
    (office,) = docx_to_pdf([tmp_path / "公文.docx"], tmp_path / "pdf")
    ours, theirs = (
        [page.render(scale=1).to_numpy()[:, :, ::-1] for page in pypdfium2.PdfDocument(pdf)]
        for pdf in (render(made, "pdf").files[0], office.read_bytes())
    )
    assert len(ours) == len(theirs)
    assert [
        page.get_textpage().get_text_range().count("又如下")
        for page in pypdfium2.PdfDocument(office.read_bytes())
    ] == [
        sum("又如下" in "".join(ink.text for ink in line.inks) for line in page.lines)
        for page in place_pages(made.flow, made.profile).sheets
    ]
    for one, other in zip(ours, theirs, strict=True):
        for colour in (COLOURS["小.png"], COLOURS["大.png"]):
            assert _inked(one, colour) == pytest.approx(_inked(other, colour), rel=0.05, abs=60)


def test_pictures_of_other_documents_stay_in_their_cells() -> None:
    docx = open_docx()
    for text in ("关于做好防汛工作的通知", "各镇人民政府：", "各处照片如下。"):
        docx.add_paragraph(text)
    table = docx.add_table(3, 3)
    for column, text in enumerate(("名称", "照片", "说明")):
        table.cell(0, column).text = text
    table.cell(1, 0).text, table.cell(2, 0).text, table.cell(2, 1).text = "东堤", "西堤", "险段"
    small = io.BytesIO(_media()["小.png"])
    table.cell(1, 1).paragraphs[0].add_run().add_picture(small, width=Mm(20))
    table.cell(2, 1).add_paragraph().add_run().add_picture(small, width=Pt(90))
    table.cell(2, 2).text = "加固"
    docx.add_paragraph("各镇要高度重视，抓好落实。")
    docx.save(out := io.BytesIO())
    read = recognise(read_docx(out.getvalue(), "草稿.docx"))
    assert read.document.body[1:4] == (
        "| 名称 | 照片 | 说明 |",
        "| 东堤 | ![](附图/image1.png){宽：20毫米} |  |",
        "| 西堤 | 险段![](附图/image1.png) | 加固 |",
    )
    assert not [doubt for doubt in read.doubts if "图片" in doubt.message]


@pytest.mark.parametrize(
    ("cell", "says"), [("![](没有.png)", "没有这个图片文件"), ("甲![图](坏.png)", "不是图片")]
)
def test_one_that_cannot_be_used_is_told_with_its_line(cell: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        compose_source(_source(["| 名称 | 照片 |", f"| 甲 | {cell} |"]), media={"坏.png": b"nothing"})
    assert "第10行" in str(error.value.problems[0])
    assert says in str(error.value.problems[0])
