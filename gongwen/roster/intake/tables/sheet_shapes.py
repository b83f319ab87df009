"""Tables as clerks keep them → rows of one seat each: a group a row, people by groups, several people in a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.read.rows import Row, RowTable, plain
from gongwen.read.workbook import Cell, Sheet, day_counted
from gongwen.terms.people import group_name
from gongwen.terms.people.listed import Listed
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_remark, is_seat, split_seats
from gongwen.terms.people.role import is_role, opens_roster, read_start
from gongwen.terms.people.roster_line import read
from gongwen.zh.spaces import close_up

_BRACKET = pattern(r"(?P<name>[^（()）]+)[（(](?P<inner>[^（）()]+)[）)]\s*")
_DAYS = ("起始日期", "任职日期", "设立日期", "期限")
_COUNTED_DAY = pattern(r"[34]\d{4}")
"""Days from 1982 to 2036 as Excel counts them."""
_LINES = pattern(r"\s*\n\s*")
_MARKS = pattern(r"[、，,；;\n]+")
_OF_ROLES = pattern("职务|角色|身份|分工|类别")
"""What the title of a column has in it that holds roles in one group."""
_MOST = 0.6
"""The part of the cells of a column that show what the column is."""
_GENERIC = pattern(r"(?i)sheet\d*|工作表\d*|(?:组成人员|成员|人员)?名单\d*|人员|成员|名册|汇总表?|总表|表")


class Column(NamedTuple):
    """A column that was not understood, as messages name it."""

    title: str
    at: str


def seats_of(table: RowTable) -> tuple[list[Row], set[str]] | None:
    """Return the seats of a table whose titles are groups or roles, and the titles that were used; None for another table."""
    if "姓名" in table.keys and "角色" not in table.keys:
        return _matrix(table) or _with_roles(table)
    if "组" in table.keys and "姓名" not in table.keys:
        return _one_group_a_row(table)
    return None


def _matrix(table: RowTable) -> tuple[list[Row], set[str]] | None:
    """Return the seats of people by groups: under the name of each group is the role that somebody has in it."""
    groups = {title.text: title for title in table.unknown if _holds_roles(title.text, table.rows)}
    if not groups:
        return None
    rows = [
        Row({**row.cells, "组": groups[name]._replace(text=_tidy(name)), "角色": cell}, cell.at)
        for name in groups
        for row in table.rows
        if (cell := row.rest.get(name)) is not None and is_role(close_up(cell.text))
    ]
    return rows, set(groups)


def _holds_roles(title: str, rows: Sequence[Row]) -> bool:
    values = [close_up(row.rest[title].text) for row in rows if title in row.rest]
    is_group = not is_role(plain(title)) and not _OF_ROLES.search(title)
    return bool(values) and sum(map(is_role, values)) >= _MOST * len(values) and is_group


def _with_roles(table: RowTable) -> tuple[list[Row], set[str]] | None:
    """Return the seats of a table whose column of roles has a title of its own: 队内职务; None for another table."""
    titles = (title.text for title in table.unknown if _OF_ROLES.search(title.text))
    named = next((title for title in titles if _are_roles(title, table.rows)), "")
    if not named:
        return None
    rows = [single for row in table.rows for each in _by_role(row, named) for single in single_rows(each)]
    return rows, {named}


def _by_role(row: Row, title: str) -> Iterator[Row]:
    """Yield ``row`` for each of the roles in its cell below ``title``."""
    cell = row.rest.get(title)
    for role in cell.text.split("、") if cell else ():
        yield Row({**row.cells, "角色": Cell(role, row.at)}, row.at)
    if cell is None:
        yield row


def _are_roles(title: str, rows: Sequence[Row]) -> bool:
    cells = [close_up(row.rest[title].text) for row in rows if title in row.rest]
    return bool(cells) and all(is_role(role) for cell in cells for role in cell.split("、"))


def _tidy(name: str) -> str:
    return "".join(name.split())


def _one_group_a_row(table: RowTable) -> tuple[list[Row], set[str]] | None:
    """Return the seats of a table that has a group in each row, and a column for each role."""
    roles = {
        title.text: close_up(plain(title.text)) for title in table.unknown if opens_roster(plain(title.text))
    }
    if not roles:
        return None
    rows = [
        seat
        for row in table.rows
        for title, role in roles.items()
        if title in row.rest and row.text("组")
        for seat in _seats_in_cell(row, row.rest[title], role)
    ]
    return rows, set(roles)


def _seats_in_cell(row: Row, cell: Cell, role: str) -> Iterator[Row]:
    people = people_in_cell(cell.text)
    listed = list(people) or [Listed("", seat) for seat in split_seats(cell.text)]
    for index, each in enumerate(listed, 1):
        at = cell.at if len(listed) == 1 else f"{cell.at}第{index}人"
        cells = {"组": row.cells["组"], "角色": Cell(role, at), **_cells(each, at)}
        yield Row(cells, at)


def _cells(listed: Listed, at: str) -> dict[str, Cell]:
    if not listed.name:
        return {"单位及职务" if ends_as_post(listed.post) else "单位": Cell(listed.post, at)}
    values = {"姓名": listed.name, "单位及职务": listed.post, "备注": listed.remark}
    return {key: Cell(text, at) for key, text in values.items() if text}


def people_in_cell(text: str) -> list[Listed]:
    """Return whom a cell lists, on several lines or on one; [] when it names nobody."""
    lines = [line for line in _LINES.split(text.strip()) if line]
    read_lines = [read(line) or read(line, "职务在前") for line in lines]
    if not all(read_lines):
        whole = text.replace("\n", "、")
        read_lines = [read(whole) or read(whole, "职务在前")]
    return [found.value for line in read_lines for found in line]


def single_rows(row: Row) -> Iterator[Row]:
    """Yield ``row`` for each person that it names; marks in brackets behind a name are a remark and no name."""
    names = _split(row.text("姓名"))
    for index, name in enumerate(names):
        cells = dict(row.cells)
        if len(names) > 1:
            at = f"{row.place('姓名')}第{index + 1}人"
            cells["姓名"] = Cell(name, at)
            for key in ("单位及职务", "职务", "单位"):
                parts = _parts(row.text(key), len(names))
                if parts:
                    cells[key] = Cell(parts[index], at)
            yield _marked(Row(cells, at, row.rest))
        else:
            yield _marked(row)
    if not names:
        yield row


def with_days(row: Row) -> Row:
    """Return ``row`` with the days as days that a program keeps as a count of them: 45300 → 2024-01-09."""
    days = {
        key: cell._replace(text=day_counted(int(cell.text)).isoformat())
        for key in _DAYS
        if (cell := row.cells.get(key)) is not None and _COUNTED_DAY.fullmatch(cell.text)
    }
    return Row({**row.cells, **days}, row.at, row.rest) if days else row


def _split(text: str) -> list[str]:
    """Return the names in a cell; a text of several parts that are not all names is one."""
    parts = [part.strip() for part in _MARKS.split(text) if part.strip()]
    found = [_BRACKET.fullmatch(part) for part in parts]
    names = [close_up(match["name"] if match else part) for match, part in zip(found, parts, strict=True)]
    return parts if len(parts) > 1 and all(map(is_name, names)) else [text] if text else []


def _parts(text: str, count: int) -> list[str]:
    """Return the ``count`` posts of a cell, one for each of its names; [] when they cannot be told apart."""
    for mark in (_LINES, pattern("[；;]"), _MARKS):
        parts = [part.strip() for part in mark.split(text.strip()) if part.strip()]
        if len(parts) == count:
            return parts
    return []


def _marked(row: Row) -> Row:
    """Return ``row`` with the name alone under 姓名, and what stood in brackets behind it under 备注."""
    match = _BRACKET.fullmatch(row.text("姓名"))
    if match is None:
        return row
    cells = dict(row.cells)
    cell = cells["姓名"]
    cells["姓名"] = cell._replace(text=match["name"].strip())
    has_post = any(row.text(key) for key in ("单位及职务", "职务", "单位"))
    key = "备注" if is_remark(match["inner"]) or has_post else "单位及职务"
    said = "；".join(filter(None, (match["inner"], row.text(key))))
    cells[key] = cell._replace(text=said)
    return Row(cells, row.at, row.rest)


def without_head(sheet: Sheet) -> RowTable | None:
    """Return the rows of a sheet without a head, its columns known by what stands in them; None when they are not."""
    rows = [row for row in sheet.rows if sum(bool(cell.text) for cell in row) > 1]
    width = max((len(row) for row in rows), default=0)
    columns = {
        index: [row[index].text for row in rows if index < len(row) and row[index].text]
        for index in range(width)
    }
    keys: dict[int, str] = {}
    for key, fits in (("角色", _is_role_cell), ("姓名", _is_name_cell), ("单位及职务", _is_post_cell)):
        best = max(columns, key=lambda index: _share(columns[index], fits), default=-1)
        if best in keys or best < 0 or _share(columns[best], fits) < _MOST:
            return None
        keys[best] = key
    first = next(index for index, row in enumerate(sheet.rows) if row in rows)
    above = tuple(dict.fromkeys(cell.text for row in sheet.rows[:first] for cell in row if cell.text))
    return RowTable(sheet.name, above, tuple(keys.values()), (), tuple(_keyed(rows, keys)))


def _keyed(rows: Sequence[Sequence[Cell]], keys: Mapping[int, str]) -> Iterator[Row]:
    for row in rows:
        held = {
            key: row[index] for index, key in sorted(keys.items()) if index < len(row) and row[index].text
        }
        if held:
            yield Row(held, next(iter(held.values())).at)


def _share(values: Sequence[str], fits: object) -> float:
    assert callable(fits)
    return sum(map(bool, map(fits, values))) / len(values) if values else 0.0


def _is_role_cell(text: str) -> bool:
    return is_role(close_up(text).rstrip("：:")) or read_start(text) is not None


def _is_name_cell(text: str) -> bool:
    return is_name(close_up(_BRACKET.sub(r"\g<name>", text)))


def _is_post_cell(text: str) -> bool:
    return not _is_name_cell(text) and not _is_role_cell(text) and (is_seat(text) or ends_as_unit(text))


def group_of(table: RowTable) -> str:
    """Return the group that the title of a table names, or the tab of its sheet; "" for none."""
    for text in (*reversed(table.above), table.name):
        if name := group_name.read(text):
            return name
    tab = "".join(table.name.split())
    return "" if not tab or _GENERIC.fullmatch(tab) else tab
