"""What sets characters off from those around them, besides face, size and colour: emphasis, highlights, widths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from gongwen.ooxml.seen.effective import number_of
from gongwen.ooxml.xml import W, is_on

_W = f"{{{W}}}"
_PLAIN_NAMES = {
    f"{_W}i": "倾斜", f"{_W}u": "下划线", f"{_W}em": "着重号", f"{_W}strike": "删除线", f"{_W}dstrike": "删除线",
    f"{_W}outline": "空心", f"{_W}shadow": "阴影", f"{_W}emboss": "阳文", f"{_W}imprint": "阴文",
}  # fmt: skip
_BEHIND = (f"{_W}highlight", f"{_W}shd")
_SCALE, _RAISE, _HIDDEN = f"{_W}w", f"{_W}position", f"{_W}vanish"
_NO_FILL = ("", "auto", "none", "white", "ffffff")
TELLING = frozenset((*_PLAIN_NAMES, *_BEHIND, _SCALE, _RAISE, _HIDDEN))
"""The elements of w:rPr that say any of it."""


class Dress(NamedTuple):
    """How characters are dressed."""

    emphasis: tuple[str, ...] = ()
    """倾斜, 下划线, 着重号 …"""
    behind: str = ""
    """The colour behind them, by its name or as RRGGBB; "" for none."""
    scale: float = 100.0
    """Their width, per cent."""
    is_raised: bool = False
    """Whether they stand above or below the line."""
    is_hidden: bool = False


BARE = Dress()


def dressed(base: Dress, layers: Iterable[etree._Element]) -> Dress:
    """Return ``base`` under what ``layers``, one w:rPr over the other, say."""
    for layer in layers:
        for child in layer:
            if child.tag in TELLING:
                base = _with(base, child)
    return base


def _with(dress: Dress, element: etree._Element) -> Dress:
    tag, value = element.tag, str(element.get(f"{_W}val", ""))
    if tag in _PLAIN_NAMES:
        name, others = _PLAIN_NAMES[tag], dress.emphasis
        kept = tuple(each for each in others if each != name)
        return dress._replace(emphasis=(*kept, name) if is_on(value or "1") else kept)
    if tag in _BEHIND:
        said = value if tag == _BEHIND[0] else str(element.get(f"{_W}fill", ""))
        return dress._replace(behind="" if said.lower() in _NO_FILL else said)
    if tag == _SCALE:
        return dress._replace(scale=number_of(value.rstrip("%"), 100))
    if tag == _RAISE:
        return dress._replace(is_raised=abs(number_of(value, 0)) > 1)
    return dress._replace(is_hidden=is_on(value or "1"))
