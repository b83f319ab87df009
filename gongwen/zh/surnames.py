"""Surnames: where a name is divided, and how a surname is read."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gongwen.pattern import pattern

_TABLE = Path(__file__).resolve().with_name("surnames.txt")
_BETWEEN = pattern(r"[·•‧・∙⋅．.]")
_NOT_WRITTEN = pattern(r"[\s\u200b-\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")


_RARE = ("单于",)
"""Compound surnames that are told only by a given name of two characters: 单于明 is a 单 more likely."""


class Split(NamedTuple):
    """A name divided; the surname is "" where a name has none."""

    surname: str
    given: str


def characters(name: str) -> str:
    """Return what is compared of ``name``: its characters without padding (曹　谦) and without the dots between."""
    return _BETWEEN.sub("", _NOT_WRITTEN.sub("", unicodedata.normalize("NFC", name)))


def split_name(name: str) -> Split:
    """Return surname and given name of ``name``, both without padding: 欧阳修 → 欧阳, 修; 曹　谦 → 曹, 谦.

    A name with dots between its parts (阿依古丽·买买提) has no surname; all of it is the given name. A
    compound surname counts only where a given name follows it: 司马 alone is 司, 马.
    """
    text = characters(name)
    if _BETWEEN.search(name.strip()):
        return Split("", text)
    length = next((n for n in (4, 3, 2) if len(text) > n and text[:n] in _readings()), 1)
    if text[:length] in _RARE and len(text) == length + 1:
        length = 1
    return Split(text[:length], text[length:])


def surname_readings(surname: str) -> tuple[str, ...]:
    """Return how ``surname`` is read as a surname, the usual reading first: 单 → ("shan4",).

    Tones are digits, syllables of a compound surname stand apart (尉迟 → "yu4 chi2"). More than one where
    families differ (乐 → "yue4", "le4"); empty where the surname is read as the character usually is.
    """
    return _readings().get(surname, ())


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    readings: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        surname, _, sounds = line.partition(" ")
        readings[surname] = tuple(sounds.split()) if len(surname) == 1 else (sounds,)
    return readings
