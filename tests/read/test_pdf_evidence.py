"""What the type, the place and the room of the rows of a PDF tell, whoever set them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Pt

from gongwen import api
from gongwen.address import Place
from gongwen.api.checking import check_bytes
from gongwen.read.pdf.evidence import evidence_of, has_letter_lines, usual_pitch
from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rows import RowPage, rows_of
from gongwen.read.pdf.rules import Rule
from gongwen.read.pdf.text_area import text_areas
from gongwen.recognise.main import recognise
from gongwen.transcript import Line, Transcript
from tests.measuring.render import docx_to_pdf, requires_soffice

TITLE = "云岭县人民政府办公室关于做好全县小型水库防汛工作的通知"
BODY = "汛期将至，各乡镇人民政府要压实水库防汛责任，逐库落实行政、技术、巡查责任人，备足抢险物料，"


def foreign_pdf(folder: Path, head: str, title_size: float, body_size: float, spacing: float) -> bytes:
    """A notice as a clerk sets it, laid out by LibreOffice: a running head, a title as wide as the text, a signature at the right."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.header.paragraphs[0].text = head
    rows = (
        (TITLE, ALIGN.CENTER, title_size, 0), ("", ALIGN.LEFT, body_size, 0), ("各乡镇人民政府：", ALIGN.LEFT, body_size, 0),
        (BODY * 3 + "确保安全度汛。", ALIGN.JUSTIFY, body_size, 2), ("附件：水库名单", ALIGN.LEFT, body_size, 2),
        ("", ALIGN.LEFT, body_size, 0), ("云岭县人民政府办公室", ALIGN.RIGHT, body_size, 0), ("2024年5月9日", ALIGN.RIGHT, body_size, 0),
    )  # fmt: skip
    for text, align, size, indent in rows:
        par = document.add_paragraph()
        par.alignment, par.paragraph_format.line_spacing = align, spacing
        par.paragraph_format.space_after, par.paragraph_format.first_line_indent = Pt(0), Pt(indent * size)
        par.add_run(text).font.size = Pt(size)
    path = folder / "甲.docx"
    document.save(path)
    return docx_to_pdf([path], folder)[0].read_bytes()


@requires_soffice
@pytest.mark.parametrize(
    ("title_size", "body_size", "spacing"), [(16, 14, 1.5), (16, 16, 1.0), (22, 10.5, 1.2)]
)
def test_a_notice_of_another_look(
    title_size: float, body_size: float, spacing: float, tmp_path: Path
) -> None:
    reading = api.read_bytes(
        foreign_pdf(tmp_path, "云岭县情况通报", title_size, body_size, spacing), "甲.pdf"
    )
    found = reading.document
    assert found.title.replace("\n", "") == TITLE
    assert found.main_recipients == "各乡镇人民政府"
    assert found.body == (BODY * 3 + "确保安全度汛。",)
    assert [each.title for each in found.attachments] == ["水库名单"]
    assert found.signatories == ("云岭县人民政府办公室",)
    assert found.date is not None and found.date.isoformat() == "2024-05-09"
    assert [each.before for each in reading.repairs if each.reason == "每页重复的页眉"] == ["云岭县情况通报"]


def page(
    *rows: tuple[str, float, float, float, str], height: float = 842, rules: tuple[Rule, ...] = ()
) -> RowPage:
    """A page of rows: text, left edge, baseline, size and font."""
    glyphs = [
        Glyph(sign, left + size * place, left + size * (place + 1), base, size, 0, place, font=font)
        for text, left, base, size, font in rows
        for place, sign in enumerate(text)
    ]
    return RowPage(tuple(rows_of(glyphs)), 595, height, rules)


FULL = "甲" * 28
USUAL = ((FULL, 80, 700, 16, "仿宋"), (FULL, 80, 671, 16, "仿宋"), (FULL, 80, 642, 16, "仿宋"))


@pytest.mark.parametrize(
    ("row", "is_apart"),
    [
        ((FULL, 80, 613, 16, "仿宋"), False),
        ((FULL[:20], 80, 613, 16, "仿宋"), False),
        ((FULL[:20], 80, 613, 18, "仿宋"), True),
        ((FULL[:20], 80, 613, 16, "黑体"), False),
        (("2024年5月", 80, 613, 16, ""), False),
        ((FULL[:8], 320, 613, 16, "仿宋"), True),
        ((FULL[:20], 80, 584, 16, "仿宋"), True),
        (("乙" * 4, 272, 613, 16, "仿宋"), False),
    ],
    ids=[
        "full",
        "short",
        "larger",
        "a heading that fills its row",
        "digits",
        "at the right",
        "room",
        "in the middle",
    ],
)
def test_a_row_apart(row: tuple[str, float, float, float, str], is_apart: bool) -> None:
    pages = [page(*USUAL, row)]
    area = text_areas([pages[0].rows])[0]
    assert evidence_of(pages[0], area, usual_pitch(pages), is_first=True)[-1].is_apart == is_apart


