"""How many planted faults were found, how many were missed, and what was found that is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongwen.finding import Finding

BINDING = ("应当", "一般")
"""The forces of what counts as a false alarm."""


@dataclass
class Tally:
    """How many faults were found in one way, and which were not."""

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    alarms: list[tuple[str, str]] = field(default_factory=list)
    weak: Counter[str] = field(default_factory=Counter)
    """Codes of what was found beside the fault and binds nobody."""

    def count(self, name: str, is_found: bool, others: Sequence[Finding]) -> None:
        """Count one fault; ``others``, what was found beside it, are false alarms where they bind."""
        (self.found if is_found else self.missed).append(name)
        for each in others:
            if each.force in BINDING:
                self.alarms.append((name, f"{each.code} {each}"))
            else:
                self.weak[each.code] += 1

    @property
    def documents(self) -> int:
        return len(self.found) + len(self.missed)

    @property
    def share(self) -> float:
        return len(self.found) / max(self.documents, 1)

    @property
    def false_share(self) -> float:
        """Documents with a false alarm, of all."""
        return len({name for name, _ in self.alarms}) / max(self.documents, 1)
