"""On which page of a rendering each paragraph of a docx begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongwen.finding import UsageError
from gongwen.read.libre_office import ConversionError, as_pdf, find_soffice
from gongwen.read.pdf_lines import read_pdf
from gongwen.transcript import Line
from gongwen.zh.spaces import bare

_LOOKED_FOR = 10
"""Characters at the head of a paragraph by which it is found on a page."""


def rendered_pages(data: bytes, lines: Sequence[Line], name: str) -> Mapping[int, int]:
    """Return the page, from 1, on which each paragraph of a docx begins as LibreOffice lays it out, by its number.

    ``lines`` are those of the docx. A paragraph whose words are not found is on the page of the one before.
    Raises UsageError where there is no LibreOffice, or when it cannot lay the file out.
    """
    soffice = find_soffice()
    if soffice is None:
        raise UsageError("看页码要用 LibreOffice 排一遍，这台机器上没有找到；请安装，或者去掉 --pages")
    try:
        rendered = read_pdf(as_pdf(data, soffice), name)
    except ConversionError as error:
        raise UsageError(f"{name}：LibreOffice {error}；请去掉 --pages") from None
    return _match(lines, rendered.lines)


def _match(lines: Sequence[Line], rendered: Sequence[Line]) -> dict[int, int]:
    text, pages = "", list[int]()
    for line in rendered:
        words = bare(line.text)
        text += words
        pages += [line.at.page] * len(words)
    found: dict[int, int] = {}
    at, page = 0, 1
    for line in lines:
        words = bare(line.text)[:_LOOKED_FOR]
        place = text.find(words, at) if words else -1
        if place >= 0:
            at, page = place + len(words), pages[place]
        found.setdefault(line.at.line, page)
    return found
