"""The roster of a group on a day, and what a person or a unit has to do with on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongwen.pattern import pattern
from gongwen.roster.ledger.history import History, Sitting, holds
from gongwen.roster.ledger.records import Event, Post
from gongwen.terms.people.list_order import Order
from gongwen.terms.people.role import role_rank
from gongwen.zh.order import Named, Unknown, sort_names

_LAST = 1 << 30
OFFICE_HEAD = "办公室主任"
_HEAD_IN_WORDS = (
    pattern(r"(?<=主任由)(?<!副主任由)[^，。；、由]{2,20}?(?=(?:同志)?(?:兼任|担任|任))"),
    pattern(r"(?<=[，。；由])[^，。；、由]{2,20}?(?=(?:同志)?(?:兼任|担任|任)[^，。；、副]{0,8}?主任)"),
    pattern(r"(?<=主任[：:])(?<!副主任[：:])[^，。；、]{2,20}"),
)
"""Who heads the office, as the words on it say: 办公室主任由甲同志兼任, 甲同志兼任办公室主任, 办公室主任：甲."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a roster: one seat and who is in it."""

    role: str
    name: str
    """Of the person, or of the unit whose seat it is; "" for a post that nobody holds."""
    post: str
    """"" for a person without a post, and for a unit."""
    remark: str
    person: int | None
    sitting: Sitting

    @property
    def is_vacant(self) -> bool:
        """Whether nobody is in the seat."""
        return not self.name

    @property
    def since(self) -> Event:
        """The event that put them there."""
        return self.sitting.began


def roster_of(history: History, group: int, day: date) -> list[Line]:
    """Return the roster of ``group`` on ``day``, role by role, in the order of the seats; [] outside its life."""
    life = history.lives.get(group)
    if life is None or not holds(life, day):
        return []
    lines = [_line(history, each, day) for each in history.sittings.get(group, ()) if holds(each, day)]
    firsts: dict[str, int] = {}
    for line in sorted(lines, key=lambda each: each.sitting.seat.id):
        firsts.setdefault(line.role, len(firsts))
    return sorted(
        lines,
        key=lambda each: (
            role_rank(each.role),
            firsts[each.role],
            each.sitting.place,
            each.sitting.seat.id,
        ),
    )


def _line(history: History, sitting: Sitting, day: date) -> Line:
    seat = sitting.seat
    if seat.unit is not None:
        return Line(sitting.role, history.unit_name(seat.unit, day), "", seat.remark, None, sitting)
    if seat.post is not None:
        return _post_line(history, sitting, seat.post, day)
    assert sitting.person is not None
    name = history.person_name(sitting.person, day)
    post = history.posts_text(sitting.person, day)
    if seat.shown and sitting.person == seat.person and not _has_moved(history, sitting.person, seat.id, day):
        post = seat.shown
    remark = seat.remark if sitting.person == seat.person else ""
    return Line(sitting.role, name, post, remark, sitting.person, sitting)


def _post_line(history: History, sitting: Sitting, post: int, day: date) -> Line:
    holders = history.holders(post, day)
    name = history.person_name(holders[0], day) if len(holders) == 1 else ""
    person = holders[0] if len(holders) == 1 else None
    return Line(sitting.role, name, history.post_name(post, day), sitting.seat.remark, person, sitting)


def _has_moved(history: History, person: int, seat: int, day: date) -> bool:
    """Whether the posts of a person have changed after the seat's own text was entered, up to ``day``."""
    entered = next(each.began for each in history.seated[person] if each.seat.id == seat)
    after = (entered.day, entered.batch)
    return any(
        after < (event.day, event.batch) and event.day <= day
        for tenure in history.tenures.get(person, ())
        for event in (tenure.began, tenure.ended)
        if event is not None
    )


