"""Plans say who is responsible in many words; tasks and their table come out of all of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import MergedCell

from gongwen import api
from gongwen.cli.main import group
from gongwen.document import Document
from gongwen.recognise.tasks.tasks import tasks_of, unassigned
from gongwen.task import Task
from tests.calls import calls_of
from tests.golden import hold, looks_of
from tests.paths import NOTICES, SHARED, read_cases

CASES = read_cases("recognise/tasks.yaml")
READ = Path(__file__).with_name("tasks_read.txt")
"""All that is read of each case; ``--accept -n0`` writes it."""
DUTY = {"牵头": "lead", "责任": "units", "配合": "supporting"}
TALES = {"领导": "leader", "时限": "deadline"}

PLAN = """
文种: 通知
标题: 青岭县人民政府办公室关于印发夏粮收购工作方案的通知
正文: 现印发给你们。
印发件:
  标题: 青岭县夏粮收购工作方案
  正文: |
    一、重点任务
    （一）腾仓备库。检修设备。（县发展和改革局牵头，县粮食集团配合，5月底前完成）
    （二）筹措资金。=HYPERLINK("x")落实贷款。（责任单位：县财政局、各乡镇；配合单位：县农商银行）
    二、保障措施
    （一）加强监管。严查坑农。（县市场监管局）
  附件:
    - 标题: 分工
      正文: 1.每周报送进度。（县发展和改革局负责）
