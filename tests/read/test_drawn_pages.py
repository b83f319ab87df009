"""What is read of pages by where their characters and lines stand: drawn_pages.txt, written by ``--accept -n0``.

A line that begins with 「 is a page, or some with ‖ between: what stands on it, ｜ between. 左,高,字号 文字 is a text, with 红 or 黑 in front of it
in a 发文机关标志, with a letter the font; —高,左,右 is a level line and ∣左,下,上 an upright one. All in points, from below.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen.finding import UsageError
from gongwen.read.pdf.columns import pages_in_columns
from gongwen.read.pdf.evidence import usual_pitch
from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.lines import transcript_of_pages
from gongwen.read.pdf.rows import Row, RowPage, rows_of
from gongwen.read.pdf.rules import Rule
from gongwen.read.pdf.tables import with_tables
from gongwen.read.pdf.text_area import text_areas
from gongwen.transcript import Line
from gongwen.zh.width import is_full
from tests.golden import hold_whole

FILE = Path(__file__).with_name("drawn_pages.txt")
MARK, APART, PAGE = "「", "｜", "‖"
COLOURS = {"红": "FF0000", "黑": "000000"}
WIDE, HIGH = 595.0, 842.0
_SIGNS = {
    "中": "is_centred", "行": "is_row", "页": "opens_page", "标": "is_issuer_mark", "离": "is_apart",
    "边": "is_in_margin", "右": "is_at_right",
}  # fmt: skip


def drawn(written: str, wide: float = WIDE, high: float = HIGH) -> RowPage:
    """The page that is ``written``."""
    items = [each for each in written.split(APART) if each]
    rules = [_rule(each) for each in items if each[0] in "—∣"]
    glyphs: list[Glyph] = []
    for each in (each for each in items if each[0] not in "—∣"):
        glyphs += _glyphs(each, len(glyphs))
    return RowPage(tuple(with_tables(rows_of(glyphs), rules)), wide, high, tuple(rules))


def _rule(written: str) -> Rule:
    at, start, stop = map(float, written[1:].split(","))
    return Rule(written[0] == "—", at, start, stop)


def _glyphs(written: str, place: int) -> Iterator[Glyph]:
    where, _, text = written.partition(" ")
    left, base, size, *look = where.split(",")
    x = float(left)
    for index, character in enumerate(_halved(text.replace("⍽", " "))):
        is_half = "\ud800" <= character <= "\udfff"
        wide = float(size) * (1 if is_full(character) and not is_half else 0.5)
        colour = next((COLOURS[each] for each in look if each in COLOURS), "")
        font = next((each for each in look if each not in COLOURS), "")
        yield Glyph(character, x, x + wide, float(base), float(size), 0, place + index, colour, font)
        x += wide


def _halved(text: str) -> str:
    """The text with rare characters in the halves that UTF-16 makes of them, as a PDF has them."""
    return "".join(
        "".join(map(chr, struct.unpack("<2H", each.encode("utf-16-le")))) if ord(each) > 0xFFFF else each
        for each in text
    )


def told(written: str) -> Iterator[str]:
    """What is seen on the pages: their rows, and as what they are read; a page alone also as the next one of a file."""
    pages = [drawn(page) for page in written.split(PAGE)]
    for area in text_areas(page.rows for page in pages).values():
        yield f"  {area.left:.1f} {area.right:.1f} {area.size:.1f} 行距{usual_pitch(pages):.2f}"
    read = pages_in_columns([page.rows for page in pages])
    pages = [
        RowPage(tuple(rows), page.width, page.height, page.rules)
        for page, rows in zip(pages, read, strict=True)
    ]
    pages = pages if len(pages) > 1 else pages * 2
    rows = [row for page in pages for row in page.rows]
    try:
        transcript = transcript_of_pages(pages, "甲.pdf")
    except UsageError as error:
        yield f"  不读：{error}"
        yield from map(_row, rows)
        return
    if transcript.facts:
        yield f"  {dict(transcript.facts)}"
    told = [_line(line, row) for line, row in zip(transcript.lines, rows, strict=True)]
    half = len(rows) // 2
    if PAGE not in written:
        told = [f"{first}／{later}" for first, later in zip(told[:half], told[half:], strict=True)]
    yield from (f"{_row(row)} {each}".rstrip() for row, each in zip(rows, told, strict=False))


def _row(row: Row) -> str:
    return f"  {row.number} {'⇥'.join(row.text.split(chr(9)))} {row.left:.1f}–{row.right:.1f} {row.size:g}"


def _line(line: Line, row: Row) -> str:
    signs = "".join(sign for sign, name in _SIGNS.items() if getattr(line, name))
    return f"{signs}{'缩' * (line.text != row.text)}{f'{line.scale:.3f}' if line.scale else ''}"


def test_nothing_that_is_seen_changes(request: pytest.FixtureRequest) -> None:
    hold_whole(FILE, MARK, told, request)
