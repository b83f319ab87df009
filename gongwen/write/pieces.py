"""A line of a page cut into pieces, each of one font and one look, with the white that sets them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongwen.pages import Ink, Line, Stroke
from gongwen.pattern import pattern
from gongwen.write.fonts import Font
from gongwen.write.glyphs import Cells, visible_characters

BOLD = 0.03
"""The weight of the outline that makes characters bold, a part of their size: Chinese faces have no bold one."""
_WORD_END = pattern("(?<=[!-~])(?=[^ -~])|(?<=[^ -~])(?=[!-~])")
"""Where a word ends or begins; a blank stays with what stands beside it."""
_UNDERLINE, _UNDERLINE_WEIGHT = 2.5, 0.6
"""How far below the baseline a line under text stands, and its weight, points."""


class InkLook(NamedTuple):
    """How characters are drawn."""

    font: Font
    size: float
    """Points."""
    colour: str
    """RRGGBB."""
    rise: float = 0.0
    """Points above the baseline of the line."""
    is_bold: bool = False


class Piece(NamedTuple):
    """Characters of one look without white between them; lengths in points."""

    look: InkLook
    characters: Sequence[str]
    """Each with the variation selectors behind it."""
    advances: Sequence[float]
    before: float
    after: float
    is_underlined: bool
    is_word: bool
    """Whether it is letters, digits and their marks, between which no line is spread."""
    width: float
    """The room that the characters take up, without the white before and after them."""


def pieces_of(ink: Ink, cells: Cells, texts: Iterable[str]) -> Iterator[Piece]:
    """Yield the pieces of ``texts``, which together are the text of ``ink``, in the fonts of ``cells``."""
    gap = ink.gap
    for text in texts:
        characters = visible_characters(text)
        start = 0
        for end in _ends(characters, cells):
            yield _piece(ink, characters[start:end], cells, gap)
            start, gap = end, 0.0


def _piece(ink: Ink, characters: Sequence[str], cells: Cells, gap: float) -> Piece:
    size, first, last = ink.size, cells[characters[0]], cells[characters[-1]]
    advances = [cells[character].advance * size for character in characters]
    return Piece(
        InkLook(first.font, size, ink.colour, ink.rise, ink.is_bold), characters, advances,
        first.before * size + gap, last.after * size, ink.is_underlined,
        is_word=characters[0] <= "~" and min(characters) >= " " and max(characters) <= "~", width=sum(advances),
    )  # fmt: skip


def _ends(characters: Sequence[str], cells: Cells) -> list[int]:
    """Return where each run of ``characters`` ends: a run has one font and no white inside, and is a word or none."""
    if isinstance(characters, str) and cells.usual.issuperset(characters):
        ends = [match.start() for match in _WORD_END.finditer(characters)]
    else:
        ends = [index for index, pair in enumerate(pairwise(characters), 1) if _is_end(*pair, cells)]
    return [*ends, len(characters)] if characters else []


def _is_end(last: str, character: str, cells: Cells) -> bool:
    """Whether a run ends between two characters that follow each other."""
    before, behind = cells[last], cells[character]
    is_apart = behind.font is not before.font or before.after or behind.before
    return bool(is_apart or _WORD_END.search(last[0] + character[0]))


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
    spare = line.width - sum([piece.before + piece.width + piece.after for piece in pieces])
    gaps = sum([len(piece.characters) for piece in pieces]) - 1
    even = spare / gaps if gaps > 0 else 0.0
    if line.spacing is not None:
        even = min(even, line.spacing)
    within = sum([len(piece.characters) - 1 for piece in pieces if piece.is_word])
    if line.spacing is not None or even <= 0 or not within:
        return Tracking(even, even)
    return Tracking(spare / (gaps - within) if gaps > within else 0.0, 0.0)


def underlines(pieces: Sequence[Piece], tracking: Tracking, line: Line) -> Iterator[Stroke]:
    """Yield the rule below each piece that has one."""
    if not any(piece.is_underlined for piece in pieces):
        return
    x, y = line.x, line.baseline + _UNDERLINE
    for piece in pieces:
        inside = tracking.inside(piece) * (len(piece.characters) - 1)
        wide = piece.before + piece.width + piece.after + inside + tracking.white
        if piece.is_underlined:
            yield Stroke(x, y, x + wide, y, _UNDERLINE_WEIGHT, "000000")
        x += wide
