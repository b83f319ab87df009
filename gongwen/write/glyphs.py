"""Which characters a font really draws, and how wide they are.

A character map alone is not to be trusted: some fonts map characters to glyphs without an outline.
"""

from __future__ import annotations

import re
import struct
import threading
import unicodedata
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from gongwen.pattern import pattern
from gongwen.write.fonts import Font
from gongwen.zh.width import is_full

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_WITH_SELECTOR = pattern(f".[{_SELECTORS}]*", re.DOTALL)
_SELECTOR = pattern(f"[{_SELECTORS}]")
_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NARROWED = 0.95
"""A full-width mark narrower than this, in em, is set into a cell of its own."""
CONTROL = ("Cc", "Cs")
GLYPHS_LOCK = threading.RLock()
"""Held while glyphs are looked up in a font file, which fontTools reads for one thread at a time."""
PRIVATE = "Co"


@dataclass(frozen=True, slots=True)
class Cell:
    """One character as a font draws it; lengths in em."""

    font: Font
    advance: float
    before: float = 0.0
    """White that brings a narrow “ or · to the width of a Chinese character."""
    after: float = 0.0
    is_drawn: bool = True


class Cells(dict[str, Cell]):
    """The characters of one chain of fonts, each looked up when it is first asked for."""

    def __init__(self, chain: tuple[Font, ...]) -> None:
        super().__init__()
        self.chain = chain
        self.usual: set[str] = set()
        """Those of them that the first font draws, without white beside them."""

    def __missing__(self, character: str) -> Cell:
        with GLYPHS_LOCK:
            cell = self[character] = _cell(character, self.chain)
        if cell.font is self.chain[0] and not (cell.before or cell.after):
            self.usual.add(character)
        return cell


@lru_cache(maxsize=64)
def cells_of(chain: tuple[Font, ...]) -> Cells:
    """Return the characters of ``chain``, the same object every time."""
    return Cells(chain)


def visible_characters(text: str) -> Sequence[str]:
    """Return the characters of ``text`` that take up room, each with the variation selectors after it.

    Zero-width spaces, joiners, marks of direction and soft hyphens are dropped.
    """
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return _WITH_SELECTOR.findall(text) if _SELECTOR.search(text) else text


def assign(text: str, chain: tuple[Font, ...]) -> list[tuple[Font, str]]:
    """Return ``text`` in pieces, each with the first font of ``chain`` that draws its characters.

    A character that none of them draws goes to the first font.
    """
    cells = cells_of(chain)
    pieces: list[tuple[Font, str]] = []
    for character in visible_characters(text):
        font = cells[character].font
        if pieces and pieces[-1][0] is font:
            pieces[-1] = (font, pieces[-1][1] + character)
        else:
            pieces.append((font, character))
    return pieces


def advance(font: Font, character: str) -> float | None:
    """Return how wide ``font`` draws ``character``, in em; None when it does not draw it."""
    with GLYPHS_LOCK:
        glyphs: _Glyphs | None = _open(font)
        return None if glyphs is None else glyphs.advance(character)


def _cell(character: str, chain: tuple[Font, ...]) -> Cell:
    first = character[0]
    kind = unicodedata.category(first)
    fonts = () if kind in CONTROL else chain[:1] if kind == PRIVATE else chain
    for font in fonts:
        width = advance(font, first)
        if width is not None:
            return _padded(first, kind, font, width)
    return Cell(chain[0], 1.0 if is_full(first) else 0.5, is_drawn=False)


def _padded(character: str, kind: str, font: Font, width: float) -> Cell:
    """Return the cell of a drawn character; a narrow mark is brought to 1 em, as Chinese type has it.

    Opening marks stand in the right half of the cell, closing ones in the left half, others in the middle.
    """
    if width >= _NARROWED or width == 0 or kind == "Lo" or not is_full(character):
        return Cell(font, width)
    white = 1.0 - width
    aside = (0.5 - width) / 2 if width < 0.5 else 0.0
    before = {"Ps": white - aside, "Pi": white - aside, "Pe": aside, "Pf": aside}.get(kind, white / 2)
    return Cell(font, width, before, white - before)


@lru_cache(maxsize=64)
def _open(font: Font) -> _Glyphs | None:
    """Return the glyphs of ``font``; None when its file is broken."""
    from fontTools.ttLib import TTLibError

    try:
        file = Path(font.path).open("rb")  # noqa: SIM115  (fontTools reads from it as long as the font is used)
    except OSError:
        return None
    try:
        return _Glyphs(file, font)
    except (OSError, TTLibError, struct.error, KeyError, AssertionError):
        return None


class _Drawn(Exception):
    """A glyph has a stroke."""


class _Glyphs:
    """The glyphs of one font, each looked at when it is asked for; its file is closed when nobody holds them."""

    def __init__(self, file: BinaryIO, font: Font) -> None:
        from fontTools.ttLib import TTFont

        weakref.finalize(self, file.close)
        face = TTFont(file, fontNumber=font.index, lazy=True)
        self.names = face.getBestCmap() or {}
        self.units = face["head"].unitsPerEm
        self.glyphs = face.getGlyphSet(location={"wght": font.weight} if font.is_variable else None)

    def advance(self, character: str) -> float | None:
        """Return the advance of ``character`` in em; None when the font does not draw it."""
        name = self.names.get(ord(character))
        if name is None or (self._is_blank(name) and not character.isspace()):
            return None
        width: float = self.glyphs[name].width / self.units
        return width

    def _is_blank(self, name: str) -> bool:
        from fontTools.pens.basePen import BasePen

        class FirstStroke(BasePen):  # type: ignore[misc]
            """Ends the drawing where it begins: the strokes of a 字 take long, and one is enough."""

            def _moveTo(self, _: object) -> None:
                raise _Drawn

        try:
            self.glyphs[name].draw(FirstStroke(self.glyphs))
        except _Drawn:
            return False
        return True
