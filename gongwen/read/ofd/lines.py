"""The text of an OFD → its lines, by where the characters stand: the same road as a PDF's."""

from __future__ import annotations

from dataclasses import replace

from gongwen.finding import UsageError
from gongwen.read.ofd.glyphs import sheet_glyphs
from gongwen.read.ofd.package import Package, Sheet, found, numbers_of
from gongwen.read.ofd.rules import sheet_rules
from gongwen.read.pdf.columns import in_columns
from gongwen.read.pdf.lines import transcript_of_pages
from gongwen.read.pdf.pictures import LEAST, tell_pictures
from gongwen.read.pdf.rows import RowPage, rows_of
from gongwen.read.pdf.tables import with_tables
from gongwen.transcript import Transcript
from gongwen.units import POINTS_PER_MM


def read_ofd(data: bytes, name: str) -> Transcript:
    """Return the lines of the OFD that ``data`` is, page by page from the top.

    Raises UsageError for a file without text, encrypted, damaged, or far too large.
    """
    try:
        sheets = list(Package(data).sheets())
        pages = [_page(sheet, number) for number, sheet in enumerate(sheets, 1)]
    except UsageError as error:
        raise UsageError(f"{name}：{error}") from None
    shown = ((number, _pictures_on(sheet)) for number, sheet in enumerate(sheets, 1))
    unread = tuple(tell_pictures(number, count) for number, count in shown if count)
    return replace(transcript_of_pages(pages, name), unread=unread)


def _pictures_on(sheet: Sheet) -> int:
    """Return how many pictures a sheet has besides its words."""
    boxes = (numbers_of(each.get("Boundary")) for root in sheet.roots for each in found(root, "ImageObject"))
    return sum(len(box) == 4 and min(box[2:]) >= LEAST for box in boxes)


def _page(sheet: Sheet, number: int) -> RowPage:
    wide, high = sheet.width * POINTS_PER_MM, sheet.height * POINTS_PER_MM
    glyphs = sheet_glyphs(sheet, number)
    if not glyphs:
        return RowPage((), wide, high)
    turn = glyphs[0].turn
    rules = sheet_rules(sheet, turn)
    rows = in_columns(with_tables(rows_of(glyphs), rules))
    return RowPage(tuple(rows), *((high, wide) if turn % 2 else (wide, high)), tuple(rules))
