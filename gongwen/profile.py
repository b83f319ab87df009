"""A layout profile: how every element looks, each value with its clause and its force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from gongwen.document import Document
from gongwen.faces import Face
from gongwen.flow import Columns, Fit, Par
from gongwen.look import Look

ClauseForce = Literal["应当", "一般", "推荐", "惯例"]
"""How binding the words of a clause are, strongest first; 惯例 where none says it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a value comes from."""

    clause: str
    force: ClauseForce


Organs = Literal["各类机关", "行政机关", "党的机关", "无"]


@dataclass(frozen=True, slots=True)
class Validity:
    """For which documents a style is taken when they name none."""

    first: str
    """The first 成文日期, YYYY-MM-DD; "" when there is no limit."""
    last: str
    organs: Organs
    """Whose documents; 无: only by name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and type area (5.1, 5.2), in points."""

    width: float
    height: float
    top: float
    left: float
    type_width: float
    type_height: float
    first_shift: float = 0.0
    """How much lower the type area of the first page begins; negative is higher."""
    first_extra: float = 0.0
    """How much lower it ends."""

    @property
    def right(self) -> float:
        """White to the right of the type area."""
        return self.width - self.left - self.type_width

    @property
    def bottom(self) -> float:
        """White below the type area."""
        return self.height - self.top - self.type_height

    @property
    def first_differs(self) -> bool:
        """Whether the type area of the first page is another."""
        return bool(self.first_shift or self.first_extra)

    @property
    def usual(self) -> Sheet:
        """The same sheet with the usual type area on the first page too."""
        return replace(self, first_shift=0.0, first_extra=0.0)

    def area(self, page: int, *, is_turned: bool = False) -> Area:
        """Return the type area of ``page``, from 1; that of a turned sheet has the binding edge on top (8)."""
        if is_turned:
            return Area(self.bottom, self.left, self.type_height, self.type_width)
        if page > 1:
            return Area(self.left, self.top, self.type_width, self.type_height)
        height = self.type_height - self.first_shift + self.first_extra
        return Area(self.left, self.top + self.first_shift, self.type_width, height)


class Area(NamedTuple):
    """A type area, points from the top left corner of the sheet."""

    left: float
    top: float
    width: float
    height: float


_SPARE = 2.0
"""Points by which the lines of a grid may fall short of the type area."""


def fills_grid(height: float, pitch: float) -> bool:
    """Whether lines of ``pitch`` fill a type area ``height`` points high, so that its docx has a grid of them.

    Text takes up no more of a page with a grid than its lines.
    """
    return height % pitch < _SPARE


HEAD_PARTS = ("左上角", "标志", "发文字号", "分隔线")
"""What a 版头 is made of."""
CORNER_ELEMENTS = ("份号", "密级和保密期限", "紧急程度", "发文字号")
"""What may stand at the left and at the right of its first lines."""


@dataclass(frozen=True, slots=True)
class Head:
    """版头 (7.2)."""

    order: tuple[str, ...]
    """What of HEAD_PARTS follows what."""
    left: tuple[str, ...]
    """Those of CORNER_ELEMENTS at the top left, one a line."""
    right: tuple[str, ...]
    """The elements at the right of these lines."""
    secrecy_line: int
    """The line from the top on which the 密级 stands at least (7.2.2)."""
    spreads: bool
    """Whether a word of two characters is spread by one 字 (1999)."""
    corner_gap: float
    """From a red line above them to the ink of these elements (10.1)."""
    mark_top: float
    """From the top of the type area, or of the paper, to the ink of the 发文机关标志."""
    upward_mark_top: float
    """The same of a document to a superior."""
    mark_from: str
    """版心 or 纸边: where it is measured from."""
    mark_size: float
    """The largest size of the mark; a long one shrinks to one line."""
    least_mark_size: float
    """To what size the mark of a joint document may shrink, so that the first page shows text."""
    mark_pitch: float
    """Its line pitch as a multiple of its size."""
    suffix: str
    """The word that follows the agency in the mark; "" for none."""
    marks: str
    """各机关 or 主办机关: whose names a joint document has in its mark."""
    rules: tuple[str, ...]
    """The roles of the lines under the head, from above."""
    rule_gap: float
    """From the ink above them to the first of them, points (7.2.7)."""
    signers_a_row: int
    """How many 签发人 stand on one line (7.2.6)."""
    foot_rules: tuple[str, ...]
    """The roles of the lines at the foot of the first page, from above (10.1)."""
    foot_rules_bottom: float
    """From the last of them to the foot of the sheet."""

    def issuer_mark(self, document: Document) -> tuple[tuple[str, ...], str]:
        """Return the names in the 发文机关标志, host first, and the word beside them (7.2.4).

        A mark that was given stands as it is, with "" beside it.
        """
        if document.issuer_mark:
            return (document.issuer_mark,), ""
        return (document.issuers if self.marks == "各机关" else document.issuers[:1]), self.suffix


@dataclass(frozen=True, slots=True)
class Titles:
    """标题 (7.3.1)."""

    widest: float
    """The longest line, in 字 of the title."""
    gap: float
    """Points between a title and a text that has no 主送机关 above it."""
    untitled_gap: float
    """Points between the head and a text that has no title (10.2)."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Levels of the body (7.3.3)."""

    longest: float
    """A first sentence longer than this, in 字, is none of a heading."""


