"""What the command says where it is stopped, waits, or starts the page: told.txt, written by ``--accept -n0``."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest

from gongwen.cli import batch, main, progress
from gongwen.finding import InputError, UsageError
from tests.command import run, run_freely
from tests.golden import hold

TOLD = Path(__file__).with_name("told.txt")
STOPS = (
    click.exceptions.Exit(3), click.exceptions.Abort(), click.UsageError("不对"), InputError(["甲：不对", "乙：也不对"]), UsageError("甲：找不到"),
    OSError(errno.EPIPE, "没有人读"), OSError(errno.ENOSPC, "磁盘已满"), OSError(errno.EIO, "读写错误"), OSError(errno.EDQUOT, "配额已满"), OSError(errno.EACCES, "没有权限"), ValueError("第一行\n第二行"), ValueError(),
)  # fmt: skip


def _stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    for stop in STOPS:
        monkeypatch.setattr(main, "group", _raising(stop))
        done = run_freely("check", cwd=folder)
        yield f"停下 {stop!r}", re.sub(r"错误-\w+\.txt|第\d+行(?=）)", "…", f"{done.returncode} {done.stdout}{done.stderr}".replace(f"{folder}/", ""))  # fmt: skip


def _raising(stop: BaseException) -> Any:
    def group(**_: object) -> None:
        raise stop

    return group


class _Terminal:
    """A terminal, with what is written to it."""

    def __init__(self, is_terminal: bool) -> None:
        self.text, self._is_terminal = "", is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""


def _waited(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """What is shown while somebody waits, on a terminal and not."""
    now = [0.0]

    def passing(items: int) -> Iterator[int]:
        for each in range(items):
            now[0] += 1.5
            yield each

    monkeypatch.setattr("time.monotonic", lambda: now[0])
    for is_terminal in (True, False):
        for count in (1, 4):
            terminal = _Terminal(is_terminal)
            monkeypatch.setattr("sys.stderr", terminal)
            yield f"进度 {is_terminal} {count}", f"{list(progress.with_progress(passing(count), count, '检查'))} {terminal.text!r}"  # fmt: skip
    for waits in ((True,), (False, True), (False, False, False, True)):
        terminal, left = _Terminal(True), list(waits)
        monkeypatch.setattr("sys.stderr", terminal)

        def wait(seconds: float, left: list[bool] = left) -> bool:
            now[0] += seconds
            return left.pop(0)

        progress._tick("印发通知", SimpleNamespace(wait=wait))  # type: ignore[arg-type]
        yield f"钟 {len(waits)}", repr(terminal.text)
    for count in (3, 9):
        terminal = _Terminal(False)
        monkeypatch.setattr("sys.stderr", terminal)
        found = list(batch._told((each for each in passing(9)), count))  # type: ignore[misc]
        yield f"批量 {count}", f"{found} {terminal.text}"
    monkeypatch.undo()


def _served(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """What the page is started with."""
    monkeypatch.setattr("gongwen.web.server.serve", lambda *given, **named: print(given[:3], named))
    monkeypatch.setattr("gongwen.web.sharing.names_of_machine", lambda: ["办公室"])
    monkeypatch.setattr("gongwen.web.sharing.new_password", lambda: "abcd")
    monkeypatch.setattr(Path, "home", lambda: Path("家"))
    (folder / "口令.txt").write_text("一二三四五六七八\n", encoding="utf-8")
    for words in (
        (), ("--port", "0"), ("--port", "70000"), ("--dir", "夹", "--db", "名册.db", "--no-browser"), ("--share",), ("--share", "--password-file", "口令.txt", "--host-name", "我处", "--host-name", "10.0.0.8"),
        ("--cert", "甲", "--key", "乙"), ("--password-file", "口令.txt"), ("--host-name", "我处"), ("--share", "--cert", "甲"), ("--share", "--key", "乙"), ("--share", "--cert", "甲", "--key", "乙"),
    ):  # fmt: skip
        done = run("web", *words, cwd=folder)
        yield f"网页 {' '.join(words)}", f"{done.returncode} {done.stdout}{done.stderr}"


def test_what_is_said_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:  # fmt: skip
    for found in (_waited(monkeypatch), _served(tmp_path, monkeypatch), _stopped(tmp_path, monkeypatch)):
        for name, text in found:
            hold(TOLD, re.sub(r"\s+", " ", name), text.rstrip(), request)
