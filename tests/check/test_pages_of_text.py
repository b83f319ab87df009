"""Whole texts as web pages have them: what is found in them, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongwen import api
from tests.paths import read_cases

CASES: dict[str, dict[str, Any]] = read_cases("check/texts.yaml")


@pytest.mark.parametrize("name", CASES)
def test_finds_what_the_case_says_and_nothing_else(name: str, tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_text(CASES[name]["文"], encoding="utf-8")
    assert [finding.code for finding in api.check(file)] == CASES[name]["得"]
