"""The document as it takes shape: values by their keys, where they came from, and what went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from gongwen.flow import Place
from gongwen.recognise.passages import Passage
from gongwen.recognise.reading import Repair, Sureness, Trace

Way = tuple[str | int, ...]
CARRIED = "印发件"
"""The key of what a notice carries."""


@dataclass(slots=True)
class Draft:
    """What has been recognised so far, as the tree that makes a Document."""

    values: dict[str, Any] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    covered: list[tuple[str, Place]] = field(default_factory=list)

    def put(self, way: Way, value: Any, at: Place, sureness: Sureness = "确定") -> None:
        """Set the value at the end of ``way``, which was found ``at``."""
        target: Any = self.values
        for key, following in pairwise(way):
            target = _step(target, key, [] if isinstance(following, int) else {})
        if len(way) == 1:
            self._keep(target, way[-1], value, at)
        _place(target, way[-1], value)
        self.traces.append(Trace(dotted(way), at, sureness))

    def carried(self) -> tuple[Way, ...]:
        """Return the ways to the documents that this one carries; () when it carries none."""
        found = self.get(CARRIED)
        if isinstance(found, list):
            return tuple((CARRIED, index) for index in range(len(found)))
        return ((CARRIED,),) if found else ()

    def next_carried(self) -> Way:
        """Return the way to one more carried document; with a second one they become a list."""
        ways = self.carried()
        if not ways:
            return (CARRIED,)
        if ways == ((CARRIED,),):
            self.values[CARRIED] = [self.values[CARRIED]]
            self.traces = [replace(each, element=_first_of_list(each.element)) for each in self.traces]
            self.covered = [(_first_of_list(element), place) for element, place in self.covered]
        return (CARRIED, len(ways))

    def cover(self, way: Way, passages: Iterable[Passage]) -> None:
        """Remember that the element at the end of ``way`` stands in all of ``passages``."""
        self.covered += [(dotted(way), passage.at) for passage in passages]

    def _keep(self, target: Any, key: str | int, value: Any, at: Place) -> None:
        """Note a text that another takes the place of."""
        old = target.get(key) if isinstance(target, dict) else None
        if isinstance(old, str) and old == value:
            self.note(at, old, "", f"“{key}”出现了两次，留一个")
        elif isinstance(old, str) and isinstance(value, str) and old not in value:
            self.note(at, old, value, f"“{key}”出现了两次，以后一个为准")

    def get(self, *way: str | int) -> Any:
        """Return the value at the end of ``way``; None when there is none."""
        target: Any = self.values
        for key in way:
            try:
                target = target[key]
            except (KeyError, IndexError):
                return None
        return target

    def note(self, at: Place, before: str, after: str, reason: str) -> None:
        """Remember that ``before`` became ``after``."""
        if before != after:
            self.repairs.append(Repair(at, before, after, reason))


def _first_of_list(element: str) -> str:
    """Return ``element`` of the only carried document as that of the first of several."""
    head, _, rest = element.partition(".")
    return f"{head}.1.{rest}" if head == CARRIED and rest else element


def dotted(way: Way) -> str:
    """Return ``way`` as traces have it, indices counted from 1: 印发件.附件.1.标题."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in way)


def _step(target: Any, key: str | int, empty: Any) -> Any:
    if isinstance(target, list) and isinstance(key, int):
        while len(target) <= key:
            target.append({})
        return target[key]
    return target.setdefault(key, empty)


def _place(target: Any, key: str | int, value: Any) -> None:
    if isinstance(target, list) and isinstance(key, int) and key == len(target):
        target.append(value)
    else:
        target[key] = value


def joined(passages: Sequence[Passage]) -> str:
    """Return the text of ``passages`` as one line."""
    return "".join(passage.tight for passage in passages)
