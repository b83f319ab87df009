"""How high a docx of a few paragraphs is, such as the head of a letter paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import ceil

from lxml import etree

from gongwen.faces import Face
from gongwen.ooxml.seen.effective import number_of
from gongwen.ooxml.seen.forms import Form, Sheet, read_forms
from gongwen.ooxml.seen.paragraphs import sources_of
from gongwen.ooxml.xml import W
from gongwen.zh.width import width

_W = f"{{{W}}}"
_ROW, _CELL, _PAR, _HEIGHT = f"{_W}tr", f"{_W}tc", f"{_W}p", f"{_W}trPr/{_W}trHeight"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU = 12700
"""The unit of drawings, in a point."""
_NATURAL = 1.3
"""The pitch of a Chinese font, in em."""


def text_height(parts: Mapping[str, bytes], faces: Mapping[str, Face]) -> float:
    """Return the height of the paragraphs and tables of a docx below each other, points.

    Between two paragraphs is the larger of the room below the one and above the other, as in Word; that below the
    last is left to what follows. What stands in frames and text boxes takes none. Fonts are taken to be as tall
    as Chinese ones are.
    Raises InputError when a part is not well formed.
    """
    forms = read_forms(parts, faces)
    total, below, cells = 0.0, 0.0, defaultdict[etree._Element, float](float)
    for source, form in zip(sources_of(parts), forms.pars, strict=True):
        element, sheet = source.element, forms.sheets[form.section]
        cell = next(element.iterancestors(_CELL), None)
        if element.tag == _ROW:
            cells |= {each: len(each.findall(_PAR)) * _line_height(form) for each in element.findall(_CELL)}
        elif cell is not None:
            cells[cell] += form.before + _height(element, form, sheet) + form.after
        elif not (form.is_apart or form.is_note):
            total += max(below, form.before) + _height(element, form, sheet)
            below = form.after
    rows = dict.fromkeys(cell.getparent() for cell in cells)
    return total + sum(_row_height(row, cells) for row in rows)


def _height(element: etree._Element, form: Form, sheet: Sheet) -> float:
    """Return the height of the lines of a paragraph, and of what is drawn above or below them."""
    room = sheet.width - sheet.left - sheet.right - sheet.gutter - form.look.left - form.look.right
    wide = sum(width(each.text) * each.look.size for each in form.stretches)
    count = max(ceil(wide / max(room, 1.0)), form.text.count("\n") + 1)
    inline = 0.0 if _is_exact(form) else _tallest(element, "inline")
    lines = max(count * _line_height(form), inline)
    return lines + _tallest(element, "anchor")


def _row_height(row: etree._Element, cells: Mapping[etree._Element, float]) -> float:
    """Return the height of a row by what its ``cells`` hold, or by what it says itself."""
    said = row.find(_HEIGHT)
    height = 0.0 if said is None else number_of(said.get(f"{_W}val"), 0) / 20
    if said is not None and said.get(f"{_W}hRule") == "exact":
        return height
    return max(height, *(cells.get(cell, 0.0) for cell in row.findall(_CELL)), 0.0)


def _line_height(form: Form) -> float:
    natural = _NATURAL * max((each.look.size for each in form.stretches), default=form.look.size)
    return form.pitch if _is_exact(form) else max(form.font_pitch or natural, form.pitch)


def _is_exact(form: Form) -> bool:
    return form.spacing.get("w:lineRule") == "exact"


def _tallest(element: etree._Element, kind: str) -> float:
    """Return the height of the tallest drawing ``inline``, or ``anchor`` with no text beside it, points; 0 without."""
    drawn: Iterable[etree._Element] = element.iter(f"{_DRAWN}{kind}")
    if kind == "anchor":
        drawn = (each for each in drawn if each.find(f"{_DRAWN}wrapTopAndBottom") is not None)
    extents = (each.find(f"{_DRAWN}extent") for each in drawn)
    return max((number_of(each.get("cy"), 0) / _EMU for each in extents if each is not None), default=0.0)
