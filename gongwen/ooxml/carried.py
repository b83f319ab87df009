"""What of a docx is carried as it is: formulas, and the names of the files of all that is."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

from lxml import etree

from gongwen.ooxml.objects import read_object
from gongwen.ooxml.xml import M

FORMULA = f"{{{M}}}oMath"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def is_formula(data: bytes) -> bool:
    """Whether ``data`` is the element of one formula."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return False
    return root.tag == FORMULA and not root.getroottree().docinfo.doctype


def write_formula(element: etree._Element) -> bytes:
    """Return the formula as a file of its own."""
    return bytes(etree.tostring(element, with_tail=False))


def formula_text(element: etree._Element) -> str:
    """Return the characters of a formula, which stand for it where it is not drawn."""
    return "".join(str(text) for text in element.itertext(f"{{{M}}}t")) or "公式"


def written(data: bytes) -> str:
    """Return the file of a formula or of an object as text: XML, or base64."""
    return data.decode("utf-8", "replace") if data.lstrip().startswith(b"<") else b64encode(data).decode()


def is_formula_text(text: str) -> bool:
    """Whether :func:`written` gave ``text`` of a formula."""
    return text.startswith("<")


def file_of(text: str) -> bytes:
    """Return the file that :func:`written` gave as ``text``."""
    return text.encode() if is_formula_text(text) else b64decode(text)


def formula_of(data: bytes) -> str:
    """Return the characters of the formula whose file is ``data``."""
    return formula_text(etree.fromstring(data, _PARSER))


_FACT = "附图 "


def is_fact(name: str) -> bool:
    """Whether the property ``name`` of a docx keeps the path of a file."""
    return name.startswith(_FACT)


def fact_of(data: bytes) -> str:
    """Return the property under which a docx keeps the path of a file that it carries, by the content of it."""
    carried = None if data.startswith(b"<") else read_object(data)
    return f"{_FACT}{(carried.digest if carried else sha256(data).hexdigest())[:16]}"
