"""Objects put into a docx: told from those that are there, as large as the page allows, with all that they stand on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree

from gongwen.ooxml.objects import (
    EMU,
    THEME,
    THEME_LINK,
    THEME_TYPE,
    WIDE,
    Carried,
    attributes_of,
    canonical,
    references_in,
    size_of,
)
from gongwen.ooxml.package.docx import (
    CONTENT_TYPES,
    DOCUMENT_LINKS,
    linked_parts,
    parse_part,
    rewrite,
    unpack,
    write_part,
)
from gongwen.ooxml.xml import LINKS, TYPES, VML, WP
from gongwen.pattern import pattern

_WP = f"{{{WP}}}"
_NEARLY = 0.05
"""Points by which a size may differ and be the same."""


def resized(carried: Carried, width: float, height: float) -> str:
    """Return the element of an object, shown so large, points; as it is where it is so large."""
    size = size_of(carried)
    if size and abs(size[0] - width) < _NEARLY and abs(size[1] - height) < _NEARLY:
        return carried.xml
    root = etree.fromstring(carried.xml)
    for extent in root.iter(f"{_WP}extent"):
        extent.set("cx", str(round(width * EMU)))
        extent.set("cy", str(round(height * EMU)))
    sides = {"width": width, "height": height}
    for shape in root.iter(f"{{{VML}}}shape"):
        style = WIDE.sub(
            lambda match: match[0].replace(match[2] + "pt", f"{sides[match[1]]:.2f}pt"),
            str(shape.get("style", "")),
        )
        shape.set("style", style)
    return canonical(root).decode()


def with_keys(carried: Carried, others: Sequence[Carried], keys: Collection[str]) -> Carried:
    """Return an object whose relationships have keys that are none of ``keys`` and of none of ``others``."""
    taken = {link.key for other in others for link in other.links}.union(keys)
    changed: dict[str, str] = {}
    for link in carried.links:
        key, number = link.key, 1
        while key in taken:
            number += 1
            key = f"{link.key}x{number}"
        changed |= {link.key: key} if key != link.key else {}
    if not changed:
        return carried
    root = etree.fromstring(carried.xml)
    for each in root.iter():
        for name, value in references_in(each):
            each.set(name, changed.get(value, value))
    links = tuple(link._replace(key=changed.get(link.key, link.key)) for link in carried.links)
    return carried._replace(xml=canonical(root).decode(), links=links)


def add_objects(docx: bytes, placed: Sequence[Carried]) -> bytes:
    """Return ``docx``, whose text has the elements of ``placed``, with all that these stand on.

    Parts keep their names where these are free.
    """
    parts = unpack(docx)
    types, links = (parse_part(name, parts[name]) for name in (CONTENT_TYPES, DOCUMENT_LINKS))
    added: dict[str, bytes] = {}
    for number, each in enumerate(placed, 1):
        known = {name.casefold(): data for name, data in {**parts, **added}.items()}
        is_free = all(known.get(name.casefold(), data) == data for name, data in each.parts.items())
        folder = "" if is_free else f"carried{number}/"
        added |= {f"{folder}{name}": _moved(name, data, folder) for name, data in each.parts.items()}
        listed = {one.get("PartName") for one in types}
        for name, kind in each.types:
            if (own := f"/{folder}{name}") not in listed:
                etree.SubElement(types, f"{{{TYPES}}}Override", PartName=own, ContentType=kind)
        for link in each.links:
            target = link.target if link.is_external else f"/{folder}{link.target.lstrip('/')}"
            etree.SubElement(links, f"{{{LINKS}}}Relationship", attributes_of(link._replace(target=target)))
    if not linked_parts(parts, "theme") and (
        theme := next((each.theme for each in placed if each.theme), b"")
    ):
        added[THEME] = theme
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{THEME}", ContentType=THEME_TYPE)
        etree.SubElement(links, f"{{{LINKS}}}Relationship", attributes_of(THEME_LINK))
    return rewrite(docx, {**added, CONTENT_TYPES: write_part(types), DOCUMENT_LINKS: write_part(links)})


_FROM_THE_ROOT = pattern(rb'(\bTarget=")/')


def _moved(name: str, data: bytes, folder: str) -> bytes:
    """Return a part in ``folder``; a list of relationships that counts from the root of the package counts from there."""
    if not folder or not name.endswith(".rels"):
        return data
    return _FROM_THE_ROOT.sub(rb"\1/" + folder.encode(), data)
