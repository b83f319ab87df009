"""Notices of changes, and rosters brought up to date inside documents of any making."""

from __future__ import annotations

import io
import itertools
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from gongwen import api
from gongwen.document import Member
from gongwen.finding import InputError, UsageError
from gongwen.ooxml.edit.tracked import AUTHOR
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.roster.ledger.difference import GroupChange, compare
from gongwen.roster.ledger.history import Sitting
from gongwen.roster.ledger.records import Event, Seat
from gongwen.roster.ledger.state import Line
from gongwen.roster.notices.notice import (
    Draft,
    Letterhead,
    change_table,
    read_letterhead,
    table_book,
    table_document,
    write_notice,
)
from gongwen.roster.notices.rewriting import Spot, are_padded
from gongwen.roster.notices.update import update_file
from gongwen.roster.notices.wording import change_lines
from gongwen.roster.register import changes_between, changes_of_batch, enter, read_register
from gongwen.roster.store.database import Database, create
from gongwen.zh.spaces import spread
from tests.making.tracked_changes import settled
from tests.paths import ROOT, read_cases
from tests.roster.registers import copied, fill_base, rows_of

WORDING = read_cases("roster/wording.yaml")
BEFORE, AFTER = date(2024, 1, 1), date(2024, 6, 1)
HEAD = read_letterhead(ROOT / "samples" / "名册" / "文头.yaml", "县人民政府")
ROUND = [
    {"类型": "调", "姓名": "王芳", "职务": "县财政局局长", "生效日期": "2024-05-01"},
    {"类型": "任", "姓名": "欧阳文博", "编号": "新", "职务": "县水利局局长", "生效日期": "2024-05-01"},
    {"类型": "分工调整", "组": "防汛", "姓名": "王芳", "接替人": "欧阳文博", "接替人编号": "新", "生效日期": "2024-05-01"},
    {"类型": "任", "姓名": "周敏", "编号": "新", "职务": "县卫生健康局副局长", "生效日期": "2024-05-01"},
    {"类型": "增补", "组": "防汛", "姓名": "周敏", "编号": "新", "角色": "成员", "次序": "2", "生效日期": "2024-05-01"},
    {"类型": "退出", "组": "防汛", "姓名": "张伟", "编号": "3", "生效日期": "2024-05-01"},
    {"类型": "组更名", "组": "县禁毒委员会", "新名": "县禁毒和反诈委员会", "生效日期": "2024-05-01"},
]  # fmt: skip


LATER = [
    {"类型": "任", "姓名": "钱伟东", "编号": "新", "职务": "县交通运输局局长", "生效日期": "2024-06-05"},
    {"类型": "增补", "组": "防汛", "姓名": "钱伟东", "编号": "新", "角色": "成员", "次序": "1", "生效日期": "2024-06-05"},
    {"类型": "退出", "组": "防汛", "姓名": "周敏", "生效日期": "2024-06-10"},
    {"类型": "退出", "组": "防汛", "姓名": "赵清", "生效日期": "2024-06-10"},
]  # fmt: skip


def fill_round(database: Database) -> None:
    fill_base(database)
    enter(database, rows_of(ROUND), "五月", takes_good=False)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return copied(tmp_path, fill_round)


def lines(texts: list[str], seats: Any, *, by_place: bool) -> list[Line]:
    """Roster lines of 角色 姓名 职务, a person known by the name."""
    found = []
    for place, text in enumerate(texts):
        role, name, post = (*text.split(" "), "")[:3]
        key = place if by_place else next(seats)
        sitting = Sitting(Seat(key, 1, role, place), role, hash(name), BEFORE, Event(1, 1, "增补", BEFORE))
        found.append(Line(role, name, post, "", hash(name), sitting))
    return found


@pytest.mark.parametrize("case", WORDING, ids=lambda case: case["名"])
def test_changes_are_told_in_the_words_of_a_notice(case: dict[str, Any]) -> None:
    seats = itertools.count(100)
    before, after = (lines(case[key], seats, by_place="席位" in case) for key in ("前", "后"))
    change = GroupChange(1, "县防汛指挥部", tuple(compare(before, after)))
    assert change_lines(change) == case["话"]
    if "变" in case:
        assert [shift.sort for shift in change.changed] == case["变"]


