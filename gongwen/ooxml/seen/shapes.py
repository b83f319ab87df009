"""Shapes that people draw in a text: arrows, circles, charts of boxes. Their words are read; what is drawn is not."""

from __future__ import annotations

from lxml import etree

from gongwen.ooxml.xml import MC, VML, A, W
from gongwen.pattern import pattern

_W, _V = f"{{{W}}}", f"{{{VML}}}"
_OFFICE = "http://schemas.microsoft.com/office/word/2010/"
_SHAPE, _CONNECTOR = (f"{{{_OFFICE}wordprocessingShape}}{tag}" for tag in ("wsp", "cNvCnPr"))
_OLD_SHAPES = tuple(
    f"{_V}{tag}" for tag in ("shape", "rect", "oval", "roundrect", "line", "polyline", "curve", "arc")
)
_OLD_CONTENT = (f"{_V}imagedata", f"{_V}textpath", f"{_W}txbxContent")
_BOX, _FALLBACK, _GEOMETRY = f"{_W}txbxContent", f"{{{MC}}}Fallback", f"{{{A}}}prstGeom"
HOLDERS = (f"{_W}drawing", f"{_W}pict")
"""The elements of a run that hold shapes."""
_RULE = "{urn:schemas-microsoft-com:office:office}hr"
_LINE = pattern("line|lineInv|straightConnector1")
_OLD_LINE = pattern("#_x0000_t(?:20|32)")
"""The types of a line and of a straight connector."""


def drawn_words(holder: etree._Element) -> str | None:
    """Return the words of what ``holder`` draws by shapes; None when it draws none.

    One line is a rule, which documents have of themselves; one shape with words is a text box, one with a picture a
    picture. Several of them are a chart.
    """
    shapes = [each for each in holder.iter(_SHAPE, *_OLD_SHAPES) if not _is_second(each)]
    with_content = [each for each in shapes if next(each.iter(*_OLD_CONTENT), None) is not None]
    bare = [each for each in shapes if each not in with_content and not _is_line(each)]
    boxes = [each for each in with_content if next(each.iter(_BOX), None) is not None]
    if not bare and not (boxes and len(shapes) > 1):
        return None
    return "".join(str(text) for each in boxes for text in each.itertext(f"{_W}t"))


def _is_second(shape: etree._Element) -> bool:
    """Whether ``shape`` is written a second time, for old programs."""
    return next(shape.iterancestors(_FALLBACK), None) is not None


def _is_line(shape: etree._Element) -> bool:
    if shape.tag != _SHAPE:
        is_rule = shape.tag == f"{_V}line" or shape.get(_RULE) is not None
        return is_rule or _OLD_LINE.fullmatch(shape.get("type", "")) is not None
    kind = next(shape.iter(_GEOMETRY), None)
    is_straight = kind is not None and _LINE.fullmatch(kind.get("prst", "")) is not None
    return is_straight or next(shape.iter(_CONNECTOR), None) is not None
