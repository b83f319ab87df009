"""Files whose names are no text: those of a packed folder from Windows, unpacked elsewhere, are in another encoding."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from tests.command import run

NOTE = "文种: 通知\n发文机关: 云岭县教育局\n标题: 关于值班的通知\n主送机关: 各学校\n正文: 请抓好落实。\n成文日期: 2024-06-09\n"
BAD = os.fsdecode("坏.yaml".encode("gb18030"))
SAID = "文件名的编码不是 UTF-8"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder 来 with a file of such a name and one of a usual name."""
    (tmp_path / "来").mkdir()
    (tmp_path / "来" / "好.yaml").write_text(NOTE, encoding="utf-8")
    (tmp_path / "好.txt").write_text("关于值班的通知\n\n请抓好落实。\n", encoding="utf-8")
    try:
        (tmp_path / "来" / BAD).write_text(NOTE, encoding="utf-8")
    except OSError:
        pytest.skip("files have no such names here")
    return tmp_path


OVER_A_FOLDER = {
    "check": ("check", "来", "-o", "查.json"),
    "check, a workbook": ("check", "来", "-o", "查.xlsx"),
    "check, a page": ("check", "来", "-o", "查.html"),
    "check, sarif": ("check", "来", "--format", "sarif", "-o", "查.sarif"),
    "archive": ("archive", "来", "-o", "成/一"),
    "batch read": ("batch", "read", "来", "-o", "成", "--jobs", "1", "--report", "报.xlsx"),
    "batch build": ("batch", "build", "来", "-o", "成", "--jobs", "1", "--report", "报.json"),
    "batch in processes": ("batch", "read", "来", "-o", "成", "--jobs", "2"),
}


@pytest.mark.parametrize("words", OVER_A_FOLDER.values(), ids=OVER_A_FOLDER.keys())
def test_a_name_that_is_no_text_leaves_the_others(words: tuple[str, ...], folder: Path) -> None:
    done = run(*words, cwd=folder)
    told = done.stderr + "".join(path.read_text(encoding="utf-8") for path in folder.glob("查.[jhs]*"))
    if (book := folder / "查.xlsx").is_file():
        told += str(list(openpyxl.load_workbook(book).active.values))
    assert done.returncode in (1, 2)
    assert told.count(SAID) == 1 and "〔U+DC" in told
    if words[0] != "check":
        assert [path for path in (folder / "成").rglob("*") if path.stem == "好"]
    assert (folder / "来" / BAD).read_text(encoding="utf-8") == NOTE


@pytest.mark.parametrize(
    "words",
    [
        ("build", BAD), ("read", BAD), ("fix", BAD, "-o", "改.yaml"), ("tasks", BAD), ("check", BAD), ("build", "好.yaml", "--style", BAD, "-o", "出.docx"),
        ("build", "好.yaml", "--template", BAD, "-o", "出.docx"), ("build", "../好.txt", "--head", BAD, "-o", "出.docx"), ("check", "好.yaml", "--settings", BAD),
        ("batch", "build", BAD, "--source", "好.yaml", "-o", "成"), ("batch", "build", "好.yaml", "--source", BAD, "-o", "成"), ("style", "import", BAD, "-o", "式.yaml"),
        ("roster", "list", "--db", BAD), ("roster", "init", "--db", BAD), ("check", "好.yaml", "--baseline", BAD), ("archive", BAD, "-o", "档"), ("archive", "verify", BAD),
    ],
    ids=lambda words: " ".join(words).replace(BAD, "坏"),
)  # fmt: skip
def test_such_a_name_is_told_wherever_it_is_given(words: tuple[str, ...], folder: Path) -> None:
    done = run(*words, cwd=folder / "来")
    assert done.returncode in (1, 2)
    assert "〔U+DC" in done.stderr + done.stdout, done.stderr


def test_a_name_with_signs_that_a_terminal_obeys_is_in_every_report(folder: Path) -> None:
    name = "响\a\x1b[31m.yaml"
    (folder / name).write_text(NOTE.replace("落实。", "落实."), encoding="utf-8")
    for kind in ("json", "xlsx", "html", "sarif"):
        assert run("check", name, "-o", f"查.{kind}", "--format", kind, cwd=folder).returncode in (0, 1)
    assert json.loads((folder / "查.json").read_text(encoding="utf-8"))
    heads = [cell for row in openpyxl.load_workbook(folder / "查.xlsx")["汇总"].values for cell in row]
    assert "响[31m.yaml" in heads
