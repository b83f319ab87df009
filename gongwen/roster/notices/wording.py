"""Changes of a group in the words of a notice: 增补, 不再担任, 改任."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongwen.roster.ledger.difference import Fate, GroupChange, Shift, Sort
from gongwen.roster.ledger.state import Line
from gongwen.terms.people.role import is_leader, is_of_office
from gongwen.zh.numerals import to_chinese

_ORDER: tuple[Sort, ...] = ("接替", "角色变更", "新增", "职务变更", "退出")
"""In which the sorts of changes are told."""
_MEMBERS = ("成员", "委员", "组员")


_SUBJECTS: Mapping[Fate, str] = {
    "调整": "调整{name}组成人员",
    "成立": "成立{name}",
    "更名": "将{was}更名为{name}{more}",
    "撤销": "撤销{name}",
    "并入": "将{name}并入{into}",
    "转常态": "将{name}转为常态工作",
    "转常设": "将{name}转为常设机构",
}
"""What a notice is about, by what became of the group."""


def subject_of(changes: Sequence[GroupChange]) -> str:
    """Return what a notice is about, as its title says it: one group by name, several as 部分领导小组."""
    if len(changes) > 1:
        return f"{_deed(changes)}部分{kind_of(changes)}{members_of(changes)}"
    change = changes[0]
    more = "并调整组成人员" if change.changed else ""
    return _SUBJECTS[change.fate].format(name=change.name, was=change.was, into=change.into, more=more)


def _deed(changes: Sequence[GroupChange]) -> str:
    fates = {change.fate for change in changes}
    return fates.pop() if len(fates) == 1 and fates <= {"成立", "撤销"} else "调整"


def kind_of(changes: Sequence[GroupChange]) -> str:
    """Return what the groups are called together: 领导小组, or 议事协调机构 where some have another name."""
    return "领导小组" if all(change.name.endswith("领导小组") for change in changes) else "议事协调机构"


def members_of(changes: Sequence[GroupChange]) -> str:
    """Return what of the groups changes: 组成人员, 及其组成人员 where the groups do too, "" where they alone do."""
    if all(change.fate == "调整" for change in changes):
        return "组成人员"
    return "" if _deed(changes) != "调整" else "及其组成人员"


def fate_words(change: GroupChange) -> str:
    """Return what became of a group, in a few words."""
    return subject_of([change]).removesuffix("并调整组成人员")


def section_lines(index: int, change: GroupChange, *, has_vacant: bool) -> list[str]:
    """Return what a notice of the changes of many groups tells of one, below its heading."""
    heading = f"{to_chinese(index)}、{change.was or change.name}"
    if change.fate == "撤销":
        return [heading, "撤销该机构。"]
    told = [] if change.fate == "调整" else [f"{fate_words(change)}。"]
    lines = [] if change.has_ended else change_lines(change, has_vacant=has_vacant)
    return [heading, *(told + lines or ["组成人员的排序作相应调整。"])]


def change_lines(change: GroupChange, *, has_vacant: bool = False) -> list[str]:
    """Return what changed in a group as sentences, a line each; [] when only the order did.

    With ``has_vacant`` it is told of a seat whose post nobody holds any longer.
    """
    if change.fate == "成立":
        return [f"{people}任{role}。" for role, people in _founders(change)]
    return [
        sentence
        for sort in _ORDER
        for role, shifts in _by_role(shift for shift in change.changed if shift.sort == sort)
        for sentence in _sentences(sort, role, shifts, has_vacant=has_vacant)
    ]


def _founders(change: GroupChange) -> Iterator[tuple[str, str]]:
    for role, shifts in _by_role(change.changed):
        yield role, _listed([shift.line for shift in shifts])


def _by_role(shifts: Iterable[Shift]) -> Iterator[tuple[str, list[Shift]]]:
    found: dict[str, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(shift.line.role, []).append(shift)
    yield from found.items()


def _sentences(sort: Sort, role: str, shifts: list[Shift], *, has_vacant: bool) -> Iterator[str]:
    if sort == "新增" and is_of_office(role):
        yield f"{role}由{_listed([shift.line for shift in shifts])}担任。"
    elif sort == "新增" and is_leader(role):
        yield f"{_listed([shift.line for shift in shifts])}任{role}。"
    elif sort == "新增":
        yield f"增补{_listed([shift.line for shift in shifts])}为{role}。"
    elif sort == "退出":
        yield f"{_comrades([shift.line for shift in shifts])}不再担任{_office(role)}。"
    elif sort == "接替":
        yield from (_succession(shift, has_vacant=has_vacant) for shift in shifts)
    else:
        yield from (_sentence(sort, shift) for shift in shifts)


def _succession(shift: Shift, *, has_vacant: bool) -> str:
    old, new = shift.before, shift.after
    assert old is not None and new is not None
    taken = f"{_listed([new])}任{new.role}" if new.name else ""
    left = f"{_comrades([old])}不再担任{_office(old.role)}" if old.name else ""
    empty = f"{new.post}一席空缺" if not new.name and has_vacant else ""
    return "，".join(filter(None, (taken, left, empty))) + "。"


def _sentence(sort: Sort, shift: Shift) -> str:
    old, new = shift.before, shift.after
    assert old is not None and new is not None
    if sort == "角色变更":
        return f"{_listed([new])}由{old.role}改任{new.role}。"
    if not new.post:
        return f"{_comrades([new])}不再列原职务（{old.post}），仍任{new.role}。"
    was = f"由{old.post}改为{new.post}" if old.post else f"为{new.post}"
    return f"{new.role}{_comrades([new])}的职务{was}。"


def _office(role: str) -> str:
    """Return what somebody is no longer: 成员 alone, 组长职务 with the word."""
    return role if role.endswith(_MEMBERS) else f"{role}职务"


def _whole(line: Line) -> str:
    return f"{line.name}（{line.post}）" if line.name and line.post else line.name or line.post


def _listed(lines: Sequence[Line]) -> str:
    """Return who they are with their posts; 同志 stands behind the last where it has none to show."""
    words = "、".join(map(_whole, lines))
    return f"{words}同志" if lines[-1].person is not None and not lines[-1].post else words


def _comrades(lines: Sequence[Line]) -> str:
    """Return who they are, people with 同志 behind the last of them."""
    words = "、".join(line.name or line.post for line in lines)
    return f"{words}同志" if all(line.person is not None for line in lines) else words


def printed_roster(lines: Iterable[Line], *, has_vacant: bool = False) -> dict[str, Any]:
    """Return the lines as the 名单 of a document's input; a role without any person is one text of units or posts.

    Seats of posts that nobody holds are left out, or printed as （空缺） with ``has_vacant``.
    """
    roles: dict[str, list[Line]] = {}
    for line in lines:
        if line.name or has_vacant:
            roles.setdefault(line.role, []).append(line)
    return {role: _seats(together) for role, together in roles.items()}


def _seats(lines: list[Line]) -> list[dict[str, str]] | str:
    """Return the lines of a role one by one; as one text where they are units alone."""
    if all(line.person is None and line.name for line in lines):
        return "、".join(line.name for line in lines)
    return [_member(line) for line in lines]


def _member(line: Line) -> dict[str, str]:
    return {"姓名": line.name or VACANT, "职务": post_of(line), "备注": line.remark}


def post_of(line: Line) -> str:
    """Return what a roster says of the post of a line: of a unit without a person somebody in charge of it; "" for none."""
    return line.post or ("" if line.person is not None else "有关负责同志")


VACANT = "（空缺）"
"""What stands for the name where nobody holds the post."""
