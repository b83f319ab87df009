"""Files that say they are a docx: squeezed, cut, entangled, and pointing outside."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

from gongwen.ooxml.xml import WP
from tests.making.broken.zips import (
    ANY,
    DOCUMENT,
    LAUGHS,
    LINK,
    LINKS,
    NUMBERING,
    OLE,
    OUTSIDE,
    REMOTE,
    RESAVE,
    REST,
    STYLES,
    URL,
    XML,
    Case,
    W,
    added,
    docx,
    entry,
    instead,
    lying,
    many_parts,
    nested_zip,
    only_directory,
    part,
    parts_of,
    renamed,
    squeezed,
    whole,
    without,
    zeros,
)
from tests.making.docx_by_hand import BODY, NAMES, PARTS
from tests.making.docx_by_hand import p as par
from tests.making.docx_by_hand import r as run


def document(inner: str, before: str = "", root: str = "w:document", names: str = NAMES) -> str:
    return f"{XML}{before}<{root} {names}><w:body>{inner}</w:body></{root}>"


def body(inner: str) -> Callable[[], bytes]:
    return lambda: docx(parts_of(inner))


def bomb(before: str, use: str) -> Callable[[], bytes]:
    return lambda: part(DOCUMENT, document(par(run(f"关于防汛的通知{use}")), before))


def nested_tables(depth: int) -> bytes:
    return docx(parts_of("<w:tbl><w:tr><w:tc>" * depth + par(run("底")) + "</w:tc></w:tr></w:tbl>" * depth))


def styles(inner: str) -> str:
    return f'{XML}<w:styles xmlns:w="{W}">{inner}</w:styles>'


def style(key: str, base: str, more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="n{key}"/>'
        f'<w:basedOn w:val="{base}"/>{more}</w:style>'
    )


def styled(key: str) -> str:
    return par(run("关于开展防汛检查的通知"), f'<w:pStyle w:val="{key}"/>')


def style_cycle() -> bytes:
    looped = styles(style("a", "b") + style("b", "c") + style("c", "a") + style("d", "d"))
    return docx({**parts_of(styled("a") + styled("d")), STYLES: looped})


def style_chain(count: int = 6000) -> bytes:
    chain = styles("".join(style(str(n), str(n + 1)) for n in range(count)))
    return docx({**parts_of(styled("0") * 200), STYLES: chain})


def numbering(text: str, form: str, start: str) -> str:
    return (
        f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="甲"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def numbered(text: str, form: str, start: str, count: int = 3) -> Callable[[], bytes]:
    item = par(run("做好防汛工作"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    return lambda: docx({**parts_of(item * count), NUMBERING: numbering(text, form, start)})


def list_cycle() -> bytes:
    """Return lists that refer to a style that refers to the list."""
    own = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    return docx(
        {
            **parts_of(styled("甲")),
            STYLES: styles(style("甲", "甲", own)),
            NUMBERING: numbering("%1%2%1", "decimal", "1"),
        }
    )


def outside_links() -> bytes:
    kinds = (
        "attachedTemplate",
        "image",
        "oleObject",
        "frame",
        "subDocument",
        "hyperlink",
        "header",
        "styles",
        "footer",
    )
    targets = (URL, "file:///etc/passwd", "\\\\127.0.0.1\\share\\x.dotm", "file://127.0.0.1/share/x")
    links = "".join(
        f'<Relationship Id="x{n}{m}" Type="{LINK}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
        for m, target in enumerate(targets)
    )
    old = str(PARTS[REST])
    settings = (
        f'{XML}<w:settings xmlns:w="{W}" xmlns:r="{LINK}"><w:attachedTemplate r:id="x00"/></w:settings>'
    )
    pictures = '<w:r><w:pict><v:shape><v:imagedata r:link="x10"/></v:shape></w:pict></w:r>'
    field = f'<w:r><w:instrText> INCLUDETEXT "{URL}" </w:instrText></w:r>'
    dde = '<w:fldSimple w:instr=" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot; "><w:r><w:t>表</w:t></w:r></w:fldSimple>'
    return docx(
        {
            **parts_of(
                BODY.replace("<w:sectPr>", par(pictures + field + dde + run("附注")) + "<w:sectPr>", 1)
            ),
            REST: old.replace("</Relationships>", links + "</Relationships>"),
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{LINKS}">{links}</Relationships>',
        }
    )


def with_macros() -> bytes:
    types = str(PARTS["[Content_Types].xml"]).replace(
        "wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml"
    )
    return docx(
        {**parts_of(), "[Content_Types].xml": types, "word/vbaProject.bin": OLE + b"AutoOpen Shell" * 100}
    )


def big_pictures(size: int) -> bytes:
    noise = zlib.compress(bytes(range(256)) * 4096, 1)
    content = (noise * (size // len(noise) + 1))[:size]
    return added(*(entry(f"word/media/image{n}.png", content[n:], 0) for n in range(4)))


def long_text(size: int) -> bytes:
    line = par(run("各单位要认真抓好防汛工作的落实，按时报送进展情况，遇有重大险情立即报告。"))
    return docx(parts_of(line * (size // len(line.encode()))))


def many_attributes() -> bytes:
    attributes = " ".join(f'w:a{n}="1"' for n in range(100_000))
    look = f"<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:rPr><w:sz w:val='32' {attributes}/></w:rPr></w:style>"
    return docx({**parts_of(par(run("关于防汛的通知")) * 500), STYLES: styles(look)})


def broken_values() -> bytes:
    """Return a docx whose numbers and keys are none."""
    values = ("", "-1", "--5", "2000000000", "9" * 400, "9" * 5000, "１２", "0x10", "1e999", "nan", "²", "真")
    looks = "".join(
        par(
            f'<w:r><w:rPr><w:sz w:val="{v}"/><w:spacing w:val="{v}"/><w:color w:val="{v}"/></w:rPr><w:t>文字</w:t>'
            f'<w:sym w:font="a" w:char="{v}"/><w:sym w:char="zzzz"/><w:sym w:char="D800"/><w:sym w:char="0000"/><w:sym w:char="0001"/></w:r>',
            f'<w:pStyle w:val="{v}"/><w:numPr><w:ilvl w:val="{v}"/><w:numId w:val="{v}"/></w:numPr>'
            f'<w:spacing w:line="{v}" w:before="{v}" w:lineRule="exact"/><w:ind w:firstLineChars="{v}" w:firstLine="{v}"/><w:jc w:val="{v}"/>'
            f'<w:framePr w:w="{v}" w:vAnchor="margin" w:yAlign="bottom"/><w:tabs><w:tab w:val="{v}" w:pos="{v}"/></w:tabs>',
        )
        + f'<w:tbl><w:tblPr><w:tblW w:w="{v}" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="{v}"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="{v}"/></w:trPr>'
        + f'<w:tc><w:tcPr><w:tcW w:w="{v}" w:type="dxa"/><w:gridSpan w:val="{v}"/></w:tcPr>{par(run("甲"))}</w:tc><w:tc>{par(run("乙"))}</w:tc></w:tr></w:tbl>'
        + f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="{v}" cy="{v}"/></wp:inline></w:drawing></w:r></w:p>'
        for v in values
    )
    sections = "".join(
        f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="{v}" w:h="{v}"/><w:pgMar w:top="{v}" w:left="{v}"/><w:docGrid w:type="lines" w:linePitch="{v}"/></w:sectPr></w:pPr></w:p>'
        for v in values
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{v}"><w:start w:val="{v}"/><w:numFmt w:val="{v}"/><w:lvlText w:val="%1"/></w:lvl>'
        for v in values
    )
    numbers = "".join(
        f'<w:num w:numId="{v}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{v}"><w:startOverride w:val="{v}"/></w:lvlOverride></w:num>'
        for v in values
    )
    lists = f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}</w:numbering>'
    return docx({**parts_of(looks + sections), NUMBERING: lists})


def wide_rows(count: int = 2000) -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    return docx(parts_of(f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * count}</w:tbl>"))


def repeated_footer() -> bytes:
    """Return a section that refers to one long footer again and again."""
    links = str(PARTS[REST]).replace(
        "</Relationships>",
        f'<Relationship Id="f" Type="{LINK}/footer" Target="footer1.xml"/></Relationships>',
    )
    section = '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'.format(
        '<w:footerReference r:id="f"/>' * 5000
    )
    footer = f'{XML}<w:ftr xmlns:w="{W}">{"<w:p/>" * 20_000}</w:ftr>'
    return docx({**parts_of(par(run("关于防汛的通知")) + section), REST: links, "word/footer1.xml": footer})


def strict() -> bytes:
    there = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    return docx(
        {
            name: content.replace(W, there).replace(
                LINK, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            if isinstance(content, str)
            else content
            for name, content in parts_of().items()
        }
    )


def own_style_with_paths() -> bytes:
    """Return a docx as this program makes them whose properties name files elsewhere."""
    from gongwen.api import compose_source, parse, render

    source = parse(
        "文种: 通知\n发文机关: 云岭县人民政府\n标题: 关于防汛的通知\n正文: 请抓好落实。\n", "通知.yaml"
    )
    data = render(compose_source(source), "docx").files[0]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    custom = (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="版式"><vt:lpwstr>\\\\127.0.0.1\\share\\x.yaml</vt:lpwstr></property>'
        '<property name="印章"><vt:lpwstr>/etc/hostname</vt:lpwstr></property>'
        '<property name="文种"><vt:lpwstr>通之</vt:lpwstr></property></Properties>'
    )
    return docx({**parts, "docProps/custom.xml": custom})


DOCX: dict[str, Case] = {
    "截短的压缩包": Case("docx", lambda: whole()[:-400], "损坏"),
    "只有一半": Case("docx", lambda: whole()[: len(whole()) // 2], "损坏"),
    "压缩包尾部多字节": Case("docx", lambda: whole() + bytes(100)),
    "目录里的长度偏大": Case("docx", lambda: instead(DOCUMENT, lambda e: replace(e, size=e.size + 999)), "损坏"),
    "目录里的长度偏小": Case("docx", lambda: instead(DOCUMENT, lambda e: replace(e, size=e.size - 99)), "损坏"),
    "压缩后的长度不对": Case("docx", lambda: instead(DOCUMENT, lambda e: replace(e, packed_size=7)), "损坏"),
    "校验和不对": Case("docx", lambda: instead(DOCUMENT, lambda e: replace(e, crc=1)), "损坏"),
    "压缩数据损坏": Case("docx", lambda: instead(DOCUMENT, lambda e: replace(e, packed=b"\xff" * len(e.packed))), "损坏"),
    "压缩包设了密码": Case("docx", lambda: instead(DOCUMENT, lambda e: replace(e, flags=0x801)), "密码"),
    "压缩炸弹10GB": Case("docx", lambda: added(zeros("word/media/a.bin", 10 * 2**30)), "太大"),
    "压缩炸弹说谎": Case("docx", lying),
    "压缩炸弹bzip2": Case("docx", lambda: squeezed(zipfile.ZIP_BZIP2), "压缩方法"),
    "压缩炸弹lzma": Case("docx", lambda: squeezed(zipfile.ZIP_LZMA), "压缩方法"),
    "压缩包里套压缩包": Case("docx", nested_zip, "docx"),
    "六万个部件": Case("docx", many_parts, "太"),
    "只有目录": Case("docx", only_directory, "太"),
    "重复的部件名": Case("docx", lambda: added(entry(DOCUMENT, "<a/>")), "损坏"),
    "部件名大小写不同": Case("docx", lambda: renamed(str.upper), "docx"),
    "大小写不同的重复部件": Case("docx", lambda: added(entry("WORD/Document.xml", "<a/>")), "损坏"),
    "绝对路径的部件": Case("docx", lambda: added(entry("/etc/passwd", "x")), "损坏"),
    "上级路径的部件": Case("docx", lambda: added(entry("../../x.xml", "<a/>")), "损坏"),
    "反斜线的部件": Case("docx", lambda: added(entry("..\\x.xml", "<a/>")), "损坏"),
    "盘符路径的部件": Case("docx", lambda: added(entry("C:/x.xml", "<a/>")), "损坏"),
    "没有正文部件": Case("docx", lambda: without(DOCUMENT), "docx"),
    "没有样式部件": Case("docx", lambda: without(STYLES)),
    "没有编号和脚注部件": Case("docx", lambda: without(NUMBERING, "word/footnotes.xml")),
    "没有关系部件": Case("docx", lambda: without(REST)),
    "没有内容类型": Case("docx", lambda: without("[Content_Types].xml"), "Word"),
    "没有包关系": Case("docx", lambda: without("_rels/.rels"), "Word"),
    "正文不合格式": Case("docx", lambda: part(DOCUMENT, document("<w:p>")), "损坏"),
    "正文是空的": Case("docx", lambda: part(DOCUMENT, ""), "损坏"),
    "正文是别的XML": Case("docx", lambda: part(DOCUMENT, f"{XML}<a/>"), RESAVE),
    "正文没有文字": Case("docx", lambda: docx({n: c for n, c in parts_of("").items() if "notes" not in n}), "没有文字"),
    "样式不合格式": Case("docx", lambda: part(STYLES, "<w:styles"), "损坏"),
    "编码声明不对": Case("docx", lambda: part(DOCUMENT, document(par(run("关于防汛的通知"))).encode("gbk")), "损坏"),
    "不认识的编码": Case("docx", lambda: part(DOCUMENT, document("").replace("UTF-8", "KLINGON")), "损坏"),
    "UTF-16的部件": Case(
        "docx", lambda: part(DOCUMENT, document(par(run("关于防汛的通知"))).replace("UTF-8", "UTF-16").encode("utf-16"))
    ),
    "实体炸弹": Case("docx", bomb(LAUGHS, "&x9;"), RESAVE),
    "样式里的实体炸弹": Case("docx", lambda: part(STYLES, f"{XML}{LAUGHS}<w:styles xmlns:w='{W}'>&x9;</w:styles>"), RESAVE),
    "属性里的实体炸弹": Case("docx", lambda: part(DOCUMENT, document("<w:p w:x='&x9;'/>", LAUGHS)), RESAVE),
    "关系里的实体炸弹": Case(
        "docx", lambda: part(REST, f"{XML}{LAUGHS}<Relationships xmlns='{LINKS}'>&x9;</Relationships>"), ANY
    ),
    "外部实体": Case("docx", bomb(OUTSIDE, "&x9;&x8;"), RESAVE),
    "外部DTD": Case("docx", bomb(REMOTE, ""), RESAVE),
    "外部关系": Case("docx", outside_links),
    "带宏": Case("docm", with_macros),
    "带宏改名docx": Case("docx", with_macros),
    "大图片": Case("docx", lambda: big_pictures(11 * 2**20)),
    "五十兆图片": Case("docx", lambda: big_pictures(17 * 2**20), "MB"),
    "五十兆文字": Case("docx", lambda: long_text(50 * 2**20), "太大"),
    "五千层表格": Case("docx", lambda: nested_tables(5000), "层"),
    "八十层表格": Case("docx", lambda: nested_tables(80)),
    "很深的XML": Case("docx", body("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), "层"),
    "二百层内容控件": Case("docx", body("<w:sdt>" * 240 + par(run("关于防汛的通知")) + "</w:sdt>" * 240)),
    "十万个属性": Case("docx", many_attributes, RESAVE),
    "一千万字的段落": Case("docx", body(par(run("防汛" * 5_000_000))), "太"),
    "五百万字母的段落": Case("docx", body(par(run("a" * 5_000_000))), "太长"),
    "四百万字一段": Case("docx", body(par(run("防汛" * 1_000_000) * 2)), "太"),
    "一百万个段落": Case("docx", body(par(run("防")) * 1_000_000), "太"),
    "一百万个空段落": Case("docx", body("<w:p/>" * 1_000_000 + par(run("关于防汛的通知"))), "太"),
    "样式互相继承": Case("docx", style_cycle),
    "六千层样式": Case("docx", style_chain),
    "编号循环": Case("docx", list_cycle),
    "编号极大": Case("docx", numbered("%1", "upperRoman", "999999999")),
    "编号极大字母": Case("docx", numbered("%1", "lowerLetter", "99999999999")),
    "编号不是数": Case("docx", numbered("%1", "decimal", "--5")),
    "编号的字很长": Case("docx", numbered("%1" * 20_000, "upperRoman", "3999", 2000)),
    "数值都不是数": Case("docx", broken_values),
    "很宽的表格": Case("docx", wide_rows, ANY),
    "反复引用的页脚": Case("docx", repeated_footer),
    "严格的OOXML": Case("docx", strict, "严格"),
    "属性里有网络路径": Case("docx", own_style_with_paths),
}  # fmt: skip
"""Files that say they are a docx."""
