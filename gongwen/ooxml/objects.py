"""Objects in the text of a docx that are carried as they are, with all parts that they stand on: charts, diagrams,
what other programs embedded. The file of one is a docx of that object alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Literal, NamedTuple

from lxml import etree

from gongwen.finding import InputError, UsageError
from gongwen.ooxml.package.deflated import Package
from gongwen.ooxml.package.docx import (
    CONTENT_TYPES,
    DOCUMENT,
    DOCUMENT_LINKS,
    PACKAGE_LINKS,
    linked_parts,
    links_of,
    root_of,
    target_of,
    unpack,
)
from gongwen.ooxml.xml import DECLARATION, LINKS, MC, TYPES, VML, WP, A, R, W, element
from gongwen.pattern import pattern

ObjectKind = Literal["图表", "图示", "对象"]

_W, _WP, _R = f"{{{W}}}", f"{{{WP}}}", f"{{{R}}}"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CHART_TODAY = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
SIGNS: Mapping[str, ObjectKind] = {
    f"{{{_CHART}}}chart": "图表",
    f"{{{_CHART_TODAY}}}chart": "图表",
    f"{{{_DIAGRAM}}}relIds": "图示",
    f"{{{_OFFICE}}}OLEObject": "对象",
}
"""The elements by which the kinds are known."""
_HOLDERS = (f"{_W}drawing", f"{_W}object", f"{_W}pict")
_BOX, _FALLBACK = f"{_W}txbxContent", f"{{{MC}}}Fallback"
_DRAWN_AGAIN = pattern(rb'relId="([^"]+)"')
"""In the data of a diagram: the relationship of the document that leads to its drawing."""
_PLACED = ("simplePos", "positionH", "positionV", "wrap", "sizeRel")
"""Beginnings of the names of what places a drawing beside the text."""
_EQUATION = pattern("Equation|MathType", re.IGNORECASE)
_MOST_PARTS = 100
EMU, _TWIPS = 12700, 20
WIDE = pattern(r"(?:^|;)\s*(width|height):\s*([\d.]+)pt")
_NUMBER = pattern(r"\d+(?:\.\d+)?")
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Link(NamedTuple):
    """A relationship of the document."""

    key: str
    kind: str
    target: str
    """The part, with a slash before it, or an address."""
    is_external: bool


THEME, THEME_TYPE = "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"
THEME_LINK = Link("rIdTheme", f"{R}/theme", f"/{THEME}", is_external=False)


class Carried(NamedTuple):
    """One object."""

    kind: ObjectKind
    xml: str
    """The element of its run."""
    links: tuple[Link, ...]
    parts: Mapping[str, bytes]
    """All that it stands on, with the relationships among them."""
    types: tuple[tuple[str, str], ...]
    """The content type of each part."""
    theme: bytes = b""
    """That of the docx, by which charts and diagrams name their colours; b"" for none."""

    @property
    def digest(self) -> str:
        """What tells its content from that of others, wherever its parts stand."""
        return digest_of(self.parts)


def digest_of(parts: Mapping[str, bytes]) -> str:
    """Return what tells the content of the parts of an object from that of others."""
    own = sorted(sha256(data).digest() for name, data in parts.items() if not name.endswith(".rels"))
    return sha256(b"".join(own)).hexdigest()


def object_in(element: etree._Element) -> ObjectKind | None:
    """Return what ``element`` of a run shows besides pictures; None for nothing that is carried as it is.

    A drawing with text boxes is none: their text is read.
    """
    sign = next(element.iter(*SIGNS), None)
    if sign is None or next(element.iter(_BOX), None) is not None:
        return None
    return SIGNS[str(sign.tag)]


def name_of(element: etree._Element) -> str:
    """Return what people call the object that ``element`` of a run is."""
    sign = next(element.iter(f"{{{_OFFICE}}}OLEObject"), None)
    is_equation = sign is not None and _EQUATION.match(str(sign.get("ProgID", "")))
    return "公式" if is_equation else str(object_in(element) or "")


def holder_of(sign: etree._Element) -> etree._Element:
    """Return the drawing or object of which ``sign`` is a part."""
    return next(sign.iterancestors(*_HOLDERS), sign)


def collect(held: etree._Element, parts: Mapping[str, bytes]) -> Carried:
    """Return the object that ``held``, an element of a run in the text of the docx of ``parts``, shows.

    It stands in the line, wherever it floated. Raises InputError for lists of parts that are damaged.
    """
    kind = object_in(held)
    assert kind
    links, reached = tuple(_links(held, parts)), collect_parts(held, parts)
    types = _Types(parts)
    own = tuple((name, types.of(name)) for name in reached if not name.endswith(".rels"))
    return Carried(kind, _in_line(held), links, reached, own, _theme(parts))


def _theme(parts: Mapping[str, bytes]) -> bytes:
    """Return the theme of a docx; b"" for none, and for one that stands on pictures."""
    found = parts.get(next(iter(linked_parts(parts, "theme")), ""), b"")
    return b"" if b":embed=" in found else found


def collect_parts(held: etree._Element, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all parts on which ``held`` stands. Raises as :func:`collect` does."""
    reached: dict[str, bytes] = {}
    for link in _links(held, parts):
        if not link.is_external:
            _reach(link.target.lstrip("/"), parts, reached)
    return reached


