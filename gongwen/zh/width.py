"""How wide text stands in a Chinese type face."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from gongwen.pattern import pattern

_FULL = frozenset("WFA")
_MAYBE_HALF = pattern(r"[^\u00b7\u2014-\u2026\u2e80-\u9fff\uff01-\uff60]")


@lru_cache(maxsize=8192)
def is_full(character: str) -> bool:
    """Whether ``character`` takes a whole 字; letters, digits and ASCII marks take half.

    What Unicode calls ambiguous (“ ” — … ·) is full: a Chinese face draws it so.
    """
    return unicodedata.east_asian_width(character) in _FULL


def is_all_full(text: str) -> bool:
    """Whether every character of ``text`` is certainly full; a quick look, not the last word."""
    return _MAYBE_HALF.search(text) is None


def half_places(text: str) -> list[int]:
    """Return the indexes of the half-width characters of ``text``."""
    return [index for match in _MAYBE_HALF.finditer(text) if not is_full(text[index := match.start()])]


def latin_gaps(text: str, halves: Sequence[int] | None = None) -> list[int]:
    """Return the indexes before which Chinese and Latin meet, where word processors leave some room.

    ``halves`` are the half-width characters of ``text`` where they are known already.
    """
    gaps = []
    for index in half_places(text) if halves is None else halves:
        if text[index].isalnum():
            if index and _is_chinese(text[index - 1]):
                gaps.append(index)
            if _is_chinese(text[index + 1 : index + 2]):
                gaps.append(index + 1)
    return gaps


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character == "〇"


@lru_cache(maxsize=512)
def width(text: str) -> float:
    """Return the width of ``text`` in 字 (the width of one Chinese character, 3.1), gaps left out."""
    if is_all_full(text):
        return float(len(text))
    return len(text) - len(half_places(text)) / 2
