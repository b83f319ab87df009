"""An appointment that a sentence or a row of a paper tells, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.terms.people.appointed import Appointment


@dataclass(frozen=True, slots=True)
class SourcedAppointment:
    """What a sentence says of somebody, where, and of which group where it speaks of roles."""

    value: Appointment
    at: str
    words: str
    group: str = ""
    """The group that the text is about there; "" for none."""
    doubts: tuple[str, ...] = ()
    """Why it is not sure that the sentence was read rightly, in Chinese."""
    is_line: bool = False
    """Whether it is a line with a role and people alone, which a list has too."""
    number: str = ""
    """The 编号 that tells who it is; "" when the source gives none."""
    day: str = ""
    """From when it counts, where that is not the day of the source."""
