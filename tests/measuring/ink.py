"""Measure the ink on the pages of a PDF, in millimetres from the top left corner of the sheet.

Boxes, rows and rules come from pixels: what a reader sees, whatever program wrote the PDF. The text
layer only says which character stands where; the boxes of its lines are pixels again. Boxes are good
to a dot (0.085 mm at 300 dpi), the place and thickness of rules to 0.02 mm and baselines to 0.01 mm.
"""

from __future__ import annotations

import ctypes
import pickle
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil, hypot, inf
from pathlib import Path
from typing import Literal
from unicodedata import east_asian_width

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from tests.once import key_of, made_once

Colour = Literal["red", "black"]

MM = 25.4 / 72
"""Millimetres in a point."""
_FAINT = 26
# Of 255: what is paler than a tenth of black is the soft edge of something else.
_FINE = 2400
# Dots an inch for measuring rules: pdfium moves the edges of filled boxes to whole pixels.
_SHORTEST, _THICKEST = 20.0, 3.0
_SMALL = 1200.0
# Square millimetres, a fiftieth of a page: so little is drawn by itself.
_PAGE_NUMBER = re.compile(r"[—–―-]\d+[—–―-]")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; a side that is not given is that of the sheet: ``Box(top=250)`` is its foot."""

    left: float = 0.0
    top: float = 0.0
    right: float = inf
    bottom: float = inf

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


WHOLE = Box()


@dataclass(frozen=True, slots=True)
class Rule(Box):
    """A horizontal rule of at least 20 mm."""

    colour: Colour = "black"

    @property
    def thickness(self) -> float:
        return self.height


@dataclass(frozen=True, slots=True)
class Glyph(Box):
    """One character as the text layer has it; the box is that of its outline and a little more."""

    text: str = ""
    x: float = 0.0
    end: float = 0.0
    """Where its cell ends; it begins at ``x``."""
    baseline: float = 0.0
    size: float = 0.0
    """Points."""
    font: str = ""
    spaced: bool = False
    """Whether the text layer has a space before it."""


@dataclass(frozen=True, slots=True)
class TextLine(Box):
    """The characters on one baseline, or some of them; the box is that of their ink."""

    glyphs: tuple[Glyph, ...] = ()

    @property
    def text(self) -> str:
        """The text, with one space where the PDF has any or where half a 字 or more is empty.

        LibreOffice writes no space where the font changes; compare without spaces what may have such.
        """
        return "".join(_spaced(self.glyphs)).strip()

    @property
    def full_width(self) -> int:
        """How many of the characters take up a whole 字."""
        return sum(east_asian_width(glyph.text) in "WFA" for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        """The type size of the first character, points."""
        return self.glyphs[0].size

    @property
    def fonts(self) -> frozenset[str]:
        return frozenset(glyph.font for glyph in self.glyphs)


def read_pdf(source: Path | bytes, dpi: int = 300) -> list[PageInk]:
    """Return the pages of a PDF; each is drawn when it is first measured."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    key = key_of(data, str(dpi))
    return [PageInk(page, number, dpi, key) for number, page in enumerate(pdfium.PdfDocument(data), start=1)]


def characters(pages: Iterable[PageInk], page_numbers: bool = True) -> str:
    """Return the text of all pages in reading order, without any white space.

    Without ``page_numbers`` a page's last line is left out when it is a number between dashes.
    """
    texts = [["".join(line.text.split()) for line in page.lines()] for page in pages]
    if not page_numbers:
        texts = [lines[:-1] if lines and _PAGE_NUMBER.fullmatch(lines[-1]) else lines for lines in texts]
    return "".join(line for lines in texts for line in lines)


