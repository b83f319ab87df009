"""名单 → aligned lines: role, name, post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import ceil

from gongwen.address import Address
from gongwen.document import Member, Roster
from gongwen.flow import Columns, Fit, Par, Run
from gongwen.look import Look
from gongwen.make.setting import Setting
from gongwen.zh.spaces import SPACE, spread, spread_to
from gongwen.zh.width import width

_LISTED, _TEXT = "名单", "名单文字"
_COLON, _DEPUTY = "：", "副"
_USUAL_ROLE = 5.0
"""字 of the usual labels: 副总指挥 and its colon."""
_DEARNESS = 2
"""Lines that must be saved for a role to stand on a line of its own."""
_LONGER = 2.0
"""字 beyond the usual width of a name from which it is long."""
_LEAST_POST = 4.0
"""字 of a post that stand on the line of a name which runs on."""
_NUDGE = 1.0
"""Points by which a column stands off labels with half blanks, which fonts draw in different widths."""


@dataclass(slots=True)
class _Grid:
    """The columns of a list, all in 字 from the indent: the two that lines share, and the line itself."""

    name: float
    post: float
    room: float
    gap: float
    is_nudged: bool
    """Whether no label reaches its column without a tab."""
    look: Look
    _columns: dict[float, Columns | None] = field(default_factory=dict)

    def columns(self, wide: float) -> Columns | None:
        """Return where a name ``wide`` 字 and its post begin; None when that leaves the post no column.

        A name too long for its column moves its own post.
        """
        if wide not in self._columns:
            self._columns[wide] = self._find_columns(wide)
        return self._columns[wide]

    def _find_columns(self, wide: float) -> Columns | None:
        post = max(self.post, self.name + wide + self.gap)
        if post > self.room - _LEAST_POST:
            return None
        left, nudge = self.look.left, _NUDGE if self.is_nudged else 0.0
        stops = tuple(left + start * self.look.character + nudge for start in (self.name, post))
        hang = left + self.post * self.look.character + nudge
        return Columns(stops, hang=hang if post > self.post else 0.0)


def lay_roster(roster: Roster, path: Address, setting: Setting) -> Iterator[Par]:
    """Yield a line for each person, and a hanging paragraph for each role that is a text.

    All roles share their columns: role and colon, name, post. The role is printed once. A role that
    would squeeze the posts of all stands on a line of its own, a name that would runs on into its post.
    """
    labels = _labels(roster)
    grid = _find_grid(roster, labels, setting)
    for role, seats in roster.items():
        place = path.to("名单", role)
        if isinstance(seats, str):
            yield _lay_text(labels[role], seats, place, setting)
        else:
            yield from _lay_members(labels[role], seats, grid, place, setting)


def _labels(roster: Roster) -> dict[str, str]:
    """Return the label of each role; where one is the deputy of 召集人, all short ones are as wide as it."""
    wide = 3
    if any(len(role) == wide and _DEPUTY + role in roster for role in roster):
        wide += 1
    return {role: spread_to(role, wide) + _COLON for role in roster}


def _find_grid(roster: Roster, labels: dict[str, str], setting: Setting) -> _Grid:
    """Return the columns that make the list shortest, none narrower than usual."""
    rule, look = setting.profile.roster, setting.profile.looks[_LISTED]
    people = [member for seats in roster.values() if not isinstance(seats, str) for member in seats]
    listed = [labels[role] for role, seats in roster.items() if not isinstance(seats, str)] or [""]
    room = (setting.room - look.left - look.right) / look.character
    widths = [width(label) for label in listed]
    names = [width(spread(member.name)) for member in people]
    posts = [width(_post(member)) for member in people]
    roles = {wide for wide in widths if wide >= _USUAL_ROLE} | {min(max(widths), _USUAL_ROLE)}
    columns = {rule.name_width, *_wider_names(names, rule.name_width)}
    is_nudged = any(" " in label for label in listed)

    def weigh(choice: tuple[float, float]) -> tuple[float, float]:
        role, name = choice
        left = max(room - role - name - rule.gap, 1.0)
        lines = sum(ceil(post / left) for post in posts)
        lines += _DEARNESS * sum(each > role for each in widths) + sum(each > name for each in names)
        return lines, -role - name

    role, name = min(product(sorted(roles), sorted(columns)), key=weigh)
    return _Grid(role, role + name + rule.gap, room, rule.gap, is_nudged, look)


def _wider_names(names: Sequence[float], usual: float) -> Iterator[float]:
    """Yield the widths that a column of names may have beyond the usual one: rare long names widen none."""
    long = [wide for wide in names if wide > usual + _LONGER]
    is_rare = len(long) < len(names) / 3
    yield from (wide for wide in names if wide > usual and not (is_rare and wide in long))


def _post(member: Member) -> str:
    return f"{member.post}（{member.remark}）" if member.remark else member.post


def _lay_members(
    label: str, members: Sequence[Member], grid: _Grid, path: Address, setting: Setting
) -> Iterator[Par]:
    if width(label) > grid.name or members[0].group:
        yield Par(_LISTED, (Run(label),), fit=Fit(keeps_next=True), at=setting.at(*path))
        label = ""
    group = ""
    for index, member in enumerate(members):
        if member.group not in ("", group):
            yield Par(_TEXT, (Run(member.group),), fit=Fit(keeps_next=True), at=setting.at(*path, index))
        group = member.group
        head = "" if index else label
        to_name = "" if width(head) == grid.name and not grid.is_nudged else "\t"
        name, at = spread(member.name), setting.at(*path, index)
        gap = "\t" if name else ""
        columns = grid.columns(width(name))
        if columns is None:
            yield Par(_TEXT, (Run(f"{head}{name}{SPACE}{_post(member)}"),), at=at)
            continue
        yield Par(_LISTED, (Run(f"{head}{to_name}{name}{gap}{_post(member)}"),), columns=columns, at=at)


def _lay_text(label: str, text: str, path: Address, setting: Setting) -> Par:
    """A text hangs under its first character behind the colon, unless that leaves it too little room."""
    look = setting.profile.looks[_TEXT]
    start = look.left + width(label) * look.character
    columns = Columns((start,)) if start < setting.room / 2 else None
    return Par(_TEXT, (Run(label + text),), columns=columns, at=setting.at(*path))
