"""What is suggested after changes is right when it is accepted without a look."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongwen.finding import InputError
from gongwen.roster.intake.change_file import read_change_file
from gongwen.roster.register import enter, preview, read_register
from gongwen.roster.review.following import enter_suggested, suggested_after
from gongwen.roster.review.suggestions import suggestions
from gongwen.roster.store.database import Database, create
from tests.golden import hold
from tests.paths import read_strings
from tests.roster.registers import copied, rosters, rows_of

SUGGESTED = Path(__file__).with_name("suggested.txt")
"""All that is suggested, and why; ``--accept -n0`` writes it."""
CASES = read_strings("roster/suggestions.yaml")
LATER = date(2025, 1, 1)


def entered(case: dict[str, Any], folder: Path) -> Database:
    """A register with what a case starts from and what it changes, a batch each."""
    database = copied(folder, create)
    for part in ("底", "变动"):
        enter(database, rows_of(case[part]), "", takes_good=False)
    return database


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_case(tmp_path: Path, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    database = entered(case, tmp_path)
    found = suggested_after(database, None)
    assert sorted(f"{each}{' 存疑' if each.surety == '存疑' else ''}" for each in found) == sorted(
        case["建议"]
    )
    assert all(each.reason for each in found)
    hold(SUGGESTED, case["名"], "\n".join(f"  {each} {each.cells} {each.reason}" for each in found), request)
    if "名单" in case:
        enter_suggested(database, found, None)
        lists = rosters(read_register(database).fold(), LATER)
        assert {name: lists[name] for name in case["名单"]} == case["名单"]


def test_of_the_posts_for_one_that_is_left_only_one_can_be_taken(tmp_path: Path) -> None:
    case = next(each for each in CASES if "一个单位一条" in each["名"])
    found = suggested_after(entered(case, tmp_path), None)
    ruled_out = {
        str(one): [str(each) for each in found if each is not one and one.rules_out(each)] for one in found
    }
    head, other, deputy, further = (str(each) for each in found if each.cells["类型"] == "调")
    assert {one: others for one, others in ruled_out.items() if others} == {
        head: [other], other: [head], deputy: [further], further: [deputy],
    }  # fmt: skip


def test_the_workbook_is_the_form(tmp_path: Path) -> None:
    case = CASES[2]
    database = copied(tmp_path, create)
    enter(database, rows_of(case["底"]), "", takes_good=False)
    proposal = preview(database, rows_of(case["变动"]), takes_good=False)
    path = tmp_path / "建议.xlsx"
    path.write_bytes(suggestions(proposal.after, proposal.impact, path))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    head = [cell.value for cell in sheet[1]]
    assert {"采用", "领导小组", "理由", "本组规定"} <= set(head)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["采用", "采用"]
    assert all(row[head.index("理由")].value for row in sheet.iter_rows(min_row=2))
    sheet.cell(2, 1).value = "不采用"
    book.save(path)
    assert [row.text("姓名") for row in read_change_file(path)] == ["解冬梅"]
    sheet.cell(3, 1).value = None
    book.save(path)
    with pytest.raises(InputError, match="没有一行在“采用”"):
        read_change_file(path)


def test_a_workbook_of_suggestions_is_one(tmp_path: Path) -> None:
    database = entered(CASES[0], tmp_path)
    proposal = preview(database, [], takes_good=False)
    data = suggestions(proposal.after, proposal.impact, Path("建议.xlsx"))
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["建议"]
