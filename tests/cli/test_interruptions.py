"""Runs that are stopped, that meet each other, or that have no room: nothing is half there, lost or left."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest

from gongwen import waiting
from gongwen.archive.package import packages
from gongwen.cli.main import main
from gongwen.files import place_new
from gongwen.finding import UsageError
from tests.command import ENVIRONMENT, run

NOTICE = """\
文种: 通知
标题: 关于{name}的通知
正文: 请认真抓好落实。
成文日期: 2024-06-09
"""
posix = pytest.mark.skipif(os.name == "nt", reason="signals and devices")


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.yaml"
    path.write_text(NOTICE.format(name="值班"), encoding="utf-8")
    return path


def start(*arguments: str, cwd: Path, stdout: int | None = subprocess.PIPE) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "gongwen", *arguments]
    return subprocess.Popen(
        words, cwd=cwd, env=ENVIRONMENT, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def ended() -> int:
    """The number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        return child.pid


def left(folder: Path, process: int) -> Path:
    """What a killed process would have left."""
    path = folder / f"{waiting.MARK}{waiting._machine()}-{process}-abc.docx"
    path.write_bytes(b"half")
    return path


@posix
class TestLeftovers:
    def test_the_next_run_takes_them_away(self, notice: Path) -> None:
        gone, held = left(notice.parent, ended()), left(notice.parent, os.getppid())
        assert run("build", notice.name, cwd=notice.parent).returncode == 0
        assert not gone.exists()
        assert held.exists()

    def test_what_is_older_than_a_day_goes_too(self, notice: Path) -> None:
        old = notice.parent / f"{waiting.MARK}from-another-machine"
        old.mkdir()
        (old / "公文.docx").write_bytes(b"half")
        os.utime(old, (0, 0))
        assert run("build", notice.name, cwd=notice.parent).returncode == 0
        assert not old.exists()

    def test_verify_tells_them(self, notice: Path) -> None:
        assert run("archive", notice.name, "-o", "档", cwd=notice.parent).returncode == 0
        path = left(notice.parent / "档", ended())
        done = run("archive", "verify", "档", cwd=notice.parent)
        assert done.returncode == 1
        assert path.name in done.stderr
        assert "归档时被中断留下的" in done.stderr
        assert path.exists()


class TestTwoAtOnce:
    def test_one_of_two_makes_the_register(self, tmp_path: Path) -> None:
        both = [start("roster", "init", "--db", "名册.db", cwd=tmp_path) for _ in range(2)]
        said = [child.communicate()[1] for child in both]
        assert sorted(child.returncode for child in both) == [0, 2], said
        assert "已有这个" in "".join(said)
        assert run("roster", "list", "--db", "名册.db", cwd=tmp_path).returncode == 0
        assert [path.name for path in tmp_path.iterdir()] == ["名册.db"]

    def test_what_is_new_is_never_over_another(self, tmp_path: Path) -> None:
        for name in ("甲", "乙"):
            (tmp_path / name).write_text(name, encoding="utf-8")
        with pytest.raises(UsageError, match="已有这个文件"):
            place_new(tmp_path / "甲", tmp_path / "乙")
        assert (tmp_path / "乙").read_text(encoding="utf-8") == "乙"

    def test_a_document_is_archived_once(self, notice: Path) -> None:
        both = [start("archive", notice.name, "-o", "档", cwd=notice.parent) for _ in range(2)]
        said = ["".join(child.communicate()) for child in both]
        assert [child.returncode for child in both] == [0, 0], said
        assert len(packages(notice.parent / "档")) == 1
        assert sum("已归档" in each for each in said) == 1
        assert sum("已经归档在" in each for each in said) == 1


