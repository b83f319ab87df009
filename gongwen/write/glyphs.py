"""Which characters a font really draws, and how wide they are, read where they lie in its own tables.

A character map alone is not to be trusted: some fonts map characters to glyphs without an outline.
"""

from __future__ import annotations

import mmap
import re
import struct
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from gongwen.pages import Pages
from gongwen.write.fonts import Font, FontChoice
from gongwen.zh.width import is_full

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_WITH_SELECTOR = re.compile(f".[{_SELECTORS}]*", re.DOTALL)
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NARROWED = 0.95
"""A full-width mark narrower than this, in em, is set into a cell of its own."""
_UNICODE_MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_CONTROL = ("Cc", "Cs")
_PRIVATE = "Co"
_SNIPPET = 12


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

    def __missing__(self, character: str) -> Cell:
        cell = self[character] = _cell(character, self.chain)
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


def undrawable(pages: Pages, choice: FontChoice) -> list[str]:
    """Return a sentence for every character of ``pages`` that no font of ``choice`` draws; [] for none.

    Each names the character, the place where it first stands and what can be done.
    """
    problems: dict[str, str] = {}
    for number, page in enumerate(pages.sheets, 1):
        for line in page.lines:
            for ink in line.inks:
                cells = cells_of(choice[ink.face].chain)
                for character in visible_characters(ink.text):
                    if not cells[character].is_drawn and character[0] not in problems:
                        where = "".join(ink.text for ink in line.inks)
                        problems[character[0]] = _problem(character[0], number, where)
    return list(problems.values())


def _problem(character: str, page: int, line: str) -> str:
    kind = unicodedata.category(character)
    shown = "" if kind in _CONTROL else f"“{character}”"
    snippet = "".join("□" if unicodedata.category(c) in _CONTROL else c for c in line[:_SNIPPET])
    more = "……" if len(line) > _SNIPPET else ""
    if kind in _CONTROL:
        reason = "不是可以印刷的字符，请删去或者重新输入"
    elif kind == _PRIVATE:
        reason = "是自造字（造字区的编码），各机的字形不同，请改用这个字在 Unicode 里的正式编码"
    else:
        reason = (
            "所有已安装的字体都画不出。请安装收字多的字体（Debian、Ubuntu、麒麟、统信：sudo apt install "
            "fonts-babelstone-han fonts-hanazono；Windows：宋体扩展 SimSun-ExtB、SimSun-ExtG），或者改用别的字"
        )
    return f"第{page}页“{snippet}{more}”一行：{shown}（U+{ord(character):04X}）{reason}"


def advance(font: Font, character: str) -> float | None:
    """Return how wide ``font`` draws ``character``, in em; None when it does not draw it."""
    return _open(font).advance(character)


def _cell(character: str, chain: tuple[Font, ...]) -> Cell:
    first = character[0]
    kind = unicodedata.category(first)
    fonts = () if kind in _CONTROL else chain[:1] if kind == _PRIVATE else chain
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
def _open(font: Font) -> _Glyphs:
    try:
        return _Glyphs(font)
    except (OSError, struct.error, KeyError, ValueError, IndexError):
        return _NoGlyphs()


class _Glyphs:
    """The glyphs of one font; the file stays mapped, and only what is asked for is read."""

    def __init__(self, font: Font) -> None:
        self.font = font
        with open(font.path, "rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        tables = _directory(self.data, font.index)
        self.units = self._short(tables["head"] + 18)
        self.measured = self._short(tables["hhea"] + 34)
        self.metrics = tables["hmtx"]
        self.glyph = _character_map(self.data, tables["cmap"])
        self.is_blank = _outlines(self.data, tables)

    def advance(self, character: str) -> float | None:
        """Return the advance of ``character`` in em; None when the font does not draw it."""
        glyph = self.glyph(ord(character))
        if glyph == 0 or (self.is_blank(glyph) and not character.isspace()):
            return None
        if self.font.is_variable:
            return _varied_advance(self.font, glyph) / self.units
        return self._short(self.metrics + 4 * min(glyph, self.measured - 1)) / self.units

    def _short(self, place: int) -> int:
        return _number(self.data, place, 2)


class _NoGlyphs(_Glyphs):
    """A font whose tables are broken: it draws nothing."""

    def __init__(self) -> None:
        pass

    def advance(self, character: str) -> float | None:
        return None


def _number(data: mmap.mmap, place: int, size: int) -> int:
    return int.from_bytes(data[place : place + size], "big")


def _directory(data: mmap.mmap, index: int) -> dict[str, int]:
    """Return where each table begins."""
    start = _number(data, 12 + 4 * index, 4) if data[:4] == b"ttcf" else 0
    records = (start + 12 + 16 * number for number in range(_number(data, start + 4, 2)))
    return {data[record : record + 4].decode("latin-1"): _number(data, record + 8, 4) for record in records}


def _character_map(data: mmap.mmap, table: int) -> Callable[[int], int]:
    """Return the function from a code point to the number of its glyph, 0 for none."""
    maps: dict[tuple[int, int], int] = {}
    for number in range(_number(data, table + 2, 2)):
        platform, encoding, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * number)
        maps[platform, encoding] = table + offset
    for kind in _UNICODE_MAPS:
        form = _number(data, maps[kind], 2) if kind in maps else 0
        if form == 12:
            return _grouped_map(data, maps[kind])
        if form == 4:
            return _segmented_map(data, maps[kind])
    raise ValueError("no Unicode character map")


