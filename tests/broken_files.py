"""Broken, hostile and mistaken files, each made by program when a test asks for it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.foreign import BODY, HEAD, NAMES, PARTS, packed
from tests.foreign import p as par
from tests.foreign import r as run

PORT = "54321"
"""Where the files point to; a test listens there."""
ANY = "?"
_BROKEN = "另存为"
URL = f"http://127.0.0.1:{PORT}/x"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
REST = "word/_rels/document.xml.rels"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
_LAUGHS = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE d [<!ENTITY x0 "哈哈哈">{_LAUGHS}]>'
OUTSIDE = f'<!DOCTYPE d [<!ENTITY x9 SYSTEM "{URL}"><!ENTITY x8 SYSTEM "file:///etc/passwd">]>'
REMOTE = f'<!DOCTYPE d SYSTEM "{URL}.dtd">'


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and what must be said of it."""

    extension: str
    make: Callable[[], bytes]
    says: str = ""
    """What the message has; "" for a file that is read, ANY for one that may be either."""


# Zip files, written by hand where the module would not write them.


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a zip file as its directory and its own header tell it."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0x800
    packed_size: int | None = None


def entry(name: str, content: bytes | str, method: int = 8) -> Entry:
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stored = packer.compress(data) + packer.flush() if method == 8 else data
    return Entry(name, stored, len(data), zlib.crc32(data), method)


