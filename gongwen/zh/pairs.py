"""Characters that stand side by side: by them it is known at once which of many things a text cannot have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from operator import add
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


@lru_cache(maxsize=16)
def pairs_of(text: str) -> frozenset[str]:
    """Return every two characters that stand side by side in ``text``."""
    return frozenset(map(add, text, text[1:]))


class ByPair(Generic[Thing]):
    """Things of which a text has none unless it has one of the pairs of that thing."""

    def __init__(self, things: Iterable[tuple[Thing, Iterable[str]]]) -> None:
        self._things: list[Thing] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for index, (thing, pairs) in enumerate(things):
            self._things.append(thing)
            for pair in pairs:
                self._places[pair].append(index)
        self._pairs = frozenset(self._places)

    def near(self, text: str) -> list[Thing]:
        """Return those that ``text`` may have, in the order in which they were given."""
        found = {index for pair in self._pairs & pairs_of(text) for index in self._places[pair]}
        return [self._things[index] for index in sorted(found)]
