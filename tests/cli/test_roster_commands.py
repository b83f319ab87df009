"""The commands of the register: files of changes in both forms, JSON, questions, faults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.command import run
from tests.paths import ROOT

LISTED = ["领导小组", "角色", "姓名", "单位及职务"]
ROSTER = [
    ["县防汛指挥部", "组长", "李明", "副县长"],
    ["县防汛指挥部", "成员", "王芳", "县水利局局长"],
    ["县防汛指挥部", "成员", "赵清", "县应急管理局局长"],
]
CHANGE = "生效日期: 2024-05-01\n变动:\n  - {类型: 调, 姓名: 王芳, 职务: 县财政局局长}\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register of one group, as it was made."""
    made = tmp_path_factory.mktemp("名册")
    book = openpyxl.Workbook()
    for row in (LISTED, *ROSTER):
        book.active.append(row)
    book.save(made / "名单.xlsx")
    assert run("roster", "init", cwd=made).returncode == 0
    assert run("roster", "import", "名单.xlsx", "--on", "2024-01-01", cwd=made).returncode == 0
    return made


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    """A folder with such a register of its own."""
    return shutil.copytree(first, tmp_path, dirs_exist_ok=True)


def posts(folder: Path, day: str = "2024-06-01") -> list[str]:
    shown = run("roster", "show", "县防汛指挥部", "--on", day, "--json", cwd=folder)
    return [line["单位及职务"] for line in json.loads(shown.stdout)["名单"]]


def test_changes_in_the_form(folder: Path) -> None:
    assert run("roster", "form", "空表.xlsx", cwd=folder).returncode == 0
    book = openpyxl.load_workbook(folder / "空表.xlsx")
    sheet = book["变动"]
    head = [cell.value for cell in sheet[1]]
    values = {
        "类型": "调",
        "姓名": "王　芳",
        "职务": "县财政局局长",
        "生效日期": "2024年5月1日",
        "文号": "云政任〔2024〕1号",
    }
    for key, value in values.items():
        sheet.cell(2, head.index(key) + 1, value)
    book.save(folder / "变动.xlsx")
    assert run("roster", "form", "空表.xlsx", cwd=folder).returncode == 2
    done = run("roster", "change", "变动.xlsx", "--yes", "--json", cwd=folder)
    assert json.loads(done.stdout)["批号"] == 2
    assert posts(folder) == ["副县长", "县财政局局长", "县应急管理局局长"]
    history = run("roster", "history", "王芳", "--json", cwd=folder)
    assert json.loads(history.stdout)[-1] == {
        "生效日期": "2024-05-01", "类型": "调", "内容": "王芳由县水利局局长调任县财政局局长",
        "依据": "云政任〔2024〕1号", "批次": "第2批",
    }  # fmt: skip


