"""A docx made by hand, with what Word and WPS write about words: fields, links, controls, boxes, changes, notes."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="w14"'
)
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<!-- 云岭县 -->"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOLD, LARGE, RED = (
    "<w:rPr><w:b/></w:rPr>",
    '<w:rPr><w:sz w:val="44"/></w:rPr>',
    '<w:rPr><w:color w:val="FF0000"/></w:rPr>',
)


def r(text: str, look: str = "") -> str:
    return f'<w:r w:rsidR="00A10B2C">{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def tc(*pars: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{"".join(pars)}</w:tc>'


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr>{grid}{body}</w:tbl>'


def box(content: str, copy: str | None = None) -> str:
    """Return a run with a text box as Word writes it, twice."""
    shape = (
        '<w:drawing><wp:inline><wp:extent cx="2000000" cy="600000"/><wp:docPr id="7" name="框"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    older = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content if copy is None else copy}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def marked(tag: str, content: str, key: int) -> str:
    return f'<w:{tag} w:id="{key}" w:author="赵清" w:date="2024-01-01T00:00:00Z">{content}</w:{tag}>'


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
BODY = "".join(
    (
        p(r("关于", BOLD) + r("开展防") + r("汛检查的", LARGE) + r("通知")),
        p(r("各乡镇：") + '<w:bookmarkStart w:id="3" w:name="甲"/>' + r("现将有关事项通知如下", RED) + '<w:bookmarkEnd w:id="3"/>'),
        p(r("见") + field("begin") + '<w:r><w:instrText> REF 甲 </w:instrText></w:r>' + field("separate") + r("第一节", BOLD) + field("end") + r("，余略。")),
        p(r("网址") + f'<w:hyperlink r:id="rId9">{r("www.yunling", RED)}{r(".gov")}</w:hyperlink>' + r("可查")),
        p('<w:smartTag w:element="date">' + r("2024年") + r("5月", BOLD) + "</w:smartTag>" + r("起")),
        p("<w:sdt><w:sdtPr><w:id w:val=\"5\"/></w:sdtPr><w:sdtContent>" + r("李明远", BOLD) + "</w:sdtContent></w:sdt>" + r("主持")),
        p(r("原文") + marked("ins", r("添上的", RED) + r("几字"), 11) + marked("del", '<w:r><w:delText>删去</w:delText></w:r>', 12) + r("后文")),
        p('<w:r><w:t>左</w:t><w:tab/><w:t>中</w:t><w:br/><w:t>右</w:t><w:noBreakHyphen/><w:sym w:font="宋体" w:char="2460"/><w:br w:type="page"/><w:t>末</w:t></w:r>'),
        p(r("挂框的段") + box(p(r("框里", BOLD) + r("有字")) + p(r("第二行"))) + r("之后")),
        p(r("编号的事项"), NUMBERED),
        table(
            tc(p(r("姓名"))) + tc(p(r("职  务", BOLD))) + tc(p(r("备注"))),
            tc(p(r("赵") + r(" 清"))) + tc(p(r("县长")), p(r("兼总指挥"))) + tc(p("")),
            tc(p(r("合计")), properties='<w:gridSpan w:val="2"/>') + tc(p(r("两人"))),
            tc(p(r("上")), properties='<w:vMerge w:val="restart"/>') + tc(p(r("乙"))) + tc(p(r("丙"))),
            tc(p(""), properties="<w:vMerge/>") + tc(p(r("丁"))) + tc(p(r("戊"))),
            tc(p(r("独格的甲段")), p(r("独格的乙段"))),
        ),
        p(""),
        p('<w:fldSimple w:instr=" DATE ">' + r("五月三日") + "</w:fldSimple>" + '<w:r><w:t>有</w:t><w:footnoteReference w:id="2"/><w:t>注</w:t></w:r>'),
        p(r("最后一段"), '<w:jc w:val="center"/>'),
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    )
)  # fmt: skip
PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
            for name, kind in (
                ("document", "document.main"),
                ("styles", "styles"),
                ("numbering", "numbering"),
                ("footnotes", "footnotes"),
            )
        )
        + "</Types>"
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{LINK}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{place}" Type="{LINK}/{kind}" Target="{kind}.xml"/>'
            for place, kind in enumerate(("styles", "numbering", "footnotes"), 1)
        )
        + f'<Relationship Id="rId9" Type="{LINK}/hyperlink" Target="http://www.yunling.gov" TargetMode="External"/></Relationships>'
    ),
    "word/styles.xml": (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
    ),
    "word/numbering.xml": (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
    "word/footnotes.xml": (
        f'{HEAD}<w:footnotes xmlns:w="{W}"><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r("注文", BOLD) + r("在此"))}</w:footnote></w:footnotes>'
    ),
}


def packed(body: str = BODY, **more: str) -> bytes:
    """Return a docx with ``body``, one of its parts stored and not deflated."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (PARTS | more).items():
            archive.writestr(name, content)
        archive.writestr(
            "word/document.xml", f"{HEAD}<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("customXml/item1.xml", "<乙  a = '1' ></乙>", zipfile.ZIP_STORED)
    return target.getvalue()