"""


def document(body: str) -> Document:
    return Document.model_validate({"文种": "方案", "标题": "方案", "正文": body})


@pytest.mark.parametrize("case", CASES, ids=[case["说明"] for case in CASES])
def test_words_on_duties_are_understood(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    found = tasks_of(document(case["正文"]))
    assert len(found) == len(case["任务"]), [task.source for task in found]
    for task, want in zip(found, case["任务"], strict=True):
        _compare(task, want)
    assert list(unassigned(document(case["正文"]))) == case.get("没有写", [])
    hold(READ, case["说明"], "\n".join(f"  {task}" for task in found).replace("\\n", "⏎"), request)


def _compare(task: Task, want: dict[str, Any]) -> None:
    for key, name in DUTY.items():
        assert getattr(task.duty, name) == (split_brackets(want[key]) if key in want else ()), key
    for key, name in TALES.items():
        assert getattr(task.duty, name) == want.get(key, ""), key
    told = {
        "题": task.label + task.title,
        "内容": task.content.replace("\n", "|"),
        "所在": task.at[-1],
        "上级": "/".join(task.path),
    }
    assert {key: value for key, value in told.items() if key in want} == {
        k: want[k] for k in told if k in want
    }


@given(
    st.lists(
        st.sampled_from([*"一1（）()【】。；：，、由局县\n 　", "（一）", "牵头", "配合", "负责", "责任单位：", "和", "等部门", "2025年6月底前", "县财政局"]),
        min_size=1, max_size=40,
    ).map("".join)
)  # fmt: skip
@settings(deadline=None, max_examples=300)
def test_any_text_is_taken(text: str) -> None:
    assume(text.strip())
    plan = document(text)
    for task in tasks_of(plan):
        where = task.at[-1]
        assert isinstance(where, int)
        assert task.duty.names_units
        assert task.source.split("\n")[0] in plan.body[where]


def test_a_long_text_without_stops_takes_no_time() -> None:
    text = "县财政局、按职责、" * 3000 + "\n" + "（" * 3000 + "和" * 3000 + "\n" + "；由" * 3000
    assert calls_of(lambda: tasks_of(document(text))) < 2 * len(text)


def split_brackets(text: str) -> tuple[str, ...]:
    """Names between 、 that stand in no bracket; written here again so that the case checks the reader."""
    found, depth = [""], 0
    for character in text:
        depth += character in "（〔["
        depth -= character in "）〕]"
        if character == "、" and not depth:
            found.append("")
        else:
            found[-1] += character
    return tuple(found)


NOTICE_TASKS = {
    "chengqu-2024-36": (6, 0, 50, 0),
    "jinyuan-draft": (10, 20, 7, 57),
    "pu-2023-1": (8, 8, 0, 65),
    "shuozhou-2023-19": (29, 27, 210, 0),
    "yuncheng-2023-8": (12, 22, 69, 0),
}
"""Tasks, and how many units lead, are responsible, and support, counted in the text."""


@pytest.mark.skipif(not NOTICES, reason="needs the notices, which are not in the repository")
@pytest.mark.parametrize("notice", NOTICE_TASKS)
def test_real_plans_give_all_their_tasks(notice: str) -> None:
    found = tasks_of(api.load(SHARED / "notices" / f"{notice}.yaml").document)
    counts = [sum(len(getattr(task.duty, name)) for task in found) for name in DUTY.values()]
    assert (len(found), *counts) == NOTICE_TASKS[notice]
    assert all(task.title and len(task.content) > 40 and task.path for task in found)
    assert all(task.content.endswith("。") for task in found)


def test_tasks_come_from_every_part_of_a_document() -> None:
    found = tasks_of(api.parse(PLAN, "方案.yaml").document)
    assert [task.at for task in found] == [
        ("印发件", "正文", 1),
        ("印发件", "正文", 2),
        ("印发件", "正文", 4),
        ("印发件", "附件", 0, "正文", 0),
    ]


def test_the_table_is_text_that_prints_on_a4(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = tmp_path / "方案.yaml"
    file.write_text(PLAN, "utf-8")
    done = CliRunner().invoke(group, ["tasks", str(file), "-o", str(tmp_path / "表.xlsx")])
    assert done.exit_code == 0, done.output
    assert "共 4 项任务" in done.output
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "表.xlsx").read_bytes())).active
    assert sheet is not None
    hold(READ, "分工表", "\n".join(looks_of(sheet)), request)
    rows = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[0][0] == "青岭县夏粮收购工作方案任务分工表"
    assert rows[1] == [
        "序号",
        "任务（一级）",
        "任务（二级）",
        "工作内容",
        "牵头单位",
        "责任（配合）单位",
        "完成时限",
    ]
    assert rows[2:] == [
        ["1", "一、重点任务", "（一）腾仓备库", "检修设备。", "县发展和改革局", "县粮食集团", "5月底前完成"],
        [
            "2",
            "",
            "（二）筹措资金",
            '=HYPERLINK("x")落实贷款。',
            "",
            "县财政局、各乡镇\n配合：县农商银行",
            "",
        ],
        ["3", "二、保障措施", "（一）加强监管", "严查坑农。", "", "县市场监管局", ""],
        ["4", "", "", "1.每周报送进度", "", "县发展和改革局", ""],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["D4"].data_type == "s"
    assert [str(each) for each in sheet.merged_cells.ranges if "B" in str(each)] == ["B3:B4"]
    assert sheet.print_title_rows == "$1:$2"
    page = sheet.page_setup
    assert (page.orientation, int(page.paperSize), page.fitToWidth, page.fitToHeight) == (
        "landscape",
        9,
        1,
        0,
    )
    shown = [cell for row in sheet.iter_rows(min_row=2) for cell in row if not isinstance(cell, MergedCell)]
    assert all(cell.alignment.wrap_text for cell in shown)
    assert {cell.font.name for cell in shown} == {"仿宋"}


@pytest.mark.parametrize(
    ("body", "arguments", "status", "words"),
    [
        ("文种: 通知\n标题: 关于放假的通知\n正文: 放假一天。\n", [], 1, "没有找到任务"),
        ("正文: ", [], None, ""),
        (PLAN, ["-o", "表.docx"], None, "扩展名改为 .xlsx"),
    ],
)
def test_what_gives_no_table_says_why(
    tmp_path: Path, body: str, arguments: list[str], status: int | None, words: str
) -> None:
    file = tmp_path / "件.yaml"
    file.write_text(body, "utf-8")
    done = CliRunner().invoke(group, ["tasks", str(file), *arguments])
    assert done.exit_code == 1
    assert words in (done.output if status else str(done.exception))
    assert not list(tmp_path.glob("*.xlsx"))
