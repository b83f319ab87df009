"""Reading the register from its database, and adding to it; nothing is ever changed or taken out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, func, insert, or_, select, update

from gongwen.roster.ledger.folding import fold
from gongwen.roster.ledger.history import History, Register
from gongwen.roster.ledger.records import (
    KINDS,
    NOWHERE,
    Batch,
    Event,
    Group,
    Origin,
    Person,
    Post,
    Seat,
    Unit,
)
from gongwen.roster.store.damage import read_rows, require_known, require_words
from gongwen.roster.store.tables import BATCH, EVENT, GROUP, LOCK, NUMBER, PERSON, POST, SEAT, UNIT
from gongwen.terms.number import DocNumber, write
from gongwen.terms.people.list_order import ORDERS

Record = TypeVar("Record")


class Number(NamedTuple):
    """A 发文字号 that was taken."""

    code: str
    year: int
    serial: int
    title: str
    batch: int

    def __str__(self) -> str:
        return write(DocNumber(self.code, self.year, self.serial))


@dataclass(slots=True)
class Addition:
    """What one batch adds; ids go on from those of the register."""

    people: list[Person] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that is in force in a register."""

    register: Register
    events: tuple[Event, ...]
    batches: tuple[Batch, ...]
    """All of them, those taken back too."""
    undone: frozenset[int]
    numbers: tuple[Number, ...]

    def fold(self) -> History:
        """Return the history that the events tell."""
        return fold(self.register, self.events)


def undone_batches(batches: Iterable[Batch]) -> frozenset[int]:
    """Return the batches that do not count: those taken back by one that counts itself."""
    gone: set[int] = set()
    for batch in sorted(batches, key=lambda each: each.id, reverse=True):
        if batch.undoes is not None and batch.id not in gone:
            gone.add(batch.undoes)
    return frozenset(gone)


def load(connection: Connection, known: str = "") -> Holdings:
    """Return what is in force; with ``known`` (an ISO time) what was entered up to then alone counts.

    Raises Damaged when a value cannot be read, or names what is not there.
    """
    held = _load(connection, known)
    _require_whole(held.register, {event.id: event for event in held.events})
    return held


def _load(connection: Connection, known: str = "") -> Holdings:
    batches = all_batches(connection)
    if known:
        batches = [batch for batch in batches if batch.entered <= known]
    return load_counting(connection, batches, undone_batches(batches))


def all_batches(connection: Connection) -> list[Batch]:
    """Return every batch, those taken back too."""
    return [Batch(*row) for row in read_rows(connection, BATCH, select(BATCH).order_by(BATCH.c.id))]


def load_counting(connection: Connection, batches: Sequence[Batch], undone: frozenset[int]) -> Holdings:
    """Return what ``batches`` hold without those ``undone``, be it sound or not."""
    reading = _Reading(connection, frozenset(batch.id for batch in batches) - undone)
    register = Register(
        reading.records(PERSON, _person),
        reading.records(UNIT, _unit),
        reading.records(POST, _post),
        reading.records(GROUP, _group),
        reading.records(SEAT, _seat),
    )
    events = tuple(reading.records(EVENT, _event).values())
    numbers = tuple(reading.records(NUMBER, _number).values())
    return Holdings(register, events, tuple(batches), undone, numbers)


def _require_whole(register: Register, events: Mapping[int, Event], *, is_part: bool = False) -> None:
    """Raise Damaged when anything names what is not there; of a part of a register, other groups may be away."""
    people, units, posts, groups = register.people, register.units, register.posts, register.groups
    require_known(POST, posts, {"unit": units})
    require_known(GROUP, groups, {"lead_unit": units})
    require_known(SEAT, register.seats, {"group": groups, "person": people, "post": posts, "unit": units})
    own: dict[str, Collection[int]] = {"person": people, "successor": people, "unit": units}
    own |= {"post": posts, "old_post": posts}
    require_known(
        EVENT, events, own if is_part else own | {"group": groups, "into": groups, "seat": register.seats}
    )
    require_words(EVENT, events, "kind", KINDS)
    require_words(GROUP, register.groups, "order", ("", *ORDERS))


def load_group(connection: Connection, name: str) -> History | None:
    """Return the history of the groups that were entered under ``name``, or given it later; None when there is none.

    It holds those groups with everybody who was ever in them and nothing else, so that it is quick however
    large the register is.
    """
    query = select(BATCH).where(BATCH.c.undoes.is_not(None))
    undoing = [Batch(*row) for row in read_rows(connection, BATCH, query)]
    reading = _Reading(connection, None, undone_batches(undoing))
    renamed = select(EVENT.c.team).where(EVENT.c.text == name, EVENT.c.kind == "组更名")
    groups = reading.records(GROUP, _group, or_(GROUP.c.name == name, GROUP.c.id.in_(renamed)))
    if not groups:
        return None
    seats = reading.records(SEAT, _seat, SEAT.c.team.in_(groups))
    events = reading.records(EVENT, _event, EVENT.c.team.in_(groups))
    bound = {seat.post for seat in seats.values()} - {None}
    if bound:
        events |= reading.records(EVENT, _event, or_(EVENT.c.post.in_(bound), EVENT.c.old_post.in_(bound)))
    people = {seat.person for seat in seats.values()}
    people |= {each for event in events.values() for each in (event.person, event.successor)}
    personal = (EVENT.c.person.in_(people - {None}), EVENT.c.team.is_(None))
    events |= reading.records(EVENT, _event, *personal)
    held = bound | {each for event in events.values() for each in (event.post, event.old_post)}
    posts = reading.records(POST, _post, POST.c.id.in_(held - {None}))
    events |= reading.records(EVENT, _event, EVENT.c.kind == "职务更名", EVENT.c.post.in_(posts))
    units = {post.unit for post in posts.values()} | {seat.unit for seat in seats.values()}
    units |= {group.lead_unit for group in groups.values()} | {event.unit for event in events.values()}
    events |= reading.records(EVENT, _event, EVENT.c.unit.in_(units - {None}))
    people |= {event.person for event in events.values()}
    register = Register(
        reading.records(PERSON, _person, PERSON.c.id.in_(people - {None})),
        reading.records(UNIT, _unit, UNIT.c.id.in_(units - {None})),
        posts,
        groups,
        seats,
    )
    _require_whole(register, events, is_part=True)
    return fold(register, events.values())


