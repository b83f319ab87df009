"""Characters on a page → the rows of text that an eye sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rules import Rule
from gongwen.zh.compatible import unify
from gongwen.zh.width import is_full

_LEVEL = 0.35
"""Baselines closer than this, in characters, may be of one row."""
_TAB, _WIDE_SPACE, _LATIN_SPACE = 1.5, 0.6, 0.2
"""From which gap on, in characters, there is a tab, a space of one character, a space between Latin letters."""
_SHADOW = 0.15
"""The same character drawn again so close, in characters, is one in fake bold."""
_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text on a page, in points."""

    text: str
    left: float
    right: float
    size: float
    """Width of a Chinese character, the median of those that it has; of all characters where it has none."""
    turn: int
    glyphs: tuple[Glyph, ...]
    """From the left, without white space."""
    number: int = 0
    """From 1, among the rows that an eye sees on the page; the first of them for the row of a table."""
    cells: tuple[str, ...] = ()
    """What stands in the cells of the row of a table; () for any other."""


@dataclass(frozen=True, slots=True)
class RowPage:
    """The rows of one page, from the top, and its size as it is read, points."""

    rows: tuple[Row, ...]
    width: float
    height: float
    rules: tuple[Rule, ...] = ()
    """The lines that are drawn on it."""


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return the rows of a page from the top, each from the left; rows of white space are left out."""
    pieces = sorted(_pieces(glyphs), key=lambda piece: -piece[0].base)
    rows: list[list[Glyph]] = []
    for piece in pieces:
        if rows and _is_level(rows[-1][0], piece[0]):
            rows[-1] += piece
        else:
            rows.append(list(piece))
    seen: list[Row] = []
    for held in rows:
        if row := _row(held, len(seen) + 1):
            seen.append(row)
    return seen


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield runs of characters that the file has one behind the other on one baseline."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and abs(glyph.base - piece[-1].base) > 0.01 * glyph.size:
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _is_level(first: Glyph, second: Glyph) -> bool:
    return abs(first.base - second.base) < _LEVEL * min(first.size, second.size)


def _row(glyphs: list[Glyph], number: int) -> Row | None:
    glyphs.sort(key=lambda glyph: glyph.left)
    seen = _without_shadows([glyph for glyph in glyphs if not glyph.text.isspace()])
    if not seen:
        return None
    spaces = [glyph.left for glyph in glyphs if glyph.text.isspace()]
    sizes = sorted(glyph.size for glyph in [each for each in seen if is_full(each.text)] or seen)
    text = seen[0].text + "".join(_gap(*pair, spaces) + pair[1].text for pair in pairwise(seen))
    right = max(glyph.right for glyph in seen)
    size = sizes[len(sizes) // 2]
    return Row(_spelt(_closed(text)), seen[0].left, right, size, seen[0].turn, tuple(seen), number)


def _without_shadows(glyphs: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in glyphs:
        if not (kept and kept[-1].text == glyph.text and glyph.left - kept[-1].left < _SHADOW * glyph.size):
            kept.append(glyph)
    return kept


def _gap(before: Glyph, after: Glyph, spaces: list[float]) -> str:
    """Return the white space between two characters of a row; ``spaces`` is where the file has some."""
    room = after.left - before.right
    gap = room / min(before.size, after.size)
    if gap > _TAB:
        return "\t"
    is_wide = room > _WIDE_SPACE * max(before.size, after.size)
    if is_wide and _is_chinese(before.text) and _is_chinese(after.text):
        return "　"
    has_space = any(before.left < space < after.left for space in spaces)
    if has_space or (gap > _LATIN_SPACE and before.text.isascii() and after.text.isascii()):
        return " "
    return ""


def _is_chinese(character: str) -> bool:
    """Whether a character is as wide as it is high, or half of what UTF-16 makes of a rare one, which is."""
    return is_full(character) or "\ud800" <= character <= "\udfff"


def _closed(text: str) -> str:
    """Return the text of a row; one that is spread out character by character has spaces, not columns."""
    pieces = text.split("\t")
    if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
        return "　".join(pieces)
    return text


def _spelt(text: str) -> str:
    """Return ``text`` in whole characters: halves that UTF-16 makes of rare ones joined, look-alikes replaced."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unify(text)