def _links(held: etree._Element, parts: Mapping[str, bytes]) -> Iterator[Link]:
    """Yield the relationships to which ``held`` refers, a diagram to its drawing as well."""
    if DOCUMENT_LINKS not in parts:
        return
    known = {each.get("Id", ""): each for each in root_of(parts, DOCUMENT_LINKS)}
    keys = [value for each in held.iter() for _, value in references_in(each)]
    for key in sorted(set(keys)):
        if key in known:
            found = _link(known[key])
            yield found
            if found.kind.endswith("/diagramData"):
                drawn = _DRAWN_AGAIN.search(parts.get(found.target.lstrip("/"), b""))
                again = drawn[1].decode() if drawn else ""
                if again in known and again not in keys:
                    yield _link(known[again])


def references_in(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of ``element`` that name relationships."""
    for name, value in element.attrib.items():
        if str(name).startswith(_R) or name == f"{{{_OFFICE}}}relid":
            yield str(name), str(value)


def _link(link: etree._Element) -> Link:
    is_external = link.get("TargetMode") == "External"
    target = str(link.get("Target", "")) if is_external else f"/{target_of(link, 'word')}"
    return Link(str(link.get("Id", "")), str(link.get("Type", "")), target, is_external)


def _reach(name: str, parts: Mapping[str, bytes], reached: dict[str, bytes]) -> None:
    """Add the part called ``name`` to ``reached``, with all to which it refers in its turn."""
    if name in reached or name not in parts or name == DOCUMENT or len(reached) >= _MOST_PARTS:
        return
    reached[name] = parts[name]
    if (list_name := links_of(name)) in parts:
        reached[list_name] = parts[list_name]
        folder = name.rpartition("/")[0]
        for link in root_of(parts, list_name):
            if link.get("TargetMode") != "External":
                _reach(target_of(link, folder), parts, reached)


class _Types:
    """The content types of the parts of a docx."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = root_of(parts, CONTENT_TYPES)
        self._by_name = {str(each.get("PartName", "")).casefold(): each for each in root}
        self._by_end = {str(each.get("Extension", "")).casefold(): each for each in root}

    def of(self, name: str) -> str:
        """Return that of the part called ``name``."""
        end = name.rpartition(".")[2].casefold()
        found = self._by_name.get(f"/{name}".casefold(), self._by_end.get(end))
        return "application/octet-stream" if found is None else str(found.get("ContentType", ""))


def _in_line(held: etree._Element) -> str:
    """Return ``held`` in one way of writing, with the namespaces that it needs, in the line and not beside the text."""
    own = etree.fromstring(canonical(held))
    for anchor in own.iter(f"{_WP}anchor"):
        anchor.tag = f"{_WP}inline"
        for name in [name for name in anchor.attrib if not str(name).startswith("dist")]:
            del anchor.attrib[name]
        for child in list(anchor):
            if etree.QName(child).localname.startswith(_PLACED):
                anchor.remove(child)
    return canonical(own).decode()


def canonical(element: etree._Element) -> bytes:
    """Return ``element`` so that the same content has the same bytes; what a choice requires is declared."""
    named = [value.split() for each in element.iter() for value in _prefixes(each)]
    prefixes = sorted(
        {prefix for own in named for prefix in own} & {str(key) for key in element.nsmap if key}
    )
    return bytes(
        etree.tostring(
            element, method="c14n", exclusive=True, with_tail=False, inclusive_ns_prefixes=prefixes or None
        )
    )


def _prefixes(element: etree._Element) -> Iterator[str]:
    yield from (str(element.get(key, "")) for key in ("Requires", f"{{{MC}}}Ignorable"))


def write_object(carried: Carried) -> bytes:
    """Return the file of an object; the same object gives the same bytes."""
    body = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r>{carried.xml}</w:r></w:p></w:body></w:document>'
    main = Link("rId1", f"{R}/officeDocument", f"/{DOCUMENT}", is_external=False)
    themes = {THEME: carried.theme} if carried.theme else {}
    typed = ((DOCUMENT, _DOCUMENT_TYPE), *carried.types, *((name, THEME_TYPE) for name in themes))
    types = (*_DEFAULTS, *(_override(*each) for each in typed))
    links = (*carried.links, *(THEME_LINK for _ in themes))
    lists = {
        CONTENT_TYPES: element("Types", {"xmlns": TYPES}, "".join(types)),
        PACKAGE_LINKS: element("Relationships", {"xmlns": LINKS}, _relationship(main)),
        DOCUMENT: body,
        DOCUMENT_LINKS: element("Relationships", {"xmlns": LINKS}, "".join(map(_relationship, links))),
    }
    written = {name: (DECLARATION + text).encode() for name, text in lists.items()}
    return Package({}).complete({**written, **carried.parts, **themes})


_DEFAULTS = (
    element(
        "Default",
        {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"},
    ),
    element("Default", {"Extension": "xml", "ContentType": "application/xml"}),
)


def _override(name: str, kind: str) -> str:
    return element("Override", {"PartName": f"/{name}", "ContentType": kind})


def _relationship(link: Link) -> str:
    return element("Relationship", attributes_of(link))


def attributes_of(link: Link) -> dict[str, str]:
    """Return the attributes by which a list of relationships says ``link``."""
    own = {"Id": link.key, "Type": link.kind, "Target": link.target}
    return own | ({"TargetMode": "External"} if link.is_external else {})


@lru_cache(maxsize=32)
def read_object(data: bytes) -> Carried | None:
    """Return the object that stands first in the docx ``data``; None when it is no docx, or holds none."""
    try:
        parts = unpack(data)
        for held in root_of(parts, DOCUMENT).iter(*_HOLDERS):
            outer = next(held.iterancestors(f"{{{MC}}}AlternateContent"), held)
            if object_in(outer):
                return collect(outer, parts)
    except (UsageError, InputError):
        return None
    return None


def size_of(carried: Carried) -> tuple[float, float] | None:
    """Return how large an object is shown, points; None where it does not say it."""
    root = etree.fromstring(carried.xml)
    extent = next(root.iter(f"{_WP}extent"), None)
    shape = next(root.iter(f"{{{VML}}}shape"), None)
    sides = dict(WIDE.findall("" if shape is None else str(shape.get("style", ""))))
    said = [
        (sides.get("width", ""), sides.get("height", ""), 1),
        (root.get(f"{_W}dxaOrig"), root.get(f"{_W}dyaOrig"), _TWIPS),
    ]
    if extent is not None:
        said.insert(0, (extent.get("cx"), extent.get("cy"), EMU))
    for across, down, unit in said:
        wide, high = _number(across) / unit, _number(down) / unit
        if wide > 0 and high > 0:
            return wide, high
    return None


def _number(text: str | None) -> float:
    return float(text) if text and _NUMBER.fullmatch(text) else 0.0


def preview_of(carried: Carried) -> bytes:
    """Return the picture that stands for an object where it is not run; b"" for none."""
    root = etree.fromstring(carried.xml)
    targets = {link.key: link.target.lstrip("/") for link in carried.links if not link.is_external}
    for each in root.iter(f"{{{VML}}}imagedata", f"{{{A}}}blip"):
        key = str(each.get(f"{_R}id") or each.get(f"{_R}embed") or "")
        if data := carried.parts.get(targets.get(key, ""), b""):
            return data
    return b""
