"""Drafts with what the others lack: pictures wherever they can stand, controls, fields, changes, lists of levels, shapes."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from copy import deepcopy

from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from tests.making.drafts import DraftMaker, picture, text_box
from tests.making.pictures import emf_drawing, wmf_drawing

_W = nsdecls("w")
_NAMES = (
    f'{nsdecls("w", "wp", "a", "r")} xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_WHO = 'w:author="甲" w:date="2026-05-01T08:00:00Z"'


class FurtherDraft(DraftMaker):
    """One draft; ``marks`` are words that its pages show, each once."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.marks: list[str] = []
        self.endnotes: list[str] = []

    def mark(self) -> str:
        """Another word that is nowhere else."""
        self.marks.append(f"物资{len(self.marks) + 101}")
        return self.marks[-1]

    def make(self) -> bytes:
        """Return the draft: a title, recipients, a text with some of everything, who signs, the date."""
        for text in ("云岭县水利局关于做好防汛工作的通知", "各乡镇人民政府："):
            self.docx.add_paragraph(text)
        for way in self.random.sample(WAYS, k=self.random.randint(4, 8)):
            way(self, self.docx.add_paragraph(f"各单位要落实{self.mark()}。"))
        for text in ("特此通知。", "云岭县水利局", "2026年6月1日"):
            self.docx.add_paragraph(text)
        if self.notes:
            self._add_notes()
        if self.endnotes:
            self._add_endnotes()
        self.random.choice(MANNERS)(self.docx, self.random)
        self.docx.save(out := io.BytesIO())
        return out.getvalue()

    def _picture(self) -> io.BytesIO:
        self.pictures += 1
        return io.BytesIO(picture(200 + self.pictures))

    def _key(self, data: bytes, extension: str) -> str:
        """Add a picture that python-docx does not know and return its relationship."""
        self.pictures += 1
        kind = f"image/x-{extension}" if extension in ("emf", "wmf") else f"image/{extension}"
        name = PackURI(f"/word/media/drawing{self.pictures}.{extension}")
        return self.docx.part.relate_to(
            Part(name, kind, data, self.docx.part.package), RELATIONSHIP_TYPE.IMAGE
        )

    def _add_endnotes(self) -> None:
        rows = "".join(
            f'<w:endnote w:id="{key}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:endnote>'
            for key, text in enumerate(self.endnotes, 2)
        )
        part = Part(
            PackURI("/word/endnotes.xml"), _ENDNOTES, f"<w:endnotes {_W}>{rows}</w:endnotes>".encode(),
            self.docx.part.package,
        )  # fmt: skip
        self.docx.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)


def _shown(key: str, size: int = 900000) -> str:
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/>'
        '</a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    )


