"""What is read of pages by where their characters and lines stand: drawn_pages.txt, written by ``--accept -n0``.

A line that begins with 「 is a page: what stands on it, ｜ between. 左,高,字号 文字 is a text, with 红 or 黑 in front of it
in a 发文机关标志, with a letter the font; —高,左,右 is a level line and ∣左,下,上 an upright one. All in points, from below.
"""

from __future__ import annotations

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

FILE = Path(__file__).with_name("drawn_pages.txt")
MARK, APART = "「", "｜"
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
    for index, character in enumerate(text.replace("⍽", " ")):
        wide = float(size) * (1 if is_full(character) else 0.5)
        colour = next((COLOURS[each] for each in look if each in COLOURS), "")
        font = next((each for each in look if each not in COLOURS), "")
        yield Glyph(character, x, x + wide, float(base), float(size), 0, place + index, colour, font)
        x += wide


def told(written: str) -> Iterator[str]:
    """What is seen on a page: its rows, and as what they are read on the first page of a file and on the next."""
    page = drawn(written)
    for area in text_areas([page.rows]).values():
        yield f"  {area.left:.1f} {area.right:.1f} {area.size:.1f} 行距{usual_pitch([page]):.2f}"
    (rows,) = pages_in_columns([page.rows])
    page = RowPage(tuple(rows), page.width, page.height, page.rules)
    try:
        transcript = transcript_of_pages([page, page], "甲.pdf")
    except UsageError as error:
        yield f"  不读：{error}"
        yield from map(_row, rows)
        return
    if transcript.facts:
        yield f"  {dict(transcript.facts)}"
    half = len(rows)
    for row, first, later in zip(rows, transcript.lines[:half], transcript.lines[half:], strict=True):
        yield f"{_row(row)} {_line(first, row)}／{_line(later, row)}"


def _row(row: Row) -> str:
    return f"  {row.number} {'⇥'.join(row.text.split(chr(9)))} {row.left:.1f}–{row.right:.1f} {row.size:g}"


def _line(line: Line, row: Row) -> str:
    signs = "".join(sign for sign, name in _SIGNS.items() if getattr(line, name))
    return f"{signs}{'缩' * (line.text != row.text)}{f'{line.scale:.3f}' if line.scale else ''}"


def test_nothing_that_is_seen_changes(request: pytest.FixtureRequest) -> None:
    kept = FILE.read_text(encoding="utf-8")
    pages = [line.removeprefix(MARK) for line in kept.splitlines() if line.startswith(MARK)]
    found = "".join("\n".join((f"{MARK}{page}", *told(page), "")) for page in pages)
    if request.config.getoption("--accept"):
        FILE.write_text(found, encoding="utf-8")
        return
    assert found == kept
