"""Events → who was what from when to when: one fold over all of them, in the order of their days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from gongwen.roster.ledger.history import (
    Departure,
    History,
    Life,
    Naming,
    Problem,
    Register,
    Sitting,
    Standing,
    Tenure,
    is_shared,
)
from gongwen.roster.ledger.records import Event, Status


def fold(register: Register, events: Iterable[Event]) -> History:
    """Return the history that ``events`` tell; one that contradicts those before it is a problem and counts for nothing.

    Of one day an earlier batch comes first, and within a batch posts and seats are left before they are taken.
    """
    history = History(register)
    _name_all(history)
    steps = sorted(_steps(events), key=lambda step: step[:4])
    history.events = tuple(dict.fromkeys(step[4] for step in steps))
    folding = _Folding(history)
    folding.ends = {
        event.group: event.day
        for event in history.events
        if event.kind in ("组合并", "组撤销") and event.group
    }
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
        self.ends: dict[int, date] = {}
        """When groups end, those of the same day too whose end comes after their names."""

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
        history = self.history
        others = [each for each in history.incumbents[event.post] if each.end is None or event.day < each.end]
        if any(each.person == event.person for each in others):
            post = history.post_name(event.post, event.day)
            return f"{self._person(event)}已任{post}，不能再任一次，请核对"
        if others and not is_shared(history.post_title(event.post, event.day)):
            holder = history.person_name(others[0].person, event.day)
            post = history.post_name(event.post, event.day)
            return f"{post}由{holder}担任（自{others[0].start}），请先免去其职务，或写在同一批里"
        tenure = Tenure(event.person, event.post, event.day, event)
        history.tenures[event.person].append(tenure)
        history.incumbents[event.post].append(tenure)
        return ""

    def leave(self, event: Event) -> str:
        """免, and the first half of 调 and 改职: a person gives up a post."""
        assert event.person is not None
        post = event.post if event.kind in ("免", "挂职期满") else event.old_post
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

    def leave_all(self, event: Event) -> str:
        """退休 and 去世: a person gives up every post."""
        assert event.person is not None
        for tenure in self.history.tenures[event.person]:
            if tenure.end is None and tenure.start <= event.day:
                tenure.end, tenure.ended = event.day, event
        self.history.departed[event.person] = Departure(event.kind, event.day)
        return ""

    def stand_in(self, event: Event) -> str:
        """主持工作: a person leads a unit."""
        assert event.person is not None and event.unit is not None
        self.history.standing[event.unit].append(Standing(event.person, event.day))
        return ""

    def seat(self, event: Event) -> str:
        """增补: somebody takes a seat."""
        assert event.seat is not None
        seat = self.history.register.seats[event.seat]
        if message := self._outside(seat.group, event):
            return message
        self._sit(Sitting(seat, seat.role, seat.person, event.day, event, place=seat.place))
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
        seat = sitting.seat
        self._sit(Sitting(seat, event.text or sitting.role, person, event.day, event, place=sitting.place))
        return ""

    def move(self, event: Event) -> str:
        """排序: a seat gets another place in its role."""
        sitting = self._sitting(event)
        if sitting is None:
            return self._not_seated(event)
        sitting.end, sitting.ended = event.day, event
        seat = sitting.seat
        self._sit(Sitting(seat, sitting.role, sitting.person, event.day, event, place=int(event.text)))
        return ""

    def rename_person(self, event: Event) -> str:
        """更名."""
        assert event.person is not None
        return _rename(self.history.person_names[event.person], event)

    def rename_post(self, event: Event) -> str:
        """职务更名: a post gets another title, whoever holds it."""
        assert event.post is not None
        own = Naming([date.min], [self.history.register.posts[event.post].title])
        return _rename(self.history.post_titles.setdefault(event.post, own), event)

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

    def tell(self, event: Event) -> str:
        """单位合并, 单位拆分 and 职能划转: what follows for posts and seats is entered apart."""
        if event.kind in ("单位合并", "单位拆分") and event.unit is not None:
            self.history.heirs[event.unit] = tuple(event.text.split("、"))
        return ""

    def end_group(self, event: Event) -> str:
        """组撤销 and 组合并: a group ends, and all its sittings with it."""
        assert event.group is not None
        if message := self._outside(event.group, event):
            return message
        life = self.history.lives[event.group]
        life.end, life.ended, life.into = event.day, event, event.into
        life.status = "并入" if event.kind == "组合并" else _ENDINGS.get(event.text, "撤销")
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
        life = self.history.lives.get(group)
        if life is None or event.day < life.start:
            name = self.history.group_name(group, event.day)
            founded = self.history.register.groups[group].founded
            return f"{name}设立于{founded}，{event.day}的变动在此之前，请核对日期"
        if life.end is not None and event.day >= life.end:
            name = self.history.group_name(group, event.day)
            return f"{name}已于{life.end}{life.status}，{event.day}不能再变动，请核对日期"
        return ""

    def _rename_apart(self, namings: Mapping[int, Naming], own: int, event: Event, what: str) -> str:
        """Rename, unless another of the same sort has the name on that day."""
        for key, naming in namings.items():
            if key != own and naming.last == event.text and not self._is_gone(key, event, what):
                return f"已有叫“{event.text}”的{what}，不能再用这个名称；如是合并，请按合并登记"
        return _rename(namings[own], event)

    def _is_gone(self, key: int, event: Event, what: str) -> bool:
        end = self.ends.get(key) if what == "领导小组" else None
        return end is not None and end <= event.day

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


_ENDINGS: Mapping[str, Status] = {"转常态": "转常态", "转常设": "转常设"}
"""What may become of a group that ends, beside 撤销 and 并入."""
_NAMING, _LEAVING, _TAKING, _ENDING = range(4)
_ACTS: Mapping[str, tuple[tuple[int, Act], ...]] = {
    "组设立": ((_NAMING, _Folding.found),),
    "任": ((_TAKING, _Folding.take),),
    "免": ((_LEAVING, _Folding.leave),),
    "调": ((_LEAVING, _Folding.leave), (_TAKING, _Folding.take)),
    "改职": ((_LEAVING, _Folding.leave), (_TAKING, _Folding.take)),
    "增补": ((_TAKING, _Folding.seat),),
    "退出": ((_LEAVING, _Folding.unseat),),
    "代理": ((_TAKING, _Folding.take),),
    "挂职期满": ((_LEAVING, _Folding.leave),),
    "退休": ((_LEAVING, _Folding.leave_all),),
    "去世": ((_LEAVING, _Folding.leave_all),),
    "主持工作": ((_TAKING, _Folding.stand_in),),
    "排序": ((_TAKING, _Folding.move),),
    "单位合并": ((_NAMING, _Folding.tell),),
    "单位拆分": ((_NAMING, _Folding.tell),),
    "职能划转": ((_NAMING, _Folding.tell),),
    "职务更名": ((_NAMING, _Folding.rename_post),),
    "更名": ((_NAMING, _Folding.rename_person),),
    "分工调整": ((_TAKING, _Folding.pass_on),),
    "单位更名": ((_NAMING, _Folding.rename_unit),),
    "组更名": ((_NAMING, _Folding.rename_group),),
    "组合并": ((_ENDING, _Folding.end_group),),
    "组撤销": ((_ENDING, _Folding.end_group),),
}
"""What each kind of event does, and in which phase of its day."""
