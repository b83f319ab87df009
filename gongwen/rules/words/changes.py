"""What a place of a text may be meant for: another character or word, one character less, two the other way round.

A place is looked at only where three characters stand side by side that official prose does not have, and others
beside them (:mod:`gongwen.zh.odds`). Texts are shown ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import add
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.rules.words.alike import real_words, same_sound, similar
from gongwen.zh.collocations import ALL, EDGE, count
from gongwen.zh.odds import NEAR, odds, rare_runs

_NUMERALS = frozenset("一二三四五六七八九十零壹贰叁肆伍陆柒捌玖拾佰仟两")
_PARTICLES = frozenset("的地得")
_PLACES = frozenset("省市县区州旗乡镇村")
"""With which names of places end: one is not written for another."""
_OURS = frozenset("我全各本该某两外")
"""Before such an ending, which is a word then: 我县."""
_ENDS = frozenset("省市县区州旗盟镇乡村街路局厅部委办院校厂场站所处科室组队会社店级户日月年个天")
"""With which the name of a place or an office ends and the next word may begin: 某镇镇长."""
_TWICE = _NUMERALS | _ENDS | {EDGE}
"""What may stand twice."""
_DOUBLE = pattern(r"(.)(?=\1)")
_SELDOM = 3
"""Times up to which two characters were hardly ever seen together."""
_UNLIKELY = -10.0
"""Odds of a place up to which it is looked at."""
_OFTEN, _KNOWN = 100, 5
"""Times from which two and three characters are known to stand together."""
_RATHER = 16
"""The same of two, where official prose hardly has what stands there beside either neighbour."""
_BOUND, _CHANCE = 600, 4
"""Times from which they do not stand together by mistake, and how many times as often as chance has it."""
_BETTER = 5.0
"""By how much (natural logarithm of the odds) a change must fit better to be worth a look."""


_Fit = tuple[str, float]
"""What a place may be meant for, and by how much that fits better."""


class Change(NamedTuple):
    """What stands from ``start`` to ``end`` of a text would be ``meant``, which fits better by ``gain``."""

    start: int
    end: int
    meant: str
    gain: float


def changes(text: str) -> Iterator[Change]:
    """Yield what fits much better in ``text``: for each place and each sort of slip the likeliest."""
    for index in _odd_places(text):
        for end, find in ((index + 1, _letter), (index + 2, _word)):
            if fit := find(text[index - NEAR : end + NEAR]):
                yield Change(index, end, *fit)
    for match in _DOUBLE.finditer(text):
        start, end = match.start(), match.start() + 2
        if (
            match[0] not in _TWICE
            and count(match[0]) >= _BOUND
            and (fit := _best(text[start - NEAR : end + NEAR], match[0]))
        ):
            yield Change(start, end, *fit)
    real = real_words()
    for start in [index for index, pair in enumerate(map(add, text, text[1:])) if pair in real]:
        for index in (start, start + 1):
            if fit := _best(text[index - NEAR : index + 1 + NEAR], mixed_up(text, index)):
                yield Change(index, index + 1, *fit)


def _odd_places(text: str) -> Iterator[int]:
    """Yield where a character stands between two with which official prose hardly has it, nor one of these with its own."""
    odd = rare_runs(text)
    for index in odd:
        is_beside = index - 1 in odd or index + 1 in odd or EDGE in (text[index - 1], text[index + 1])
        if is_beside and text[index] != EDGE:
            yield index


@lru_cache(maxsize=1 << 13)
def _letter(around: str) -> _Fit | None:
    """Return the likeliest character that the middle one of five may be written for and that fits in between the others."""
    letter = around[NEAR]
    return _best(around, _PARTICLES - {letter} if letter in _PARTICLES else _fitting(around))


@lru_cache(maxsize=1 << 13)
def _word(around: str) -> _Fit | None:
    """Return the likeliest word for the two in the middle of six characters: one that sounds like them, or they the other way round."""
    return _best(around, _pairs(around[NEAR : NEAR + 2]))


def _fitting(around: str) -> frozenset[str]:
    """Return the characters that may stand in the middle of five, and that stand beside the others elsewhere."""
    left, letter, right = tuple(around[1:4])
    if letter in _NUMERALS or (letter in _PLACES and left in _OURS):
        return frozenset()
    if _is_bound(left, letter) or _is_bound(letter, right):
        return frozenset()
    if odds(around) > _UNLIKELY:
        return frozenset()
    others = similar(letter) - _NUMERALS - (_PLACES if letter in _PLACES else frozenset())
    times = {other: max(count(left + other), count(other + right)) for other in others}
    is_seen = any(EDGE not in pair and count(pair) > _SELDOM for pair in (left + letter, letter + right))
    for least in (_OFTEN,) if is_seen else (_OFTEN, _RATHER):
        fitting = (other for other in others if times[other] >= least)
        if known := frozenset(
            other for other in fitting if _is_known(around[:NEAR] + other + around[NEAR + 1 :])
        ):
            return known
    return frozenset()


def _is_known(around: str) -> bool:
    """Whether one of the runs of three in five characters was seen some times."""
    return any(around[index + 1] != EDGE and count(around[index : index + 3]) >= _KNOWN for index in range(3))


def mixed_up(text: str, index: int) -> set[str]:
    """Return the characters that make the word at ``index`` one with which it is often mixed up."""
    left, letter, right = tuple(text[index - 1 : index + 2])
    if letter in _PARTICLES:
        return {*_PARTICLES} - {letter}
    words = real_words()
    ends = {word[1] for word in words.get(left + letter, ()) if word[0] == left}
    return ends | {word[0] for word in words.get(letter + right, ()) if word[1] == right}


def _pairs(pair: str) -> Iterator[str]:
    """Yield the words that sound like ``pair``, and its two characters the other way round."""
    if EDGE not in pair:
        yield from same_sound(pair)
        if pair[0] != pair[1] and count(pair[::-1]) >= _OFTEN:
            yield pair[::-1]


def _is_bound(first: str, second: str) -> bool:
    """Whether two characters often stand together, and not by chance."""
    times = 0 if EDGE in (first, second) else count(first + second)
    return times > _BOUND and times * ALL > _CHANCE * count(first) * count(second)


def _best(around: str, others: Iterable[str]) -> _Fit | None:
    """Return the likeliest of ``others`` for what stands between the two characters at each end of ``around``, if it fits better."""
    before, behind = around[:NEAR], around[-NEAR:]
    fits = [(odds(before + other + behind), other) for other in others]
    if not fits:
        return None
    fit, meant = max(fits)
    gain = fit - odds(around)
    return (meant, gain) if gain > _BETTER else None
