"""How much speaks for a change: whether a place is a slip, or a name, or words that met by chance.

All is weighed on the scale of the odds (natural logarithms). The weights are those that best told slips from what is
right in public documents that were not counted, with slips put in by program.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log

from gongwen.rules.words.alike import stands_alone
from gongwen.rules.words.changes import Change, mixed_up
from gongwen.rules.words.named import is_name
from gongwen.zh.collocations import EDGE, count
from gongwen.zh.segments import words_of

_ENOUGH = 20.0
"""From which a change is told."""
_KNOWN = 0.4
"""For what the text would say, by how often that was seen."""
_LESS = 6.0
"""For each word that the text has less once it is changed: what was in pieces is whole."""
_LONE = 2.5
"""For a character in a piece of its own that hardly ever is a word by itself."""
_OPENS = 4.0
"""Against a word of one character that a clause begins with."""
_TWO_WORDS = 10.0
"""Against a double with which one word ends and the next begins: 域名名称."""
_WHOLE = 1.5
"""For a character that makes a usual word of the dictionary with its neighbour."""
_USUAL, _BROKEN, _MORE = 200, 23, 8
"""Times that such a word was seen, up to which what stands there was, and by how much more often the word was."""
_ELSEWHERE = 5.5
"""For what the document says elsewhere as it would be here."""
_MIXED = 9.5
"""For words that are often mixed up."""
_ON_PURPOSE, _AGAIN = 11.0, 2
"""Against what the document says as often as that."""
_ITEM, _SHORT = 2.0, 3
"""Against what stands in so few characters between two signs, which may be a name in a list."""
_RARE = 8
"""Times up to which official prose hardly has a word."""
_AROUND = 6
"""Characters on each side of a place in which its words are counted."""


def weigh(text: str, change: Change, whole: str) -> float:
    """Return how much speaks for ``change`` in the shown ``text``, a line of the document ``whole``."""
    start, end, meant, gain = change
    fixed, stop = text[:start] + meant + text[end:], start + len(meant)
    weight = gain + _KNOWN * log(1 + _seen(fixed, start, stop))
    less = _words(text, start, end) - _words(fixed, start, stop)
    weight += _LESS * less if less > 0 or len(meant) == end - start else -_TWO_WORDS
    weight += _LONE * (less > 0 and end - start == 1 and text[start] not in stands_alone())
    if end - start == len(meant) == 1 and meant not in mixed_up(text, start):
        weight += _WHOLE * _makes_word(text, start, meant)
    weight += _ELSEWHERE * (_said(fixed, start, stop, whole) > 0)
    weight += _MIXED * (end - start == 1 and meant in mixed_up(text, start))
    weight -= _OPENS * (text[start - 1] == EDGE and text[start:end] in stands_alone())
    weight -= _ON_PURPOSE * (_said(text, start, end, whole) >= _AGAIN)
    weight -= _ITEM * (EDGE in text[start - _SHORT : start] and EDGE in text[end : end + _SHORT])
    return weight


def _makes_word(text: str, index: int, meant: str) -> bool:
    """Whether ``meant`` at ``index`` makes a usual word with a neighbour, where what stands there makes none."""
    before, said, behind = tuple(text[index - 1 : index + 2])
    right = max((count(pair) for pair in (before + meant, meant + behind) if _is_word(pair)), default=0)
    pairs = [pair for pair in (before + said, said + behind) if EDGE not in pair]
    wrong = max(map(count, pairs), default=0)
    is_broken = all(count(pair) <= _BROKEN or not _is_word(pair) for pair in pairs)
    return right >= _USUAL and is_broken and wrong * _MORE < right


@lru_cache(maxsize=1 << 12)
def _is_word(pair: str) -> bool:
    return EDGE not in pair and words_of(pair) == (pair,)


def weigh_all(text: str, doubtful: Iterable[Change], whole: str) -> list[Change]:
    """Return those of ``doubtful`` for which enough speaks, what most speaks for first (see :func:`weigh`)."""
    weighed = [
        (weigh(text, change, whole), change)
        for change in doubtful
        if not is_name(text, change.start, change.end)
    ]
    return [change for weight, change in sorted(weighed, reverse=True) if weight > _ENOUGH]


def _words(text: str, start: int, end: int) -> int:
    """Return of how many words the text around a place is; those that official prose hardly has are in pieces."""
    words = words_of(text[max(start - _AROUND, 0) : end + _AROUND].replace(EDGE, "，"))
    return sum(2 if len(word) == 2 and count(word) <= _RARE else 1 for word in words)


def _seen(text: str, start: int, end: int) -> int:
    """Return how often the most usual run of three over a place was seen."""
    runs = (text[index : index + 3] for index in range(start - 2, end))
    return max((count(run) for run in runs if run[1] != EDGE), default=0)


def _said(text: str, start: int, end: int, whole: str) -> int:
    """Return how often ``whole`` says what stands at a place with a character before or behind it."""
    runs = (text[start - 1 : end], text[start : end + 1])
    return max((whole.count(run) for run in runs if EDGE not in run), default=0)
