"""Events in words, and the events of one person, group or unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.records import Event
from gongwen.zh.spaces import close_up


def tell_event(history: History, event: Event) -> str:
    """Return what happened, in one line."""
    return _WORDS[event.kind](_Said(history, event))


class _Said:
    """The names in an event, as they are on its day."""

    def __init__(self, history: History, event: Event) -> None:
        day = event.day
        self.text, self.kind = event.text, event.kind
        self.person = "" if event.person is None else history.person_name(event.person, day)
        self.first_name = "" if event.person is None else history.register.people[event.person].name
        self.successor = "" if event.successor is None else history.person_name(event.successor, day)
        self.post = "" if event.post is None else history.post_name(event.post, day)
        self.post_before = "" if event.post is None else history.post_name(event.post, day - timedelta(1))
        self.old_post = "" if event.old_post is None else history.post_name(event.old_post, day)
        self.group = "" if event.group is None else history.group_name(event.group, day)
        self.into = "" if event.into is None else history.group_name(event.into, day)
        self.unit = "" if event.unit is None else history.register.units[event.unit].name
        seat = None if event.seat is None else history.register.seats[event.seat]
        self.role = seat.role if seat else ""
        if seat and seat.post is not None:
            self.person = history.post_name(seat.post, day)
        if seat and seat.unit is not None:
            self.person = history.unit_name(seat.unit, day)


_ENDINGS: Mapping[str, str] = {"转常态": "转为常态工作", "转常设": "转为常设机构"}
_WORDS: Mapping[str, Callable[[_Said], str]] = {
    "组设立": lambda said: f"设立{said.group}",
    "任": lambda said: f"{said.person}任{said.post}",
    "免": lambda said: f"{said.person}不再任{said.post}",
    "调": lambda said: f"{said.person}由{said.old_post}调任{said.post}",
    "改职": lambda said: f"{said.person}由{said.old_post}改任{said.post}",
    "代理": lambda said: f"{said.person}任{said.post}",
    "主持工作": lambda said: f"{said.person}主持{said.unit}工作",
    "挂职期满": lambda said: f"{said.person}挂职期满，不再任{said.post}",
    "退休": lambda said: f"{said.person}退休",
    "去世": lambda said: f"{said.person}去世",
    "排序": lambda said: f"{said.person}在{said.group}{said.role}中的次序调整",
    "职务更名": lambda said: f"{said.post_before}改称{said.text}",
    "增补": lambda said: f"{said.person}任{said.group}{said.role}",
    "退出": lambda said: f"{said.person}不再担任{said.group}{said.role}",
    "更名": lambda said: f"{said.first_name}更名为{said.text}",
    "分工调整": lambda said: (
        f"{said.successor}接替{said.person}任{said.group}{said.text or said.role}"
        if said.successor
        else f"{said.person}改任{said.group}{said.text}"
    ),
    "单位更名": lambda said: f"{said.unit}更名为{said.text}",
    "单位合并": lambda said: f"{said.unit}并入{said.text}",
    "单位拆分": lambda said: f"{said.unit}拆分为{said.text}",
    "职能划转": lambda said: f"{said.unit}的职能划转{said.text}",
    "组更名": lambda said: f"更名为{said.text}",
    "组合并": lambda said: f"{said.group}并入{said.into}",
    "组撤销": lambda said: f"{said.group}{_ENDINGS.get(said.text, '撤销')}",
}


def events_about(history: History, name: str) -> list[Event]:
    """Return the events of every person, group and unit that was ever called ``name``, in the order of their days."""
    wanted = close_up(name)
    people = {key for key, naming in history.person_names.items() if wanted in naming.names}
    groups = {key for key, naming in history.group_names.items() if wanted in naming.names}
    units = {key for key, naming in history.unit_names.items() if wanted in naming.names}
    posts = {post.id for post in history.register.posts.values() if post.unit in units}
    return [
        event
        for event in history.events
        if {event.person, event.successor} & people
        or {event.group, event.into} & groups
        or event.unit in units
        or {event.post, event.old_post} & posts
    ]
