"""A register whose file is damaged: what cannot be read is told with its table and row, and what to do."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Date, Integer

from gongwen.roster.store.tables import SHEETS
from tests.command import run
from tests.paths import SHARED
from tests.roster.registers import copied

WRONG = {Integer: ("甲", 1.5, b"\xff"), Date: ("2024-13-01", "2023-12\r31", 7, b"\xff", "")}
TEXT = (b"\xff\xfe",)
HOSTILE = SHARED / "field" / "hostile"


def told(folder: Path) -> str:
    """What every command that reads the register says of it, which is one message."""
    commands = ("list", "verify", "log", "export 全部.xlsx")
    said = {run("roster", *each.split(), "--db", "名册.db", cwd=folder).stderr for each in commands}
    assert len(said) == 1, said
    return said.pop()


def damage(folder: Path, table: str, column: str, value: Any) -> int:
    """Set a value of the last row of a table, past everything that keeps it right; return the row's id."""
    copied(folder)
    with sqlite3.connect(folder / "名册.db") as connection:
        (row,) = connection.execute(f'SELECT max(id) FROM "{table}"').fetchone()
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (value, row))
    return int(row)


CASES = [
    pytest.param(sheet, table.name, column.name, value, id=f"{table.name}.{column.name}-{value!r}")
    for sheet, table in SHEETS.items()
    for column in table.columns
    if column.name != "id" and table.name != "number"
    for value in next((WRONG[kind] for kind in WRONG if isinstance(column.type, kind)), TEXT)
]


@pytest.mark.parametrize(("sheet", "table", "column", "value"), CASES)
def test_a_value_that_cannot_be_read_is_told(
    sheet: str, table: str, column: str, value: Any, tmp_path: Path
) -> None:
    row = damage(tmp_path, table, column, value)
    done = run("roster", "list", "--db", "名册.db", cwd=tmp_path)
    assert done.returncode == 2
    assert f"名册.db：名册已损坏：“{sheet}”表第{row}号，“" in done.stderr
    assert "gongwen roster restore" in done.stderr
    assert done.stderr.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("sheet", "table", "column", "value"),
    [
        ("变动", "event", "kind", "升任"),
        ("领导小组", "team", "order", "次序"),
        ("席位", "seat", "post", 99_999),
        ("席位", "seat", "person", 99_999),
        ("变动", "event", "person", 99_999),
        ("职务", "post", "unit", 99_999),
    ],
)
def test_a_value_that_means_nothing_is_told(
    sheet: str, table: str, column: str, value: Any, tmp_path: Path
) -> None:
    row = damage(tmp_path, table, column, value)
    assert f"名册.db：名册已损坏：“{sheet}”表第{row}号" in told(tmp_path)


def test_damage_by_chance(tmp_path: Path) -> None:
    """Whatever bytes of the file change: the command answers, or says that the register is damaged."""
    chance = random.Random(18)
    path = copied(tmp_path).path
    assert path is not None
    whole = path.read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            data[chance.randrange(100, len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        for command in ("list", "verify", "show 县防汛抗旱指挥部"):
            done = run("roster", *command.split(), "--db", "名册.db", cwd=tmp_path)
            assert done.returncode == 0 or done.stdout + done.stderr
            assert "没有料到" not in done.stdout + done.stderr


def test_a_sound_register_says_nothing(tmp_path: Path) -> None:
    copied(tmp_path)
    done = [run("roster", each, "--db", "名册.db", cwd=tmp_path) for each in ("list", "verify", "log")]
    assert all(each.stderr == "" for each in done)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="collected cases that are not part of the project")
def test_a_collected_register(tmp_path: Path) -> None:
    (tmp_path / "名册.db").write_bytes((HOSTILE / "flip.db").read_bytes())
    assert "名册.db：名册已损坏：“变动”表第292号，“生效日期”的值“2023-12〔U+000D〕31”不能读" in told(tmp_path)
