"""The document as it takes shape: values by their keys, where they came from, and what went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from gongwen.address import Address, Place, Stretch
from gongwen.recognise.passages import Passage
from gongwen.recognise.reading import Repair, Sureness, Trace

BodyLine = tuple[str, Passage | None]
"""A line of a body, and the passage that it was found in; None for one that the input format wants."""
CARRIED = "印发件"
"""The key of what a notice carries."""
LINKED = "附件"
"""The key of a hint that tells the name of an attachment whose file can be fetched."""


Hint = tuple[str, str, Place]
"""A key of the document, what a head table or the line of a title says of it, and where."""


@dataclass(slots=True)
class Draft:
    """What has been recognised so far, as the tree that makes a Document."""

    values: dict[str, Any] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    covered: list[tuple[Address, Place]] = field(default_factory=list)
    stretches: dict[Address, tuple[Stretch, ...]] = field(default_factory=dict)
    has_file_word: bool = False
    """Whether 文件 stands beside the agencies of a joint mark."""
    hints: list[Hint] = field(default_factory=list)
    """What is said elsewhere than in its place; it counts where nothing else is found."""
    doubts: list[tuple[Place, str]] = field(default_factory=list)
    """What the reading of an element left in doubt, by its place."""

    def put(self, way: Address, value: Any, at: Place, sureness: Sureness = "确定") -> None:
        """Set the value at the end of ``way``, which was found ``at``."""
        target: Any = self.values
        for key, following in pairwise(way):
            target = _step(target, key, [] if isinstance(following, int) else {})
        if len(way) == 1:
            self._keep(target, way[-1], value, at)
        target[way[-1]] = value
        self.traces.append(Trace(way, at, sureness))

    def carried(self) -> tuple[Address, ...]:
        """Return the addresses of the documents that this one carries; () when it carries none."""
        found = self.get(CARRIED)
        if isinstance(found, list):
            return tuple(Address(CARRIED, index) for index in range(len(found)))
        return (Address(CARRIED),) if found else ()

    def next_carried(self) -> Address:
        """Return the address of one more carried document; with a second one they become a list."""
        ways = self.carried()
        if not ways:
            return Address(CARRIED)
        if ways == (Address(CARRIED),):
            self.values[CARRIED] = [self.values[CARRIED]]
            self.traces = [replace(each, element=_first_of_list(each.element)) for each in self.traces]
            self.covered = [(_first_of_list(way), index) for way, index in self.covered]
            self.stretches = {_first_of_list(way): found for way, found in self.stretches.items()}
        return Address(CARRIED, len(ways))

    def cover(self, way: Address, passages: Iterable[Passage]) -> None:
        """Remember that the element at the end of ``way`` stands in all of ``passages``."""
        found = list(passages)
        self.covered += [(way, passage.at) for passage in found]
        self.locate(way, *found)

    def locate(self, way: Address, *passages: Passage) -> None:
        """Remember that the element at the end of ``way`` stands in ``passages``, and nowhere else."""
        self.stretches[way] = tuple(each for passage in passages for each in passage.stretches)

    def locate_part(self, way: Address, passage: Passage, start: int, stop: int) -> None:
        """Remember that the element at the end of ``way`` is the characters ``start``:``stop`` of ``passage``."""
        self.stretches[way] = passage.stretches_of(start, stop)

    def locate_more(self, way: Address, passage: Passage) -> None:
        """Remember that the element at the end of ``way`` goes on in ``passage``."""
        self.stretches[way] = (*self.stretches.get(way, ()), *passage.stretches)

    def locate_lines(self, way: Address, lines: Iterable[BodyLine], first: int = 0) -> None:
        """Remember where the lines of the body at the end of ``way`` stand, the first of them its ``first``."""
        found = [passage for text, passage in lines for line in text.splitlines() if line.strip()]
        for index, passage in enumerate(found, first):
            if passage is not None:
                self.locate(way.to(index), passage)

    def settle_hints(self) -> None:
        """Put what only hints say."""
        for key, value, at in self.hints:
            if key != LINKED and not self.get(key):
                names = [name for own, name, place in self.hints if (own, place) == ("署名", at)]
                self.put(Address(key), names if key == "署名" else value, at, "较有把握")

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


def _first_of_list(way: Address) -> Address:
    """Return ``way`` into the only carried document as that into the first of several."""
    return Address(CARRIED, 0, *way[1:]) if way[:1] == (CARRIED,) else way


def _step(target: Any, key: str | int, empty: Any) -> Any:
    if isinstance(target, list) and isinstance(key, int):
        while len(target) <= key:
            target.append({})
        return target[key]
    return target.setdefault(key, empty)


def joined(passages: Sequence[Passage]) -> str:
    """Return the text of ``passages`` as one line."""
    return "".join(passage.tight for passage in passages)