def _grouped_map(data: mmap.mmap, start: int) -> Callable[[int], int]:
    count = _number(data, start + 12, 4)
    groups = struct.unpack_from(f">{3 * count}I", data, start + 16)
    firsts, lasts, glyphs = groups[0::3], groups[1::3], groups[2::3]

    def glyph(code: int) -> int:
        place = bisect_right(firsts, code) - 1
        return glyphs[place] + code - firsts[place] if place >= 0 and code <= lasts[place] else 0

    return glyph


def _segmented_map(data: mmap.mmap, start: int) -> Callable[[int], int]:
    size = _number(data, start + 6, 2)
    lasts, firsts, shifts, offsets = (
        struct.unpack_from(f">{size // 2}H", data, start + 14 + extra)
        for extra in (0, size + 2, 2 * size + 2, 3 * size + 2)
    )

    def glyph(code: int) -> int:
        place = bisect_left(lasts, code)
        if place == len(lasts) or code < firsts[place]:
            return 0
        if offsets[place] == 0:
            return int(code + shifts[place]) & 0xFFFF
        here = start + 16 + 3 * size + 2 * place
        found = _number(data, here + offsets[place] + 2 * (code - firsts[place]), 2)
        return (found + shifts[place]) & 0xFFFF if found else 0

    return glyph


def _outlines(data: mmap.mmap, tables: dict[str, int]) -> Callable[[int], bool]:
    """Return the function that tells whether a glyph is empty."""
    if "glyf" in tables:
        size = 4 if _number(data, tables["head"] + 50, 2) else 2
        places = tables["loca"]
        return lambda glyph: (
            _number(data, places + size * glyph, size) == _number(data, places + size * (glyph + 1), size)
        )
    charstrings = _charstrings(data, tables["CFF "] if "CFF " in tables else tables["CFF2"])
    return lambda glyph: _draws_nothing(charstrings.item(glyph))


def _draws_nothing(charstring: bytes) -> bool:
    """Whether ``charstring`` is at most a width followed by endchar."""
    if not charstring:
        return True
    width, end = charstring[:-1], charstring[-1]
    sizes = {28: 3, 255: 5}
    return end == 14 and (not width or len(width) == sizes.get(width[0], 2 if width[0] > 246 else 1))


@dataclass(frozen=True, slots=True)
class _Index:
    """An INDEX of a CFF table: numbered pieces of data."""

    data: mmap.mmap
    start: int
    count_size: int = 2

    @property
    def count(self) -> int:
        return _number(self.data, self.start, self.count_size)

    def item(self, number: int) -> bytes:
        begin, end = self._place(number), self._place(number + 1)
        return self.data[begin:end]

    @property
    def end(self) -> int:
        return self._place(self.count) if self.count else self.start + self.count_size

    def _place(self, number: int) -> int:
        """Return where piece ``number`` begins; offsets count from the byte before the first piece."""
        size = self.data[self.start + self.count_size]
        offsets = self.start + self.count_size + 1
        return offsets + size * (self.count + 1) - 1 + _number(self.data, offsets + size * number, size)


def _charstrings(data: mmap.mmap, table: int) -> _Index:
    header = table + data[table + 2]
    if data[table] == 2:
        top, count_size = data[header : header + _number(data, table + 3, 2)], 4
    else:
        top, count_size = _Index(data, _Index(data, header).end).item(0), 2
    return _Index(data, table + _charstrings_offset(top), count_size)


def _charstrings_offset(top: bytes) -> int:
    """Return the operand of the operator CharStrings (17) in a Top DICT."""
    place, number = 0, b""
    while place < len(top) and top[place] != 17:
        number = top[place : place + _token_size(top, place)]
        place += len(number)
    if place == len(top) or not number:
        raise ValueError("no charstrings")
    if number[0] in (28, 29):
        return int.from_bytes(number[1:], "big")
    return number[0] - 139 if len(number) == 1 else (number[0] - 247) * 256 + number[1] + 108


def _token_size(top: bytes, place: int) -> int:
    """Return how many bytes the operand or operator at ``place`` takes up."""
    byte = top[place]
    if byte == 30:
        return next(n for n in range(1, len(top)) if 0xF in (top[place + n] >> 4, top[place + n] & 0xF)) + 1
    return {28: 3, 29: 5, 12: 2}.get(byte, 2 if byte > 246 else 1)


@lru_cache(maxsize=8)
def _variable_face(path: str, index: int) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(Path(path).read_bytes()), fontNumber=index, lazy=True)


def _varied_advance(font: Font, glyph: int) -> float:
    """Return the advance of a glyph of a variable font at the font's weight, in its units."""
    face = _variable_face(font.path, font.index)
    glyphs = face.getGlyphSet(location={"wght": font.weight})
    return float(glyphs[face.getGlyphName(glyph)].width)
