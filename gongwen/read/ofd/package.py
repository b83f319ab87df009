"""An OFD by its parts: read from the zip within limits, its XML strictly."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from gongwen.finding import UsageError
from gongwen.ooxml.package import unzip

_ENTRY = "OFD.xml"
_DAMAGED = f"OFD 版式文件{unzip.DAMAGED}"
_MOST_XML = 64 * 2**20
_LIMITS = unzip.Limits(20_000, _MOST_XML, 256 * 2**20, "不像公文；请拆成几个文件")
_MOST_TAGS = 2_000_000
_MOST_PAGES = 3000
_MOST_DRAWN = 4_000_000
"""Tags of all pages together, those of a part as often as pages take it."""
_DOCTYPE = b"<!DOCTYPE"
_ENCRYPTED = "Encryptions.xml"
_LOCKED = "OFD 版式文件加了密，请用阅读器取消密码，或者导出一份没有密码的"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of an OFD."""

    roots: tuple[etree._Element, ...]
    """What stands on it: the pages that it takes for its ground, then its own."""
    width: float
    """Millimetres."""
    height: float


class Package:
    """The parts of an OFD; what is asked of it raises UsageError, without a file name, when it is damaged."""

    def __init__(self, data: bytes) -> None:
        """Unpack ``data``. Raises UsageError for what is damaged, encrypted or far too large."""
        self.parts = unzip.unzip(data, _LIMITS)
        if any(name.rpartition("/")[2] == _ENCRYPTED for name in self.parts):
            raise UsageError(_LOCKED)
        entry = self.parse(_ENTRY)
        locations = [each.text for each in found(entry, "DocRoot") if each.text]
        if not locations:
            raise UsageError(_DAMAGED)
        if len(locations) > 1:
            raise UsageError(f"里面有{len(locations)}份文件，请用阅读器打开，一份一份另存以后再读")
        self.root_name = resolve(_ENTRY, locations[0])
        self.root = self.parse(self.root_name)
        self.entry = entry

    def parse(self, name: str) -> etree._Element:
        """Return the root of the part called ``name``."""
        data = self.parts.get(name, b"")
        if not data or len(data) > _MOST_XML or data.count(b"<") > _MOST_TAGS or _DOCTYPE in data:
            raise UsageError(_DAMAGED)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root: etree._Element = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise UsageError(_DAMAGED) from None
        return root

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages in order."""
        grounds = self._grounds()
        usual = next(found(self.root, "PhysicalBox"), None)
        names = self._page_names()
        room = self._less_drawn(_MOST_DRAWN, names)
        known: dict[str, etree._Element] = {}
        for name in names:
            root = self.parse(name)
            asked = [grounds.get(each.get("TemplateID", "")) for each in found(root, "Template")]
            below = list(dict.fromkeys(path for path in asked if path))
            room = self._less_drawn(room, below)
            known |= {path: self.parse(path) for path in below if path not in known}
            size = _size(next(found(root, "PhysicalBox"), usual))
            yield Sheet((*(known[path] for path in below), root), *size)

    def _less_drawn(self, room: int, names: Sequence[str]) -> int:
        """Return how many tags may still be drawn when the parts ``names`` are, each as often as it is named."""
        left = room - sum(
            times * self.parts.get(name, b"").count(b"<") for name, times in Counter(names).items()
        )
        if left < 0:
            raise UsageError("各页画的东西太多，不像公文；请拆成几个文件")
        return left

    def _grounds(self) -> dict[str, str]:
        """Return the parts that pages may take for their ground, by their IDs."""
        return {
            each.get("ID", ""): resolve(self.root_name, each.get("BaseLoc", ""))
            for each in found(self.root, "TemplatePage")
            if each.get("BaseLoc")
        }

    def _page_names(self) -> list[str]:
        """Return the parts of the pages in order. Raises UsageError for more than any document has."""
        pages = [page for holder in found(self.root, "Pages") for page in found(holder, "Page")]
        if len(pages) > _MOST_PAGES:
            raise UsageError(f"多于 {_MOST_PAGES} 页，不像公文；请拆成几个文件")
        return [resolve(self.root_name, page.get("BaseLoc", "")) for page in pages]


def found(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements called ``name`` below ``root``, in whatever namespace; some programs write none."""
    yield from root.iter(f"{{*}}{name}")


def resolve(part: str, location: str) -> str:
    """Return the name of the part that ``part`` calls ``location``; what leads out of the package names none."""
    path = location.strip()
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(part), path)
    return posixpath.normpath(joined)


def numbers_of(text: str | None) -> list[float]:
    """Return the numbers that ``text`` lists; [] when one of them is none, or is beyond any sheet."""
    try:
        values = [float(each) for each in (text or "").split()]
    except ValueError:
        return []
    return values if all(abs(value) < 1e6 for value in values) else []


def _size(box: etree._Element | None) -> tuple[float, float]:
    """Return the width and height of a page, mm; those of A4 where ``box`` does not tell them."""
    values = numbers_of(box.text if box is not None else "")
    if len(values) != 4 or values[2] <= 0 or values[3] <= 0:
        return 210.0, 297.0
    return values[2], values[3]
