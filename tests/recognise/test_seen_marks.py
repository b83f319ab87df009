"""Marks that are known by their look in a docx, whatever they name; numbers of drafts with blanks in them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from gongwen import api

TITLE = "关于做好安全生产工作的通知"
RED, BLACK = RGBColor(0xFF, 0, 0), RGBColor(0, 0, 0)


def made(
    marks: Sequence[str], number: str, size: float = 48, colour: RGBColor = RED, title: str = TITLE
) -> bytes:
    document = docx.Document()
    for mark in marks:
        run = document.add_paragraph().add_run(mark)
        run.font.size, run.font.color.rgb = Pt(size), colour
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, align in ((number, WD_ALIGN_PARAGRAPH.CENTER), (title, WD_ALIGN_PARAGRAPH.CENTER)):
        document.add_paragraph(text).alignment = align
    for text in ("各科室：", "请各科室认真做好安全生产工作。", "2024年6月3日"):
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("marks", "mark"),
    [
        (["云岭水务集团文件"], "云岭水务集团文件"),
        (["××××"], "××××"),
        (["□□□公告"], "□□□公告"),
        (["云岭一中"], "云岭一中"),
    ],
)
def test_a_mark_is_known_by_its_look(marks: list[str], mark: str) -> None:
    document = api.read_bytes(made(marks, "云水发〔2024〕8号"), "通知.docx").document
    assert (document.issuer_mark, document.doc_number, document.title) == (mark, "云水发〔2024〕8号", TITLE)


def test_marks_below_each_other_are_names() -> None:
    marks = ["文件", "甲方单位", "乙方单位"]
    document = api.read_bytes(made(marks, "云水发〔2024〕8号"), "通知.docx").document
    assert (document.issuers, document.title) == (("甲方单位", "乙方单位"), TITLE)


@pytest.mark.parametrize(("size", "colour"), [(22, RED), (48, BLACK)])
def test_what_is_no_larger_than_a_title_or_black_is_no_mark(size: float, colour: RGBColor) -> None:
    document = api.read_bytes(made([TITLE], "", size, colour), "通知.docx").document
    assert document.issuer_mark == ""
    assert document.title.startswith(TITLE)


@pytest.mark.parametrize(
    "number",
    [
        "云水发〔2024〕  号", "云水发〔2024〕×号", "××发〔20××〕×号", "云水发[2024]__号", "〔2024〕号",
        "云水发〔××××〕12号",
    ],
)  # fmt: skip
def test_the_number_of_a_draft_is_no_part_of_the_title(number: str) -> None:
    data = made(["云岭县水务局文件"], number)
    document = api.read_bytes(data, "通知.docx").document
    assert (document.doc_number, document.title) == (number.replace(" ", ""), TITLE)
    codes = [
        each.code
        for each in api.check_bytes(data, "通知.docx")
        if each.code.startswith(("head", "leftovers"))
    ]
    assert codes == ["head.number-form"]


def test_a_title_that_is_missing_has_no_looks() -> None:
    data = made(["文件", "甲方单位"], "云水发〔2024〕8号", title="")
    found = api.check_bytes(data, "通知.docx")
    assert "title.no-kind" in [each.code for each in found]
    assert not [
        str(each) for each in found if each.code.startswith("look.") and each.message.startswith("标题")
    ]


def test_a_mark_that_its_style_alone_colours_is_known() -> None:
    document = docx.Document(io.BytesIO(made(["××××"], "云水发〔2024〕8号")))
    style = document.styles.add_style("红头", WD_STYLE_TYPE.PARAGRAPH)
    style.font.size, style.font.color.rgb = Pt(48), RED
    head = document.paragraphs[0]
    head.style = style
    head.runs[0].font.size = None
    head.runs[0]._r.rPr.remove(head.runs[0]._r.rPr.find(qn("w:color")))
    target = io.BytesIO()
    document.save(target)
    assert api.read_bytes(target.getvalue(), "通知.docx").document.issuer_mark == "××××"
