"""Every kind of event in words, with the names that people, posts and groups had on its day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongwen.roster.ledger.event_words import tell_event
from gongwen.roster.register import enter, read_register
from tests.paths import read_strings
from tests.roster.registers import copied, rows_of

CASES: list[dict[str, Any]] = read_strings("roster/event_words.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["说"])
def test_an_event_is_told_in_words(case: dict[str, Any], tmp_path: Path) -> None:
    database = copied(tmp_path)
    before = {event.id for event in read_register(database).fold().events}
    enter(database, rows_of([case["变动"]]), "", takes_good=False)
    history = read_register(database).fold()
    assert [tell_event(history, event) for event in history.events if event.id not in before] == [case["说"]]
