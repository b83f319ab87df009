"""Changes as people write them, in rows → events of one batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from sqlalchemy import Connection

from gongwen.finding import InputError
from gongwen.read.rows import Row
from gongwen.roster.ledger.history import Sitting
from gongwen.roster.ledger.lookup import LookupFailure, held_post, one_group, one_person, one_unit, seats_in
from gongwen.roster.ledger.records import KINDS, Event, Group, Kind, Origin, Person, Seat
from gongwen.roster.store.entry import Entry, problems_of
from gongwen.roster.store.store import Holdings
from gongwen.terms.date import DateError, parse_date
from gongwen.zh.spaces import bare

TITLES: Mapping[str, str] = {
    title: key
    for key, titles in {
        "类型": "类型 变动类型 变动 事项 变动事项",
        "姓名": "姓名 人 人员 同志",
        "编号": "编号 人员编号",
        "原职务": "原职务 原任职务 免去职务 现职务",
        "职务": "职务 新职务 拟任职务 任职 现任职务 单位及职务 职位",
        "组": "组 组名 领导小组 小组 领导小组名称 议事协调机构",
        "角色": "角色 组内职务 小组职务",
        "次序": "次序 排序 序位",
        "单位": "单位 单位名称 原单位名称",
        "新名": "新名 新名称 更名为 现名称",
        "并入": "并入 合并到",
        "接替人": "接替人 接任人 接任 接替",
        "接替人编号": "接替人编号",
        "备注": "备注 说明",
        "生效日期": "生效日期 日期 任免日期 变动日期 起始日期",
        "来源标题": "来源标题 来源 依据 文件标题 依据文件",
        "文号": "文号 发文字号 依据文号",
    }.items()
    for title in titles.split()
}
"""What a column, or a key, may be called."""
KEYS: tuple[str, ...] = tuple(dict.fromkeys(TITLES.values()))
_NEW_PERSON = "新"
_NAMING: tuple[Kind, ...] = ("组设立", "更名", "单位更名", "组更名")
"""What is entered before everything else of its day: the others may use the new names."""

T = TypeVar("T")


class RowFault(Exception):
    """What is wrong with a row, with its place, in Chinese."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row with what every kind of change needs."""

    row: Row
    kind: Kind
    day: date
    origin: Origin


def enter_changes(
    connection: Connection, held: Holdings, rows: Sequence[Row], *, takes_good: bool
) -> tuple[Entry, list[str]]:
    """Return an entry with the changes of ``rows``, and the rows refused, each with its place and reason.

    Raises InputError with all faults when there are any, unless ``takes_good`` leaves the faulty rows out.
    """
    refused: dict[str, str] = {}
    while True:
        good = [row for row in rows if row.at not in refused]
        entry = Entry(connection, held)
        faults = _enter(entry, good)
        if not faults:
            return entry, list(refused.values())
        if not takes_good:
            raise InputError(list(faults.values()))
        refused |= faults


def _enter(entry: Entry, rows: Sequence[Row]) -> dict[str, str]:
    """Add the events of ``rows`` to ``entry``; return what is wrong by the place of the row."""
    faults: dict[str, str] = {}
    changes: list[Change] = []
    for row in rows:
        try:
            changes.append(read_change(row))
        except RowFault as fault:
            faults[row.at] = str(fault)
    for _, together in groupby(sorted(changes, key=_turn), _turn):
        for change in together:
            try:
                _ACTS[change.kind](entry, change)
            except RowFault as fault:
                faults[change.row.at] = str(fault)
        entry.refresh()
    for event, message in problems_of(entry):
        faults.setdefault(entry.places.get(event, str(event)), message)
    return faults


def _turn(change: Change) -> tuple[date, bool]:
    return change.day, change.kind not in _NAMING