class TestNotices:
    def notice(self, database: Database, names: tuple[str, ...], **draft: Any) -> Any:
        history, day, changes = changes_of_batch(read_register(database), 2)
        wanted = tuple(change for change in changes if change.name in names)
        return write_notice(history, Draft(wanted, draft.pop("form", "名单"), day, **draft), HEAD)

    def test_one_group_with_its_list(self, database: Database) -> None:
        document = self.notice(database, ("县防汛指挥部",), number="云政办发〔2024〕18号", repeals=True)
        assert document.title == "云溪县人民政府办公室关于调整县防汛指挥部组成人员的通知"
        assert document.doc_number == "云政办发〔2024〕18号"
        assert {role: [member.name for member in seats] for role, seats in document.roster.items()} == {
            "指挥长": ["李明远"], "副指挥长": ["欧阳文博"], "成员": ["周敏", "赵清"],
        }  # fmt: skip
        assert document.body[0].startswith(
            "根据人员变动情况和工作需要，经县人民政府同意，决定对县防汛指挥部组成人员"
        )
        assert document.body[-1] == "《关于成立县防汛指挥部的通知》（云政办发〔2023〕1号）同时废止。"

    def test_the_changes_alone(self, database: Database) -> None:
        document = self.notice(database, ("县防汛指挥部",), form="变动")
        assert list(document.body[1:]) == [
            "一、欧阳文博（县水利局局长）任副指挥长，王芳同志不再担任副指挥长职务。",
            "二、增补周敏（县卫生健康局副局长）为成员。",
            "三、张伟同志不再担任成员。",
        ]

    @pytest.mark.parametrize("form", ["名单", "变动"])
    @pytest.mark.parametrize("order", ["席次", "姓氏笔画", "拼音"])
    @pytest.mark.parametrize("together", [True, False])
    def test_every_notice_is_a_document_without_findings_and_reads_back(
        self, tmp_path: Path, form: str, order: str, together: bool
    ) -> None:
        database = copied(tmp_path, fill_sample)
        history, day, changes = changes_of_batch(read_register(database), 2)
        parts = [changes] if together else [(change,) for change in changes[:6]]
        for number, part in enumerate(parts, 1):
            draft = Draft(tuple(part), form, day, f"云政办发〔2024〕{number}号", order)  # type: ignore[arg-type]
            document = write_notice(history, draft, HEAD)
            composition = api.compose(document)
            assert [
                str(finding) for finding in composition.findings if finding.force in ("应当", "一般")
            ] == []
            again = api.read_bytes(api.render(composition, "docx").files[0], "通知.docx").document
            assert (again.title, again.roster, again.body) == (document.title, document.roster, document.body)

    def test_a_group_that_ended_is_told_so(self, database: Database) -> None:
        enter(
            database,
            rows_of([{"类型": "组撤销", "组": "禁毒", "生效日期": "2024-05-20"}]),
            "",
            takes_good=False,
        )
        history, day, changes = changes_of_batch(read_register(database), 3)
        document = write_notice(history, Draft(changes, "名单", day), HEAD)
        assert document.title.endswith("关于撤销县禁毒和反诈委员会的通知")
        assert (
            document.body[0]
            == "根据工作需要，经县人民政府同意，决定撤销县禁毒和反诈委员会，其组成人员的有关职务自然免除。"
        )

    def test_the_table_before_and_after(self, database: Database) -> None:
        _, day, changes = changes_between(read_register(database), BEFORE, AFTER)
        sheet = openpyxl.load_workbook(io.BytesIO(table_book(changes))).active
        rows = [tuple(cell.value or "" for cell in row) for row in sheet]
        assert ("县防汛指挥部", "副指挥长", "王芳 县水利局局长", "欧阳文博 县水利局局长", "接替") in rows
        assert ("县防汛指挥部", "成员", "张伟 县教育局局长", "", "退出") in rows
        text = api.render(api.compose(table_document(changes, day)), "txt").files[0].decode()
        assert "欧阳文博 县水利局局长" in text

    def test_the_whole_table_has_those_who_stay_too(self, database: Database) -> None:
        _, _, changes = changes_between(read_register(database), BEFORE, AFTER)
        changed, whole = change_table(changes), change_table(changes, is_whole=True)
        same = ("县防汛指挥部", "指挥长", "李明远 副县长", "李明远 副县长", "")
        assert same in whole and same not in changed
        assert [row for row in whole if row[4]] == changed

    def test_a_letterhead_with_a_key_that_no_document_has(self, tmp_path: Path) -> None:
        path = tmp_path / "文头.yaml"
        path.write_text("发文机关: 甲县人民政府\n收文机关: 乙县\n", encoding="utf-8")
        with pytest.raises(InputError, match="第2行：公文里没有“收文机关”"):
            read_letterhead(path, "")


