"""Who was what from when to when."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gongwen.roster.ledger.records import Event, Group, Kind, Person, Post, Seat, Status, Unit
from gongwen.terms.people.post import ends_as_post, ends_as_unit

_SHARED_MARKS = ("副", "成员", "干部", "员", "顾问", "助理", "常委", "负责")
"""What a title has that several people may bear at once."""


@dataclass(frozen=True, slots=True)
class Register:
    """The people and things that events speak of, by id."""

    people: dict[int, Person] = field(default_factory=dict)
    units: dict[int, Unit] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    seats: dict[int, Seat] = field(default_factory=dict)

    def copy(self) -> Register:
        """Return a register of the same records to which others can be added."""
        return Register(
            dict(self.people), dict(self.units), dict(self.posts), dict(self.groups), dict(self.seats)
        )


@dataclass(slots=True)
class Tenure:
    """A person in a post over the days [start, end); ``end`` None is still."""

    person: int
    post: int
    start: date
    began: Event
    end: date | None = None
    ended: Event | None = None


@dataclass(slots=True)
class Sitting:
    """Somebody in a seat over the days [start, end): a person, whoever holds a post, or a unit."""

    seat: Seat
    role: str
    person: int | None
    start: date
    began: Event
    end: date | None = None
    ended: Event | None = None
    place: int = 0
    """Order within the role."""


@dataclass(slots=True)
class Life:
    """How long a group is there, [start, end), and what became of it."""

    start: date
    began: Event
    end: date | None = None
    ended: Event | None = None
    status: Status = "在用"
    into: int | None = None


class Problem(NamedTuple):
    """An event that cannot have happened as it was entered."""

    event: Event
    message: str
    """In Chinese: what is wrong and what to do."""


class Standing(NamedTuple):
    """Somebody who leads a unit without being its head (主持工作)."""

    person: int
    start: date


class Departure(NamedTuple):
    """How somebody left all posts: 退休 or 去世."""

    kind: Kind
    day: date


def holds(span: Tenure | Sitting | Life, day: date) -> bool:
    """Whether ``span`` covers ``day``; its end does not belong to it."""
    return span.start <= day and (span.end is None or day < span.end)


@dataclass(slots=True)
class Naming:
    """The names of one thing in the order of their days."""

    days: list[date]
    names: list[str]

    def on(self, day: date) -> str:
        """Return the name on ``day``; before the first day the first name."""
        return self.names[max(0, bisect_right(self.days, day) - 1)]

    @property
    def last(self) -> str:
        """The latest name."""
        return self.names[-1]


@dataclass(slots=True)
class History:
    """Everything that the events say, and what is wrong with them."""

    register: Register
    events: tuple[Event, ...] = ()
    """In the order of their days."""
    tenures: dict[int, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    """By person."""
    incumbents: dict[int, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    """By post."""
    sittings: dict[int, list[Sitting]] = field(default_factory=lambda: defaultdict(list))
    """By group."""
    seated: dict[int, list[Sitting]] = field(default_factory=lambda: defaultdict(list))
    """By person, of seats held in person."""
    bound: dict[int, list[Sitting]] = field(default_factory=lambda: defaultdict(list))
    """By post, of seats that go with it."""
    lives: dict[int, Life] = field(default_factory=dict)
    """By group."""
    person_names: dict[int, Naming] = field(default_factory=dict)
    unit_names: dict[int, Naming] = field(default_factory=dict)
    group_names: dict[int, Naming] = field(default_factory=dict)
    post_titles: dict[int, Naming] = field(default_factory=dict)
    """By post; only of those whose title has changed."""
    standing: dict[int, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    """By unit, the earliest first."""
    departed: dict[int, Departure] = field(default_factory=dict)
    """By person."""
    heirs: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """By unit that was merged or split, the names of those that took over."""
    problems: list[Problem] = field(default_factory=list)

    def unit_name(self, unit: int, day: date) -> str:
        """Return the name of a unit on ``day``."""
        naming = self.unit_names.get(unit)
        return naming.on(day) if naming else self.register.units[unit].name

    def person_name(self, person: int, day: date) -> str:
        """Return the name of a person on ``day``."""
        naming = self.person_names.get(person)
        return naming.on(day) if naming else self.register.people[person].name

    def group_name(self, group: int, day: date) -> str:
        """Return the name of a group on ``day``."""
        naming = self.group_names.get(group)
        return naming.on(day) if naming else self.register.groups[group].name

    def post_name(self, post: int, day: date) -> str:
        """Return what a post is called on ``day``: the unit of that day and the title."""
        unit = self.register.posts[post].unit
        return (self.unit_name(unit, day) if unit else "") + self.post_title(post, day)

    def post_title(self, post: int, day: date) -> str:
        """Return the title of a post on ``day``, without its unit."""
        naming = self.post_titles.get(post)
        return naming.on(day) if naming else self.register.posts[post].title

    def posts_of(self, person: int, day: date) -> list[int]:
        """Return the posts that a person holds on ``day``, the oldest first."""
        return [each.post for each in self.tenures.get(person, ()) if holds(each, day)]

    def posts_text(self, person: int, day: date) -> str:
        """Return the posts of a person as a roster prints them: 县委常委、副县长; "" for none.

        Of posts in one unit that follow each other the first alone names it: 县教育局党组书记、局长.
        """
        texts: list[str] = []
        unit = None
        for post in map(self.register.posts.__getitem__, self.posts_of(person, day)):
            is_same = post.unit is not None and post.unit == unit
            texts.append(self.post_title(post.id, day) if is_same else self.post_name(post.id, day))
            unit = post.unit
        return "、".join(texts)

    def holders(self, post: int, day: date) -> list[int]:
        """Return who holds a post on ``day``."""
        return [each.person for each in self.incumbents.get(post, ()) if holds(each, day)]


@lru_cache(maxsize=4096)
def is_shared(title: str) -> bool:
    """Whether several people may hold a post of this title at once (副局长, 成员), as those do of whom the unit alone is told."""
    return any(mark in title for mark in _SHARED_MARKS) or (ends_as_unit(title) and not ends_as_post(title))


def stands_in(history: History, post: int, day: date) -> int | None:
    """Return who leads the unit of ``post`` on ``day`` while nobody is its head; None for nobody.

    That is the last who was told to, unless somebody has taken the post up since or they have left the unit.
    """
    unit = history.register.posts[post].unit
    told = [each for each in history.standing.get(unit or 0, ()) if each.start <= day]
    if not told or history.holders(post, day) or is_shared(history.post_title(post, day)):
        return None
    person = told[-1].person
    return None if person in history.departed else person
