"""What was read of a file: the document, where each element came from, and what is doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gongwen.address import Address, Place, Stretches
from gongwen.document import Document
from gongwen.finding import Finding
from gongwen.recognise.passages import Passage
from gongwen.transcript import Transcript

Sureness = Literal["确定", "较有把握", "推测"]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where an element came from, and how sure it is."""

    element: Address
    at: Place
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of words on reading, made or proposed: what lies between the text as found and the document."""

    at: Place
    before: str
    after: str
    """ "" when the text goes."""
    reason: str
    is_applied: bool = True
    """Whether it was made; else it is proposed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read from a file."""

    document: Document
    transcript: Transcript
    traces: tuple[Trace, ...]
    repairs: tuple[Repair, ...]
    """In the order of the text. Line breaks and spaces are not listed one by one."""
    doubts: tuple[Finding, ...]
    """What a person should look at."""
    covered: tuple[tuple[Address, Place], ...] = ()
    """An element with each paragraph that it was found in, where that is known."""
    passages: tuple[Passage, ...] = ()
    """The paragraphs, their lines joined."""
    stretches: Stretches = field(default_factory=dict)
    """Where elements stand: the lines of each body, the people of each roster (and the 姓名 and 职务 of each), titles …"""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures and carried parts by their paths: those that the document names, and those of headers and footers,
    which it does not."""
