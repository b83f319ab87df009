"""Values in a register that cannot be what they stand for: its file is damaged, or somebody else has written in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Connection, Date, Integer, LargeBinary, Table, cast, func, select, type_coerce
from sqlalchemy.exc import OperationalError

from gongwen.finding import UsageError
from gongwen.roster.store.tables import COLUMNS, SHEETS

REMEDY = "请从备份恢复：gongwen roster restore 备份.xlsx --db 新名册.db（备份由 gongwen roster backup 或 export 写出）"


class Damaged(UsageError):
    """A register that cannot be read; whoever opened it adds its name."""


def damaged(table: Table, row: object, what: str) -> Damaged:
    """Return the error that names the row of ``table`` with the id ``row``; ``what`` is wrong with it, in Chinese."""
    sheet = next((name for name, each in SHEETS.items() if each is table), table.name)
    return Damaged(f"名册已损坏：“{sheet}”表第{row}号，{what}；{REMEDY}")


@cache
def types_of(table: Table) -> tuple[type | tuple[type, ...], ...]:
    """Return what the values of a row of ``table`` are."""
    return tuple(_type_of(column) for column in table.columns)


def _type_of(column: Column[Any]) -> type | tuple[type, ...]:
    kinds: tuple[tuple[type, type], ...] = ((Integer, int), (Date, date))
    kind = next((made for stored, made in kinds if isinstance(column.type, stored)), str)
    return (kind, type(None)) if column.nullable else kind


def find_damage(connection: Connection, table: Table) -> Damaged | None:
    """Return the error that names the first value of ``table`` that cannot be read; None when all can."""
    for column in table.columns:
        raw = select(table.c.id, type_coerce(cast(column, LargeBinary), LargeBinary), func.typeof(column))
        for row, value, kind in connection.execute(raw):
            if not _is_sound(column, value, kind):
                shown = bytes(value or b"").decode("utf-8", "backslashreplace")[:20]
                return damaged(table, row, f"“{COLUMNS.get(column.name, column.name)}”的值“{shown}”不能读")
    return None


def _is_sound(column: Column[Any], value: bytes | None, kind: str) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, Integer):
        return kind == "integer"
    try:
        text = bytes(value).decode()
        return kind == "text" and (not isinstance(column.type, Date) or bool(date.fromisoformat(text)))
    except ValueError:
        return False


def require_known(table: Table, records: Mapping[int, Any], links: Mapping[str, Collection[int]]) -> None:
    """Raise Damaged when one of ``records`` names by an attribute of ``links`` an id that is not among its ids."""
    for name, known in links.items():
        if not set(map(attrgetter(name), records.values())) <= {*known, None}:
            row = next(row for row, each in records.items() if getattr(each, name) not in {*known, None})
            raise damaged(
                table,
                row,
                f"“{COLUMNS.get(_COLUMN.get(name, name), name)}”指向没有的{getattr(records[row], name)}号",
            )


_COLUMN = {"group": "team"}
"""What a record calls otherwise than its table."""


def require_words(table: Table, records: Mapping[int, Any], name: str, words: Collection[str]) -> None:
    """Raise Damaged when the attribute ``name`` of one of ``records`` is none of ``words``."""
    wrong = ((row, getattr(each, name)) for row, each in records.items() if getattr(each, name) not in words)
    for row, value in wrong:
        raise damaged(table, row, f"“{COLUMNS[name]}”的值“{value[:20]}”不能读")


def read_rows(connection: Connection, table: Table, query: Any) -> Sequence[Any]:
    """Return the rows of ``table`` that ``query`` asks for. Raises Damaged for a value that cannot be read."""
    types = types_of(table)
    try:
        rows = connection.execute(query).all()
        if not all(all(map(isinstance, row, types)) for row in rows):
            raise ValueError
        return rows
    except (ValueError, TypeError, OperationalError) as error:
        raise find_damage(connection, table) or error from None
