"""A command loads what it needs and nothing else: what makes a start slow is named here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from gongwen.plain_yaml import load_plain
from gongwen.read.styles.file import read_profile

ROOT = Path(__file__).parents[2]
REGISTER = {"sqlalchemy", "alembic", "gongwen.roster"}
FILES = {"openpyxl", "pikepdf", "pypdfium2", "docx", "docxtpl", "jinja2"}
DRAWING = {"typst", "fontTools"}
WORDS = {"rjieba", "pypinyin"}
CHECKER = {"gongwen.check", "gongwen.rules", "gongwen.recognise", "rapidfuzz"}
OTHER_CHECKS = {
    "rapidfuzz",
    "rjieba",
    "gongwen.check.main",
    "gongwen.check.files",
    "gongwen.recognise.main",
    "gongwen.recognise.passages",
    "gongwen.rules.words.terms",
    "gongwen.rules.page.paragraphs",
    "gongwen.rules.roster.register",
}
"""What is held against files that were read, and not against what is built."""
DOCUMENTS = {
    "pydantic",
    "yaml",
    "lxml",
    "gongwen.api.documents",
    "gongwen.make",
    "gongwen.read",
    "gongwen.write",
    "gongwen.ooxml",
}
ALL = REGISTER | FILES | DRAWING | WORDS | CHECKER | DOCUMENTS | {"gongwen.archive"}
LEAN = REGISTER | FILES | DRAWING | {"pypinyin", "gongwen.archive", "multiprocessing"}

FORBIDDEN = {
    "--version": ALL,
    "--help": ALL,
    "build --help": ALL,
    "check --help": ALL,
    "roster --help": ALL,
    "new 通知": ALL - {"pydantic", "gongwen.write"},
    "schema": ALL - {"pydantic", "gongwen.write"},
    "style list": ALL - {"pydantic", "yaml", "gongwen.read"},
    "explain page.size": LEAN | WORDS,
    "build 通知.yaml -o 成品.docx": LEAN | OTHER_CHECKS | {"lxml"},
    "build 通知.yaml -o 成品.txt": LEAN | OTHER_CHECKS,
    "check 通知.yaml": LEAN,
    "check 公文.docx": LEAN | {"rapidfuzz", "rjieba", "gongwen.make.body"},
    "read 公文.docx -o 读出.yaml": LEAN,
    "fix 公文.docx -o 改好.docx": LEAN,
}
"""Top-level packages, and modules of ours, that a command must not load."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("启动")
    (made / "通知.yaml").write_bytes((ROOT / "samples" / "短函.yaml").read_bytes())
    loaded(["build", "通知.yaml", "-o", "公文.docx"], made)
    return made


_TOLD = """
import atexit, runpy, sys
atexit.register(lambda: print(*sys.modules, sep="\\n", file=sys.stderr))
runpy.run_module("gongwen", run_name="__main__", alter_sys=True)
"""


def loaded(arguments: list[str], folder: Path) -> set[str]:
    """The packages that a command loads, and every module of ours."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", _TOLD, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode in (0, 1), done.stderr[-400:]
    names = done.stderr.splitlines()
    return {name.split(".")[0] for name in names} | {name for name in names if name.startswith("gongwen.")}


@pytest.mark.parametrize("command", FORBIDDEN)
def test_a_command_loads_nothing_that_it_does_not_need(command: str, folder: Path) -> None:
    found = loaded(command.split(), folder)
    assert "gongwen.cli" in found
    assert not found & FORBIDDEN[command]


def test_what_is_forbidden_is_loaded_where_it_is_needed(folder: Path) -> None:
    found = loaded(["build", "通知.yaml", "-o", "成品.pdf"], folder)
    assert found >= {"typst", "fontTools", "pydantic", "yaml", "gongwen.make", "gongwen.write"}


@pytest.mark.parametrize(
    "path", [*ROOT.glob("style/*.yaml"), *ROOT.glob("gongwen/rules/**/*.yaml")], ids=lambda path: path.stem
)
def test_the_fast_parser_reads_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    wanted = yaml.load(text, Loader=yaml.BaseLoader)
    for _ in range(2):
        assert load_plain(text) == wanted
        if path.parent.name == "style":
            read_profile(path.stem)
