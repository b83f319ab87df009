"""Parts of a docx that are carried as they are: formulas."""

from __future__ import annotations

from lxml import etree

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
