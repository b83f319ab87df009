"""Scanned pages → their lines: the same road as a PDF's, with what is doubtful of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

import pypdfium2 as pdfium

from gongwen.finding import UsageError
from gongwen.pattern import pattern
from gongwen.read.pdf.columns import in_columns
from gongwen.read.pdf.opened import opened
from gongwen.read.pdf.rows import Row, RowPage, rows_of
from gongwen.read.pdf.tables import with_tables
from gongwen.read.scan.engine import Engine, require_engine
from gongwen.read.scan.facing import facing_pages
from gongwen.read.scan.holes import rows_below_holes, rows_put_in
from gongwen.read.scan.picture import ink_of
from gongwen.read.scan.pictures import Sheet, image_pages, is_broken, page_picture
from gongwen.read.scan.sheet import ReadSheet, SheetPart, read_sheet
from gongwen.read.scan.unread import Unread
from gongwen.terms import date
from gongwen.transcript import ENGINE, FAINT, ILLEGIBLE, SHOWN_THROUGH, UNREAD, Line, Transcript

_ILLEGIBLE = "认不清（太淡、太糊，或者不是文字），没有读出来；请重新扫描（200 到 300 dpi），或者手工录入"
_PDF = b"%PDF"
_PARTED = pattern(r"(?<=\d) (?=\d)")
_AROUND_CHINESE = pattern(r"[(（]([^()（）]*[\u3400-\u9fff〇][^()（）]*)[)）]")
_YEAR = pattern(r"(?:[\[［〔【]((?:19|20)\d\d)[\]］〕】)）]|[(（]((?:19|20)\d\d)[\]］〕】])(?=\s?第?\d+号)")
"""The year in a 发文字号 in square brackets: engines confuse 〔〕 with all others of the kind."""
_HOLE = "与上一行之间空得多，可能漏认了一行"
_PUT_IN = "紧挨着下一行，可能是后来插进去的手写的字"
_DAY = "末尾没有“日”，可能少认了字，补上了"
_COPY_NUMBER = 6
"""Digits of a 份号 (7.2.1), which may be written by hand."""
_DARK, _FEWEST = 160, 60
"""How dark a pixel of ink is, of 255, and how many there are on a page that is not blank."""


class ScannedPages:
    """Pages that are recognised one after another, with what is doubtful of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.engine: Engine | None = None
        """None as long as all pages were blank."""
        self.doubts: dict[tuple[int, int], str] = {}
        """By page and row, from 1."""
        self.noted: set[tuple[int, int]] = set()
        """By page and row, from 1: numbers that a hand has written above all print, as whoever received the paper does."""
        self.illegible: list[int] = []
        self.unread: list[str] = []
        """Where there are words that were not recognised."""
        self.bleached: list[int] = []
        """Pages on which words of the back were left out."""
        self.faint: list[int] = []

    def read(self, sheet: Sheet, page: int) -> RowPage:
        """Return page ``page`` as it is read; without rows when it is blank or cannot be read.

        Raises UsageError when no engine is installed.
        """
        high, wide = (side * 72 / sheet.dpi for side in sheet.picture.shape[:2])
        if ink_of(sheet.picture, _DARK).sum() < _FEWEST:
            return RowPage((), wide, high)
        self.engine = self.engine or require_engine(self.name)
        found = read_sheet(sheet.picture, sheet.dpi, self.engine)
        if not found.is_legible:
            self.illegible.append(page)
            return RowPage((), wide, high)
        rows: list[Row] = []
        for part in facing_pages(found):
            rows += self._rows(part, page, len(rows))
        if found.shows_back:
            self.bleached.append(page)
        if found.is_faint:
            self.faint.append(page)
        self.unread += [_place(page, each) for each in found.unread]
        return RowPage(tuple(rows), part.width, found.height)

    def _rows(self, sheet: ReadSheet, page: int, before: int) -> list[Row]:
        """Return the rows of a page, counted from ``before`` on, and keep what is doubtful of them."""
        seen = with_tables(list(map(_closed_up, rows_of(sheet.glyphs))), sheet.rules)
        rows = [replace(row, number=row.number + before) for row in in_columns(seen)]
        told = {row.number: _HOLE for row in rows_below_holes(rows)}
        told |= {row.number: _PUT_IN for row in rows_put_in(rows)}
        self.doubts |= {
            (page, row.number): why
            for row in rows
            if (why := _doubt_of(row, sheet, told.get(row.number, "")))
        }
        self.noted |= {(page, row.number) for row in takewhile(partial(_is_noted, sheet=sheet), rows)}
        return rows

    def read_page(self, page: pdfium.PdfPage, number: int) -> RowPage:
        """Return page ``number`` of a PDF as :meth:`read` does; one whose picture is damaged cannot be read."""
        found = self.read(page_picture(page, self.name), number)
        if not found.rows and number not in self.illegible and is_broken(page):
            self.engine = self.engine or require_engine(self.name)
            self.illegible.append(number)
        return found

    def finish(self, transcript: Transcript) -> Transcript:
        """Return ``transcript`` with what is doubtful of its lines. Raises UsageError when no page could be read."""
        if self.engine is None:
            return transcript
        if self.illegible and not transcript.lines:
            raise UsageError(f"{self.name}：第{'、'.join(map(str, self.illegible))}页{_ILLEGIBLE}")
        lines = tuple(map(self._with_doubts, transcript.lines))
        told: dict[str, Sequence[object]] = {
            ILLEGIBLE: self.illegible,
            UNREAD: self.unread,
            SHOWN_THROUGH: self.bleached,
            FAINT: self.faint,
        }
        facts = {**transcript.facts, ENGINE: self.engine.name}
        facts |= {name: "、".join(map(str, places)) for name, places in told.items() if places}
        return replace(transcript, lines=lines, facts=facts)

    def _with_doubts(self, line: Line) -> Line:
        """Return ``line`` in the brackets and with the 日 that it has, and what is doubtful of it."""
        place, text = (line.at.page, line.at.line), _bracketed(line.text)
        whole = _whole_day(text)
        reasons = (self.doubts.get(place, ""), _DAY if whole != text else "")
        return replace(
            line,
            text=whole,
            is_apart=False,
            is_in_margin=line.is_in_margin or place in self.noted,
            doubt="；".join(filter(None, reasons)),
        )


