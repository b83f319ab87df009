"""A task that a document hands out, and who is responsible for it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from gongwen.address import Address


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is responsible, as the words for it say; () and "" for what they leave open."""

    lead: tuple[str, ...] = ()
    """牵头 or 主办."""
    units: tuple[str, ...] = ()
    """责任: named without a word that they lead or support."""
    supporting: tuple[str, ...] = ()
    """配合 or 协办."""
    leader: str = ""
    """责任人, 牵头领导, as found."""
    deadline: str = ""
    """完成时限, as found."""

    @property
    def named(self) -> tuple[str, ...]:
        """Whoever is responsible in any way."""
        return (*self.lead, *self.units, *self.supporting)

    @property
    def names_units(self) -> bool:
        """Whether anybody is responsible."""
        return bool(self.named)

    def conflicts(self, other: Duty) -> bool:
        """Whether both say the same thing, each in its own way."""
        return any(getattr(self, each.name) and getattr(other, each.name) for each in fields(self))

    def joined(self, other: Duty) -> Duty:
        """Return what both say together."""
        return Duty(
            self.lead + other.lead,
            self.units + other.units,
            self.supporting + other.supporting,
            "；".join(filter(None, (self.leader, other.leader))),
            "；".join(filter(None, (self.deadline, other.deadline))),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, and by whom."""

    path: tuple[str, ...]
    """The headings above it, labels included, the outermost first."""
    label: str
    """一、 or （一）; "" when it has none."""
    title: str
    """The heading, or the first sentence; "" for a paragraph without a heading."""
    content: str
    """What is to be done, without title and without the words on who does it. Equals the title when that says it all."""
    duty: Duty
    source: str
    """The words on who does it, as found."""
    at: Address
    """The paragraph in which those words stand."""
