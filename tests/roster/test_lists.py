"""Workbooks as clerks make them, and old notices, taken into a real register; the register as a workbook and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongwen import api
from gongwen.finding import InputError
from gongwen.roster.ledger.records import Origin
from gongwen.roster.register import Entered, enter, export_file, import_file, read_register
from gongwen.roster.store.database import Database, create
from tests.paths import ROOT, read_cases
from tests.roster.held import hold_events
from tests.roster.registers import BASE, CASES, copied, enter_batches, rosters, rows_of

CASES_OF_LISTS = read_cases("roster/lists.yaml")
DAY = date(2024, 6, 1)
REGISTER = ROOT / "samples" / "名册"


def write_workbook(
    sheets: dict[str, list[list[Any]]], path: Path, hidden: dict[str, list[int]] | None = None
) -> None:
    """A workbook of the sheets of a case, some rows of which are hidden; ^ is one with the cell above."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value not in ("", "^"):
                    sheet.cell(number, column, value)
        for column in range(1, 12):
            merge_down(sheet, rows, column)
        for number in (hidden or {}).get(name, ()):
            sheet.row_dimensions[number].hidden = True
    book.save(path)


def merge_down(sheet: Any, rows: list[list[Any]], column: int) -> None:
    values = [row[column - 1] if len(row) >= column else "" for row in rows]
    start = None
    for number, value in enumerate([*values, ""], 1):
        if value == "^":
            start = start or number - 1
        elif start:
            sheet.merge_cells(start_row=start, end_row=number - 1, start_column=column, end_column=column)
            start = None


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return copied(tmp_path, create)


def take(database: Database, case: dict[str, Any], folder: Path) -> Entered:
    path = folder / "表.xlsx"
    write_workbook(case["表"], path, case.get("隐藏"))
    return import_file(database, path, DAY, takes_good=bool(case.get("跳过")))


