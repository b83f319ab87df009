"""The register as it begins."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _place() -> sa.Column[int]:
    return sa.Column("place", sa.Integer, nullable=False, server_default="0")


def _link(name: str, table: str, *, needed: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=not needed)


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), *parts)


def upgrade() -> None:
    """Make every table, and the one row that writers take turns at."""
    lock = op.create_table(
        "lock", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("turn", sa.Integer, nullable=False),
    )  # fmt: skip
    op.bulk_insert(lock, [{"id": 1, "turn": 0}])
    _table("batch", _text("entered"), _text("note"), _link("undoes", "batch"))
    batch = ("batch", "batch")
    _table(
        "person",
        *map(_text, ("name", "reading", "strokes", "born", "remark")),
        _place(),
        _link(*batch, needed=True),
    )
    _table("unit", _text("name"), _place(), _link(*batch, needed=True))
    _table("post", _link("unit", "unit"), _text("title"), _link(*batch, needed=True))
    _table(
        "team", *map(_text, ("name", "basis_title", "basis_number", "office", "clause", "order")),
        sa.Column("founded", sa.Date, nullable=False), sa.Column("term", sa.Date), _link("lead_unit", "unit"),
        _place(), _link(*batch, needed=True),
    )  # fmt: skip
    _table(
        "seat", _link("team", "team", needed=True), *map(_text, ("role", "shown", "remark")), _place(),
        _link("person", "person"), _link("post", "post"), _link("unit", "unit"), _link(*batch, needed=True),
    )  # fmt: skip
    _table(
        "event", *map(_text, ("kind", "origin_title", "origin_number", "text")),
        sa.Column("day", sa.Date, nullable=False), _link("person", "person"), _link("post", "post"),
        _link("old_post", "post"), _link("unit", "unit"), _link("team", "team"), _link("into", "team"),
        _link("seat", "seat"), _link("successor", "person"), _link(*batch, needed=True),
    )  # fmt: skip
    _table(
        "number", *map(_text, ("code", "title")), sa.Column("year", sa.Integer, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False), _link(*batch, needed=True),
    )  # fmt: skip
    op.create_index("ix_seat_team", "seat", ["team"])
    op.create_index("ix_event_person", "event", ["person", "team"])
    for column in ("team", "post", "unit", "kind"):
        op.create_index(f"ix_event_{column}", "event", [column])


def downgrade() -> None:
    """Refuse: an older register is the copy that was made before."""
    raise NotImplementedError("名册不能退回旧版，请用升级前的备份")
