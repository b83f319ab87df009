"""What is said of a file that is no docx, or none that is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from gongwen.finding import InputError, UsageError
from gongwen.ooxml.package.docx import DOCUMENT, parse_part, root_of, unpack
from tests.making.docx_by_hand import PARTS, W, packed

SAVE_AS = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”后再用"
DAMAGED = "已损坏，或者没有传完整，请重新取得这个文件"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MANY = "".join(f' a{number}=""' for number in range(501))
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def zipped(method: int = zipfile.ZIP_DEFLATED, **files: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def locked() -> bytes:
    """A docx whose directory says that its first part has a password."""
    data = bytearray(packed(""))
    data[data.rindex(b"PK\x01\x02", 0, data.index(b"PK\x01\x02") + 4) + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", f"不是 docx，可能只是改了扩展名；{SAVE_AS}"),
        (b"%PDF-1.7", f"不是 docx，可能只是改了扩展名；{SAVE_AS}"),
        (OLE, f"是旧的 doc 格式，{SAVE_AS}"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "设了打开密码，请先在 Word 或 WPS 里取消密码"),
        (zipped(**{"a.txt": ""}), f"不是 Word 文档，{SAVE_AS}"),
        (packed("")[:-200], DAMAGED),
        (locked(), "设了压缩密码，请先取消密码"),
        (zipped(zipfile.ZIP_LZMA, **PARTS), "是用别的程序重新压缩过的，压缩方法不对；请用 Word 或 WPS 打开，另存一份再用"),
        (packed("", **{"../外.xml": ""}), DAMAGED),
        (packed("", **{"word/外.xml": "", "WORD/外.xml": ""}), DAMAGED),
        (packed("", **{f"word/{number}.xml": "" for number in range(2000)}),
         "解开后太大（超过 64 MB，或者文字部分超过 16 MB，或者多于 2000 个部件），不像公文；请删去大的图片，或者换一个文件"),
    ],
)  # fmt: skip
def test_a_file_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(UsageError) as error:
        unpack(data)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<a>", f"其中的 {DOCUMENT} 第1行已损坏，{SAVE_AS}"),
        ("<a>\n&nbsp;</a>", f"其中的 {DOCUMENT} 第2行已损坏，{SAVE_AS}"),
        ("<a>" * 300 + "</a>" * 300, f"其中的 {DOCUMENT} 第1行的层次太深，{SAVE_AS}"),
        (f"<a>{'长' * 3_500_000}</a>", f"其中的 {DOCUMENT} 第1行的文字太长，{SAVE_AS}"),
        (f"<a>{'<b/>' * 1_000_001}</a>", f"其中的 {DOCUMENT} 太大，不像公文；请拆成几个文件，或者换一个文件"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', f"其中的 {DOCUMENT} 含有 DTD 声明，不是 Word 或 WPS 写的；{SAVE_AS}"),
        (f'<w:document xmlns:w="{STRICT}"/>', f"是“严格的 Open XML”格式，{SAVE_AS}"),
        (f'<w:document xmlns:w="{W}"><w:p{MANY}/></w:document>', f"其中的 {DOCUMENT} 有属性太多的元素，不是 Word 或 WPS 写的；{SAVE_AS}"),
        (f'<w:body xmlns:w="{W}"/>', f"其中的 {DOCUMENT} 不是 Word 的正文，{SAVE_AS}"),
        (f'<w:document xmlns:w="{W}">{"<w:p/>" * 100_001}</w:document>',
         "其中的段落太多（超过 100000 段），不像公文；请拆成几个文件"),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_part_is_refused_with_the_reason(xml: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        parse_part(DOCUMENT, xml.encode())
    assert error.value.problems == [said]


def test_what_is_within_the_bounds_is_read() -> None:
    attributes = "".join(f' a{number}=""' for number in range(500))
    parts = unpack(packed(f"<w:p{attributes}/>"))
    assert len(root_of(parts, DOCUMENT).findall(f".//{{{W}}}p")) == 1