def groups_on(history: History, day: date) -> list[int]:
    """Return the groups that there are on ``day``, in their own order."""
    found = [key for key, life in history.lives.items() if holds(life, day)]
    return sorted(found, key=lambda key: (history.register.groups[key].place or _LAST, key))


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is in a group."""

    group: int
    line: Line


def groups_of_person(history: History, person: int, day: date) -> set[int]:
    """Return the groups in which a person has a seat on ``day``, in person or with a post."""
    own = {each.seat.group for each in history.seated.get(person, ()) if holds(each, day)}
    for post in history.posts_of(person, day):
        own |= {each.seat.group for each in history.bound.get(post, ()) if holds(each, day)}
    return own


def roles_of_person(history: History, person: int, day: date) -> list[Role]:
    """Return every seat of a person on ``day``: those held in person and those that go with a post."""
    return [
        Role(group, line)
        for group in sorted(groups_of_person(history, person, day))
        for line in roster_of(history, group, day)
        if line.person == person
    ]


def people_of_unit(history: History, unit: int, day: date) -> list[tuple[Post, int]]:
    """Return the posts in a unit that are held on ``day``, each with who holds it."""
    return [
        (post, person)
        for post in history.register.posts.values()
        if post.unit == unit
        for person in history.holders(post.id, day)
    ]


def office_words(history: History, group: int, day: date) -> str:
    """Return where the office of a group is and who heads it; whoever passed a seat on is told as the successor.

    Who has the seat of 办公室主任 is told as its head, whomever the words named.
    """
    words = history.register.groups[group].office.strip()
    for person, successor in _passed_on(history, group, day).items():
        for name in history.person_names[person].names:
            words = words.replace(name, history.person_name(successor, day))
    heads = [line.name for line in roster_of(history, group, day) if line.role == OFFICE_HEAD and line.name]
    if len(heads) != 1 or heads[0] in words:
        return words
    found = next(filter(None, (form.search(words) for form in _HEAD_IN_WORDS)), None)
    return words[: found.start()] + heads[0] + words[found.end() :] if found else words


def _passed_on(history: History, group: int, day: date) -> dict[int, int]:
    """Return who is on ``day`` in the seat of each person who was in the group and is no longer."""
    present = {each.seat.id: each.person for each in history.sittings.get(group, ()) if holds(each, day)}
    people = set(present.values())
    found = {}
    for sitting in history.sittings.get(group, ()):
        successor = present.get(sitting.seat.id)
        if sitting.person is not None and sitting.person not in people and successor is not None:
            found[sitting.person] = successor
    return found


def gone_from_office(history: History, group: int, day: date) -> list[str]:
    """Return the names in the words on the office of people who were in the group and have no successor there."""
    words = office_words(history, group, day)
    present = {line.name for line in roster_of(history, group, day)}
    names = {
        name
        for each in history.sittings.get(group, ())
        if each.person is not None
        for name in history.person_names[each.person].names
    }
    return sorted(name for name in names - present if name in words)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Lines put in an order, and the characters that could not be placed exactly."""

    lines: tuple[Line, ...]
    unknown: tuple[Unknown, ...] = ()


def in_order(history: History, lines: Sequence[Line], order: Order, day: date) -> Sorted:
    """Return ``lines`` with the people of each role in ``order``; the roles stay as they are.

    Vacant seats and those of units stand behind the people of their role.
    """
    parts = [_sorted_role(history, part, order, day) for part in _by_role(lines)]
    return Sorted(
        tuple(line for part in parts for line in part.lines),
        tuple(each for part in parts for each in part.unknown),
    )


def _by_role(lines: Iterable[Line]) -> Iterator[list[Line]]:
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(line.role, []).append(line)
    yield from parts.values()


def _sorted_role(history: History, lines: Sequence[Line], order: Order, day: date) -> Sorted:
    if order == "席次":
        return Sorted(tuple(lines))
    people = [line for line in lines if line.person is not None]
    others = [line for line in lines if line.person is None]
    if order == "位次":
        return Sorted((*sorted(people, key=lambda line: _rank(history, line)), *others))
    if order == "单位":
        return Sorted((*sorted(people, key=lambda line: _unit_rank(history, line, day)), *others))
    ordered = sort_names([named(history, line) for line in people], order)
    return Sorted((*(people[index] for index in ordered.order), *others), ordered.unknown)


def named(history: History, line: Line) -> Named:
    """Return the person of ``line`` as sorting sees one."""
    assert line.person is not None
    person = history.register.people[line.person]
    reading = person.reading if person.name == line.name else ""
    return Named(line.name, reading, stroke_notes(person.strokes))


def stroke_notes(text: str) -> dict[str, str]:
    """Return the strokes that ``text`` notes for characters: 㼆=43112 䶮=41431."""
    pairs = (part.partition("=") for part in text.replace("＝", "=").split())
    return {character: digits for character, _, digits in pairs}


def _rank(history: History, line: Line) -> tuple[int, int]:
    assert line.person is not None
    return history.register.people[line.person].place or _LAST, line.sitting.place


def _unit_rank(history: History, line: Line, day: date) -> tuple[int, int]:
    """Return the place of the unit of the first post held in one; those without a unit come first."""
    assert line.person is not None
    held = (history.register.posts[post].unit for post in history.posts_of(line.person, day))
    found = next((unit for unit in held if unit is not None), None)
    place = -1 if found is None else history.register.units[found].place or _LAST
    return place, line.sitting.place
