"""Lines of a docx: the borders of a paragraph and of its cell, and lines that are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from gongwen.ooxml.seen.effective import number_of
from gongwen.ooxml.xml import W, is_on
from gongwen.pattern import pattern

_W = f"{{{W}}}"
_DRAWN = (f"{_W}drawing", f"{_W}pict", f"{_W}object")
_COLOUR = pattern(rb'(?:strokecolor="#?|srgbClr val=")([0-9A-Fa-f]{6})|strokecolor="(red)"')
_IS_LINE = pattern(rb'prst="(?:line|straightConnector1)"')
_EXTENT = pattern(rb'extent cx="(\d+)" cy="(\d+)"')
_EMU = 12700
_ENDS = pattern(rb'\bfrom="(-?[\d.]+)(?:pt)?,[^"]*" to="(-?[\d.]+)pt,')


class Line(NamedTuple):
    """A border or a drawn line."""

    side: str
    """top, bottom …; "" for one that is drawn."""
    weight: float
    """Points; 0 when it is not known."""
    colour: str
    """RRGGBB; "" when it is not known."""
    length: float = 0.0
    """Of one that is drawn, points; 0 when it is not known."""


def border_lines(borders: Iterable[etree._Element]) -> Iterator[Line]:
    """Yield the lines that ``borders``, as the children of a w:pBdr, draw."""
    for border in borders:
        if is_on(border.get(f"{_W}val", "nil")):
            colour = border.get(f"{_W}color", "auto").upper()
            weight, side = number_of(border.get(f"{_W}sz"), 0) / 8, border.tag.rpartition("}")[2]
            yield Line(side, weight, "000000" if colour == "AUTO" else colour)


def borders_around(element: etree._Element) -> Iterator[Line]:
    """Yield the borders of the cell in which a paragraph stands, and the lines that are drawn in it."""
    cell = next(element.iterancestors(f"{_W}tc"), None)
    if cell is not None:
        yield from border_lines(cell.iterfind(f"{_W}tcPr/{_W}tcBorders/*"))
    if cell is not None or element.tag == f"{_W}tr":
        table = next(element.iterancestors(f"{_W}tbl"))
        yield from border_lines(table.iterfind(f"{_W}tblPr/{_W}tblBorders/*"))
    for drawn in element.iter(*_DRAWN):
        xml = etree.tostring(drawn)
        for written, named in _COLOUR.findall(xml) or [(b"", b"")]:
            yield Line("", 0.0, "FF0000" if named else written.decode().upper(), _drawn_length(xml))


def _drawn_length(xml: bytes) -> float:
    """Return the length of a drawn line across the page, points; 0 for any other shape."""
    if _IS_LINE.search(xml) and (extent := _EXTENT.search(xml)):
        wide, high = (int(side) / _EMU for side in extent.groups())
        return wide if high < wide / 20 else 0.0
    if ends := _ENDS.search(xml):
        left, right = (float(end) for end in ends.groups())
        return abs(right - left)
    return 0.0
