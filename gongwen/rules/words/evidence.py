"""How much speaks for a change: whether a place is a slip, or a name, or words that met by chance.

All is weighed on the scale of the odds (natural logarithms). The weights are those of a logistic regression that tells
slips put in by program from what is right in public documents that were not counted.
"""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.rules.words.alike import alike, official_words, stands_alone
from gongwen.rules.words.changes import Change, mixed_up
from gongwen.rules.words.named import is_name
from gongwen.zh.collocations import EDGE, count
from gongwen.zh.segments import words_of

_ENOUGH = 26.9
"""From which a change is told."""
_LETTER, _TURNED, _WORD, _DOUBLE, _MIXED = 5.4, 5.9, 2.0, 2.6, 14.0
"""For a character that sounds or looks alike, two the other way round, a word that sounds so, one too many, words that are often mixed up."""
_LESS = 3.9
"""For each word that the text has less once it is changed: what was in pieces is whole."""
_WHOLE = (2, 4)
"""Characters of most words."""
_PAIR, _OFFICIAL = 8.5, 2.5
"""For a word that a change makes, and for one of official language."""
_TWO_WORDS = 10.0
"""Against a double with which one word ends and the next begins: 域名名称."""
_IS_WORD, _ALONE = 2.7, 2.8
"""Against what is a word as it stands, and what is often a word of one character."""
_OPENS = 4.0
"""Against such a word with which a clause begins."""
_ELSEWHERE = 4.8
"""For what the document says elsewhere as it would be here."""
_AGAIN = 2
"""Times from which the document says on purpose what it says."""
_RARE = 8
"""Times up to which official prose hardly has a word."""
_AROUND = 6
"""Characters on each side of a place in which its words are counted."""


def weigh(text: str, change: Change, whole: str) -> float:
    """Return how much speaks for ``change`` in the shown ``text``, a line of the document ``whole``."""
    start, end, meant, gain = change
    fixed, stop = text[:start] + meant + text[end:], start + len(meant)
    at, right = _word_at(fixed, start)
    less = max(_words(text, start, end) - _words(fixed, start, stop), -1)
    weight = gain + _sort(text, change) + _LESS * less
    if end - start > len(meant) and less <= 0:
        weight -= _TWO_WORDS
    if len(right) in _WHOLE:
        said = text[at : at + len(right) + end - stop]
        weight += _PAIR + _OFFICIAL * (right in official_words())
        weight -= _IS_WORD * (count(said) > _RARE and words_of(said) == (said,))
    if text[start:end] in stands_alone():
        weight -= _ALONE + _OPENS * (text[start - 1] == EDGE)
    return weight + _ELSEWHERE * (_said(fixed, start, stop, whole) > 0)


def _sort(text: str, change: Change) -> float:
    """Return how much the sort of slip speaks for it."""
    start, end, meant, _ = change
    if end - start > len(meant):
        return _DOUBLE
    if end - start > 1:
        return _TURNED if meant == text[start:end][::-1] else _WORD
    is_mixed = meant in mixed_up(text, start)
    return _LETTER * (meant in alike(text[start])) + _MIXED * is_mixed


def weigh_all(text: str, doubtful: Iterable[Change], whole: str) -> list[Change]:
    """Return those of ``doubtful`` for which enough speaks, what most speaks for first (see :func:`weigh`)."""
    weighed = [
        (weigh(text, change, whole), change)
        for change in doubtful
        if not is_name(text, change.start, change.end)
        and _said(text, change.start, change.end, whole) < _AGAIN
    ]
    return [change for weight, change in sorted(weighed, reverse=True) if weight > _ENOUGH]


def _words_around(text: str, start: int, end: int) -> tuple[str, ...]:
    return words_of(text[max(start - _AROUND, 0) : end + _AROUND].replace(EDGE, "，"))


def _word_at(text: str, index: int) -> tuple[int, str]:
    """Return where the word of ``text`` begins of which the character at ``index`` is a part, and the word."""
    start = max(index - _AROUND, 0)
    for word in _words_around(text, index, index + 1):
        if start + len(word) > index:
            return start, word
        start += len(word)
    return index, ""


def _words(text: str, start: int, end: int) -> int:
    """Return of how many words the text around a place is; those that official prose hardly has are in pieces."""
    words = _words_around(text, start, end)
    return sum(2 if len(word) == 2 and count(word) <= _RARE else 1 for word in words)


def _said(text: str, start: int, end: int, whole: str) -> int:
    """Return how often ``whole`` says what stands at a place with a character before or behind it."""
    runs = (text[start - 1 : end], text[start : end + 1])
    return max((whole.count(run) for run in runs if EDGE not in run), default=0)
