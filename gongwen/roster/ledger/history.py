"""Events → who was what from when to when: one fold over all of them, in the order of their days."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gongwen.roster.ledger.records import Event, Group, Person, Post, Seat, Status, Unit

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
        found = self.register.posts[post]
        return (self.unit_name(found.unit, day) if found.unit else "") + found.title

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
            texts.append(post.title if is_same else self.post_name(post.id, day))
            unit = post.unit
        return "、".join(texts)

    def holders(self, post: int, day: date) -> list[int]:
        """Return who holds a post on ``day``."""
        return [each.person for each in self.incumbents.get(post, ()) if holds(each, day)]


def is_shared(title: str) -> bool:
    """Whether several people may hold a post of this title at once (副局长, 成员)."""
    return any(mark in title for mark in _SHARED_MARKS)


def fold(register: Register, events: Iterable[Event]) -> History:
    """Return the history that ``events`` tell; one that contradicts those before it is a problem and counts for nothing.

    Of one day an earlier batch comes first, and within a batch posts and seats are left before they are taken.
    """
    history = History(register)
    _name_all(history)
    steps = sorted(_steps(events), key=lambda step: step[:4])
    history.events = tuple(dict.fromkeys(step[4] for step in steps))
    folding = _Folding(history)
    for *_, event, act in steps:
        message = act(folding, event)
        if message:
            history.problems.append(Problem(event, message))
    return history


def _name_all(history: History) -> None:
    register = history.register
    history.person_names.update(
        (key, Naming([date.min], [each.name])) for key, each in register.people.items()
    )
    history.unit_names.update((key, Naming([date.min], [each.name])) for key, each in register.units.items())
    history.group_names.update(
        (key, Naming([date.min], [each.name])) for key, each in register.groups.items()
    )


Act = Callable[["_Folding", Event], str]
Step = tuple[date, int, int, int, Event, Act]


def _steps(events: Iterable[Event]) -> Iterator[Step]:
    """Yield what each event does, with what it is sorted by: day, batch, phase, id."""
    for event in events:
        for phase, act in _ACTS[event.kind]:
            yield event.day, event.batch, phase, event.id, event, act


class _Folding:
    """Carries out steps on a history; each returns what is wrong, or ""."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.failed: set[int] = set()
        """Events of which a first step failed."""

    def found(self, event: Event) -> str:
        """组设立: a group begins."""
        assert event.group is not None
        self.history.lives[event.group] = Life(event.day, event)
        return ""

    def take(self, event: Event) -> str:
        """任, and the second half of 调 and 改职: a person takes up a post."""
        assert event.person is not None and event.post is not None
        if event.id in self.failed:
            return ""
        history, name = self.history, self._person(event)
        post = history.post_name(event.post, event.day)
        others = [each for each in history.incumbents[event.post] if each.end is None or event.day < each.end]
        if any(each.person == event.person for each in others):
            return f"{name}已任{post}，不能再任一次，请核对"
        if others and not is_shared(history.register.posts[event.post].title):
            holder = history.person_name(others[0].person, event.day)
            return f"{post}由{holder}担任（自{others[0].start}），请先免去其职务，或写在同一批里"
        tenure = Tenure(event.person, event.post, event.day, event)
        history.tenures[event.person].append(tenure)
        history.incumbents[event.post].append(tenure)
        return ""

    def leave(self, event: Event) -> str:
        """免, and the first half of 调 and 改职: a person gives up a post."""
        assert event.person is not None
        post = event.post if event.kind == "免" else event.old_post
        if post is None:
            return ""
        for tenure in self.history.tenures[event.person]:
            if tenure.post == post and tenure.end is None and tenure.start <= event.day:
                tenure.end, tenure.ended = event.day, event
                return ""
        self.failed.add(event.id)
        held = self.history.posts_text(event.person, event.day) or "没有登记职务"
        wanted = self.history.post_name(post, event.day)
        return f"{self._person(event)}在{event.day}不任{wanted}（当日职务：{held}），请核对职务和日期"

    def seat(self, event: Event) -> str:
        """增补: somebody takes a seat."""
        assert event.seat is not None
        seat = self.history.register.seats[event.seat]
        if message := self._outside(seat.group, event):
            return message
        self._sit(Sitting(seat, seat.role, seat.person, event.day, event))
        return ""

    def unseat(self, event: Event) -> str:
        """退出: a seat is given up."""
        sitting = self._sitting(event)
        if sitting is None:
            return self._not_seated(event)
        sitting.end, sitting.ended = event.day, event
        return ""

    def pass_on(self, event: Event) -> str:
        """分工调整: a seat passes to another person, or its role changes."""
        sitting = self._sitting(event)
        if sitting is None:
            return self._not_seated(event)
        sitting.end, sitting.ended = event.day, event
        person = event.successor or sitting.person
        self._sit(Sitting(sitting.seat, event.text or sitting.role, person, event.day, event))
        return ""

    def rename_person(self, event: Event) -> str:
        """更名."""
        assert event.person is not None
        return _rename(self.history.person_names[event.person], event)

    def rename_unit(self, event: Event) -> str:
        """单位更名."""
        assert event.unit is not None
        return self._rename_apart(self.history.unit_names, event.unit, event, "单位")

    def rename_group(self, event: Event) -> str:
        """组更名."""
        assert event.group is not None
        return self._outside(event.group, event) or self._rename_apart(
            self.history.group_names, event.group, event, "领导小组"
        )

    def end_group(self, event: Event) -> str:
        """组撤销 and 组合并: a group ends, and all its sittings with it."""
        assert event.group is not None
        if message := self._outside(event.group, event):
            return message
        life = self.history.lives[event.group]
        life.end, life.ended, life.into = event.day, event, event.into
        life.status = "并入" if event.kind == "组合并" else "转常态" if event.text == "转常态" else "撤销"
        for sitting in self.history.sittings[event.group]:
            if sitting.end is None:
                sitting.end, sitting.ended = event.day, event
        return ""

    def _sit(self, sitting: Sitting) -> None:
        self.history.sittings[sitting.seat.group].append(sitting)
        if sitting.seat.post is not None:
            self.history.bound[sitting.seat.post].append(sitting)
        if sitting.person is not None:
            self.history.seated[sitting.person].append(sitting)

    def _sitting(self, event: Event) -> Sitting | None:
        assert event.group is not None
        for sitting in self.history.sittings[event.group]:
            if sitting.seat.id == event.seat and sitting.end is None and sitting.start <= event.day:
                return sitting
        return None

    def _not_seated(self, event: Event) -> str:
        assert event.group is not None
        group = self.history.group_name(event.group, event.day)
        return f"{self._person(event)}在{event.day}不在{group}这一席上，请核对组名、姓名和日期"

    def _outside(self, group: int, event: Event) -> str:
        """Return why ``event`` is not within the life of its group, or ""."""
        life, name = self.history.lives.get(group), self.history.group_name(group, event.day)
        if life is None or event.day < life.start:
            founded = self.history.register.groups[group].founded
            return f"{name}设立于{founded}，{event.day}的变动在此之前，请核对日期"
        if life.end is not None and event.day >= life.end:
            return f"{name}已于{life.end}{life.status}，{event.day}不能再变动，请核对日期"
        return ""

    def _rename_apart(self, namings: Mapping[int, Naming], own: int, event: Event, what: str) -> str:
        """Rename, unless another of the same sort has the name on that day."""
        for key, naming in namings.items():
            if key != own and naming.last == event.text and not self._is_gone(key, event, what):
                return f"已有叫“{event.text}”的{what}，不能再用这个名称；如是合并，请按合并登记"
        return _rename(namings[own], event)

    def _is_gone(self, key: int, event: Event, what: str) -> bool:
        life = self.history.lives.get(key) if what == "领导小组" else None
        return life is not None and life.end is not None and life.end <= event.day

    def _person(self, event: Event) -> str:
        if event.person is None:
            return "席位"
        return self.history.person_name(event.person, event.day)


