"""Files of kinds that clerks send, kept outside: how many seats of which groups each gives, and what it changes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from gongwen.roster.intake.proposals import Proposals
from gongwen.roster.ledger.state import roster_of
from gongwen.roster.register import enter_proposals, import_file, propose_file, read_register
from gongwen.roster.store.database import Database, create
from tests.paths import SHARED

FIELD = SHARED / "field" / "roster"
pytestmark = pytest.mark.skipif(not FIELD.exists(), reason="the files are not here")
DAY, LATER = date(2024, 1, 1), date(2030, 1, 1)
LISTS = {
    "A.txt": [6], "B.txt": [4], "C.txt": [3], "D.txt": [6], "a_stacked.xlsx": [4, 3], "b_matrix.xlsx": [3, 3, 2],
    "c2.xlsx": [3], "c3.xlsx": [2], "c_twohead.xlsx": [3], "d_marks.xlsx": [6], "e_tabs.xlsx": [2, 2],
    "f_nohead.xlsx": [4], "g_hidden.xlsx": [2], "j_ledger.xlsx": [4, 4], "joined.txt": [8], "k_leibie.xlsx": [3],
    "l_multi.xlsx": [4], "line-1.txt": [7], "line-2.txt": [7], "line-3.txt": [7], "line-4.txt": [7], "line-5.txt": [6],
    "m_same.xlsx": [2, 1], "one-row-per-group.xlsx": [6, 6], "r1.txt": [7], "r2.txt": [8], "r4.txt": [9],
}  # fmt: skip
"""The seats of each group that a file names, in its order."""
WITHOUT_POSTS = {
    "line-1.txt": 7,
    "line-2.txt": 7,
    "line-3.txt": 7,
    "line-4.txt": 7,
    "line-5.txt": 0,
    "joined.txt": 0,
}
WITHOUT_NAMES = {"D.txt": 6, "r4.txt": 2, "r2.txt": 1, "A.txt": 0}


def day_of(name: str) -> date | None:
    """From when a file counts: a workbook from today, as its rows may say later days than any that is given."""
    return None if name.endswith(".xlsx") else DAY


def taken(folder: Path, *names: str) -> tuple[Database, Proposals]:
    """A register into which files were taken one after the other, and what the last of them proposed."""
    database = Database(str(folder / "名册.db"))
    create(database)
    for name in names:
        proposals = propose_file(database, FIELD / name, day_of(name))
        enter_proposals(database, proposals, name, takes_good=False)
    return database, proposals


@pytest.mark.parametrize("name", LISTS)
def test_every_seat_of_a_list_is_taken(name: str, tmp_path: Path) -> None:
    database, _ = taken(tmp_path, name)
    history = read_register(database).fold()
    rosters = [roster_of(history, group, LATER) for group in history.lives]
    assert list(map(len, rosters)) == LISTS[name]
    lines = [line for roster in rosters for line in roster]
    if name in WITHOUT_POSTS:
        assert sum(not line.post for line in lines) == WITHOUT_POSTS[name]
    if name in WITHOUT_NAMES:
        assert sum(line.person is None for line in lines) == WITHOUT_NAMES[name]
    assert import_file(database, FIELD / name, day_of(name), takes_good=False).batch == 0


def test_every_file_is_looked_at() -> None:
    changes = {"omnibus.txt", "two-groups-and-change.txt", "n1.txt", "n2.txt", "n2b.txt", "r3.txt"}
    others = {"matrix.xlsx", "任免通知.txt"}
    assert {path.name for path in FIELD.iterdir()} == {*LISTS, *changes, *others}


def test_an_omnibus_notice_gives_its_groups_and_tells_those_abolished(tmp_path: Path) -> None:
    database, proposals = taken(tmp_path, "omnibus.txt")
    history = read_register(database).fold()
    assert len(history.lives) == 5
    assert all(any(line.name for line in roster_of(history, group, LATER)) for group in history.lives)
    notes = " ".join(note for listing in proposals.listings for note in listing.notes)
    assert notes.count("、") >= 2 and "撤销" in notes


def test_a_later_list_of_a_group_is_compared(tmp_path: Path) -> None:
    database, proposals = taken(tmp_path, "n1.txt", "n2.txt")
    assert proposals.changes
    history = read_register(database).fold()
    assert len(history.lives) == 1
    (group,) = history.lives
    names = Counter(line.name for line in roster_of(history, group, LATER) if line.name)
    assert set(names.values()) == {1}


def test_changes_in_words_are_proposed_to_a_group_that_is_there(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "名册.db"))
    create(database)
    proposals = propose_file(database, FIELD / "r3.txt", DAY)
    assert not proposals.changes
    assert len(proposals.notes) == 2 and all("请先导入" in note for note in proposals.notes)


def test_a_notice_of_appointments_gives_its_posts(tmp_path: Path) -> None:
    _, proposals = taken(tmp_path, "任免通知.txt")
    kinds = Counter(change.cells["类型"] for change in proposals.changes)
    assert kinds["任"] == 4
    assert sum("免职不用录入" in note for note in proposals.notes) == 4
    assert sum("不用录入" in note and "免职" not in note for note in proposals.notes) == 1


def test_two_groups_and_a_change_in_a_third(tmp_path: Path) -> None:
    database, proposals = taken(tmp_path, "two-groups-and-change.txt")
    assert len(read_register(database).fold().lives) == 2
    assert any("请先导入" in note for note in proposals.notes)


def test_people_by_groups(tmp_path: Path) -> None:
    database, _ = taken(tmp_path, "matrix.xlsx")
    assert len(read_register(database).fold().lives) > 1
