"""``roster notice`` with --since and groups, and what goes out of a register and comes back, by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import api
from tests.command import run
from tests.roster.registers import copied, enter_batches

MOVES = [
    [
        {
            "类型": "调",
            "姓名": "张伟",
            "原职务": "县教育局局长",
            "职务": "县财政局局长",
            "生效日期": "2024-02-01",
        },
        {"类型": "任", "姓名": "周敏", "编号": "新", "职务": "县教育局局长", "生效日期": "2024-02-01"},
    ],
    [{"类型": "退出", "组": "县防汛指挥部", "姓名": "赵清", "生效日期": "2024-05-01"}],
]
FLOOD, DRUGS = "县防汛指挥部", "县禁毒委员会"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    enter_batches(copied(tmp_path), {"变动": MOVES})
    (tmp_path / "头.yaml").write_text(
        "发文机关: 云溪县人民政府办公室\n主送机关: 各乡镇人民政府\n", encoding="utf-8"
    )
    return tmp_path


def notices(folder: Path, *options: str) -> dict[str, list[str]]:
    """The people of the notices that are written, by the group of each."""
    words = ("roster", "notice", *options, "--db", "名册.db", "--head", "头.yaml", "--to", "yaml", "-o", "出")
    done = run(*words, cwd=folder)
    assert done.returncode == (0 if (folder / "出").is_dir() else 1), done.stderr
    found = {}
    for path in sorted((folder / "出").glob("*.yaml")):
        document = api.load(path).document
        people = [
            member.name
            for seats in document.roster.values()
            for member in seats
            if not isinstance(member, str)
        ]
        found[path.stem.removeprefix("关于调整").removesuffix("组成人员的通知")] = people
    return found


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (("--since", "2024-01-01", "--on", "2024-06-01", "--all"), {FLOOD: ["李明远", "王芳", "张伟"], DRUGS: ["张伟", "周敏", "县税务局"]}),
        ((FLOOD, "--since", "2024-01-01", "--on", "2024-06-01"), {FLOOD: ["李明远", "王芳", "张伟"]}),
        ((DRUGS, "--since", "2024-01-01", "--on", "2024-06-01"), {DRUGS: ["张伟", "周敏", "县税务局"]}),
        (("--since", "2024-04-01", "--on", "2024-06-01", "--all"), {FLOOD: ["李明远", "王芳", "张伟"]}),
        (("--since", "2024-01-01", "--on", "2024-03-01", "--all"), {FLOOD: ["李明远", "王芳", "张伟", "赵清"], DRUGS: ["张伟", "周敏", "县税务局"]}),
        (("--since", "2024-03-01", "--on", "2024-03-01", "--all"), {}),
    ],
)  # fmt: skip
def test_since_counts_from_its_day_and_in_its_groups(
    options: tuple[str, ...], wanted: dict[str, list[str]], folder: Path
) -> None:
    assert notices(folder, *options) == wanted


@pytest.mark.parametrize(("options", "is_printed"), [((), False), (("--vacant",), True)])
def test_a_seat_that_nobody_has_is_printed_when_asked_for(
    options: tuple[str, ...], is_printed: bool, folder: Path
) -> None:
    leaving = ("--person", "周敏", "--from", "县教育局局长", "--date", "2024-03-01", "--yes")
    assert run("roster", "change", *leaving, "--db", "名册.db", cwd=folder).returncode in (0, 1)
    words = (
        "roster",
        "notice",
        DRUGS,
        *options,
        "--on",
        "2024-04-01",
        "--db",
        "名册.db",
        "--to",
        "yaml",
        "-o",
        "出",
    )
    assert run(*words, cwd=folder).returncode == 0
    (path,) = (folder / "出").glob("*.yaml")
    assert ("空缺" in path.read_text(encoding="utf-8")) is is_printed


def test_a_batch_and_a_day_are_two_questions(folder: Path) -> None:
    done = run("roster", "notice", "--batch", "2", "--since", "2024-01-01", "--db", "名册.db", cwd=folder)
    assert done.returncode == 2
    assert "--batch 和 --since 只写一样" in done.stderr


def test_what_is_exported_is_the_register_again(folder: Path) -> None:
    for words in (("export", "全部.xlsx", "--db", "名册.db"), ("init", "--db", "新.db"), ("import", "全部.xlsx", "--db", "新.db"),
                  ("export", "又.xlsx", "--db", "新.db")):  # fmt: skip
        assert run("roster", *words, cwd=folder).returncode == 0
    for command in ("list", "log", f"show {FLOOD}", f"history {DRUGS}"):
        old, new = (
            run("roster", *command.split(), "--db", name, cwd=folder).stdout for name in ("名册.db", "新.db")
        )
        assert old == new and old


def test_a_register_of_today_needs_no_migration(folder: Path) -> None:
    before = (folder / "名册.db").read_bytes()
    done = run("roster", "migrate", "--db", "名册.db", cwd=folder)
    assert "不用升级" in done.stdout
    assert (folder / "名册.db").read_bytes() == before