def _rename(naming: Naming, event: Event) -> str:
    if event.day < naming.days[-1]:
        return f"{naming.days[-1]}已更名为“{naming.last}”，更早的更名不能再登记，请先撤销那一批"
    if event.text == naming.last:
        return f"已叫“{event.text}”，不用更名"
    naming.days.append(event.day)
    naming.names.append(event.text)
    return ""


_NAMING, _LEAVING, _TAKING, _ENDING = range(4)
_ACTS: Mapping[str, tuple[tuple[int, Act], ...]] = {
    "组设立": ((_NAMING, _Folding.found),),
    "任": ((_TAKING, _Folding.take),),
    "免": ((_LEAVING, _Folding.leave),),
    "调": ((_LEAVING, _Folding.leave), (_TAKING, _Folding.take)),
    "改职": ((_LEAVING, _Folding.leave), (_TAKING, _Folding.take)),
    "增补": ((_TAKING, _Folding.seat),),
    "退出": ((_LEAVING, _Folding.unseat),),
    "更名": ((_NAMING, _Folding.rename_person),),
    "分工调整": ((_TAKING, _Folding.pass_on),),
    "单位更名": ((_NAMING, _Folding.rename_unit),),
    "组更名": ((_NAMING, _Folding.rename_group),),
    "组合并": ((_ENDING, _Folding.end_group),),
    "组撤销": ((_ENDING, _Folding.end_group),),
}
"""What each kind of event does, and in which phase of its day."""