@pytest.mark.parametrize("case", CASES_OF_LISTS, ids=lambda case: case["名"])
def test_workbook(
    database: Database, tmp_path: Path, case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    prefix = f"{tmp_path / '表.xlsx'} "
    if "错" in case:
        with pytest.raises(InputError) as refused:
            take(database, case, tmp_path)
        assert [
            problem.removeprefix(prefix).removeprefix(prefix.strip()) for problem in refused.value.problems
        ] == case["错"]
        assert read_register(database).batches == ()
        return
    entered = take(database, case, tmp_path)
    assert rosters(read_register(database).fold(), DAY) == case["名单"]
    assert [note.removeprefix(prefix) for note in entered.notes] == case.get("提示", [])
    assert bool(entered.refused) == bool(case.get("跳过"))
    hold_events(case["名"], read_register(database).fold(), request)


def test_a_month_that_the_format_shows_is_no_doubt(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "人员.xlsx"
    book = openpyxl.Workbook()
    for row in (["编号", "姓名", "单位及职务", "出生年月"], [1, "李明", "副县长", 1975.1]):
        book.active.append(row)
    book.active["D2"].number_format = "0.00"
    book.save(path)
    import_file(database, path, DAY, takes_good=False)
    assert [person.born for person in read_register(database).register.people.values()] == ["1975.10"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_csv(database: Database, tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [("领导小组", "角色", "姓名", "单位及职务"), ("县禁毒委员会", "主任", "李　明", "副县长")]
    path = tmp_path / "名单.csv"
    path.write_text("\n".join(mark.join(row) for row in rows), encoding=encoding)
    import_file(database, path, DAY, takes_good=False)
    assert rosters(read_register(database).fold(), DAY) == {"县禁毒委员会": ["主任 李明 副县长"]}


@pytest.mark.parametrize("target", ["gw", "docx", "txt", "pdf", "html"])
def test_an_old_notice_is_read_with_its_group_its_date_and_its_number(
    database: Database, tmp_path: Path, target: str
) -> None:
    source = ROOT / "samples" / "调整领导小组.gw"
    path = source
    if target != "gw":
        path = tmp_path / f"通知.{target}"
        path.write_bytes(api.render(api.compose_source(api.load(source)), target).files[0])  # type: ignore[arg-type]
    import_file(database, path, None, takes_good=False)
    history = read_register(database).fold()
    found = rosters(history, date(2024, 8, 26))["岚溪县政务服务效能提升领导小组"]
    assert found[0] == "组长 冉旻 县委副书记、县长"
    assert "副组长 阿依古丽·买买提 副县长" in found
    assert len(found) == 19
    assert {event.origin.number for event in history.events} == {"岚溪政办发〔2024〕33号"}
    assert rosters(history, date(2024, 8, 25)) == {"岚溪县政务服务效能提升领导小组": []}


def test_names_of_a_file_without_a_roster_are_asked_for(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于做好防汛工作的通知\n各乡镇：\n请做好防汛工作。\n", encoding="utf-8")
    with pytest.raises(InputError, match="里面没有认出名单"):
        import_file(database, path, DAY, takes_good=False)


class TestBackup:
    """The register as a workbook, and the register again from it."""

    @pytest.mark.parametrize("case", [case for case in CASES if "名单" in case], ids=lambda case: case["名"])
    def test_nothing_is_lost(self, database: Database, tmp_path: Path, case: dict[str, Any]) -> None:
        enter(database, rows_of(BASE), "底本", takes_good=False)
        enter_batches(database, case)
        again = restored(database, tmp_path)
        assert read_register(again) == read_register(database)

    def test_the_first_sheet_is_the_rosters_of_a_day_and_can_be_taken_in_itself(
        self, database: Database, tmp_path: Path
    ) -> None:
        enter(database, rows_of(BASE), "底本", takes_good=False)
        path = tmp_path / "现行.xlsx"
        path.write_bytes(export_file(database, DAY))
        book = openpyxl.load_workbook(path)
        assert book.sheetnames[0] == "现行名单"
        assert book["变动"].data_validations.dataValidation
        for name in book.sheetnames[1:]:
            book.remove(book[name])
        book.save(path)
        other = copied(tmp_path, create, "另.db")
        import_file(other, path, DAY, takes_good=False)
        assert rosters(read_register(other).fold(), DAY) == rosters(read_register(database).fold(), DAY)

    def test_a_register_that_is_not_empty_is_left_alone(self, database: Database, tmp_path: Path) -> None:
        enter(database, rows_of(BASE), "底本", takes_good=False)
        path = tmp_path / "备份.xlsx"
        path.write_bytes(export_file(database, DAY))
        before = Path(database.name).read_bytes()
        assert import_file(database, path, DAY, takes_good=False).batch == 0
        assert Path(database.name).read_bytes() == before

    @pytest.mark.parametrize(
        ("sheet", "cell", "value", "message"),
        [
            ("变动", "D2", "上周", "变动!D2：“上周”应是日期，如 2024-06-01"),
            ("席位", "B2", "99", "席位!B2：“领导小组”表里没有99号"),
            ("人员", "A2", "甲", "人员!A2：“甲”应是整数"),
            ("变动", "B2", None, "：没有写“批次”，应是整数"),
        ],
    )
    def test_a_backup_that_was_spoiled_is_refused_whole(
        self, database: Database, tmp_path: Path, sheet: str, cell: str, value: str | None, message: str
    ) -> None:
        enter(database, rows_of(BASE), "底本", takes_good=False)
        path = tmp_path / "备份.xlsx"
        path.write_bytes(export_file(database, DAY))
        book = openpyxl.load_workbook(path)
        book[sheet][cell] = value
        book.save(path)
        other = copied(tmp_path, create, "另.db")
        with pytest.raises(InputError) as refused:
            import_file(other, path, DAY, takes_good=False)
        assert any(message in problem for problem in refused.value.problems)
        assert read_register(other).batches == ()


def restored(database: Database, folder: Path) -> Database:
    path = folder / "备份.xlsx"
    path.write_bytes(export_file(database, DAY))
    again = copied(folder, create, "另.db")
    import_file(again, path, DAY, takes_good=False)
    return again


def test_the_sample_workbook_is_taken_in_whole(database: Database) -> None:
    entered = import_file(
        database, REGISTER / "云溪县领导小组名册.xlsx", date(2023, 12, 31), takes_good=False
    )
    assert (entered.counts["人"], entered.counts["领导小组"], entered.refused) == (60, 25, ())
    assert [note.rpartition("：没有用到：")[2] for note in entered.notes] == ["A65“注：两位张伟不是同一人。”"]
    register = read_register(database).register
    assert register.people[1].born == "1975.10"
    assert register.groups[1].basis == Origin(
        "云溪县人民政府办公室关于成立县防汛抗旱指挥部的通知", "云政办发〔2023〕3号"
    )
