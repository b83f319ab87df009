"""The command: it starts once, tells its address when it listens, and ends when it is asked to."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gongwen.web import server as web_server
from tests.command import ENVIRONMENT, run
from tests.web.running import running


def opened(address: str) -> tuple[int, str]:
    """The status and the cookie of the first address."""
    parts = urlsplit(address)
    with closing(HTTPConnection("127.0.0.1", parts.port or 0, timeout=20)) as connection:
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        return answer.status, (answer.getheader("set-cookie") or "").partition(";")[0]


def test_it_starts_once_and_a_second_start_finds_it(tmp_path: Path) -> None:
    folder = tmp_path / "我的 公文"
    command = [sys.executable, "-m", "gongwen", "web", "--no-browser", "--port", "0", "--dir", str(folder)]
    first = subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert first.stdout is not None
        address = first.stdout.readline().partition("：")[2].strip()
        status, cookie = opened(address)
        assert status == 303 and cookie
        state = folder / ".gongwen-web.json"
        assert state.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
        second = subprocess.run(
            command, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=60, check=True
        )
        assert "已经在运行" in second.stdout
        again = second.stdout.partition("：")[2].strip()
        assert again != address and opened(again)[0] == 303
        with closing(
            HTTPConnection("127.0.0.1", json.loads(state.read_text())["port"], timeout=20)
        ) as connection:
            connection.request("POST", "/end", headers={"Cookie": cookie, "X-Gongwen": "1"})
            assert "程序已退出" in connection.getresponse().read().decode()
        assert first.wait(30) == 0
        assert not state.exists()
    finally:
        first.kill()
        _, said = first.communicate()
    assert said == ""


def test_what_it_cannot_start_with_is_told(tmp_path: Path) -> None:
    with running(tmp_path / "甲") as taken:
        done = run(
            "web",
            "--no-browser",
            "--port",
            str(taken.state.keys.port),
            "--dir",
            str(tmp_path / "乙"),
            cwd=tmp_path,
        )
        assert done.returncode == 2 and "--port" in done.stderr
    (tmp_path / "文件").write_text("", encoding="utf-8")
    assert run("web", "--no-browser", "--dir", str(tmp_path / "文件" / "里"), cwd=tmp_path).returncode == 2


def test_it_ends_when_nobody_has_a_page_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(tmp_path) as server:
        assert not web_server._is_idle(server.state)
        monkeypatch.setattr(web_server, "IDLE", 0.01)
        time.sleep(0.05)
        assert web_server._is_idle(server.state)
        before = server.state.keys.asked
        server.get("/alive")
        assert server.state.keys.asked > before
