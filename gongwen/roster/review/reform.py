"""What the reform of units means for posts and seats: other titles, posts that fall away, functions that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from gongwen.roster.intake.proposals import Proposed, Surety
from gongwen.roster.ledger.history import History, holds, is_shared
from gongwen.roster.ledger.records import Event
from gongwen.roster.ledger.state import groups_on, roster_of
from gongwen.roster.ledger.unit_heads import head_of, head_title


def reforms(history: History, events: Sequence[Event], day: date) -> Iterator[Proposed]:
    """Yield what is suggested after ``events`` that rename, merge or split units or move a function between them."""
    for event in events:
        act = _ACTS.get(event.kind)
        if act and event.unit is not None:
            yield from act(history, event, day)


def _renamed(history: History, event: Event, day: date) -> Iterator[Proposed]:
    """县卫生局 → 县卫生健康委员会: 局长 becomes 主任, 副局长 becomes 副主任."""
    names = history.unit_names[event.unit or 0]
    before = names.names[max(0, names.names.index(event.text) - 1)]
    old, new = head_title(before), head_title(event.text)
    if not old or not new or old == new:
        return
    for post in history.register.posts.values():
        title = history.post_title(post.id, day)
        if post.unit == event.unit and title.removeprefix("副") == old:
            name = history.post_name(post.id, day)
            cells = {"类型": "职务更名", "职务": name, "新名": title.replace(old, new)}
            yield _proposed(cells, name, "请核对", f"{before}更名为{event.text}")


def _merged(history: History, event: Event, day: date) -> Iterator[Proposed]:
    """A unit that is merged into another: its posts fall away, its seats go to the other."""
    unit = history.unit_name(event.unit or 0, day)
    reason = f"{unit}并入{event.text}"
    yield from _posts_gone(history, event, day, "请核对", reason)
    for group, role in _unit_seats(history, event.unit or 0, day):
        present = {line.name for line in roster_of(history, group, day)}
        name = history.group_name(group, day)
        yield _proposed(
            {"类型": "退出", "组": name, "单位": unit, "角色": role}, f"{name} {unit}", "请核对", reason
        )
        if event.text not in present:
            cells = {"类型": "增补", "组": name, "单位": event.text, "角色": role}
            yield _proposed(cells, f"{name} {unit}", "请核对", reason)


def _split(history: History, event: Event, day: date) -> Iterator[Proposed]:
    """A unit that is split: who goes where has to be decided."""
    unit = history.unit_name(event.unit or 0, day)
    yield from _posts_gone(history, event, day, "存疑", f"{unit}拆分为{event.text}，任什么职务请写明")


def _posts_gone(history: History, event: Event, day: date, surety: Surety, reason: str) -> Iterator[Proposed]:
    for post in history.register.posts.values():
        for person in history.holders(post.id, day) if post.unit == event.unit else ():
            name = history.post_name(post.id, day)
            who = history.person_name(person, day)
            cells = {"类型": "免", "姓名": who, "编号": str(person), "职务": name}
            yield _proposed(cells, f"{who} {name}", surety, reason)


def _unit_seats(history: History, unit: int, day: date) -> Iterator[tuple[int, str]]:
    for group in groups_on(history, day):
        for sitting in history.sittings.get(group, ()):
            if sitting.seat.unit == unit and holds(sitting, day):
                yield group, sitting.role


def _moved(history: History, event: Event, day: date) -> Iterator[Proposed]:
    """职能划转: in the groups of the function the head of the other unit follows."""
    into, _, matter = event.text.partition("：")
    unit = history.unit_name(event.unit or 0, day)
    head = head_of(history, into, day)
    for group in groups_on(history, day):
        name = history.group_name(group, day)
        if not matter or not any(matter in each for each in history.group_names[group].names):
            continue
        for line in roster_of(history, group, day):
            if line.person is None or not _speaks_for(history, line.person, event.unit or 0, day):
                continue
            cells = {
                "类型": "退出",
                "组": name,
                "姓名": line.name,
                "编号": str(line.person),
                "角色": line.role,
            }
            if head is not None and head not in {each.person for each in roster_of(history, group, day)}:
                successor = {"接替人": history.person_name(head, day), "接替人编号": str(head)}
                cells = {**cells, "类型": "分工调整", **successor}
            surety: Surety = "请核对" if head is not None else "存疑"
            yield _proposed(
                cells, f"{name} {line.role} {line.name}", surety, f"{matter}职能由{unit}划转{into}"
            )


def _speaks_for(history: History, person: int, unit: int, day: date) -> bool:
    """Whether a person leads ``unit``."""
    posts = history.register.posts
    return any(
        posts[post].unit == unit and not is_shared(history.post_title(post, day))
        for post in history.posts_of(person, day)
    )


def _proposed(cells: dict[str, str], words: str, surety: Surety, reason: str) -> Proposed:
    return Proposed(cells, words, words).doubted(surety, reason)


_ACTS: Mapping[str, Callable[[History, Event, date], Iterator[Proposed]]] = {
    "单位更名": _renamed, "单位合并": _merged, "单位拆分": _split, "职能划转": _moved,
}  # fmt: skip
