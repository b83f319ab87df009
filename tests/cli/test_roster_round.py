"""``gongwen roster`` without a command: the usual round, question by question."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ENVIRONMENT
from tests.paths import ROOT

SAMPLES = ROOT / "samples" / "名册"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES, tmp_path / "名册"))


def answered(answers: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """The command with ``answers`` typed at its questions."""
    return subprocess.run(
        [sys.executable, "-m", "gongwen", "roster"],
        input="".join(f"{answer}\n" for answer in answers),
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_round_from_a_workbook_to_a_notice_and_back(folder: Path) -> None:
    answers = [
        "名册.db", "y",
        "1", "云溪县领导小组名册.xlsx", "2023-12-31",
        "1", "任免通知.txt", "y",
        "2", *[""] * 38,
        "3", "2024-06-01", "2024-06-10", "调整通知.txt", "通知",
        "5", "县防汛抗旱指挥部",
        "6", "y",
        "0",
    ]  # fmt: skip
    done = answered(answers, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "已录入第1批" in done.stdout and "已录入第2批" in done.stdout and "已录入第3批" in done.stdout
    assert list((folder / "通知").glob("*.docx"))
    assert "已撤销第3批" in done.stdout


def test_a_file_that_is_not_there_does_not_end_the_round(folder: Path) -> None:
    done = answered(["名册.db", "y", "1", "没有.txt", "0"], folder)
    assert done.returncode == 0
    assert "没有.txt" in done.stdout + done.stderr
