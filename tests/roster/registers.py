"""Registers for the tests, each filled once and copied for every case; the changes that they are filled with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.state import Line, roster_of
from gongwen.roster.register import enter
from gongwen.roster.store.database import Database, create
from tests.paths import read_strings

_LOADED = read_strings("roster/changes.yaml")
BASE: list[dict[str, str]] = _LOADED["底本"]
CASES: list[dict[str, Any]] = _LOADED["例"]
Fill = Callable[[Database], None]


def fill_base(database: Database) -> None:
    """Make a register with the people and groups that the cases start from."""
    create(database)
    enter(database, rows_of(BASE), "底本", takes_good=False)


def copied(folder: Path, fill: Fill = fill_base, name: str = "名册.db") -> Database:
    """A register of its own in ``folder``, as ``fill`` makes it; empty with ``create``."""
    path = folder / name
    path.write_bytes(_file(fill))
    return Database(str(path))


@cache
def _file(fill: Fill) -> bytes:
    with TemporaryDirectory() as name:
        path = Path(name) / "名册.db"
        fill(Database(str(path)))
        return path.read_bytes()


def rows_of(changes: Iterable[dict[str, str]]) -> list[Row]:
    """Changes as a file would give them, each with the place of its row and of its columns."""
    return [
        Row(
            {key: Cell(text, f"变动 第{number}行!{key}") for key, text in change.items()},
            f"变动 第{number}行",
        )
        for number, change in enumerate(changes, 1)
    ]


def enter_batches(database: Database, case: dict[str, Any]) -> None:
    """Enter the batches of a case one after another."""
    for batch in case.get("变动", ()):
        enter(database, rows_of(batch), "", takes_good=case.get("跳过") == "true")


def add_people(arguments: tuple[str, int]) -> None:
    """Enter ten batches with a person each."""
    url, writer = arguments
    for number in range(10):
        change = {
            "类型": "任",
            "姓名": f"新人{writer}之{number}",
            "编号": "新",
            "职务": "县教育局副局长",
            "生效日期": "2024-01-01",
        }
        enter(Database(url), rows_of([change]), f"{writer}-{number}", takes_good=False)


def rosters(history: History, day: date) -> dict[str, list[str]]:
    """The lines of every group on a day, by its name then."""
    return {
        history.group_name(key, day): [_told(line) for line in roster_of(history, key, day)]
        for key in history.lives
    }


def _told(line: Line) -> str:
    return " ".join(filter(None, (line.role, line.name, line.post)))
