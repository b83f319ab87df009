"""What a rule is: a small function that finds the faults of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from gongwen.document import Document
from gongwen.finding import Force
from gongwen.make.setting import Path


class Fault(NamedTuple):
    """One departure from a rule."""

    message: str
    """What was found and what is wanted, in Chinese."""
    paths: tuple[Path, ...]
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


def rule(code: str, clause: str, force: Force) -> Callable[[Find], Rule]:
    """Return what makes a function a rule of this code, clause and force."""

    def make(find: Find) -> Rule:
        return Rule(code, clause, force, find)

    return make


def fault(message: str, *ways: str | Path) -> Fault:
    """Return the fault with ``message``; a way of one step may be given as its term alone."""
    return Fault(message, tuple((way,) if isinstance(way, str) else way for way in ways))
