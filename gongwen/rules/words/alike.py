"""Characters that sound or look alike, and words that are taken for one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def read_lines(name: str) -> list[str]:
    """Return the lines of the file ``name`` of this folder that are no remarks."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def alike(letter: str) -> frozenset[str]:
    """Return the characters in common use that ``letter`` may be written for, itself not among them."""
    return frozenset().union(*_groups().get(letter, ())) - {letter}


def is_confusable(one: str, other: str) -> bool:
    """Whether two characters sound or look alike."""
    return other in alike(one) or one in alike(other)


@cache
def _groups() -> Mapping[str, list[str]]:
    """Return, for each character, the groups of those that it may be written for."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for line in read_lines("homophones.txt"):
        common, _, rare = line.partition(" ")
        for letter in common + rare:
            groups[letter].append(common)
    for line in read_lines("lookalikes.txt"):
        for letter in line:
            groups[letter].append(line)
    for line in read_lines("strokes.txt"):
        groups[line[0]].append(line)
        for letter in line[1:]:
            groups[letter].append(line[0])
    return groups


@cache
def real_words() -> Mapping[str, tuple[str, ...]]:
    """Return, for each word that is often taken for another, those others."""
    rows = [line.split() for line in read_lines("confused.txt")]
    return {word: tuple(other for other in row if other != word) for row in rows for word in row}