def test_nothing_is_entered_without_a_yes(folder: Path) -> None:
    (folder / "变动.yaml").write_text(CHANGE, encoding="utf-8")
    done = run("roster", "change", "变动.yaml", cwd=folder)
    assert done.returncode == 2
    assert "录入这 1 项变动吗？" in done.stdout
    assert "王芳 县水利局局长 → 王芳 县财政局局长" in done.stdout
    assert posts(folder)[1] == "县水利局局长"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("变动:\n  - {类型: 免, 姓名: 王芳, 日子: 明天}\n", ["变动.yaml 第2行：不认识“日子”，可以写：类型、姓名"]),
        ("变动:\n  - 免去王芳\n", ["变动.yaml 第2行：每项变动要写成“类型: …”“姓名: …”这样的键和值"]),
        ("生效日期: 2024-05-01\n", ["变动.yaml：没有“变动:”，请在它下面一项一行地列出"]),
        ("变动:\n  - {类型: 免, 姓名: [王芳]}\n", ["变动.yaml 第2行：“姓名”应是一句文字"]),
        ("来源: {标题: 甲, 机关: 乙}\n变动:\n  - {类型: 免, 姓名: 王芳, 生效日期: 2024-05-01}\n", ["变动.yaml 第1行：来源下面只有“标题”和“文号”，没有“机关”"]),
        (CHANGE.replace("王芳", "王方"), ["变动.yaml 第3行：名册里没有“王方”，是否想写王芳（编号2，县水利局局长）"]),
        (CHANGE.replace("变动:", "变动："), ["第2行"]),
        ("变动: [\n", ["变动.yaml 第"]),
    ],
    ids=range(8),
)  # fmt: skip
def test_faults_of_a_file_of_changes(folder: Path, text: str, messages: list[str]) -> None:
    (folder / "变动.yaml").write_text(text, encoding="utf-8")
    before = (folder / "名册.db").read_bytes()
    done = run("roster", "change", "变动.yaml", "--yes", cwd=folder)
    assert done.returncode == 1
    for message in messages:
        assert message in done.stderr
    assert (folder / "名册.db").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("change",), 2, "请给出变动文件，或者用 --person 写明是谁的变动"),
        (("change", "--person", "王方", "--to", "县长", "--yes"), 1, "命令行：名册里没有“王方”，是否想写王芳"),
        (("show", "没有这个"), 2, "名册里没有“没有这个”这个领导小组"),
        (("show", "王芳", "--on", "五月"), 2, "“五月”不是一个日期"),
        (("history", "没有这个人"), 2, "名册里没有“没有这个人”的变动"),
        (("undo", "9"), 2, "没有第9批"),
        (("notice", "--batch", "9"), 2, "第9批没有变动"),
        (("notice", "--number", "政发5号"), 2, "不是发文字号"),
        (("notice", "--to", "wps"), 2, "--to “wps”不认识"),
        (("export", "备份.docx"), 2, "应是 xlsx 文件"),
        (("import", "没有.xlsx"), 2, "找不到这个文件"),
        (("init",), 2, "已有这个名册，不会覆盖"),
        (("asof", "2024-06-01", "--known", "昨天"), 2, "--known “昨天”不是时刻"),
        (("update", "名单.xlsx"), 1, "这是 Excel 表格"),
        (("list", "--db", "别处.db"), 2, "没有这个名册，请先运行 gongwen roster init"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_faults_are_told_in_chinese(
    folder: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    done = run("roster", *arguments, cwd=folder)
    assert message in done.stderr
    assert done.returncode == status


def test_undo_in_the_wrong_order_names_what_to_undo_first(folder: Path) -> None:
    (folder / "变动.yaml").write_text(CHANGE, encoding="utf-8")
    run("roster", "change", "变动.yaml", "--yes", cwd=folder)
    done = run("roster", "undo", "1", cwd=folder)
    assert done.returncode == 2
    assert "第2批以第1批为前提，请先撤销第2批，再撤销第1批" in done.stderr
    assert run("roster", "undo", "2", cwd=folder).returncode == 0
    assert run("roster", "undo", "1", cwd=folder).returncode == 0
    assert json.loads(run("roster", "list", "--json", cwd=folder).stdout) == []
    done = run("roster", "undo", "3", cwd=folder)
    assert done.returncode == 2
    first = "第2批以第1批为前提，第1批已经撤销；请先撤销第4批（撤销它就恢复第1批），再撤销第3批"
    assert first in done.stderr
    assert [run("roster", "undo", each, cwd=folder).returncode for each in ("4", "3")] == [0, 0]
    assert posts(folder)[1] == "县财政局局长"


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("姓氏笔画", ["巴图", "孔德", "衣旺", "次仁"]), ("姓氏笔画字形", ["孔德", "巴图", "次仁", "衣旺"])],
)
def test_names_of_the_same_strokes_by_the_custom_that_is_asked_for(
    folder: Path, order: str, wanted: list[str]
) -> None:
    people = "".join(
        f"  - {{类型: 增补, 组: 县民族事务领导小组, 姓名: {name}, 编号: 新, 角色: {'组长' if name == '单于明' else '成员'}}}\n"
        for name in ("单于明", "次仁", "衣旺", "孔德", "巴图")
    )
    group = "  - {类型: 组设立, 组: 县民族事务领导小组}\n"
    (folder / "变动.yaml").write_text(f"生效日期: 2024-05-01\n变动:\n{group}{people}", encoding="utf-8")
    assert run("roster", "change", "变动.yaml", "--yes", cwd=folder).returncode == 0
    words = ("show", "县民族事务领导小组", "--on", "2024-06-01", "--order", order, "--json")
    shown = json.loads(run("roster", *words, cwd=folder).stdout)["名单"]
    assert [line["姓名"] for line in shown] == ["单于明", *wanted]


