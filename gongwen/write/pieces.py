"""A line of a page cut into pieces, each of one font and one look, with the white that sets them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from gongwen.pages import Ink, Line, Stroke
from gongwen.write.fonts import Font
from gongwen.write.glyphs import Cell, Cells, visible_characters

BOLD = 0.03
"""The weight of the outline that makes characters bold, a part of their size: Chinese faces have no bold one."""
_UNDERLINE, _UNDERLINE_WEIGHT = 2.5, 0.6
"""How far below the baseline a line under text stands, and its weight, points."""


@dataclass(frozen=True, slots=True)
class InkLook:
    """How characters are drawn."""

    font: Font
    size: float
    """Points."""
    colour: str
    """RRGGBB."""
    rise: float = 0.0
    """Points above the baseline of the line."""
    is_bold: bool = False


@dataclass(slots=True)
class Piece:
    """Characters of one look without white between them; lengths in points."""

    look: InkLook
    characters: Sequence[str]
    """Each with the variation selectors behind it."""
    advances: tuple[float, ...]
    before: float = 0.0
    after: float = 0.0
    is_underlined: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is letters, digits and their marks, between which no line is spread."""
        return all(each == " " or _is_latin(each) for each in self.characters)

    @property
    def width(self) -> float:
        """The room that the characters take up, without the white before and after them."""
        return sum(self.advances)


def pieces_of(ink: Ink, cells: Cells, texts: Iterable[str]) -> Iterator[Piece]:
    """Yield the pieces of ``texts``, which together are the text of ``ink``, in the fonts of ``cells``."""
    gap = ink.gap
    for text in texts:
        characters = visible_characters(text)
        drawn = [cells[character] for character in characters]
        start = 0
        for end in _ends(drawn, characters):
            piece = _piece(ink, drawn[start:end], characters[start:end])
            piece.before += gap
            yield piece
            start, gap = end, 0.0


def _piece(ink: Ink, run: list[Cell], characters: Sequence[str]) -> Piece:
    look = InkLook(run[0].font, ink.size, ink.colour, ink.rise, ink.is_bold)
    advances = tuple(cell.advance * ink.size for cell in run)
    return Piece(
        look, characters, advances, run[0].before * ink.size, run[-1].after * ink.size, ink.is_underlined
    )


def _ends(cells: list[Cell], characters: Sequence[str]) -> Iterator[int]:
    """Yield where each run of ``cells`` ends: a run has one font and no white inside, and is a word or none."""
    for index, (last, cell) in enumerate(pairwise(cells), 1):
        is_apart = cell.font is not last.font or last.after or cell.before
        if is_apart or _changes(characters[index - 1], characters[index]):
            yield index
    if cells:
        yield len(cells)


def _changes(last: str, character: str) -> bool:
    """Whether a word ends or begins between two characters; a blank stays with what stands beside it."""
    return " " not in (last, character) and _is_latin(last) != _is_latin(character)


def _is_latin(character: str) -> bool:
    return "!" <= character <= "~"


class Tracking(NamedTuple):
    """The white after each character of a line, points."""

    white: float
    in_words: float
    """Between two characters of a word."""

    def inside(self, piece: Piece) -> float:
        """Return the white between two characters of ``piece``."""
        return self.in_words if piece.is_word else self.white


def tracking_of(line: Line, pieces: Sequence[Piece]) -> Tracking:
    """Return the white that brings ``pieces`` to the width of ``line``; one that is spread is not spread in words."""
    spare = line.width - sum(piece.before + piece.width + piece.after for piece in pieces)
    gaps = sum(len(piece.characters) for piece in pieces) - 1
    even = spare / gaps if gaps > 0 else 0.0
    if line.spacing is not None:
        even = min(even, line.spacing)
    within = sum(len(piece.characters) - 1 for piece in pieces if piece.is_word)
    if line.spacing is not None or even <= 0 or not within:
        return Tracking(even, even)
    return Tracking(spare / (gaps - within) if gaps > within else 0.0, 0.0)


def underlines(pieces: Iterable[Piece], tracking: Tracking, line: Line) -> Iterator[Stroke]:
    """Yield the rule below each piece that has one."""
    x, y = line.x, line.baseline + _UNDERLINE
    for piece in pieces:
        inside = tracking.inside(piece) * (len(piece.characters) - 1)
        wide = piece.before + piece.width + piece.after + inside + tracking.white
        if piece.is_underlined:
            yield Stroke(x, y, x + wide, y, _UNDERLINE_WEIGHT, "000000")
        x += wide
