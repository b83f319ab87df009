"""What word processors embed in a draft: charts with their workbooks, diagrams, objects of other programs, controls."""

from __future__ import annotations

import io
import struct

from docx.document import Document as Docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from PIL import Image

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWINGML = "application/vnd.openxmlformats-officedocument.drawingml"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def _part(docx: Docx, name: str, kind: str, data: bytes) -> Part:
    return Part(PackURI(name), kind, data, docx.part.package)


def _placed(graphic: str, uri: str, number: int, *, floats: bool, size: tuple[int, int]) -> str:
    """A drawing with ``graphic``, in its line or beside the text; ``size`` in English metric units."""
    inner = (
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:docPr id="{900 + number}" name="对象 {number}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic>'
    )
    beside = (
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    how = 'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"'
    wrapped = inner.replace("<wp:docPr", '<wp:wrapSquare wrapText="bothSides"/><wp:docPr')
    holder = (
        f"<wp:anchor {how}>{beside}{wrapped}</wp:anchor>" if floats else f"<wp:inline>{inner}</wp:inline>"
    )
    return f'<w:r {nsdecls("w", "r")} xmlns:wp="{_WP}"><w:drawing>{holder}</w:drawing></w:r>'


def workbook(number: int) -> bytes:
    book = Workbook()
    book.active.append(["月份", "雨量"])
    book.active.append(["六月", number])
    book.save(out := io.BytesIO())
    return out.getvalue()


def add_chart(
    docx: Docx,
    par: Paragraph,
    number: int,
    *,
    floats: bool = False,
    size: tuple[int, int] = (4572000, 2743200),
) -> None:
    """A chart as Word and WPS embed it: its workbook and its colours are parts of their own."""
    xml = (
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_A}" xmlns:r="{_OFFICE}"><c:chart><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>Sheet!$B$2</c:f><c:numCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{number}</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart><c:externalData r:id="rId1"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )
    chart = _part(docx, f"/word/charts/chart{number}.xml", f"{_DRAWINGML}.chart+xml", xml.encode())
    book = _part(docx, f"/word/embeddings/Book{number}.xlsx", _WORKBOOK, workbook(number))
    assert chart.relate_to(book, f"{_OFFICE}/package") == "rId1"
    style = f'<cs:colorStyle xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/chartStyle" id="{number}"/>'
    colours = _part(
        docx,
        f"/word/charts/colors{number}.xml",
        "application/vnd.ms-office.chartcolorstyle+xml",
        style.encode(),
    )
    chart.relate_to(colours, "http://schemas.microsoft.com/office/2011/relationships/chartColorStyle")
    key = docx.part.relate_to(chart, f"{_OFFICE}/chart")
    graphic = f'<c:chart xmlns:c="{_CHART}" r:id="{key}"/>'
    par._p.append(parse_xml(_placed(graphic, _CHART, number, floats=floats, size=size)))


def add_object(
    docx: Docx,
    par: Paragraph,
    number: int,
    program: str = "Excel.Sheet.8",
    *,
    kind: str = "PNG",
    height: int = 60,
) -> None:
    """An object of another program, with the picture that stands for it."""
    data = bytes.fromhex("d0cf11e0a1b11ae1") + struct.pack("<I", number) * 200
    bin_part = _part(
        docx,
        f"/word/embeddings/oleObject{number}.bin",
        "application/vnd.openxmlformats-officedocument.oleObject",
        data,
    )
    Image.new("RGB", (90, 45), (number * 40 % 256, 90, 160)).save(out := io.BytesIO(), kind)
    shown = _part(
        docx, f"/word/media/preview{number}.{kind.lower()}", f"image/{kind.lower()}", out.getvalue()
    )
    keys = (
        docx.part.relate_to(shown, f"{_OFFICE}/image"),
        docx.part.relate_to(bin_part, f"{_OFFICE}/oleObject"),
    )
    shape = f'<v:shape id="_x0000_i10{number}" style="width:120pt;height:{height}pt"><v:imagedata r:id="{keys[0]}" o:title=""/></v:shape>'
    ole = (
        f'<o:OLEObject Type="Embed" ProgID="{program}" ShapeID="_x0000_i10{number}" DrawAspect="Content" '
        f'ObjectID="_{number}" r:id="{keys[1]}"/>'
    )
    run = f'<w:r {nsdecls("w", "r")} {_VML}><w:object w:dxaOrig="2400" w:dyaOrig="{20 * height}">{shape}{ole}</w:object></w:r>'
    par._p.append(parse_xml(run))


def add_diagram(docx: Docx, par: Paragraph, number: int) -> None:
    """A diagram (SmartArt): four parts of the document, and its drawing, which only its data names."""
    keys = {}
    drawing = '<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"><dsp:spTree/></dsp:drawing>'
    drawn = _part(
        docx,
        f"/word/diagrams/drawing{number}.xml",
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        drawing.encode(),
    )
    again = docx.part.relate_to(
        drawn, "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"
    )
    for short, name in (("dm", "Data"), ("lo", "Layout"), ("qs", "QuickStyle"), ("cs", "Colors")):
        root = {"dm": "dataModel", "lo": "layoutDef", "qs": "styleDef", "cs": "colorsDef"}[short]
        inner = f'<x relId="{again}" n="{number}"/>' if short == "dm" else f"<y n='{number}'/>"
        xml = f'<dgm:{root} xmlns:dgm="{_DIAGRAM}">{inner}</dgm:{root}>'
        content = f"{_DRAWINGML}.diagram{name.replace('QuickStyle', 'Style')}+xml"
        part = _part(docx, f"/word/diagrams/{name.lower()}{number}.xml", content, xml.encode())
        keys[short] = docx.part.relate_to(part, f"{_OFFICE}/diagram{name}")
    named = " ".join(f'r:{short}="{key}"' for short, key in keys.items())
    graphic = f'<dgm:relIds xmlns:dgm="{_DIAGRAM}" {named}/>'
    par._p.append(parse_xml(_placed(graphic, _DIAGRAM, number, floats=False, size=(3000000, 2000000))))


def add_control(docx: Docx, par: Paragraph, number: int) -> None:
    """A control (ActiveX), which runs code."""
    xml = '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid="{8BD21D40}"/>'
    part = _part(
        docx, f"/word/activeX/activeX{number}.xml", "application/vnd.ms-office.activeX+xml", xml.encode()
    )
    key = docx.part.relate_to(part, f"{_OFFICE}/control")
    control = f'<w:control r:id="{key}" w:name="CheckBox{number}" w:shapeid="_x0000_i20{number}"/>'
    par._p.append(parse_xml(f"<w:r {nsdecls('w', 'r')}><w:object>{control}</w:object></w:r>"))
