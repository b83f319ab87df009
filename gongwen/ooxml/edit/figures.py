"""Pictures in the lines of a docx and tables made narrower; what they show keeps its bytes."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.seen.stretches import EMU
from gongwen.ooxml.xml import WP, A, W, whole_number

_W = f"{{{W}}}"
_SIDES = ("cx", "cy")
_BESIDE = ("distL", "distR")
"""The room beside a picture; where it is not said, LibreOffice takes 3 mm."""
_TABLE, _WIDTH, _TYPE = f"{_W}tbl", f"{_W}w", f"{_W}type"
_COLUMN = f"{_W}gridCol"
_WIDTHS = (f"{_W}tblW", f"{_W}tcW", _COLUMN)


def narrow(data: bytes, widths: Iterable[tuple[int, float, bool]]) -> bytes:
    """Return the docx with no picture in the lines of some paragraphs, or no table, wider than so many points.

    Each of ``widths`` is the number of a paragraph or row as ``read_pars`` counts, from 0, the width, and whether it
    is that of the table in which it stands. Raises UsageError and InputError for what is no docx, IndexError for a
    paragraph that is not there.
    """
    opened = Opened(data)
    for par, width, is_table in widths:
        element = opened.sources[par].element
        tables = list(element.iterancestors(_TABLE))[-1:] if is_table else []
        for table in tables:
            _narrow_table(table, width * 20)
        for drawn in () if is_table else element.iter(f"{{{WP}}}inline"):
            _narrow(drawn, width * EMU)
        opened.touch(element)
    return opened.finished()


def _narrow(drawn: etree._Element, width: float) -> None:
    extent = drawn.find(f"{{{WP}}}extent")
    if extent is None or not _says_sides(extent):
        return
    scale = width / whole_number(extent.get("cx", ""))
    for side in _BESIDE if scale < 1 else ():
        drawn.set(side, "0")
    for each in (extent, *drawn.iter(f"{{{A}}}ext")):
        if scale < 1 and _says_sides(each):
            for side in _SIDES:
                each.set(side, str(round(whole_number(each.get(side, "")) * scale)))


def _narrow_table(table: etree._Element, width: float) -> None:
    """Make ``table`` no wider than ``width``, twips, from the left edge of the text on; its columns keep their proportions."""
    columns = map(_length, table.iterfind(f"{_W}tblGrid/{_W}gridCol"))
    own = table.find(f"{_W}tblPr/{_W}tblW")
    total = max(sum(columns), 0 if own is None else _length(own))
    for indent in table.iterfind(f"{_W}tblPr/{_W}tblInd"):
        indent.set(_WIDTH, "0")
    for each in table.iter(*_WIDTHS) if total > width else ():
        if length := _length(each):
            each.set(_WIDTH, str(round(length * width / total)))


def _length(element: etree._Element) -> int:
    """Return the width that a column, a cell or a table says in twips; 0 for none, or a share of the whole."""
    is_twips = element.tag == _COLUMN or element.get(_TYPE) == "dxa"
    return whole_number(element.get(_WIDTH, "")) if is_twips else 0


def _says_sides(element: etree._Element) -> bool:
    return all(whole_number(element.get(side, "")) for side in _SIDES)
