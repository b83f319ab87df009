"""Changes of a group in the words of a notice: 增补, 不再担任, 改任."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gongwen.roster.ledger.difference import GroupChange, Shift, Sort
from gongwen.roster.ledger.state import Line
from gongwen.terms.people.role import is_of_office

_ORDER: tuple[Sort, ...] = ("接替", "角色变更", "新增", "职务变更", "退出")
"""In which the sorts of changes are told."""
_MEMBERS = ("成员", "委员", "组员")


def change_lines(change: GroupChange) -> list[str]:
    """Return what changed in a group as sentences, a line each; [] when only the order did."""
    return [
        sentence
        for sort in _ORDER
        for role, shifts in _by_role(shift for shift in change.changed if shift.sort == sort)
        for sentence in _sentences(sort, role, shifts)
    ]


def _by_role(shifts: Iterable[Shift]) -> Iterator[tuple[str, list[Shift]]]:
    found: dict[str, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(shift.line.role, []).append(shift)
    yield from found.items()


def _sentences(sort: Sort, role: str, shifts: list[Shift]) -> Iterator[str]:
    if sort == "新增" and is_of_office(role):
        yield f"{role}由{'、'.join(_whole(shift.line) for shift in shifts)}担任。"
    elif sort == "新增":
        yield f"增补{'、'.join(_whole(shift.line) for shift in shifts)}为{role}。"
    elif sort == "退出":
        yield f"{_comrades([shift.line for shift in shifts])}不再担任{_office(role)}。"
    else:
        yield from (_sentence(sort, shift) for shift in shifts)


def _sentence(sort: Sort, shift: Shift) -> str:
    old, new = shift.before, shift.after
    assert old is not None and new is not None
    if sort == "接替":
        taken = f"{_whole(new)}任{new.role}" if new.name else f"{_office(new.role)}暂缺"
        return f"{taken}，{_comrades([old])}不再担任{_office(old.role)}。" if old.name else f"{taken}。"
    if sort == "角色变更":
        return f"{_whole(new)}由{old.role}改任{new.role}。"
    if not new.post:
        return f"{new.name}不再列原职务（{old.post}），仍任{new.role}。"
    was = f"由{old.post}改为{new.post}" if old.post else f"为{new.post}"
    return f"{new.role}{new.name}的职务{was}。"


def _office(role: str) -> str:
    """Return what somebody is no longer: 成员 alone, 组长职务 with the word."""
    return role if role.endswith(_MEMBERS) else f"{role}职务"


def _whole(line: Line) -> str:
    return f"{line.name}（{line.post}）" if line.name and line.post else line.name or line.post


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
    post = line.post or ("" if line.person is not None else "有关负责同志")
    return {"姓名": line.name or VACANT, "职务": post, "备注": line.remark}


VACANT = "（空缺）"
"""What stands for the name where nobody holds the post."""
