"""``check --db``: what the register of leading groups says otherwise is told by its code, at its line, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run
from tests.roster.registers import copied

RIGHT = {"李明远": "指挥长 李明远 副县长", "王芳": "副指挥长 王芳 县水利局局长", "张伟": "成员 张伟 县教育局局长",
         "赵清": "成员 赵清 县应急管理局党组书记、局长"}  # fmt: skip


def notice(lines: dict[str, str], day: str = "2023-06-01") -> str:
    roles: dict[str, list[str]] = {}
    for line in lines.values():
        role, _, person = line.partition(" ")
        roles.setdefault(role, []).append(person)
    people = "".join(
        f"  {role}:\n" + "".join(f"  - {each}\n" for each in seats) for role, seats in roles.items()
    )
    return f"文种: 通知\n标题: 关于成立县防汛指挥部的通知\n成文日期: {day}\n名单:\n{people}正文: 名单如下。\n"


def told(folder: Path, text: str, *options: str) -> list[tuple[str, int]]:
    """The codes of the register that are told, each with its line."""
    copied(folder)
    (folder / "通知.yaml").write_text(text, encoding="utf-8")
    words = ("check", "通知.yaml", "--db", "名册.db", "--select", "register", "--format", "json", *options)
    done = run(*words, cwd=folder)
    (checked,) = json.loads(done.stdout)["文件"]
    return [(each["规则"], each["位置"]["数"]) for each in checked["问题"]]


def test_what_agrees_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, notice(RIGHT)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"王芳": "副指挥长 王放 县水利局局长"}, "register.unknown"),
        ({"王芳": "副指挥长 王芳 县农业农村局局长"}, "register.post"),
        ({"王芳": "成员 王芳 县水利局局长"}, "register.role"),
        ({"新": "成员 张伟 县公安局副局长", "张伟": "成员 张伟 县教育局局长"}, ""),
    ],
)
def test_each_difference_has_its_code(change: dict[str, str], code: str, tmp_path: Path) -> None:
    codes = {found for found, _ in told(tmp_path, notice(RIGHT | change))}
    assert codes - {"register.missing"} == ({code} if code else set())


def test_who_is_not_listed_is_told(tmp_path: Path) -> None:
    left = {name: line for name, line in RIGHT.items() if name != "赵清"}
    assert [code for code, _ in told(tmp_path, notice(left))] == ["register.missing"]


def test_who_was_not_in_the_group_is_told_on_his_line(tmp_path: Path) -> None:
    changed = RIGHT | {"张伟": "成员 张伟 县教育局局长"}
    assert [
        code for code, _ in told(tmp_path, notice(changed).replace("县防汛指挥部", "县禁毒委员会"))
    ].count("register.gone") == 3


def test_the_line_is_that_of_the_person(tmp_path: Path) -> None:
    text = notice(RIGHT | {"王芳": "副指挥长 王芳 县农业农村局局长"})
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "王芳" in each)
    assert told(tmp_path, text) == [("register.post", line)]


def test_the_day_is_that_of_the_document_or_the_one_asked_for(tmp_path: Path) -> None:
    text = notice({name: line for name, line in RIGHT.items() if name != "赵清"})
    assert told(tmp_path, text, "--on", "2022-12-31") == []
    assert [code for code, _ in told(tmp_path, text.replace("2023-06-01", "2022-12-31"))] == []
    assert [
        code for code, _ in told(tmp_path, text.replace("2023-06-01", "2022-12-31"), "--on", "2023-06-01")
    ] == ["register.missing"]


def test_a_register_that_has_changed_is_read_again(tmp_path: Path) -> None:
    """Within one process, and of two registers whose names in their folders are the same."""
    text = notice(RIGHT | {"王芳": "副指挥长 王芳 县财政局局长"}, "2024-06-01")
    assert [code for code, _ in told(tmp_path, text)] == ["register.post"]
    words = (
        "roster",
        "change",
        "--person",
        "王芳",
        "--to",
        "县财政局局长",
        "--date",
        "2024-05-01",
        "--yes",
        "--db",
        "名册.db",
    )
    assert run(*words, cwd=tmp_path).returncode in (0, 1)
    done = run(
        "check", "通知.yaml", "--db", "名册.db", "--select", "register", "--format", "json", cwd=tmp_path
    )
    assert json.loads(done.stdout)["文件"][0]["问题"] == []
