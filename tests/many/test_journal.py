"""The journal of a run: whatever was done to it, the next run goes on, or says why it does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gongwen.api.many.journal import NAME
from tests.command import ENVIRONMENT, run

NOTE = "文种: 通知\n标题: 关于值班的通知\n正文: 请抓好落实。\n成文日期: 2024-06-09\n"
MAKE = ("batch", "build", "一.yaml", "二.yaml", "-o", "成", "--to", "txt", "--jobs", "1")
RESUME = (*MAKE, "--resume", "--report", "报.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("一", "二"):
        (tmp_path / f"{name}.yaml").write_text(NOTE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def done(folder: Path) -> Path:
    """A folder in which the run has come to its end."""
    assert run(*MAKE, cwd=folder).returncode == 0
    return folder


DAMAGED: Mapping[str, Any] = {
    "outputs": [[], "x", {"../一.yaml": 1}],
    "key": [[1], {}, 5],
    "notes": [5, [{}]],
    "problems": [5, [None]],
    "is_failed": [[], "也许"],
}
"""Values that no run writes, by their keys."""


@pytest.mark.parametrize(
    "damage",
    [*({key: value} for key, values in DAMAGED.items() for value in values), {"outputs": {"\0": "1"}}, {"outputs": {"字" * 300: "1"}}, None],
    ids=repr,
)  # fmt: skip
def test_a_damaged_entry_is_done_again(damage: Mapping[str, Any] | None, done: Path) -> None:
    journal = done / "成" / NAME
    head, first, second, *_ = journal.read_text(encoding="utf-8").splitlines()
    bad = "[" * 100_000 if damage is None else json.dumps({**json.loads(first), **damage})
    journal.write_text(f"{head}\n{bad}\n{second}\n", encoding="utf-8")
    again = run(*RESUME, cwd=done)
    assert again.returncode == 0, again.stderr
    assert "办了1份" in again.stdout
    assert [each["公文"] for each in json.loads((done / "报.json").read_text(encoding="utf-8"))] == ["一.yaml", "二.yaml"]  # fmt: skip


@pytest.mark.parametrize("kept", range(1, 8))
def test_a_line_that_was_cut_off_anywhere_is_done_again(kept: int, done: Path) -> None:
    """Its last character may have been, too: a disk is full after any byte."""
    journal = done / "成" / NAME
    lines = journal.read_bytes().splitlines(keepends=True)
    start = lines[2].index("二".encode()) - 3
    journal.write_bytes(b"".join(lines[:2]) + lines[2][: start + kept])
    assert "办了1份" in run(*RESUME, cwd=done).stdout
    assert "办了0份" in run(*RESUME, cwd=done).stdout


def test_what_was_done_stays_written_while_a_run_goes_on(done: Path) -> None:
    journal = done / "成" / NAME
    before = journal.read_bytes()
    assert run(*RESUME, cwd=done).returncode == 0
    assert journal.read_bytes().startswith(before)


def test_a_journal_that_is_read_is_not_written(done: Path) -> None:
    before = (done / "成" / NAME).read_bytes()
    said = run("batch", "read", f"成/{NAME}", "一.yaml", "-o", "成", "--jobs", "1", cwd=done)
    assert said.returncode == 2 and "同一个文件" in said.stderr
    assert (done / "成" / NAME).read_bytes() == before


def test_where_no_journal_can_be_is_told(folder: Path) -> None:
    (folder / "成" / NAME).mkdir(parents=True)
    assert f"{NAME}：不能写在这里" in run(*MAKE, cwd=folder).stderr
    below = run("batch", "check", "一.yaml", "-o", "二.yaml/成", cwd=folder)
    assert below.returncode == 2 and "不能写在这里" in below.stderr
    assert (folder / "二.yaml").read_text(encoding="utf-8") == NOTE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among the files of Windows")
@pytest.mark.parametrize("words", [MAKE, RESUME], ids=["anew", "resumed"])
def test_a_pipe_is_no_journal(words: tuple[str, ...], folder: Path) -> None:
    (folder / "成").mkdir()
    os.mkfifo(folder / "成" / NAME)
    said = run(*words, cwd=folder)
    assert said.returncode == 2 and "管道" in said.stderr


@pytest.mark.skipif(os.name == "nt", reason="no limit to the size of files on Windows")
def test_a_full_disk_ends_a_run_that_can_be_gone_on_with(folder: Path) -> None:
    names = [f"{number}.yaml" for number in range(12)]
    for name in names:
        (folder / name).write_text(NOTE, encoding="utf-8")
    words = ("batch", "build", *names, "-o", "成", "--jobs", "1")
    # byte code that is cut off by the limit would be read by the next process
    environment = {**ENVIRONMENT, "PYTHONDONTWRITEBYTECODE": "1"}
    limited = ("sh", "-c", 'ulimit -f 2; exec "$@"', "sh", sys.executable, "-m", "gongwen", *words)
    full = subprocess.run(
        limited, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert full.returncode == 2, full.stderr
    assert "进度记不下" in full.stderr and "没有料到" not in full.stderr
    assert run(*words, "--resume", cwd=folder).returncode == 0
    assert {path.stem for path in (folder / "成").glob("*.docx")} == {str(number) for number in range(12)}
