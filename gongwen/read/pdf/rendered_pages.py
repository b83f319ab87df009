"""A docx as LibreOffice lays it out: its pages, and where each paragraph of the file is on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gongwen.address import Place
from gongwen.finding import UsageError
from gongwen.ink import InkPage
from gongwen.read.libre_office import ConversionError, as_pdf, find_soffice
from gongwen.read.pdf.lines import read_printed
from gongwen.transcript import Line, Transcript
from gongwen.zh.spaces import bare

_LOOKED_FOR = 10
"""Characters at the head of a paragraph by which it is found on a page."""


class Rendered(NamedTuple):
    """The pages of a docx."""

    transcript: Transcript
    """Their lines, as those of a PDF."""
    pages: Sequence[InkPage]
    begins: Mapping[int, int]
    """The page, from 1, on which each paragraph of the docx begins, by its number.

    A paragraph whose words are not found is on the page of the one before.
    """

    def paragraph_at(self, place: Place, lines: Sequence[Line]) -> Place | None:
        """Return the place in the docx, whose ``lines`` are given, of a row of a page; None when it is not found."""
        words = bare(self.pages[place.page - 1].rows[place.line - 1].text)
        line = next((line for line in lines if words and words in bare(line.text)), None)
        return replace(line.at, page=place.page) if line else None


def render_pages(data: bytes, lines: Sequence[Line], name: str) -> Rendered:
    """Return the docx that ``data`` is as pages; ``lines`` are its own.

    Raises UsageError where there is no LibreOffice, or when it cannot lay the file out.
    """
    soffice = find_soffice()
    if soffice is None:
        raise UsageError("看页码要用 LibreOffice 排一遍，这台机器上没有找到；请安装，或者去掉 --pages")
    try:
        pdf = as_pdf(data, soffice)
    except ConversionError as error:
        raise UsageError(f"{name}：LibreOffice {error}；请去掉 --pages") from None
    try:
        rendered, pages = read_printed(pdf, name, recognises=False)
    except UsageError:
        raise UsageError(f"{name}：排出来的页上没有多少文字，看不出在第几页；请去掉 --pages") from None
    return Rendered(rendered, pages, _match(lines, rendered.lines))


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
        index = text.find(words, at) if words else -1
        if index >= 0:
            at, page = index + len(words), pages[index]
        found.setdefault(line.at.line, page)
    return found