class _Reading:
    """Reads the records of the batches that count: of ``counted``, or where that is None of all but ``undone``."""

    def __init__(
        self, connection: Connection, counted: frozenset[int] | None, undone: frozenset[int] = frozenset()
    ) -> None:
        self.connection, self.counted, self.undone = connection, counted, undone

    def records(self, table: Table, make: Callable[[Any], Record], *where: Any) -> dict[int, Record]:
        """Return the records of ``table`` for which ``where`` holds, by id."""
        found = read_rows(self.connection, table, select(table).where(*where))
        rows = sorted(
            found, key=itemgetter(0)
        )  # not by the query: SQLite would read in that order, past an index
        if self.counted is None:
            return {row.id: make(row) for row in rows if row.batch not in self.undone}
        return {row.id: make(row) for row in rows if row.batch in self.counted}


def _number(row: Any) -> Number:
    return Number(row.code, row.year, row.serial, row.title, row.batch)


def _person(row: Any) -> Person:
    return Person(*row[:-1])


def _unit(row: Any) -> Unit:
    return Unit(*row[:-1])


def _post(row: Any) -> Post:
    return Post(*row[:-1])


def _group(row: Any) -> Group:
    key, name, founded, title, number, term, lead, office, clause, place, order, _ = row
    return Group(key, name, founded, Origin(title, number), term, lead, office, clause, place, order)


def _seat(row: Any) -> Seat:
    return Seat(*row[:-1])


def _event(row: Any) -> Event:
    key, batch, kind, day, title, number, person, post, old, unit, team, into, seat, successor, text = row
    origin = Origin(title, number) if title or number else NOWHERE
    return Event(key, batch, kind, day, origin, person, post, old, unit, team, into, seat, successor, text)


def open_for_writing(connection: Connection) -> None:
    """Take the turn: whoever else writes waits until this transaction ends."""
    connection.execute(update(LOCK).values(turn=LOCK.c.turn + 1))


def next_id(connection: Connection, table: Table) -> int:
    """Return the first free id of ``table``, counting what was taken back too."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1


class Ids:
    """Hands out ids; within one transaction nobody else does."""

    def __init__(self, connection: Connection) -> None:
        self._next = {table.name: next_id(connection, table) for table in METADATA_TABLES}

    def take(self, table: Table) -> int:
        """Return the next id of ``table``."""
        self._next[table.name] += 1
        return self._next[table.name] - 1


METADATA_TABLES = (BATCH, PERSON, UNIT, POST, GROUP, SEAT, EVENT, NUMBER)


def add(connection: Connection, batch: Batch, addition: Addition) -> None:
    """Write ``addition`` as ``batch``."""
    connection.execute(insert(BATCH), [_values(batch)])
    for table, records in (
        (UNIT, addition.units), (PERSON, addition.people), (POST, addition.posts),
    ):  # fmt: skip
        _write(connection, table, [{**_values(each), "batch": batch.id} for each in records])
    _write(connection, GROUP, [_group_values(each, batch.id) for each in addition.groups])
    _write(connection, SEAT, [_seat_values(each, batch.id) for each in addition.seats])
    _write(connection, EVENT, [_event_values(each) for each in addition.events])
    start = next_id(connection, NUMBER)
    numbers = [each._replace(batch=batch.id)._asdict() for each in addition.numbers]
    _write(connection, NUMBER, [{**each, "id": start + index} for index, each in enumerate(numbers)])


def _write(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _values(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _group_values(group: Group, batch: int) -> dict[str, Any]:
    values = _values(group)
    basis = values.pop("basis")
    return {**values, "basis_title": basis.title, "basis_number": basis.number, "batch": batch}


def _seat_values(seat: Seat, batch: int) -> dict[str, Any]:
    values = _values(seat)
    return {**values, "team": values.pop("group"), "batch": batch}


def _event_values(event: Event) -> dict[str, Any]:
    values = _values(event)
    origin = values.pop("origin")
    return {
        **values, "team": values.pop("group"), "origin_title": origin.title, "origin_number": origin.number,
    }  # fmt: skip


def now() -> str:
    """Return the present moment as batches tell it."""
    return datetime.now().isoformat(timespec="seconds")
