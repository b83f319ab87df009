"""A register put away and made again: the same in everything, and never in the place of another."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gongwen.finding import InputError, UsageError
from gongwen.roster.register import back_up, read_register, restore_register
from gongwen.roster.store.database import Database
from tests.command import run
from tests.roster.registers import CASES, copied, enter_batches
from tests.roster.test_notice import fill_sample


def put_away(folder: Path, database: Database) -> Path:
    path = folder / "备份.xlsx"
    path.write_bytes(back_up(database, date(2024, 7, 1)))
    return path


@pytest.mark.parametrize(
    "case", [case for case in CASES if "报错" not in case][:12], ids=lambda case: case["名"]
)
def test_a_register_made_from_its_backup_is_the_same(tmp_path: Path, case: dict[str, object]) -> None:
    database = copied(tmp_path)
    enter_batches(database, case)
    made = Database(str(tmp_path / "新.db"))
    restore_register(made, put_away(tmp_path, database))
    assert read_register(made) == read_register(database)


def test_the_commands_tell_each_other(tmp_path: Path) -> None:
    copied(tmp_path, fill_sample)
    first, second = (run("roster", "backup", "--db", "名册.db", cwd=tmp_path) for _ in range(2))
    names = sorted(path.name for path in tmp_path.glob("*.xlsx"))
    assert first.returncode == second.returncode == 0
    assert len(names) == 2 and all(name.startswith("名册备份-") for name in names)
    done = run("roster", "restore", names[0], "--db", "新.db", cwd=tmp_path)
    assert done.returncode == 0 and "已恢复名册 新.db：人" in done.stdout
    lists = [run("roster", "list", "--db", name, cwd=tmp_path).stdout for name in ("名册.db", "新.db")]
    assert lists[0] == lists[1]


def test_nothing_is_replaced(tmp_path: Path) -> None:
    database = copied(tmp_path)
    path = put_away(tmp_path, database)
    before = Path(database.name).read_bytes()
    with pytest.raises(UsageError, match="不会覆盖"):
        restore_register(database, path)
    assert Path(database.name).read_bytes() == before
    done = run("roster", "backup", "备份.xlsx", "--db", "名册.db", cwd=tmp_path)
    assert done.returncode == 2 and "备份.xlsx" in done.stderr


def test_a_backup_that_cannot_be_right_makes_no_register(tmp_path: Path) -> None:
    path = put_away(tmp_path, copied(tmp_path))
    book = openpyxl.load_workbook(path)
    book["变动"].cell(2, 4).value = "不是日期"
    book.save(path)
    with pytest.raises(InputError, match="变动"):
        restore_register(Database(str(tmp_path / "新.db")), path)
    assert not list(tmp_path.glob("*新.db*"))


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["姓名", "角色"])
    book.save(path)
    done = run("roster", "restore", "名单.xlsx", "--db", "新.db", cwd=tmp_path)
    assert done.returncode == 2 and "不是名册的备份" in done.stderr and "roster import" in done.stderr


def test_a_damaged_register_is_made_again_from_its_backup(tmp_path: Path) -> None:
    database = copied(tmp_path)
    sound = read_register(database)
    path = put_away(tmp_path, database)
    database.engine.dispose()
    with sqlite3.connect(database.name) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute('UPDATE "event" SET "day" = ? WHERE id = 1', ("坏",))
    assert "gongwen roster restore" in run("roster", "list", "--db", "名册.db", cwd=tmp_path).stderr
    made = Database(str(tmp_path / "新.db"))
    restore_register(made, path)
    assert read_register(made) == sound
