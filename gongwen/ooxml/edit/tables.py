"""The tables of a docx changed: children of w:tblPr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from gongwen.ooxml.child_order import put
from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
_BORDERS = "w:tblBorders"


def change_tables(data: bytes, edits: Iterable[tuple[int, Mapping[str, str]]]) -> bytes:
    """Return the docx with other properties of the tables in which paragraphs or rows stand.

    Each of ``edits`` is the number of a paragraph or row as ``read_pars`` counts, from 0, and children of w:tblPr by
    their name; borders of the table leave none to its cells. What stands in no table stays. Raises UsageError and
    InputError for what is no docx, IndexError for a paragraph that is not there.
    """
    opened = Opened(data)
    for par, properties in edits:
        for table in list(opened.sources[par].element.iterancestors(f"{_W}tbl"))[-1:]:
            _change(table, properties)
            opened.touch(table)
    return opened.finished()


def _change(table: etree._Element, properties: Mapping[str, str]) -> None:
    own = table.find(f"{_W}tblPr")
    if own is None:
        own = etree.Element(f"{_W}tblPr")
        table.insert(0, own)
    for xml in properties.values():
        put(own, etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')[0])
    if _BORDERS in properties:
        for borders in list(table.iterfind(f"{_W}tr/{_W}tc/{_W}tcPr/{_W}tcBorders")):
            parent = borders.getparent()
            assert parent is not None
            parent.remove(borders)
