"""Nothing that a command reads is ever written: every verb that writes, every file that it reads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from gongwen.files import Outputs, Together, write_whole
from gongwen.finding import UsageError
from gongwen.roster.register import read_register
from gongwen.roster.store.database import Database
from tests.command import run
from tests.making.pictures import ring

NOTICE = """\
文种: 通知
发文机关: 云岭县教育局
发文字号: 云教〔2024〕7号
标题: 云岭县教育局关于做好汛期值班工作的通知
主送机关: 各学校
正文: 请认真抓好落实。
成文日期: 2024-06-09
"""
LONG = NOTICE.replace("正文: 请认真抓好落实。", "正文:\n" + "  - 请认真抓好落实。\n" * 40)
ROSTER = """\
文种: 通知
发文机关: 云岭县教育局
标题: 关于调整县防汛指挥部组成人员的通知
主送机关: 各学校
正文: ["现通知如下：", "{名单}"]
成文日期: 2024-06-09
名单:
  组长: 李明 副县长
  成员: [王芳 县水利局局长]
"""
FILES = {
    "通知.yaml": NOTICE,
    "章.yaml": f"{NOTICE}印章: 章.png\n",
    "长.yaml": f"{LONG}印章: 长-1.png\n",
    "本单位的.yaml": f"{NOTICE}版式: 子.yaml\n",
    "子.yaml": "继承: 父.yaml\n名称: 子\n",
    "父.yaml": "继承: gbt9704-2012\n名称: 父\n",
    "设置.yaml": "忽略: [dates.dotted]\n版式: 子.yaml\n",
    "变动.yaml": "生效日期: 2024-05-01\n变动:\n  - {类型: 调, 姓名: 王芳, 职务: 县财政局局长}\n",
    "文头.yaml": "发文机关: 云岭县教育局\n主送机关: 各学校\n",
    "文头章.yaml": "发文机关: 云岭县教育局\n印章: 章.png\n",
    "名单（2024-06-01）.yaml": NOTICE,
    "名单.yaml": ROSTER,
    "格.yaml": NOTICE.replace("关于做好汛期值班工作", "关于“{{ 姓名 }}”任职"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of every kind that a command reads."""
    folder = tmp_path_factory.mktemp("输入")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("章.png", "长-1.png"):
        (folder / name).write_bytes(ring(60))
    book = openpyxl.Workbook()
    for row in (
        ("领导小组", "角色", "姓名", "单位及职务"),
        ("县防汛指挥部", "组长", "李明", "副县长"),
        ("县防汛指挥部", "成员", "王芳", "县水利局局长"),
    ):
        book.active.append(row)
    book.save(folder / "名单.xlsx")
    for words in (
        "build 通知.yaml", "roster init", "roster import 名单.xlsx --on 2024-01-01",
        "roster change 变动.yaml --yes", "check 通知.yaml -o 基线.json",
    ):  # fmt: skip
        assert run(*words.split(), cwd=folder).returncode == 0, words
    shutil.copy2(folder / "通知.docx", folder / "模板.docx")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Such a folder of one's own, the present one."""
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "它", dirs_exist_ok=True))
    return Path.cwd()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


