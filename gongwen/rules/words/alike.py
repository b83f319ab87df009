"""Characters that sound or look alike, and words that are taken for one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_NONE: frozenset[str] = frozenset()


def read_lines(name: str) -> list[str]:
    """Return the lines of the file ``name`` of this folder that are no remarks."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def alike(letter: str) -> frozenset[str]:
    """Return the characters in common use that ``letter`` may be written for, itself not among them."""
    return _characters().get(letter, _NONE)


def is_confusable(one: str, other: str) -> bool:
    """Whether two characters sound or look alike."""
    return other in alike(one) or one in alike(other)


@cache
def _characters() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for meant, said in _groups():
        for letter in said:
            found[letter].update(meant)
    return {letter: frozenset(others - {letter}) for letter, others in found.items()}


def _groups() -> Iterator[tuple[str, str]]:
    """Yield characters that may be meant, with all that may be written for each of them."""
    for line in read_lines("homophones.txt"):
        common, _, rare = line.partition(" ")
        yield common, common + rare
    for line in read_lines("lookalikes.txt"):
        yield line, line
    for line in read_lines("strokes.txt"):
        yield from ((line[0] + other, line[0] + other) for other in line[1:])


@cache
def real_words() -> Mapping[str, tuple[str, ...]]:
    """Return, for each word that is often taken for another, those others."""
    rows = [line.split() for line in read_lines("confused.txt")]
    return {word: tuple(other for other in row if other != word) for row in rows for word in row}