def test_every_command_that_looks_prints_json(folder: Path) -> None:
    looks = (
        ("list",), ("show", "王芳"), ("show", "县水利局"), ("find", "王"), ("asof", "2024-06-01"), ("log",),
        ("verify",), ("history", "县防汛指挥部"),
    )  # fmt: skip
    for arguments in looks:
        done = run("roster", *arguments, "--json", cwd=folder)
        assert json.loads(done.stdout) is not None, arguments


def test_the_variable_names_the_register(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.move(folder / "名册.db", folder / "别名.db")
    monkeypatch.setenv("GONGWEN_DB", "别名.db")
    assert "县防汛指挥部" in run("roster", "list", cwd=folder).stdout


def test_verify_finds_what_does_not_look_right(folder: Path) -> None:
    text = (
        "生效日期: 2024-05-01\n变动:\n  - {类型: 免, 姓名: 李明}\n"
        "  - {类型: 增补, 组: 防汛, 姓名: 赵清, 角色: 副组长}\n"
        "  - {类型: 组设立, 组: 县禁毒委员会}\n  - {类型: 增补, 组: 禁毒, 职务: 县公安局局长, 角色: 委员}\n"
        "  - {类型: 增补, 组: 禁毒, 姓名: 赵清, 编号: 新, 角色: 委员}\n"
        "  - {类型: 增补, 组: 禁毒, 姓名: 赵清, 编号: '3', 角色: 委员}\n"
    )
    text = text.replace("县禁毒委员会}", "县禁毒委员会, 文号: 云政办发〔2024〕1号, 来源标题: 甲}")
    (folder / "变动.yaml").write_text(text, encoding="utf-8")
    run("roster", "change", "变动.yaml", "--yes", cwd=folder)
    done = run("roster", "verify", "--on", "2024-06-01", "--most", "1", "--json", cwd=folder)
    assert done.returncode == 1
    found = {each["类别"] for each in json.loads(done.stdout)}
    assert found == {"一人多席", "同名", "已无职务", "空缺", "任职过多"}


def test_the_samples_are_those_of_the_manual() -> None:
    manual = (ROOT / "docs" / "领导小组名册.md").read_text(encoding="utf-8")
    for file in (ROOT / "samples" / "名册").iterdir():
        assert file.name in manual


def test_of_several_files_each_that_fails_says_why(folder: Path) -> None:
    (folder / "坏.txt").write_text("今天买菜。\n", encoding="utf-8")
    done = run("roster", "import", "名单.xlsx", "坏.txt", "没有.xlsx", cwd=folder)
    said = done.stderr.splitlines()
    assert done.returncode == 2
    assert [line.partition("：")[0] for line in said] == ["坏.txt", "没有.xlsx", "3个文件，2个没有导入"]


@pytest.mark.parametrize(
    ("answers", "groups", "ends"),
    [
        ("y\ny\n", {"县防火指挥部"}, 0), ("n\ny\n", {"县防汛指挥部", "县防火指挥部"}, 0), ("y\nn\n", {"县防汛指挥部"}, 1),
        ("", {"县防汛指挥部"}, 1),
    ],
    ids=["taken", "doubted", "declined", "no answer"],
)  # fmt: skip
def test_what_is_doubtful_is_asked_about_one_by_one(
    folder: Path, answers: str, groups: set[str], ends: int
) -> None:
    assert run("roster", "export", "全部.xlsx", cwd=folder).returncode == 0
    book = openpyxl.load_workbook(folder / "全部.xlsx")
    sheet = book["现行名单"]
    for row in reversed(range(2, sheet.max_row + 1)):
        sheet.delete_rows(row)
    sheet.append(["县防火指挥部", "组长", "李明", "副县长"])
    book.save(folder / "全部.xlsx")
    done = run("roster", "import", "全部.xlsx", "--on", "2024-06-01", cwd=folder, answers=answers)
    assert done.returncode == ends
    assert (
        "存疑：组撤销 县防汛指挥部（工作簿里没有这个组，是撤销还是删漏了，请确认），采用吗？" in done.stdout
    )
    if answers:
        assert f"录入这 {int(answers.startswith('y'))} 项变动吗？" in done.stdout
    shown = run("roster", "list", "--on", "2024-06-02", cwd=folder).stdout
    assert {name for name in ("县防汛指挥部", "县防火指挥部") if name in shown} == groups
