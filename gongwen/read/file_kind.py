"""What a file is, by its first bytes and by what it holds; never by its extension alone."""

from __future__ import annotations

import re
from typing import Literal

from gongwen.finding import UsageError
from gongwen.ooxml.package.docx import is_unpacked
from gongwen.ooxml.package.unzip import IS_LOCKED, directory
from gongwen.pattern import pattern

FileKind = Literal["docx", "doc", "pdf", "ofd", "image", "html", "mht", "text"]

_AS_DOCX = "请用 Word 或 WPS 打开，另存为 docx"
_RECOGNISE = "请另存为 PNG、JPEG 或 TIFF，或者先用文字识别（OCR）软件转成文字"
_LOCKED = "文件设了打开密码，请先在 Word 或 WPS 里取消密码"
_UNPACK = "请先解压，再给出其中的文件"
_NO_TEXT_INSIDE = f"这个压缩包不是 docx；若是压缩的文件夹，{_UNPACK}"

_REFUSED = (
    (b"Rar!\x1a\x07", f"这是压缩包，{_UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"这是压缩包，{_UNPACK}"),
    (b"\x1f\x8b", f"这是压缩包，{_UNPACK}"),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
"""The beginnings of pictures whose text may be recognised."""
_IMAGES = (
    pattern(rb"RIFF....WEBP", re.DOTALL),
    pattern(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL),
    pattern(rb"BM....\x00\x00\x00\x00", re.DOTALL),
)
_WORD_XML = pattern(rb"<(?:\w+:)?(?:wordDocument|package)[\s>]")
_WEB_ARCHIVE = pattern(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*MIME-Version: 1\.", re.IGNORECASE)

_INSIDE = (
    ("xl/", "这是 Excel 表格，请把其中的文字复制到 Word 或 WPS 文字里，存为 docx"),
    ("ppt/", "这是演示文稿，请把其中的文字复制到 Word 或 WPS 文字里，存为 docx"),
    ("content.xml", f"这是 OpenDocument 的表格或演示文稿，{_AS_DOCX}"),
)
_RTF, _ODT = b"{\\rtf", b"application/vnd.oasis.opendocument.text"
_TEXT_DOCUMENT = frozenset(("mimetype", "content.xml"))
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_STREAM, _WORD_STREAM = "EncryptedPackage", "WordDocument"
_STREAMS = (
    (_LOCKED_STREAM, _LOCKED),
    ("Workbook", "这是旧版 Excel 表格，请把其中的文字复制到 Word 或 WPS 文字里，存为 docx"),
    ("PowerPoint Document", "这是旧版演示文稿，请把其中的文字复制到 Word 或 WPS 文字里，存为 docx"),
)
"""Streams of what is no Word file; a table in a Word file may bring the same with it."""

_PDF_HEAD = 1024
"""Within how many bytes %PDF may begin."""
_MARKUP = pattern(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_ELEMENT = pattern(r"<(?:div|p|table|meta|span|h[1-6]|article|section|ucapcontent)[\s>]", re.IGNORECASE)
_MARKUP_HEAD = 4096
_WEB_NAMES = (".html", ".htm", ".shtml", ".xhtml")


def kind_of(data: bytes, name: str) -> FileKind:
    """Return what the file is that ``data`` is; ``name`` decides only where web page and text look the same.

    Raises UsageError, naming the file and what to do, for a format that is not read.
    """
    try:
        return _kind(data, name)
    except UsageError as error:
        raise UsageError(f"{name}：{error}") from None


def _kind(data: bytes, name: str) -> FileKind:
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith((_RTF, *_PICTURES)):
        return "doc" if data.startswith(_RTF) else "image"
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    if _WEB_ARCHIVE.match(data[:_MARKUP_HEAD]):
        return "mht"
    _refuse(data)
    return "html" if _is_markup(data, name) else "text"


def _refuse(data: bytes) -> None:
    for signature, problem in _REFUSED:
        if data.startswith(signature):
            raise UsageError(problem)
    if any(image.match(data) for image in _IMAGES):
        raise UsageError(f"这是图片，{_RECOGNISE}")
    head = data[:_MARKUP_HEAD]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _WORD_XML.search(head):
        raise UsageError(f"这是 Word 的 XML 文件，{_AS_DOCX}")


def _zipped(data: bytes) -> FileKind:
    if is_unpacked(data):
        return "docx"
    entries = directory(data)
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        if any(entry.flag_bits & IS_LOCKED for entry in entries):
            raise UsageError(_LOCKED)
        return "docx"
    if "OFD.xml" in names:
        return "ofd"
    if names >= _TEXT_DOCUMENT and not any(each.startswith("xl/") for each in names) and _is_odt(data):
        return "doc"
    for start, problem in _INSIDE:
        if any(each.startswith(start) for each in names):
            raise UsageError(problem)
    raise UsageError(_NO_TEXT_INSIDE)


def _is_odt(data: bytes) -> bool:
    """Whether an OpenDocument file is a text: its type stands first, not packed."""
    return _ODT in data[:_MARKUP_HEAD]


def _compound(data: bytes) -> FileKind:
    """Return "doc" for an OLE2 file that is not known to be another program's."""
    if _holds(data, _WORD_STREAM) and not _holds(data, _LOCKED_STREAM):
        return "doc"
    for stream, problem in _STREAMS:
        if _holds(data, stream):
            raise UsageError(problem)
    return "doc"


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _is_markup(data: bytes, name: str) -> bool:
    """Whether the text is a web page or a piece of one; a few elements in a Markdown text make none."""
    head = _head(data).lstrip()
    if _MARKUP.search(head) and head.startswith("<"):
        return True
    if name.lower().endswith(_WEB_NAMES):
        return "<" in head
    lines = [line for line in head.splitlines() if line.strip()]
    return bool(_ELEMENT.match(head)) and sum("<" in line for line in lines) * 2 > len(lines)


def _head(data: bytes) -> str:
    """Return the beginning of a text; only its ASCII characters are right."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:_MARKUP_HEAD].decode("utf-16", errors="replace")
    return data[:_MARKUP_HEAD].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