def _drawing(graphic: str, uri: str, size: int = 900000) -> str:
    return (
        f'<w:r {_NAMES}><w:drawing><wp:inline><wp:extent cx="{2 * size}" cy="{size}"/><wp:docPr id="1" name="图"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def in_a_cell(draft: FurtherDraft, par: Paragraph) -> None:
    """Pictures in the cells of a table, above and below words."""
    table = draft.docx.add_table(2, 2)
    for place in range(4):
        cell = table.cell(place // 2, place % 2)
        cell.text = draft.mark()
        if place % 3 == 0:
            cell.add_paragraph().add_run().add_picture(draft._picture(), width=Mm(20))


def in_a_box(draft: FurtherDraft, par: Paragraph) -> None:
    """A text box with a picture below its words."""
    box = text_box(draft.mark())
    run = draft.docx.add_paragraph().add_run()
    run.add_picture(draft._picture(), width=Mm(20))
    for content in list(box.iter(qn("w:txbxContent"))):
        content.append(deepcopy(run._r.getparent()))
    run._r.getparent().getparent().remove(run._r.getparent())
    par._p.append(box)


def in_a_group(draft: FurtherDraft, par: Paragraph) -> None:
    """Two pictures that were grouped."""
    keys = [draft._key(picture(300 + draft.pictures), "png") for _ in range(2)]
    inner = "".join(map(_shown, keys))
    draft.docx.add_paragraph()._p.append(
        parse_xml(_drawing(f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr/>{inner}</wpg:wgp>", _GROUP))
    )


def of_old_programs(draft: FurtherDraft, par: Paragraph) -> None:
    """A picture as Word wrote it twenty years ago."""
    key = draft._key(picture(400 + draft.pictures), "png")
    shape = f'<v:shape style="width:90pt;height:45pt"><v:imagedata r:id="{key}"/></v:shape>'
    draft.docx.add_paragraph()._p.append(parse_xml(f"<w:r {_NAMES}><w:pict>{shape}</w:pict></w:r>"))


def of_windows(draft: FurtherDraft, par: Paragraph) -> None:
    """Drawings of Windows: an EMF, a WMF, a WMF without a head."""
    for data, kind in (
        (emf_drawing(), "emf"),
        (wmf_drawing("as it is"), "wmf"),
        (wmf_drawing("bare"), "wmf"),
    ):
        key = draft._key(data, kind)
        draft.docx.add_paragraph()._p.append(parse_xml(_drawing(_shown(key), _URI)))


def side_by_side(draft: FurtherDraft, par: Paragraph) -> None:
    """Two pictures on one line, and one in the midst of a sentence."""
    own = draft.docx.add_paragraph()
    for _ in range(2):
        own.add_run().add_picture(draft._picture(), width=Mm(40))
    par.add_run("位置")
    par.add_run().add_picture(draft._picture(), width=Mm(10))
    par.add_run(f"见{draft.mark()}。")


def numbered_by_a_field(draft: FurtherDraft, par: Paragraph) -> None:
    """A picture whose caption counts by a field, and a sentence that refers to it by another."""
    draft.docx.add_paragraph().add_run().add_picture(draft._picture(), width=Mm(50))
    caption = draft.docx.add_paragraph("图")
    caption._p.append(parse_xml(f'<w:bookmarkStart {_W} w:id="7" w:name="图一"/>'))
    caption._p.append(
        parse_xml(f'<w:fldSimple {_W} w:instr=" SEQ 图 "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    caption._p.append(parse_xml(f'<w:bookmarkEnd {_W} w:id="7"/>'))
    caption.add_run(f"　{draft.mark()}分布")
    for kind in ("begin", "instr", "separate", "text", "end"):
        inner = {
            "instr": "<w:instrText> REF 图一 </w:instrText>", "text": "<w:t>图1</w:t>"
        }.get(kind, f'<w:fldChar w:fldCharType="{kind}"/>')  # fmt: skip
        par._p.append(parse_xml(f"<w:r {_W}>{inner}</w:r>"))


def in_controls(draft: FurtherDraft, par: Paragraph) -> None:
    """Content controls: one around words, one around a paragraph with a picture, a box that is ticked, a choice."""
    words = f"<w:r><w:t>{draft.mark()}</w:t></w:r>"
    par._p.append(parse_xml(f"<w:sdt {_W}><w:sdtPr/><w:sdtContent>{words}</w:sdtContent></w:sdt>"))
    tick = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    par._p.append(
        parse_xml(f"<w:sdt {_NAMES}><w:sdtPr>{tick}</w:sdtPr><w:sdtContent><w:r><w:t>☑</w:t></w:r></w:sdtContent></w:sdt>")
    )  # fmt: skip
    own = draft.docx.add_paragraph(f"照片为{draft.mark()}。")
    own.add_run().add_picture(draft._picture(), width=Mm(20))
    control = parse_xml(f"<w:sdt {_W}><w:sdtPr/><w:sdtContent/></w:sdt>")
    own._p.addprevious(control)
    control[-1].append(own._p)


def in_a_form(draft: FurtherDraft, par: Paragraph) -> None:
    """Fields of forms: a text and a box to tick."""
    codes = ("begin", "FORMTEXT", "separate", draft.mark(), "end", "begin", "FORMCHECKBOX", "end")
    for code in codes:
        inner = f"<w:instrText> {code} </w:instrText>" if code.startswith("FORM") else f"<w:t>{code}</w:t>"
        if code in ("begin", "separate", "end"):
            inner = f'<w:fldChar w:fldCharType="{code}"/>'
        par._p.append(parse_xml(f"<w:r {_W}>{inner}</w:r>"))


def changed(draft: FurtherDraft, par: Paragraph) -> None:
    """Changes that nobody accepted: words added, taken out and moved, a paragraph that was joined to the next one."""
    kept = f"<w:r><w:t>{draft.mark()}</w:t></w:r>"
    par._p.append(parse_xml(f'<w:ins {_W} w:id="11" {_WHO}>{kept}</w:ins>'))
    gone = "<w:r><w:delText>不用的话</w:delText></w:r>"
    par._p.append(parse_xml(f'<w:del {_W} w:id="12" {_WHO}>{gone}</w:del>'))
    moved = draft.docx.add_paragraph()
    moved._p.append(
        parse_xml(f'<w:moveTo {_W} w:id="13" {_WHO}><w:r><w:t>移来的{draft.mark()}。</w:t></w:r></w:moveTo>')
    )


def remarked(draft: FurtherDraft, par: Paragraph) -> None:
    """A comment on some words."""
    draft.docx.add_comment(par.runs, text="请核对", author="甲", initials="甲")


def noted(draft: FurtherDraft, par: Paragraph) -> None:
    """A note at the end, and a footnote in a cell."""
    draft.endnotes.append(f"引自{draft.mark()}。")
    key = len(draft.endnotes) + 1
    par._p.append(parse_xml(f'<w:r {_W}><w:endnoteReference w:id="{key}"/></w:r>'))
    table = draft.docx.add_table(2, 2)
    for place in range(4):
        table.cell(place // 2, place % 2).text = draft.mark()
    draft.note(table.cell(1, 1).paragraphs[0])


def counted(draft: FurtherDraft, par: Paragraph) -> None:
    """Lists of two levels, one of them in a cell, and a picture in an item."""
    for style in ("List Number", "List Number 2", "List Number 2", "List Bullet"):
        draft.docx.add_paragraph(f"检查{draft.mark()}。", style=style)
    own = draft.docx.add_paragraph(f"张贴{draft.mark()}。", style="List Number")
    own.add_run().add_picture(draft._picture(), width=Mm(15))


def dressed_by_styles(draft: FurtherDraft, par: Paragraph) -> None:
    """Words set off by character styles, raised ones by a style too, ruby above a word, marks of emphasis below one."""
    strong = draft.docx.styles.add_style("着重字", WD_STYLE_TYPE.CHARACTER)
    strong.font.bold = True
    raised = draft.docx.styles.add_style("升高", WD_STYLE_TYPE.CHARACTER)
    raised.font.superscript = True
    par.add_run(draft.mark(), style="着重字")
    par.add_run("面积3km")
    par.add_run("2", style="升高")
    par.add_run("，")
    base = f"<w:rubyBase><w:r><w:t>{draft.mark()}</w:t></w:r></w:rubyBase>"
    par._p.append(
        parse_xml(
            f"<w:r {_W}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>注音</w:t></w:r></w:rt>{base}</w:ruby></w:r>"
        )
    )
    par.add_run("，抓紧落实")
    par.runs[-1]._r.get_or_add_rPr().append(parse_xml(f'<w:em {_W} w:val="dot"/>'))


def wrapped(draft: FurtherDraft, par: Paragraph) -> None:
    """Words inside tags of other programs, a hyphen that does not break, a tab, a link with a picture behind it."""
    inner = f'<w:smartTag w:element="place"><w:r><w:t>{draft.mark()}</w:t></w:r></w:smartTag>'
    par._p.append(parse_xml(f'<w:customXml {_W} w:element="item">{inner}</w:customXml>'))
    par._p.append(parse_xml(f"<w:r {_W}><w:t>电话0900</w:t><w:noBreakHyphen/><w:t>1234567</w:t></w:r>"))
    key = draft.docx.part.relate_to("https://example.com/a", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = draft.docx.add_paragraph().add_run()
    run.add_picture(draft._picture(), width=Mm(20))
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"/>')
    run._r.addprevious(link)
    link.append(run._r)


def turned(draft: FurtherDraft, par: Paragraph) -> None:
    """A page on its side with a table that has joined cells and a head."""
    section = draft.docx.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    table = draft.docx.add_table(3, 3)
    for place in range(9):
        table.cell(place // 3, place % 3).text = "" if place in (1, 6) else draft.mark()
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    back = draft.docx.add_section(WD_SECTION.NEW_PAGE)
    back.orientation = WD_ORIENT.PORTRAIT
    back.page_width, back.page_height = back.page_height, back.page_width


def framed(draft: FurtherDraft, par: Paragraph) -> None:
    """A paragraph in a frame beside the text."""
    own = draft.docx.add_paragraph(f"说明{draft.mark()}。")
    own._p.get_or_add_pPr().insert(
        0, parse_xml(f'<w:framePr {_W} w:w="2000" w:hAnchor="page" w:x="9000" w:y="1"/>')
    )


def drawn(draft: FurtherDraft, par: Paragraph) -> None:
    """A flow chart of shapes, some with words, and a rule."""
    boxes = "".join(
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:prstGeom prst="{kind}"/></wps:spPr>{words}<wps:bodyPr/></wps:wsp>'
        for kind, words in (("rect", f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{draft.mark()}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"), ("downArrow", ""))
    )  # fmt: skip
    draft.docx.add_paragraph()._p.append(
        parse_xml(_drawing(f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr/>{boxes}</wpg:wgp>", _GROUP))
    )
    rule = '<wps:wsp><wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"/></wps:spPr><wps:bodyPr/></wps:wsp>'
    par._p.append(parse_xml(_drawing(rule, _SHAPE)))


def watermarked(draft: FurtherDraft, par: Paragraph) -> None:
    """A watermark in the header, and a picture beside it."""
    header = draft.docx.sections[0].header.paragraphs[0]
    header.add_run().add_picture(draft._picture(), width=Mm(20))
    art = '<v:shape style="width:200pt;height:60pt"><v:textpath string="征求意见稿"/></v:shape>'
    header._p.append(parse_xml(f"<w:r {_NAMES}><w:pict>{art}</w:pict></w:r>"))


def reckoned(draft: FurtherDraft, par: Paragraph) -> None:
    """A formula of fractions and roots on a line of its own."""
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:f><m:num><m:r><m:t>Q</m:t></m:r></m:num><m:den><m:r><m:t>vA</m:t></m:r></m:den></m:f>"
    root = f"<m:rad><m:deg/><m:e>{part}</m:e></m:rad>"
    draft.docx.add_paragraph()._p.append(
        parse_xml(f"<m:oMathPara {maths}><m:oMath><m:r><m:t>k=</m:t></m:r>{root}</m:oMath></m:oMathPara>")
    )


WAYS: tuple[Callable[[FurtherDraft, Paragraph], None], ...] = (
    in_a_cell, in_a_box, in_a_group, of_old_programs, of_windows, side_by_side, numbered_by_a_field, in_controls,
    in_a_form, changed, remarked, noted, counted, dressed_by_styles, wrapped, turned, framed, drawn, watermarked, reckoned,
)  # fmt: skip


def by_own_styles(docx: Docx, dice: random.Random) -> None:
    """Styles of an office's own, one standing on the other, with looks on both."""
    base = docx.styles.add_style("本局底稿", WD_STYLE_TYPE.PARAGRAPH)
    base.font.size, base.font.name = Pt(15), "楷体"
    base.paragraph_format.line_spacing = 1.25
    text = docx.styles.add_style("本局正文", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = base
    text.paragraph_format.first_line_indent = Cm(1)
    for par in _plain(docx):
        par.style = text


def as_a_converter_of_notes(docx: Docx, dice: random.Random) -> None:
    """As converters of Markdown write: room above and below each paragraph, a style for the first and one for the others."""
    for number, par in enumerate(_plain(docx)):
        par.style = docx.styles["Body Text" if number else "Body Text 2"]
        par.paragraph_format.space_before = par.paragraph_format.space_after = Pt(9)


def as_an_office_suite(docx: Docx, dice: random.Random) -> None:
    """As LibreOffice writes: looks in every paragraph, colours called automatic, languages on every run."""
    for par in docx.paragraphs:
        par.paragraph_format.space_after = Pt(dice.choice([0, 6]))
        par.alignment = dice.choice([None, WD_ALIGN_PARAGRAPH.JUSTIFY])
        for run in par.runs:
            properties = run._r.get_or_add_rPr()
            properties.append(parse_xml(f'<w:lang {_W} w:val="zh-CN" w:eastAsia="zh-CN"/>'))


def as_on_a_telephone(docx: Docx, dice: random.Random) -> None:
    """As programs of telephones write: everything in one style, left, grey, with breaks of lines for room."""
    for par in _plain(docx):
        for run in par.runs:
            run.font.size, run.font.color.rgb = Pt(11), RGBColor(0x40, 0x40, 0x40)
        if dice.random() < 0.3:
            par.add_run().add_break()


MANNERS: tuple[Callable[[Docx, random.Random], None], ...] = (
    by_own_styles, as_a_converter_of_notes, as_an_office_suite, as_on_a_telephone,
)  # fmt: skip


def _plain(docx: Docx) -> Iterator[Paragraph]:
    """The paragraphs that no list counts."""
    return (par for par in docx.paragraphs if not par.style.name.startswith("List"))
