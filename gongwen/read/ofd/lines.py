"""The text of an OFD → its lines, by where the characters stand: the same road as a PDF's."""

from __future__ import annotations

from collections.abc import Iterator
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

_MOST_CHARACTERS = 600_000
"""Of all pages together."""


def read_ofd(data: bytes, name: str) -> Transcript:
    """Return the lines of the OFD that ``data`` is, page by page from the top.

    Raises UsageError for a file without text, encrypted, damaged, or far too large.
    """
    try:
        found = list(_pages(Package(data)))
    except UsageError as error:
        raise UsageError(f"{name}：{error}") from None
    unread = tuple(tell_pictures(number, count) for number, (_, count) in enumerate(found, 1) if count)
    return replace(transcript_of_pages([page for page, _ in found], name), unread=unread)


def _pictures_on(sheet: Sheet) -> int:
    """Return how many pictures a sheet has besides its words."""
    boxes = (numbers_of(each.get("Boundary")) for root in sheet.roots for each in found(root, "ImageObject"))
    return sum(len(box) == 4 and min(box[2:]) >= LEAST for box in boxes)


def _pages(package: Package) -> Iterator[tuple[RowPage, int]]:
    """Yield the pages, each with how many pictures it has besides its words; of a page nothing else is kept."""
    room = _MOST_CHARACTERS
    for number, sheet in enumerate(package.sheets(), 1):
        page = _page(sheet, number)
        room -= sum(len(row.glyphs) for row in page.rows)
        if room < 0:
            raise UsageError(f"字多于{_MOST_CHARACTERS // 10_000}万个，不像公文；请拆成几个文件")
        yield page, _pictures_on(sheet)


def _page(sheet: Sheet, number: int) -> RowPage:
    wide, high = sheet.width * POINTS_PER_MM, sheet.height * POINTS_PER_MM
    glyphs = sheet_glyphs(sheet, number)
    if not glyphs:
        return RowPage((), wide, high)
    turn = glyphs[0].turn
    rules = sheet_rules(sheet, turn)
    rows = in_columns(with_tables(rows_of(glyphs), rules))
    return RowPage(tuple(rows), *((high, wide) if turn % 2 else (wide, high)), tuple(rules))
