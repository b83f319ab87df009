"""Characters that sound or look alike, and words that are taken for one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path

from gongwen.zh.collocations import count

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("l", "r"), ("f", "h"))
"""Beginnings of a syllable that many do not tell apart."""
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("ie", "ve"))
_USED = 500
"""Times from which official prose has a character."""


def read_lines(name: str) -> list[str]:
    """Return the lines of the file ``name`` of this folder that are no remarks."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def alike(letter: str) -> frozenset[str]:
    """Return the characters in common use that ``letter`` may be written for, itself not among them."""
    return frozenset().union(*_groups().get(letter, ())) - {letter}


@cache
def similar(letter: str) -> frozenset[str]:
    """Return all in use that ``letter`` may be written for: those alike, and those that sound nearly so or share a part."""
    every = alike(letter).union(*_near_groups().get(letter, ())) - {letter}
    return frozenset(other for other in every if count(other) >= _USED)


def is_confusable(one: str, other: str) -> bool:
    """Whether two characters sound or look alike."""
    return other in alike(one) or one in alike(other)


def _sounds() -> Iterator[tuple[str, str, str]]:
    """Yield each syllable without its tone, the common characters that are read so, and all."""
    for line in read_lines("homophones.txt"):
        sound, common, *rare = line.split()
        yield sound, common, common + "".join(rare)


@cache
def _groups() -> Mapping[str, list[str]]:
    """Return, for each character, the groups of those that it may be written for."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for _, _, letters in _sounds():
        for letter in letters:
            groups[letter].append(letters)
    for line in read_lines("lookalikes.txt"):
        for letter in line:
            groups[letter].append(line)
    for line in read_lines("strokes.txt"):
        groups[line[0]].append(line)
        for letter in line[1:]:
            groups[letter].append(line[0])
    return groups


@cache
def _near_groups() -> Mapping[str, list[str]]:
    """Return, for each character, the common ones of each sound near its own, and of each group that shares a part."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    commons = {sound: common for sound, common, _ in _sounds()}
    for sound, _, letters in _sounds():
        near = "".join(commons.get(other, "") for other in _near_sounds(sound))
        for letter in letters:
            groups[letter].append(near)
    for line in read_lines("parts.txt"):
        common, _, rare = line.partition(" ")
        for letter in common + rare:
            groups[letter].append(common)
    return groups


def _near_sounds(sound: str) -> set[str]:
    """Return the syllables that are taken for ``sound``."""
    initial = next((each for each in _swaps(_INITIALS) if sound.startswith(each)), "")
    final = next((each for each in _swaps(_FINALS) if sound.endswith(each)), "")
    middle = sound[len(initial) : len(sound) - len(final)]
    initials, finals = {initial, *_swaps(_INITIALS)[initial]}, {final, *_swaps(_FINALS)[final]}
    return {"".join(parts) for parts in product(initials, [middle], finals)} - {sound}


@cache
def _swaps(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Return, for each side of ``pairs``, the other ones; the longest first."""
    swaps: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        swaps[one].append(other)
        swaps[other].append(one)
    return defaultdict(list, sorted(swaps.items(), key=lambda item: -len(item[0])))


@cache
def stands_alone() -> frozenset[str]:
    """Return the characters that are often words by themselves."""
    return frozenset("".join(read_lines("alone.txt")))


@cache
def official_words() -> frozenset[str]:
    """Return the words of official language of two characters."""
    lines = read_lines("official.txt")
    return frozenset(word for line in lines[1 : lines.index("[语]")] for word in line.split())


@cache
def right_words() -> frozenset[str]:
    """Return what no dictionary has and is right all the same."""
    lines = read_lines("official.txt")
    return frozenset(word for line in lines[lines.index("[对]") + 1 :] for word in line.split())


@cache
def real_words() -> Mapping[str, tuple[str, ...]]:
    """Return, for each word that is often taken for another, those others."""
    rows = [line.split() for line in read_lines("confused.txt")]
    return {word: tuple(other for other in row if other != word) for row in rows for word in row}


def same_sound(word: str) -> Iterator[str]:
    """Yield the words that sound as ``word``, of two characters, does and have neither of these in its place."""
    for other in _same_sound().get(word, ()):
        if word[0] != other[0] and word[1] != other[1]:
            yield other


@cache
def _same_sound() -> Mapping[str, Sequence[str]]:
    """Return the row of same_sound.txt in which each word stands."""
    return {word: row for row in map(str.split, read_lines("same_sound.txt")) for word in row}
