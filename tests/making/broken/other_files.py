"""Files of other sorts: PDF, web pages, old documents, texts, and what bears a wrong name."""

from __future__ import annotations

import io
import zlib
from functools import cache
from pathlib import Path

from tests.making.broken.zips import LAUGHS, OLE, URL, XML, Case, entry, whole, zip_of


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

    from gongwen.read.libre_office import find_soffice, new_profile

    soffice = find_soffice()
    assert soffice is not None
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.docx")
        source.write_bytes(whole())
        profile = new_profile(Path(folder, "p"), soffice)
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
    "图片改名docx": Case("docx", picture, "没有读出来"),
    "程序": Case("exe", lambda: _PROGRAM, "不是"),
    "ELF程序": Case("bin", lambda: b"\x7fELF\2\1\1" + bytes(2000), "不是文本"),
    "Word2003的XML": Case("xml", WORD_2003.encode, "XML"),
    "单个XML的docx": Case("xml", FLAT.encode, "XML"),
    "RTF": Case("rtf", lambda: b"{\\rtf1\\ansi abc}"),
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
