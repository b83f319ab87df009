"""The text layer of a PDF → its lines, by where the characters stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from gongwen.address import Place
from gongwen.finding import UsageError
from gongwen.look import is_red
from gongwen.read.pdf.glyphs import LEAST_MARK, page_glyphs
from gongwen.read.pdf.rows import Row, rows_of
from gongwen.read.pdf.rules import page_rules
from gongwen.read.pdf.size import refuse_excess
from gongwen.read.pdf.tables import with_tables
from gongwen.read.pdf.text_area import TextArea, text_areas
from gongwen.transcript import Line, Transcript

_INDENT = "　　"
_FEW = 10
"""A file with fewer characters than this has no text layer worth the name: a number stamped on a scan."""
_LOST = "\ufffd"
_NO_TEXT = (
    "没有文字层，多半是扫描件；请先用文字识别（OCR）软件转成文字，或者转成“双层 PDF”，再给出转换后的文件"
)
_NO_CODES = "文字层的字认不出来（字体没有编码），请先用文字识别（OCR）软件转成文字，或者找到原来的 docx"
_LOCKED = "设了打开密码，请先取消密码，或者另存一份没有密码的"
_DAMAGED = "PDF 已损坏，或者没有传完整，请重新取得这个文件"


def read_pdf(data: bytes, name: str) -> Transcript:
    """Return the lines of the PDF that ``data`` is, page by page from the top.

    Pieces of one line that stand well apart have a tab between them, and so have the cells of a table in ruled lines. A line that begins two characters
    right of the others has “　　” in front. Pages without text are named in ``facts`` as 无文字的页.
    Raises UsageError for a file without a text layer, with a password, damaged, or far too large.
    """
    try:
        refuse_excess(data)
    except UsageError as error:
        raise UsageError(f"{name}：{error}") from None
    try:
        with pdfium.PdfDocument(data) as document:
            pages = [_rows(page) for page in document]
            turned = [
                number for number, page in enumerate(document, 1) if _is_turned(page, pages[number - 1])
            ]
    except pdfium.PdfiumError as error:
        is_locked = error.err_code == pdfium.raw.FPDF_ERR_PASSWORD
        raise UsageError(f"{name}：{_LOCKED if is_locked else _DAMAGED}") from None
    return transcript_of_pages(pages, name, turned)


def _is_turned(page: pdfium.PdfPage, rows: Sequence[Row]) -> bool:
    """Whether a page is wider than it is high, as its words are read."""
    wide, high = page.get_size()
    is_wide = bool(wide > high)
    return is_wide != bool(rows and rows[0].turn % 2)


def _rows(page: pdfium.PdfPage) -> list[Row]:
    glyphs = page_glyphs(page)
    return with_tables(rows_of(glyphs), page_rules(page, glyphs[0].turn)) if glyphs else []


def transcript_of_pages(pages: Sequence[list[Row]], name: str, turned: Collection[int] = ()) -> Transcript:
    """Return the lines of ``pages``, the rows of each from the top, as :func:`read_pdf` does.

    ``turned`` are the numbers, from 1, of those that lie on their side.
    Raises UsageError for pages without a text layer, or whose characters have no codes.
    """
    _refuse_illegible("".join(row.text for page in pages for row in page), name)
    areas = text_areas([[row for row in rows if not row.cells] or rows for rows in pages])
    lines = [
        replace(line, is_turned=number in turned)
        for number, rows in enumerate(pages, 1)
        for line in _lines(rows, areas, name, number)
    ]
    bare = [str(number) for number, rows in enumerate(pages, 1) if not rows]
    return Transcript(name, tuple(lines), False, {"无文字的页": "、".join(bare)} if bare else {})


def _refuse_illegible(text: str, name: str) -> None:
    if len(text) < _FEW:
        raise UsageError(f"{name}：{_NO_TEXT}")
    if text.count(_LOST) * 3 > len(text):
        raise UsageError(f"{name}：{_NO_CODES}")


def _lines(rows: list[Row], areas: dict[int, TextArea], name: str, page: int) -> Iterator[Line]:
    for place, row in enumerate(rows):
        at = Place(name, row.number, page=page)
        if row.cells:
            yield Line(row.text, at, is_row=True, opens_page=not place)
            continue
        area = areas[row.turn]
        is_centred = area.has_centred(row)
        indent = _INDENT if not is_centred and area.has_indented(row) else ""
        yield Line(
            indent + row.text,
            at,
            is_centred=is_centred,
            opens_page=not place,
            is_mark=page == 1 and _is_mark(row),
        )


def _is_mark(row: Row) -> bool:
    """Whether ``row`` looks as a 发文机关标志 does: red, and larger than any title (7.2.4)."""
    return row.size >= LEAST_MARK and all(is_red(glyph.colour) for glyph in row.glyphs)