def fill_sample(database: Database) -> None:
    from gongwen.roster.intake.change_file import read_change_file
    from gongwen.roster.register import import_file

    samples = ROOT / "samples" / "名册"
    create(database)
    import_file(database, samples / "云溪县领导小组名册.xlsx", date(2023, 12, 31), takes_good=False)
    enter(database, read_change_file(samples / "人事变动.yaml"), "", takes_good=False)


def texts(data: bytes) -> list[str]:
    return [par.text for par in read_pars(unpack(data))[0]]


def old_notice(database: Database, day: date) -> Any:
    """The notice with the whole list of a day."""
    from gongwen.roster.ledger.state import roster_of

    history = read_register(database).fold()
    shifts = tuple(compare([], roster_of(history, 1, day)))
    return write_notice(history, Draft((GroupChange(1, "县防汛指挥部", shifts),), "名单", day), HEAD)


def foreign_docx(style: str) -> bytes:
    """The roster as people type it into Word: padded names, tabs or spaces, direct formatting."""
    document = docx.Document()
    people = [("指挥长", "李明远", "副县长"), ("副指挥长", "王芳", "县水利局局长"), ("成员", "张伟", "县教育局局长"), ("", "赵清", "县应急管理局党组书记、局长")]  # fmt: skip
    document.add_paragraph("云溪县人民政府办公室关于成立县防汛指挥部的通知").alignment = 1
    document.add_paragraph("各乡镇人民政府：")
    document.add_paragraph("　　现将组成人员名单通知如下：")
    for role, name, post in people:
        label = f"{spread(role)}：" if role else "　　　　"
        gap = {"tab": "\t", "spaces": "　　", "plain": "  "}[style]
        paragraph = document.add_paragraph()
        paragraph.add_run(label + (spread(name) if style != "plain" else name))
        paragraph.add_run(gap)
        paragraph.add_run(post).bold = True
    document.add_paragraph("　　王芳同志负责日常工作。")
    document.add_paragraph("云溪县人民政府办公室")
    document.add_paragraph("2023年1月1日")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


