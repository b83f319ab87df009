"""A disk without room, or that may only be read, while a page saves: it is told, what was there is there whole, and with room it goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest

from gongwen.api.archive import packages
from gongwen.api.roster.views import batches
from gongwen.waiting import MARK
from tests.api.page.test_confirming import OLD
from tests.api.page.test_decisions import SAMPLES, register_in
from tests.command import run
from tests.web.running import running
from tests.web.test_archiving import answers_in
from tests.web.test_drafting import HTMX, NOTICE, begin
from tests.web.test_roster import fields

LONG = {**NOTICE, "正文": "现就有关事项通知如下：\n" + "各学校要抓紧检修取暖设施，落实值班值守。\n" * 200}
"""It takes more blocks than the list of its versions."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of four megabytes."""
    if shutil.which("mount") is None:
        pytest.skip("nothing that mounts a disk")
    found = tmp_path / "盘"
    found.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", found], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only the administrator may mount a disk")
    yield found
    subprocess.run(["umount", "--lazy", found], check=True)


@contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """Leave just ``left`` blocks of ``disk`` free."""
    state = os.statvfs(disk)
    filler = disk / "占满"
    filler.write_bytes(bytes((state.f_bavail - left) * state.f_frsize))
    yield
    filler.unlink()
    assert not list(disk.rglob(f"{MARK}*"))


def test_what_is_typed_is_saved_or_told_and_stays_on_the_page(disk: Path) -> None:
    with running(disk) as server:
        name, saved = begin(server, **LONG), set()
        for left in (0, 4, 6, 8, 10, 14):
            drafts, title = server.state.drafts, f"关于做好第{left}次取暖工作的通知"
            before = drafts.read(name)
            typed = {**LONG, "标题": title, "view": "整篇", "seen": str(before.version.number), "by": "甲"}
            with filled(disk, left):
                told = server.post(f"/draft/{name}", typed, **HTMX)
                now = drafts.read(name)
            is_saved = "已自动保存" in told.text
            assert now.tree == ({**before.tree, "标题": title} if is_saved else before.tree)
            assert is_saved or ("磁盘已满" in told.text and told.headers["hx-retarget"] == "#told")
            saved.add(is_saved)
            assert "已自动保存" in server.post(f"/draft/{name}", typed, **HTMX).text
            assert drafts.names() == [name] and drafts.read(name).tree["标题"] == title
        assert saved == {True, False}


def test_a_draft_is_begun_whole_or_not_at_all(disk: Path) -> None:
    with running(disk) as server:
        for left in range(6):
            before = server.state.drafts.names()
            with filled(disk, left):
                told = server.send("/draft", {"旧.txt": OLD.encode()})
            begun = len(server.state.drafts.names()) - len(before)
            assert (told.status, begun) == (303, 1) or (
                (told.status, begun) == (400, 0) and "磁盘已满" in told.text
            )
            assert len(list(server.state.drafts.all())) == len(server.state.drafts.names())
        assert begun


def test_an_old_text_is_kept_whole_or_not_at_all(disk: Path) -> None:
    with running(disk) as server:
        for left in (0, 1):
            with filled(disk, left):
                assert "磁盘已满" in server.send("/archive", {"甲.txt": OLD.encode()}).text
            assert "还没有要核对的" in server.get("/archive").text
        address = unquote(server.send("/archive", {"甲.txt": OLD.encode()}).headers["location"])
        given = answers_in(server.get(address).text)
        with filled(disk, 0):
            assert "磁盘已满" in server.post(address, {**given, "do": "自动"}, **HTMX).text
        for left in (2, 10, 20, 40):
            with filled(disk, left):
                told = server.post(address, {**given, "do": "确认"})
            if told.status == 303:
                break
            assert "磁盘" in told.text and packages(disk / "归档") == []
        assert server.post(address, {**given, "do": "确认"}).status == 303
        assert len(packages(disk / "归档")) == 1 and "都看过了" in server.get("/archive").text


def test_a_change_of_people_is_entered_whole_or_not_at_all(disk: Path) -> None:
    register = register_in(disk)
    with running(disk) as server:
        text = (SAMPLES / "任免通知.txt").read_text(encoding="utf-8")
        address = unquote(server.post("/roster/change", {"text": text}).headers["location"])
        chosen = {**fields(server.get(f"{address}?rule=1").text), "number": "云政办发〔2024〕18号"}
        chosen["head"] = (SAMPLES / "文头.yaml").read_text(encoding="utf-8")
        for left in range(0, 60, 4):
            before = list(batches(register))
            with filled(disk, left):
                told = server.post(address, chosen)
            if told.status == 303:
                break
            assert "磁盘已满" in told.text and list(batches(register)) == before
        assert left
        done = unquote(told.headers["location"])
        assert "有的通知没有生成" in server.get(done).text and "磁盘已满" in server.get(done).text
        assert server.post(f"{done}/undo", {}).status == 303
        again = unquote(server.post("/roster/change", {"text": text}).headers["location"])
        told = server.post(again, chosen)
        assert "通知 12 份" in server.get(unquote(told.headers["location"])).text


def test_a_disk_that_may_only_be_read_is_told(disk: Path, tmp_path: Path) -> None:
    with running(disk) as server:
        name = begin(server, **NOTICE)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        typed = {**NOTICE, "标题": "关于开会的通知", "view": "整篇", "seen": "2", "by": "甲"}
        assert "磁盘是只读的" in server.post(f"/draft/{name}", typed, **HTMX).text
        assert "冬季取暖" in server.get(f"/draft/{name}").text
    done = run("web", "--no-browser", "--dir", str(disk), cwd=tmp_path)
    assert done.returncode == 2 and "--dir" in done.stderr