class PageInk:
    """One page of a PDF."""

    def __init__(self, page: pdfium.PdfPage, number: int, dpi: int, key: str) -> None:
        """``key`` names the file, and how finely it is drawn."""
        self._page, self._dpi, self._key = page, dpi, key
        self.number = number
        """Counted from 1."""
        self.width, self.height = (side * MM for side in page.get_size())

    def box(self, region: Box = WHOLE, colour: Colour | None = None) -> Box | None:
        """Return the box around all ink (of ``colour``) in ``region``; None when there is none."""
        is_small = 0 < region.width * region.height < _SMALL
        drawing = _draw(self._page, self._dpi, region) if is_small else self._raster
        return drawing.box(region, colour)

    def rows(self, region: Box = WHOLE, height: float = 7.0) -> list[Box]:
        """Return the rows of ink in ``region`` that white separates, rules left out, from the top.

        Pieces that together are not taller than ``height`` are one row: 二 and 三 have white inside.
        7 mm suits 三号 and 四号 text; give less for smaller type set close, more for larger type.
        """
        ink = self._text_ink(region)
        bands: list[Box] = []
        for start, end in _spans(ink.pixels.max(axis=1, initial=0) >= _FAINT):
            top, bottom = ink.top + start * ink.dy, ink.top + end * ink.dy
            if bands and bottom - bands[-1].top <= height:
                top = bands.pop().top
            bands.append(Box(region.left, top, region.right, bottom))
        return [row for band in bands if (row := ink.box(band))]

    def rules(self, colour: Colour | None = None) -> list[Rule]:
        """Return the horizontal rules (of ``colour``) from the top, then from the left."""
        return [rule for rule in self._rules if colour in (None, rule.colour)]

    def lines(self, region: Box = WHOLE) -> list[TextLine]:
        """Return the lines of text whose baseline is in ``region``, from the top.

        Everything on one baseline is one line. Text that leaves no ink is not there.
        """
        level = [line for line in self._lines if region.top <= line.baseline < region.bottom]
        return [line for line in level if line.left < region.right and line.right > region.left]

    def find(self, text: str) -> TextLine:
        """Return the first place where ``text`` stands on one line, white space disregarded.

        Raises LookupError when it is not on the page.
        """
        places = self.find_all(text)
        if not places:
            raise LookupError(f"no {text!r} on page {self.number}: {[line.text for line in self._lines]}")
        return places[0]

    def find_all(self, text: str) -> list[TextLine]:
        """Return every place where ``text`` stands on one line, white space disregarded."""
        wanted = re.escape("".join(text.split()))
        return [
            part
            for line in self._lines
            for match in re.finditer(wanted, "".join(glyph.text for glyph in line.glyphs))
            if (part := self._line(line.glyphs, match.start(), match.end()))
        ]

    def fonts(self) -> frozenset[str]:
        """Return the names of the fonts that draw text, as FandolFang-Regular."""
        return frozenset(font for line in self._lines for font in line.fonts)

    @property
    def _raster(self) -> _Raster:
        return _drawn(self._page, self._dpi)

    @cached_property
    def _rules(self) -> list[Rule]:
        return [rule for rough in _rough_rules(self._raster) if (rule := self._measure(rough))]

    @cached_property
    def _lines(self) -> list[TextLine]:
        key = key_of(self._key, str(self.number))
        (kept,) = made_once([key], lambda _: [pickle.dumps(self._measured_lines())])
        lines: list[TextLine] = pickle.loads(kept)
        return lines

    def _measured_lines(self) -> list[TextLine]:
        grouped = _baselines(list(_read_glyphs(self._page, self.height)))
        return [line for glyphs in grouped if (line := self._line(glyphs, 0, len(glyphs)))]

    def _line(self, glyphs: Sequence[Glyph], start: int, end: int) -> TextLine | None:
        """Return ``glyphs[start:end]`` with the box of their ink; None when they leave none."""
        part = tuple(glyphs[start:end])
        right = max(glyph.right for glyph in part)
        if end < len(glyphs) and glyphs[end].left > part[-1].x:
            right = min(right, glyphs[end].left - self._raster.dx)
        top, bottom = min(glyph.top for glyph in part), max(glyph.bottom for glyph in part)
        region = Box(part[0].left, top, right, bottom)
        ink = self._text_ink(region).box(region)
        return TextLine(ink.left, ink.top, ink.right, ink.bottom, glyphs=part) if ink else None

    def _text_ink(self, region: Box) -> _Raster:
        """Return the ink in ``region`` without the rules."""
        ink = self._raster.cut(region)
        soft = 1.5 * ink.dy
        for rule in self._rules:
            ink.pixels[ink.window(Box(rule.left, rule.top - soft, rule.right, rule.bottom + soft))] = 0
        return ink

    def _measure(self, rough: Box) -> Rule | None:
        """Return the rule near ``rough``, measured on a fine drawing; None when it is too thick for one."""
        near = Box(rough.centre - 2, rough.top - 0.5, rough.centre + 2, rough.bottom + 0.5)
        strip = _draw(self._page, _FINE, near)
        across = np.mean(strip.pixels >= strip.pixels.max() / 2, axis=1) > 0.9
        middle = len(across) / 2
        start, end = min(_spans(across), key=lambda span: abs(sum(span) / 2 - middle), default=(0, 0))
        top, bottom = strip.top + start * strip.dy, strip.top + end * strip.dy
        if not 0 < bottom - top <= _THICKEST:
            return None
        first = _draw(self._page, _FINE, Box(rough.left - 0.3, top, rough.left + 0.3, bottom)).box()
        last = _draw(self._page, _FINE, Box(rough.right - 0.3, top, rough.right + 0.3, bottom)).box()
        colour: Colour = "red" if strip.red[start:end].mean() > 0.5 else "black"
        left, right = first.left if first else rough.left, last.right if last else rough.right
        return Rule(left, top, right, bottom, colour=colour)