class TestUpdate:
    @pytest.mark.parametrize("making", ["ours", "tab", "spaces", "plain"])
    def test_only_the_lines_of_the_roster_change(
        self, database: Database, tmp_path: Path, making: str
    ) -> None:
        document = old_notice(database, BEFORE)
        data = (
            api.render(api.compose(document), "docx").files[0] if making == "ours" else foreign_docx(making)
        )
        path = tmp_path / "通知.docx"
        path.write_bytes(data)
        updated = update_file(path, read_register(database).fold(), AFTER)
        assert path.read_bytes() == data
        assert (updated.groups, updated.notes) == (("县防汛指挥部",), ())
        before, after = texts(data), texts(updated.data)
        old = [text for text in before if "水利局" in text or "教育局" in text]
        new = [text for text in after if "欧阳文博" in text or "周" in text]
        assert len(old) == len(new) == 2
        assert [text for text in before if text not in old] == [text for text in after if text not in new]
        assert other_parts(data) == other_parts(updated.data)
        again = api.read_bytes(updated.data, "通知.docx").document
        assert {role: [(each.name, each.post) for each in seats] for role, seats in again.roster.items()} == {
            "指挥长": [("李明远", "副县长")],
            "副指挥长": [("欧阳文博", "县水利局局长")],
            "成员": [("周敏", "县卫生健康局副局长"), ("赵清", "县应急管理局党组书记、局长")],
        }

    def test_back_again_is_the_same_text(self, database: Database, tmp_path: Path) -> None:
        history = read_register(database).fold()
        data = api.render(api.compose(old_notice(database, BEFORE)), "docx").files[0]
        path = tmp_path / "通知.docx"
        path.write_bytes(data)
        path.write_bytes(update_file(path, history, AFTER).data)
        assert texts(update_file(path, history, BEFORE).data) == texts(data)

    @pytest.mark.parametrize("making", ["ours", "tab", "spaces", "plain"])
    def test_tracked_changes_are_the_same_to_accept_or_to_reject(
        self, database: Database, tmp_path: Path, making: str
    ) -> None:
        path = tmp_path / "通知.docx"
        ours = api.render(api.compose(old_notice(database, BEFORE)), "docx").files[0]
        path.write_bytes(ours if making == "ours" else foreign_docx(making))
        enter(database, rows_of(LATER), "六月", takes_good=False)
        history = read_register(database).fold()
        for day, lines in ((AFTER, 4), (date(2024, 6, 5), 5), (date(2024, 6, 10), 3)):
            plain = update_file(path, history, day)
            tracked = update_file(path, history, day, when=datetime(2024, 7, 1, 9))
            assert tracked.diff == plain.diff and len(plain.diff) >= lines
            accepted, rejected = (
                texts(settled(tracked.data, AUTHOR, is_accepted=each)) for each in (True, False)
            )
            assert (accepted, rejected) == (texts(plain.data), texts(path.read_bytes()))

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_sources_keep_every_other_byte(self, database: Database, tmp_path: Path, ending: str) -> None:
        text = f"# 手写的说明{ending}".join(
            ["", api.write_source(old_notice(database, BEFORE), "yaml").replace("\n", ending)]
        )
        path = tmp_path / "通知.yaml"
        path.write_bytes(text.encode())
        updated = update_file(path, read_register(database).fold(), AFTER)
        wanted = text.replace("- 王芳 县水利局局长", "- 欧阳文博 县水利局局长").replace(
            "- 张伟 县教育局局长", "- 周敏 县卫生健康局副局长"
        )
        assert updated.data.decode() == wanted
        assert updated.diff[:2] == ("-     - 王芳 县水利局局长", "+     - 欧阳文博 县水利局局长")

    def test_a_list_that_is_right_stays_as_it_is(self, database: Database, tmp_path: Path) -> None:
        data = api.render(api.compose(old_notice(database, BEFORE)), "docx").files[0]
        path = tmp_path / "通知.docx"
        path.write_bytes(data)
        updated = update_file(path, read_register(database).fold(), BEFORE)
        assert (updated.data, updated.diff) == (data, ())

    @pytest.mark.parametrize(
        ("name", "text", "error", "message"),
        [
            (
                "通知.yaml",
                "文种: 通知\n标题: 关于做好防汛工作的通知\n正文: 请做好防汛工作。\n",
                InputError,
                "没有认出领导小组的名单",
            ),
            ("通知.txt", "关于成立县防汛指挥部的通知", UsageError, "只能更新 docx 和 YAML、稿"),
        ],
    )
    def test_what_cannot_be_updated(
        self, database: Database, tmp_path: Path, name: str, text: str, error: type[Exception], message: str
    ) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(error, match=message):
            update_file(path, read_register(database).fold(), AFTER)


def other_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name != "word/document.xml"}


@pytest.mark.parametrize(
    ("texts", "is_wide"),
    [
        (["组　长 李明远 副县长", "成　员 欧阳文博 县水利局局长"], True),
        (["组长 李明远 副县长", "成员 欧阳文博 县水利局局长"], False),
        (["组长 王　芳 县水利局局长", "组员 李明远 副县长"], True),
        (["组　长 王芳 县水利局局长", "组　员 李明远 副县长"], False),
        (["　　李明远 副县长", "　　欧阳文博 县水利局局长"], False),
    ],
)
def test_names_are_spread_as_those_beside_them_or_the_columns(texts: list[str], is_wide: bool) -> None:
    spots = []
    for line, text in enumerate(texts):
        name = text.split(" ")[-2].strip("　")
        start = text.index(name)
        member = Member(name=name.replace("　", ""), post=text.split(" ")[-1])
        spots.append(Spot(line, text, (start, start + len(name)), (start + len(name) + 1, len(text)), member))
    assert are_padded(spots) is is_wide


def test_letterhead_without_a_file_is_empty() -> None:
    assert read_letterhead(None, "") == Letterhead({})


ONE_LINE = "成　员：张伟（县教育局局长）、赵清（县应急管理局党组书记、局长）"


