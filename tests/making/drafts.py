"""Drafts as people make them in word processors: pictures, notes, boxes, tables in tables, hidden text, headers."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image

from tests.making.manners import MANNERS
from tests.making.objects import add_chart, add_diagram, add_object

_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_BODY = (
    "今年以来，全县防汛工作总体平稳。",
    "各乡镇要加强巡查，发现险情及时报告，24小时内上报，做到有人巡查、有人值守、有人处置，确保不漏一处、不存死角。",
    "各有关单位要落实值班制度，做好物资储备。",
    "水库、河道管理单位要按照调度规程运行。",
    "汛后要及时总结，修复水毁工程。",
)
_HEADINGS = ("一、落实责任", "二、加强巡查", "三、做好保障")
_RUN_IN = ("（一）明确分工。各单位要把责任落实到人。", "（二）加强协作。各单位要互通情况、互相支持。")
_HEAD = ("云岭县水利局文件", "云水发〔2026〕8号")
_IMPRINT = ("抄送：县委办公室，县人大常委会办公室。", "云岭县水利局办公室　　　　2026年6月1日印发")


def picture(seed: int, size: tuple[int, int] = (120, 60), kind: str = "PNG") -> bytes:
    """Return a picture; each seed gives another."""
    out = io.BytesIO()
    Image.new("RGB", size, (seed * 37 % 256, seed * 91 % 256, seed * 13 % 256)).save(out, kind)
    return out.getvalue()


def text_box(*lines: str) -> Any:
    """A run with a text box as Word writes it today, with one for old programs."""
    pars = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)
    inner = f"<w:txbxContent>{pars}</w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return parse_xml(
        f'<w:r {nsdecls("w")} {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


class DraftMaker:
    """Makes one draft, what it holds chosen by a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.docx: Docx = Document()
        self.notes: list[str] = []
        self.pictures = 0
        self.objects = 0

    def make(self) -> bytes:
        """Return the draft: a title, recipients, a text with some of everything, who signs, the date."""
        chance = self.random.random
        for text in _HEAD if chance() < 0.3 else ():
            self.docx.add_paragraph(text)
        for text in ("云岭县水利局关于做好防汛工作的通知", "各乡镇人民政府："):
            self.docx.add_paragraph(text)
        ways = self.random.choices(WAYS, k=self.random.randint(3, 7))
        headings = iter(_HEADINGS if chance() < 0.6 else ())
        for number, way in enumerate(ways):
            if number % 2 and (heading := next(headings, "")):
                self.docx.add_paragraph(heading)
            par = self.docx.add_paragraph(_BODY[number % len(_BODY)])
            way(self, par)
        for text in _RUN_IN if chance() < 0.5 else ():
            self.docx.add_paragraph(text)
        self.docx.add_paragraph("特此通知。")
        for text in ("云岭县水利局", "2026年6月1日", *(_IMPRINT if chance() < 0.3 else ())):
            self.docx.add_paragraph(text)
        if self.notes:
            self._add_notes()
        self.random.choice(MANNERS)(self.docx, self.random)
        out = io.BytesIO()
        self.docx.save(out)
        return out.getvalue()

    def inline(self, par: Paragraph) -> None:
        """A picture on a line of its own, with a caption below."""
        self.pictures += 1
        kind = self.random.choice(["PNG", "JPEG", "GIF", "BMP"])
        own = self.docx.add_paragraph()
        own.add_run().add_picture(io.BytesIO(picture(self.pictures, kind=kind)), width=Mm(60))
        self.docx.add_paragraph(f"图{self.pictures} 示意图")

    def floating(self, par: Paragraph) -> None:
        """A picture that floats beside a paragraph of text."""
        self.pictures += 1
        run = par.add_run()
        run.add_picture(io.BytesIO(picture(100 + self.pictures)), width=Mm(30))
        inline = run._r.find(".//" + qn("wp:inline"))
        inline.tag = qn("wp:anchor")
        for name, value in (("simplePos", "0"), ("relativeHeight", "1"), ("behindDoc", "0"), ("locked", "0")):
            inline.set(name, value)

    def scripts(self, par: Paragraph) -> None:
        """Raised and lowered letters, bold, underlined words, a line to fill in."""
        par.add_run("面积25km")
        par.add_run("2").font.superscript = True
        par.add_run("，二氧化碳CO")
        par.add_run("2").font.subscript = True
        par.add_run("，")
        par.add_run("务必重视").bold = True
        par.add_run("并").underline = False
        par.add_run("立即落实").underline = True
        par.add_run("，联系人：")
        par.add_run("        ").underline = True

    def note(self, par: Paragraph) -> None:
        """A footnote."""
        self.notes.append(f"数据来自第{len(self.notes) + 1}次调查。")
        key = len(self.notes) + 1
        call = f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{key}"/></w:r>'
        par._p.append(parse_xml(call))

    def box(self, par: Paragraph) -> None:
        """A text box as Word writes it today, with one for old programs."""
        par._p.append(text_box(f"框中说明{self.random.randint(10, 99)}号"))

    def table(self, par: Paragraph) -> None:
        """A table with a table in one of its cells."""
        table = self.docx.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"第{row}行{column}列"
        inner = table.cell(1, 1).add_table(2, 2)
        for place, text in enumerate(("内甲", "内乙", "内丙", "内丁")):
            inner.cell(place // 2, place % 2).text = text
        run = table.cell(2, 2).paragraphs[0].add_run("3")
        run.font.superscript = True

    def hidden(self, par: Paragraph) -> None:
        """Hidden text."""
        par.add_run("内部掌握").font.hidden = True

    def header(self, par: Paragraph) -> None:
        """A header with text."""
        self.docx.sections[0].header.paragraphs[0].text = "内部资料"

    def formula(self, par: Paragraph) -> None:
        """A formula in the text."""
        space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        par._p.append(parse_xml(f"<m:oMath {space}><m:r><m:t>Q=vA</m:t></m:r></m:oMath>"))

    def _add_notes(self) -> None:
        rows = "".join(
            f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>'
            for key, text in enumerate(self.notes, 2)
        )
        ends = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        xml = f"<w:footnotes {nsdecls('w')}>{ends}{rows}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), _NOTES, xml, self.docx.part.package)
        self.docx.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def columns(self, par: Paragraph) -> None:
        """A section of two columns that ends here."""
        self.docx.add_section(WD_SECTION.CONTINUOUS)
        section = self.docx.sections[-2]._sectPr
        for old in section.findall(qn("w:cols")):
            old.set(qn("w:num"), "2")

    def blanks(self, par: Paragraph) -> None:
        """Empty paragraphs between those of the text."""
        for _ in range(self.random.randint(1, 2)):
            self.docx.add_paragraph()

    def wide(self, par: Paragraph) -> None:
        """A table wider than the text, some of it coloured and marked."""
        table = self.docx.add_table(4, 3)
        for cell in (cell for row in table.rows for cell in row.cells):
            cell.width = Mm(75)
            cell.text = "编织袋五千条"
        for column in table.columns:
            column.width = Mm(75)
        run = table.cell(2, 1).paragraphs[0].runs[0]
        run.font.color.rgb, run.font.highlight_color = RGBColor(0xC0, 0, 0), WD_COLOR_INDEX.YELLOW

    def chart(self, par: Paragraph) -> None:
        """A chart with its workbook, on a line of its own or beside the text; a wide one too."""
        self.objects += 1
        own = self.random.choice([self.docx.add_paragraph(), par])
        wide = self.random.choice([4572000, 9000000])
        add_chart(self.docx, own, self.objects, floats=own is par, size=(wide, 2743200))

    def embedded(self, par: Paragraph) -> None:
        """A sheet of another program on a line of its own, and an equation in the midst of a sentence."""
        self.objects += 2
        add_object(self.docx, self.docx.add_paragraph(), self.objects - 1)
        par.add_run("其中的流量按")
        add_object(self.docx, par, self.objects, "Equation.3", height=24)
        par.add_run("计算。")

    def diagram(self, par: Paragraph) -> None:
        """A diagram."""
        self.objects += 1
        add_diagram(self.docx, self.docx.add_paragraph(), self.objects)

    def listed(self, par: Paragraph) -> None:
        """Items that the word processor counts."""
        for text in ("检查水库大坝。", "检查河道堤防。"):
            self.docx.add_paragraph(text, style="List Number")


WAYS: tuple[Callable[[DraftMaker, Paragraph], None], ...] = (
    DraftMaker.inline, DraftMaker.floating, DraftMaker.scripts, DraftMaker.note, DraftMaker.box,
    DraftMaker.table, DraftMaker.hidden, DraftMaker.header, DraftMaker.formula, DraftMaker.columns, DraftMaker.listed,
    DraftMaker.blanks, DraftMaker.wide, DraftMaker.chart, DraftMaker.embedded, DraftMaker.diagram,
)  # fmt: skip


def make_draft(seed: int) -> bytes:
    """Return the draft of ``seed``."""
    return DraftMaker(seed).make()
