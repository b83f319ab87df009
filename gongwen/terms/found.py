"""What a grammar gives back: a value, where it stands in the text, and what is odd about how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")
Oddity = TypeVar("Oddity", bound=str)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found(Generic[Value, Oddity]):
    """A value read from ``text[start:end]``."""

    value: Value
    start: int
    end: int
    parts: Mapping[str, Span] = field(default_factory=dict)
    """Where each part stands in the same text; a part that is not written is left out."""
    odd: frozenset[Oddity] = frozenset()
    """How the form departs from the canonical one; empty when it is written so."""

    def part(self, name: str, text: str) -> str:
        """Return the part ``name`` as ``text`` writes it; "" when it does not."""
        start, end = self.parts.get(name, (0, 0))
        return text[start:end]
