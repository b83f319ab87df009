"""What a draft holds besides its words, wherever it stands in it: in the document, in its own place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongwen.api.documents import compose_source, render
from gongwen.api.drafts import compare_draft, read_draft
from gongwen.ooxml.seen.inventory import take_inventory
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.main import recognise
from tests.api.test_drafts import bare_picture
from tests.command import run
from tests.making.drafts import DraftMaker, picture, text_box

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
TOP = ("云岭县水利局关于做好防汛工作的通知", "各乡镇人民政府：")
END = ("特此通知。", "云岭县水利局", "2026年6月1日")


def formula(text: str) -> Any:
    return parse_xml(f"<m:oMath {MATHS}><m:r><m:t>{text}</m:t></m:r></m:oMath>")


def call(key: int) -> Any:
    return parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{key}"/></w:r>')


def alone(maker: DraftMaker) -> None:
    maker.docx.add_paragraph("流量按下式计算：")
    shown = parse_xml(f"<m:oMathPara {MATHS}><m:oMath><m:r><m:t>Q=vA</m:t></m:r></m:oMath></m:oMathPara>")
    maker.docx.add_paragraph()._p.append(shown)
    maker.docx.add_paragraph("式中v为流速。")


def in_cells(maker: DraftMaker) -> None:
    maker.docx.add_paragraph("各项计算见下表。")
    table = maker.docx.add_table(2, 3)
    for place, text in enumerate(("项目", "算式", "单位", "流量", "", "km")):
        table.cell(place // 3, place % 3).text = text
    table.cell(1, 1).paragraphs[0]._p.append(formula("Q=vA"))
    table.cell(1, 2).paragraphs[0].add_run("2").font.superscript = True


def in_front(maker: DraftMaker) -> None:
    par = maker.docx.add_paragraph()
    par._p.append(formula("Q"))
    par.add_run(" 为流量，")
    par._p.append(formula("v"))
    par.add_run("为流速。")


def notes(maker: DraftMaker) -> None:
    par = maker.docx.add_paragraph("降雨偏多，")
    maker.note(par)
    par.add_run(" 来水偏丰，")
    maker.note(par)
    par.add_run(" 形势严峻。 ")
    maker.note(par)


def symbols(maker: DraftMaker) -> None:
    par = maker.docx.add_paragraph("是否同意：")
    for font, code, text in (
        ("Wingdings 2", "00A3", "是"),
        ("Wingdings 2", "0052", "否"),
        ("Symbol", "F0B3", "3米"),
    ):
        par._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="{font}" w:char="{code}"/></w:r>'))
        par.add_run(f"{text}，")
    par.add_run("请填写。")


def asterisks(maker: DraftMaker) -> None:
    maker.docx.add_paragraph("系数为0.24**，不显著的为0.3*。")
    maker.docx.add_paragraph("各单位要**加强巡查**，及时报告。")
    table = maker.docx.add_table(2, 2)
    for place, text in enumerate(("变量", "系数", "雨量", "0.24***")):
        table.cell(place // 2, place % 2).text = text


CASES: dict[str, tuple[Callable[[DraftMaker], None], tuple[str, ...]]] = {
    "独占一段的公式": (alone, ("![Q=vA](附图/公式1.xml)",)),
    "格里的公式和上标": (in_cells, ("| 流量 | ![Q=vA](附图/公式1.xml) | km^2^ |",)),
    "段首的公式": (in_front, ("![Q](附图/公式1.xml)为流量，![v](附图/公式2.xml)为流速。",)),
    "空格前面的脚注": (notes, ("降雨偏多，[^1]来水偏丰，[^2]形势严峻。[^3]",)),
    "符号字体": (symbols, ("是否同意：□是，☑否，≥3米，请填写。",)),
    "星号": (asterisks, ("系数为0.24\\*\\*，不显著的为0.3\\*。", "各单位要**加强巡查**，及时报告。")),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_there_in_its_place(case: str, tmp_path: Path) -> None:
    add, lines = CASES[case]
    maker = DraftMaker(1)
    for text in TOP:
        maker.docx.add_paragraph(text)
    add(maker)
    for text in END:
        maker.docx.add_paragraph(text)
    if maker.notes:
        maker._add_notes()
    maker.docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    assert set(lines) <= set(found.reading.document.body), found.reading.document.body
    composition = compose_source(found.source, media=found.media)
    assert not compare_draft(found, composition).lost
    told = [each for each in render(composition, "pdf").notes if "只印了其中的文字" in each]
    assert len(told) == "".join(lines).count("公式")
    assert all("没有画出" in each and "docx 里有完整的公式" in each for each in told)
    back = recognise(read_docx(render(composition, "docx").files[0], "公文.docx"))
    assert back.document == found.reading.document
    assert back.media == found.media


def test_a_symbol_of_which_nothing_is_known_is_named(tmp_path: Path) -> None:
    docx = open_docx()
    for text in (*TOP, "各单位要加强值班。", *END):
        docx.add_paragraph(text)
    odd = f'<w:r {nsdecls("w")}><w:sym w:font="Webdings" w:char="F04E"/></w:r>'
    docx.paragraphs[2]._p.append(parse_xml(odd))
    docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    (lost,) = compare_draft(found, compose_source(found.source, media=found.media)).lost
    assert "第3段：符号“Webdings F04E”没有带过来" in lost


def test_struck_out_text_is_printed_and_told(tmp_path: Path) -> None:
    docx = open_docx()
    for text in (*TOP, "各单位要加强值班", *END):
        docx.add_paragraph(text)
    docx.paragraphs[2].add_run("和巡查").font.strike = True
    docx.paragraphs[2].add_run("、抢险").font.double_strike = True
    docx.paragraphs[2].add_run("，及时报告。").font.strike = False
    docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    assert "各单位要加强值班和巡查、抢险，及时报告。" in found.reading.document.body
    lost = compare_draft(found, compose_source(found.source, media=found.media)).lost
    assert [each.partition("草稿.docx ")[2] for each in lost] == [
        f"第3段：划了删除线的“{text}”照印了，没有线；不要的文字请从原文里删去"
        for text in ("和巡查", "、抢险")
    ]


def shape(inner: str) -> Any:
    """A run with a shape of old programs, as Word still writes watermarks."""
    names = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
    return parse_xml(
        f'<w:r {names}><w:pict><v:shape style="width:200pt;height:60pt">{inner}</v:shape></w:pict></w:r>'
    )


def test_pictures_of_headers_and_footers_are_kept_beside_the_text_and_named(tmp_path: Path) -> None:
    docx = open_docx()
    for text in (*TOP, "各单位要加强值班。", *END):
        docx.add_paragraph(text)
    section = docx.sections[0]
    for seed, edge in enumerate((section.header, section.header, section.footer), 1):
        edge.paragraphs[0].add_run().add_picture(io.BytesIO(picture(seed)))
    docx.save(str(tmp_path / "草稿.docx"))
    ran = run("build", tmp_path / "草稿.docx", "--source", tmp_path / "文稿.yaml", cwd=tmp_path)
    assert ran.returncode == 1
    told = [line for line in ran.stderr.splitlines() if "里的图片" in line]
    assert [line.partition("：")[2].partition("，")[0] for line in told] == [
        "页眉里的图片“image1.png”没有排",
        "页眉里的图片“image2.png”没有排",
        "页脚里的图片“image3.png”没有排",
    ]
    assert all("“附图”文件夹" in line and "![](" in line for line in told)
    assert run("read", tmp_path / "草稿.docx", "-o", tmp_path / "读出.yaml", cwd=tmp_path).returncode == 0
    for folder in ("文稿.附图", "读出.附图"):
        kept = {each.name: each.read_bytes() for each in (tmp_path / folder).iterdir()}
        assert kept == {
            "页眉-image1.png": picture(1), "页眉-image2.png": picture(2), "页脚-image3.png": picture(3)
        }  # fmt: skip
    assert "附图" not in (tmp_path / "文稿.yaml").read_text(encoding="utf-8")
    assert not take_inventory((tmp_path / "草稿-公文.docx").read_bytes())


def test_a_watermark_is_named_once_and_art_of_type_with_its_paragraph(tmp_path: Path) -> None:
    docx = open_docx()
    for text in (*TOP, "各单位要加强值班。", *END):
        docx.add_paragraph(text)
    docx.paragraphs[2]._p.append(shape('<v:textpath string="防汛 专刊"/>'))
    docx.paragraphs[3]._p.append(shape('<v:textpath string="云岭县水利局"/>'))
    section = docx.sections[0]
    section.different_first_page_header_footer = True
    for edge in (section.header, section.first_page_header):
        edge.paragraphs[0]._p.append(shape('<v:textpath string="征求意见稿"/>'))
    docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    lost = compare_draft(found, compose_source(found.source, media=found.media)).lost
    assert [each.partition("草稿.docx")[2] for each in lost] == [
        " 第3段：艺术字“防汛 专刊”没有读；请改成普通的文字再读",
        "：水印“征求意见稿”没有带过来，印发的公文没有水印",
    ]


def test_a_sentence_that_breaks_off_does_not_go_on_below_a_picture(tmp_path: Path) -> None:
    docx = open_docx()
    broken = [
        f"各有关单位要按照预案第{number}条的要求储备防汛物资，做好随时调用的准备，联系人"
        for number in "一二三四"
    ]
    for text in (*TOP, broken[0]):
        docx.add_paragraph(text)
    docx.add_paragraph().add_run().add_picture(io.BytesIO(picture(1)))
    for text in (*broken[1:], *END):
        docx.add_paragraph(text)
    docx.save(str(tmp_path / "草稿.docx"))
    body = read_draft(tmp_path / "草稿.docx").reading.document.body
    assert body[0] == broken[0]
    assert body[1].startswith("![](附图/image1.png)")
    assert body[2].startswith(broken[1])


def test_a_file_of_pictures_alone_is_said_to_be_one(tmp_path: Path) -> None:
    docx = open_docx()
    for seed in (1, 2):
        docx.add_paragraph().add_run().add_picture(io.BytesIO(picture(seed)))
    docx.save(str(tmp_path / "草稿.docx"))
    ran = run("build", tmp_path / "草稿.docx", cwd=tmp_path)
    assert ran.returncode == 1
    assert "里面没有文字，只有2张图片；是扫描件的，请把图片另存出来，用 gongwen read 读图片" in ran.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["草稿.docx"]


def test_a_formula_in_a_footnote_is_carried(tmp_path: Path) -> None:
    maker = DraftMaker(1)
    for text in (*TOP, "流量见注", *END):
        maker.docx.add_paragraph(text)
    maker.note(maker.docx.paragraphs[2])
    maker._add_notes()
    part = next(each for each in maker.docx.part.package.iter_parts() if "footnotes" in str(each.partname))
    maths = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>Q=vA</m:t></m:r></m:oMath>'
    part._blob = part.blob.replace(
        b"</w:p></w:footnote></w:footnotes>", maths.encode() + b"</w:p></w:footnote></w:footnotes>"
    )
    maker.docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    composition = compose_source(found.source, media=found.media)
    assert not compare_draft(found, composition).lost
    made = take_inventory(render(composition, "docx").files[0])
    assert [each.value for each in made if each.thing == "公式"] == ["Q=vA"]


def test_a_footnote_with_a_line_break_is_one_note(tmp_path: Path) -> None:
    maker = DraftMaker(1)
    for text in (*TOP, "流量见注", *END):
        maker.docx.add_paragraph(text)
    maker.note(maker.docx.paragraphs[2])
    maker._add_notes()
    part = next(each for each in maker.docx.part.package.iter_parts() if "footnotes" in str(each.partname))
    more = b"</w:t><w:br/><w:t>https://example.com/a</w:t></w:r></w:p></w:footnote></w:footnotes>"
    part._blob = part.blob.replace(b"</w:t></w:r></w:p></w:footnote></w:footnotes>", more)
    maker.docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    assert found.reading.document.body[-1] == "[^1]: 数据来自第1次调查。 https://example.com/a"
    assert not compare_draft(found, compose_source(found.source, media=found.media)).lost


def test_a_footnote_of_a_draft_without_its_text_is_told_with_its_paragraph(tmp_path: Path) -> None:
    docx = open_docx()
    for text in (*TOP, "今年以来，降雨偏多", *END):
        docx.add_paragraph(text)
    docx.paragraphs[2]._p.append(call(9))
    docx.save(str(tmp_path / "草稿.docx"))
    ran = run("build", tmp_path / "草稿.docx", cwd=tmp_path)
    assert ran.returncode == 1
    (told,) = [line for line in ran.stderr.splitlines() if "没有注文" in line]
    assert "草稿.docx 第3段" in told
    assert "请补上" in told


def test_what_a_text_leaves_open_or_names_in_vain_is_told_with_its_line(tmp_path: Path) -> None:
    wrong = "要**加强巡查。数据[^1]。\n\n![图1](没有.png)\n\n姓名[甲]{下划线"
    (tmp_path / "草稿.md").write_text(MARKDOWN.replace("特此通知。", wrong), encoding="utf-8")
    (tmp_path / "图.png").write_bytes(picture(1))
    ran = run("build", tmp_path / "草稿.md", cwd=tmp_path)
    assert ran.returncode == 1
    (told,) = [line for line in ran.stderr.splitlines() if "没有.png" in line]
    assert "第19行" in told
    (tmp_path / "没有.png").write_bytes(picture(2))
    lines = run("build", tmp_path / "草稿.md", cwd=tmp_path).stderr.splitlines()
    assert any("第17行" in line and "没有配成一对" in line for line in lines)
    assert any("第21行" in line and "没有写完" in line for line in lines)


IMPRINT = (
    "抄送：县委办公室，县人大常委会办公室，",
    "县政协办公室。",
    "云岭县水利局办公室　　　　2026年6月1日印发",
)


@pytest.mark.parametrize("hangs_on", range(7))
def test_an_imprint_in_a_text_box_is_one_wherever_the_box_hangs(hangs_on: int, tmp_path: Path) -> None:
    docx = open_docx()
    for text in ("云岭县水利局文件", "云水发〔2026〕8号", *TOP, *END):
        docx.add_paragraph(text)
    docx.paragraphs[hangs_on]._p.append(text_box(*IMPRINT))
    docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    document = found.reading.document
    assert document.copy_recipients == "县委办公室，县人大常委会办公室，县政协办公室"
    assert (document.print_issuer, str(document.print_date)) == ("云岭县水利局办公室", "2026-06-01")
    assert (document.title, str(document.date)) == (TOP[0], "2026-06-01")
    assert not compare_draft(found, compose_source(found.source, media=found.media)).lost


MARKDOWN = """# 云岭县水利局关于做好防汛工作的通知

