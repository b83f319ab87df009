"""Phrases of four characters of which one is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import PROSE, Part, Slip, rule
from gongwen.rules.words.alike import read_lines
from gongwen.rules.words.quoted import hide_quoted
from gongwen.zh.collocations import count
from gongwen.zh.odds import rare_runs, shown
from gongwen.zh.segments import words_of

_SENTENCES: frozenset[Part] = PROSE | {"标题"}
_PHRASES, _RIGHT = "[语]", "[对]"
_LONG = 3
"""Characters that are left of a phrase."""
_HAN = pattern(HANZI)
_BOUND = 600
"""Times from which the first of them belongs to what stands before."""
_AROUND = 8
"""Characters on each side of a place in which its words are cut."""


@rule("typos.lacking", "", "推荐", "提示", _SENTENCES)
def lacking(text: str) -> Iterator[Slip]:
    """公文里常用的四个字的说法，不漏字。

    Wrong: 要高度视这项工作。 Right: 要高度重视这项工作。
    """
    said = hide_quoted(text)
    for rest in dict.fromkeys(rare_runs(shown(said)).values()):
        if rest in _lacking() and not count(rest) and _stands_alone(said, start := said.index(rest)):
            yield Slip(start, start + _LONG, f"“{rest}”像是“{_lacking()[rest]}”漏了一个字，请核对")


@cache
def _lacking() -> Mapping[str, str]:
    """Return, for what is left of a phrase without one of its characters, the only phrase of which it is."""
    lines = read_lines("phrases.txt")
    end = lines.index(_RIGHT)
    official = read_lines("official.txt")
    said = official[official.index(_PHRASES) + 1 : official.index(_RIGHT)]
    said += [*lines[lines.index(_PHRASES) + 1 : end], *read_lines("idioms.txt")]
    phrases = [phrase for line in said for phrase in line.split() if len(phrase) == _LONG + 1]
    right = {rest for line in lines[end + 1 :] for rest in line.split()}
    found: dict[str, str] = {}
    for phrase in phrases:
        for at in range(len(phrase)):
            rest = phrase[:at] + phrase[at + 1 :]
            found[rest] = phrase if found.get(rest, phrase) == phrase and rest not in right else ""
    return {rest: phrase for rest, phrase in found.items() if phrase}


def _stands_alone(text: str, start: int) -> bool:
    """Whether the characters from ``start`` are words of their own, none of them a part of a longer one, and no item of a list."""
    around = text[start - 1 : start] + text[start + _LONG : start + _LONG + 1]
    if not _HAN.search(around) or count(text[max(start - 1, 0) : start + 1]) > _BOUND:
        return False
    first = max(start - _AROUND, 0)
    words = words_of(text[first : start + _LONG + _AROUND])
    return {start, start + _LONG} <= {*accumulate(map(len, words), initial=first)}
