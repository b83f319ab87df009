"""Changes entered into a real register: the rosters that follow, and what is refused with which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongwen.finding import InputError
from gongwen.roster.register import enter, read_register, undo_batch
from gongwen.roster.store.database import Database
from gongwen.terms.people.post_parts import split_posts
from tests.paths import read_cases
from tests.roster.held import hold_events
from tests.roster.registers import CASES, copied, enter_batches, rosters, rows_of


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return copied(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_case(database: Database, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "错" in case:
        with pytest.raises(InputError) as refused:
            enter_batches(database, case)
        assert refused.value.problems == case["错"]
        return
    enter_batches(database, case)
    found = rosters(read_register(database).fold(), date.fromisoformat(case["在"]))
    assert {name: found[name] for name in case["名单"]} == case["名单"]
    hold_events(case["名"], read_register(database).fold(), request)


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
    enter_batches(database, case)
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
