"""All that is seen of a docx, in which hands wrote everything that Word and WPS can say: the text of tests/ooxml/seen_of_docx.txt.

What is seen has changed on purpose: ``pytest tests/ooxml/test_seen_of_docx.py --accept -n0`` writes it; look at it before it is
committed.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from gongwen.look import Look
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.effective import read_effective
from gongwen.ooxml.seen.forms import read_forms
from gongwen.ooxml.seen.height import text_height
from gongwen.ooxml.seen.inventory import compare, edge_pictures, take_inventory, tell_hidden
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.ooxml.seen.unfinished import count_unfinished
from gongwen.read.styles.file import read_profile
from tests.making.docx_by_hand import (
    BOLD,
    LINK,
    NAMES,
    NUMBERED,
    PARTS,
    W,
    box,
    field,
    marked,
    p,
    packed,
    r,
    table,
    tc,
)

KEPT = Path(__file__).with_name("seen_of_docx.txt")
PLAIN = Look(face="", size=10.0, pitch=0.0, align="左", latin_gap=0.25)
_ZIPPED = "UEsDB"
"""How a zip file in base64 begins."""
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def look(xml: str) -> str:
    return f"<w:rPr>{xml}</w:rPr>"


def drawn(kind: str, wide: int, high: int, inner: str, wrap: str = "") -> str:
    """A run with a drawing in the line or beside it."""
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:extent cx="{wide}" cy="{high}"/>{wrap}<wp:docPr id="3" name="图片 3" descr="坝址"/>'
        f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )


PICTURE = f'<pic:pic xmlns:pic="{PIC}"><a:blip r:embed="rIdPicture"/></pic:pic>'
CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdChart"/>'
DIAGRAM = '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="rIdData"/>'
OBJECTS = (
    ("Ole", "oleObject", "embeddings/表.bin"), ("Chart", "chart", "charts/chart1.xml"),
    ("Data", "diagramData", "diagrams/data1.xml"), ("Again", "diagramDrawing", "diagrams/drawing1.xml"),
)  # fmt: skip
LINE = f'<wps:wsp xmlns:wps="{WPS}"><a:prstGeom prst="line"/><a:srgbClr val="ff0000"/></wps:wsp>'
ARROW = f'<wps:wsp xmlns:wps="{WPS}"><a:prstGeom prst="rightArrow"/></wps:wsp>'


def embedded(program: str, high: int) -> str:
    """A run with the object of another program."""
    return (
        f'<w:r><w:object w:dxaOrig="400" w:dyaOrig="{high * 20}"><v:shape style="width:20pt;height:{high}pt"><v:imagedata r:id="rIdPicture"/></v:shape>'
        f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{program}" r:id="rIdOle"/></w:object></w:r>'
    )


SETTINGS = {
    "版面": (
        '<w:spacing w:line="560" w:lineRule="exact"/>', '<w:spacing w:line="200" w:lineRule="atLeast"/>',
        '<w:spacing w:line="800" w:lineRule="atLeast"/>', '<w:spacing w:line="360" w:lineRule="auto"/>',
        '<w:spacing w:beforeLines="50" w:before="100" w:after="240"/>', '<w:spacing w:beforeAutospacing="1" w:after="x"/>',
        '<w:snapToGrid w:val="0"/>', '<w:snapToGrid/><w:spacing w:line="240"/>',
        '<w:ind w:firstLineChars="200" w:firstLine="1"/>', '<w:ind w:leftChars="100" w:right="400"/>',
        '<w:ind w:start="200" w:hanging="300"/>', '<w:ind w:hangingChars="150"/>', '<w:ind w:firstLineChars="0" w:end="x"/>',
        '<w:jc w:val="end"/>', '<w:jc w:val="distribute"/><w:outlineLvl w:val="1"/>', '<w:jc w:val="odd"/><w:outlineLvl w:val="9"/>',
        '<w:keepNext/><w:keepLines w:val="off"/><w:pageBreakBefore/>', '<w:shd w:val="clear" w:fill="FFCC00"/>',
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:overflowPunct w:val="0"/>',
        '<w:framePr w:w="8000" w:vAnchor="margin" w:yAlign="bottom"/>', '<w:framePr w:w="8000" w:vAnchor="text"/>',
        '<w:pBdr><w:top w:val="single" w:sz="8" w:color="ff0000"/><w:bottom w:val="nil"/></w:pBdr>',
        '<w:pBdr><w:bottom w:val="thick" w:sz="18"/></w:pBdr>', '<w:pStyle w:val="题"/>', '<w:pStyle w:val="题"/><w:jc w:val="left"/>',
        '<w:pStyle w:val="线"/>', '<w:pStyle w:val="没有"/>', NUMBERED, '<w:pStyle w:val="列"/>',
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', '<w:numPr><w:numId w:val="0"/></w:numPr>',
    ),
    "字": (
        "<w:b/>", '<w:b w:val="0"/><w:sz w:val="32"/>', '<w:sz w:val="大"/><w:color w:val="auto"/>', '<w:color w:val="c00000"/>',
        '<w:color w:val="红"/><w:spacing w:val="-10"/>', '<w:w w:val="80%"/>', '<w:position w:val="6"/>', '<w:position w:val="1"/>',
        "<w:vanish/>", '<w:highlight w:val="yellow"/>', '<w:highlight w:val="none"/>', '<w:shd w:fill="D9D9D9"/>',
        '<w:em w:val="dot"/><w:u w:val="single"/>', '<w:u w:val="none"/><w:i w:val="0"/>', "<w:strike/>", '<w:dstrike w:val="1"/><w:shadow/>',
        '<w:rStyle w:val="强"/>', '<w:rStyle w:val="强"/><w:b w:val="0"/><w:u w:val="none"/>', '<w:rStyle w:val="上"/>',
        '<w:rFonts w:eastAsia="方正小标宋简体" w:ascii="Arial"/>', '<w:rFonts w:eastAsiaTheme="minorEastAsia" w:hint="eastAsia"/>',
        '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>',
    ),
}  # fmt: skip
RUNS = (
    '<w:r><w:t>左</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:ptab/><w:t>右</w:t></w:r>',
    '<w:r><w:br w:type="page"/><w:t>换页在前</w:t></w:r>', '<w:r><w:t>换页在后</w:t><w:br w:type="page"/></w:r>', r("接着"),
    '<w:r><w:br w:type="page"/></w:r>', r("接在空段后"),
    '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="2460"/><w:sym w:font="Wingdings" w:char="F0FF"/></w:r>',
    marked("ins", r("添"), 21) + marked("del", "<w:r><w:delText>删</w:delText></w:r>", 22) + marked("moveTo", r("移"), 23),
    r("今天是") + '<w:fldSimple w:instr=" DATE \\@ yyyy ">' + r("2024") + "</w:fldSimple>",
    field("begin") + "<w:r><w:instrText> TIME </w:instrText></w:r>" + field("separate") + r("九点") + field("end"),
    field("begin") + '<w:r><w:instrText> HYPERLINK "https://www.yunling.example" </w:instrText></w:r>' + field("separate") + r("网") + field("end"),
    '<w:hyperlink r:id="rId9">' + r("链接") + "</w:hyperlink>",
    "<w:r><w:ruby><w:rt>" + r("qīng") + "</w:rt><w:rubyBase>" + r("青") + "</w:rubyBase></w:ruby></w:r>",
    r("见") + '<w:r><w:footnoteReference w:id="2"/></w:r>', f'<m:oMath xmlns:m="{M}"><m:r><m:t>x+y</m:t></m:r></m:oMath>',
    drawn("inline", 2540000, 635000, PICTURE), r("文中") + drawn("inline", 127000, 127000, PICTURE),
    r("旁") + drawn("anchor", 1270000, 635000, PICTURE, "<wp:wrapTopAndBottom/>"), drawn("anchor", 5080000, 0, LINE),
    r("箭头") + drawn("inline", 127000, 127000, ARROW), r("框") + box(p(r("框里的字"))), box(p(r("抄送：县委办公室。"))),
    '<w:r><w:pict><v:shape style="position:absolute;width:90pt;height:60pt"><v:imagedata r:id="rIdPicture"/></v:shape></w:pict></w:r>',
    '<w:r><w:pict><v:line strokecolor="red" from="0,0" to="400pt,0"/></w:pict></w:r>',
    '<w:r><w:pict><v:shape><v:textpath string="艺术"/></v:shape></w:pict></w:r>', '<w:r><w:object><v:rect/></w:object></w:r>',
    '<w:r><w:object><w:control w:name="CheckBox1" r:id="rId77"/></w:object></w:r>',
    r("式") + embedded("Equation.3", 20),
    r("表") + embedded("Excel.Sheet.12", 200),
    embedded("Excel.Sheet.12", 20),
    r("图表") + drawn("inline", 254000, 254000, CHART),
    r("浮") + drawn("anchor", 254000, 254000, CHART),
    drawn("inline", 2540000, 2540000, DIAGRAM),
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>", r("＿", look('<w:u w:val="single"/>')) + r("　　　", look('<w:u w:val="single"/>')), "",
)  # fmt: skip
BORDERED = '<w:tcBorders><w:top w:val="single" w:sz="4" w:color="FF0000"/></w:tcBorders>'
TABLES = (
    table(tc(p(r("姓名")), properties=BORDERED) + tc(p(r("职务", BOLD)), p(r("兼职"), NUMBERED)) + tc(p("")))
    + table(tc(p(r("合计")), properties='<w:gridSpan w:val="2"/>') + tc(p(r("两 人") + drawn("inline", 127000, 127000, PICTURE))))
    + table(tc(p(r("上")), properties='<w:vMerge w:val="restart"/>') + tc(p(r("乙"))),
            tc(p(""), properties="<w:vMerge/>") + tc(table(tc(p(r("格中"))) + tc(p(r("之表"))))))
    + table(tc(p(r("独格甲")), p(r("独格乙")))) + table(tc(p("")) + tc(p(r("只有一格有字"))))
    + table(tc(p(drawn("inline", 127000, 254000, PICTURE))) + tc(p(r("图"))))
    .replace('<w:tblW w:w="6000" w:type="dxa"/>', '<w:tblW w:w="2500" w:type="pct"/><w:tblInd w:w="-200"/><w:tblBorders><w:insideH w:val="single" w:sz="6"/></w:tblBorders>')
    .replace("<w:tr>", '<w:tr><w:trPr><w:trHeight w:val="900" w:hRule="exact"/></w:trPr>', 1)
)  # fmt: skip
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="题"><w:name w:val="标题"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/><w:spacing w:line="600" w:lineRule="exact"/></w:pPr>'
    "<w:rPr><w:b/><w:sz w:val=\"44\"/><w:em w:val=\"dot\"/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="线"><w:name w:val="线"/><w:basedOn w:val="线"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="12" w:color="FF0000"/></w:pBdr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="列"><w:name w:val="列"/><w:basedOn w:val="题"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="强"><w:name w:val="强"/><w:basedOn w:val="上"/><w:rPr><w:b/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="上"><w:name w:val="上"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
)  # fmt: skip
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%1）"/><w:pPr><w:ind w:left="480"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="列"/>'
    '<w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>'
)  # fmt: skip
THEME = f'<a:theme xmlns:a="{A}"><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
FOOTER = f"<w:ftr {NAMES}>{{}}</w:ftr>"
FOOTERS = {
    "default": p(r("— ") + '<w:fldSimple w:instr=" PAGE "/>' + r(" —"), '<w:jc w:val="right"/><w:framePr w:xAlign="outside"/>'),
    "even": p(r("第") + field("begin") + "<w:r><w:instrText> PAGE \\* CHINESENUM3 </w:instrText></w:r>" + field("separate") + r("二") + field("end") + r("页")) + p(r("内部")),
    "first": box(p('<w:fldSimple w:instr="PAGE"/>')).replace("<w:r>", "<w:p><w:r>", 1) + "</w:p>",
}  # fmt: skip
HEADERS = {
    "default": p(r("内部资料") + drawn("inline", 127000, 127000, PICTURE)),
    "even": p('<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="样稿"/></v:shape></w:pict></w:r>'),
    "first": p(r("云岭县人民政府文件", look('<w:color w:val="FF0000"/>')), '<w:pBdr><w:bottom w:val="single" w:color="FF0000"/></w:pBdr>'),
}  # fmt: skip


def _whole() -> bytes:
    """The docx with everything in it, in three sections."""
    kinds = [("footer", each, text) for each, text in FOOTERS.items()]
    kinds += [("header", each, text) for each, text in HEADERS.items()]
    links = "".join(
        f'<Relationship Id="rId{kind}{each}" Type="{LINK}/{kind}" Target="{kind}-{each}.xml"/>' for kind, each, _ in kinds
    ) + f'<Relationship Id="rIdPicture" Type="{LINK}/image" Target="media/图.png"/><Relationship Id="rIdC" Type="{LINK}/comments" Target="comments.xml"/>' + "".join(
        f'<Relationship Id="rId{key}" Type="{LINK}/{kind}" Target="{target}"/>' for key, kind, target in OBJECTS
    )  # fmt: skip
    more = {f"word/{kind}-{each}.xml": FOOTER.format(text).replace("w:ftr", f"w:{kind[:1]}{'tr' if kind == 'footer' else 'dr'}") for kind, each, text in kinds}  # fmt: skip
    more |= {f"word/{target}": f"<a:t xmlns:a='{A}'/>" for _, _, target in OBJECTS[1:]}
    more |= {
        "word/embeddings/表.bin": "表",
        "word/diagrams/data1.xml": f"<a:t xmlns:a='{A}' relId=\"rIdAgain\"/>",
    }
    own = '<Relationships xmlns="{}"><Relationship Id="rIdPicture" Type="{}/image" Target="media/图.png"/></Relationships>'
    more |= {
        "word/_rels/document.xml.rels": PARTS["word/_rels/document.xml.rels"].replace("</R", f"{links}</R"),
        "word/_rels/header-default.xml.rels": own.format(PACKAGE, LINK),
        "word/media/图.png": "图", "word/styles.xml": STYLES, "word/numbering.xml": NUMBERING, "word/theme/theme1.xml": THEME,
        "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/></w:settings>',
        "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{p(r("请核对"))}</w:comment></w:comments>',
    }  # fmt: skip
    references = "".join(
        f'<w:{kind}Reference w:type="{each}" r:id="rId{kind}{each}"/>' for kind, each, _ in kinds
    )
    first = f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474" w:header="851" w:footer="1400" w:gutter="100"/><w:pgNumType w:fmt="upperRoman" w:start="5"/><w:cols w:num="2"/><w:titlePg/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    turned = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="-4096"/></w:sectPr>'
    pars = "".join(p(r(f"版{number}A1。"), each) for number, each in enumerate(SETTINGS["版面"], 1))
    types = "".join(
        p(r("前") + r(f"字{number}“A”", look(each)) + r("后"))
        for number, each in enumerate(SETTINGS["字"], 1)
    )
    return packed(
        pars + p(r("节一止"), first) + types + p("", turned) + "".join(map(p, RUNS)) + TABLES + p(r("末")) + "<w:sectPr/>", **more
    )  # fmt: skip


def test_all_of_a_docx_is_seen_as_it_was(request: pytest.FixtureRequest) -> None:
    found = "".join(f"{line}\n" for line in _seen(_whole()))
    if request.config.getoption("--accept"):
        KEPT.write_text(found, encoding="utf-8", newline="\n")
        return
    assert found.splitlines() == KEPT.read_text(encoding="utf-8").splitlines()


def _seen(data: bytes) -> Iterator[str]:
    parts, faces = unpack(data), read_profile("gbt9704-2012").faces
    forms, effective, (pars, _) = read_forms(parts, faces), read_effective(parts, faces), read_pars(parts)
    held = take_inventory(data)
    for title, values in (
        ("段落", pars), ("样子", forms.pars), ("节", forms.sheets), ("其他", [forms.besides, forms.size, forms.has_even, forms.has_red_line]),
        ("页脚", [footer for sheet in forms.sheets[:1] for footer in sheet.footers.values()]),
        ("实际的样子", [*effective.pars, *effective.styles.items(), *effective.footers, (effective.width, effective.height, effective.area)]),
        ("清单", held), ("没有带过来", dict.fromkeys(each.message for each in compare(held, held[::2], "框里的字 姓名 职务 兼职"))),
        ("页眉的图", edge_pictures(parts)), ("隐藏", tell_hidden(data)), ("高", [round(text_height(parts, faces), 3), count_unfinished(parts)]),
    ):  # fmt: skip
        yield f"== {title}"
        yield from (f"{number} {_told(value)}" for number, value in enumerate(values, 1))


def _told(value: Any) -> str:
    """A value in words: of a record what is otherwise than usual."""
    if is_dataclass(value):
        return f"样({_named(value, PLAIN)})" if isinstance(value, Look) else f"({_named(value, None)})"
    if hasattr(value, "_asdict"):
        usual = {**dict.fromkeys(value._fields, ""), **value._field_defaults}
        said = {
            name: each
            for name, each in value._asdict().items()
            if each != usual[name] and each not in (0, (), None)
        }
        return f"({'；'.join(f'{name}={_told(each)}' for name, each in said.items())})"
    if isinstance(value, (tuple, list)):
        return f"[{'，'.join(map(_told, value))}]"
    if isinstance(value, float):
        return f"{value:g}"
    data = b64decode(value) if isinstance(value, str) and value.startswith(_ZIPPED) else value
    if isinstance(data, bytes) and data.startswith(b"PK"):
        return str({name: len(part) for name, part in unpack(data).items()})
    return f"{value!r}" if isinstance(value, str) else str(value)


def _named(record: Any, usual: Any) -> str:
    said = [(each.name, getattr(record, each.name)) for each in fields(record)]
    told = [
        (name, value)
        for name, value in said
        if value != (getattr(usual, name) if usual else "") and value not in ((), None, {})
    ]
    return "；".join(f"{name}={_told(value)}" for name, value in told if usual or value not in (False, 0))
