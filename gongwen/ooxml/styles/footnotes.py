"""word/footnotes.xml: the footnotes that a text calls, and the lines above them."""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.ooxml.xml import DECLARATION, M, R, W, element

PART = "word/footnotes.xml"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
_LINE = '<w:pPr><w:spacing w:line="240" w:lineRule="auto" w:before="0"/><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr>'


def write_footnotes(paragraphs: Iterable[str]) -> str:
    """Return the part with a footnote of each of ``paragraphs``, counted from 1."""
    lines = (
        element(
            "w:footnote",
            {"w:type": kind, "w:id": key},
            element("w:p", content=_LINE + element("w:r", content=f"<w:{kind}/>")),
        )
        for key, kind in _SEPARATORS
    )
    notes = (element("w:footnote", {"w:id": str(key)}, xml) for key, xml in enumerate(paragraphs, 1))
    namespaces = {"xmlns:w": W, "xmlns:r": R, "xmlns:m": M}
    return DECLARATION + element("w:footnotes", namespaces, "".join((*lines, *notes)))


def footnote_settings() -> str:
    """Return what word/settings.xml says of the lines above footnotes."""
    lines = "".join(element("w:footnote", {"w:id": key}) for key, _ in _SEPARATORS)
    return element("w:footnotePr", content=lines)