各乡镇人民政府：

今年以来，防汛工作**总体平稳**，详见[网站](https://example.com/a)[^1]，面积25km^2^，系数为0.24**。

## **一、落实责任**

**（一）明确分工。**各单位要**立即**落实。

![图1 堤防位置](图.png)

| 物资 | 数量 |
|---|---|
| **编织袋** | 共**5000**条 |

特此通知。

云岭县水利局
2026年6月1日

[^1]: 调查由县水利局组织。
"""


def test_bold_of_markdown_is_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "草稿.md").write_text(MARKDOWN, encoding="utf-8")
    (tmp_path / "图.png").write_bytes(picture(1))
    found = read_draft(tmp_path / "草稿.md")
    assert found.reading.document.body == (
        "今年以来，防汛工作**总体平稳**，详见[网站](https://example.com/a)[^1]，面积25km^2^，系数为0.24**。",
        "一、落实责任",
        "（一）明确分工。各单位要**立即**落实。",
        "![图1 堤防位置](图.png)",
        "| 物资 | 数量 |",
        "| 编织袋 | 共**5000**条 |",
        "特此通知。",
        "[^1]: 调查由县水利局组织。",
    )
    assert not compare_draft(found, compose_source(found.source)).lost
    assert not [each for each in found.reading.repairs if "图.png" in each.before]


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "不是图片": (lambda: b"no picture", "不是图片"),
    "不完整": (lambda: picture(1)[:-40], "不完整或者已损坏"),
    "太大": (lambda: bare_picture(20_000), "像素太多"),
    "没有": (bytes, "没有存在文件里"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_picture_of_a_draft_that_cannot_be_used_is_told_with_its_paragraph(
    case: str, tmp_path: Path
) -> None:
    make, says = BAD[case]
    data = make()
    docx = open_docx()
    for text in (*TOP, "堤防的位置见下图。"):
        docx.add_paragraph(text)
    docx.add_paragraph().add_run().add_picture(io.BytesIO(picture(1)))
    for text in END:
        docx.add_paragraph(text)
    docx.save(out := io.BytesIO())
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(tmp_path / "草稿.docx", "w") as new:
        for name in old.namelist():
            is_picture = name.startswith("word/media/")
            if data or not is_picture:
                new.writestr(name, data if is_picture else old.read(name))
    ran = run("build", tmp_path / "草稿.docx", cwd=tmp_path)
    assert ran.returncode == 1
    (told,) = [line for line in ran.stderr.splitlines() if says in line]
    assert "草稿.docx 第4段" in told
    assert "请" in told
    assert "Traceback" not in ran.stderr
