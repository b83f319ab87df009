"""What becomes of work that other processes, another machine or a disk let down, and the corners of the other rooms."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest
from PIL import Image

from gongwen import __version__
from gongwen.api import archive, checking, documents, drafts, packing, reading
from gongwen.api.archive import ArchiveSpec
from gongwen.api.archive_queue import Queue
from gongwen.api.documents import Output, Source, parse
from gongwen.api.many import engine
from gongwen.api.many.building import do_documents
from gongwen.api.many.engine import Here
from gongwen.api.many.jobs import Job
from gongwen.api.many.run import BatchSpec
from gongwen.api.many.work import do_all
from gongwen.api.page import decisions, examining, saved, sheets
from gongwen.api.page.decisions import Change, Choice
from gongwen.api.page.previews import Gallery, missing_fonts
from gongwen.api.page.work import Work
from gongwen.api.roster import registers
from gongwen.api.roster.notices import _beside, _Notice
from gongwen.archive.shelf import Shelf
from gongwen.finding import UsageError
from tests.api.test_register_told import register_of
from tests.api.test_told import Told, folder, tell
from tests.making.docx_by_hand import p, packed, r
from tests.printed import outcome, printed

__all__ = ["folder"]
RICH = """文种: 命令
发文机关: 云岭县人民政府
发文字号: 第5号
标题: 关于公布施行的令
正文: |
  一、**总的**
  请看。[^1]
  ![示意图](图.png)
  ![又一图](图二.png)
  | 甲 | 乙 |
  | --- | --- |
  | 1 | 2 |

  | 丙 | 丁 |
  | --- | --- |
  | 3 | 4 |
  （一）分的。
  （二）又一。
  [^1]: 说明。
印章: [章.png, 有]
签名章:
  - {职务: 县长, 图片: 名.png}
  - {职务: 副县长, 姓名: 李明远}
成文日期: 2024-05-06
"""
LETTER = "云岭县水利局关于商请支持防汛物资的函\n县发展和改革局：\n{}\n云岭县水利局\n2024年5月6日\n"


class _Breaking(Here):
    """An executor whose processes end: at once where work is given, or over it."""

    def __init__(self, *, at_once: bool) -> None:
        self._at_once = at_once

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._at_once:
            raise BrokenProcessPool
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool())
        return future


def _queued(folder: Path) -> Told:
    """Items that several processes lay out, in their order, where some come to nothing and some processes end."""
    names = ("函.txt", "损.docx", "无版式.yaml", "又.txt", "无文头.yaml", "便条.txt", "另.txt", "大.txt")
    (folder / "又.txt").write_bytes((folder / "函.txt").read_bytes())
    (folder / "另.txt").write_text(LETTER.format("请支持编织袋。"), encoding="utf-8")
    (folder / "大.txt").write_text(LETTER.format("请支持\U0010fffd。"), encoding="utf-8")
    for name, made in (
        ("这里", Here()),
        ("给不出", _Breaking(at_once=True)),
        ("中止", _Breaking(at_once=False)),
    ):
        spec = ArchiveSpec(
            [folder / each for each in names],
            folder / name,
            {"全宗号": "J001", "保管期限": "永久"},
            3,
            layouts=(),
        )
        queue = Queue(spec, Shelf(spec.folder, spec.first), made, 2)
        yield (
            f"排队 {name}",
            outcome(lambda spec=spec, queue=queue: queue.keep(archive.find_items(spec)), folder),
        )


class _Client:
    """A cluster, with what its workers answer."""

    answer: ClassVar[Any] = {"甲": engine.__version__}

    def __init__(self, address: str, timeout: float) -> None:
        if "没有" in address:
            raise OSError(f"{timeout}")

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left."""

    def run(self, asked: Any) -> Any:
        if self.answer is None:
            raise ImportError("gongwen")
        return self.answer and {"甲": self.answer["甲"] or asked()}

    def get_executor(self, **given: object) -> Here:
        assert given == {"pure": False, "retries": 3}
        return Here()


