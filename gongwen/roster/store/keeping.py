"""A register put away as a workbook that was seen to hold everything, and a new one made from it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from gongwen.files import place_new
from gongwen.finding import UsageError
from gongwen.read.workbook import Sheet, read_workbook
from gongwen.roster.store.backup import FOR_PEOPLE, is_backup, restore, write_backup
from gongwen.roster.store.database import Database, create
from gongwen.roster.store.store import Holdings, load
from gongwen.waiting import waiting_prefix


def back_up(connection: Connection, day: date) -> bytes:
    """Return an xlsx with everything in a register, restored once beside it and found the same.

    Its first sheet shows the rosters of ``day``. Raises UsageError when it does not give the register back.
    """
    held = load(connection)
    data = write_backup(connection, held.fold(), day)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "备份.xlsx"
        path.write_bytes(data)
        trial = Database(str(Path(folder) / "名册.db"))
        if restore_new(trial, path) != held:
            raise UsageError("备份和名册不一样，没有写出；请先运行 gongwen roster verify 核对名册")
        trial.engine.dispose()
    return data


def restore_new(database: Database, path: Path) -> Holdings:
    """Make a register at ``database``, where none may be, from the backup at ``path``; return what is in it.

    It is there whole or not at all. Raises UsageError when there is a register already or when ``path`` is no
    backup, InputError with the cells that cannot be right.
    """
    sheets = read_workbook(path, FOR_PEOPLE)
    if not is_backup(sheets):
        raise UsageError(
            f"{path}：不是名册的备份；备份由 gongwen roster backup 写出，别的表请用 gongwen roster import 导入"
        )
    if database.exists:
        raise UsageError(f"{database.name}：已有这个名册，不会覆盖；请用 --db 指明一个新的文件")
    if database.path is None:
        create(database)
        return _filled(database, sheets)
    made = Database(str(database.path.with_name(f"{waiting_prefix()}{database.path.name}")), database.name)
    assert made.path is not None
    try:
        create(made)
        held = _filled(made, sheets)
        made.engine.dispose()
        place_new(made.path, database.path)
    finally:
        made.path.unlink(missing_ok=True)
    return held


def _filled(database: Database, sheets: Sequence[Sheet]) -> Holdings:
    with database.connect() as connection:
        return restore(connection, sheets)
