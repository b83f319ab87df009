"""The text of a paragraph, by the elements that say it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongwen.ooxml.elements import child_of
from gongwen.ooxml.seen.symbols import symbol_of
from gongwen.ooxml.xml import MC, W, is_on
from gongwen.pattern import pattern

_W = f"{{{W}}}"
_RUN, _BOX, _FALLBACK = f"{_W}r", f"{_W}txbxContent", f"{{{MC}}}Fallback"
_PROPERTIES = f"{_W}pPr"
GONE = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK, _PROPERTIES, f"{_W}rPr", _BOX)
)
"""What is not text of the paragraph it stands in."""
_CODE = pattern(r"[0-9A-Fa-f]{4}")
_SIGNS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}


def pieces(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the text in ``element`` that is neither deleted nor that of a text box, by the elements that say it.

    A page break is a form feed, which is no character of the paragraph.
    """
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or "", child
        elif tag == f"{_W}br":
            yield "\f" if child.get(f"{_W}type") == "page" else "\n", child
        elif tag in _SIGNS:
            yield _SIGNS[tag], child
        elif tag == f"{_W}sym":
            yield symbol_text(child), child
        elif tag not in GONE and isinstance(tag, str) and not (tag == _RUN and is_hidden(child)):
            yield from pieces(child)


def begins_with_break(paragraph: etree._Element) -> bool:
    """Whether a page break stands before the first character of a paragraph."""
    first = next((text for text, _ in pieces(paragraph) if text), "")
    return first == "\f"


def is_hidden(run: etree._Element) -> bool:
    """Whether the text of ``run`` is hidden, which no program prints."""
    properties = child_of(run, "rPr")
    hidden = child_of(properties, "vanish")
    return hidden is not None and is_on(hidden.get(f"{_W}val", "1"))


def symbol_text(symbol: etree._Element) -> str:
    """Return the character that w:sym shows; "" for a picture of which no character is known."""
    code = str(symbol.get(f"{_W}char", ""))
    return symbol_of(int(code, 16), str(symbol.get(f"{_W}font", ""))) if _CODE.fullmatch(code) else ""
