"""Notices in the wordings of many offices: what they propose to a register of their own, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongwen.roster.register import enter, import_file, propose_file, read_register
from gongwen.roster.store.database import Database, create
from tests.paths import read_strings
from tests.roster.held import hold_proposals
from tests.roster.registers import copied, rows_of
from tests.roster.test_papers import told

CASES = read_strings("roster/papers_elsewhere.yaml")
LONG_AGO = "2015-01-01"


def changes_before(case: dict[str, Any]) -> Iterator[dict[str, str]]:
    """What a register holds before the notice of a case: who has which post, and who is what in which group."""
    known: set[str] = set()
    for words in case.get("任", ()):
        name, post = words.split(" ")
        yield _of(name, known) | {"类型": "任", "职务": post}
    for group, seats in case.get("席", {}).items():
        yield {"类型": "组设立", "组": group}
        for words in seats:
            role, name = words.split(" ")
            yield _of(name, known) | {"类型": "增补", "组": group, "角色": role}


def _of(name: str, known: set[str]) -> dict[str, str]:
    number = {} if name in known else {"编号": "新"}
    known.add(name)
    return {"姓名": name, **number}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return copied(tmp_path, create)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_what_a_notice_proposes(
    database: Database, tmp_path: Path, case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    before = [{**each, "生效日期": LONG_AGO} for each in changes_before(case)]
    if before:
        enter(database, rows_of(before), "", takes_good=False)
    path = tmp_path / "通知.txt"
    path.write_text(case["文件"], encoding="utf-8")
    proposals = propose_file(database, path, None)
    assert sorted(map(told, proposals.changes)) == sorted(case["变动"])
    assert sum("没有读" in str(note) for note in proposals.notes) == int(case.get("未读", 0))
    import_file(database, path, None, takes_good=False)
    hold_proposals(case["名"], proposals, read_register(database).fold(), request)
    assert import_file(database, path, None, takes_good=False).batch == 0
