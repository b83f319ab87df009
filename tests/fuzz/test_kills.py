"""Runs killed at random moments: what was there is there whole, and the next run leaves nothing behind.

By hand, longer: pytest -n0 tests/fuzz/test_kills.py --fuzz-count 60 --fuzz-seed 7
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongwen import waiting
from tests.command import ENVIRONMENT, run, run_process
from tests.paths import ROOT

WRITING = {
    "build": ("build", "通知.yaml", "又一份.yaml", "--to", "docx,pdf,html", "-o", "成"),
    "read": ("read", "通知.yaml", "又一份.yaml", "-o", "读", "--report", "报"),
    "fix": ("fix", "通知.yaml", "-o", "改.yaml"),
    "archive": ("archive", "通知.yaml", "又一份.yaml", "-o", "档"),
    "tasks": ("tasks", "通知.yaml", "-o", "分工.xlsx"),
    "export": ("roster", "export", "成/全部.xlsx", "--db", "名册.db"),
    "import": ("roster", "import", "名单.xlsx", "--db", "名册.db"),
    "init": ("roster", "init", "--db", "新.db"),
}
USUAL = ("build", "archive", "init")
"""Those that a usual run tries; a run of many tries all."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("通知", "又一份"):
        source = (ROOT / "samples" / "印发实施方案.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(source, encoding="utf-8")
    run("roster", "init", "--db", "名册.db", cwd=tmp_path)
    (tmp_path / "名单.xlsx").write_bytes(next((ROOT / "samples" / "名册").glob("*.xlsx")).read_bytes())
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="no kill on Windows")
@pytest.mark.parametrize("verb", WRITING)
def test_a_killed_run_leaves_nothing_half(verb: str, folder: Path, fuzz_seed: int, fuzz_count: int) -> None:
    if not fuzz_count and verb not in USUAL:
        pytest.skip("only with --fuzz-count")
    given = contents(folder)
    lasted = _once(verb, folder)
    whole = contents(folder)
    chance = random.Random(f"{fuzz_seed}{verb}")
    for _ in range(max(fuzz_count // len(WRITING), 1)):
        (folder / "新.db").unlink(missing_ok=True)
        _kill(verb, folder, chance.uniform(0.2, 1.1) * lasted)
        found = contents(folder)
        assert given.items() - {("名册.db", given["名册.db"])} <= found.items()
        assert all(
            found[name] == whole[name] for name in found.keys() & whole.keys() if name.endswith(".pdf")
        )
        assert run("roster", "list", "--db", "名册.db", cwd=folder).returncode == 0
    (folder / "新.db").unlink(missing_ok=True)
    waiting.clear_once.cache_clear()
    _once(verb, folder)
    assert contents(folder).keys() == whole.keys()
    if verb != "init":
        assert not list(folder.rglob(f"{waiting.MARK}*"))


def _once(verb: str, folder: Path) -> float:
    """Run the command to its end; return how long it took, seconds."""
    begun = time.monotonic()
    done = run_process(*WRITING[verb], cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return time.monotonic() - begun


def _kill(verb: str, folder: Path, seconds: float) -> None:
    words = [sys.executable, "-m", "gongwen", *WRITING[verb]]
    with subprocess.Popen(
        words, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        time.sleep(seconds)
        child.kill()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that is no longer waiting, by its name below ``folder``, without the report of an error."""
    paths = (path for path in folder.rglob("*") if path.is_file() and waiting.MARK not in str(path))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
