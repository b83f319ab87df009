"""Several files at once: whatever goes wrong with one is told with its name, and the others are done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import unforeseen
from gongwen.api import archive_queue, building, documents
from gongwen.api.roster import registers, updates
from gongwen.check import files as check_files
from tests.command import run_freely
from tests.paths import ROOT
from tests.roster.registers import copied

NOTICE = """\
文种: 通知
标题: 关于{name}的通知
正文: 请认真抓好落实。
成文日期: 2024-06-09
"""
SECRET = "绝不外传的字句"
_REPORT = re.compile(r"报告 (\S+\.txt)（里面没有公文的内容）")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("甲", "坏", "乙"):
        (tmp_path / f"{name}.yaml").write_text(NOTICE.format(name=name), encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def _reports(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("报告")))
    unforeseen._keep.cache_clear()
    yield
    unforeseen._keep.cache_clear()


def _break(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
    """Let a step of the program have a fault that shows in one file only: the one called 坏."""
    sound = getattr(owner, name)

    def broken(*arguments: object, **named: object) -> object:
        if any("坏" in str(argument) for argument in arguments):
            raise KeyError(SECRET)
        return sound(*arguments, **named)

    monkeypatch.setattr(owner, name, broken)


VERBS = {
    "build": (("build", "甲.yaml", "坏.yaml", "乙.yaml"), building, "load", ["甲.docx", "乙.docx"]),
    "read": (("read", "甲.yaml", "坏.yaml", "乙.yaml", "-o", "读"), documents, "load", ["读/甲.yaml", "读/乙.yaml"]),
    "check": (("check", "甲.yaml", "坏.yaml", "乙.yaml"), check_files, "read_text", []),
    "fix": (("fix", "甲.yaml", "坏.yaml", "乙.yaml", "--unsafe"), check_files, "read_bytes", []),
    "archive": (("archive", "甲.yaml", "坏.yaml", "乙.yaml", "-o", "档"), archive_queue, "read_bytes",
                ["档/关于甲的通知", "档/关于乙的通知", "档/归档文件目录.xlsx"]),
    "update": (("roster", "update", "甲.yaml", "坏.yaml", "乙.yaml", "--db", "名册.db"), updates, "update_file", []),
    "import": (("roster", "import", "甲.yaml", "坏.yaml", "乙.yaml", "--db", "名册.db"), registers, "import_into", []),
}  # fmt: skip


@pytest.mark.parametrize(("command", "owner", "step", "made"), VERBS.values(), ids=VERBS)
def test_an_unforeseen_error_ends_no_batch(
    command: tuple[str, ...],
    owner: object,
    step: str,
    made: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copied(folder)
    _break(monkeypatch, owner, step)
    done = run_freely(*command, cwd=folder)
    said = done.stdout + done.stderr
    assert done.returncode == (1 if "update" in command else 2), said
    assert [line for line in said.splitlines() if "没有料到的错误" in line and "坏.yaml" in line], said
    assert "Traceback" not in said
    assert "正在处理的文件没有写出" not in said
    assert all((folder / each).exists() for each in made), said
    assert not any("坏" in path.name for path in folder.rglob("*") if path.name != "坏.yaml")


def test_what_was_written_before_the_error_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, building, "_write")
    (folder / "坏.pdf").mkdir()
    done = run_freely("build", "甲.yaml", "坏.yaml", "--to", "txt,docx", cwd=folder)
    assert "没有排成 坏.yaml" in done.stderr
    assert "2个文件，1个没有排成" in done.stderr


def test_the_report_holds_nothing_of_the_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, building, "load")
    done = run_freely("build", "甲.yaml", "坏.yaml", cwd=folder)
    found = _REPORT.search(done.stderr)
    assert found, done.stderr
    report = Path(found[1]).read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "gongwen/api/building.py:" in report
    assert not re.search(f"{SECRET}|坏|{re.escape(str(ROOT))}", report)


def test_a_report_that_somebody_took_away_is_written_again() -> None:
    first, second = (_REPORT.search(unforeseen.unforeseen(KeyError("甲"))) for _ in range(2))
    assert first and second and first[1] == second[1]
    Path(first[1]).unlink()
    again = _REPORT.search(unforeseen.unforeseen(KeyError("甲")))
    assert again and "KeyError" in Path(again[1]).read_text(encoding="utf-8")


def test_the_trace_is_shown_when_it_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, building, "load")
    monkeypatch.setattr("gongwen.cli.main.show_traces", lambda: traces.append(True))
    traces: list[bool] = []
    run_freely("--debug", "build", "坏.yaml", cwd=folder)
    assert traces


def test_a_result_that_cannot_be_written_ends_no_batch(folder: Path) -> None:
    (folder / "读" / "甲.yaml").mkdir(parents=True)
    done = run_freely("read", "甲.yaml", "乙.yaml", "-o", "读", cwd=folder)
    assert done.returncode == 2
    assert (folder / "读" / "乙.yaml").is_file()
    assert "3个文件" not in done.stderr
    assert "2个文件，1个成功，1个没有读成" in done.stderr
