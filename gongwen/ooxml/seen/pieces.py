"""The text of a paragraph, by the elements that say it."""

from __future__ import annotations

from lxml import etree

from gongwen.ooxml.elements import child_of
from gongwen.ooxml.seen.symbols import symbol_of
from gongwen.ooxml.xml import MC, W, is_on
from gongwen.pattern import pattern

_W = f"{{{W}}}"
_RUN, _TEXT, _BREAK, _SYMBOL = f"{_W}r", f"{_W}t", f"{_W}br", f"{_W}sym"
_BOX, _FALLBACK, _PROPERTIES = f"{_W}txbxContent", f"{{{MC}}}Fallback", f"{_W}pPr"
GONE = frozenset(
    (
        _FALLBACK,
        _PROPERTIES,
        _BOX,
        *(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "rt")),
    )
)
"""What is not text of the paragraph it stands in: w:rt is what small type above a word says of it."""
_BREAK_TYPE, _VALUE = f"{_W}type", f"{_W}val"
_CODE = pattern(r"[0-9A-Fa-f]{4}")
_SIGNS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}


def pieces(element: etree._Element) -> list[tuple[str, etree._Element]]:
    """Return the text in ``element`` that is neither deleted nor that of a text box, by the elements that say it.

    A page break is a form feed, which is no character of the paragraph.
    """
    found: list[tuple[str, etree._Element]] = []
    _collect(element, found)
    return found


def _collect(element: etree._Element, found: list[tuple[str, etree._Element]]) -> None:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            found.append((child.text or "", child))
        elif tag in GONE:
            continue
        elif tag == _BREAK:
            found.append(("\f" if child.get(_BREAK_TYPE) == "page" else "\n", child))
        elif tag in _SIGNS:
            found.append((_SIGNS[tag], child))
        elif tag == _SYMBOL:
            found.append((symbol_text(child), child))
        elif isinstance(tag, str) and not (tag == _RUN and is_hidden(child)):
            _collect(child, found)


def begins_with_break(paragraph: etree._Element) -> bool:
    """Whether a page break stands before the first character of a paragraph."""
    if next(paragraph.iter(_BREAK), None) is None:
        return False
    first = next((text for text, _ in pieces(paragraph) if text), "")
    return first == "\f"


def is_hidden(run: etree._Element) -> bool:
    """Whether the text of ``run`` is hidden, which no program prints."""
    properties = child_of(run, "rPr")
    hidden = child_of(properties, "vanish")
    return hidden is not None and is_on(hidden.get(_VALUE, "1"))


def symbol_text(symbol: etree._Element) -> str:
    """Return the character that w:sym shows; "" for a picture of which no character is known."""
    code = str(symbol.get(f"{_W}char", ""))
    return symbol_of(int(code, 16), str(symbol.get(f"{_W}font", ""))) if _CODE.fullmatch(code) else ""