def zeros(name: str, size: int) -> Entry:
    """Return an entry of blanks; 10 GB of them are 10 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return Entry(name, block * (size >> 20) + b"\x03\x00", size, 0)


def zip_of(entries: list[Entry]) -> bytes:
    body, directory = bytearray(), bytearray()
    for each in entries:
        name = each.name.encode()
        count = len(each.packed) if each.packed_size is None else each.packed_size
        facts = (each.flags, each.method, 0, 0x21, each.crc, count, min(each.size, 2**32 - 1), len(name))
        directory += (
            struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, *facts, 0, 0, 0, 0, 0, len(body)) + name
        )
        body += struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, *facts, 0) + name + each.packed
    count = min(len(entries), 0xFFFF)
    return bytes(body + directory) + struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0
    )


def plain_entries(body: str = BODY, **more: str | bytes) -> list[Entry]:
    return [entry(name, content) for name, content in parts_of(body, **more).items()]


def parts_of(body: str = BODY, **more: str | bytes) -> dict[str, str | bytes]:
    document = f"{HEAD}<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return {**PARTS, DOCUMENT: document, **more}


def docx(parts: Mapping[str, str | bytes]) -> bytes:
    return zip_of([entry(name, content) for name, content in parts.items()])


def with_parts(**more: str | bytes) -> bytes:
    return docx(parts_of(**more))


def part(name: str, content: str | bytes) -> bytes:
    return docx({**parts_of(), name: content})


def without(*names: str) -> bytes:
    return docx({name: content for name, content in parts_of().items() if name not in names})


def added(*entries: Entry) -> bytes:
    return zip_of([*plain_entries(), *entries])


def instead(name: str, change: Callable[[Entry], Entry]) -> bytes:
    return zip_of([change(each) if each.name == name else each for each in plain_entries()])


def whole() -> bytes:
    return packed()


def renamed(change: Callable[[str], str]) -> bytes:
    return zip_of([replace(each, name=change(each.name)) for each in plain_entries()])


def many_parts() -> bytes:
    return added(*(entry(f"word/media/{n}.xml", "<a/>") for n in range(60_000)))


def only_directory() -> bytes:
    """Return 40 MB of lines of a directory, all of which name the same few bytes."""
    name = b"word/document.xml"
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0x21, 0, 0, 0, len(name), 0) + name
    line = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0x21, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0
    )
    directory = (line + name) * 600_000
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(local), 0)
    return local + directory + end


def nested_zip() -> bytes:
    inner = zip_of([zeros("a", 2**30)])
    for _ in range(3):
        inner = zip_of([entry(f"{n}.zip", inner) for n in range(4)])
    return inner


def squeezed(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts_of().items():
            archive.writestr(name, content)
        archive.writestr("word/media/a.bin", b"\0" * 2**25, method)
    return bytes(target.getvalue())


def lying(entry_size: int = 100) -> bytes:
    """Return a docx one part of which unpacks to 4 GB and says that it is ``entry_size`` bytes."""
    big = zeros("word/header1.xml", 4 * 2**30)
    return zip_of([*plain_entries(), replace(big, size=entry_size, crc=zlib.crc32(b" " * entry_size))])


# XML


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
    values = ("", "-1", "--5", "9" * 400, "9" * 5000, "１２", "0x10", "1e999", "nan", "²", "真")
    looks = "".join(
        par(
            f'<w:r><w:rPr><w:sz w:val="{v}"/><w:spacing w:val="{v}"/><w:color w:val="{v}"/></w:rPr><w:t>文字</w:t>'
            f'<w:sym w:font="a" w:char="{v}"/><w:sym w:char="zzzz"/><w:sym w:char="D800"/><w:sym w:char="0000"/><w:sym w:char="0001"/></w:r>',
            f'<w:pStyle w:val="{v}"/><w:numPr><w:ilvl w:val="{v}"/><w:numId w:val="{v}"/></w:numPr>'
            f'<w:spacing w:line="{v}" w:before="{v}" w:lineRule="exact"/><w:ind w:firstLineChars="{v}" w:firstLine="{v}"/><w:jc w:val="{v}"/>'
            f'<w:framePr w:w="{v}" w:vAnchor="margin" w:yAlign="bottom"/><w:tabs><w:tab w:val="{v}" w:pos="{v}"/></w:tabs>',
        )
        + f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{v}"/></w:tcPr>{par(run("甲"))}</w:tc><w:tc>{par(run("乙"))}</w:tc></w:tr></w:tbl>'
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


# Other files


def ole(stream: str) -> bytes:
    return OLE + bytes(4096) + stream.encode("utf-16-le") + bytes(4096)


def zipped(**content: str) -> bytes:
    return zip_of([entry(name.replace("__", "/").replace("_", "."), text) for name, text in content.items()])


def pdf(content: bytes, *, filters: str = "/FlateDecode", more: str = "", pages: int = 1) -> bytes:
    """Return a PDF of ``pages`` pages that share ``content``, which is packed already."""
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Length {len(content)}/Filter[{filters}]{more}>>stream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>/XObject<</X 3 0 R>>>>>>"
        ]
        * pages,
    ]
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj".encode() + each + b"endobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(data)


def pdf_text(text: str) -> bytes:
    return zlib.compress(f"BT /F 12 Tf 14 TL 50 700 Td {text} ET".encode())


def pdf_page(count: int = 5) -> bytes:
    return pdf(pdf_text("(Notice of the county government on floods) Tj T* " * count))


def pdf_bomb(times: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    packed_zeros = block + block[2:] * 4096
    for _ in range(times - 1):
        packed_zeros = zlib.compress(packed_zeros, 9)
    return pdf(packed_zeros, filters="/FlateDecode" * times)


def locked_pdf() -> bytes:
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_page())) as opened:
        opened.save(target, encryption=pikepdf.Encryption(user="1234", owner="1234"))
    return bytes(target.getvalue())


def page(inner: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{inner}</body></html>".encode()
    )


HTML = page("<h1>关于开展防汛检查的通知</h1><p>各乡镇人民政府：</p><p>请抓好落实。</p>")


def picture() -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "PNG")
    return target.getvalue()


WORD_2003 = f"{XML}<?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'><w:body/></w:wordDocument>"
FLAT = f"{XML}<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'></pkg:package>"
_PROGRAM = b"MZ\x90\0\3\0\0\0" + bytes(range(256)) * 40


@cache
def old_doc() -> bytes:
    """Return a .doc that LibreOffice wrote."""
    import subprocess
    from tempfile import TemporaryDirectory

    from gongwen.read.libre_office import find_soffice

    soffice = find_soffice()
    assert soffice is not None
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.docx")
        source.write_bytes(whole())
        profile = f"-env:UserInstallation=file://{folder}/p"
        command = [
            str(soffice),
            profile,
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True)
        return Path(folder, "a.doc").read_bytes()


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
    "正文是别的XML": Case("docx", lambda: part(DOCUMENT, f"{XML}<a/>"), _BROKEN),
    "正文没有文字": Case("docx", lambda: docx({n: c for n, c in parts_of("").items() if "notes" not in n}), "没有文字"),
    "样式不合格式": Case("docx", lambda: part(STYLES, "<w:styles"), "损坏"),
    "编码声明不对": Case("docx", lambda: part(DOCUMENT, document(par(run("关于防汛的通知"))).encode("gbk")), "损坏"),
    "不认识的编码": Case("docx", lambda: part(DOCUMENT, document("").replace("UTF-8", "KLINGON")), "损坏"),
    "UTF-16的部件": Case(
        "docx", lambda: part(DOCUMENT, document(par(run("关于防汛的通知"))).replace("UTF-8", "UTF-16").encode("utf-16"))
    ),
    "实体炸弹": Case("docx", bomb(LAUGHS, "&x9;"), _BROKEN),
    "样式里的实体炸弹": Case("docx", lambda: part(STYLES, f"{XML}{LAUGHS}<w:styles xmlns:w='{W}'>&x9;</w:styles>"), _BROKEN),
    "属性里的实体炸弹": Case("docx", lambda: part(DOCUMENT, document("<w:p w:x='&x9;'/>", LAUGHS)), _BROKEN),
    "关系里的实体炸弹": Case(
        "docx", lambda: part(REST, f"{XML}{LAUGHS}<Relationships xmlns='{LINKS}'>&x9;</Relationships>"), ANY
    ),
    "外部实体": Case("docx", bomb(OUTSIDE, "&x9;&x8;"), _BROKEN),
    "外部DTD": Case("docx", bomb(REMOTE, ""), _BROKEN),
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
    "十万个属性": Case("docx", many_attributes, _BROKEN),
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

OTHERS: dict[str, Case] = {
    "空文件": Case("docx", lambda: b"", "空"),
    "只有空格": Case("txt", lambda: b" \r\n\t\n", "空"),
    "加密的OOXML": Case("docx", lambda: ole("EncryptedPackage"), "密码"),
    "docx改名pdf": Case("pdf", whole),
    "docx改名txt": Case("txt", whole),
    "docx改名doc": Case("doc", whole),
    "网页改名docx": Case("docx", lambda: HTML),
    "文字改名docx": Case("docx", "关于防汛的通知\n各乡镇：\n请抓好落实。\n".encode),
    "pdf改名docx": Case("docx", pdf_page),
    "图片改名docx": Case("docx", picture, "图片"),
    "程序": Case("exe", lambda: _PROGRAM, "不是"),
    "ELF程序": Case("bin", lambda: b"\x7fELF\2\1\1" + bytes(2000), "不是文本"),
    "Word2003的XML": Case("xml", WORD_2003.encode, "XML"),
    "单个XML的docx": Case("xml", FLAT.encode, "XML"),
    "RTF": Case("rtf", lambda: b"{\\rtf1\\ansi abc}", "RTF"),
    "ODT": Case("odt", lambda: zipped(mimetype="x", content_xml="<a/>"), "OpenDocument"),
    "OFD": Case("ofd", lambda: zipped(OFD_xml="<a/>"), "OFD"),
    "空的压缩包": Case("docx", lambda: zip_of([]), "docx"),
    "密码PDF": Case("pdf", locked_pdf, "密码"),
    "截短的PDF": Case("pdf", lambda: pdf_page()[:200], "PDF"),
    "只有PDF头": Case("pdf", lambda: b"%PDF-1.7\n", "PDF"),
    "PDF炸弹": Case("pdf", pdf_bomb, "PDF"),
    "PDF双重炸弹": Case("pdf", lambda: pdf_bomb(2), "PDF"),
    "PDF三万页": Case("pdf", lambda: pdf(pdf_text("(Notice of floods) Tj"), pages=30_000), "页"),
    "PDF千万字": Case("pdf", lambda: pdf(pdf_text("(Notice of floods) Tj " * 600_000)), "PDF"),
    "PDF自引用": Case("pdf", lambda: pdf(zlib.compress(b"/X Do " * 50), more="/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 3 0 R>>>>"), "文字"),
    "很深的网页": Case("html", lambda: page("<div>" * 5000 + "关于防汛的通知" + "</div>" * 5000), "层"),
    "三百层网页": Case("html", lambda: page("<div>" * 300 + "<p>关于防汛的通知</p>" + "</div>" * 300)),
    "一百万个标签": Case("html", lambda: page("<b>防</b>" * 1_000_000), "太"),
    "千层正文容器": Case("html", lambda: page("<div class=content>" * 1000 + "<p>请抓好落实。</p>" * 5_000)),
    "网页实体炸弹": Case("html", f"{LAUGHS}<html><body><p>通知&x9;</p></body></html>".encode),
    "网页外部资源": Case("html", lambda: page(f"<img src='{URL}'><iframe src='{URL}'></iframe><p>关于防汛的通知</p>", f"<base href='{URL}'><link rel=stylesheet href='{URL}'>")),
    "网页编码punycode": Case("html", lambda: HTML.replace(b"utf-8", b"punycode")),
    "网页编码idna": Case("html", lambda: HTML.replace(b"utf-8", b"idna")),
    "网页编码unicode_escape": Case("html", lambda: HTML.replace(b"utf-8", b"unicode_escape") + b"\\q\\ud800"),
    "一行五百万字": Case("txt", ("防汛" * 2_500_000).encode, "太"),
    "一百万行": Case("txt", lambda: "请抓好落实。\n".encode() * 1_000_000, "太"),
    "六十兆文字": Case("txt", lambda: "请抓好落实。\n".encode() * 3_200_000, "MB"),
    "控制字符": Case("txt", "关于\x01防汛\x7f的\ufffe通\x1b知\n请抓好\u2028落实。\n".encode),
    "半个UTF-16": Case("txt", lambda: b"\xff\xfe\x00\xd8\x00", "字节"),
    "坏的UTF-8": Case("txt", lambda: ("关于防汛的通知\n" * 9).encode() + b"\xff\xfe\xfd", "字节"),
}  # fmt: skip


# Workbooks

CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>单位及职务</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>赵清</t></is></c><c r="B2" t="inlineStr"><is><t>县水务局局长</t></is></c></row>'


def sheet(data: str = CELLS, after: str = "", before: str = "") -> str:
    return f'{XML}{before}<worksheet xmlns="{MAIN}" xmlns:r="{LINK}"><sheetData>{data}</sheetData>{after}</worksheet>'


def workbook_parts(first: str = "") -> dict[str, str | bytes]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="{LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets><sheet name="人员" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="{LINK}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": first or sheet(),
    }  # fmt: skip


def workbook(first: str = "", **more: str | bytes) -> bytes:
    return docx({**workbook_parts(first), **more})


def far_cell() -> str:
    far = '<row r="1048576"><c r="GR1048576" t="inlineStr"><is><t>注</t></is></c></row>'
    return sheet(CELLS + far)


def formatted_to_the_end() -> str:
    return sheet(CELLS + '<row r="1048576"><c r="C1048576"/></row>')


def linked_book() -> bytes:
    links = f'<Relationship Id="z" Type="{LINK}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    parts = workbook_parts()
    rels = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", links)
    book = str(parts["xl/workbook.xml"]).replace(
        "</workbook>", '<externalReferences><externalReference r:id="z"/></externalReferences></workbook>'
    )
    return docx(
        {
            **parts,
            "xl/_rels/workbook.xml.rels": rels,
            "xl/workbook.xml": book,
            "xl/externalLinks/externalLink1.xml": f'{XML}<externalLink xmlns="{MAIN}" xmlns:r="{LINK}"><externalBook r:id="y"/></externalLink>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'{XML}<Relationships xmlns="{LINKS}"><Relationship Id="y" Type="{LINK}/externalLinkPath" Target="{URL}" TargetMode="External"/></Relationships>',
        }
    )


def _merge(*areas: str) -> str:
    return f'<mergeCells count="{len(areas)}">{"".join(f"<mergeCell ref={chr(34)}{area}{chr(34)}/>" for area in areas)}</mergeCells>'


SHEET_PART = "xl/worksheets/sheet1.xml"
WORKBOOKS: dict[str, Case] = {
    "表格文件": Case("docx", workbook),
    "好的表格": Case("xlsx", workbook),
    "空表格文件": Case("xlsx", lambda: b"", "空"),
    "截短的表格": Case("xlsx", lambda: workbook()[:-300], "损坏"),
    "docx改名xlsx": Case("xlsx", whole, "Word"),
    "文字改名xlsx": Case("xlsx", "姓名,单位及职务\n赵清,县水务局局长\n".encode),
    "程序改名xlsx": Case("xlsx", lambda: _PROGRAM, "不是"),
    "加密的表格": Case("xlsx", lambda: ole("EncryptedPackage"), "密码"),
    "表格炸弹10GB": Case("xlsx", lambda: zip_of([*(entry(n, c) for n, c in workbook_parts().items()), zeros("xl/media/a", 10 * 2**30)]), "太大"),
    "表格炸弹说谎": Case("xlsx", lambda: zip_of([*(entry(n, c) for n, c in workbook_parts().items()), replace(zeros("xl/worksheets/sheet2.xml", 2**32), size=9, crc=zlib.crc32(b" " * 9))]), ANY),
    "表格部件六万个": Case("xlsx", lambda: zip_of([*(entry(n, c) for n, c in workbook_parts().items()), *(entry(f"xl/{n}.xml", "<a/>") for n in range(60_000))]), "太"),
    "表格实体炸弹": Case("xlsx", lambda: workbook(sheet(CELLS.replace("赵清", "&x9;"), before=LAUGHS)), _BROKEN),
    "表格外部实体": Case("xlsx", lambda: workbook(sheet(CELLS.replace("赵清", "&x9;"), before=OUTSIDE)), _BROKEN),
    "表格外部DTD": Case("xlsx", lambda: workbook(sheet(before=REMOTE)), _BROKEN),
    "表格外部链接": Case("xlsx", linked_book),
    "表格不合格式": Case("xlsx", lambda: workbook(sheet("<row>")), _BROKEN),
    "没有工作表": Case("xlsx", lambda: docx({n: c for n, c in workbook_parts().items() if n != SHEET_PART}), _BROKEN),
    "最后一行有字": Case("xlsx", lambda: workbook(far_cell())),
    "格式拖到最后一行": Case("xlsx", lambda: workbook(formatted_to_the_end())),
    "整张合并": Case("xlsx", lambda: workbook(sheet(after=_merge("A1:XFD1048576"))), "合并"),
    "整列合并": Case("xlsx", lambda: workbook(sheet(after=_merge("A3:A1048576", "B3:B1048576"))), "合并"),
    "百万个单元格": Case("xlsx", lambda: workbook(sheet("".join(f'<row r="{n}">{"<c><v>1</v></c>" * 100}</row>' for n in range(1, 20_001)))), "太"),
    "表格很深": Case("xlsx", lambda: workbook(sheet("<row>" * 100_000 + "</row>" * 100_000)), ANY),
    "严格的表格": Case("xlsx", lambda: docx({n: str(c).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(LINK, "http://purl.oclc.org/ooxml/officeDocument/relationships") for n, c in workbook_parts().items()}), _BROKEN),
    "单元格很长": Case("csv", ("姓名,单位及职务\n赵清," + "局" * 200_000 + "\n").encode, "太"),
    "全是逗号": Case("csv", lambda: b",,,,,,,,,\n" * 1_000_000, "太"),
    "没有配对的引号": Case("csv", ('姓名,单位及职务\n"赵清,' + "县水务局局长\n" * 100_000).encode, "太"),
    "csv里有NUL": Case("csv", lambda: b"\0\1\2,3\n", "不是"),
}  # fmt: skip
