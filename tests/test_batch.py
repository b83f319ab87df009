"""Many files are shared out among processes; one that the system ends takes no other file with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongwen import batch
from gongwen.batch import Failure, each
from tests.command import ENVIRONMENT


def _end(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def _lost(number: int, failure: Failure) -> int:
    assert failure.problems[0].startswith("3：")
    return -number


def test_a_process_that_is_ended_ends_no_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_FEW", 2)
    monkeypatch.setattr(batch, "_CHUNK", 1)
    assert list(each(_end, range(5), _lost)) == [0, 1, 2, -3, 4]


_UNGUARDED = """
from pathlib import Path
from gongwen.api.checking import check_files, check_spec
print("开始", flush=True)
for checked in check_files(sorted(Path("稿").iterdir()), check_spec()):
    print(checked.file)
"""


def test_a_script_that_processes_would_run_again_is_told_how_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "稿").mkdir()
    for number in range(30):
        (tmp_path / "稿" / f"{number}.txt").write_text("关于值班的通知\n\n请抓好落实。\n", encoding="utf-8")
    (tmp_path / "查.py").write_text(_UNGUARDED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "查.py"], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith('请写在 if __name__ == "__main__": 下面')
    assert done.stdout.count("开始") <= 3


_STARTED = """
import os, sys, time
from gongwen.batch import processes
if __name__ == "__main__":
    with processes(2) as pool:
        for each in [pool.submit(os.getpid) for _ in range(8)]:
            print(each.result(), flush=True)
        time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="no signals to others on Windows")
@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
def test_processes_end_with_the_one_that_started_them(how: str, tmp_path: Path) -> None:
    (tmp_path / "起.py").write_text(_STARTED, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "起.py"], cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        workers = {int(parent.stdout.readline()) for _ in range(8)}
        parent.send_signal(getattr(signal, how))
    end = time.monotonic() + 30
    while any(map(_is_alive, workers)):
        assert time.monotonic() < end, "a process is left"
        time.sleep(0.05)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
