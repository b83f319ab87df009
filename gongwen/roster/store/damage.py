"""Values in a register that cannot be what they should: found and named by table and row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Date, Integer, LargeBinary, Table, cast, select

from gongwen.finding import UsageError
from gongwen.roster.ledger.history import Register
from gongwen.roster.ledger.records import KINDS, Event
from gongwen.roster.store.tables import BATCH, EVENT, GROUP, NUMBER, PERSON, POST, SEAT, UNIT

NAMES: Mapping[str, Table] = {
    "批次": BATCH, "单位": UNIT, "人员": PERSON, "职务": POST, "领导小组": GROUP, "席位": SEAT, "变动": EVENT,
    "发文字号": NUMBER,
}  # fmt: skip
"""The tables by the names that people know them by, in the order in which rows refer to each other."""
_MOST = 20
"""Damaged values that are told."""
_ADVICE = "名册文件有损坏，请用备份代替它（gongwen roster export 写出的备份可以导入新建的名册）"


def tell_damage(connection: Connection) -> UsageError | None:
    """Return what to say of the values that cannot be read; None when all can."""
    found = [message for name, table in NAMES.items() for message in _of_table(connection, name, table)]
    return UsageError("\n".join([*found[:_MOST], _ADVICE])) if found else None


def require_sound(register: Register, events: Mapping[int, Event]) -> None:
    """Raise UsageError when an event is of no kind, or when something refers to what is not there."""
    found = [*_dangling_events(register, events), *_dangling_records(register)]
    if found:
        raise UsageError("\n".join([*found[:_MOST], _ADVICE]))


def _of_table(connection: Connection, name: str, table: Table) -> Iterator[str]:
    columns = [cast(column, LargeBinary).label(column.name) for column in table.columns]
    for row in connection.execute(select(*columns).order_by(table.c.id)):
        for column, value in zip(table.columns, row, strict=True):
            if value is not None and not _is_sound(column, bytes(value)):
                number = bytes(row[0] or b"").decode("ascii", "replace")
                yield f"{name}表第{number}行的 {column.name} 是“{_shown(bytes(value))}”，读不出来"


def _shown(value: bytes) -> str:
    """Return a value as messages show it, what cannot be seen escaped."""
    text = value.decode("utf-8", "backslashreplace")
    return text if text.isprintable() else repr(text)[1:-1]


def _is_sound(column: Column[Any], value: bytes) -> bool:
    try:
        text = value.decode("utf-8")
        if isinstance(column.type, Integer):
            int(text)
        elif isinstance(column.type, Date):
            date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _dangling_events(register: Register, events: Mapping[int, Event]) -> Iterator[str]:
    known: tuple[tuple[str, str, Mapping[int, Any]], ...] = (
        ("人员", "person", register.people), ("人员", "successor", register.people), ("职务", "post", register.posts),
        ("职务", "old_post", register.posts), ("单位", "unit", register.units), ("领导小组", "group", register.groups),
        ("领导小组", "into", register.groups), ("席位", "seat", register.seats),
    )  # fmt: skip
    kinds = frozenset(KINDS)
    for event in events.values():
        if event.kind not in kinds:
            yield f"变动表第{event.id}行的 kind 是“{event.kind}”，没有这种变动"
        for name, key, there in known:
            number = getattr(event, key)
            if number is not None and number not in there:
                yield f"变动表第{event.id}行的 {key} 是{number}，{name}表里没有"


def _dangling_records(register: Register) -> Iterator[str]:
    for post in register.posts.values():
        if post.unit is not None and post.unit not in register.units:
            yield f"职务表第{post.id}行的 unit 是{post.unit}，单位表里没有"
    for seat in register.seats.values():
        for name, number, there in (
            ("领导小组", seat.group, register.groups), ("人员", seat.person, register.people),
            ("职务", seat.post, register.posts), ("单位", seat.unit, register.units),
        ):  # fmt: skip
            if number is not None and number not in there:
                yield f"席位表第{seat.id}行指向{number}，{name}表里没有"
