"""A file → its text, in whatever encoding an office computer has saved it."""

from __future__ import annotations

import codecs
from pathlib import Path

from gongwen.finding import UsageError
from gongwen.pattern import pattern
from gongwen.read.content import NotAFile, read_content
from gongwen.zh.spaces import visible

LIMIT = 20 * 1024 * 1024
"""The largest text file that is read, bytes."""

_SIGNATURES = (
    (b"PK\x03\x04", "Word、WPS 或 Excel 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、WPS 或 Excel 文件"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_REFUSALS: dict[type[Exception], str] = {
    FileNotFoundError: "找不到这个文件，请核对文件名和所在文件夹",
    IsADirectoryError: "这是文件夹，请给出其中的一个文件",
    NotADirectoryError: "路径中有一段不是文件夹，请核对文件名和所在文件夹",
    PermissionError: "没有读取权限，请检查文件权限，或者先关闭正在使用它的程序",
}
_STANDARD_INPUT = "-"
_NO_TEXT = "这不是文本文件，请核对文件名"
_REMEDY = "请用记事本或 WPS 打开，另存为 UTF-8 编码的纯文本"
_WIDE_PER_FAULT = 10
_LINE_END = pattern("\r\n|\r|\n")


def read_text(path: Path) -> str:
    """Return the text of ``path`` with plain line feeds and without a byte order mark.

    UTF-8, UTF-16 with a byte order mark and GB 18030 are told apart by content. Raises UsageError when
    the file cannot be opened, is larger than LIMIT or holds no text.
    """
    return decode(read_bytes(path), str(path))


def decode(data: bytes, name: str) -> str:
    """Return the text of ``data``; ``name`` is what messages call it. Raises UsageError for no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UsageError(f"{name}：这是{what}，不是纯文本；请把内容另存为纯文本，或给出 .yaml、.gw 文件")
    text = _decode_marked(data, name)
    if "\0" in text:
        raise UsageError(f"{name}：{_NO_TEXT}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encode_like(text: str, data: bytes, name: str) -> bytes:
    """Return ``text`` in the encoding of ``data``, with its byte order mark and its line ends.

    ``text`` has as many lines as the text of ``data``; ``name`` is what messages call that. Raises UsageError
    when ``data`` is no text.
    """
    mark, encoding = next((each for each in _MARKS if data.startswith(each[0])), (b"", ""))
    written = _decode_marked(data, name)
    ends = [*_LINE_END.findall(written), ""]
    lines = "".join(line + end for line, end in zip(text.split("\n"), ends, strict=True))
    return mark + lines.encode(encoding or ("utf-8" if _is_utf8(data) else "gb18030"))


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """Return the content of ``path``. Raises UsageError when it cannot be read or is longer than ``limit`` bytes."""
    try:
        data = read_content(path, limit, is_pipe_allowed=True)
    except (OSError, ValueError) as error:
        raise UsageError(_refusal(path, error)) from None
    if len(data) > limit:
        size = limit // 1024 // 1024
        raise UsageError(f"{path}：文件超过 {size} MB，不能作为文稿读入；请核对文件名，或拆成几份")
    return data


def _refusal(path: Path, error: Exception) -> str:
    """Return why ``path`` cannot be read, and what to do."""
    kind = type(error)
    if isinstance(error, PermissionError) and path.is_dir():
        kind = IsADirectoryError  # as Windows puts it
    if kind is FileNotFoundError and str(path) == _STANDARD_INPUT:
        return f"{path}：不能从标准输入读，请先存成文件"
    if kind is UnicodeEncodeError:
        return f"{visible(str(path))}：文件名的编码不是 UTF-8（如从 Windows 的压缩包里解出来的），请改名再办"
    if reason := _REFUSALS.get(kind):
        return f"{path}：{reason}"
    if isinstance(error, NotAFile):
        return f"{path}：{error.strerror}，请给出一个文件"
    if isinstance(error, OSError):
        return f"{path}：读不出这个文件（{error.strerror}），请核对文件名，检查磁盘和网络位置"
    return f"{str(path)!r}：文件名里有不能用的字符，请核对文件名"


def _decode_marked(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UsageError(_damage(error, name)) from None
    return _decode_unmarked(data, name)


def _decode_unmarked(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise UsageError(_damage(error, name)) from None
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UsageError(_damage(error, name)) from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the text is UTF-8 but for a few bytes; as GB 18030 it would read as garbage."""
    text = data.decode("utf-8", errors="replace")
    wide = len(text) - len(text.encode("ascii", errors="ignore"))
    return text.count("\ufffd") * _WIDE_PER_FAULT < wide


def _damage(error: UnicodeDecodeError, name: str) -> str:
    """Return what to say of the bytes that are no text in the encoding that was tried."""
    before = error.object[: error.start].decode(error.encoding, errors="replace")
    if "\0" in before:
        return f"{name}：{_NO_TEXT}"
    line = before.count("\n") + 1
    return f"{name}：第{line}行有认不出的字节，文件可能已损坏或者不是文本；{_REMEDY}"
