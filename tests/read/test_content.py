"""What only looks like a file: told, and never waited for without end."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from gongwen.read import content
from gongwen.read.content import read_content
from tests.command import run


@pytest.mark.skipif(sys.platform == "win32", reason="pipes among files")
class TestPipes:
    def test_one_that_gives_nothing_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(content, "_PATIENCE", 0.1)
        os.mkfifo(tmp_path / "管道.txt")
        done = run("read", "管道.txt", cwd=tmp_path)
        assert done.returncode == 2
        assert "管道.txt：等了0.1秒，管道里没有内容，请给出一个文件" in done.stderr

    def test_one_that_gives_a_document_is_read(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "管道.txt")
        text = "关于做好值班工作的通知\n\n各乡镇人民政府：\n    请认真抓好落实。\n" * 4000
        writer = Thread(target=(tmp_path / "管道.txt").write_text, args=(text, "utf-8"))
        writer.start()
        read = read_content(tmp_path / "管道.txt", 2**24, is_pipe_allowed=True)
        writer.join()
        assert read.decode() == text

    def test_a_device_is_told(self, tmp_path: Path) -> None:
        done = run("check", "/dev/zero", cwd=tmp_path)
        assert "/dev/zero：这是设备或者管道，不是文件，请给出一个文件" in done.stdout + done.stderr