def _clustered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Runs on a cluster, and on processes that end."""
    files = [folder / name for name in ("函.txt", "损.docx", "印发.yaml")]

    def run(where: str, address: str = "", count: int = 2) -> Any:
        spec = BatchSpec("build", folder / where, {"格式": "txt"}, count, address)
        return [(each.key, sorted(each.outputs), each.problems) for each in do_documents(files, spec)]

    monkeypatch.setitem(sys.modules, "distributed", None)
    yield "没有 dask", outcome(lambda: run("甲", "tcp://甲:8786"), folder)
    dask = ModuleType("distributed")
    dask.Client = _Client  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "distributed", dask)
    yield "连不上", outcome(lambda: run("甲", "tcp://没有:8786"), folder)
    for answer in ({}, None, {"甲": "0.0.1"}, {"甲": ""}):
        monkeypatch.setattr(_Client, "answer", answer)
        yield f"集群 {answer}", outcome(lambda answer=answer: run(f"集群{answer}", "tcp://甲:8786"), folder)
    for at_once in (True, False):

        @contextmanager
        def broken(_: int, at_once: bool = at_once) -> Iterator[Here]:
            yield _Breaking(at_once=at_once)

        monkeypatch.setattr(engine, "processes", broken)
        yield f"中止 {at_once}", outcome(lambda at_once=at_once: run(f"中止{at_once}"), folder)
    monkeypatch.setattr(engine, "make_all", _failing)
    yield (
        "没有料到",
        re.sub(r"没有料到的错误（.*", "没有料到的错误（…", outcome(lambda: run("没有料到", count=1), folder)),
    )


def _failing(*_: object) -> None:
    raise ValueError("甲")


def _corners(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the other rooms refuse, keep and tell that no usual document asks of them."""
    (folder / "隐.docx").write_bytes(
        packed(
            p(r("云岭县水利局关于开会的通知"))
            + p(r("各科室："))
            + p(r("请参加。") + r("内部掌握", "<w:rPr><w:vanish/></w:rPr>"))
        )
    )
    yield "隐藏的字", outcome(lambda: reading.read_files(reading.ReadSpec([Path("隐.docx")])), folder)
    composition = documents.compose_source(documents.load(Path("印发.yaml")))
    for target, given in (("pdf", {"template": Path("甲.docx")}), ("txt", {"attaches_source": True}), ("docx", {"template": Path("函.txt")}), ("docx", {"template": Path("没有.docx")})):  # fmt: skip
        yield (
            f"排成 {target} {given}",
            outcome(
                lambda target=target, given=given: documents.render(composition, target, **given), folder
            ),
        )  # type: ignore[arg-type]
    preview = Gallery().show(composition)
    yield "有图的页", printed([(len(page.name), str(page.regions[-1].at)) for page in preview.pages], folder)
    yield (
        "字体",
        printed([len(missing_fonts(composition)) == len(set(missing_fonts(composition))), Output((b"",))]),
    )
    kept = saved.SavedDrafts(folder / "稿")
    monkeypatch.setattr(saved, "_MOST", 3)
    first = kept.create({"文种": "函"}, "甲")
    for number in range(5):
        kept.save(first.name, {"文种": "函", "标题": str(number)}, number + 1, "甲")
    yield "留下的版", printed([[each.number for each in kept.versions(first.name)], sorted(path.name for path in (folder / "稿" / ".版本" / first.name).iterdir())])  # fmt: skip
    register = register_of(folder)
    same = [{"姓名": "李明远", "类型": "任", "职务": "副县长", "生效日期": "2022-01-01"}]
    yield (
        "没有变化",
        outcome(
            lambda: decisions.carry_out(
                register, Change("手工", rows=decisions.typed_rows(same)), Choice([]), folder / "办"
            ),
            folder,
        ),
    )
    leave = Change(
        "手工",
        rows=decisions.typed_rows(
            [{"姓名": "李明远", "类型": "免", "职务": "副县长", "生效日期": "2024-06-03"}]
        ),
    )
    monkeypatch.setattr(decisions, "_keep", _full)
    yield "没有记下", outcome(lambda: decisions.carry_out(register, leave, Choice([]), folder / "办"), folder)
    monkeypatch.setattr(decisions, "undo_batch", _full)
    yield "没有撤回", outcome(lambda: decisions.carry_out(register, leave, Choice([]), folder / "办"), folder)
    monkeypatch.setattr(registers, "date", _Day)
    for _ in range(2):
        yield "备份的名字", outcome(lambda: registers.back_up(register), folder)
    monkeypatch.setattr(sheets, "opened", _opened)
    yield "没有这一页", _drawn()
    monkeypatch.setattr(sheets, "find_soffice", lambda: None)
    yield "看不到页", outcome(lambda: [sheets.can_lay_out(), sheets.lay_out(b"", "甲.docx")])
    found = examining.examine((folder / "函.txt").read_bytes(), "函.txt")
    yield "修订", outcome(lambda: examining.fix_chosen(b"", found, {}, datetime(2024, 5, 6)))
    twice = replace(found, findings=found.findings * 2)
    answers = {each.name: "甲" for each in found.findings}
    yield "重叠", printed(examining.fix_chosen((folder / "函.txt").read_bytes(), twice, answers))
    now = [59.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(checking, "_history_at", lambda *given: given)
    for passed in (0.0, 0.9, 0.1, 29.9):
        now[0] += passed
        yield "服务器上的名册", printed(checking._history("postgresql://甲/乙"))
    rich = parse(RICH, "甲.yaml").document
    yield "各样东西", printed(list(drafts.taken_parts(rich, composition.profile)))
    job = Job("甲", "build", "甲.yaml", {"甲.yaml": RICH.encode()}, {"格式": "txt"}, version="0.0.1")
    yield (
        "别的版本",
        printed(do_all((job, replace(job, verb="check", version=job.version.replace("0.0.1", __version__))))),
    )
    yield "章", _beside(_Notice(folder / "发" / "通知", Source(rich, {}, folder / "文头" / "头.yaml")))
    monkeypatch.setattr(Work, "_run_process", lambda work: work.results.append("另一个进程"))
    for items in ([1, 2, 3], [1, 2, 3, 4]):
        work = Work(str, items, str)
        work.wait()
        yield f"几件 {len(items)}", printed([work.results, work.total, work.is_done, work.is_stopped])
    for place in ("函.txt/夹", "没有的/夹"):
        yield (
            f"打包 {place}",
            outcome(lambda place=place: packing.pack(folder / place, folder, folder), folder),
        )


class _Day(date):
    @classmethod
    def today(cls) -> _Day:
        return cls(2024, 6, 1)


def _full(*_: object) -> None:
    raise UsageError("磁盘已满")


class _Sheet:
    """A page of a PDF, drawn as a white picture as large as is asked for."""

    def render(self, scale: float) -> _Sheet:
        self.size = (round(72 * scale), 10)
        return self

    def to_pil(self) -> Image.Image:
        return Image.new("1", self.size)


@contextmanager
def _opened(_: bytes) -> Iterator[list[_Sheet]]:
    yield [_Sheet(), _Sheet()]


def _drawn() -> str:
    told = []
    for number in (-1, 0, 1, 2, 3):
        try:
            told.append(f"第{number}页 {Image.open(io.BytesIO(sheets.draw_sheet(b'', number))).size}")
        except IndexError as error:
            told.append(f"没有第{error}页")
    return " ".join(told)


def test_a_room_tells_what_it_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    tell("排队", _queued(folder), request)
    tell("集群", _clustered(folder, monkeypatch), request)
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    tell("角落", _corners(folder, monkeypatch), request)
