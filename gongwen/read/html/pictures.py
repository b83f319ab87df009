"""The pictures of a web page: written in it, beside it, or in one file with it. Nothing is fetched."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lxml import etree

from gongwen.image import Unusable, kind_of, measure
from gongwen.pattern import pattern
from gongwen.read.content import read_content
from gongwen.transcript import Shown
from gongwen.units import POINTS_PER_MM

Find = Callable[[str], bytes]
"""Returns the picture at an address of a page, b"" for one that is not there."""

_MOST_BYTES = 10 * 2**20
_DATA = pattern(r"data:image/[\w.+-]+((?:;[^,;]*)*),")
_WIDTH = pattern(r"(?:^|;)\s*width\s*:\s*(\d{1,5}(?:\.\d{1,6})?)\s*(pt|px|mm|cm)")
_POINTS = {"pt": 1.0, "px": 0.75, "mm": POINTS_PER_MM, "cm": 10 * POINTS_PER_MM}
_PIXELS = pattern(r"\d{1,5}")
_NOT_IN_NAMES = pattern(r'[\\/:*?"<>|\x00-\x1f]')
_NEARLY = 0.03
_ROOM = 156.0
"""The width of the type area, mm, to which wider pictures shrink anyway."""
_LEAST = 12.0
"""Points: what is smaller on a side is an ornament of the page."""


class Unshown(NamedTuple):
    """A picture that is not read."""

    name: str
    """"" for one without a name."""
    why: str
    """In Chinese, with what to do."""

    def __str__(self) -> str:
        """Say which it is and why, in Chinese."""
        return f"{f'图片“{self.name}”' if self.name else '没有名字的图片'}{self.why}"


def nothing_beside(_: str) -> bytes:
    """Find no picture, as for a page of which it is not known where it stands."""
    return b""


def beside(page: Path) -> Find:
    """Return how the pictures beside the file ``page`` are found, in its folder and below it."""

    def find(address: str) -> bytes:
        path = PurePosixPath(unquote(address).replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in str(path):
            return b""
        try:
            return read_content(page.parent / path, _MOST_BYTES)
        except (OSError, ValueError):
            return b""

    return find


def together(parts: Mapping[str, bytes]) -> Find:
    """Return how the pictures of a page are found that was saved in one file with them, by their addresses."""
    by_end = {unquote(address).rpartition("/")[2]: data for address, data in parts.items()}

    def find(address: str) -> bytes:
        return parts.get(address) or by_end.get(unquote(address).rpartition("/")[2], b"")

    return find


def pictures_of(elements: tuple[etree._Element, ...], find: Find) -> Iterator[Shown | Unshown]:
    """Yield what each img of ``elements`` shows; ornaments of the page are left out."""
    for element in elements:
        address = str(element.get("src", "")).strip()
        data = _written(address) if address.startswith("data:") else find(address)
        name = _name(address, str(element.get("alt", "")), data)
        if not data:
            yield Unshown(name, "没有排进公文；请自己放进去，或者把网页连同图片存成 docx、mht 再排")
            continue
        try:
            size = measure(data)
        except Unusable as wrong:
            yield Unshown(name, f"没有排进公文：{wrong}")
            continue
        if min(size) >= _LEAST:
            yield Shown(name, data, _width(element, size.width))


def _written(address: str) -> bytes:
    """Return the picture that an address has in itself; b"" for what is none."""
    match = _DATA.match(address)
    if match is None or len(address) > 2 * _MOST_BYTES:
        return b""
    rest = address[match.end() :]
    try:
        return b64decode(unquote(rest)) if "base64" in match[1] else unquote_to_bytes(rest)
    except (binascii.Error, ValueError):
        return b""


def _name(address: str, alt: str, data: bytes) -> str:
    """Return the name of the file, or what the page calls a picture that is written in it."""
    kind = kind_of(data)
    path = alt if address.startswith("data:") else unquote(urlsplit(address).path)
    name = _NOT_IN_NAMES.sub("", PurePosixPath(path.replace("\\", "/")).name).strip(". ")
    if kind and not PurePosixPath(name).suffix:
        return f"图片.{kind}"
    return name


def _width(element: etree._Element, own: float) -> float:
    """Return the width, mm, that the page gives a picture; 0 where it is nearly its ``own`` or that of the text."""
    said = _WIDTH.search(str(element.get("style", "")).lower())
    pixels = str(element.get("width", "")).removesuffix("px")
    points = (
        float(said[1]) * _POINTS[said[2]] if said else 0.75 * int(pixels) if _PIXELS.fullmatch(pixels) else 0
    )
    width = points / POINTS_PER_MM
    is_usual = not points or width >= _ROOM or abs(points - own) <= _NEARLY * own
    return 0.0 if is_usual else round(width, 1)
