"""Two rosters of one group → what changed between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.state import Line, roster_of

Sort = Literal["新增", "退出", "接替", "角色变更", "职务变更", "排序变更", "不变"]


class Shift(NamedTuple):
    """What became of one line."""

    sort: Sort
    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The line as it is, or as it was when it is gone."""
        line = self.after or self.before
        assert line is not None
        return line


def compare(before: Sequence[Line], after: Sequence[Line]) -> list[Shift]:
    """Return a shift for each line, in the order of ``after``, those that are gone at the end.

    A person who stays is the same line, whatever the role; else a seat with another in it is passed on.
    """
    old_by_holder: dict[tuple[object, ...], list[Line]] = {}
    for line in before:
        old_by_holder.setdefault(_holder(line), []).append(line)
    pairs: list[tuple[Line | None, Line]] = []
    for line in after:
        found = old_by_holder.get(_holder(line), [])
        same_role = [each for each in found if each.role == line.role]
        old = next(iter(same_role or found), None)
        if old is not None:
            found.remove(old)
        pairs.append((old, line))
    gone = {line.sitting.seat.id: line for lines in old_by_holder.values() for line in lines}
    shifts = [_shift(old or gone.pop(line.sitting.seat.id, None), line) for old, line in pairs]
    shifts += [Shift("退出", line, None) for line in gone.values()]
    return _with_moves(shifts, before, after)


def _holder(line: Line) -> tuple[object, ...]:
    """Return who is in a line: a person, or the post or unit that the seat goes with."""
    if line.person is not None:
        return ("人", line.person)
    return ("席", line.sitting.seat.id)


def _shift(old: Line | None, new: Line) -> Shift:
    if old is None:
        return Shift("新增", None, new)
    if _holder(old) != _holder(new):
        return Shift("接替", old, new)
    if old.role != new.role:
        return Shift("角色变更", old, new)
    is_same = (old.name, old.post) == (new.name, new.post)
    return Shift("不变" if is_same else "职务变更", old, new)


def _with_moves(shifts: list[Shift], before: Sequence[Line], after: Sequence[Line]) -> list[Shift]:
    """Mark lines that nothing happened to but that stand before others they stood behind."""
    stayed = [shift for shift in shifts if shift.sort == "不变"]
    old = {id(line): index for index, line in enumerate(before)}
    kept = longest_rising([old[id(shift.before)] for shift in stayed])
    moved = {id(shift.after) for index, shift in enumerate(stayed) if index not in kept}
    return [
        Shift("排序变更", *shift[1:]) if id(shift.after) in moved and shift.sort == "不变" else shift
        for shift in shifts
    ]


def longest_rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest rising part of ``values``: what need not have been moved."""
    if all(one < other for one, other in pairwise(values)):
        return set(range(len(values)))
    best: list[tuple[int, int]] = []
    for index, value in enumerate(values):
        before = [each for each in range(index) if values[each] < value]
        last = max(before, key=lambda each: best[each][0], default=-1)
        best.append((best[last][0] + 1 if last >= 0 else 1, last))
    index = max(range(len(best)), key=lambda each: best[each][0], default=-1)
    kept = set()
    while index >= 0:
        kept.add(index)
        index = best[index][1]
    return kept


Fate = Literal["调整", "成立", "更名", "撤销", "并入", "转常态", "转常设"]
"""What became of a group itself."""


class GroupChange(NamedTuple):
    """What changed in a group."""

    group: int
    name: str
    shifts: tuple[Shift, ...]
    fate: Fate = "调整"
    was: str = ""
    """Its name before, where that was another; "" otherwise."""
    into: str = ""
    """The group that took it over; "" for none."""

    @property
    def has_ended(self) -> bool:
        """Whether the group is no longer there."""
        return self.fate in ("撤销", "并入", "转常态", "转常设")

    @property
    def changed(self) -> tuple[Shift, ...]:
        """The lines that something happened to."""
        return tuple(shift for shift in self.shifts if shift.sort != "不变")


def group_changes(
    before: History, after: History, groups: Sequence[int], since: date, day: date
) -> Iterator[GroupChange]:
    """Yield each of ``groups`` that changed from ``before`` on the day ``since`` to ``after`` on ``day``."""
    for group in groups:
        old = roster_of(before, group, since) if group in before.lives else []
        shifts = tuple(compare(old, roster_of(after, group, day)))
        change = GroupChange(
            group, after.group_name(group, day), shifts, *_fate(before, after, group, since, day)
        )
        if change.changed or change.fate not in ("调整", "成立"):
            yield change


def _fate(before: History, after: History, group: int, since: date, day: date) -> tuple[Fate, str, str]:
    """Return what became of a group, its name before, and the group that took it over."""
    life, was = after.lives.get(group), before.lives.get(group)
    if life is None:
        return "调整", "", ""
    existed = was is not None and was.start <= since
    if life.end is not None and life.end <= day:
        is_news = was is None or was.end is None or was.end > since
        into = after.group_name(life.into, day) if life.into is not None else ""
        return (life.status if life.status != "在用" and is_news else "调整"), "", into
    if not existed and life.start <= day:
        return "成立", "", ""
    old = before.group_name(group, since)
    return ("更名", old, "") if old != after.group_name(group, day) else ("调整", "", "")
