"""How cost grows with documents, with cores and with pages, and how memory does.

``python benchmarks/growth.py`` prints its tables in some six minutes; ``--many N`` bounds the documents of a run.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from gongwen import api
from gongwen.api.many.building import do_documents
from gongwen.api.many.journal import Entry
from gongwen.api.many.run import BatchSpec
from gongwen.make.pages.place import place_pages

COUNTS = (1, 10, 100, 1_000, 10_000)
FEW, ROWS = 100, 20_000
"""Documents of a small run, and rows of a large workbook."""
LEAST_SPEED_UP, LEAST_RATE, MOST_MEMORY = 1.8, 0.9, 300
"""Two cores to one; the largest run to the small one; megabytes of a process."""
SECTIONS = (0, 7, 25, 90, 270, 1_090)
"""Of a document, for about 1, 3, 10, 30, 100 and 300 pages."""
_SENTENCE = "各乡镇人民政府要落实防汛责任，逐级签订责任书，做到组织、人员、物资、经费到位，确保安全度汛。"
_FORM = """\
文种: 通知
发文机关: 云岭县人民政府
标题: 关于做好{{ 单位 }}防汛工作的通知
主送机关: {{ 单位 }}
成文日期: 2024-05-20
正文: |
  现下达你单位防汛资金{{ 金额 }}万元，联系人：{{ 联系人 }}。
  请抓紧使用。
"""
_ROUNDS = 3
_TURNS = 8
"""Times that two kinds of runs take turns."""
_EDGE = 64
"""Documents that are given out before the first is back, and more."""


def source(sections: int, number: int = 0) -> str:
    """Return a notice of some ``sections``; ``number`` makes it another one."""
    body = "\n".join(
        f"  {'#' if each % 5 == 0 else '##'} 第{number}号工作{each}\n  {_SENTENCE * 3}"
        for each in range(sections)
    )
    return (
        f"文种: 通知\n发文机关: 云岭县人民政府\n发文字号: 云政发〔2024〕{number + 1}号\n"
        f"标题: 云岭县人民政府关于做好第{number}项防汛工作的通知\n主送机关: 各乡镇人民政府\n"
        f"成文日期: 2024-05-20\n正文: |\n  现通知如下：\n{body}\n  特此通知。\n"
    )


def compose(text: str) -> api.Composition:
    """Return the notice of ``text`` laid out."""
    return api.compose_source(api.parse(text, "通知.yaml"))


def least(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes at least of a few times, seconds."""
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def by_pages() -> Iterator[str]:
    """Yield the rows of a table: what each verb takes for a document of so many pages, milliseconds."""
    for sections in SECTIONS:
        text = source(sections)
        composition = compose(text)
        docx = api.render(composition, "docx").files[0]
        works: tuple[Callable[[], object], ...] = (
            lambda text=text: api.render(compose(text), "docx"),
            lambda text=text: api.render(compose(text), "pdf"),
            lambda docx=docx: api.read_bytes(docx, "通知.docx"),
            lambda docx=docx: api.check_bytes(docx, "通知.docx"),
        )  # type: ignore[misc]
        pages = len(place_pages(composition.flow, composition.profile).sheets)
        figures = " | ".join(f"{least(work) * 1000:,.0f}" for work in works)
        yield f"| {pages} | {figures} |"


def write_sources(folder: Path, count: int) -> list[Path]:
    """Return ``count`` notices of their own in ``folder``."""
    files = [folder / f"{number:05}.yaml" for number in range(count)]
    for number, file in enumerate(files):
        file.write_text(source(2, number), encoding="utf-8")
    return files


def command(*arguments: str) -> tuple[float, float]:
    """Return how long ``gongwen batch build`` takes, seconds, and the megabytes of the largest process so far."""
    before = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "gongwen", "batch", "build", *arguments], capture_output=True, check=False
    )
    took = time.perf_counter() - before
    assert done.returncode == 0, done.stderr.decode()
    return took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def by_documents(most: int) -> Iterator[str]:
    """Yield the rows of a table: what a run over so many files takes, each document, and the memory of its workers."""
    for count in (each for each in COUNTS if each <= most):
        with tempfile.TemporaryDirectory() as folder:
            write_sources(Path(folder), count)
            took, memory = command(folder, "-o", f"{folder}/成品")
            yield f"| {count:,} | {took:.1f} | {took / count * 1000:.1f} | {memory:.0f} |"


