"""One batch in the making: names become ids, what is not there yet is added, every event knows where it was written."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from gongwen.roster.ledger.folding import fold
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.records import Batch, Event, Group, Person, Post, Seat, Unit
from gongwen.roster.store import store
from gongwen.roster.store.store import Addition, Holdings, Ids
from gongwen.roster.store.tables import BATCH, EVENT, GROUP, PERSON, POST, SEAT, UNIT
from gongwen.terms.people.post_parts import PostText, split_posts

STEP = 1024
"""Between the places of two seats, so that others fit in."""


class Entry:
    """What is in force and what is being added to it."""

    def __init__(self, connection: Connection, held: Holdings) -> None:
        self.held = held
        self.addition = Addition()
        self.newcomers: dict[tuple[str, str], int] = {}
        """Who was added by name and mark (新, 新2), so that the next row means the same person."""
        self.places: dict[int, str] = {}
        """Where each event was written, by its id."""
        self._ids = Ids(connection)
        self.batch = self._ids.take(BATCH)
        self.register = held.register.copy()
        self._units: dict[str, int] = {}
        self._folded = 0
        self.before = self.history = self._fold()
        """What was in force before."""
        self._posts: dict[tuple[int | None, str], int] = {}
        self._know_posts()

    def refresh(self) -> History:
        """Take what was added so far into the history, its faults too, and return it."""
        if self._folded != len(self.addition.events):
            self._folded = len(self.addition.events)
            self.history = self._fold()
            self._know_posts()
        return self.history

    def _know_posts(self) -> None:
        """Note the posts by unit and title, those with a new title by both."""
        self._posts |= {(each.unit, each.title): each.id for each in self.register.posts.values()}
        for post, naming in self.history.post_titles.items():
            self._posts[self.register.posts[post].unit, naming.last] = post

    def _fold(self) -> History:
        history = fold(self.register, (*self.held.events, *self.addition.events))
        self._units |= {history.unit_names[key].last: key for key in self.register.units}
        return history

    def write(self, connection: Connection, note: str) -> Batch:
        """Write everything as one batch."""
        batch = Batch(self.batch, store.now(), note)
        store.add(connection, batch, self.addition)
        return batch

    def unit(self, name: str, index: int = 0) -> int:
        """Return the unit that is called ``name`` last, adding it when there is none."""
        if name not in self._units:
            unit = Unit(self._ids.take(UNIT), name, index)
            self.addition.units.append(unit)
            self.register.units[unit.id] = unit
            self._units[name] = unit.id
        return self._units[name]

    def posts(self, text: str) -> list[int]:
        """Return the posts that ``text`` names, adding those that there are not."""
        return [self.post(each) for each in split_posts(text, self._units)]

    def post(self, words: PostText) -> int:
        """Return a post, adding it when there is none."""
        key = (self.unit(words.unit) if words.unit else None, words.title)
        if key not in self._posts:
            post = Post(self._ids.take(POST), *key)
            self.addition.posts.append(post)
            self.register.posts[post.id] = post
            self._posts[key] = post.id
        return self._posts[key]

    def person(self, person: Person) -> int:
        """Add a person and return the id given; there may be others of the name."""
        added = replace(person, id=self._ids.take(PERSON))
        self.addition.people.append(added)
        self.register.people[added.id] = added
        return added.id

    def group(self, group: Group) -> int:
        """Add a group and return the id given."""
        added = replace(group, id=self._ids.take(GROUP))
        self.addition.groups.append(added)
        self.register.groups[added.id] = added
        return added.id

    def seat(self, seat: Seat) -> int:
        """Add a seat and return the id given."""
        added = replace(seat, id=self._ids.take(SEAT))
        self.addition.seats.append(added)
        self.register.seats[added.id] = added
        return added.id

    def event(self, event: Event, at: str) -> Event:
        """Add an event that was written at ``at``; return it with its id."""
        added = replace(event, id=self._ids.take(EVENT), batch=self.batch)
        self.addition.events.append(added)
        self.places[added.id] = at
        return added

    def place_for(self, group: int, role: str, ordinal: int, *, without: int = 0) -> int:
        """Return the place of a seat that becomes the ``ordinal``-th of its role, from 1; 0 is behind all others.

        ``without`` is the seat itself where it is there already; 0 for a new one.
        """
        gone = {event.seat for event in self.addition.events if event.kind == "退出"} | {without}
        seats = [
            sitting.place
            for sitting in self.history.sittings.get(group, ())
            if sitting.end is None and sitting.role == role and sitting.seat.id not in gone
        ]
        seats += [each.place for each in self.addition.seats if each.group == group and each.role == role]
        places = sorted(seats)
        if not 0 < ordinal <= len(places):
            return (places[-1] if places else 0) + STEP
        before = places[ordinal - 2] if ordinal > 1 else places[0] - 2 * STEP
        return (before + places[ordinal - 1]) // 2


def problems_of(entry: Entry) -> list[tuple[int, str]]:
    """Return what is wrong with the events added, as (id, message with its place); [] when nothing is."""
    return [
        (problem.event.id, f"{entry.places[problem.event.id]}：{problem.message}")
        if problem.event.id in entry.places
        else (
            problem.event.id,
            f"与第{problem.event.batch}批已登记的变动矛盾：{problem.message}",
        )
        for problem in entry.refresh().problems
    ]
