"""What docs/承诺.md promises: every promise names a test that is there; those that nothing else holds are here."""

from __future__ import annotations

import ast
import getpass
import io
import platform
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf

from tests.command import ENVIRONMENT, run
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "承诺.md").read_text(encoding="utf-8")
WATCHED = """\
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "urllib.Request"):
        raise AssertionError(f"{event} {arguments}")
sys.addaudithook(refuse)
from gongwen.cli.main import main
for command in sys.stdin.read().splitlines():
    sys.argv = ["gongwen", *command.split()]
    try:
        main()
    except SystemExit as ended:
        assert ended.code in (0, 1), command
"""
COMMANDS = (
    "build 通知.yaml --to docx,pdf,html,txt -o 出",
    "read 出/通知.docx -o 读.yaml --report 报.html",
    "check 出/通知.docx 出/通知.pdf 出/通知.html",
    "fix 出/通知.docx --unsafe -o 改.docx",
    "archive 通知.yaml -o 档 --stamp",
    "archive verify 档",
    "roster init --db 名册.db",
    "roster import 名单.xlsx --db 名册.db",
    "roster export 全部.xlsx --db 名册.db",
    "doctor",
)


def rows() -> list[tuple[str, str]]:
    return [
        (promise.strip(), test)
        for promise, test in re.findall(r"^\| (.+?) \| `(tests/\S+)` \|$", PAGE, re.MULTILINE)
    ]


def test_every_promise_names_a_test_that_is_there() -> None:
    assert len(rows()) > 20
    assert len(rows()) == sum(
        line.startswith("| ") and not line.startswith("| 承诺 |") for line in PAGE.splitlines()
    )
    for promise, test in rows():
        path, _, name = test.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        named = {each.name for each in tree.body if isinstance(each, (ast.FunctionDef, ast.ClassDef))}
        assert name in named, promise


def folder_with(tmp_path: Path) -> Path:
    sample = ROOT / "samples" / "印发实施方案.yaml"
    (tmp_path / "通知.yaml").write_bytes(sample.read_bytes())
    (tmp_path / "名单.xlsx").write_bytes(next((ROOT / "samples" / "名册").glob("*.xlsx")).read_bytes())
    return tmp_path


def test_no_command_opens_a_connection(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    done = watched(WATCHED, folder, "\n".join(COMMANDS))
    assert done.returncode == 0, done.stderr
    assert "没有料到" not in done.stderr and "socket" not in done.stderr
    assert (folder / "全部.xlsx").is_file()


def test_a_connection_would_be_seen(tmp_path: Path) -> None:
    opened = WATCHED.replace("main()", "import socket; socket.create_connection(('127.0.0.1', 9))")
    assert "AssertionError" in watched(opened, tmp_path, "doctor").stderr


def watched(program: str, folder: Path, given: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", program]
    return subprocess.run(
        words, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, input=given, check=False
    )


def test_the_files_tell_nothing_of_who_made_them(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    assert run("build", "通知.yaml", "--to", "docx,pdf,html", cwd=folder).returncode == 0
    known = {getpass.getuser(), platform.node(), str(folder), "通知.yaml"} - {"root"}
    secrets = {each for each in known if len(each) > 3}  # shorter ones are parts of words
    with zipfile.ZipFile(folder / "通知.docx") as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        assert {info.date_time[:3] for info in package.infolist()} == {(1980, 1, 1)}
    with pikepdf.open(io.BytesIO((folder / "通知.pdf").read_bytes())) as pdf:
        told = {str(key) for key in pdf.docinfo}
        parts["pdf"] = " ".join(map(str, pdf.docinfo.values())) + str(pdf.open_metadata())
    parts["html"] = (folder / "通知.html").read_text(encoding="utf-8")
    for secret in secrets:
        assert not {name for name, text in parts.items() if secret in text}, secret
    assert told <= {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Keywords"}
    assert "cp:lastModifiedBy" not in parts["docProps/core.xml"]
