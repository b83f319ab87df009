"""How likely a text is to be written, by what stands together in official prose.

The chance of a character depends on the two before it (:mod:`gongwen.zh.collocations`), with that of shorter runs
where longer ones were seldom seen. Odds are natural logarithms and compare two wordings of one place; alone they
mean nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import log
from operator import add

from gongwen.pattern import pattern
from gongwen.zh.collocations import ALL, EDGE, count

NEAR = 2
"""Characters on each side on which the odds of a place depend."""
_OFTEN, _POWER = 2.0, 0.7
"""How much what is known of a shorter run weighs beside what follows one that was seen so often: twice its 0.7th power."""
_RARE = 3
"""Times up to which a run of three was hardly ever seen."""
_SIGN = pattern("[^\u4e00-\u9fff]")


def shown(text: str) -> str:
    """Return ``text`` between two edges on each side, with an edge for each sign that is no Chinese character."""
    return EDGE * NEAR + _SIGN.sub(EDGE, text) + EDGE * NEAR


@lru_cache(maxsize=16)
def rare_runs(text: str) -> Mapping[int, str]:
    """Return the runs of three in ``text`` that were hardly ever seen, by the places of their middles, in order."""
    runs = [*map(add, map(add, text, text[1:]), text[2:])]
    return {place: runs[place - 1] for place, times in enumerate(map(count, runs), start=1) if times <= _RARE}


@lru_cache(maxsize=1 << 14)
def odds(run: str) -> float:
    """Return how likely the characters of a place in a shown text are.

    ``run`` has :data:`NEAR` characters before the place and as many behind it, which depend on it.
    """
    return sum(_odds_of(run[index - NEAR : index + 1]) for index in range(NEAR, len(run)))


@lru_cache(maxsize=1 << 15)
def _odds_of(run: str) -> float:
    """Return the logarithm of the chance of the last of three characters behind the others; of more edges none."""
    first, second, third = tuple(run)
    if second == third == EDGE:
        return 0.0
    alone = (count(third) + 0.5) / ALL
    paired = _chance(count(second + third), count(second), alone)
    return log(paired if second == EDGE else _chance(count(run), count(first + second), paired))


def _chance(times: int, all_times: int, of_shorter: float) -> float:
    """Return the chance of what stood ``times`` behind a run that was seen ``all_times``."""
    weight: float = _OFTEN * (all_times + 1) ** _POWER
    return (times + weight * of_shorter) / (all_times + weight)
