"""The whole register as a workbook, and the register again from one: nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Integer, Table, insert, select

from gongwen.finding import InputError, UsageError
from gongwen.read.rows import read_rows
from gongwen.read.workbook import EMPTY, Cell, Sheet
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.records import CLAUSES, KINDS
from gongwen.roster.ledger.state import groups_on, roster_of
from gongwen.roster.store.store import Holdings, load
from gongwen.roster.store.tables import BATCH, COLUMNS, SHEETS
from gongwen.terms.people.list_order import ORDERS
from gongwen.write.book import BookTable, write_book

_MARK = "名册备份"
_VIEW = "现行名单"
FOR_PEOPLE = (_VIEW,)
"""The sheets that a register is not restored from."""
_KEYS = {title: name for name, title in COLUMNS.items()}
_CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "变动": {"类型": KINDS},
    "领导小组": {"成员排序": ORDERS, "成员调整方式": CLAUSES},
    _VIEW: {
        "角色": ("组长", "第一副组长", "常务副组长", "副组长", "成员", "办公室主任", "办公室副主任", "联络员")
    },
}


def write_backup(connection: Connection, history: History, day: date) -> bytes:
    """Return an xlsx with everything in the register; its first sheet shows the rosters of ``day``."""
    tables = [_view(history, day)]
    for name, table in SHEETS.items():
        columns = tuple(COLUMNS[column.name] for column in table.columns)
        rows = [tuple(map(_told, row)) for row in connection.execute(select(table).order_by(table.c.id))]
        tables.append(BookTable(name, columns, rows, _CHOICES.get(name, {})))
    return write_book(tables, {_MARK: "1"})


def _told(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _view(history: History, day: date) -> BookTable:
    """Return the rosters of a day, a row for each seat, as :mod:`gongwen.roster.intake` reads them."""
    rows = []
    for group in groups_on(history, day):
        name = history.group_name(group, day)
        for line in roster_of(history, group, day):
            person = "" if line.person is None else str(line.person)
            rows.append(
                (name, line.role, line.name, person, line.post, line.remark, line.sitting.start.isoformat())
            )
    columns = ("领导小组", "角色", "姓名", "编号", "单位及职务", "备注", "起始日期")
    return BookTable(_VIEW, columns, rows, {**_CHOICES[_VIEW], "领导小组": "领导小组!B"})


def is_backup(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook is one that :func:`write_backup` wrote, read with or without the sheet for people."""
    return {sheet.name for sheet in sheets} >= {name for name in SHEETS if name in ("批次", "变动")}


