"""The tables of the register, the same in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping

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
SHEETS: Mapping[str, Table] = {
    "批次": BATCH, "单位": UNIT, "人员": PERSON, "职务": POST, "领导小组": GROUP, "席位": SEAT, "变动": EVENT,
    "发文字号": NUMBER,
}  # fmt: skip
"""The tables by the names that people are told, in the order in which rows refer to each other."""
COLUMNS: Mapping[str, str] = {
    "id": "号", "batch": "批次", "entered": "录入时间", "note": "说明", "undoes": "撤销的批次", "name": "名称",
    "reading": "拼音", "strokes": "笔顺", "born": "出生年月", "place": "次序", "remark": "备注", "unit": "单位号",
    "title": "职务名称", "founded": "设立日期", "basis_title": "依据", "basis_number": "依据文号", "term": "期限",
    "lead_unit": "牵头单位号", "office": "办公室", "clause": "成员调整方式", "order": "成员排序", "team": "组号",
    "role": "角色", "person": "人员号", "post": "职务号", "shown": "所列职务", "kind": "类型", "day": "生效日期",
    "origin_title": "来源标题", "origin_number": "文号", "old_post": "原职务号", "into": "并入组号", "seat": "席位号",
    "successor": "接替人号", "text": "内容", "code": "机关代字", "year": "年份", "serial": "序号",
}  # fmt: skip
"""The columns by theirs."""
