"""How wide a character stands in a Chinese type face."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FULL = frozenset("WFA")


@lru_cache(maxsize=8192)
def is_full(character: str) -> bool:
    """Whether ``character`` takes a whole 字; letters, digits and ASCII marks take half.

    What Unicode calls ambiguous (“ ” — … ·) is full: a Chinese face draws it so.
    """
    return unicodedata.east_asian_width(character) in _FULL


def width(text: str) -> float:
    """Return the width of ``text`` in 字 (the width of one Chinese character, 3.1)."""
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if is_full(character) else 0.5 for character in text)