def with_members(members: str) -> bytes:
    """A notice typed into Word whose list has soft breaks where ``members`` has line ends."""
    document = docx.Document()
    head = (
        "云溪县人民政府办公室关于成立县防汛指挥部的通知",
        "各乡镇人民政府：",
        "现将组成人员名单通知如下：",
    )
    people = ("指挥长：李明远（副县长）", "副指挥长：王芳（县水利局局长）", members)
    for text in (*head, *people, "云溪县人民政府办公室", "2023年1月1日"):
        paragraph = document.add_paragraph()
        for place, part in enumerate(text.split("\n")):
            run = paragraph.add_run()
            if place:
                run.add_break()
            run.add_text(part)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("change", "members", "wanted"),
    [
        (
            {"类型": "增补", "姓名": "王芳", "角色": "成员"},
            ONE_LINE,
            "成　员：张伟（县教育局局长）、赵清（县应急管理局党组书记、局长）、王芳（县水利局局长）",
        ),
        (
            {"类型": "退出", "姓名": "张伟", "编号": "3"},
            ONE_LINE,
            "成　员：赵清（县应急管理局党组书记、局长）",
        ),
        ({"类型": "退出", "姓名": "赵清"}, ONE_LINE, "成　员：张伟（县教育局局长）"),
        (
            {"类型": "退出", "姓名": "张伟", "编号": "3"},
            "成　员：张伟　县教育局局长\n　　　　赵清　县应急管理局党组书记、局长",
            "成　员：赵清　县应急管理局党组书记、局长",
        ),
        (
            {"类型": "增补", "姓名": "王芳", "角色": "成员"},
            "成　员：张　伟、赵　清",
            "成　员：张　伟、赵　清、王　芳",
        ),
        ({"类型": "退出", "姓名": "张伟", "编号": "3"}, "成　员：张伟、赵清", "成　员：赵清"),
    ],
)
def test_people_of_one_paragraph_come_and_go(
    tmp_path: Path, change: dict[str, str], members: str, wanted: str
) -> None:
    database = copied(tmp_path)
    about = {"组": "县防汛指挥部", "生效日期": "2024-05-01"}
    enter(database, rows_of([{**change, **about}]), "", takes_good=False)
    path = tmp_path / "通知.docx"
    path.write_bytes(with_members(members))
    updated = update_file(path, read_register(database).fold(), AFTER)
    assert updated.notes == ()
    assert [text for text in texts(updated.data) if text.startswith("成")] == [wanted]


def test_a_person_more_in_a_paragraph_with_breaks_is_told(tmp_path: Path) -> None:
    database = copied(tmp_path)
    change = {"类型": "增补", "组": "县防汛指挥部", "姓名": "王芳", "角色": "成员", "生效日期": "2024-05-01"}
    enter(database, rows_of([change]), "", takes_good=False)
    path = tmp_path / "通知.docx"
    path.write_bytes(with_members("成　员：张伟　县教育局局长\n　　　　赵清　县应急管理局党组书记、局长"))
    updated = update_file(path, read_register(database).fold(), AFTER)
    assert any("王芳请手工加上" in note for note in updated.notes)
    assert texts(updated.data) == texts(path.read_bytes())


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (
            {"类型": "增补", "姓名": "王芳", "角色": "成员"},
            ["1 李明远", "2 王芳", "3 张伟", "4 赵清", "5 王芳"],
        ),
        ({"类型": "退出", "姓名": "张伟", "编号": "3"}, ["1 李明远", "2 王芳", "3 赵清"]),
        (
            {"类型": "增补", "姓名": "王芳", "角色": "成员", "次序": "2"},
            ["1 李明远", "2 王芳", "3 张伟", "4 王芳", "5 赵清"],
        ),
    ],
)
def test_serial_numbers_of_a_table_stay_right(
    tmp_path: Path, change: dict[str, str], wanted: list[str]
) -> None:
    database = copied(tmp_path)
    about = {"组": "县防汛指挥部", "生效日期": "2024-05-01"}
    enter(database, rows_of([{**change, **about}]), "", takes_good=False)
    document = docx.Document()
    for text in (
        "云溪县人民政府办公室关于成立县防汛指挥部的通知",
        "各乡镇人民政府：",
        "现将组成人员名单通知如下：",
    ):
        document.add_paragraph(text)
    table = document.add_table(0, 4)
    for row in (
        ("序号", "组内职务", "姓名", "单位及职务"),
        ("1", "指挥长", "李明远", "副县长"),
        ("2", "副指挥长", "王芳", "县水利局局长"),
        ("3", "成员", "张伟", "县教育局局长"),
        ("4", "成员", "赵清", "县应急管理局党组书记、局长"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "名单.docx"
    document.save(str(path))
    updated = update_file(path, read_register(database).fold(), AFTER)
    rows = docx.Document(io.BytesIO(updated.data)).tables[0].rows
    assert [f"{row.cells[0].text} {row.cells[2].text}" for row in rows][1:] == wanted
