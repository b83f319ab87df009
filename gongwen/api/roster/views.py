"""What a register says of a day: groups, people, units, what happened, and what does not look right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen.finding import UsageError
from gongwen.roster.ledger.event_words import events_about, tell_event
from gongwen.roster.ledger.history import History, holds
from gongwen.roster.ledger.lookup import (
    LookupFailure,
    find_people,
    one_group,
    one_person,
    one_unit,
    person_label,
)
from gongwen.roster.ledger.records import Event
from gongwen.roster.ledger.state import (
    Line,
    groups_on,
    in_order,
    people_of_unit,
    roles_of_person,
    roster_of,
)
from gongwen.roster.register import opened, read_register
from gongwen.roster.review.audit import Doubt, audit
from gongwen.roster.review.impact import MOST_GROUPS
from gongwen.roster.store.database import Database
from gongwen.roster.store.store import load_group
from gongwen.terms.people.list_order import ORDERS, Order
from gongwen.zh.spaces import close_up

__all__ = [
    "MOST_GROUPS", "ORDERS", "Doubt", "GroupView", "Line", "Order", "PersonView", "UnitView", "all_groups", "batches", "change_days",
    "doubts", "events_of", "line_facts", "people_called", "show", "since",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupView:
    """A leading group on a day."""

    key: int
    name: str
    day: date
    founded: date
    basis: str
    """The document that founded it; "" when none is known."""
    term: date | None
    office: str
    clause: str
    """How its members change, in its own words."""
    status: str
    has_ended: bool
    lines: tuple[Line, ...]
    unknown: tuple[tuple[str, str], ...] = ()
    """Names whose place is not sure, each with the character whose strokes are not known."""

    def facts(self) -> dict[str, Any]:
        """Return what is said of the group itself, for programs to read."""
        return {
            "号": self.key, "名称": self.name, "设立日期": self.founded, "设立依据": self.basis, "期限": self.term,
            "办公室": self.office, "成员调整方式": self.clause, "状态": self.status, "截至": self.day,
        }  # fmt: skip

    def all_facts(self) -> dict[str, Any]:
        """Return the same with the roster."""
        return {**self.facts(), "名单": [line_facts(line) for line in self.lines]}


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person on a day."""

    key: int
    name: str
    label: str
    """Name and posts, as people are told apart."""
    posts: str
    roles: tuple[tuple[str, Line], ...]
    """Each group with the line that the person has in it."""

    def facts(self) -> dict[str, Any]:
        """Return the person for programs to read."""
        return {
            "编号": self.key, "姓名": self.name, "职务": self.posts,
            "任职": [{"领导小组": group, **line_facts(line)} for group, line in self.roles],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit on a day."""

    name: str
    people: tuple[tuple[str, str, int], ...]
    """Name, post, and in how many groups, of each person."""

    def facts(self) -> dict[str, Any]:
        """Return the unit for programs to read."""
        head = ("姓名", "职务", "任职的领导小组")
        rows = [(name, post, str(count)) for name, post, count in self.people]
        return {"单位": self.name, "人员": [dict(zip(head, row, strict=True)) for row in rows]}


def line_facts(line: Line) -> dict[str, Any]:
    """Return one line of a roster for programs to read."""
    return {
        "角色": line.role, "姓名": line.name, "编号": line.person, "单位及职务": line.post, "备注": line.remark,
        "自": line.sitting.start, "依据": str(line.since.origin),
    }  # fmt: skip


def since(event: Event) -> str:
    """Return from when a line holds and by which document, in one line."""
    return f"{event.day} {event.origin.number or event.origin.title}".strip()


def show(
    register: str, name: str, day: date | None = None, *, order: Order = "席次", key: str = ""
) -> GroupView | PersonView | UnitView:
    """Return what goes by ``name`` on ``day``, None for today: a group, else a person, else a unit.

    ``key`` tells people of one name apart. Raises UsageError when there is nothing of that name, or several.
    """
    when = day or date.today()
    if (quick := _quick(register, name, when)) is not None:
        return _group(quick, next(iter(quick.lives)), when, order)
    history = _history(register)
    try:
        if key or find_people(history, name, when):
            return _person(history, one_person(history, name, when, key=key), when)
    except LookupFailure as failure:
        raise UsageError(str(failure)) from None
    return _group_or_unit(history, name, when, order)


def _group_or_unit(history: History, name: str, day: date, order: Order) -> GroupView | UnitView:
    failures = []
    try:
        return _group(history, one_group(history, name, day), day, order)
    except LookupFailure as failure:
        failures.append(str(failure))
    try:
        return _unit(history, one_unit(history, name, day), day)
    except LookupFailure as failure:
        failures.append(str(failure))
    raise UsageError("\n".join(failures))


def _history(register: str, known: str = "") -> History:
    return read_register(Database(register), known).fold()


def _quick(register: str, name: str, day: date) -> History | None:
    """Return the history of the one group that is called ``name`` on ``day``, without reading the whole register."""
    with opened(Database(register)) as connection:
        found = load_group(connection, name)
    if found is None or len(found.lives) != 1:
        return None
    group, life = next(iter(found.lives.items()))
    return found if holds(life, day) and found.group_name(group, day) == name else None


def _group(history: History, group: int, day: date, order: Order = "席次") -> GroupView:
    found, life = history.register.groups[group], history.lives[group]
    ordered = in_order(history, roster_of(history, group, day), order, day)
    return GroupView(
        group, history.group_name(group, day), day, life.start, str(found.basis), found.term, found.office, found.clause,
        life.status, bool(life.end and life.end <= day), tuple(ordered.lines),
        tuple((each.name, each.character) for each in ordered.unknown),
    )  # fmt: skip


def _person(history: History, person: int, day: date) -> PersonView:
    roles = tuple(
        (history.group_name(each.group, day), each.line) for each in roles_of_person(history, person, day)
    )
    name, label = history.person_name(person, day), person_label(history, person, day)
    return PersonView(person, name, label, history.posts_text(person, day), roles)


def _unit(history: History, unit: int, day: date) -> UnitView:
    people = tuple(
        (history.person_name(person, day), post.title, len(roles_of_person(history, person, day)))
        for post, person in people_of_unit(history, unit, day)
    )
    return UnitView(history.unit_name(unit, day), people)


def all_groups(register: str, day: date | None = None, known: str = "") -> list[GroupView]:
    """Return the groups that there are on ``day``, None for today, with their rosters.

    With ``known``, an ISO day or time, what was entered up to then alone counts. Raises UsageError.
    """
    when = day or date.today()
    history = _history(register, _moment(known))
    return [_group(history, group, when) for group in groups_on(history, when)]


def _moment(text: str) -> str:
    """Return a moment as batches tell it; a day alone is its end."""
    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--known “{text}”不是时刻，请写成 2024-06-01 或 2024-06-01T09:00:00") from None
    return found.isoformat(timespec="seconds") if "T" in text or " " in text else f"{found.date()}T23:59:59"


def people_called(register: str, name: str, day: date | None = None) -> list[PersonView]:
    """Return the people whose name, at any time, has the characters ``name``, as they are on ``day``."""
    history, wanted = _history(register), close_up(name)
    return [
        _person(history, person, day or date.today())
        for person in history.register.people
        if any(wanted in one for one in history.person_names[person].names)
    ]


def namesakes(register: str, name: str, day: date) -> list[PersonView]:
    """Return everybody who bears just ``name`` on ``day``; [] for nobody."""
    history = _history(register)
    return [_person(history, each, day) for each in find_people(history, name, day)]


def events_of(register: str, name: str) -> list[dict[str, str]]:
    """Return every event of the group, person or unit ``name``, for people and programs to read.

    Raises UsageError when there is none.
    """
    history = _history(register)
    events = events_about(history, name)
    if not events:
        raise UsageError(f"名册里没有“{name}”的变动；可用 gongwen roster find 查姓名、list 查组名")
    return [
        {
            "生效日期": each.day.isoformat(), "类型": each.kind, "内容": tell_event(history, each),
            "依据": str(each.origin), "批次": f"第{each.batch}批",
        }
        for each in events
    ]  # fmt: skip


def batches(register: str) -> Iterator[dict[str, str]]:
    """Yield every batch, the latest first, for people and programs to read."""
    held = read_register(Database(register))
    counts: dict[int, int] = {}
    for event in held.events:
        counts[event.batch] = counts.get(event.batch, 0) + 1
    for batch in reversed(held.batches):
        note = batch.note or (f"撤销第{batch.undoes}批" if batch.undoes else "")
        state = "已撤销" if batch.id in held.undone else f"{counts.get(batch.id, 0)}项变动"
        yield {"批号": str(batch.id), "录入时间": batch.entered, "说明": note, "状态": state}


def change_days(register: str) -> list[date]:
    """Return the days on which anything changed, the first first."""
    return sorted({event.day for event in read_register(Database(register)).events})


def doubts(register: str, day: date | None = None, most: int = MOST_GROUPS) -> list[Doubt]:
    """Return what does not look right on ``day``; ``most`` is how many groups are too many for a person."""
    held = read_register(Database(register))
    return audit(held.fold(), held.numbers, day or date.today(), most)
