"""How wide text stands in a Chinese type face."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FULL = frozenset("WFA")
_GAP = re.compile(r"(?<=[0-9A-Za-z])(?=[\u3007\u3400-\u9fff])|(?<=[\u3007\u3400-\u9fff])(?=[0-9A-Za-z])")
_MAYBE_HALF = re.compile(r"[^\u00b7\u2014-\u2026\u2e80-\u9fff\uff01-\uff60]")


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
    return [place for match in _MAYBE_HALF.finditer(text) if not is_full(text[place := match.start()])]


def latin_gaps(text: str) -> list[int]:
    """Return the indexes before which Chinese and Latin meet, where word processors leave some room."""
    return [match.start() for match in _GAP.finditer(text)]


def width(text: str) -> float:
    """Return the width of ``text`` in 字 (the width of one Chinese character, 3.1), gaps left out."""
    if is_all_full(text):
        return float(len(text))
    return len(text) - len(half_places(text)) / 2