def _place(page: int, unread: Unread) -> str:
    ink = "，红字" if unread.is_red else ""
    return f"第{page}页（离上边 {unread.top / 10:.0f} 厘米、离左边 {unread.left / 10:.0f} 厘米{ink}）"


def _closed_up(row: Row) -> Row:
    """Return ``row`` with the digits of a number together: where their boxes stand is not sure to the width of a blank."""
    return replace(row, text=_PARTED.sub("", row.text))


def _bracketed(text: str) -> str:
    """Return ``text`` with the year of a 发文字号 in the brackets that it has, and Chinese words in Chinese ones."""
    return _YEAR.sub(lambda found: f"〔{found[1] or found[2]}〕", _AROUND_CHINESE.sub(r"（\1）", text))


def _doubt_of(row: Row, sheet: ReadSheet, more: str) -> str:
    """Return what is doubtful of ``row``, and ``more`` that is known of it; "" for nothing."""
    known = (part.doubt for part in _parts_of(row, sheet))
    return "；".join(dict.fromkeys((*known, *([more] if more else []))))


def _is_noted(row: Row, sheet: ReadSheet) -> bool:
    """Whether ``row`` is a number that a hand has written, and no 份号."""
    digits = row.text.strip()
    is_number = digits.isascii() and digits.isdigit() and len(digits) != _COPY_NUMBER
    return is_number and any(part.is_by_hand for part in _parts_of(row, sheet))


def _whole_day(text: str) -> str:
    """Return ``text``; where it is a day but for its 日, which engines lose next to a seal, with that."""
    day = text.strip()
    return f"{text}日" if not date.read(day) and date.read(f"{day}日") else text


def _parts_of(row: Row, sheet: ReadSheet) -> Iterator[SheetPart]:
    """Yield what is doubtful where ``row`` stands."""
    bases = {glyph.base for glyph in row.glyphs}
    return (part for part in sheet.doubts if any(part.bottom <= base <= part.top for base in bases))


def read_images(data: bytes, name: str) -> Transcript:
    """Return the lines of the pictures in ``data``, an image file with a page or several.

    Raises UsageError when no engine is installed, for what is no picture, and when nothing can be read of it.
    """
    from gongwen.read.pdf.lines import transcript_of_pages

    scanned = ScannedPages(name)
    pages = [scanned.read(sheet, number) for number, sheet in enumerate(image_pages(data, name), 1)]
    if not any(page.rows for page in pages):
        raise UsageError(
            f"{name}：{_ILLEGIBLE}" if scanned.illegible else f"{name}：图片上没有文字，请核对文件"
        )
    return scanned.finish(transcript_of_pages(pages, name))


def recognised_pages(data: bytes, name: str) -> Iterator[tuple[Sheet, ReadSheet]]:
    """Yield the picture of every page of a scan, a PDF or an image file, with what was recognised on it.

    Raises UsageError when no engine is installed, and for what is neither.
    """
    engine = require_engine(name)
    for sheet in _pictures(data, name):
        yield sheet, read_sheet(sheet.picture, sheet.dpi, engine)


def _pictures(data: bytes, name: str) -> Iterator[Sheet]:
    if not data.startswith(_PDF):
        yield from image_pages(data, name)
        return
    with opened(data) as document:
        for page in document:
            yield page_picture(page, name)


def scan_pages(
    document: pdfium.PdfDocument, pages: Sequence[RowPage], name: str
) -> tuple[list[RowPage], ScannedPages]:
    """Return ``pages``, those without rows recognised from their pictures, and what did so."""
    scanned = ScannedPages(name)
    found = [
        known if known.rows else scanned.read_page(page, number)
        for number, (page, known) in enumerate(zip(document, pages, strict=True), 1)
    ]
    return found, scanned
