"""What the register holds: people, units, posts, groups, seats, and the events that change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

Kind = Literal[
    "组设立", "任", "免", "调", "改职", "代理", "主持工作", "挂职期满", "退休", "去世", "增补", "退出", "分工调整", "排序",
    "更名", "单位更名", "单位合并", "单位拆分", "职能划转", "职务更名", "组更名", "组合并", "组撤销",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

Status = Literal["在用", "撤销", "并入", "转常态", "转常设"]

Clause = Literal["发文调整", "组长批准", "随职务调整"]
"""How a group changes its members: by a notice, by approval of its leader, or of itself with the post."""
CLAUSES: tuple[Clause, ...] = get_args(Clause)


class Origin(NamedTuple):
    """The document that proves a change."""

    title: str = ""
    number: str = ""
    """Its 发文字号."""

    def __str__(self) -> str:
        title = f"《{self.title}》" if self.title else ""
        return f"{title}（{self.number}）" if title and self.number else title or self.number


NOWHERE = Origin()
"""No document."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, known by ``id``: two people of one name are two."""

    id: int
    name: str
    """At the time of entry; see :class:`gongwen.roster.history.History` for later names."""
    reading: str = ""
    """The name in pinyin as the person reads it; "" for as usual."""
    strokes: str = ""
    """Strokes of rare characters, as 㼆=43112… 龘=…; "" when the table knows them all."""
    born: str = ""
    """出生年月 as 1975.10."""
    place: int = 0
    """Rank among all people; 0 when none was given."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """单位, in the order of the list of units."""

    id: int
    name: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """职务: a title in a unit, or a title alone (副县长)."""

    id: int
    unit: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """领导小组 and its like."""

    id: int
    name: str
    founded: date
    basis: Origin = NOWHERE
    """设立依据."""
    term: date | None = None
    """The last day of its 期限; None when it has none."""
    lead_unit: int | None = None
    """牵头单位."""
    office: str = ""
    """Where its 办公室 is and who heads it, in its own words."""
    clause: str = ""
    """What its notice says of changes of members, in its own words."""
    place: int = 0
    order: str = ""
    """The order that its list claims, as 姓氏笔画; "" for that of its seats."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a group with the first who took it: a person, a post or a unit."""

    id: int
    group: int
    role: str
    place: int
    """Order within the role, from 1."""
    person: int | None = None
    post: int | None = None
    unit: int | None = None
    shown: str = ""
    """The post as this group printed it, where it differs from what the person holds."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One change; what it needs beside its kind depends on the kind."""

    id: int
    batch: int
    kind: Kind
    day: date
    """From which it counts."""
    origin: Origin = NOWHERE
    person: int | None = None
    post: int | None = None
    """The post taken up (任 代理 调 改职), given up (免 挂职期满) or given another title (职务更名)."""
    old_post: int | None = None
    """The post left (调 改职)."""
    unit: int | None = None
    group: int | None = None
    into: int | None = None
    """The group that takes over another (组合并)."""
    seat: int | None = None
    successor: int | None = None
    """The person who takes the seat over (分工调整)."""
    text: str = ""
    """A new name or title, the units that take over (单位合并 单位拆分 职能划转), a new role (分工调整), a new place (排序), or a status (组撤销)."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was entered at once."""

    id: int
    entered: str
    """When, as 2024-06-01T09:30:00."""
    note: str = ""
    undoes: int | None = None
    """The batch that it takes back."""
