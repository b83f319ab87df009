"""One draft that has every element, as python-docx makes it on its own template: nothing in it is set as it should be."""

from __future__ import annotations

import io

from docx import Document
from docx.shared import Mm

from tests.making.drafts import picture

LONG = "各乡镇要加强巡查，发现险情及时报告，做到有人巡查、有人值守、有人处置，确保不漏一处、不存死角，切实保障人民群众生命财产安全。"
BODY = (
    "为做好今年的防汛工作，经县政府同意，现就有关事项通知如下。",
    "一、落实责任",
    f"（一）明确分工。{LONG}",
    f"（二）加强协作。{LONG * 2}",
    "1.巡查堤防",
    LONG * 3,
    "二、组成人员",
    "组长：周启明　副县长",
    "成员：赵清　县水利局局长",
    "三、做好保障",
    *(f"各有关单位要按照预案储备第{number}批物资，{LONG}{LONG}" for number in "一二三四五六"),
    "物资的数量如下。",
)
HEAD = ("云岭县水利局文件", "云水发〔2026〕8号", "云岭县水利局关于做好防汛工作的通知", "各乡镇人民政府：")
FOOT = (
    "附件：防汛物资清单",
    "云岭县水利局",
    "2026年6月1日",
    "（此件公开发布）",
    "抄送：县委办公室，县人大常委会办公室。",
    "云岭县水利局办公室　　　　2026年6月1日印发",
)


def full_draft() -> bytes:
    """Return the draft."""
    docx = Document()
    for text in (*HEAD, *BODY):
        docx.add_paragraph(text)
    table = docx.add_table(2, 3)
    for place, text in enumerate(("名称", "单位", "数量", "编织袋", "条", "5000")):
        table.cell(place // 3, place % 3).text = text
    docx.add_paragraph("堤防的位置见下图。")
    docx.add_paragraph().add_run().add_picture(io.BytesIO(picture(3)), width=Mm(180))
    docx.add_paragraph("图1 堤防位置")
    for text in FOOT:
        docx.add_paragraph(text)
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()
