"""What the levels of the lists of a docx say of their paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from gongwen.ooxml.elements import child_of, value_of
from gongwen.ooxml.package.docx import root_of
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
_NUMBERING = "word/numbering.xml"


class ListLevels:
    """The w:pPr of every level of every list."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = root_of(parts, _NUMBERING) if _NUMBERING in parts else etree.Element("none")
        shapes = {
            shape.get(f"{_W}abstractNumId", ""): {
                level.get(f"{_W}ilvl", "0"): found
                for level in shape.iterfind(f"{_W}lvl")
                if (found := child_of(level, "pPr")) is not None
            }
            for shape in root.iterfind(f"{_W}abstractNum")
        }
        self.levels = {
            number.get(f"{_W}numId", ""): shapes.get(value_of(number, "abstractNumId"), {})
            for number in root.iterfind(f"{_W}num")
        }

    def under(self, layers: list[etree._Element]) -> list[etree._Element]:
        """Return ``layers`` of w:pPr with that of the list level under the one that names it."""
        if not self.levels:
            return layers
        found: list[etree._Element] = []
        for layer in layers:
            named = child_of(layer, "numPr")
            level = None if named is None else self._level(named)
            found += [layer] if level is None else [level, layer]
        return found

    def _level(self, named: etree._Element) -> etree._Element | None:
        return self.levels.get(value_of(named, "numId"), {}).get(value_of(named, "ilvl") or "0")
