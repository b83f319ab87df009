"""A docx open for changes at some places; everything else of it keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lxml import etree

from gongwen.ooxml.edit.runs import NUMBER, TEXT, UNNUMBERED
from gongwen.ooxml.package.docx import parse_part, rewrite, unpack
from gongwen.ooxml.seen.paragraphs import WITH_PARS, Source, read_sources
from gongwen.ooxml.xml import DECLARATION
from gongwen.pattern import pattern

_PROLOG = pattern(rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*", re.DOTALL)
_IDENTIFIER = pattern(rb'\bid="(-?\d{1,12})"')
_AS_WRITTEN = ("UTF-8", "US-ASCII", "ASCII", None)
"""Encodings whose prolog may stand before UTF-8."""


class Opened:
    """A docx, its paragraphs as ``read_pars`` gives them, and the elements of which they are made."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.parts = dict(unpack(data))
        self.roots = {name: _parse(name, self.parts[name]) for name in WITH_PARS if name in self.parts}
        self.sources: list[Source] = read_sources(self.parts, self.roots)
        self._touched: set[str] = set()
        self._numbers: Iterator[int] | None = None

    def touch(self, element: etree._Element) -> None:
        """Note that the part of ``element`` is to be written."""
        root = element.getroottree().getroot()
        self._touched |= {name for name, own in self.roots.items() if own is root}

    def free_number(self) -> str:
        """Return a number that no comment, bookmark or tracked change of the docx has."""
        if self._numbers is None:
            xml = (part for name, part in self.parts.items() if name.endswith(".xml"))
            taken = {int(found) for part in xml for found in _IDENTIFIER.findall(part)}
            self._numbers = (number for number in count(1) if number not in taken)
        return str(next(self._numbers))

    def finished(self, others: Mapping[str, bytes] | None = None) -> bytes:
        """Return the docx with the touched parts as they are and ``others`` in place; as it was when none is."""
        written = {}
        for name in filter(self._touched.__contains__, self.roots):
            root = self.roots[name]
            for mark in root.xpath("//*[@w:id='']", namespaces={"w": etree.QName(NUMBER).namespace}):
                if mark.get(NUMBER) == UNNUMBERED:
                    mark.set(NUMBER, self.free_number())
            written[name] = rewritten(root, self.parts[name])
        written |= others or {}
        return rewrite(self.data, written) if written else self.data


def _parse(name: str, data: bytes) -> etree._Element:
    root = parse_part(name, data, keeps_all=True)
    for text in root.iter(TEXT):
        if len(text):
            etree.strip_tags(text, etree.Comment, etree.PI)
    return root


def rewritten(root: etree._Element, data: bytes) -> bytes:
    """Return ``root`` as bytes, with what stood before and behind it in ``data``, of which it was read."""
    encoding = root.getroottree().docinfo.encoding
    found = _PROLOG.match(data) if encoding is None or encoding.upper() in _AS_WRITTEN else None
    prolog = (
        found[0] if found else DECLARATION.encode() + _written(reversed([*root.itersiblings(preceding=True)]))
    )
    return prolog + _written([root]) + _written(root.itersiblings())


def _written(elements: Iterable[etree._Element]) -> bytes:
    return b"".join(etree.tostring(each, encoding="UTF-8", with_tail=False) for each in elements)
