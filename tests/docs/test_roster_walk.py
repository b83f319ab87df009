"""The walk in the manual, command by command, as a user would type it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.walks import accept, assert_as_written, walked

MANUAL = ROOT / "docs" / "领导小组名册.md"


def test_the_manual_shows_what_the_commands_print(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for file in (ROOT / "samples" / "名册").iterdir():
        shutil.copy(file, tmp_path)
    found = walked(MANUAL.read_text(encoding="utf-8"), tmp_path)
    if request.config.getoption("--accept"):
        accept(MANUAL, found)
        return
    assert_as_written(found)
