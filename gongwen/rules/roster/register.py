"""A person in a roster, as the document and as the register of leading groups has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongwen.rules.rule import rule
from gongwen.zh.spaces import bare


@dataclass(frozen=True, slots=True)
class Entry:
    """A person whom a roster of a document names, or whom the register has in its group on that day."""

    day: date
    name: str
    role: str = ""
    """In the roster; "" for somebody who is not in it."""
    post: str = ""
    posts: tuple[str, ...] = ()
    """What each person of this name was in the register; () when it has none of this name."""
    group_role: str = ""
    """In the group, by the register; "" for somebody who was not in it."""
    group_post: str = ""
    is_group_known: bool = True


@rule("register.unknown", "", "惯例", reads="register")
def unknown(entry: Entry) -> Iterator[str]:
    """名单里的人在名册里有登记。

    Wrong: {名单: 组长 张远 副县长, 名册: 组长 李行 副县长}
    Right: {名单: 组长 李行 副县长, 名册: 组长 李行 副县长}
    """
    if entry.role and not entry.posts:
        yield f"名册里没有“{bare(entry.name)}”，请核对姓名"


@rule("register.post", "", "惯例", reads="register")
def post(entry: Entry) -> Iterator[str]:
    """名单里的职务与名册里当日的职务一致。

    Wrong: {名单: 组长 李行 县长, 名册: 组长 李行 副县长}
    Right: {名单: 组长 李行 副县长, 名册: 组长 李行 副县长}
    """
    known = [*entry.posts, entry.group_post] if entry.group_role else list(entry.posts)
    if entry.role and entry.posts and bare(entry.post) not in map(bare, known):
        there = "、".join(dict.fromkeys(text or "没有职务" for text in entry.posts))
        yield f"{entry.name}的职务写“{entry.post}”，名册里{entry.day}是“{there}”，请核对"


@rule("register.gone", "", "惯例", reads="register")
def gone(entry: Entry) -> Iterator[str]:
    """名单里的人当日在这个领导小组里。

    Wrong: {名单: 组长 李行 副县长, 名册: 不在组内 李行 副县长}
    Right: {名单: 组长 李行 副县长, 名册: 组长 李行 副县长}
    """
    if entry.role and entry.posts and entry.is_group_known and not entry.group_role:
        yield f"名册里{entry.name}在{entry.day}不在这个领导小组，请核对"


@rule("register.role", "", "惯例", reads="register")
def role(entry: Entry) -> Iterator[str]:
    """名单里的组内职务与名册里的一致。

    Wrong: {名单: 组长 李行 副县长, 名册: 副组长 李行 副县长}
    Right: {名单: 组长 李行 副县长, 名册: 组长 李行 副县长}
    """
    if entry.role and entry.posts and entry.group_role not in ("", entry.role):
        yield f"{entry.name}这里是{entry.role}，名册里是{entry.group_role}，请核对"


@rule("register.missing", "", "惯例", reads="register")
def missing(entry: Entry) -> Iterator[str]:
    """名册里当日在这个领导小组的人，名单里都有。

    Wrong: {名单: 没有, 名册: 组长 李行 副县长}
    Right: {名单: 组长 李行 副县长, 名册: 组长 李行 副县长}
    """
    if not entry.role and entry.group_role:
        yield f"名册里{entry.group_role}{entry.name}（{entry.group_post}）在{entry.day}也在组内，名单里没有"