def by_rows(count: int) -> str:
    """Return the row of a workbook of ``count`` rows in one process, with a report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "文稿.yaml").write_text(_FORM, encoding="utf-8")
        rows = "".join(f"云岭县第{number}中学,{number},王芳\n" for number in range(count))
        (folder / "数据.csv").write_text(f"单位,金额,联系人\n{rows}", encoding="utf-8")
        took, memory = command(
            str(folder / "数据.csv"), "--source", str(folder / "文稿.yaml"), "-o", str(folder / "成品"),
            "--jobs", "1", "--report", str(folder / "报告.xlsx"),
        )  # fmt: skip
        met = "合格" if memory < MOST_MEMORY else "未达"
        return f"{met}　一个工作簿 {count:,} 行：{took:.0f} 秒，每份 {took / count * 1000:.1f} 毫秒，内存最多 {memory:.0f} MB（上限 {MOST_MEMORY}）"


class Pace(NamedTuple):
    """What some documents of runs took."""

    documents: int
    seconds: float
    cpu: float
    """Seconds of a processor that this process, which gives out the work, took."""

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of the processor for each."""
        return self.cpu / self.documents * 1000


def together(paces: Iterable[Pace]) -> Pace:
    """Return what all of ``paces`` took."""
    return Pace(*map(sum, zip(*paces, strict=True)))  # type: ignore[arg-type]


def pace(entries: Iterator[Entry], most: int) -> Pace:
    """Return what the next ``most`` of ``entries`` take, or what is left of them."""
    start, cpu = time.perf_counter(), time.process_time()
    done = sum(not each.is_failed for each in islice(entries, most))
    return Pace(done, time.perf_counter() - start, time.process_time() - cpu)


@contextmanager
def running(files: list[Path], processes: int = 1) -> Iterator[Iterator[Entry]]:
    """Yield a run over ``files``."""
    with tempfile.TemporaryDirectory() as folder:
        yield iter(do_documents(files, BatchSpec("build", Path(folder), count=processes)))


def whole_pace(files: list[Path]) -> Pace:
    """Return what a run over ``files`` takes."""
    with running(files) as entries:
        return pace(entries, len(files))


def middle_pace(files: list[Path], processes: int) -> Pace:
    """Return what a run over ``files`` takes without its start and its end, when not all processes have work."""
    with running(files, processes) as entries:
        pace(entries, _EDGE)
        found = pace(entries, len(files) - 2 * _EDGE)
        pace(entries, _EDGE)
        return found


def by_count(most: int, folder: Path) -> Iterator[str]:
    """Yield how a large run compares with small ones, which stand between its parts: both see the same machine."""
    every = write_sources(folder, most + FEW * (_TURNS + 1))
    files, small = every[:most], [every[first : first + FEW] for first in range(most, len(every), FEW)]
    whole_pace(small[0])  # what is loaded on first use
    large, few = [], []
    with running(files) as entries:
        for each in small[1:]:
            large.append(pace(entries, -(-most // _TURNS)))
            few.append(whole_pace(each))
    yield from told(f"{most:,} 份的速度是 {FEW} 份的", together(large), together(few), LEAST_RATE)


def by_cores(most: int, folder: Path) -> Iterator[str]:
    """Yield how two cores compare with one, in runs that take turns."""
    size = most // _TURNS + 2 * _EDGE
    every = write_sources(folder, size * 2 * _TURNS)
    whole_pace(every[:FEW])
    runs = [every[first : first + size] for first in range(0, len(every), size)]
    paces = [middle_pace(each, 1 + turn % 2) for turn, each in enumerate(runs)]
    yield from told("两个处理器的速度是一个的", together(paces[1::2]), together(paces[::2]), LEAST_SPEED_UP)


def told(what: str, these: Pace, those: Pace, least: float) -> Iterator[str]:
    """Yield how the rate of ``these`` compares with that of ``those``; ``least`` is wanted."""
    found = these.rate / those.rate
    yield f"{'合格' if found >= least else '未达'}　{what} {found:.2f} 倍（目标 >= {least}）"
    yield (
        f"　　每秒 {these.rate:.0f} 和 {those.rate:.0f} 份；"
        f"分发、记录的进程每份用处理器 {these.cost:.2f} 和 {those.cost:.2f} 毫秒"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--many", type=int, default=COUNTS[-1], help="documents of the largest run")
    most = parser.parse_args().many
    print("| 份数 | 用时（秒） | 每份（毫秒） | 内存最多的进程（MB） |\n|---|---|---|---|")
    for row in by_documents(most):  # first: a child counts the memory of this process as its own
        print(row, flush=True)
    print(by_rows(min(ROWS, 2 * most)), flush=True)
    for compare in (by_count, by_cores):
        with tempfile.TemporaryDirectory() as folder:
            for line in compare(most, Path(folder)):
                print(line, flush=True)
    print("\n| 页数 | 排 docx（毫秒） | 排 PDF | 读 docx | 查 docx |\n|---|---|---|---|---|")
    print(*by_pages(), sep="\n")


if __name__ == "__main__":
    main()
