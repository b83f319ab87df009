"""Runs over many documents: the same files whatever the processes, the stops and the machine that does the work."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from gongwen.api.many.journal import NAME, Entry
from gongwen.cli import batch
from gongwen.paths import template_folder
from tests.command import ENVIRONMENT, run
from tests.roster.registers import copied

FORM = """文种: 通知
发文机关: 云溪县财政局
标题: 关于下达{{ 单位 }}资金的通知
主送机关: {{ 单位 }}
正文: |
  现下达你单位资金{{ 金额 }}万元，项目如下：
  | 项目 | 金额（万元） |
  | {{ 项目 }} | {{ 数 }} |
  请抓紧使用。
署名: 云溪县财政局
成文日期: 2026-03-05
"""
MAKE = ("batch", "build", "数据.csv", "--source", "文稿.yaml", "-o", "成", "--name", "{序号}-{单位}")
COUNT = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path)


def filled(folder: Path, count: int = COUNT) -> Path:
    rows: list[Sequence[object]] = [("单位", "金额", "项目", "数")]
    for number in range(count):
        rows += [(f"第{number}中学", 10 + number, "水管", number), ("", "", "操场", 10)]
    with (folder / "数据.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "文稿.yaml").write_text(FORM, encoding="utf-8")
    return folder


def made(folder: Path, name: str = "成") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / name).iterdir() if path.name != NAME}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes without any stop."""
    folder = filled(tmp_path_factory.mktemp("一次"))
    done = run(*MAKE, "--jobs", "1", cwd=folder)
    assert (done.returncode, len(made(folder))) == (0, COUNT), done.stderr
    return made(folder)


def test_several_processes_make_the_same(folder: Path, whole: dict[str, bytes]) -> None:
    assert run(*MAKE, "--jobs", "2", cwd=folder).returncode == 0
    assert made(folder) == whole


def test_a_workbook_makes_what_a_text_does(folder: Path, whole: dict[str, bytes]) -> None:
    book = openpyxl.Workbook()
    with (folder / "数据.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(folder / "数据.xlsx")
    words = ["数据.xlsx" if word == "数据.csv" else word for word in MAKE]
    assert run(*words, "--jobs", "1", cwd=folder).returncode == 0
    assert made(folder) == whole


def test_a_letterhead_is_filled_as_build_does_it(tmp_path: Path) -> None:
    folder = filled(tmp_path, 1)
    head = ("--template", str(template_folder() / "文件版头.docx"))
    done = run(*MAKE, *head, "--jobs", "1", cwd=folder)
    assert done.returncode == 0, done.stderr
    rows = "| 水管 | 0 |\n  | 操场 | 10 |"
    text = FORM.replace("| {{ 项目 }} | {{ 数 }} |", rows).replace("{{ 单位 }}", "第0中学")
    (folder / "单.yaml").write_text(text.replace("{{ 金额 }}", "10"), encoding="utf-8")
    assert run("build", "单.yaml", *head, "-o", "单.docx", cwd=folder).returncode == 0
    assert made(folder) == {"0001-第0中学.docx": (folder / "单.docx").read_bytes()}


def test_a_long_run_says_how_fast_it_is_and_how_long_it_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch, "_PATIENCE", 0.0)
    told = list(batch._told([Entry(key, "", {}, (), (), False) for key in "甲乙"], 2))
    first, last = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert re.fullmatch(r"已办1份，每秒[\d.]+份，还要约\d+秒", first)
    assert re.fullmatch(r"已办2份，每秒[\d.]+份", last)


