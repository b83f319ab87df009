"""The pages of a document while it is written: their names, what is wrong, and one page at a time as a picture."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from gongwen.address import Place
from gongwen.api.documents import Composition, undrawn_placed
from gongwen.faces import Face
from gongwen.finding import Finding
from gongwen.make.pages.place import place_pages
from gongwen.pages import Image, Line, Page, Pages
from gongwen.write.fonts import choose_fonts
from gongwen.write.pdf import write_png
from gongwen.write.undrawn import UndrawnError, undrawn

__all__ = ["Gallery", "Preview", "Region", "ShownPage", "missing_fonts"]

DPI = 120
_MOST = 400
"""Pages whose pictures are kept."""
_APART = 4
"""How many times its size a line stands away from one that it does not go on."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where the lines of a paragraph stand on a page, in hundredths of its width and height."""

    at: Place
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page that can be asked for as a picture."""

    name: str
    """The same for the same page."""
    width: float
    """Points, as the next."""
    height: float
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A document as it will be printed."""

    pages: tuple[ShownPage, ...]
    findings: tuple[Finding, ...]
    reason: str
    """Why its style was taken, in Chinese; "" when it was asked for."""


@dataclass(slots=True)
class _Kept:
    page: Pages
    faces: Mapping[str, Face]
    picture: bytes = b""


class Gallery:
    """Pages by their names; a page is drawn when somebody looks at it, once."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def show(self, composition: Composition) -> Preview:
        """Return the pages of ``composition``; none is drawn yet.

        Raises InputError, with the places, for characters that no font draws.
        """
        faces = composition.profile.faces
        pages = place_pages(composition.flow, composition.profile)
        with undrawn_placed(composition.flow):
            if found := undrawn(pages, choose_fonts(faces)):
                raise UndrawnError(found)
        fonts = repr([(taken.face, taken.family) for taken in choose_fonts(faces).taken])
        shown = tuple(self._keep(replace(pages, sheets=(page,)), faces, fonts) for page in pages.sheets)
        return Preview(shown, composition.findings, composition.reason)

    def _keep(self, page: Pages, faces: Mapping[str, Face], fonts: str) -> ShownPage:
        (sheet,) = page.sheets
        name = _name(page, fonts)
        with self._lock:
            self._kept.setdefault(name, _Kept(page, faces))
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        size = (page.height, page.width) if sheet.is_turned else (page.width, page.height)
        return ShownPage(name, *size, tuple(_regions(sheet, *size)))

    def picture(self, name: str, dpi: float = DPI) -> bytes | None:
        """Return the page called ``name`` as a PNG; None when it is not kept any more."""
        with self._lock:
            kept = self._kept.get(name)
        if kept is None:
            return None
        if not kept.picture:
            (kept.picture,) = write_png(kept.page, kept.faces, dpi)
        return kept.picture


def _name(page: Pages, fonts: str) -> str:
    """Return the name of a page: a digest of all that shows on it, and not of where its text was written."""
    (sheet,) = page.sheets
    lines = [replace(line, at=None) for line in sheet.lines]
    images = [(hashlib.sha256(image.data).hexdigest(), _box(image)) for image in sheet.images]
    seen = repr((lines, sheet.strokes, images, sheet.is_turned, page.width, page.height, fonts))
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def _box(image: Image) -> tuple[float, ...]:
    return image.x, image.y, image.width, image.height


def _regions(sheet: Page, width: float, height: float) -> Iterator[Region]:
    """Yield one region for each run of lines that were written at one place and stand below each other."""
    found: list[tuple[Place, list[Line]]] = []
    for line in sheet.lines:
        if line.at is None or line.is_turned or not line.inks:
            continue
        last = found[-1] if found else None
        if last and last[0] == line.at and abs(line.baseline - last[1][-1].baseline) < _APART * _size(line):
            last[1].append(line)
        else:
            found.append((line.at, [line]))
    for at, lines in found:
        left, right = min(line.x for line in lines), max(line.x + line.width for line in lines)
        top = min(line.baseline - 0.9 * _size(line) for line in lines)
        foot = max(line.baseline + 0.2 * _size(line) for line in lines)
        yield Region(
            at,
            100 * left / width,
            100 * top / height,
            100 * (right - left) / width,
            100 * (foot - top) / height,
        )


def _size(line: Line) -> float:
    return max(ink.size for ink in line.inks)


def missing_fonts(composition: Composition) -> list[str]:
    """Return the standard fonts that are not on this machine, whose place others take in pictures and PDF."""
    taken = choose_fonts(composition.profile.faces).taken
    return list(dict.fromkeys(each.wanted for each in taken if each.standing in ("stand-in", "missing")))
