"""Cells that name people → one row each: several in a cell, marks in brackets, names that are still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.pattern import pattern
from gongwen.read.rows import Row, RowTable
from gongwen.read.workbook import Cell, day_counted
from gongwen.terms.people import group_name
from gongwen.terms.people.listed import Listed
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import ends_as_post, is_remark, is_seat, is_vacant
from gongwen.terms.people.role import is_role
from gongwen.terms.people.roster_line import read
from gongwen.zh.spaces import bare, close_up

_BRACKET = pattern(r"(?P<name>[^（()）]+)[（(](?P<inner>[^（）()]+)[）)]\s*")
_DAYS = ("起始日期", "任职日期", "设立日期", "期限")
_COUNTED_DAY = pattern(r"[34]\d{4}")
"""Days from 1982 to 2036 as Excel counts them."""
_LINES = pattern(r"\s*\n\s*")
_MARKS = pattern(r"[、，,；;\n]+")
_NUMBER = pattern(r"(?m)^\s*\d{1,2}[.．、](?!\d)\s*")
"""What counts the people of a cell: 1.甲."""
_APART = pattern(r"[^\w·]+")
_POSTS = ("单位及职务", "职务", "单位")
_GENERIC = pattern(r"(?i)sheet\d*|工作表\d*|(?:组成人员|成员|人员)?名单\d*|人员|成员|名册|汇总表?|总表|表")


def seat_cells(listed: Listed, at: str) -> dict[str, Cell]:
    """Return the cells of a seat: name, post and remark, or the unit or the post that has it."""
    if not listed.name:
        return {"单位及职务" if ends_as_post(listed.post) else "单位": Cell(listed.post, at)}
    values = {"姓名": listed.name, "单位及职务": listed.post, "备注": listed.remark}
    return {key: Cell(text, at) for key, text in values.items() if text}


def people_in_cell(text: str) -> list[Listed]:
    """Return whom a cell lists, on several lines or on one; [] when it names nobody."""
    lines = [line for line in _LINES.split(_NUMBER.sub("", text.strip())) if line]
    read_lines = [read(line) or read(line, "职务在前") for line in lines]
    if not all(read_lines):
        whole = text.replace("\n", "、")
        read_lines = [read(whole) or read(whole, "职务在前")]
    return [found.value for line in read_lines for found in line]


def is_all_told(text: str, listed: Sequence[Listed]) -> bool:
    """Whether ``listed`` and the roles before them are all that a cell says."""
    rest = bare(_NUMBER.sub("", text))
    for said in sorted((word for each in listed for word in each if word), key=len, reverse=True):
        rest = rest.replace(bare(said), "", 1)
    parts = (part for part in _APART.split(rest) if part and not is_role(part))
    return not any(is_name(part) or is_seat(part) for part in parts)


def single_rows(row: Row) -> Iterator[Row]:
    """Yield ``row`` for each person that it names; marks in brackets behind a name are a remark and no name."""
    row = _without_vacancy(_numberless(row))
    names = _split(row.text("姓名"))
    for index, name in enumerate(names):
        cells = dict(row.cells)
        if len(names) > 1:
            at = f"{row.place('姓名')}第{index + 1}人"
            cells["姓名"] = Cell(name, at)
            for key in _POSTS:
                parts = _parts(row.text(key), len(names))
                if parts:
                    cells[key] = Cell(parts[index], at)
            yield _marked(Row(cells, at, row.rest))
        else:
            yield _marked(row)
    if not names:
        yield row


def _without_vacancy(row: Row) -> Row:
    """Return ``row`` without a name where none stands under 姓名: it is still to come, or a seat is named there."""
    text = row.text("姓名")
    if not text or not (is_vacant(text) or (is_seat(text) and not any(map(row.text, _POSTS)))):
        return row
    cells = {key: cell for key, cell in row.cells.items() if key != "姓名"}
    if not is_vacant(text) and not may_be_name(close_up(text)):
        cells |= seat_cells(Listed("", text), row.place("姓名"))
    elif not is_vacant(text):
        return row
    return Row(cells, row.at, row.rest)


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


def _numberless(row: Row) -> Row:
    """Return ``row`` without the number that counts its one person: 1.甲, 1.县长."""
    text = row.text("姓名")
    if _NUMBER.sub("", text) == text:
        return row
    cells = {
        key: cell._replace(text=_NUMBER.sub("", cell.text)) if key in ("姓名", *_POSTS) else cell
        for key, cell in row.cells.items()
    }
    return Row(cells, row.at, row.rest)


def _marked(row: Row) -> Row:
    """Return ``row`` with the name alone under 姓名, and what stood in brackets behind it under 备注."""
    match = _BRACKET.fullmatch(row.text("姓名"))
    if match is None:
        return row
    cells = dict(row.cells)
    cell = cells["姓名"]
    cells["姓名"] = cell._replace(text=match["name"].strip())
    has_post = any(row.text(key) for key in _POSTS)
    key = "备注" if is_remark(match["inner"]) or has_post else "单位及职务"
    said = "；".join(filter(None, (match["inner"], row.text(key))))
    cells[key] = cell._replace(text=said)
    return Row(cells, row.at, row.rest)


def group_of(table: RowTable) -> str:
    """Return the group that the title of a table names, or the tab of its sheet; "" for none."""
    for text in (*reversed(table.above), table.name):
        if name := group_name.read(text):
            return name
    return group_of_tab(table.name)


def group_of_tab(name: str) -> str:
    """Return the group that the tab of a sheet names; "" for one that names none."""
    tab = "".join(name.split())
    return "" if not tab or _GENERIC.fullmatch(tab) else tab
