"""XML as strings: namespaces, escaping, elements, and what turns a property off."""

from __future__ import annotations

from collections.abc import Mapping

from gongwen.pattern import pattern

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
VML = "urn:schemas-microsoft-com:vml"
STRICT = "http://purl.oclc.org/ooxml/"
"""The beginning of the names in documents of ISO/IEC 29500 Strict."""
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE_LINK = f"{LINKS}/metadata/core-properties"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that says whether blanks count."""
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_MOST_DIGITS = 9
_OFF = ("0", "false", "off", "none", "nil")

_SPECIAL = pattern(r'[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]')
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


def whole_number(text: str, usual: int = 0) -> int:
    """Return the number, 0 or more, that ``text`` says in at most nine digits, as Word takes them; else ``usual``."""
    return int(text) if len(text) <= _MOST_DIGITS and text.isdecimal() else usual


def is_on(value: str) -> bool:
    """Whether the value of a property turns it on; one that is there without a value is on, which is "1"."""
    return value not in _OFF
