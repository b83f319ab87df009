"""What a rule is: a small function that finds the faults of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.finding import Force


class Fault(NamedTuple):
    """One departure from a rule."""

    message: str
    """What was found and what is wanted, in Chinese."""
    paths: tuple[Address, ...]
    """The ways to what is at fault (公文 terms and indexes); the first that was written counts.

    For something that is missing they lead to what it belongs to.
    """


Find = Callable[[Document], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the standard; the docstring of ``find`` tells it with a wrong and a right example."""

    code: str
    clause: str
    """Of GB/T 9704 when it is a bare number; "" when no clause says it."""
    force: Force
    find: Find
    since: str = ""
    """The first 成文日期 to which it applies, YYYY-MM-DD; "" when it has no beginning."""
    until: str = ""
    """The last one; "" for a rule in force."""

    def applies(self, day: str) -> bool:
        """Whether it was in force on ``day``, YYYY-MM-DD; "" is today."""
        return (not day or self.since <= day) and (not self.until or "" < day <= self.until)


def day_of(document: Document) -> str:
    """Return the 成文日期 as YYYY-MM-DD; "" for a document without one."""
    return document.date.isoformat() if document.date else ""


IN_FORCE = "2012-07-01"
"""From when on the standard of 2012 applies."""
BEFORE = "2012-06-30"
"""Up to when its predecessors did."""


def rule(code: str, clause: str, force: Force, *, since: str = "", until: str = "") -> Callable[[Find], Rule]:
    """Return what makes a function a rule of this code, clause and force, in force between two days."""

    def make(find: Find) -> Rule:
        return Rule(code, clause, force, find, since, until)

    return make


def fault(message: str, *ways: str | Sequence[str | int]) -> Fault:
    """Return the fault with ``message``; a way of one step may be given as its term alone."""
    return Fault(message, tuple(Address(way) if isinstance(way, str) else Address(*way) for way in ways))
