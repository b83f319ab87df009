"""What each kind of change enters: its events, and the people, posts and seats that they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongwen.read.rows import Row
from gongwen.roster.intake.change_row import Change, RowFault, looked_up
from gongwen.roster.ledger.history import Sitting, holds
from gongwen.roster.ledger.lookup import held_post, one_group, one_person, one_unit, seats_in
from gongwen.roster.ledger.records import Event, Group, Person, Seat
from gongwen.roster.store.entry import Entry
from gongwen.terms.people.post_parts import PostText, split_post, split_posts
from gongwen.zh.spaces import bare

_NEW_PERSON = "新"


def _needed(row: Row, *keys: str) -> None:
    for key in keys:
        if not row.text(key):
            raise RowFault(f"{row.place(key)}：{row.text('类型')}要写“{key}”，这里没有写")


def _person(entry: Entry, change: Change) -> int:
    """Return who a row is about; a person marked as new is added."""
    row = change.row
    _needed(row, "姓名")
    held = row.text("原职务") or (row.text("职务") if change.kind in ("免", "挂职期满") else "")
    return _named(entry, change, "姓名", "编号", held)


def _named(entry: Entry, change: Change, name: str, key: str, post: str = "") -> int:
    """Return the person in the column ``name`` with the 编号 in the column ``key``; one marked as new is added once."""
    row = change.row
    written, mark = bare(row.text(name)), bare(row.text(key))
    if not mark.startswith(_NEW_PERSON):
        return looked_up(
            row, name, lambda: one_person(entry.history, written, change.day, key=mark, post=post)
        )
    listed = [each.id for each in entry.addition.people if each.name == written]
    if mark == _NEW_PERSON and len(listed) == 1:
        return listed[0]
    if (written, mark) not in entry.newcomers:
        entry.newcomers[written, mark] = entry.person(Person(0, written))
    return entry.newcomers[written, mark]


def _add(entry: Entry, change: Change, **about: int | str | None) -> None:
    entry.event(Event(0, 0, change.kind, change.day, change.origin, **about), change.row.at)  # type: ignore[arg-type]


def _take(entry: Entry, change: Change) -> None:
    _needed(change.row, "职务")
    person = _person(entry, change)
    for post in entry.posts(change.row.text("职务")):
        _add(entry, change, person=person, post=post)


def _leave(entry: Entry, change: Change) -> None:
    """免: the posts named, in 原职务 or 职务; none named is the only one."""
    row = change.row
    person = _person(entry, change)
    key = "原职务" if row.text("原职务") else "职务"
    for post in _held(entry, change, person, key):
        _add(entry, change, person=person, post=post)


def _held(entry: Entry, change: Change, person: int, key: str) -> list[int]:
    text = change.row.text(key)
    if text in ("全部", "所有职务", "全部职务"):
        return entry.history.posts_of(person, change.day)
    parts = [part for part in text.replace("，", "、").split("、") if part] or [""]
    return [
        looked_up(change.row, key, lambda part=part: held_post(entry.history, person, part, change.day))  # type: ignore[misc]
        for part in parts
    ]


def _move(entry: Entry, change: Change) -> None:
    """调 and 改职: posts are left for others; what has no counterpart is only left, or only taken up."""
    _needed(change.row, "职务")
    person = _person(entry, change)
    olds = _held(entry, change, person, "原职务")
    news = entry.posts(change.row.text("职务"))
    staying = set(olds) & set(news)
    olds, news = (
        [post for post in olds if post not in staying],
        [post for post in news if post not in staying],
    )
    for old, new in zip(olds, news, strict=False):
        _add(entry, change, person=person, old_post=old, post=new)
    for old in olds[len(news) :]:
        entry.event(Event(0, 0, "免", change.day, change.origin, person, old), change.row.at)
    for new in news[len(olds) :]:
        entry.event(Event(0, 0, "任", change.day, change.origin, person, new), change.row.at)


def _group(entry: Entry, change: Change, key: str = "组") -> int:
    _needed(change.row, key)
    return looked_up(change.row, key, lambda: one_group(entry.history, change.row.text(key), change.day))


def _seat(entry: Entry, change: Change) -> None:
    """增补: a seat for a person, or with no name one that goes with a post or belongs to a unit."""
    row = change.row
    _needed(row, "组", "角色")
    group, role = _group(entry, change), bare(row.text("角色"))
    place = entry.place_for(group, role, _ordinal(row))
    seat = Seat(0, group, role, place, remark=row.text("备注"))
    if row.text("姓名"):
        person = _person(entry, change)
        added = entry.seat(Seat(0, group, role, place, person=person, remark=row.text("备注")))
        _add(entry, change, group=group, seat=added, person=person)
    elif row.text("职务"):
        post = entry.posts(row.text("职务"))[0]
        _add(
            entry,
            change,
            group=group,
            seat=entry.seat(Seat(0, group, role, place, post=post, remark=seat.remark)),
        )
    else:
        _needed(row, "单位")
        unit = entry.unit(bare(row.text("单位")))
        _add(
            entry,
            change,
            group=group,
            seat=entry.seat(Seat(0, group, role, place, unit=unit, remark=seat.remark)),
        )


def _ordinal(row: Row) -> int:
    text = bare(row.text("次序"))
    if text and not text.isdecimal():
        raise RowFault(
            f"{row.place('次序')}：次序“{text}”不是数字，请写这个角色中的第几位，如 3；不写排在最后"
        )
    return int(text or 0)


def _sittings(entry: Entry, change: Change, group: int) -> list[Sitting]:
    row = change.row
    person = _person(entry, change) if row.text("姓名") else None
    if person is None and not (row.text("职务") or row.text("单位")):
        _needed(row, "姓名")
    post = row.text("职务") or row.text("单位")
    role = bare(row.text("角色")) if change.kind == "退出" else ""
    return looked_up(
        row, "组", lambda: seats_in(entry.history, group, change.day, person=person, post=post, role=role)
    )


def _unseat(entry: Entry, change: Change) -> None:
    group = _group(entry, change)
    for sitting in _sittings(entry, change, group):
        _add(entry, change, group=group, seat=sitting.seat.id, person=sitting.person)


def _pass_on(entry: Entry, change: Change) -> None:
    """分工调整: seats pass to the 接替人, or the person gets another role; with no group named, in every group."""
    row = change.row
    if not row.text("接替人") and not row.text("角色"):
        raise RowFault(f"{row.at}：分工调整要写“接替人”（由谁接替）或者“角色”（改任什么），两样都没有写")
    if row.text("组"):
        sittings = _sittings(entry, change, _group(entry, change))
    else:
        person = _person(entry, change)
        sittings = [each for each in entry.history.seated.get(person, ()) if each.end is None]
    successor = _named(entry, change, "接替人", "接替人编号") if row.text("接替人") else None
    role = bare(row.text("角色"))
    same = [each for each in sittings if each.role == role]
    if successor is not None and same:
        sittings, role = same, ""
    for each in sittings:
        _add(
            entry,
            change,
            group=each.seat.group,
            seat=each.seat.id,
            person=each.person,
            successor=successor,
            text=role,
        )


def _act_for(entry: Entry, change: Change) -> None:
    """代理: the post of somebody who acts for its holder until one is appointed."""
    _needed(change.row, "职务")
    person = _person(entry, change)
    for text in split_posts(change.row.text("职务"), ()):
        title = text.title if text.title.startswith("代") else f"代理{text.title}"
        _add(entry, change, person=person, post=entry.post(PostText(text.unit, title)))


def _stand_in(entry: Entry, change: Change) -> None:
    """主持工作: who leads a unit while it has no head."""
    _needed(change.row, "单位")
    _add(entry, change, person=_person(entry, change), unit=entry.unit(bare(change.row.text("单位"))))


def _depart(entry: Entry, change: Change) -> None:
    _add(entry, change, person=_person(entry, change))


def _reorder(entry: Entry, change: Change) -> None:
    """排序: a seat becomes the 次序-th of its role."""
    _needed(change.row, "次序")
    group = _group(entry, change)
    for sitting in _sittings(entry, change, group):
        place = entry.place_for(group, sitting.role, _ordinal(change.row), without=sitting.seat.id)
        _add(entry, change, group=group, seat=sitting.seat.id, person=sitting.person, text=str(place))
    entry.refresh()


def _rename_post(entry: Entry, change: Change) -> None:
    _needed(change.row, "职务", "新名")
    row = change.row
    words = split_post(row.text("职务"), ())
    found = [post for post in entry.register.posts if entry.history.post_name(post, change.day) == str(words)]
    if not found:
        raise RowFault(f"{row.place('职务')}：名册里没有“{words}”这个职务，请核对")
    unit = entry.register.posts[found[0]].unit
    own = entry.history.unit_name(unit, change.day) if unit is not None else ""
    _add(entry, change, post=found[0], text=bare(row.text("新名")).removeprefix(own))


def _rename_person(entry: Entry, change: Change) -> None:
    _needed(change.row, "新名")
    _add(entry, change, person=_person(entry, change), text=bare(change.row.text("新名")))


def _rename_unit(entry: Entry, change: Change) -> None:
    _needed(change.row, "单位", "新名")
    unit = looked_up(change.row, "单位", lambda: one_unit(entry.history, change.row.text("单位"), change.day))
    _add(entry, change, unit=unit, text=bare(change.row.text("新名")))


def _reform_unit(entry: Entry, change: Change) -> None:
    """单位合并, 单位拆分 and 职能划转: another unit takes over; what follows for posts and seats is suggested."""
    row = change.row
    into = bare(row.text("并入") or row.text("新名"))
    if not into:
        raise RowFault(f"{row.at}：{change.kind}要写“并入”（到哪个单位），这里没有写")
    unit = looked_up(row, "单位", lambda: one_unit(entry.history, row.text("单位"), change.day))
    own = entry.history.unit_name(unit, change.day)
    if change.kind != "单位拆分" and own in into.split("、"):
        raise RowFault(f"{row.place('并入')}：{own}不能并入自己，请核对“并入”")
    for name in into.split("、"):
        entry.unit(name)
    matter = f"：{row.text('备注')}" if change.kind == "职能划转" and row.text("备注") else ""
    _add(entry, change, unit=unit, text=f"{into}{matter}")


def _rename_group(entry: Entry, change: Change) -> None:
    _needed(change.row, "新名")
    _add(entry, change, group=_group(entry, change), text=bare(change.row.text("新名")))


def _found(entry: Entry, change: Change) -> None:
    _needed(change.row, "组")
    name = bare(change.row.text("组"))
    if any(holds(entry.history.lives[key], change.day) for key in _groups_named(entry, name)):
        raise RowFault(f"{change.row.place('组')}：已有“{name}”，不能再设立一次")
    group = entry.group(Group(0, name, change.day, change.origin, clause=change.row.text("备注")))
    _add(entry, change, group=group)


def _groups_named(entry: Entry, name: str) -> list[int]:
    """Return the groups that are called ``name`` last."""
    return [key for key in entry.history.lives if entry.history.group_names[key].last == name]


def _end(entry: Entry, change: Change) -> None:
    into = _group(entry, change, "并入") if change.kind == "组合并" else None
    group = _group(entry, change)
    if into == group:
        raise RowFault(f"{change.row.place('并入')}：不能并入自己，请核对“并入”")
    _add(entry, change, group=group, into=into, text=change.row.text("备注") if into is None else "")


ACTS: Mapping[str, Callable[[Entry, Change], None]] = {
    "组设立": _found, "任": _take, "免": _leave, "调": _move, "改职": _move, "增补": _seat, "退出": _unseat,
    "更名": _rename_person, "分工调整": _pass_on, "单位更名": _rename_unit, "组更名": _rename_group, "组合并": _end,
    "组撤销": _end, "代理": _act_for, "主持工作": _stand_in, "挂职期满": _leave, "退休": _depart, "去世": _depart,
    "排序": _reorder, "职务更名": _rename_post, "单位合并": _reform_unit, "单位拆分": _reform_unit, "职能划转": _reform_unit,
}  # fmt: skip
