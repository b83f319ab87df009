"""The tables of the register, the same in SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, Table, Text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="", server_default="")


def _place() -> Column[int]:
    return Column("place", Integer, nullable=False, default=0, server_default="0")


def _link(name: str, table: str, *, needed: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=not needed)


def _batch() -> Column[int]:
    return Column("batch", Integer, ForeignKey("batch.id"), nullable=False)


LOCK = Table("lock", METADATA, _id(), Column("turn", Integer, nullable=False))
"""One row, written first by whoever writes: two writers take turns."""
BATCH = Table("batch", METADATA, _id(), _text("entered"), _text("note"), _link("undoes", "batch"))
PERSON = Table(
    "person", METADATA, _id(), _text("name"), _text("reading"), _text("strokes"), _text("born"), _place(),
    _text("remark"), _batch(),
)  # fmt: skip
UNIT = Table("unit", METADATA, _id(), _text("name"), _place(), _batch())
POST = Table("post", METADATA, _id(), _link("unit", "unit"), _text("title"), _batch())
GROUP = Table(
    "team", METADATA, _id(), _text("name"), Column("founded", Date, nullable=False), _text("basis_title"),
    _text("basis_number"), Column("term", Date), _link("lead_unit", "unit"), _text("office"), _text("clause"),
    _place(), _text("order"), _batch(),
)  # fmt: skip
SEAT = Table(
    "seat", METADATA, _id(), _link("team", "team", needed=True), _text("role"), _place(),
    _link("person", "person"), _link("post", "post"), _link("unit", "unit"), _text("shown"), _text("remark"),
    _batch(), Index(None, "team"),
)  # fmt: skip
EVENT = Table(
    "event", METADATA, _id(), Column("batch", Integer, ForeignKey("batch.id"), nullable=False), _text("kind"),
    Column("day", Date, nullable=False), _text("origin_title"), _text("origin_number"),
    _link("person", "person"), _link("post", "post"), _link("old_post", "post"), _link("unit", "unit"),
    _link("team", "team"), _link("into", "team"), _link("seat", "seat"), _link("successor", "person"),
    _text("text"), Index(None, "team"), Index("ix_event_person", "person", "team"), Index(None, "post"), Index(None, "unit"), Index(None, "kind"),
)  # fmt: skip
NUMBER = Table(
    "number", METADATA, _id(), _text("code"), Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False), _text("title"), _batch(),
)  # fmt: skip
"""发文字号 taken; those of batches that were taken back are free again."""
