"""Documents of offices as Word and WPS write them: right by the standard, and set by hand in many ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.making.docx_by_hand import LINK, TYPE, W, box, packed, table, tc

RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr>'
_FOOT = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="auto"/><w:bottom w:val="single" w:sz="8" w:space="1" w:color="auto"/></w:pBdr>'
_DRAWN_LINE = '<w:r><w:pict><v:line style="position:absolute" from="0,0" to="442pt,0" strokecolor="red" strokeweight="1.5pt"/></w:pict></w:r>'
FACES = {
    "仿宋": "仿宋_GB2312",
    "黑体": "黑体",
    "楷体": "楷体_GB2312",
    "小标宋": "方正小标宋简体",
    "宋体": "宋体",
}
LONG = "各地要充分认识做好防汛抗旱工作的重要意义，坚持预防为主、防抗结合，全面落实各项责任制，确保人民群众生命财产安全，确保重点水利工程和交通干线的安全。"
TEXT = (
    ("主送机关", "各乡镇人民政府，县政府各部门："),
    ("公文正文", f"2024年汛期将至，为做好防汛抗旱工作，现将有关事项通知如下。{LONG}"),
    ("一级标题", "一、总体要求"),
    ("公文正文", LONG * 2),
    ("二级标题", "（一）落实责任"),
    ("公文正文", LONG * 3),
    ("二级标题", "（二）排查隐患"),
    ("三级标题", f"1.水库。{LONG}"),
    ("公文正文", LONG * 4),
    ("一级标题", "二、工作措施"),
    ("公文正文", LONG * 5),
    ("公文正文", f"联系人赵清，2024年5月20日前报送。{LONG * 3}"),
    ("空", ""),
    ("附件说明", "附件：云岭县防汛抗旱工作责任清单"),
    ("空", ""),
    ("署名", "云岭县人民政府"),
    ("成文日期", "2024年5月6日"),
    ("附注", "（此件公开发布）"),
    ("附件标识", "附件"),
    ("空", ""),
    ("附件标题", "云岭县防汛抗旱工作责任清单"),
    ("公文正文", LONG * 2),
)


@dataclass(frozen=True)
class Office:
    """How an office sets its documents."""

    faces: Mapping[str, str] = field(default_factory=lambda: FACES)
    latin: str = ""
    """The font of letters and digits; "" is the Chinese one."""
    hint: str = ' w:hint="eastAsia"'
    pitch: str = '<w:spacing w:line="560" w:lineRule="exact"/>'
    first: str = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    head: str = "段落"
    foot: str = "段落"
    sheet: str = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1400" w:gutter="0"/>'
    grid: str = '<w:docGrid w:type="lines" w:linePitch="312"/>'
    number: str = "段落"
    is_bold: bool = False
    """Whether the headings of the second level are bold."""
    styled: bool = False
    """Whether the type of the text comes from styles over Normal, one of theme fonts."""
    is_counted: bool = False
    """Whether Word counts the headings of the first level."""
    text: tuple[tuple[str, str], ...] = TEXT
    title: tuple[str, ...] = ("云岭县人民政府", "关于做好防汛抗旱工作的通知")


def _fonts(office: Office, face: str) -> str:
    name = office.faces[face]
    latin = office.latin or name
    return f'<w:rFonts{office.hint} w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"/>'


def _run(office: Office, text: str, face: str, size: int, more: str = "", colour: str = "") -> str:
    if office.styled and face == "仿宋" and size == 32:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    look = f'<w:rPr>{_fonts(office, face)}{more}{tint}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _par(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


_LEVELS = {"一级标题": "黑体", "二级标题": "楷体", "三级标题": "仿宋"}


def _block(office: Office, role: str, text: str) -> str:
    style = '<w:pStyle w:val="z"/>' if office.styled else ""
    if role == "空":
        return _par("", style + office.pitch)
    if role in _LEVELS:
        bold = "<w:b/>" if role == "二级标题" and office.is_bold else ""
        head, stop, rest = text.partition("。")
        counted = role == "一级标题" and office.is_counted
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if counted else ""
        head = head.partition("、")[2] if counted else head
        runs = _run(office, head + stop, _LEVELS[role], 32, bold) + (
            _run(office, rest, "仿宋", 32) if rest else ""
        )
        return _par(runs, style + number + office.pitch + ("" if counted else office.first))
    if role == "附件标题":
        return _par(
            _run(office, text, "小标宋", 44),
            '<w:spacing w:line="600" w:lineRule="exact"/><w:jc w:val="center"/>',
        )
    face, indent, align = {
        "公文正文": ("仿宋", office.first, '<w:jc w:val="both"/>'), "附件说明": ("仿宋", office.first, ""),
        "附注": ("仿宋", office.first, ""), "附件标识": ("黑体", "", ""), "主送机关": ("仿宋", "", ""),
        "署名": ("仿宋", '<w:ind w:rightChars="250" w:right="800"/>', '<w:jc w:val="right"/>'),
        "成文日期": ("仿宋", '<w:ind w:rightChars="400" w:right="1280"/>', '<w:jc w:val="right"/>'),
    }[role]  # fmt: skip
    page = "<w:pageBreakBefore/>" if role == "附件标识" else ""
    return _par(_run(office, text, face, 32), style + page + office.pitch + indent + align)


def _head(office: Office) -> str:
    centre = '<w:jc w:val="center"/>'
    centre = ('<w:pStyle w:val="z"/>' if office.styled else "") + centre
    number = _run(office, "云岭政发〔2024〕8号", "仿宋", 32)
    if office.head == "上行":
        mark = _par(_run(office, "云岭县人民政府文件", "小标宋", 80, colour="FF0000"), centre)
        secret = (
            _par(_run(office, "000001", "仿宋", 32))
            + _par(_run(office, "秘密★1年", "黑体", 32))
            + _par(_run(office, "特急", "黑体", 32))
        )
        signed = _run(office, "云岭政请〔2024〕8号　　　　　　签发人：", "仿宋", 32) + _run(
            office, "周启明", "楷体", 32
        )
        return (
            secret
            + mark
            + _par("")
            + _par("")
            + _par(signed, RED_LINE + '<w:ind w:leftChars="100" w:left="320"/>')
        )
    if office.head == "信函":
        mark = _par(_run(office, "云岭县人民政府", "小标宋", 64, colour="FF0000"), RED_LINE + centre)
        return mark + _par(number, '<w:jc w:val="right"/>')
    if office.head == "文本框":
        mark = _par(_run(office, "云岭县人民政府文件", "小标宋", 72, colour="FF0000"), centre)
        return _par(box(mark)) + _par("") + _par(number, centre) + _par(_DRAWN_LINE)
    if office.head == "表格":
        cells = tc(
            _par(_run(office, "云岭县人民政府", "小标宋", 72, colour="C00000"), '<w:jc w:val="distribute"/>')
        ) + tc(_par(_run(office, "文件", "小标宋", 72, colour="C00000"), centre))
        return table(cells) + _par("") + _par("") + _par(number, RED_LINE + centre)
    mark = _par(_run(office, "云岭县人民政府文件", "小标宋", 80, colour="FF0000"), centre)
    return mark + _par("") + _par("") + _par(number, RED_LINE + centre)


def _foot(office: Office) -> str:
    copies = "抄送：县委办公室，县人大常委会办公室，县政协办公室。"
    if office.foot == "信函":
        return _par(_run(office, "抄送：县委办公室。", "仿宋", 28), '<w:ind w:leftChars="100" w:left="280"/>')
    ind = '<w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/>'
    lines = [
        _run(office, copies, "仿宋", 28),
        _run(office, "云岭县人民政府办公室　　　　2024年5月6日印发", "仿宋", 28),
    ]
    if office.foot == "表格":
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
            for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
        )
        rows = "".join(f"<w:tr>{tc(_par(line))}</w:tr>" for line in lines)
        return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{rows}</w:tbl>"
    if office.foot == "框":
        frame = '<w:framePr w:w="8844" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
        return "".join(_par(line, frame + _FOOT + ind) for line in lines)
    return "".join(_par(line, _FOOT + ind) for line in lines)


def _footer(office: Office, side: str) -> str:
    size = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/>'
    field = "".join(
        f"<w:r><w:rPr>{size}</w:rPr>{inner}</w:r>"
        for inner in (
            "<w:t>— </w:t>", '<w:fldChar w:fldCharType="begin"/>', "<w:instrText> PAGE \\* MERGEFORMAT </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', "<w:t> —</w:t>",
        )
    )  # fmt: skip
    if office.number == "框":
        content = _par(
            field,
            '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="outside" w:y="1"/>',
        )
    elif office.number == "空格":
        content = _par(
            field + "<w:r><w:t>　</w:t></w:r>" if side == "right" else "<w:r><w:t>　</w:t></w:r>" + field,
            f'<w:jc w:val="{side}"/>',
        )
    else:
        content = _par(field, f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>')
    return f'<w:ftr xmlns:w="{W}">{content}</w:ftr>'


def build(office: Office = Office()) -> bytes:
    """Return the docx of an office."""
    title = "".join(
        _par(
            _run(office, line, "小标宋", 44),
            '<w:spacing w:line="600" w:lineRule="exact"/><w:jc w:val="center"/>',
        )
        for line in office.title
    )
    blocks = [_head(office), _par(""), title, _par("")]
    blocks += [_block(office, role, text) for role, text in office.text]
    even = '<w:footerReference w:type="even" r:id="rId6"/>' if office.number != "框" else ""
    first = "<w:titlePg/>" if office.head == "信函" else ""
    section = f'<w:sectPr><w:footerReference w:type="default" r:id="rId5"/>{even}{office.sheet}{first}{office.grid}</w:sectPr>'
    parts = _parts(office)
    return packed("".join([*blocks, _foot(office), section]), **parts)


def _parts(office: Office) -> dict[str, str]:
    names = [
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("footer1", "footer"),
        ("footer2", "footer"),
        ("settings", "settings"),
        ("theme/theme1", "theme"),
    ]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>' for name, kind in names
    )
    keys = {
        "styles": "rId1",
        "numbering": "rId2",
        "footer1": "rId5",
        "footer2": "rId6",
        "settings": "rId7",
        "theme/theme1": "rId8",
    }
    links = "".join(
        f'<Relationship Id="{keys[name]}" Type="{LINK}/{kind}" Target="{name}.xml"/>' for name, kind in names
    )
    even = "<w:evenAndOddHeaders/>" if office.number != "框" else ""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{types}</Types>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
        "word/settings.xml": f'<w:settings xmlns:w="{W}">{even}</w:settings>',
        "word/footer1.xml": _footer(office, "right"),
        "word/footer2.xml": _footer(office, "left"),
        "word/styles.xml": (
            f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="24"/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:customStyle="1" w:styleId="z"><w:name w:val="文稿"/><w:basedOn w:val="a"/><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="32"/></w:rPr></w:style></w:styles>'
        ),
        "word/theme/theme1.xml": '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="a"><a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="仿宋"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    }


PLAIN = Office()
WORD_GRID = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="21680"/>'
_ASKING = tuple(each for each in TEXT if each[0] not in ("附件标识", "附件标题", "附件说明"))[:-1]
REQUEST = (("主送机关", "禾川市人民政府："), *_ASKING[1:])
LETTER = (("主送机关", "青岭县人民政府办公室："), *_ASKING[1:])
OFFICES: dict[str, Office] = {
    "直接排版": PLAIN,
    "行距28.8": replace(PLAIN, pitch='<w:spacing w:line="576" w:lineRule="exact"/>'),
    "行距28.95": replace(PLAIN, pitch='<w:spacing w:line="579" w:lineRule="exact"/>'),
    "行距29": replace(PLAIN, pitch='<w:spacing w:line="580" w:lineRule="exact"/>'),
    "最小值29": replace(PLAIN, pitch='<w:spacing w:line="580" w:lineRule="atLeast"/>'),
    "页边按33476": replace(
        PLAIN,
        pitch='<w:spacing w:line="592" w:lineRule="exact"/>',
        sheet='<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1960" w:right="1474" w:bottom="1847" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/>',
    ),
    "文档网格": replace(PLAIN, pitch="", grid=WORD_GRID, styled=True),
    "主题字体和自动编号": replace(PLAIN, styled=True, is_counted=True),
    "文本框版头": replace(PLAIN, head="文本框", number="框"),
    "表格版头和版记": replace(PLAIN, head="表格", foot="表格"),
    "框里的版记": replace(PLAIN, foot="框", number="空格"),
    "WPS": replace(PLAIN, hint="", first='<w:ind w:firstLine="640"/>', faces={**FACES, "小标宋": "方正小标宋_GBK"}),
    "罗马数字": replace(PLAIN, latin="Times New Roman", is_bold=True),
    "新字体": replace(
        PLAIN, hint="", faces={"仿宋": "FangSong", "黑体": "SimHei", "楷体": "KaiTi", "小标宋": "FZXiaoBiaoSong-B05S", "宋体": "SimSun"}
    ),
    "华文字体": replace(PLAIN, faces={**FACES, "仿宋": "华文仿宋", "楷体": "华文楷体", "黑体": "方正黑体_GBK"}),
    "上行文": replace(PLAIN, head="上行", text=REQUEST, title=("云岭县人民政府关于建设防汛仓库的请示",)),
    "信函": replace(PLAIN, head="信函", foot="信函", text=LETTER, title=("云岭县人民政府", "关于商请支持防汛工作的函")),
    "装订线": replace(
        PLAIN,
        sheet='<w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1304" w:header="851" w:footer="992" w:gutter="284"/>',
    ),
}  # fmt: skip
