"""Runs killed at random moments: what was there is there whole, and the next run leaves nothing behind.

By hand, longer: pytest -n0 tests/fuzz/test_kills.py --fuzz-count 300 --fuzz-seed 7
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from gongwen import waiting
from tests.command import ENVIRONMENT, Done, run, run_process
from tests.paths import ROOT

WRITING = {
    "build": ("build", "通知.yaml", "又一份.yaml", "--to", "docx,pdf,html", "-o", "成"),
    "read": ("read", "通知.docx", "又一份.yaml", "-o", "读", "--report", "报"),
    "check": ("check", "通知.docx", "--comments", "批.docx", "-o", "查.xlsx"),
    "fix": ("fix", "草.docx", "草.txt", "--unsafe", "-o", "改"),
    "archive": ("archive", "通知.yaml", "又一份.yaml", "-o", "档"),
    "tasks": ("tasks", "通知.yaml", "-o", "分工.xlsx"),
    "new": ("new", "通知", "-o", "空.yaml"),
    "style": ("style", "import", "通知.docx", "-o", "版式.yaml"),
    "init": ("roster", "init", "--db", "新.db"),
    "import": ("roster", "import", "名单.xlsx", "--on", "2023-01-01", "--db", "空.db"),
    "change": ("roster", "change", "变动.yaml", "--yes", "--db", "名册.db"),
    "undo": ("roster", "undo", "1", "--db", "名册.db"),
    "notice": ("roster", "notice", "--since", "2024-01-01", "--on", "2025-01-01", "--all", "--number", "云政办发〔2025〕", "--db",
               "名册.db", "-o", "发"),
    "update": ("roster", "update", "名单.docx", "--on", "2025-01-01", "--db", "名册.db", "-o", "新"),
    "export": ("roster", "export", "成/全部.xlsx", "--db", "名册.db"),
    "form": ("roster", "form", "表.xlsx"),
    "backup": ("roster", "backup", "备份.xlsx", "--db", "名册.db"),
    "restore": ("roster", "restore", "存.xlsx", "--db", "新.db"),
}  # fmt: skip
USUAL = ("build", "archive", "notice")
"""Those that a usual run tries; a run of many tries all."""
ONCE = ("new", "form", "init", "style", "backup", "restore")
"""Those that replace no file."""
ROSTER = """文种: 通知
标题: 关于成立县防汛抗旱指挥部的通知
正文: 组成人员名单如下：
名单:
  副总指挥:
  - 宋以宁 县水利局局长
  成员:
  - 仇海波 县应急管理局局长
