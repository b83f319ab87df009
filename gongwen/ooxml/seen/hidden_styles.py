"""Styles of a docx that hide the text in them, which is read as any other is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from gongwen.ooxml.elements import child_of, value_of
from gongwen.ooxml.package.docx import DOCUMENT, MOST_BASES, root_of
from gongwen.ooxml.seen.holdings import STYLES
from gongwen.ooxml.xml import W, is_on

_W = f"{{{W}}}"


def tell_hiding_styles(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is said of each style of ``parts`` that hides text and is used in the document."""
    if b"w:vanish" not in parts.get(STYLES, b""):
        return
    styles = {each.get(f"{_W}styleId", ""): each for each in root_of(parts, STYLES).iter(f"{_W}style")}
    used = {each.get(f"{_W}val", "") for each in root_of(parts, DOCUMENT).iter(f"{_W}pStyle", f"{_W}rStyle")}
    for key in sorted(used & styles.keys()):
        if _hides(key, styles):
            yield f"样式“{value_of(styles[key], 'name') or key}”里的文字是隐藏的，仍然读了进来，请核对"


def _hides(key: str, styles: Mapping[str, etree._Element]) -> bool:
    """Whether the style ``key``, or the nearest one below it that says so, hides its text."""
    for _ in range(MOST_BASES):
        if key not in styles:
            return False
        hidden = child_of(child_of(styles[key], "rPr"), "vanish")
        if hidden is not None:
            return is_on(hidden.get(f"{_W}val", "1"))
        key = value_of(styles[key], "basedOn")
    return False
