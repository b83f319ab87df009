"""The command ``gongwen`` as a clerk meets it: in this process for what it says and writes, or as one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from gongwen.cli.main import main
from tests.paths import ROOT

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
Done = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, cwd: Path, answers: str = "") -> Done:
    """Run the command in ``cwd`` with ``answers`` on its standard input, without a process of its own."""
    return _checked(run_freely(*arguments, cwd=cwd, answers=answers))


def run_freely(*arguments: str | Path, cwd: Path, answers: str = "") -> Done:
    """Run the command as :func:`run` does, where an error that nobody foresaw is what is asked."""
    words = ["gongwen", *map(str, arguments)]
    given = (answers.encode(), b"", b"")
    stdin, stdout, stderr = (io.TextIOWrapper(io.BytesIO(each), encoding="utf-8") for each in given)
    with (
        chdir(cwd),
        redirect_stdout(stdout),
        redirect_stderr(stderr),
        patch.object(sys, "stdin", stdin),
        patch.object(sys, "argv", words),
    ):
        status = _status()
    return subprocess.CompletedProcess(words, status, _text(stdout), _text(stderr))


def run_process(*arguments: str | Path, cwd: Path) -> Done:
    """Run the command in ``cwd`` as a process: where its start, its exit or its memory is what is asked."""
    words = [sys.executable, "-m", "gongwen", *map(str, arguments)]
    return _checked(
        subprocess.run(words, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    )


def _status() -> int:
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8").replace("\r\n", "\n")  # type: ignore[attr-defined]


def _checked(done: Done) -> Done:
    assert "Traceback" not in done.stderr and "没有料到的错误" not in done.stderr, done.stderr
    return done
