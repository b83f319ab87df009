"""The PDF's own check: what an archive asks of a PDF/A-2b."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pypdfium2

from gongwen.archive.printed import printed_problems
from gongwen.read.pdf.opened import opened

_STATUS = "2B"
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_ACTIVE = {
    "/JS": "脚本",
    "/JavaScript": "脚本",
    "/OpenAction": "打开时的动作",
    "/AA": "动作",
    "/Launch": "启动程序的动作",
}


def pdfa_problems(data: bytes, text: str, stamped: str = "") -> list[str]:
    """Return what keeps the PDF ``data`` from being a PDF/A-2b that says ``text``, in Chinese; [] when nothing does.

    ``stamped`` is the text of a stamp on it, which is not of the document. This is no validator: it looks at
    what the toolkit itself answers for.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            problems = [*_claims(pdf), *_fonts(pdf), *_activity(pdf)]
        printed = read_text(data)
    except pikepdf.PasswordError:
        return ["PDF 设了密码，归档文件不能加密"]
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        return ["PDF 已损坏，不能打开"]
    return [*problems, *printed_problems(printed, text, stamped, "PDF")]


def _claims(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "PDF 是加密的，归档文件不能加密"
    if pdf.open_metadata().pdfa_status != _STATUS:
        yield "PDF 没有声明自己是 PDF/A-2b"
    intents = pdf.Root.get("/OutputIntents", pikepdf.Array())
    if not any(each.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in each for each in intents):
        yield "PDF 没有输出意图（颜色特性文件）"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    described = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Type" in each)
    for each in described:
        if each["/Type"] == "/FontDescriptor" and not any(key in each for key in _FILES):
            yield f"字体 {each.get('/FontName', '')} 没有嵌入"


def _activity(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = set()
    for each in _dictionaries(pdf.objects):
        found |= {name for key, name in _ACTIVE.items() if key in each}
        if isinstance(each, pikepdf.Stream) and "/F" in each:
            found.add("外部的数据")
    if "/EmbeddedFiles" in pdf.Root.get("/Names", pikepdf.Dictionary()):
        found.add("附带的文件")
    for name in sorted(found):
        yield f"PDF 里有{name}，归档文件不能有"


def _dictionaries(objects: Iterable[Any]) -> Iterator[Any]:
    """Yield every dictionary and stream among ``objects``, and those that stand directly in them."""
    for each in objects:
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            yield each
            values = [each[key] for key in each.keys()]  # noqa: SIM118 (a stream iterates otherwise)
            yield from _dictionaries([value for value in values if not _is_shared(value)])


def _is_shared(value: Any) -> bool:
    """Whether ``value`` is an object of its own in the file, and so is looked at by itself."""
    return bool(getattr(value, "is_indirect", False))


def read_text(data: bytes) -> str:
    """Return the text of a PDF in the order in which the file has it."""
    with opened(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
