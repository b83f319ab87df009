"""名单 in a table: columns for role, name and post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.role import is_role
from gongwen.zh.spaces import close_up

_ROLE_HEADS = (
    "角色",
    "小组职务",
    "组内职务",
    "领导小组职务",
    "小组内职务",
    "职责",
    "担任职务",
    "专班职务",
    "本组职务",
    "类别",
)
_POST_HEADS = (
    "职务",
    "单位及职务",
    "单位职务",
    "工作单位及职务",
    "现任职务",
    "单位和职务",
    "单位、职务",
    "所在单位及职务",
    "行政职务",
)


def roster_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, str]] | None:
    """Return role, name and post of each row below the head; None when the table is no roster with roles.

    An empty role is that of the row above.
    """
    columns = _columns(rows) if rows else None
    if columns is None:
        return None
    found: list[tuple[str, str, str]] = []
    role = ""
    for cells in rows[1:]:
        own, name, post = (cells[index] if index < len(cells) else "" for index in columns)
        role = own or role
        if not role or not name or not post:
            return None
        found.append((role, close_up(name), post))
    return iter(found) if found else None


def row_cells(text: str) -> list[str]:
    """Return the cells of a row of a table, without outer spaces."""
    if text.lstrip().startswith("|"):
        return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]
    return [cell.strip() for cell in text.split("\t")]


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, int, int] | None:
    """Return the columns of role, name and post; None when the table is no roster with roles."""
    titles = [close_up(cell) for cell in rows[0]]
    if "姓名" not in titles:
        return None
    posts = [index for index, title in enumerate(titles) if title in _POST_HEADS]
    roles = [
        index for index, title in enumerate(titles) if title in _ROLE_HEADS or _holds_roles(rows[1:], index)
    ]
    if not roles and len(posts) > 1:
        roles, posts = posts[:1], posts[1:]
    posts = [index for index in posts if index not in roles] or [
        index for index in range(len(titles)) if index not in roles and _holds_posts(rows[1:], index)
    ]
    return (roles[0], titles.index("姓名"), posts[-1]) if roles and posts else None


def _holds_posts(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether most of what stands in ``column`` is a post, whatever its title: 备注."""
    cells = [close_up(cells[column]) for cells in rows if column < len(cells)]
    return 2 * sum(map(ends_as_post, cells)) > len(cells)


def _holds_roles(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether everything that stands in ``column`` is a role in a group, whatever its title."""
    cells = [close_up(cells[column]) for cells in rows if column < len(cells) and cells[column].strip()]
    return bool(cells) and all(map(is_role, cells))