def read_change(row: Row) -> Change:
    """Return ``row`` as a change of a kind and a day. Raises RowFault."""
    kind = bare(row.text("类型"))
    known = {each: each for each in KINDS} | {
        "任命": "任",
        "任职": "任",
        "免职": "免",
        "免去": "免",
        "调任": "调",
    }
    if kind not in known:
        said = f"类型“{kind}”不认识" if kind else "没有写类型"
        raise RowFault(f"{row.place('类型')}：{said}，请填：{'、'.join(KINDS)}")
    day = read_day(row, "生效日期")
    if day is None:
        raise RowFault(f"{row.place('生效日期')}：没有写生效日期，请写成 2024-06-01 这样")
    return Change(row, known[kind], day, Origin(row.text("来源标题").strip("《》"), bare(row.text("文号"))))  # type: ignore[arg-type]


def read_day(row: Row, key: str) -> date | None:
    """Return the date in a column; None when there is nothing in it. Raises RowFault when it is none."""
    text = row.text(key)
    if not text:
        return None
    try:
        return parse_date(text)
    except DateError:
        raise RowFault(f"{row.place(key)}：“{text}”不是一个日期，请写成 2024-06-01 或 2024年6月1日") from None


def looked_up(row: Row, key: str, look: Callable[[], T]) -> T:
    """Return what ``look`` finds; a failure is told with the place of the column ``key``. Raises RowFault."""
    try:
        return look()
    except LookupFailure as failure:
        raise RowFault(f"{row.place(key)}：{failure}") from None


def _needed(row: Row, *keys: str) -> None:
    for key in keys:
        if not row.text(key):
            raise RowFault(f"{row.place(key)}：{row.text('类型')}要写“{key}”，这里没有写")


def _person(entry: Entry, change: Change) -> int:
    """Return who a row is about; a person marked as new is added."""
    row = change.row
    _needed(row, "姓名")
    held = row.text("原职务") or (row.text("职务") if change.kind == "免" else "")
    return _named(entry, change, "姓名", "编号", held)


def _named(entry: Entry, change: Change, name: str, key: str, post: str = "") -> int:
    """Return the person in the column ``name`` with the 编号 in the column ``key``; one marked as new is added once."""
    row = change.row
    written, mark = bare(row.text(name)), bare(row.text(key))
    if not mark.startswith(_NEW_PERSON):
        return looked_up(
            row, name, lambda: one_person(entry.history, written, change.day, key=mark, post=post)
        )
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


def _rename_person(entry: Entry, change: Change) -> None:
    _needed(change.row, "新名")
    _add(entry, change, person=_person(entry, change), text=bare(change.row.text("新名")))


def _rename_unit(entry: Entry, change: Change) -> None:
    _needed(change.row, "单位", "新名")
    unit = looked_up(change.row, "单位", lambda: one_unit(entry.history, change.row.text("单位"), change.day))
    _add(entry, change, unit=unit, text=bare(change.row.text("新名")))


def _rename_group(entry: Entry, change: Change) -> None:
    _needed(change.row, "新名")
    _add(entry, change, group=_group(entry, change), text=bare(change.row.text("新名")))


def _found(entry: Entry, change: Change) -> None:
    _needed(change.row, "组")
    name = bare(change.row.text("组"))
    if any(entry.history.group_names[key].last == name for key in entry.history.lives):
        raise RowFault(f"{change.row.place('组')}：已有“{name}”，不能再设立一次")
    group = entry.group(Group(0, name, change.day, change.origin, clause=change.row.text("备注")))
    _add(entry, change, group=group)


def _end(entry: Entry, change: Change) -> None:
    into = _group(entry, change, "并入") if change.kind == "组合并" else None
    group = _group(entry, change)
    if into == group:
        raise RowFault(f"{change.row.place('并入')}：不能并入自己，请核对“并入”")
    _add(entry, change, group=group, into=into, text=change.row.text("备注") if into is None else "")


_ACTS: Mapping[str, Callable[[Entry, Change], None]] = {
    "组设立": _found, "任": _take, "免": _leave, "调": _move, "改职": _move, "增补": _seat, "退出": _unseat,
    "更名": _rename_person, "分工调整": _pass_on, "单位更名": _rename_unit, "组更名": _rename_group, "组合并": _end,
    "组撤销": _end,
}  # fmt: skip
