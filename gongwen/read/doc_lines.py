"""An old Word file (.doc, .wps), or one of OpenDocument or RTF → its lines, by way of LibreOffice."""

from __future__ import annotations

from gongwen.finding import UsageError
from gongwen.read.docx_lines import read_docx
from gongwen.read.libre_office import ConversionError, as_docx, find_soffice
from gongwen.transcript import Transcript

_SAVE_AS = "请用 Word 或 WPS 打开，另存为 docx"


def read_doc(data: bytes, name: str) -> Transcript:
    """Return the paragraphs of the old Word file that ``data`` is.

    Raises UsageError when no LibreOffice is installed, or when it cannot open the file.
    """
    soffice = find_soffice()
    if soffice is None:
        raise UsageError(
            f"{name}：这是旧版 doc 文件，读它要借助 LibreOffice；没有安装 LibreOffice，{_SAVE_AS}"
        )
    try:
        docx = as_docx(data, soffice)
    except ConversionError as error:
        raise UsageError(f"{name}：这是旧版 doc 文件，LibreOffice {error}；{_SAVE_AS}") from None
    return read_docx(docx, name)