@dataclass(frozen=True, slots=True, eq=False)
class _Raster:
    """A drawing of a page or of a part of it."""

    pixels: npt.NDArray[np.uint8]
    """Ink, 0 for white to 255."""
    red: npt.NDArray[np.bool_]
    left: float
    top: float
    dx: float
    """Millimetres in a pixel, across."""
    dy: float

    def window(self, region: Box) -> tuple[slice, slice]:
        """Return the rows and columns of pixels that ``region`` touches."""
        rows, columns = self.pixels.shape
        return (
            _reach((region.top - self.top) / self.dy, (region.bottom - self.top) / self.dy, rows),
            _reach((region.left - self.left) / self.dx, (region.right - self.left) / self.dx, columns),
        )

    def cut(self, region: Box) -> _Raster:
        """Return a copy of the part that ``region`` touches."""
        rows, columns = window = self.window(region)
        left, top = self.left + columns.start * self.dx, self.top + rows.start * self.dy
        return _Raster(self.pixels[window].copy(), self.red[window], left, top, self.dx, self.dy)

    def box(self, region: Box = WHOLE, colour: Colour | None = None) -> Box | None:
        """Return the box around the ink in ``region``; the soft pixels of its edges count in part."""
        rows, columns = window = self.window(region)
        ink = self.pixels[window]
        if colour is not None:
            ink = np.where(self.red[window] == (colour == "red"), ink, 0)
        if ink.max(initial=0) < _FAINT:
            return None
        left, right = _edges(ink.max(axis=0), columns.start)
        top, bottom = _edges(ink.max(axis=1), rows.start)
        return Box(
            max(self.left + left * self.dx, region.left),
            max(self.top + top * self.dy, region.top),
            min(self.left + right * self.dx, region.right),
            min(self.top + bottom * self.dy, region.bottom),
        )


def _reach(start: float, end: float, length: int) -> slice:
    first = min(max(int(start), 0), length)
    return slice(first, max(first, ceil(min(end, length))))


def _edges(profile: npt.NDArray[np.uint8], offset: int) -> tuple[float, float]:
    """Return where the ink of ``profile`` begins and ends, in pixels and parts of a pixel."""
    inked = np.flatnonzero(profile >= _FAINT)
    first, last = int(inked[0]), int(inked[-1])
    share = profile / float(profile.max())
    return offset + first + 1 - float(share[first]), offset + last + float(share[last])


