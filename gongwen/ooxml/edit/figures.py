"""Pictures in the lines of a docx and tables made narrower; what they show keeps its bytes."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.seen.stretches import EMU
from gongwen.ooxml.xml import WP, A, W

_W = f"{{{W}}}"
_SIDES = ("cx", "cy")
_BESIDE = ("distL", "distR")
"""The room beside a picture; where it is not said, LibreOffice takes 3 mm."""
_TABLE, _WIDTH, _TYPE = f"{_W}tbl", f"{_W}w", f"{_W}type"
_WIDTHS = (f"{_W}tblW", f"{_W}tcW", f"{_W}gridCol")


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
    if extent is None or not _is_said(extent, *_SIDES):
        return
    scale = width / int(extent.get("cx"))
    for side in _BESIDE if scale < 1 else ():
        drawn.set(side, "0")
    for each in (extent, *drawn.iter(f"{{{A}}}ext")):
        if scale < 1 and _is_said(each, *_SIDES):
            for side in _SIDES:
                each.set(side, str(round(int(each.get(side)) * scale)))


def _narrow_table(table: etree._Element, width: float) -> None:
    """Make ``table`` no wider than ``width``, twips, from the left edge of the text on; its columns keep their proportions."""
    columns = [each for each in table.iterfind(f"{_W}tblGrid/{_W}gridCol") if _is_said(each, _WIDTH)]
    own = table.find(f"{_W}tblPr/{_W}tblW")
    said = int(own.get(_WIDTH)) if own is not None and _is_length(own) else 0
    total = max(sum(int(each.get(_WIDTH)) for each in columns), said)
    for indent in table.iterfind(f"{_W}tblPr/{_W}tblInd"):
        indent.set(_WIDTH, "0")
    for each in table.iter(*_WIDTHS) if total > width else ():
        if each.tag == _WIDTHS[-1] or _is_length(each):
            each.set(_WIDTH, str(round(int(each.get(_WIDTH, "0")) * width / total)))


def _is_length(element: etree._Element) -> bool:
    return element.get(_TYPE) == "dxa" and _is_said(element, _WIDTH)


def _is_said(element: etree._Element, *attributes: str) -> bool:
    return all(element.get(each, "").isdecimal() and int(element.get(each)) for each in attributes)