@pytest.mark.skipif(os.name == "nt", reason="no kill on Windows")
def test_a_killed_run_is_gone_on_with(folder: Path, whole: dict[str, bytes]) -> None:
    words = [sys.executable, "-m", "gongwen", *MAKE, "--jobs", "1"]
    with subprocess.Popen(
        words, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        journal = folder / "成" / NAME
        while not journal.is_file() or journal.read_text(encoding="utf-8").count("\n") < 5:
            time.sleep(0.05)
        child.kill()
    kept = made(folder)
    assert 0 < len([name for name in kept if name in whole]) < COUNT
    assert all(whole[name] == data for name, data in kept.items() if name in whole)
    refused = run(*MAKE, cwd=folder)
    assert refused.returncode == 2 and "--resume" in refused.stderr
    resumed = run(*MAKE, "--resume", "--jobs", "1", cwd=folder)
    assert resumed.returncode == 0, resumed.stderr
    assert f"办了{COUNT}份" not in resumed.stdout
    assert {name: data for name, data in made(folder).items() if not name.startswith(".")} == whole


def test_a_result_that_was_changed_is_made_again(folder: Path, whole: dict[str, bytes]) -> None:
    assert run(*MAKE, "--jobs", "1", cwd=folder).returncode == 0
    name = next(iter(whole))
    (folder / "成" / name).write_bytes(b"x")
    again = run(*MAKE, "--resume", "--jobs", "1", cwd=folder)
    assert "办了1份" in again.stdout
    assert made(folder) == whole


def test_a_cluster_makes_the_same_and_may_lose_a_worker(folder: Path, whole: dict[str, bytes]) -> None:
    pytest.importorskip("distributed")
    with cluster() as (address, workers):
        words = [sys.executable, "-m", "gongwen", *MAKE, "--engine", address]
        with subprocess.Popen(
            words, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as child:
            journal = folder / "成" / NAME
            while child.poll() is None and (not journal.is_file() or journal.stat().st_size < 300):
                time.sleep(0.02)
            workers[0].send_signal(signal.SIGKILL)
            said, errors = child.communicate(timeout=120)
    assert child.returncode == 0, errors
    assert f"办了{COUNT}份" in said
    assert made(folder) == whole
    keys = [json.loads(line)["key"] for line in journal.read_text(encoding="utf-8").splitlines()[1:-1]]
    assert len(keys) == len(set(keys)) == COUNT


def test_a_machine_without_the_fonts_says_so(tmp_path: Path) -> None:
    folder = filled(tmp_path, 1)
    (folder / "版式.yaml").write_text(
        "继承: gbt9704-2012\n字体:\n  仿宋:\n    名称: 没有的字体\n", encoding="utf-8"
    )
    words = ("--to", "pdf", "--style", "版式.yaml", "--jobs", "1", "--report", "报.json")
    done = run(*MAKE, *words, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "没有的字体 → " in (folder / "报.json").read_text(encoding="utf-8")


@contextmanager
def cluster(*options: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers with ``options`` on the loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-dashboard",
    ]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--host",
              "127.0.0.1", "--no-dashboard", *options]  # fmt: skip
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": ENVIRONMENT}
    processes = [subprocess.Popen(words, **quiet) for words in (dask, worker, worker)]  # type: ignore[call-overload]
    try:
        _wait_for_workers(address, 2)
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(count, timeout=60)


@pytest.mark.parametrize(
    ("change", "words", "told"),
    [
        (("数据.csv", "单位,", "学校,"), (), "没有“单位”一栏"),
        (("文稿.yaml", "2026-03-05", "{{ 金额 }}"), (), "第2行第2列"),
        ((), ("--name", "{金额}不变"), ""),
        ((), ("--name", "同一个"), "文件名都是“同一个”"),
        ((), ("--name", "{没有}"), "里没有“没有”一栏"),
        ((), ("--name", "{印发份数}"), "取不出文件名"),
        ((), ("--name", "{金额（万元）}-{标题}"), ""),
        ((), ("--engine", "tcp://127.0.0.1:9"), "连不上这个集群"),
        ((), ("--number", "云财发〔2026〕"), "没有写号数"),
        ((), ("--to", "doc"), "不认识格式“doc”"),
        (("数据.csv", "项目,数", "项目,项目"), (), "有两栏都叫“项目”"),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is(
    change: tuple[str, ...], words: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    folder = filled(tmp_path, 2)
    if change:
        name, old, new = change
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = run(*MAKE, "--jobs", "1", *words, cwd=folder)
    if told:
        assert done.returncode in (1, 2)
        assert told in done.stderr
        assert not (folder / "成").exists() or not made(folder)
    else:
        assert done.returncode == 0, done.stderr


def test_the_journal_of_another_run_is_refused(tmp_path: Path) -> None:
    folder = filled(tmp_path, 2)
    assert run(*MAKE, "--jobs", "1", cwd=folder).returncode == 0
    done = run(*MAKE, "--jobs", "1", "--to", "txt", "--resume", cwd=folder)
    assert done.returncode == 2 and "另一次运行的进度" in done.stderr
    (folder / "成" / NAME).write_text("x", encoding="utf-8")
    assert "不是进度文件" in run(*MAKE, "--resume", cwd=folder).stderr


def test_numbers_are_taken_when_all_is_made(tmp_path: Path) -> None:
    folder = filled(tmp_path, 3)
    copied(folder)
    words = (
        *MAKE,
        "--jobs",
        "1",
        "--to",
        "txt",
        "--name",
        "{发文字号}",
        "--number",
        "云财发〔2026〕",
        "--db",
        "名册.db",
    )
    assert run(*words, cwd=folder).returncode == 0
    assert {Path(name).name for name in made(folder)} == {
        f"云财发〔2026〕{number}号.txt" for number in (1, 2, 3)
    }
    texts = sorted(data.decode() for data in made(folder).values())
    assert [next(line for line in text.splitlines() if "云财发" in line) for text in texts] == [
        f"云财发〔2026〕{number}号" for number in (1, 2, 3)
    ]
    more = filled(tmp_path / "再", 1) if (tmp_path / "再").mkdir() is None else folder
    again = run(*words[:-1], str(folder / "名册.db"), cwd=more)
    assert again.returncode == 0, again.stderr
    (text,) = (data.decode() for data in made(more).values())
    assert "云财发〔2026〕4号" in text


def test_one_bad_file_leaves_the_others_and_the_report_says_all(tmp_path: Path) -> None:
    given = tmp_path / "来"
    (given / "甲").mkdir(parents=True)
    (given / "甲" / "一.txt").write_text("关于值班的通知\n\n请抓好落实。\n", encoding="utf-8")
    (given / "一.txt").write_text("关于防汛的通知\n\n请抓好落实。\n", encoding="utf-8")
    (given / "坏.docx").write_bytes(b"PK\x03\x04")
    done = run("batch", "read", "来", "-o", "文稿", "--report", "报.xlsx", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 1
    assert "坏.docx" in done.stderr and "办了3份，1份没有办成" in done.stderr
    assert {
        path.relative_to(tmp_path / "文稿").as_posix() for path in (tmp_path / "文稿").rglob("*.yaml")
    } == {"一.yaml", "甲/一.yaml"}
    rows = list(openpyxl.load_workbook(tmp_path / "报.xlsx").active.values)
    assert [row[1] for row in rows[1:]].count("没有办成") == 1


@pytest.mark.parametrize("verb", ["build", "check", "fix", "tasks"])
def test_every_verb_does_what_its_command_does(verb: str, tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_text(
        "关于值班的通知\n\n各部门:\n请抓好落实,6月1日前报告.\n", encoding="utf-8"
    )
    done = run("batch", verb, "一.txt", "-o", "成", "--jobs", "1", "--report", "报.json", cwd=tmp_path)
    report = json.loads((tmp_path / "报.json").read_text(encoding="utf-8"))
    assert len(report) == 1
    if verb == "fix":
        single = run("fix", "一.txt", "-o", "单.txt", cwd=tmp_path)
        assert single.returncode == 0
        assert (tmp_path / "成" / "一.txt").read_bytes() == (tmp_path / "单.txt").read_bytes()
    if verb == "build":
        assert run("build", "一.txt", "-o", "单.docx", cwd=tmp_path).returncode == 0
        assert (tmp_path / "成" / "一.docx").read_bytes() == (tmp_path / "单.docx").read_bytes()
    assert done.returncode in (0, 1)
