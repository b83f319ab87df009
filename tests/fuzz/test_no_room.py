"""Runs for which a disk has no room: what was there is there whole, nothing is left, and who asked is told.

No file may grow beyond some length, which is what a full disk says to a program.
By hand, longer: pytest -n0 tests/fuzz/test_no_room.py --fuzz-count 300 --fuzz-seed 7
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongwen import waiting
from tests.command import Done, run
from tests.fuzz.test_kills import WRITING, assert_nothing_half, contents, folder_for, said, whole_run

resource = pytest.importorskip("resource", reason="Windows sets no limit")
_SHORT = ("fix", "new", "import", "export", "restore")
"""Those that a usual run tries; a run of many tries all."""


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # openpyxl tidies up where it cannot
@pytest.mark.parametrize("verb", WRITING)
def test_a_full_disk_loses_nothing(verb: str, tmp_path: Path, fuzz_seed: int, fuzz_count: int) -> None:
    if not fuzz_count and verb not in _SHORT:
        pytest.skip("only with --fuzz-count")
    whole = whole_run(verb, tmp_path / "完", run)
    chance = random.Random(f"{fuzz_seed}{verb}")
    for number in range(max(fuzz_count // len(WRITING), 1)):
        folder = folder_for(verb, tmp_path / str(number))
        given = contents(folder)
        done = _run_where_files_end_at(chance.randrange(4000), verb, folder)
        assert not list(folder.rglob(f"{waiting.MARK}*"))
        assert_nothing_half(folder, given, whole)
        assert waiting.MARK not in done.stderr, done.stderr
        is_done = said(folder) == whole.after and contents(folder).keys() == whole.files.keys()
        assert is_done or (done.returncode and "磁盘" in done.stderr), done.stderr
        shutil.rmtree(folder)


def _run_where_files_end_at(length: int, verb: str, folder: Path) -> Done:
    """Run the command, for which a file longer than ``length`` cannot be written."""
    with _files_end_at(length):
        return run(*WRITING[verb], cwd=folder)


@contextmanager
def _files_end_at(length: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