def view_of(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheet of a backup that shows the rosters, which people edit."""
    return [sheet for sheet in sheets if sheet.name == _VIEW]


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever entered in the register."""
    return connection.execute(select(BATCH.c.id).limit(1)).first() is None


def restore(connection: Connection, sheets: Sequence[Sheet]) -> Holdings:
    """Fill an empty register from a workbook that :func:`write_backup` wrote; return what is in it then.

    Raises UsageError when the register is not empty, InputError with the cells that cannot be right.
    """
    if not is_empty(connection):
        raise UsageError(
            "这是整个名册的备份，只能导入空的名册；请用 --db 指明另一个文件，先运行 gongwen roster init"
        )
    problems: list[str] = []
    by_name = {sheet.name: sheet for sheet in sheets}
    known: dict[str, set[int]] = {}
    for name, table in SHEETS.items():
        rows = list(_values(by_name[name], table, known, problems)) if name in by_name else []
        known[table.name] = {row["id"] for row in rows}
        if rows and not problems:
            connection.execute(insert(table), rows)
    if problems:
        raise InputError(problems)
    held = load(connection)
    faults = held.fold().problems
    if faults:
        raise InputError([f"变动!第{fault.event.id}号：{fault.message}" for fault in faults])
    return held


@dataclass(frozen=True, slots=True)
class _Column:
    """How the texts of one column become values."""

    name: str
    make: Callable[[str], Any]
    wanted: str
    is_needed: bool
    points_to: str
    """The table that its numbers are ids of; "" for none."""


def _column(column: Any) -> _Column:
    target = next((key.column.table.name for key in column.foreign_keys), "")
    if isinstance(column.type, Integer):
        return _Column(column.name, int, "整数", not column.nullable, target)
    if isinstance(column.type, Date):
        return _Column(column.name, date.fromisoformat, "日期，如 2024-06-01", not column.nullable, "")
    return _Column(column.name, str, "", False, "")


def _values(
    sheet: Sheet, table: Table, known: Mapping[str, set[int]], problems: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield the values of the rows of a sheet; what cannot be one goes to ``problems`` with its cell."""
    columns = [_column(column) for column in table.columns]
    targets = [(index, column) for index, column in enumerate(columns) if column.points_to]
    seen: set[int] = set()
    ids = {**known, table.name: seen}
    for cells in _cells(sheet, [COLUMNS[column.name] for column in columns]):
        try:
            values = {column.name: _value(cell, column) for column, cell in zip(columns, cells, strict=True)}
        except ValueError as error:
            problems.append(str(error))
            continue
        seen.add(values["id"])
        for index, column in targets:
            value = values[column.name]
            if value is not None and value not in ids[column.points_to]:
                problems.append(_dangling(cells[index], column, value))
        yield values


def _cells(sheet: Sheet, titles: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """Yield the cells under ``titles`` of each row, in their order; an empty cell has the place of its row.

    The titles of a workbook as it was written are its first row; what was edited is looked through for them.
    """
    first = [cell.text for cell in sheet.rows[0]] if sheet.rows else []
    if set(titles) <= set(first):
        places = [first.index(title) for title in titles]
        for cells in sheet.rows[1:]:
            if any(cell.text for cell in cells):
                own = next(cell for cell in cells if cell.text)
                yield [_placed(cells, index, own) for index in places]
        return
    found = read_rows(sheet, {title: title for title in _KEYS})
    for row in found.rows if found else ():
        yield [row.cells.get(title, Cell("", row.at)) for title in titles]


def _placed(cells: Sequence[Cell], index: int, own: Cell) -> Cell:
    """Return the cell at ``index``; an empty one has the place of ``own``."""
    cell = cells[index] if index < len(cells) else EMPTY
    return cell if cell.text else own._replace(text="")


def _value(cell: Cell, column: _Column) -> Any:
    text = cell.text
    if not text and column.wanted:
        if column.is_needed:
            raise ValueError(f"{cell.at}：没有写“{COLUMNS[column.name]}”，应是{column.wanted}")
        return None
    try:
        return column.make(text)
    except ValueError:
        raise ValueError(f"{cell.at}：“{text}”应是{column.wanted}") from None


def _dangling(cell: Cell, column: _Column, value: int) -> str:
    sheet = next(name for name, table in SHEETS.items() if table.name == column.points_to)
    return f"{cell.at}：“{sheet}”表里没有{value}号"


_FORM: Mapping[str, tuple[str, ...]] = {
    "变动": (
        "类型", "姓名", "编号", "原职务", "职务", "领导小组", "角色", "次序", "单位", "新名", "并入", "接替人",
        "接替人编号", "生效日期", "来源标题", "文号", "备注",
    ),
    "名单": ("领导小组", "角色", "次序", "姓名", "编号", "单位及职务", "备注", "起始日期"),
    "人员": ("编号", "姓名", "单位", "职务", "出生年月", "拼音", "笔顺", "次序", "任职日期", "备注"),
    "领导小组": (
        "领导小组", "设立日期", "设立依据", "文号", "期限", "牵头单位", "办公室", "成员调整方式", "成员排序", "次序",
    ),
    "单位": ("单位", "次序"),
}  # fmt: skip
"""The sheets of an empty workbook: what :mod:`gongwen.roster.changes` and :mod:`gongwen.roster.intake` read."""


def write_form() -> bytes:
    """Return an empty workbook with drop-downs, to be filled in."""
    roles = _CHOICES[_VIEW]["角色"]
    choices: Mapping[str, Mapping[str, Sequence[str] | str]] = {
        "变动": {"类型": KINDS, "角色": roles, "领导小组": "领导小组!A"},
        "名单": {"角色": roles, "领导小组": "领导小组!A"},
        "领导小组": {"成员排序": ORDERS, "成员调整方式": CLAUSES},
    }
    return write_book(
        [BookTable(name, columns, (), choices.get(name, {})) for name, columns in _FORM.items()]
    )
