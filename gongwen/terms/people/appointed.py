"""What a sentence says of one person and one post: the values of :mod:`gongwen.terms.people.appointment`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongwen.terms.found import Found, Span

Act = Literal[
    "任",
    "免",
    "留任",
    "代理",
    "主持",
    "提名",
    "对调",
    "退休",
    "去世",
    "挂职期满",
    "终止试用",
    "增单位",
    "减单位",
]
"""What is said of somebody: 任 takes a post up, 免 gives it up, 留任 keeps it, 主持 leads a unit without being its
head, 提名 is only proposed, 对调 takes over the posts of whom they replace and gives them theirs; of 增单位 and 减单位 the name is that of a unit."""
Oddity = Literal[
    "姓名起止", "分别", "没有写职务", "职务写法", "名单行", "提名", "原任不明", "按词推断", "读法不一"
]
"""What is not sure: where a name ends, whose post is which behind 分别, which post is given up, whether what stands for
a post is one; 名单行 is a line with a role and people alone, which a list may have as well; 提名 is only proposed;
原任不明 is a role passed on by nobody who is named; 按词推断 is told by the order of the words alone,
which of 读法不一 says the opposite."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """What one sentence says of one person."""

    act: Act
    name: str
    post: str = ""
    """A post, several with 、 between, or a role in a group; "" when none is named."""
    note: str = ""
    """What is said beside it: 试用期一年, 挂职两年, 兼, 另有任用."""
    replaced: str = ""
    """Who was in it; "" when the sentence does not name them."""
    holds: str = ""
    """The post that stands with the name: 增补甲（县财政局局长）为成员; "" for none."""


FoundAppointment = Found[Appointment, Oddity]


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says of posts."""

    found: tuple[FoundAppointment, ...]
    rest: tuple[Span, ...]
    """Clauses that speak of posts too and could not be read."""
