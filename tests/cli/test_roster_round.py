"""``gongwen roster`` without a command: the usual round, question by question."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.command import Done, run
from tests.golden import hold
from tests.paths import ROOT

SAMPLES = ROOT / "samples" / "名册"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES, tmp_path / "名册"))


def answered(answers: list[str], folder: Path) -> Done:
    """The command with ``answers`` typed at its questions."""
    return run("roster", cwd=folder, answers="".join(f"{answer}\n" for answer in answers))


def test_a_round_from_a_workbook_to_a_notice_and_back(folder: Path, request: pytest.FixtureRequest) -> None:
    answers = [
        "名册.db", "y",
        "1", "云溪县领导小组名册.xlsx", "2023-12-31",
        "1", "任免通知.txt", "y",
        "2", *[""] * 38,
        "3", "去年", "2024-06-01", "2024-06-10", "调整通知.txt", "通知",
        "5", "县防汛抗旱指挥部",
        "6", "y",
        "0",
    ]  # fmt: skip
    done = answered(answers, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "已录入第1批" in done.stdout and "已录入第2批" in done.stdout and "已录入第3批" in done.stdout
    assert list((folder / "通知").glob("*.docx"))
    assert "已撤销第3批" in done.stdout
    told = f"{done.stdout}\n== 报错\n{done.stderr}".replace(date.today().isoformat(), "（今天）")
    told = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", "（录入时间）", told)
    hold(Path(__file__).with_name("round.txt"), "一轮", told, request)


def test_a_file_that_is_not_there_does_not_end_the_round(folder: Path) -> None:
    done = answered(["名册.db", "y", "1", "没有.txt", "0"], folder)
    assert done.returncode == 0
    assert "没有.txt" in done.stdout + done.stderr
