"""``roster show`` and ``roster notice`` with ``--order``: where places, units, strokes and readings put people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongwen import api
from tests.command import run
from tests.paths import read_cases

CASES: dict[str, Any] = read_cases("cli/orders.yaml")
GROUP, HEAD = "县防汛指挥部", "周正"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("名册")
    book = openpyxl.Workbook()
    posts = {row["姓名"]: row["单位及职务"] for row in CASES["人员"]}
    seats = [
        {"组": GROUP, "角色": role, "姓名": name, "单位及职务": posts[name]}
        for role, name in (("指挥长", HEAD), *(("成员", name) for name in CASES["席次"]))
    ]
    for title, rows in {"单位": CASES["单位"], "人员": CASES["人员"], "席位": seats}.items():
        sheet = book.create_sheet(title)
        keys = list(rows[0])
        sheet.append(keys)
        for row in rows:
            sheet.append([row.get(key) for key in keys])
    book.remove(book.worksheets[0])
    book.save(folder / "名单.xlsx")
    for words in (("init",), ("import", "名单.xlsx", "--on", "2024-01-01")):
        done = run("roster", *words, "--db", "名册.db", cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize("order", CASES["例"])
def test_a_group_is_shown_in_the_order_asked_for(order: str, register: Path) -> None:
    words = ("roster", "show", GROUP, "--order", order, "--on", "2024-02-01", "--json", "--db", "名册.db")
    shown = json.loads(run(*words, cwd=register).stdout)
    assert [line["姓名"] for line in shown["名单"]] == [HEAD, *CASES["例"][order]]


@pytest.mark.parametrize("order", CASES["例"])
def test_a_notice_has_the_order_asked_for(order: str, register: Path, tmp_path: Path) -> None:
    target = tmp_path / "出"
    words = ("roster", "notice", GROUP, "--order", order, "--on", "2024-02-01", "--db", "名册.db")
    done = run(*words, "--to", "yaml", "-o", str(target), cwd=register)
    assert done.returncode == 0, done.stderr
    (path,) = target.glob("*.yaml")
    people = [each for seats in api.load(path).document.roster.values() for each in seats]
    assert [each if isinstance(each, str) else each.name for each in people] == [HEAD, *CASES["例"][order]]
