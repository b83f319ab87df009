"""Changes entered into a real register: the rosters that follow, and what is refused with which words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongwen.finding import InputError
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.posts import split_posts
from gongwen.roster.ledger.state import Line, roster_of
from gongwen.roster.register import enter, read_register, undo_batch
from gongwen.roster.store.database import Database, create
from tests.paths import read_cases, read_strings

LOADED = read_strings("roster/changes.yaml")
BASE, CASES = LOADED["底本"], LOADED["例"]


def rows_of(changes: Iterable[dict[str, str]]) -> list[Row]:
    """Changes as a file would give them, each with the place of its row and of its columns."""
    return [
        Row(
            {key: Cell(text, f"变动 第{number}行!{key}") for key, text in change.items()},
            f"变动 第{number}行",
        )
        for number, change in enumerate(changes, 1)
    ]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A register with the people and groups that the cases start from."""
    database = Database(str(tmp_path / "名册.db"))
    create(database)
    enter(database, rows_of(BASE), "底本", takes_good=False)
    return database


def told(line: Line) -> str:
    return " ".join(filter(None, (line.role, line.name, line.post)))


def rosters(history: History, day: date) -> dict[str, list[str]]:
    return {
        history.group_name(key, day): [told(line) for line in roster_of(history, key, day)]
        for key in history.lives
    }


def run(database: Database, case: dict[str, Any]) -> None:
    for batch in case.get("变动", ()):
        enter(database, rows_of(batch), "", takes_good=case.get("跳过") == "true")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_case(database: Database, case: dict[str, Any]) -> None:
    if "错" in case:
        with pytest.raises(InputError) as refused:
            run(database, case)
        assert refused.value.problems == case["错"]
        return
    run(database, case)
    found = rosters(read_register(database).fold(), date.fromisoformat(case["在"]))
    assert {name: found[name] for name in case["名单"]} == case["名单"]


@pytest.mark.parametrize("case", [case for case in CASES if "错" in case], ids=lambda case: case["名"])
def test_what_is_refused_leaves_nothing_behind(database: Database, case: dict[str, Any]) -> None:
    for batch in case["变动"][:-1]:
        enter(database, rows_of(batch), "", takes_good=False)
    before = Path(database.name).read_bytes()
    with pytest.raises(InputError):
        enter(database, rows_of(case["变动"][-1]), "", takes_good=False)
    held = read_register(database)
    assert len(held.batches) == len(case["变动"])
    assert Path(database.name).read_bytes() == before


@pytest.mark.parametrize(
    "case", [case for case in CASES if "错" not in case and "变动" in case], ids=lambda case: case["名"]
)
def test_undone_batches_leave_the_state_before(database: Database, case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["在"])
    before = rosters(read_register(database).fold(), day)
    run(database, case)
    after = rosters(read_register(database).fold(), day)
    batches = [batch.id for batch in read_register(database).batches][1:]
    undoing = [undo_batch(database, batch, "") for batch in reversed(batches)]
    assert rosters(read_register(database).fold(), day) == before
    for batch in reversed(undoing):
        undo_batch(database, batch, "")
    assert rosters(read_register(database).fold(), day) == after


@pytest.mark.parametrize(("text", "wanted"), read_cases("roster/posts.yaml").items())
def test_posts_are_split_into_unit_and_title(text: str, wanted: list[list[str]]) -> None:
    assert [list(post) for post in split_posts(text, ())] == wanted
