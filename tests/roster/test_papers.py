"""Papers, tables and lists → what they propose; and nothing is proposed twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongwen import api
from gongwen.finding import InputError
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.intake.listings import Listing, take_in
from gongwen.roster.intake.papers import Undated
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.difference import GroupChange, compare
from gongwen.roster.ledger.state import office_words, roster_of
from gongwen.roster.notices.notice import Draft, Letterhead, write_notice
from gongwen.roster.register import (
    enter,
    enter_proposals,
    export_file,
    import_file,
    opened,
    propose_file,
    read_register,
    undo_batch,
)
from gongwen.roster.store.database import Database, create
from gongwen.roster.store.store import load, open_for_writing
from tests.paths import ROOT, read_cases
from tests.roster.held import hold_proposals
from tests.roster.registers import copied, rosters, rows_of
from tests.roster.test_notice import fill_sample

CASES = read_cases("roster/papers.yaml")
LATER = date(2025, 1, 1)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return copied(tmp_path)


def written(case: dict[str, Any], folder: Path) -> Path:
    """The file of a case."""
    if "文件" in case:
        path = folder / "通知.txt"
        path.write_text(case["文件"], encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    for row in case["表格"]:
        book.active.append(row)
    path = folder / "任免.xlsx"
    book.save(path)
    return path


def told(change: Proposed) -> str:
    return str(change) if change.surety == "确定" else f"{change} {change.surety}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_what_a_paper_proposes(
    database: Database, tmp_path: Path, case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    path = written(case, tmp_path)
    proposals = propose_file(database, path, None)
    assert sorted(map(told, proposals.changes)) == sorted(case["变动"])
    assert all(each.words and path.name in each.at for each in proposals.changes)
    enter_proposals(database, proposals, "", takes_good=False)
    hold_proposals(case["名"], proposals, read_register(database).fold(), request)
    found = rosters(read_register(database).fold(), LATER)
    assert {name: found[name] for name in case.get("名单", ())} == case.get("名单", {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_a_paper_entered_twice_changes_nothing(
    database: Database, tmp_path: Path, case: dict[str, Any]
) -> None:
    path = written(case, tmp_path)
    import_file(database, path, None, takes_good=False)
    before = Path(database.name).read_bytes()
    assert import_file(database, path, None, takes_good=False).batch == 0
    assert Path(database.name).read_bytes() == before


def test_every_event_names_the_paper_and_its_day(database: Database, tmp_path: Path) -> None:
    entered = import_file(database, written(CASES[0], tmp_path), None, takes_good=False)
    own = [event for event in read_register(database).events if event.batch == entered.batch]
    assert {(event.day, event.origin.number) for event in own} == {(date(2024, 6, 3), "云政任〔2024〕3号")}
    assert all("王芳等同志职务任免" in event.origin.title for event in own)


def test_who_is_not_in_the_register_and_leaves_is_told(database: Database, tmp_path: Path) -> None:
    text = "云溪县人民政府关于魏然同志免职的通知\n云政任〔2024〕9号\n各乡镇人民政府：\n免去魏然同志县档案局局长职务，退休。\n云溪县人民政府\n2024年7月1日\n"
    (tmp_path / "免.txt").write_text(text, encoding="utf-8")
    proposals = propose_file(database, tmp_path / "免.txt", None)
    assert proposals.changes == ()
    assert any("名册里没有魏然，不用录入" in str(note) for note in proposals.notes)


def test_a_paper_without_a_day_is_asked_about(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于王芳同志任职的通知\n各乡镇：\n王芳同志任县财政局局长。\n", encoding="utf-8")
    undated = propose_file(database, path, None)
    with pytest.raises(Undated, match="请写明日期"):
        enter_proposals(database, undated, "录入", takes_good=False)
    dated = propose_file(database, path, date(2024, 1, 1))
    assert [str(each) for each in dated.changes] == [str(each) for each in undated.changes]
    assert [each.cells["职务"] for each in dated.changes] == ["县财政局局长"]
    assert enter_proposals(database, dated, "录入", takes_good=False)[0].batch


def test_a_paper_without_a_text_is_refused(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于印发值班安排表的通知\n", encoding="utf-8")
    with pytest.raises(InputError, match="没有认出名单"):
        propose_file(database, path, None)


def test_the_printed_list_of_a_register_changes_nothing_in_it(tmp_path: Path) -> None:
    database = copied(tmp_path, fill_sample)
    held = read_register(database)
    history, day = held.fold(), date(2024, 7, 1)
    for group in history.lives:
        lines = roster_of(history, group, day)
        if not lines or any(not line.post for line in lines):
            continue
        change = GroupChange(group, history.group_name(group, day), tuple(compare([], lines)))
        document = write_notice(history, Draft((change,), "名单", day), Letterhead({}))
        path = tmp_path / f"{group}.docx"
        path.write_bytes(api.render(api.compose(document), "docx").files[0])
        assert [str(each) for each in propose_file(database, path, day).changes] == []


def test_an_export_that_was_edited_is_compared(tmp_path: Path) -> None:
    database = copied(tmp_path, fill_sample)
    path = tmp_path / "名册.xlsx"
    path.write_bytes(export_file(database, date(2024, 7, 1)))
    assert propose_file(database, path, date(2024, 7, 1)).changes == ()
    book = openpyxl.load_workbook(path)
    sheet = book["现行名单"]
    head = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[1].value == "成员")
    gone = row[2].value
    row[2].value, row[3].value, row[4].value = "钱新来", None, "县新成立的局局长"
    assert head[:3] == ["领导小组", "角色", "姓名"]
    book.save(path)
    changes = propose_file(database, path, date(2024, 7, 2)).changes
    assert {each.cells["类型"] for each in changes} <= {"任", "增补", "退出", "分工调整"}
    assert {gone, "钱新来"} <= {
        name for each in changes for name in (each.cells.get("姓名"), each.cells.get("接替人"))
    }


def test_a_group_that_an_edited_export_lacks_is_asked_about(tmp_path: Path) -> None:
    database = copied(tmp_path)
    path = tmp_path / "名册.xlsx"
    path.write_bytes(export_file(database, date(2024, 7, 1)))
    book = openpyxl.load_workbook(path)
    sheet = book["现行名单"]
    for row in reversed(range(2, sheet.max_row + 1)):
        if sheet.cell(row, 1).value == "县禁毒委员会":
            sheet.delete_rows(row)
    book.save(path)
    proposals = propose_file(database, path, date(2024, 7, 2))
    assert list(map(told, proposals.changes)) == ["组撤销 县禁毒委员会 存疑"]
    assert enter_proposals(database, proposals, "", takes_good=False)[0].batch == 0


OFFICES = [
    ("办公室设在县水利局，办公室主任由王芳同志兼任。", "办公室设在县水利局，办公室主任由赵清同志兼任。"),
    (
        "办公室设在县水利局，王芳同志兼任办公室主任，贺文任副主任",
        "办公室设在县水利局，赵清同志兼任办公室主任，贺文任副主任",
    ),
    (
        "设在县水利局，主任由县水利局局长王芳兼任，副主任由贺文担任",
        "设在县水利局，主任由赵清兼任，副主任由贺文担任",
    ),
    ("设在县水利局", "设在县水利局"),
]


@pytest.mark.parametrize(("before", "after"), OFFICES)
def test_the_words_on_an_office_follow_who_heads_it(tmp_path: Path, before: str, after: str) -> None:
    database = Database(str(tmp_path / "名册.db"))
    create(database)
    day = {"生效日期": "2023-01-01", "编号": "新"}
    group = {"组": "县防汛指挥部", **day}
    rows = [
        {"类型": "增补", "姓名": "王芳", "角色": "组长", **group},
        {"类型": "增补", "姓名": "赵清", "角色": "成员", **group},
        {"类型": "增补", "姓名": "赵清", "角色": "办公室主任", **group},
    ]
    with opened(database) as connection:
        open_for_writing(connection)
        listing = Listing("组", (row_of({"组": "县防汛指挥部", "办公室": before, "设立日期": "2023-01-01"}),))
        take_in(connection, load(connection), [listing], LATER, takes_good=False).entry.write(connection, "")
    enter(database, rows_of(rows), "", takes_good=False)
    history = read_register(database).fold()
    (key,) = history.lives
    assert office_words(history, key, LATER) == after
    change = GroupChange(key, "县防汛指挥部", tuple(compare([], roster_of(history, key, LATER))))
    document = write_notice(history, Draft((change,), "名单", LATER), Letterhead({}))
    assert ("办公室主任" in (document.roster or {})) == ("赵清" not in after)
    assert f"{after.rstrip('。')}。" in document.body


def row_of(values: dict[str, str]) -> Row:
    return Row({key: Cell(text, "组!A2") for key, text in values.items()}, "组!A2")


def test_the_sample_workbook_imported_again_changes_nothing(tmp_path: Path) -> None:
    database = copied(tmp_path, fill_sample)
    undo_batch(database, 2, "")
    path = ROOT / "samples" / "名册" / "云溪县领导小组名册.xlsx"
    assert import_file(database, path, date(2024, 1, 1), takes_good=False).batch == 0
