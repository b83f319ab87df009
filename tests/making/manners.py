"""How people and programs set a draft: python-docx as it comes, Word by styles, WPS by hand, converters run by run."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_HEADING = re.compile(r"[一二三]、")
_PAGE = '<w:fldSimple {names} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def as_it_comes(docx: Docx, dice: random.Random) -> None:
    """What python-docx makes on its own template: Letter paper, theme fonts, 11 points."""


def by_styles(docx: Docx, dice: random.Random) -> None:
    """As Word is used: A4 with the margins that it has, Title and Heading 1, a page number in the middle."""
    _a4(docx, 25.4, 31.8)
    _font(docx.styles["Normal"].element, "等线", "Calibri")
    docx.styles["Normal"].font.size = Pt(10.5)
    title = next(_titles(docx))
    title.style = docx.styles["Title"]
    for par in docx.paragraphs:
        if _HEADING.match(par.text):
            par.style = docx.styles["Heading 1"]
    footer = docx.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(parse_xml(_PAGE.format(names=nsdecls("w"))))


def by_hand(docx: Docx, dice: random.Random) -> None:
    """As WPS is used: everything on the runs, indents and the place of the date by blanks."""
    _a4(docx, 25.4, 31.8)
    for par in docx.paragraphs:
        for run in par.runs:
            _font(run._r, "宋体", "Times New Roman")
            run.font.size = Pt(12)
        par.paragraph_format.line_spacing = 1.5
        par.paragraph_format.space_after = Pt(0)
        if _is_text(par) and par.runs:
            par.runs[0].text = "　　" + par.runs[0].text
    title = next(_titles(docx))
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in title.runs:
        _font(run._r, "黑体", "黑体")
        run.font.size, run.font.bold = Pt(18), True
    for par in docx.paragraphs:
        if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日|云岭县水利局", par.text):
            par.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def by_a_converter(docx: Docx, dice: random.Random) -> None:
    """As converters of web pages and PDF write: runs of a few characters, grey, each with a font of its own."""
    for par in docx.paragraphs:
        for run in list(par.runs):
            for piece in _pieces(run, dice):
                _font(piece._r, dice.choice(["微软雅黑", "宋体", "仿宋_GB2312"]), "Arial")
                piece.font.size = Pt(dice.choice([12, 14, 16]))
                piece.font.color.rgb = RGBColor(0x33, 0x33, 0x33)
        par.paragraph_format.space_before = par.paragraph_format.space_after = Pt(7.5)


def nearly_right(docx: Docx, dice: random.Random) -> None:
    """As somebody sets who knows the standard: the type is right but for marks and digits, the pages are not."""
    _a4(docx, 30, 25)
    for par in docx.paragraphs:
        for run in list(par.runs):
            for piece in _pieces(run, dice):
                is_odd = len(piece.text) == 1
                _font(
                    piece._r, "宋体" if is_odd else "仿宋_GB2312", "Calibri" if is_odd else "Times New Roman"
                )
                piece.font.size = Pt(10.5 if is_odd else 16)
        par.paragraph_format.line_spacing = Pt(28)
        par.paragraph_format.space_after = Pt(0)


MANNERS: tuple[Callable[[Docx, random.Random], None], ...] = (
    as_it_comes, by_styles, by_hand, by_a_converter, nearly_right,
)  # fmt: skip


def _titles(docx: Docx) -> Iterator[Paragraph]:
    return (par for par in docx.paragraphs if par.text.endswith("通知"))


def _is_text(par: Paragraph) -> bool:
    return par.text.endswith("。") and not par._p.xpath(".//w:numPr | .//w:drawing")


def _a4(docx: Docx, top: float, side: float) -> None:
    for section in docx.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(top)
        section.left_margin = section.right_margin = Mm(side)


def _font(element: object, chinese: str, latin: str) -> None:
    properties = element.get_or_add_rPr()  # type: ignore[attr-defined]
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = f'<w:rFonts {nsdecls("w")} w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}"/>'
    properties.insert(0, parse_xml(fonts))


def _pieces(run: Run, dice: random.Random) -> list[Run]:
    """Cut a run of plain text into runs of a few characters; one with anything else stays whole."""
    text = run.text
    if len(text) < 4 or [child.tag for child in run._r if child.tag not in (qn("w:t"), qn("w:rPr"))]:
        return [run] if text else []
    found, place = [], 0
    while place < len(text):
        stop = place + dice.choice([1, 2, 5, 9])
        copy = deepcopy(run._r)
        run._r.addprevious(copy)
        piece = Run(copy, run._parent)
        piece.text = text[place:stop]
        found.append(piece)
        place = stop
    run._r.getparent().remove(run._r)
    return found