"""
REGISTERS = ("名册.db", "空.db", "新.db")


@dataclass(frozen=True, slots=True)
class Whole:
    """A run that nobody killed."""

    before: dict[str, str]
    """What the registers say, by the name of each."""
    after: dict[str, str]
    files: dict[str, bytes]
    lasted: float
    """Seconds."""


@cache
def prepared() -> Path:
    """A folder with all that the commands read: documents, workbooks, registers."""
    folder = Path(mkdtemp(prefix="kills-"))
    rosters = ROOT / "samples" / "名册"
    for sample, name in (("印发实施方案", "通知"), ("纪要", "又一份")):
        shutil.copy(ROOT / "samples" / f"{sample}.yaml", folder / f"{name}.yaml")
    shutil.copy(next(rosters.glob("*.xlsx")), folder / "名单.xlsx")
    shutil.copy(rosters / "人事变动.yaml", folder / "变动.yaml")
    (folder / "草.txt").write_text(
        "关于值班的通知\n\n各部门:\n请做好值班工作，6月1日前报告.\n", encoding="utf-8"
    )
    (folder / "名单.yaml").write_text(ROSTER, encoding="utf-8")
    for words in (
        ("build", "通知.yaml", "-o", "通知.docx"),
        ("build", "名单.yaml", "-o", "名单.docx"),
        ("build", "草.txt", "-o", "草.docx"),
        ("roster", "init", "--db", "空.db"),
        ("roster", "init", "--db", "名册.db"),
        ("roster", "import", "名单.xlsx", "--on", "2023-01-01", "--db", "名册.db"),
        ("roster", "backup", "存.xlsx", "--db", "名册.db"),
    ):  # fmt: skip
        done = run(*words, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.skipif(os.name == "nt", reason="no kill on Windows")
@pytest.mark.parametrize("verb", WRITING)
def test_a_killed_run_leaves_nothing_half(verb: str, tmp_path: Path, fuzz_seed: int, fuzz_count: int) -> None:
    if not fuzz_count and verb not in USUAL:
        pytest.skip("only with --fuzz-count")
    whole = whole_run(verb, tmp_path / "完")
    chance = random.Random(f"{fuzz_seed}{verb}")
    for number in range(max(fuzz_count // len(WRITING), 1)):
        folder = folder_for(verb, tmp_path / str(number))
        given = contents(folder)
        _kill(verb, folder, chance.uniform(0.3, 1.05) * whole.lasted)
        assert_nothing_half(folder, given, whole)
        if said(folder) == whole.before and not (verb in ONCE and contents(folder).keys() > given.keys()):
            _once(verb, folder)
            assert contents(folder).keys() == whole.files.keys()
        assert said(folder) == whole.after
        shutil.rmtree(folder)


def assert_nothing_half(folder: Path, given: dict[str, bytes], whole: Whole) -> None:
    """What was given is as it was, what was made is what the whole run makes, a register says all of it or nothing."""
    found = contents(folder)
    assert {name: found.get(name) for name in given} == given
    made = found.keys() - given.keys()
    assert made <= whole.files.keys()
    assert [name for name in made if _is_the_same_each_time(name) and found[name] != whole.files[name]] == []
    assert said(folder) in (whole.before, whole.after)


def _is_the_same_each_time(name: str) -> bool:
    """Whether a file says nothing of the time at which it was made, as the records of an archive do."""
    return not name.startswith("档/") and not name.endswith(".xlsx")


def said(folder: Path) -> dict[str, str]:
    """What each register there says of its batches and of its groups."""
    words = (("log", "--json"), ("asof", "2025-01-01"))
    texts = {
        name: [run("roster", *each, "--db", name, cwd=folder) for each in words]
        for name in REGISTERS
        if (folder / name).exists()
    }
    assert all(done.returncode == 0 for each in texts.values() for done in each)
    return {name: _without_times(log.stdout) + lists.stdout for name, (log, lists) in texts.items()}


def _without_times(log: str) -> str:
    return "".join(f"{batch['批号']} {batch['说明']}\n" for batch in json.loads(log))


def whole_run(verb: str, folder: Path, run: Callable[..., Done] = run_process) -> Whole:
    folder_for(verb, folder)
    before = said(folder)
    begun = time.monotonic()
    done = run(*WRITING[verb], cwd=folder)
    lasted = time.monotonic() - begun
    assert done.returncode == 0, done.stderr
    return Whole(before, said(folder), contents(folder), lasted)


def folder_for(verb: str, folder: Path) -> Path:
    """A folder of its own, with the changes entered of which a notice tells."""
    shutil.copytree(prepared(), folder)
    if verb in ("notice", "update"):
        assert run(*WRITING["change"], cwd=folder).returncode in (0, 1)
    return folder


def _once(verb: str, folder: Path) -> None:
    """Run the command to its end, with nothing left of any that was killed."""
    waiting.clear_once.cache_clear()
    done = run(*WRITING[verb], cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    if verb != "init":
        assert not list(folder.rglob(f"{waiting.MARK}*"))


def _kill(verb: str, folder: Path, seconds: float) -> None:
    words = [sys.executable, "-m", "gongwen", *WRITING[verb]]
    with subprocess.Popen(
        words, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        time.sleep(seconds)
        child.kill()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that is no longer waiting, by its name below ``folder``, without registers and reports of errors."""
    paths = (path for path in folder.rglob("*") if path.is_file() and waiting.MARK not in str(path))
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(REGISTERS)}
