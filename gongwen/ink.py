"""What is seen on printed pages: rows of text and rules, in millimetres from the top left of the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Letter(NamedTuple):
    """A character of a row."""

    text: str
    left: float
    """Where its cell begins."""
    size: float
    """Points."""
    font: str
    """The name of its font, without the mark of a subset; "" when the file has none."""
    colour: str
    """RRGGBB."""


@dataclass(frozen=True, slots=True)
class InkRow:
    """A row of text; ``start`` and ``end`` are those of its cells, ``top`` and ``bottom`` those of its ink."""

    text: str
    start: float
    end: float
    top: float
    bottom: float
    base: float
    """The baseline."""
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class InkRule:
    """A horizontal line."""

    left: float
    right: float
    top: float
    bottom: float
    colour: str
    """RRGGBB."""


@dataclass(frozen=True, slots=True)
class InkPage:
    """A page; one that is read from the side has no rows and no rules here."""

    number: int
    """From 1."""
    width: float
    height: float
    is_turned: bool
    rows: tuple[InkRow, ...]
    """From the top, in the number of the lines of ``read_pdf``."""
    rules: tuple[InkRule, ...]
