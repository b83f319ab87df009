"""Elements and numbers as OFD writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

NAMESPACE = "http://www.ofdspec.org/2016"
_NAMES = {"ofd": NAMESPACE}
"""Every element has this prefix: some readers look for it literally."""


def element(name: str, text: str = "", **attributes: Any) -> etree._Element:
    """Return an element of OFD with ``text`` and ``attributes``."""
    made = etree.Element(
        f"{{{NAMESPACE}}}{name}", {key: str(each) for key, each in attributes.items()}, nsmap=_NAMES
    )
    made.text = text or None
    return made


def parent(name: str, children: Iterable[etree._Element], **attributes: Any) -> etree._Element:
    """Return an element of OFD around ``children``."""
    made = element(name, **attributes)
    made.extend(list(children))
    return made


def number(value: float) -> str:
    """Return a number to three decimals, which is a thousandth of a millimetre."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(values: Iterable[float]) -> str:
    """Return several numbers, as of a box or a matrix."""
    return " ".join(map(number, values))


def written(root: etree._Element) -> bytes:
    """Return the file whose root is ``root``."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