def test_another_font_below_a_short_row() -> None:
    pages = [page(*USUAL, (FULL[:10], 80, 613, 16, "黑体"), (FULL[:10], 80, 584, 16, "仿宋"))]
    area = text_areas([pages[0].rows])[0]
    assert evidence_of(pages[0], area, usual_pitch(pages), is_first=True)[-1].is_apart


@pytest.mark.parametrize(("left", "is_apart"), [(320, False), (360, True)])
def test_a_post_that_goes_on_in_its_column(left: float, is_apart: bool) -> None:
    both = [("白䶮", 120, 613, 16, ""), ("县人力资源局副局长", 320, 613, 16, "")]
    pages = [page(*USUAL, *both, ("（主持工作）", left, 584, 16, ""))]
    area = text_areas([pages[0].rows])[0]
    assert evidence_of(pages[0], area, usual_pitch(pages), is_first=True)[-1].is_apart == is_apart


def test_the_head_of_a_later_page_may_go_on_with_the_page_before() -> None:
    pages = [page(*USUAL), page(("云岭县公报", 240, 785, 9, "宋体"), *USUAL)]
    area = text_areas([each.rows for each in pages])[0]
    told = evidence_of(pages[1], area, usual_pitch(pages), is_first=False)
    assert [each.is_apart for each in told] == [False] * 4
    assert [each.is_in_margin for each in told] == [False] * 4
    higher = page(("云岭县公报", 240, 800, 9, "宋体"), *USUAL)
    assert evidence_of(higher, area, usual_pitch(pages), is_first=False)[0].is_in_margin


def test_a_mark_that_goes_on_over_two_rows_is_one() -> None:
    texts = (
        "云岭县人民政府办公室文",
        "件",
        "云政办发〔2024〕8号",
        "关于防汛的通知",
        "各乡镇人民政府：",
        "请抓好落实。",
    )
    lines = [
        Line(text, Place("甲.pdf", number), is_issuer_mark=number < 3) for number, text in enumerate(texts, 1)
    ]
    reading = recognise(Transcript("甲.pdf", tuple(lines), has_paragraphs=True))
    assert reading.document.issuers == ("云岭县人民政府办公室",)
    assert reading.document.doc_number == "云政办发〔2024〕8号"
    assert not [each.message for each in reading.doubts if "没有认出" in each.message]


WIDE, NARROW = (57.0, 539.0), (79.0, 521.0)
EDGES = [Rule(False, left, 60, 720) for left in WIDE]


@pytest.mark.parametrize(
    ("rules", "is_letter"),
    [
        ([(720, WIDE), (717, WIDE), (60, WIDE), (57, WIDE)], True),
        ([(720, WIDE)], False),
        ([(60, WIDE)], False),
        ([(720, NARROW), (60, NARROW)], False),
        ([(760, WIDE), (60, WIDE)], False),
        ([(650, WIDE), (60, WIDE)], True),
        ([(620, WIDE), (60, WIDE)], False),
    ],
    ids=["letter", "head", "foot", "notice", "above all", "three rows above", "in the text"],
)
def test_the_lines_of_a_letter(rules: list[tuple[float, tuple[float, float]]], is_letter: bool) -> None:
    rows = [("甲县人民政府文件", 100, 735, 40, ""), *USUAL, (FULL, 80, 613, 16, "")]
    level = tuple(Rule(True, at, *ends) for at, ends in rules)
    assert has_letter_lines(page(*rows, rules=level)) == is_letter
    assert not has_letter_lines(page(*rows, rules=(Rule(True, 720, *WIDE), Rule(True, 60, *WIDE), *EDGES)))


@pytest.mark.parametrize("kind", ["函", "通知"])
@pytest.mark.parametrize("to", ["pdf", "ofd"])
def test_a_letter_is_one_whatever_its_mark_says(kind: str, to: str) -> None:
    text = (
        f"文种: {kind}\n格式: 信函\n发文机关: 云岭县人民政府办公室\n发文机关标志: 云岭县人民政府办公室文件\n"
        f"发文字号: 云政办函〔2024〕12号\n标题: 云岭县人民政府办公室关于开展河道巡查的{kind}\n"
        "主送机关: 青岭县人民政府\n正文: |\n  请于月底前开展河道巡查。\n成文日期: 2024-12-09\n"
    )
    paper = api.render(api.compose_source(api.parse(text, "函.yaml")), to).files[0]
    assert api.read_bytes(paper, f"函.{to}").document.format == "信函"
    assert not [each for each in check_bytes(paper, f"函.{to}") if each.force in ("应当", "一般")]
