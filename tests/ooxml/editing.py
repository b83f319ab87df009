"""Documents to be changed, and what is seen of them before and after."""

import io
import re
import zipfile
from datetime import datetime

import docx
from docx.shared import Pt
from lxml import etree

from gongwen import api
from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.edit.runs import bits
from gongwen.ooxml.edit.tracked import Hand
from gongwen.ooxml.package.docx import DOCUMENT, unpack
from gongwen.ooxml.seen.effective import read_effective
from gongwen.ooxml.seen.paragraphs import read_pars
from tests.making.docx_by_hand import W, packed, r
from tests.paths import sample_file

AUTHOR, WHEN = "李明远", datetime(2025, 3, 4, 5, 6, 7)
HAND = Hand(AUTHOR, WHEN)


TAG = f"{{{W}}}"


def sample(name: str) -> bytes:
    return api.render(api.compose(api.load(sample_file(name)).document), "docx").files[0]


def formatted() -> bytes:
    """A document of python-docx with direct formatting."""
    document = docx.Document()
    for text in ("云岭县人民政府关于防汛的通知", "各乡镇人民政府，县政府各部门：", "一、工作目标"):
        paragraph = document.add_paragraph()
        for place, letter in enumerate(text):
            run = paragraph.add_run(letter)
            run.bold = place % 3 == 0
            run.font.size = Pt(12 + place % 4)
    grid = document.add_table(2, 2)
    for place, cell in enumerate(cell for row in grid.rows for cell in row.cells):
        cell.text = f"第{place}格"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


DATA = {
    "手工": packed(),
    "直接排版": formatted(),
    "带表格": sample("带表格的方案"),
    "联合": sample("联合通知"),
}


def texts(data: bytes) -> list[str]:
    return [par.text for par in read_pars(unpack(data))[0]]


def looks(data: bytes) -> list[list[tuple[str, object]]]:
    """The characters of every w:p with their looks; None for what has none to be read."""
    opened = Opened(data)
    effective = read_effective(opened.parts, {})
    found = []
    for par, own in zip(opened.roots[DOCUMENT].iter(f"{TAG}p"), effective.pars, strict=True):
        shown = iter([(letter, (piece.look, piece.font)) for piece in own.pieces for letter in piece.text])
        line: list[tuple[str, object]] = []
        for bit in bits(par):
            count = bit.end - bit.start
            is_shown = bit.element.tag in (f"{TAG}t", f"{TAG}tab")
            line += [next(shown) for _ in range(count)] if is_shown else [("", None)] * count
        assert next(shown, None) is None
        found.append(line)
    return found


def document(data: bytes) -> str:
    """The XML of the body, with its namespaces left out."""
    return unpack(data)[DOCUMENT].decode().partition("<w:body>")[2]


def par_xml(data: bytes, par: int) -> str:
    xml = etree.tostring(Opened(data).sources[par].element, encoding="unicode", with_tail=False)
    return re.sub(r' (xmlns:\w+|xml:space|w:rsidR|mc:Ignorable)="[^"]*"', "", xml)


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def numbers(data: bytes) -> list[str]:
    """The numbers of tracked changes, and those of the starts of bookmarks."""
    root = etree.fromstring(unpack(data)[DOCUMENT])
    tags = ("ins", "del", "rPrChange", "pPrChange", "bookmarkStart", "commentRangeStart")
    return [each.get(f"{TAG}id") for each in root.iter(*(f"{TAG}{tag}" for tag in tags))]


BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>'
    + r("绑定")
    + "</w:sdtContent></w:sdt>"
)
