"""What an element of WordprocessingML says: its children by name, and their values."""

from __future__ import annotations

from lxml import etree

from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
_VALUE = f"{{{W}}}val"


def child_of(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child w:``name``; None without one, and of nothing."""
    tag = f"{_W}{name}"
    for child in element if element is not None else ():  # in properties faster than a search by lxml
        if child.tag == tag:
            return child
    return None


def value_of(element: etree._Element | None, name: str) -> str:
    """Return the w:val of the first child w:``name``; "" without one."""
    return own_value(child_of(element, name))


def own_value(element: etree._Element | None) -> str:
    """Return the w:val of ``element``; "" without one, and of nothing."""
    return "" if element is None else str(element.get(_VALUE, ""))