@posix
class TestOutput:
    @pytest.mark.parametrize("command", [("schema",), ("roster", "list", "--help"), ("read", "通知.yaml")])
    def test_no_room_is_told(self, command: tuple[str, ...], notice: Path) -> None:
        with (
            open("/dev/full", "w") as full,
            start(*command, cwd=notice.parent, stdout=full.fileno()) as child,
        ):
            assert child.stderr is not None
            said = child.stderr.read()
        assert child.returncode == 2
        assert "显示的结果没有写完" in said
        assert "Traceback" not in said and "Exception ignored" not in said and "没有料到" not in said

    def test_what_is_shown_on_a_full_disk_is_told(self, notice: Path) -> None:
        with (
            open("/dev/full", "w") as full,
            redirect_stdout(full),
            redirect_stderr(io.StringIO()) as told,
            patch.object(sys, "argv", ["gongwen", "schema"]),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        assert ended.value.code == 2
        assert (
            told.getvalue()
            == "显示的结果没有写完（No space left on device），磁盘可能已满，请用 -o 写到别处\n"
        )

    def test_a_reader_that_goes_is_no_fault(self, tmp_path: Path) -> None:
        with start("schema", cwd=tmp_path) as child:
            assert child.stdout is not None and child.stderr is not None
            child.stdout.close()
            assert child.stderr.read() == ""

    @pytest.mark.parametrize("wait", [0.02, 0.1, 0.3])
    def test_stopped_while_it_starts(self, wait: float, notice: Path) -> None:
        with start("build", notice.name, cwd=notice.parent) as child:
            time.sleep(wait)
            child.send_signal(signal.SIGINT)
            assert child.stderr is not None
            said = child.stderr.read()
        assert "gongwen" not in said and "没有料到" not in said

    def test_of_a_link_the_file_behind_it_is_written(self, notice: Path) -> None:
        (notice.parent / "别处").mkdir()
        (notice.parent / "链接.docx").symlink_to("别处/通知.docx")
        for _ in range(2):
            assert run("build", notice.name, "-o", "链接.docx", cwd=notice.parent).returncode == 0
            assert (notice.parent / "链接.docx").is_symlink()
            assert (notice.parent / "别处" / "通知.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("folder", ["2024.6", "第1.2号", "v1.0"])
def test_a_number_behind_a_point_is_no_extension(folder: str, notice: Path) -> None:
    assert run("build", notice.name, "-o", folder, cwd=notice.parent).returncode == 0
    assert (notice.parent / folder / "通知.docx").is_file()
    assert run("read", notice.name, "-o", folder, cwd=notice.parent).returncode == 0
    assert (notice.parent / folder / "通知.yaml").is_file()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("标题: " + "防汛" * 100_000, "第2行第5列：标题：有200000个字，最多1000个"),
        ("标题: 甲\n发文机关: [" + ", ".join(f"甲{n}局" for n in range(5000)) + "]", "发文机关：有5000个，最多200个"),
        ("标题: 甲\n发文机关标志: " + "甲" * 101, "第3行第9列：发文机关标志：有101个字，最多100个"),
        ("标题: 甲\n附件:\n  - 标题: " + "甲" * 1001, "第4行第9列：附件 1 › 标题：有1001个字，最多1000个"),
    ],
)  # fmt: skip
def test_what_nobody_can_mean_is_told(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "公文.yaml").write_text(f"文种: 通知\n{text}\n正文: 乙。\n", encoding="utf-8")
    done = run("build", "公文.yaml", "--to", "docx,pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert f"公文.yaml {says}" in done.stderr or says in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["公文.yaml"]


def test_the_longest_that_is_allowed_is_laid_out(tmp_path: Path) -> None:
    names = "、".join(f"甲{n}局" for n in range(8000))[:50_000]
    (tmp_path / "公文.yaml").write_text(
        f"文种: 通知\n标题: {'防汛' * 500}\n发文机关标志: {'甲' * 100}\n主送机关: {names}\n正文: 乙。\n",
        encoding="utf-8",
    )
    done = run("build", "公文.yaml", "-o", "公文.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
