"""The strokes of Chinese characters: how many, in which order, and what sorts before what.

The order is that of GF 3003-1999 《GB13000.1字符集汉字字序（笔画序）规范》: the number of strokes; then stroke by
stroke 横1 竖2 撇3 点4 折5; then the finer rules for characters that are written with the same strokes. The
table knows all 8,105 characters of 《通用规范汉字表》 and 20,531 of the 20,902 of GB 13000.1; of the others it
knows how many strokes they have. ``strokes.md`` says where the data comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

StrokeKey: TypeAlias = tuple[int, str, int]
"""Number of strokes, their order in digits, place among the characters with the same strokes."""

NO_STROKES: Mapping[str, str] = MappingProxyType({})
_FOLDER = Path(__file__).resolve().parent
_AFTER_PEERS = "6"
_UNCOUNTED = 999
_LAST_PLACE = 0x110000


def stroke_key(character: str, own: Mapping[str, str] = NO_STROKES) -> StrokeKey:
    """Return what to sort ``character`` by (GF 3003-1999).

    ``own`` holds strokes that somebody looked up, as digits (``{"㼆": "43112…"}``); they win over the table.
    A character of which only the number is known sorts after all others of that number, one of which
    nothing is known after everything else: ask :func:`is_known`, and tell the user.
    """
    if digits := own.get(character):
        return len(digits), digits, _LAST_PLACE
    if key := _table().get(character):
        return key
    return stroke_count(character) or _UNCOUNTED, _AFTER_PEERS, ord(character)


def shape_key(character: str, own: Mapping[str, str] = NO_STROKES) -> StrokeKey:
    """Return what to sort ``character`` by as lists of delegates do: of those with the same strokes, the ones with parts
    side by side are first, then those with parts one above the other, then the others (孔 before 巴, 次 before 衣)."""
    count, digits, place = stroke_key(character, own)
    return count, digits, _shapes().get(character, len(_shapes())) * (_LAST_PLACE + 1) + place


def is_known(character: str, own: Mapping[str, str] = NO_STROKES) -> bool:
    """Tell whether the order of the strokes of ``character`` is known, from the table or from ``own``."""
    return character in own or character in _table()


def stroke_count(character: str) -> int | None:
    """Return how many strokes ``character`` has, None when that is not known.

    Where the order of the strokes is not known, the number is the Unicode database's (kTotalStrokes),
    which may differ from the mainland's by one or two.
    """
    if key := _table().get(character):
        return key[0]
    code = ord(character)
    for first, counts in _counts():
        if first <= code < first + len(counts):
            return ord(counts[code - first]) - ord("!")
    return None


@cache
def _table() -> dict[str, StrokeKey]:
    text = (_FOLDER / "strokes.txt").read_text(encoding="utf-8")
    table: dict[str, StrokeKey] = {}
    for line in text.splitlines():
        digits, _, characters = line.partition(" ")
        for index, character in enumerate(characters):
            table[character] = (len(digits), digits, index)
    return table


@cache
def _shapes() -> dict[str, int]:
    """Return 0 for each character with parts side by side, 1 for parts one above the other."""
    text = (_FOLDER / "strokes_shapes.txt").read_text(encoding="utf-8")
    return {sign: rank for rank, line in enumerate(text.splitlines()) for sign in line.partition(" ")[2]}


@cache
def _counts() -> list[tuple[int, str]]:
    text = (_FOLDER / "strokes_counts.txt").read_text(encoding="ascii")
    blocks = (line.partition(" ") for line in text.splitlines())
    return [(int(first, 16), counts) for first, _, counts in blocks]
