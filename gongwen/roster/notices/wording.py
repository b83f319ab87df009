"""Changes of a group in the words of a notice: 增补, 不再担任, 改任."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gongwen.roster.ledger.difference import GroupChange, Shift, Sort
from gongwen.roster.ledger.state import Line

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
    if sort == "新增":
        yield f"增补{'、'.join(_whole(shift.line) for shift in shifts)}为{role}。"
    elif sort == "退出":
        yield f"{'、'.join(_name(shift.line) for shift in shifts)}不再担任{_office(role)}。"
    else:
        yield from (_sentence(sort, shift) for shift in shifts)


def _sentence(sort: Sort, shift: Shift) -> str:
    old, new = shift.before, shift.after
    assert old is not None and new is not None
    if sort == "接替":
        taken = f"{_whole(new)}任{new.role}" if new.name else f"{_office(new.role)}暂缺"
        return f"{taken}，{_name(old)}不再担任{_office(old.role)}。" if old.name else f"{taken}。"
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


def _name(line: Line) -> str:
    return line.name or line.post


def printed_roster(lines: Iterable[Line]) -> dict[str, Any]:
    """Return the lines as the 名单 of a document's input; a role without any person is one text of units or posts.

    A vacant seat prints 暂缺 and its post.
    """
    roles: dict[str, list[Line]] = {}
    for line in lines:
        roles.setdefault(line.role, []).append(line)
    return {role: _seats(together) for role, together in roles.items()}


def _seats(lines: list[Line]) -> list[dict[str, str]] | str:
    if all(line.person is None for line in lines):
        return "、".join(line.name or line.post for line in lines)
    return [_member(line) for line in lines]


def _member(line: Line) -> dict[str, str]:
    post = line.post or ("有关负责同志" if line.person is None else "同志")
    return {"姓名": line.name or "暂缺", "职务": post, "备注": line.remark}
