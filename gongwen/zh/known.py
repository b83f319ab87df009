"""What was found of strings that are asked for again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Known(dict[str, Found], Generic[Found]):
    """What a function returns for the strings that were asked for, all forgotten when they are too many.

    The order of use that ``lru_cache`` keeps would cost as much again as the look-up.
    """

    def __init__(self, find: Callable[[str], Found], most: int) -> None:
        self._find, self._most = find, most

    def __missing__(self, text: str) -> Found:
        if len(self) >= self._most:
            self.clear()
        found = self[text] = self._find(text)
        return found
