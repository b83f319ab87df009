"""What each column of a block holds: by its title, by what stands in it where the title does not tell, or leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongwen.pattern import pattern
from gongwen.read.rows import plain
from gongwen.read.workbook import Cell
from gongwen.roster.intake.tables.blocks import COUNTED, OF_ROLES, OTHER, Block, key_of
from gongwen.terms.agency_level import PLACES
from gongwen.terms.people import group_name
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import is_seat, is_vacant
from gongwen.terms.people.role import is_role, opens_roster
from gongwen.zh.spaces import close_up

MARK = pattern(r"[^\w\s，。、；：（）()/—-]{1,2}")
"""A sign that stands for a role: ★, √."""
_BRACKET = pattern(r"[（(][^（）()]*[）)]")
_NUMBER = pattern(r"^\d+[.．、]\s*")
_APART = pattern("[、，,；;\n]+")
_OF_LISTS = pattern("组长|指挥|成员|委员|召集人")
"""Roles that are no posts."""
_OF_PLACES = pattern(f"(?:全?[{PLACES}村]|街道)")
_MOST = 0.6
"""The part of the cells of a column that show what the column is."""
_FEWEST = 2
"""Columns of roles that make a list where no column names the groups."""
_ENOUGH = 200
"""The cells of a column that are looked at."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a block."""

    keys: Mapping[int, str]
    """What those hold that tell something of the whole row."""
    roles: Mapping[int, str]
    """The role of all people in a column."""
    groups: Mapping[int, str]
    """The group that each cell of a column is about: its role in it, a mark, or who is in it."""
    unknown: Mapping[int, Cell]
    """The titles of those that were not understood."""
    counted: frozenset[int]
    """Those that only count the rows."""


def columns_of(block: Block) -> Columns:
    """Return what the columns of ``block`` hold."""
    titled = {column: key_of(cell.text) for column, cell in block.head.items()}
    values = {column: _values(block, column) for column in block.head}
    keys: dict[int, str] = {}
    _put_titled(titled, keys)
    _find_roles(block, keys, values)
    _put_titled(titled, keys)
    open_columns = [column for column in block.head if column not in keys and not titled[column]]
    roles, groups = _axes(block, open_columns, keys, values)
    if (
        roles
        and not {"组", "姓名"} & set(keys.values())
        and (len(roles) < _FEWEST or open_columns[0] not in roles)
    ):
        roles = {}
    for key, fits in (("组", _is_group), ("姓名", _is_name), ("单位及职务", _is_post)):
        if not (roles or groups) and key not in keys.values():
            _find(key, fits, [each for each in open_columns if each not in keys], keys, values)
    left = [column for column in block.head if column not in {*keys, *roles, *groups}]
    counted = frozenset(column for column in left if titled[column] == COUNTED)
    unknown = {column: block.head[column] for column in left if column not in counted}
    return Columns(dict(sorted(keys.items())), roles, groups, unknown, counted)


def _put_titled(titled: Mapping[int, str], keys: dict[int, str]) -> None:
    """Put down what the titles say, each once: a column that turns out to hold roles leaves its title to another."""
    for column, key in titled.items():
        if key and key not in (COUNTED, OTHER) and key not in keys.values() and column not in keys:
            keys[column] = key


def _values(block: Block, column: int) -> list[str]:
    lines = block.lines[:_ENOUGH]
    return [close_up(line.cells[column].text) for line in lines if column in line.cells]


def _find_roles(block: Block, keys: dict[int, str], values: Mapping[int, Sequence[str]]) -> None:
    """Put down which column holds roles, where none is titled so: 类别, 职务 beside another one of posts, 队内职务."""
    if "角色" not in keys.values():
        for column, cell in block.head.items():
            key = keys.get(column, "")
            is_named = key_of(cell.text) != "职务" and OF_ROLES.search(plain(cell.text)) is not None
            may_be = key == "类别" if key else is_named
            may_be = may_be or (key == "职务" and _is_beside(block, column, values))
            if may_be and _share(_parts(values[column]), _is_role) == 1:
                keys[column] = "角色"
                return


def _is_beside(block: Block, column: int, values: Mapping[int, Sequence[str]]) -> bool:
    """Whether the column 职务 stands in a list of a group: its posts are in another column, or leaders in it."""
    others = {key_of(cell.text) for other, cell in block.head.items() if other != column}
    is_of_group = bool(block.group) and "姓名" in others and "单位" not in others
    return bool({"单位及职务", "组"} & others) or is_of_group or any(map(_OF_LISTS.search, values[column]))


def _axes(
    block: Block, columns: Iterable[int], keys: Mapping[int, str], values: Mapping[int, Sequence[str]]
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the columns that are each of one role, and those that are each of one group."""
    roles, groups = {}, {}
    has_names = "姓名" in keys.values()
    for column in columns:
        title, cells = close_up(plain(block.head[column].text)), values[column]
        if opens_roster(title):
            if not has_names:
                roles[column] = title
        elif OF_ROLES.search(title) or not cells or not is_group_title(title):
            if group_name.read(title) and not cells:
                groups[column] = "".join(block.head[column].text.split())
        elif (
            _share(cells, _is_role) >= _MOST
            or _share(cells, _is_mark) >= _MOST
            or (not has_names and "角色" in keys.values() and _share(_parts(cells), _is_name) >= _MOST)
        ):
            groups[column] = "".join(block.head[column].text.split())
    return roles, groups


def is_group_title(title: str) -> bool:
    """Whether a title may name a group, in full or in short: 县防指."""
    return bool(group_name.read(title)) or _OF_PLACES.match(title) is not None


def roles_in(text: str) -> list[tuple[str, str]]:
    """Return the roles of a cell, each with the group that it names before it, "" for none; [] for another cell."""
    found = []
    for part in filter(None, _APART.split(close_up(text))):
        group = group_name.read(part)
        own = group if group and part.startswith(group) else ""
        if not _is_one_role(part[len(own) :]):
            return []
        found.append((own, part[len(own) :]))
    return found


def _find(
    key: str,
    fits: Callable[[str], bool],
    columns: Sequence[int],
    keys: dict[int, str],
    values: Mapping[int, Sequence[str]],
) -> None:
    shares = {
        column: _share(_parts(values[column]) if key == "姓名" else values[column], fits)
        for column in columns
    }
    best = max(shares, key=lambda column: shares[column], default=-1)
    if best >= 0 and shares[best] >= _MOST:
        keys[best] = key


def _parts(cells: Iterable[str]) -> list[str]:
    return [part for cell in cells for part in _APART.split(_BRACKET.sub("", cell)) if part]


def _share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0.0


def _is_role(text: str) -> bool:
    return _is_one_role(text) or bool(roles_in(text))


def _is_group(text: str) -> bool:
    return group_name.read(text) == text


def _is_one_role(text: str) -> bool:
    return is_role(_BRACKET.sub("", text).rstrip("：:")) or is_role(text.rstrip("：:"))


def _is_mark(text: str) -> bool:
    return MARK.fullmatch(text) is not None


def _is_name(text: str) -> bool:
    return is_name(close_up(_BRACKET.sub("", _NUMBER.sub("", text)))) or is_vacant(text)


def _is_post(text: str) -> bool:
    return not _is_name(text) and not _is_role(text) and is_seat(text)
