"""What the reform of units means for posts and seats: other titles, posts that fall away, functions that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from gongwen.pattern import pattern
from gongwen.roster.intake.proposals import Proposed, Surety
from gongwen.roster.ledger.history import History, Sitting, holds, is_shared
from gongwen.roster.ledger.records import Event
from gongwen.roster.ledger.state import groups_on, roster_of
from gongwen.roster.ledger.unit_heads import head_of, head_title
from gongwen.terms.agency_level import PLACES
from gongwen.terms.people.role import role_rank

_PLACE_AND_ENDING = pattern(f"^[{PLACES}]|(?:管理|服务|事务|发展)*(?:委员会|办公室|中心|[局委办部厅处站所])$")


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
        is_used = history.holders(post.id, day) or any(holds(each, day) for each in history.bound[post.id])
        if post.unit == event.unit and title.removeprefix("副") == old and is_used:
            name = history.post_name(post.id, day)
            cells = {"类型": "职务更名", "职务": name, "新名": title.replace(old, new)}
            yield _proposed(cells, name, "请核对", f"{before}更名为{event.text}")


def _merged(history: History, event: Event, day: date) -> Iterator[Proposed]:
    """A unit that is merged into another: its posts fall away, its seats go to the other."""
    unit = history.unit_name(event.unit or 0, day)
    reason = f"{unit}并入{event.text}"
    for post, person in _held(history, event, day):
        yield _given_up(history, post, person, day, "请核对", reason)
    yield from _seats_passed(history, event, [event.text], reason, day, groups_on(history, day))


def _split(history: History, event: Event, day: date) -> Iterator[Proposed]:
    """A unit that is split: its people go where their post is free; where several are somebody has to decide."""
    unit, heirs = history.unit_name(event.unit or 0, day), event.text.split("、")
    if unit in heirs:
        return
    reason = f"{unit}拆分为{event.text}"
    for post, person in _held(history, event, day):
        if any(_unit_of(history, other, day) in heirs for other in history.posts_of(person, day)):
            yield _given_up(history, post, person, day, "请核对", reason)
            continue
        wanted = [_post_in(history, post, heir, day) for heir in heirs]
        free = [each for each in wanted if is_shared(each) or not _is_taken(history, each, day)]
        for each in free:
            doubt = reason if len(free) == 1 else f"{reason}，到哪个单位请定，只采用一项"
            who = _who(history, person, day)
            cells = {"类型": "调", **who, "原职务": history.post_name(post, day), "职务": each}
            yield _proposed(cells, f"{who['姓名']} {each}", "请核对" if len(free) == 1 else "存疑", doubt)
        if not free:
            yield _given_up(history, post, person, day, "存疑", f"{reason}，任什么职务请写明")
    yield from _seats_passed(history, event, heirs, reason, day, groups_on(history, day))


def posts_gone(history: History, events: Sequence[Event], day: date) -> list[Event]:
    """Return the 免 that the mergers among ``events`` mean for those who hold posts in what was merged."""
    last = max((each.id for each in history.events), default=0)
    found = [
        (event, post, person)
        for event in events
        if event.kind == "单位合并"
        for post, person in _held(history, event, day)
    ]
    return [
        Event(last + number, event.batch, "免", day, event.origin, person, post)
        for number, (event, post, person) in enumerate(found, 1)
    ]


def _held(history: History, event: Event, day: date) -> Iterator[tuple[int, int]]:
    """Yield the posts of the unit of ``event``, each with who holds it."""
    for post in history.register.posts.values():
        for person in history.holders(post.id, day) if post.unit == event.unit else ():
            yield post.id, person


def _unit_of(history: History, post: int, day: date) -> str:
    unit = history.register.posts[post].unit
    return history.unit_name(unit, day) if unit else ""


def _post_in(history: History, post: int, heir: str, day: date) -> str:
    """Return the post that answers in the unit ``heir`` to ``post``: 县文化和旅游局局长 → 县旅游服务中心主任."""
    title = history.post_title(post, day)
    old, new = head_title(_unit_of(history, post, day)), head_title(heir)
    return heir + (title.replace(old, new) if old and new else title)


def _is_taken(history: History, name: str, day: date) -> bool:
    posts = history.register.posts
    return any(history.post_name(post, day) == name and history.holders(post, day) for post in posts)


def _given_up(history: History, post: int, person: int, day: date, surety: Surety, reason: str) -> Proposed:
    who, name = _who(history, person, day), history.post_name(post, day)
    return _proposed({"类型": "免", **who, "职务": name}, f"{who['姓名']} {name}", surety, reason)


def _who(history: History, person: int, day: date) -> dict[str, str]:
    return {"姓名": history.person_name(person, day), "编号": str(person)}


def _seats_passed(
    history: History,
    event: Event,
    heirs: Sequence[str],
    reason: str,
    day: date,
    groups: Sequence[int],
) -> Iterator[Proposed]:
    """Yield that the seats of a unit and of its posts go to its heirs: to the one of which a group is, else to all."""
    for group, sitting in _unit_seats(history, event.unit or 0, groups, day):
        name, seat = history.group_name(group, day), sitting.seat
        fit = [heir for heir in heirs if _matter(heir) and _matter(heir) in name]
        key = "单位" if seat.post is None else "职务"
        old = (
            history.unit_name(event.unit or 0, day)
            if seat.post is None
            else history.post_name(seat.post, day)
        )
        about = {"组": name, "角色": sitting.role}
        yield _proposed({"类型": "退出", **about, key: old}, f"{name} {old}", "请核对", reason)
        present = {text for line in roster_of(history, group, day) for text in (line.name, line.post)}
        for heir in fit if len(fit) == 1 else heirs:
            new = heir if seat.post is None else _post_in(history, seat.post, heir, day)
            if new not in present:
                yield _proposed({"类型": "增补", **about, key: new}, f"{name} {old}", "请核对", reason)


def _unit_seats(
    history: History, unit: int, groups: Sequence[int], day: date
) -> Iterator[tuple[int, Sitting]]:
    """Yield the seats of ``groups`` that belong to ``unit`` or go with one of its posts."""
    for group in groups:
        for sitting in history.sittings.get(group, ()):
            seat = sitting.seat
            own = history.register.posts[seat.post].unit if seat.post is not None else seat.unit
            if own == unit and holds(sitting, day):
                yield group, sitting


def _matter(unit: str) -> str:
    """Return what a unit is for, as names of groups tell it: 县旅游局 → 旅游; "" when its name does not tell."""
    return _PLACE_AND_ENDING.sub("", unit)


def _moved(history: History, event: Event, day: date) -> Iterator[Proposed]:
    """职能划转: in the groups of the function the other unit and its head follow; of every group, in doubt, where none is told."""
    into, _, matter = event.text.partition("：")
    unit = history.unit_name(event.unit or 0, day)
    reason = f"{matter}职能由{unit}划转{into}"
    for group in groups_on(history, day):
        if not any(matter in each for each in history.group_names[group].names):
            continue
        for each in (
            *_seats_passed(history, event, [into], reason, day, [group]),
            *_heads_passed(history, group, event.unit or 0, into, reason, day),
        ):
            yield each if matter else each.doubted("存疑", "没有写划转的是哪项职能，这个组是否随着改请定")


def _heads_passed(
    history: History, group: int, unit: int, into: str, reason: str, day: date
) -> Iterator[Proposed]:
    """Yield that whoever sits in a group as the head of a unit makes room for the head of another, who moves up."""
    name, head = history.group_name(group, day), head_of(history, into, day)
    lines = roster_of(history, group, day)
    own = next((line for line in lines if head is not None and line.person == head), None)
    for line in lines:
        if line.sitting.person is None or not _speaks_for(history, line.sitting.person, unit, day):
            continue
        about, words = (
            {"组": name, **_who(history, line.sitting.person, day)},
            f"{name} {line.role} {line.name}",
        )
        if head is None:
            yield _proposed(
                {"类型": "退出", **about, "角色": line.role}, words, "存疑", f"{reason}，接任者还没有登记"
            )
        elif own is not None and role_rank(own.role) <= role_rank(line.role):
            yield _proposed({"类型": "退出", **about, "角色": line.role}, words, "请核对", reason)
        else:
            follower = _who(history, head, day)
            successor = {"接替人": follower["姓名"], "接替人编号": follower["编号"]}
            cells = {"类型": "分工调整", **about, "角色": line.role, **successor}
            yield _proposed(cells, words, "请核对", reason)
            if own is not None:
                cells = {"类型": "退出", "组": name, **follower, "角色": own.role}
                yield _proposed(cells, words, "请核对", f"{follower['姓名']}改任{line.role}")
            own = line


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
