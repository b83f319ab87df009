"""Lists of groups, laid out in a sheet in the ways in which clerks keep them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

Seat = tuple[str, str, str]
"""Role, name, post."""
Lists = dict[str, list[Seat]]
Rows = list[list[str]]
HEAD = ["组内职务", "姓名", "单位及职务"]


def in_rows(lists: Lists) -> Rows:
    """Each seat a row, with its group."""
    return [["领导小组", *HEAD], *([group, *seat] for group, seats in lists.items() for seat in seats)]


def stacked(lists: Lists) -> Rows:
    """One list below the other, each with a title and a head of its own."""
    return [
        row
        for group, seats in lists.items()
        for row in ([f"{group}成员名单"], ["序号", "机构内职务", "姓名", "职务"], *_numbered(seats), [])
    ]


def _numbered(seats: Sequence[Seat]) -> Rows:
    return [[str(number), *seat] for number, seat in enumerate(seats, 1)]


def in_sections(lists: Lists) -> Rows:
    """One head above all, a heading above each group."""
    rows = [["议事协调机构组成人员名单"], HEAD]
    for number, (group, seats) in enumerate(lists.items()):
        rows += [[f"{'一二三四五六七八九'[number]}、{group}"], *map(list, seats)]
    return rows


def beside(lists: Lists) -> Rows:
    """Lists beside each other."""
    columns = [
        [[f"{group}名单", "", "", "", ""], ["序号", *HEAD, ""], *([*row, ""] for row in _numbered(seats))]
        for group, seats in lists.items()
    ]
    return [[cell for part in row for cell in part] for row in zip_longest(*columns, fillvalue=[""] * 5)]


def under_roles(lists: Lists) -> Rows:
    """Each role on a row of its own above those who have it."""
    rows: Rows = []
    for group, seats in lists.items():
        rows += [[f"{group}组成人员名单"], ["姓  名", "工作单位及职务", "备  注"]]
        for role in dict.fromkeys(seat[0] for seat in seats):
            rows += [[f"{role}："], *([name, post] for own, name, post in seats if own == role)]
    return rows


def without_head(lists: Lists) -> Rows:
    """No head, the role on the first row of those who have it."""
    rows: Rows = []
    for group, seats in lists.items():
        above = ""
        rows.append([f"{group}组成人员"])
        for role, name, post in seats:
            rows.append([f"{role}：" if role != above else "", name, post])
            above = role
    return rows


def in_lines(lists: Lists) -> Rows:
    """Lines in the first column: 组长：甲（县长）、乙（副县长）."""
    rows: Rows = []
    for number, (group, seats) in enumerate(lists.items()):
        rows.append([f"{'一二三四五六七八九'[number]}、{group}"])
        for role in dict.fromkeys(seat[0] for seat in seats):
            people = "、".join(f"{name}（{post}）" for own, name, post in seats if own == role)
            rows.append([f"{role}：{people}"])
    return rows


def a_group_a_row(lists: Lists) -> Rows:
    """A row for each group, a column for each role."""
    roles = list(dict.fromkeys(seat[0] for seats in lists.values() for seat in seats))
    rows = [["序号", "领导小组名称", *roles]]
    for number, (group, seats) in enumerate(lists.items(), 1):
        cells = ["、".join(f"{name}（{post}）" for own, name, post in seats if own == role) for role in roles]
        rows.append([str(number), group, *cells])
    return rows


def a_group_a_column(lists: Lists) -> Rows:
    """A column for each group, a row for each role."""
    roles = list(dict.fromkeys(seat[0] for seats in lists.values() for seat in seats))
    rows = [["职务", *lists]]
    for role in roles:
        cells = [
            "\n".join(f"{name}（{post}）" for own, name, post in seats if own == role)
            for seats in lists.values()
        ]
        rows.append([role, *cells])
    return rows


def people_by_groups(lists: Lists) -> Rows:
    """People down, groups across, in the cells the roles."""
    people = dict.fromkeys((name, post) for seats in lists.values() for _, name, post in seats)
    roles = {(group, name): role for group, seats in lists.items() for role, name, _ in seats}
    rows = [["姓名", "单位及职务", *lists]]
    return rows + [[name, post, *(roles.get((group, name), "") for group in lists)] for name, post in people]


def turned(lists: Lists) -> Rows:
    """Each seat a column."""
    return [list(row) for row in zip(*in_rows(lists), strict=True)]


LAYOUTS: tuple[Callable[[Lists], Rows], ...] = (
    in_rows, stacked, in_sections, beside, under_roles, without_head, in_lines, a_group_a_row, a_group_a_column,
    people_by_groups, turned,
)  # fmt: skip
