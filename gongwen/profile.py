"""A layout profile: how every element looks, each value with its clause and its force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from gongwen.faces import Face
from gongwen.finding import Force
from gongwen.flow import Columns, Fit, Par
from gongwen.look import Look


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a value comes from."""

    clause: str
    force: Force


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and type area (5.1, 5.2), in points."""

    width: float
    height: float
    top: float
    left: float
    type_width: float
    type_height: float

    @property
    def right(self) -> float:
        """White to the right of the type area."""
        return self.width - self.left - self.type_width

    @property
    def bottom(self) -> float:
        """White below the type area."""
        return self.height - self.top - self.type_height


@dataclass(frozen=True, slots=True)
class Head:
    """版头 (7.2)."""

    mark_top: float
    """From the top of the type area to the ink of the 发文机关标志."""
    mark_size: float
    """The largest size of the mark; a long one shrinks to one line."""
    mark_pitch: float
    """Its line pitch as a multiple of its size."""
    suffix: str
    """The word that follows the agency in the mark."""
    rule_gap: float
    """From the ink of the 发文字号 to the red line, points (7.2.7)."""
    signers_a_row: int
    """How many 签发人 stand on one line (7.2.6)."""


@dataclass(frozen=True, slots=True)
class Titles:
    """标题 (7.3.1)."""

    widest: float
    """The longest line, in 字 of the title."""
    gap: float
    """Points between a title and a text that has no 主送机关 above it."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Levels of the body (7.3.3)."""

    longest: float
    """A first sentence longer than this, in 字, is text of the paragraph and not a heading."""
    keeps_next: bool
    """Whether a heading on a line of its own stays on the page of what follows it."""


@dataclass(frozen=True, slots=True)
class Closing:
    """署名 and 成文日期 (7.3.5); widths in 字 of the body."""

    sealed_date_right: float
    unsealed_right: float
    unsealed_shift: float
    """How far the date's first character stands right of the name's first."""
    sealed_gap: float
    """Points between the text and the name when a seal is used."""
    least_sealed_gap: float
    """What is left of it when the page is short of room; the seal's top stays within a line."""
    unsealed_gap: float
    tightest: float
    """The smallest line pitch by which the closing may be brought onto the page of the text, points."""
    loosest: float
    """The largest line pitch by which text may be brought onto the page of the closing, points."""


@dataclass(frozen=True, slots=True)
class RosterColumns:
    """名单, in 字."""

    name_width: float
    gap: float


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 (7.4)."""

    page: str
    """偶数页 or 末页: where it must stand."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """页码 (7.5)."""

    below: float
    """From the foot of the type area to the dashes, in points."""
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class Profile:
    """One ``style/*.yaml``, resolved; two profiles are the same only when they are one object."""

    name: str
    title: str
    sheet: Sheet
    faces: Mapping[str, Face]
    looks: Mapping[str, Look]
    parents: Mapping[str, str]
    """The role that each role is derived from; "" for the root."""
    character_roles: frozenset[str]
    head: Head
    titles: Titles
    headings: Headings
    closing: Closing
    roster: RosterColumns
    imprint: Imprint
    page_number: PageNumber
    words: Mapping[str, str]
    """Fixed words: 附件, 抄送, 印发 …"""
    printing: Mapping[str, str]
    """What the press must keep to (clause 6), for people to read."""
    basis: Mapping[str, Basis] = field(default_factory=dict)
    """Clause and force by the path of the value in the file: 样式.公文标题.字号."""

    @cached_property
    def body(self) -> Look:
        """The look of running text."""
        return self.looks[BODY]

    def look_of(self, par: Par) -> Look:
        """Return the look of the role of ``par`` with what the paragraph itself changes."""
        if par.fit is None and par.columns is None:
            return self.looks[par.role]
        return _fitted(self, par.role, par.fit, par.columns)


@lru_cache(maxsize=4096)
def _fitted(profile: Profile, role: str, fit: Fit | None, columns: Columns | None) -> Look:
    look = profile.looks[role]
    if fit is not None:
        changed = {name: value for name in fit.__slots__ if (value := getattr(fit, name)) is not None}
        look = replace(look, **changed)
    if columns is not None and not columns.ends_right:
        last = columns.stops[-1]
        look = replace(look, left=last, first=look.left - last)
    return look


BODY = "公文正文"
"""The role of running text, from which all others are derived."""
HEADING_ROLES = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}
"""The role of each level of numbered headings (7.3.3)."""
