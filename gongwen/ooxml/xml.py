"""XML as strings: escaping, elements, and the order in which the schema wants children."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

PARAGRAPH_ORDER = (
    "w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr",
    "w:shd", "w:tabs", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc",
    "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
"""Children of w:pPr, those that are used here."""
RUN_ORDER = (
    "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:lang",
)  # fmt: skip
"""Children of w:rPr, those that are used here."""

_SPECIAL = re.compile(r'[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """Return ``text`` for XML; characters that XML cannot hold become U+FFFD."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], "\ufffd"), text)


def element(name: str, attributes: Mapping[str, str] | None = None, content: str = "") -> str:
    """Return one element; ``content`` is XML already."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def in_order(elements: Iterable[tuple[str, str]], order: tuple[str, ...]) -> str:
    """Return (name, xml) pairs joined as ``order`` puts their names."""
    return "".join(xml for _, xml in sorted(elements, key=lambda pair: order.index(pair[0])))