def _spans(inked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the start and end of every run of true values."""
    steps = np.flatnonzero(np.diff(inked.astype(np.int8), prepend=0, append=0))
    return [(int(start), int(end)) for start, end in steps.reshape(-1, 2)]


@lru_cache(maxsize=24)
def _drawn(page: pdfium.PdfPage, dpi: int) -> _Raster:
    """The whole page; each is 17 megabytes at 300 dpi, so that those of a whole session have no room in memory."""
    return _draw(page, dpi)


def _draw(page: pdfium.PdfPage, dpi: int, region: Box = WHOLE) -> _Raster:
    scale = dpi / 72
    page_width, page_height = page.get_size()
    width, height = ceil(page_width * scale), ceil(page_height * scale)
    # pdfium stretches the page to whole pixels, so that they are not quite square.
    dx, dy = page_width * MM / width, page_height * MM / height
    across = _reach(region.left / dx, region.right / dx, width)
    down = _reach(region.top / dy, region.bottom / dy, height)
    cuts = across.start, height - down.stop, width - across.stop, down.start
    # The half keeps pypdfium2, which rounds up, from cutting off one pixel more.
    bitmap = page.render(scale=scale, crop=tuple((cut - 0.5) / scale for cut in cuts))
    pixels, is_red = _inked(bitmap.to_numpy())
    return _Raster(pixels, is_red, across.start * dx, down.start * dy, dx, dy)


def _inked(picture: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Return the ink of a drawing and where it is red; what is white, most of a page, is not looked at again."""
    rows, columns = picture.shape[:2]
    pixels, is_red = np.zeros((rows, columns), np.uint8), np.zeros((rows, columns), np.bool_)
    flat = picture.reshape(rows, -1)
    for start, end in _spans(flat.min(axis=1) < 255):
        across = np.flatnonzero(flat[start:end].min(axis=0) < 255) // 3
        part = slice(start, end), slice(across[0], across[-1] + 1)
        blue, green, red = np.ascontiguousarray(np.moveaxis(picture[part], 2, 0))
        cool = np.maximum(blue, green)
        pixels[part] = ink = 255 - np.minimum(np.minimum(blue, green), red)
        # The share of colour in the ink is the same at the soft edge of a stroke as inside it.
        is_red[part] = red - np.minimum(red, cool) > ink >> 1
    return pixels, is_red


def _rough_rules(raster: _Raster) -> Iterator[Box]:
    inked = raster.pixels >= _FAINT
    length = int(_SHORTEST / raster.dx)
    dense = np.flatnonzero(np.count_nonzero(inked, axis=1) >= length)
    sums = np.cumsum(inked[dense], axis=1, dtype=np.int32)
    ruled = np.zeros(len(inked), dtype=np.bool_)
    ruled[dense] = (sums[:, length:] - sums[:, :-length] == length).any(axis=1)
    for top, bottom in _spans(ruled):
        for left, right in _spans(inked[(top + bottom) // 2]):
            if right - left >= length:
                yield Box(left * raster.dx, top * raster.dy, right * raster.dx, bottom * raster.dy)


def _read_glyphs(page: pdfium.PdfPage, height: float) -> Iterator[Glyph]:
    layer = page.get_textpage()
    spaced, units = False, b""
    for index in range(layer.count_chars()):
        if pdfium_c.FPDFText_IsGenerated(layer, index) == 1:
            continue
        code = pdfium_c.FPDFText_GetUnicode(layer, index)
        units += chr(code).encode("utf-16-le", "surrogatepass")
        if 0xD800 <= code < 0xDC00:
            continue
        text, units = units.decode("utf-16-le", "replace"), b""
        if not text.isspace():
            yield _read_glyph(layer, index, text, height, spaced)
        spaced = text.isspace()


def _read_glyph(layer: pdfium.PdfTextPage, index: int, text: str, height: float, spaced: bool) -> Glyph:
    left, bottom, right, top = layer.get_charbox(index)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(layer, index, x, y)
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(layer, index, matrix)
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(layer, index, name, len(name), None)
    return Glyph(
        left * MM, height - top * MM, right * MM, height - bottom * MM,
        text=text,
        x=x.value * MM,
        end=layer.get_charbox(index, loose=True)[2] * MM,
        baseline=height - y.value * MM,
        size=pdfium_c.FPDFText_GetFontSize(layer, index) * hypot(matrix.c, matrix.d),
        font=re.sub(r"^[A-Z]{6}\+", "", name.value.decode("utf-8", "replace")),
        spaced=spaced,
    )  # fmt: skip


def _baselines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs of each baseline from the left, baselines from the top."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if not lines or glyph.baseline - lines[-1][0].baseline > 0.3:
            lines.append([])
        lines[-1].append(glyph)
    return [sorted(line, key=lambda glyph: glyph.x) for line in lines]


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[str]:
    end = inf
    for glyph in glyphs:
        if glyph.spaced or glyph.x - end >= glyph.size * MM / 2:
            yield " "
        yield glyph.text
        end = glyph.end