@dataclass(frozen=True, slots=True)
class Seals:
    """Room for the seals (7.3.5.1), in points."""

    diameter: float
    gap: float
    """Between two of them, at least."""
    a_row: int
    lift: float
    """How far the centre of a seal stands above the middle of the name and the date under it."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """签名章 (7.3.5.3): lengths in points, widths named right in 字 of the body."""

    width: float
    height: float
    row_gap: float
    """Between two of them."""
    gap: float
    """Between the text and the first stamp."""
    right: float
    """From the stamp to the edge of the type area, 字."""
    post_gap: float
    """Between the post and the stamp, 字."""
    date_gap: float
    """Between the last stamp and the date."""
    date_right: float
    """字."""


@dataclass(frozen=True, slots=True)
class Closing:
    """署名 and 成文日期 (7.3.5); widths in 字 of the body."""

    named_from: int
    """From how many agencies on their names are printed under the seals, unless 署名 says them."""
    chinese_date: bool
    """Whether the 成文日期 is in Chinese numerals (1999)."""
    sealed_date_right: float
    joint_date_right: float
    """Right of the date of a joint document with seals."""
    are_centred: bool
    """Whether the names of a joint document stand in centred rows with the date below the seals (1999)."""
    pair_side: float
    """At both sides of the date that bears the seals of two agencies without their names; 0 for no such way."""
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
    seals: Seals
    stamps: Stamps


@dataclass(frozen=True, slots=True)
class RosterColumns:
    """名单, in 字."""

    name_width: float
    gap: float


@dataclass(frozen=True, slots=True)
class Tables:
    """表格."""

    least_size: float
    """The smallest type to which a wide table goes down, points."""
    most_lines: float
    """Lines that a row has on the average at most, before the type gets smaller."""
    room: float
    """Above and below the text of a cell, points."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 (7.4)."""

    page: str
    """偶数页 or 末页: where it must stand."""
    first_rule: str
    """The role of the line above it; "" for none."""
    middle_rule: str
    """The role of the lines between its elements."""
    last_rule: str


@dataclass(frozen=True, slots=True)
class PageNumber:
    """页码 (7.5)."""

    below: float
    """From the foot of the type area to the dashes, in points."""
    before: str
    after: str
    on_first: bool
    """Whether the first page has a number (10.1)."""


@dataclass(frozen=True, eq=False)
class Profile:
    """One ``style/*.yaml``, resolved; two profiles are the same only when they are one object."""

    name: str
    title: str
    validity: Validity
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
    tables: Tables
    imprint: Imprint
    page_number: PageNumber
    words: Mapping[str, str]
    """Fixed words: 附件, 抄送, 印发 …"""
    printing: Mapping[str, str]
    """What the press must keep to (clause 6), for people to read."""
    basis: Mapping[str, Basis] = field(default_factory=dict)
    """Clause and force by the path of the value in the file: 样式.公文标题.字号."""

    @property
    def first_page_differs(self) -> bool:
        """Whether the first page has another type area, no number, or lines at its foot."""
        return self.sheet.first_differs or not self.page_number.on_first or bool(self.head.foot_rules)

    @cached_property
    def body(self) -> Look:
        """The look of running text."""
        return self.looks[BODY]

    def look_of(self, par: Par) -> Look:
        """Return the look of the role of ``par`` with what the paragraph itself changes."""
        if par.fit is None and par.columns is None:
            return self.looks[par.role]
        return _fitted(self, par.role, par.fit, par.columns)


@lru_cache(maxsize=8)
def preprinted(profile: Profile) -> Profile:
    """Return ``profile`` for paper that bears the red lines already: only their room is kept."""
    lines = (*profile.head.rules, *profile.head.foot_rules)
    return replace(
        profile, looks={**profile.looks, **{role: replace(profile.looks[role], fill="") for role in lines}}
    )


@lru_cache(maxsize=4096)
def _fitted(profile: Profile, role: str, fit: Fit | None, columns: Columns | None) -> Look:
    look = profile.looks[role]
    if fit is not None:
        changed = {name: value for name, value in fit._asdict().items() if value is not None}
        look = replace(look, **changed)
    if columns is not None and columns.hangs:
        last = columns.hang or columns.stops[-1]
        look = replace(look, left=last, first=look.left - last)
    return look


BODY = "公文正文"
"""The role of running text, from which all others are derived."""
HEADING_ROLES = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}
"""The role of each level of numbered headings that stand above what they head (7.3.3)."""
RUN_IN_ROLES = {1: "一级标题段", 2: "二级标题段", 3: "三级标题段", 4: "四级标题段"}
"""The role of those that text runs on behind, or that head nothing."""
LEVELS_OF_ROLES = {role: level for roles in (HEADING_ROLES, RUN_IN_ROLES) for level, role in roles.items()}
