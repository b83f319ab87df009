"""The text layer of a PDF → its lines, by where the characters stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TypeAlias

import pypdfium2 as pdfium

from gongwen.address import Place
from gongwen.finding import UsageError
from gongwen.ink import InkPage
from gongwen.read.pdf.columns import pages_in_columns
from gongwen.read.pdf.evidence import evidence_of, has_letter_lines, usual_pitch
from gongwen.read.pdf.glyphs import page_glyphs
from gongwen.read.pdf.ink import ink_page
from gongwen.read.pdf.opened import opened
from gongwen.read.pdf.outlines import has_outlined_words
from gongwen.read.pdf.pictures import pictures_on, tell_pictures
from gongwen.read.pdf.rows import Row, RowPage, rows_of
from gongwen.read.pdf.rules import page_rules
from gongwen.read.pdf.size import refuse_excess
from gongwen.read.pdf.tables import with_tables
from gongwen.read.pdf.text_area import TextArea, text_areas
from gongwen.read.scan.layer import layer_differs
from gongwen.read.scan.pictures import page_image
from gongwen.transcript import LAYER, LAYER_KEPT, LAYER_WRONG, Line, Transcript

See: TypeAlias = Callable[[pdfium.PdfPage, list[Row]], object]
_INDENT = "　　"
_FEW = 10
"""A file with fewer characters than this has no text layer worth the name: a number stamped on a scan."""
_LOST = "\ufffd"
_NO_TEXT = "没有文字，或者只有几个字，请核对文件"
_NO_CODES = "文字层的字认不出来（字体没有编码），请先用文字识别（OCR）软件转成文字，或者找到原来的 docx"
_LOCKED = "设了打开密码，请先取消密码，或者另存一份没有密码的"
_DAMAGED = "PDF 已损坏，或者没有传完整，请重新取得这个文件"


def read_pdf(data: bytes, name: str) -> Transcript:
    """Return the lines of the PDF that ``data`` is, page by page from the top.

    Pieces of one line that stand well apart have a tab between them, and so have the cells of a table in ruled
    lines. A line that begins two characters right of the others has “　　” in front. Pages without text are named
    in ``facts`` as 无文字的页; 格式 is there where the lines of a 信函 show it.
    Raises UsageError for a file without words, with a password, damaged, or far too large.
    """
    return _read(data, name, lambda *_: None)


def read_printed(data: bytes, name: str, *, recognises: bool = True) -> tuple[Transcript, list[InkPage]]:
    """Return the lines of the PDF that ``data`` is, as :func:`read_pdf` does, and the ink on its pages.

    ``recognises`` says whether the words of scanned pages, and of those that draw them as outlines, are recognised
    from their pictures. Raises UsageError as :func:`read_pdf` does.
    """
    inks: list[InkPage] = []
    found = _read(
        data, name, lambda page, rows: inks.append(ink_page(page, len(inks) + 1, rows)), recognises=recognises
    )
    return found, inks


def _read(data: bytes, name: str, see: See, *, recognises: bool = True) -> Transcript:
    """Return the lines of a PDF; ``see`` is shown each page with its rows."""
    try:
        refuse_excess(data)
    except UsageError as error:
        raise UsageError(f"{name}：{error}") from None
    try:
        with opened(data) as document:
            pages, pictured, unread = [], [], []
            for number, page in enumerate(document):
                pages.append(_page(page, see))
                if not (recognises and pages[-1].rows):
                    continue
                if page_image(page):
                    pictured.append(number)
                elif has_outlined_words(page, sum(len(row.text) for row in pages[-1].rows)):
                    pages[-1] = _bare(pages[-1])
                elif shown := pictures_on(page):
                    unread.append(tell_pictures(number + 1, shown))
            pages = _in_columns(pages)
            if recognises:
                found = _recognised(document, pages, pictured, name)
                return replace(found, unread=tuple(unread))
    except pdfium.PdfiumError as error:
        is_locked = error.err_code == pdfium.raw.FPDF_ERR_PASSWORD
        raise UsageError(f"{name}：{_LOCKED if is_locked else _DAMAGED}") from None
    return transcript_of_pages(pages, name)


def _recognised(
    document: pdfium.PdfDocument, pages: Sequence[RowPage], pictured: Sequence[int], name: str
) -> Transcript:
    """Return the lines of ``pages``, of scans by their pictures: where they have no words, or others than they show;
    those ``pictured``, from 0, have words behind a picture.
    """
    pictured = pictured if _has_words(pages) else ()
    facts = {LAYER: LAYER_KEPT} if pictured else {}
    if layer_differs(document, pages, pictured, name):
        pages = [_bare(page) if number in pictured else page for number, page in enumerate(pages)]
        facts = {LAYER: LAYER_WRONG}
    if not _is_scan(pages):
        return _with_facts(transcript_of_pages(pages, name), facts)
    from gongwen.read.scan.lines import scan_pages

    known = pages if _has_words(pages) else [_bare(page) for page in pages]
    found, scanned = scan_pages(document, known, name)
    return _with_facts(scanned.finish(transcript_of_pages(found, name)), facts)


def _with_facts(transcript: Transcript, facts: Mapping[str, str]) -> Transcript:
    return replace(transcript, facts={**transcript.facts, **facts})


def row_pages(data: bytes) -> list[RowPage]:
    """Return the rows of each page of the PDF that ``data`` is, which ``read_pdf`` has read; scans have none."""
    with opened(data) as document:
        return _in_columns([_page(page, lambda *_: None) for page in document])


def _is_scan(pages: Sequence[RowPage]) -> bool:
    """Whether pages are to be recognised: all of them have no words, or some, where that can be done."""
    has_bare = any(not page.rows for page in pages)
    return not _has_words(pages) or (has_bare and find_spec("rapidocr") is not None)


def _has_words(pages: Sequence[RowPage]) -> bool:
    """Whether ``pages`` have more than a number that was stamped on a scan."""
    return sum(len(row.text) for page in pages for row in page.rows) >= _FEW


def _bare(page: RowPage) -> RowPage:
    return RowPage((), page.width, page.height)


def _page(page: pdfium.PdfPage, see: See) -> RowPage:
    glyphs = page_glyphs(page)
    rows = rows_of(glyphs)
    see(page, rows)
    wide, high = page.get_size()
    if not glyphs:
        return RowPage((), wide, high)
    turn = glyphs[0].turn
    rules = page_rules(page, turn)
    return RowPage(
        tuple(with_tables(rows, rules)), *((high, wide) if turn % 2 else (wide, high)), tuple(rules)
    )


def _in_columns(pages: Sequence[RowPage]) -> list[RowPage]:
    rows = pages_in_columns([page.rows for page in pages])
    return [replace(page, rows=tuple(own)) for page, own in zip(pages, rows, strict=True)]


def transcript_of_pages(pages: Sequence[RowPage], name: str) -> Transcript:
    """Return the lines of ``pages``, as :func:`read_pdf` does.

    Raises UsageError for pages without a text layer, or whose characters have no codes.
    """
    _refuse_illegible("".join(row.text for page in pages for row in page.rows), name)
    plain = [[row for row in page.rows if not row.cells] for page in pages]
    areas = text_areas(page.rows for page in pages) | text_areas(plain)
    pitch = usual_pitch(pages)
    lines = [
        line for number, page in enumerate(pages, 1) for line in _lines(page, areas, pitch, name, number)
    ]
    bare = [str(number) for number, page in enumerate(pages, 1) if not page.rows]
    facts = {"无文字的页": "、".join(bare)} if bare else {}
    if pages[0].rows and has_letter_lines(pages[0]):
        facts["格式"] = "信函"
    return Transcript(name, tuple(lines), False, facts)


def _refuse_illegible(text: str, name: str) -> None:
    if len(text) < _FEW:
        raise UsageError(f"{name}：{_NO_TEXT}")
    if text.count(_LOST) * 3 > len(text):
        raise UsageError(f"{name}：{_NO_CODES}")


def _lines(page: RowPage, areas: dict[int, TextArea], pitch: float, name: str, number: int) -> Iterator[Line]:
    is_turned = page.width > page.height
    known = evidence_of(page, areas[page.rows[0].turn], pitch, is_first=number == 1) if page.rows else ()
    for index, (row, told) in enumerate(zip(page.rows, known, strict=True)):
        at, opens_page = Place(name, row.number, page=number), not index
        if row.cells:
            yield Line(row.text, at, is_row=True, opens_page=opens_page, is_turned=is_turned)
            continue
        area = areas[row.turn]
        is_centred = area.has_centred(row)
        indent = _INDENT if not is_centred and area.has_indented(row) else ""
        yield Line(
            indent + row.text,
            at,
            is_centred=is_centred,
            opens_page=opens_page,
            is_turned=is_turned,
            is_issuer_mark=told.is_issuer_mark,
            is_apart=told.is_apart,
            is_in_margin=told.is_in_margin,
            is_at_right=told.is_at_right,
            scale=told.scale,
        )