OVER_ITSELF = {
    "build to the seal": ("build 章.yaml --to png", "章.png"),
    "build to the seal of another file": ("build 通知.yaml 章.yaml --to png -o .", "章.png"),
    "build pages to the seal": ("build 长.yaml --to png", "长-1.png"),
    "build to the template": ("build 通知.yaml --template 模板.docx -o 模板.docx", "模板.docx"),
    "build to an input": ("build 通知.docx -o 通知.docx", "通知.docx"),
    "check to an input": ("check 通知.docx --format json -o 通知.docx", "通知.docx"),
    "check, comments to an input": ("check 通知.docx --comments 通知.docx", "通知.docx"),
    "check to the register": ("check 名单.yaml --db 名册.db --format json -o 名册.db", "名册.db"),
    "check to the log of the register": ("check 名单.yaml --db 名册.db --format json -o 名册.db-wal", ""),
    "check to the settings": ("check 通知.docx --settings 设置.yaml --format json -o 设置.yaml", "设置.yaml"),
    "check to the style of the settings": (
        "check 通知.docx --settings 设置.yaml --format json -o 子.yaml", "子.yaml",
    ),
    "check to the style": ("check 通知.docx --style 子.yaml --format json -o 子.yaml", "子.yaml"),
    "check to the style below": ("check 通知.docx --style 子.yaml --format json -o 父.yaml", "父.yaml"),
    "check to the style of a document": ("check 本单位的.yaml --format json -o 父.yaml", "父.yaml"),
    "check to the baseline": ("check 通知.docx --baseline 基线.json -o 基线.json", "基线.json"),
    "fix to the settings": ("fix 通知.yaml --settings 设置.yaml -o 设置.yaml", "设置.yaml"),
    "fix to the style": ("fix 通知.yaml --style 子.yaml -o 子.yaml", "子.yaml"),
    "fix to an input": ("fix 通知.docx -o 通知.docx", "通知.docx"),
    "read to an input": ("read 通知.docx -o 通知.docx", "通知.docx"),
    "read, report to an input": ("read 通知.docx --report 通知.docx", "通知.docx"),
    "read to the style of a document": ("read 本单位的.yaml -o 子.yaml", "子.yaml"),
    "read to the seal": ("read 章.yaml -o 章.png", "章.png"),
    "read to a register": ("read 通知.docx -o 名册.db", "名册.db"),
    "schema to a register": ("schema -o 名册.db", "名册.db"),
    "tasks to an input": ("tasks 名单.xlsx -o 名单.xlsx", "名单.xlsx"),
    "impact to the register": ("roster impact 变动.yaml --db 名册.db -o 名册.db", "名册.db"),
    "impact to its file": ("roster impact 变动.yaml -o 变动.yaml", "变动.yaml"),
    "export to the register": ("roster export --db 册.xlsx 册.xlsx", "册.xlsx"),
    "batch, report to the workbook": (
        "batch build 名单.xlsx --source 格.yaml -o 批 --report 名单.xlsx", "名单.xlsx",
    ),
    "batch, report to a linked input": ("batch check 通知.yaml -o 批 --report 链接.json", "链接.json"),
    "batch, report to the register": (
        "batch build 名单.xlsx --source 格.yaml --db 册.xlsx --number 云教〔2024〕 -o 批 --report 册.xlsx", "册.xlsx",
    ),
    "notice, table to the register": ("roster notice --table 名册.db", "名册.db"),
    "notice, table to the head": ("roster notice --head 文头.yaml --table 文头.yaml", "文头.yaml"),
    "notice, table to the seal": ("roster notice --head 文头章.yaml --table 章.png", "章.png"),
    "update to another input": (
        "roster update 名单.yaml 名单（2024-06-01）.yaml --on 2024-06-01 --group 县防汛指挥部",
        "名单（2024-06-01）.yaml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OVER_ITSELF.values(), ids=OVER_ITSELF.keys())
def test_no_input_is_an_output(case: tuple[str, str], folder: Path) -> None:
    command, kept = case
    if "册.xlsx" in command:
        shutil.copy2("名册.db", "册.xlsx")
    if "链接.json" in command:
        Path("链接.json").symlink_to("通知.yaml")
    before = contents(folder)
    done = run(*command.split(), cwd=folder)
    said = done.stderr
    assert done.returncode == 2, said
    assert f"{kept}：" in said and ("同一个文件" in said or "名册" in said), said
    assert contents(folder) == before


PIPED = (
    "check 通知.yaml --format json -o {}.json", "check 通知.docx --comments {}.docx", "build 通知.yaml -o {}.docx",
    "build 通知.docx -o 又.docx --source {}.yaml", "read 通知.docx -o {}.yaml", "read 通知.docx -o 又.yaml --report {}.html",
    "fix 通知.docx -o {}.docx", "roster export {}.xlsx", "roster notice --table {}.xlsx", "schema -o {}.json",
    "batch check 通知.yaml -o 批 --report {}.json", "roster form {}.xlsx", "style import 通知.docx -o {}.yaml",
)  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among the files of Windows")
@pytest.mark.parametrize("is_linked", [False, True], ids=["itself", "a link"])
@pytest.mark.parametrize("command", PIPED)
def test_no_file_takes_the_place_of_a_device_or_a_pipe(command: str, is_linked: bool, folder: Path) -> None:
    """A device is refused in the same way; one is not tried, for whoever may would lose it."""
    words = command.replace("{}", "管").split()
    (name,) = (word for word in words if word.startswith("管"))
    os.mkfifo("水" if is_linked else name)
    if is_linked:
        Path(name).symlink_to("水")
    before = contents(folder)
    done = run(*words, cwd=folder)
    assert done.returncode == 2
    assert name in done.stderr
    assert Path(name).is_fifo()
    assert contents(folder) == before


def test_a_batch_does_not_replace_a_seal_that_it_reads(folder: Path) -> None:
    before = contents(folder)
    done = run("batch", "build", "章.yaml", "--to", "png", "-o", ".", "--jobs", "1", cwd=folder)
    assert done.returncode == 1
    assert "章.png：输出与输入是同一个文件" in done.stderr
    assert {name: contents(folder)[name] for name in before} == before


def test_a_report_of_a_batch_is_a_workbook_or_json(folder: Path) -> None:
    before = contents(folder)
    done = run("batch", "check", "通知.yaml", "-o", "批", "--report", "报告.docx", cwd=folder)
    assert done.returncode == 2
    assert "报告.docx：报告是 xlsx 或 json，请改扩展名" in done.stderr
    assert contents(folder) == before


def linked(path: Path) -> Path:
    other = path.with_name(f"软链{path.suffix}")
    other.symlink_to(path.name)
    return other


def hard_linked(path: Path) -> Path:
    other = path.with_name(f"硬链{path.suffix}")
    os.link(path, other)
    return other


NAMES: dict[str, Callable[[Path], Path]] = {
    "itself": lambda path: path,
    "a way about": lambda path: Path("..", path.parent.name, ".", path.name),
    "a symbolic link": linked,
    "a hard link": hard_linked,
    "another case": lambda path: path.with_name(path.name.upper()),
    "a linked folder": lambda path: _linked_folder(path) / path.name,
}


def _linked_folder(path: Path) -> Path:
    other = path.parent.with_name("别名")
    other.symlink_to(path.parent, target_is_directory=True)
    return other


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize(
    "case",
    [
        ("roster impact 变动.yaml --db r.db -o", "r.db"),
        ("check 通知.docx --settings s.yaml --format json -o", "s.yaml"),
        ("read d.docx -o", "d.docx"),
    ],
    ids=["register", "settings", "document"],
)
def test_by_any_name(
    name: Callable[[Path], Path],
    case: tuple[str, str],
    folder: Path,
) -> None:
    command, kept = case
    for source, target in (("名册.db", "r.db"), ("设置.yaml", "s.yaml"), ("通知.docx", "d.docx")):
        shutil.copy2(source, target)
    output = name(folder / kept)
    before = contents(folder)
    done = run(*command.split(), output, cwd=folder)
    assert (done.returncode, contents(folder)) == (2, before), done.stderr


@pytest.mark.parametrize("name", ["册二.db", "册.docx", "册.yaml", "册.db-wal"])
def test_a_register_is_never_replaced(name: str, folder: Path) -> None:
    shutil.copy2("名册.db", "册.db")
    if not name.endswith("-wal"):
        shutil.copy2("册.db", name)
    before = contents(folder)
    with pytest.raises(UsageError, match="名册"):
        write_whole(folder / name, b"x")
    assert contents(folder) == before


def test_outputs_that_are_one_file_are_refused(tmp_path: Path) -> None:
    outputs = Outputs([])
    outputs.claim([tmp_path / "a.docx", tmp_path / "b.docx"])
    with pytest.raises(UsageError, match="同一个文件"):
        outputs.claim([tmp_path / "A.docx"])


def test_what_is_there_and_was_not_read_is_replaced(folder: Path) -> None:
    old = Path("通知.docx")
    old.write_bytes(b"old")
    assert run("build", "通知.yaml", cwd=folder).returncode == 0
    assert old.read_bytes() != b"old"


def test_files_written_together_are_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    before = contents(tmp_path)
    with pytest.raises(UsageError), Together() as together:
        together.write({tmp_path / "a": b"1", tmp_path / "b": b"2", tmp_path / "c": b"3"})
    with pytest.raises(ZeroDivisionError), Together() as together:
        together.write({tmp_path / "a": b"1", tmp_path / "b": b"2"})
        raise ZeroDivisionError
    assert contents(tmp_path) == before
    with Together() as together:
        together.write({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert contents(tmp_path) == {"a": b"1", "b": b"2"}


NOTICE_FAULTS = {
    "a seal that is not there": (
        {"文头.yaml": "发文机关: 云岭县教育局\n印章: 没有.png\n"}, "",
        "文头.yaml 第2行第5列：印章：“没有.png”没有这个图片文件",
    ),
    "a character that no font draws": ({"文头.yaml": "发文机关: 云岭县教育局\U000f0000\n"}, "", "U+F0000"),
    "a folder that is a file": ({}, " -o 通知.yaml", "通知.yaml"),
    "a table of another kind": ({}, " --table 对照.txt", "对照.txt：对照表是 xlsx 或 docx"),
    "a table that is a folder": ({}, " --table 夹.xlsx", "夹.xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("case", NOTICE_FAULTS.values(), ids=NOTICE_FAULTS.keys())
def test_a_notice_that_cannot_be_written_takes_no_number(
    case: tuple[dict[str, str], str, str],
    folder: Path,
) -> None:
    files, more, told = case
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("夹.xlsx").mkdir()
    command = "roster notice --all --head 文头.yaml --number 云教〔2024〕 --to docx,yaml,pdf"
    before, held = contents(folder), read_register(Database("名册.db"))
    done = run(*command.split(), *more.split(), cwd=folder)
    status, said = done.returncode, done.stderr
    assert status in (1, 2) and told in said and "：.：" not in said, said
    after = read_register(Database("名册.db"))
    assert (after.batches, after.numbers) == (held.batches, ())
    assert {**contents(folder), "名册.db": b""} == {**before, "名册.db": b""}
    assert run(*command.replace("文头.yaml", "文头章.yaml").split(), cwd=folder).returncode == 0
    assert [number.serial for number in read_register(Database("名册.db")).numbers] == [1]
    assert run("build", "关于调整县防汛指挥部组成人员的通知.yaml", "-o", "a.docx", cwd=folder).returncode == 0


def test_pictures_of_a_head_count_from_its_folder(
    folder: Path,
) -> None:
    Path("头").mkdir()
    shutil.move("章.png", "头/章.png")
    shutil.move("文头章.yaml", "头/文头章.yaml")
    done = run(*["roster", "notice", "--all", "--head", "头/文头章.yaml", "-o", "出/通知"], cwd=folder)
    status, said = done.returncode, done.stderr
    assert status == 0, said
    (made,) = Path("出/通知").glob("*.yaml")
    assert "../../头/章.png" in made.read_text(encoding="utf-8")
    assert run("build", str(made), "-o", "a.docx", cwd=folder).returncode == 0


LISTS = {
    "a change file": ("roster impact 表.yaml", "变动:", "- 类型: 免\n"),
    "a head": ("roster notice --all --head 表.yaml", "文头", "- 发文机关: 云岭县教育局\n"),
    "settings": ("check 通知.yaml --settings 表.yaml", "忽略", "- 忽略: [dates]\n"),
    "an empty change file": ("roster impact 表.yaml", "变动:", "# 空\n"),
    "an empty head": ("roster notice --all --head 表.yaml", "发文机关", "# 空\n"),
}


@pytest.mark.parametrize("case", LISTS.values(), ids=LISTS.keys())
def test_a_file_is_told_what_it_is(
    case: tuple[str, str, str],
    folder: Path,
) -> None:
    command, told, text = case
    Path("表.yaml").write_text(text, encoding="utf-8")
    done = run(*command.split(), cwd=folder)
    status, said = done.returncode, done.stderr
    assert "文种" not in said and (status == 0 or ("表.yaml 第1行：" in said and told in said)), said
    assert status or text.startswith("#")


def test_a_head_with_a_wrong_value_is_told_where(
    folder: Path,
) -> None:
    Path("文头.yaml").write_text("发文机关: 云岭县教育局\n附件: 3\n", encoding="utf-8")
    done = run(*["roster", "notice", "--all", "--head", "文头.yaml"], cwd=folder)
    status, said = done.returncode, done.stderr
    assert status == 1 and "文头.yaml 第2行：附件" in said, said
