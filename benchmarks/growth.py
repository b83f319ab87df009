"""How cost grows with documents and with pages, and how memory does. Run: python benchmarks/growth.py [--many N]"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from gongwen import api
from gongwen.make.pages.place import place_pages

COUNTS = (1, 10, 100, 1_000, 10_000)
SECTIONS = (0, 7, 25, 90, 270, 820)
"""Of a document, for about 1, 3, 10, 30, 100 and 300 pages."""
_SENTENCE = "各乡镇人民政府要落实防汛责任，逐级签订责任书，做到组织、人员、物资、经费到位，确保安全度汛。"
_ROUNDS = 3


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


def by_documents(most: int) -> Iterator[str]:
    """Yield the rows of a table: what a run over so many files takes, each document, and the memory of its workers."""
    for count in (each for each in COUNTS if each <= most):
        with tempfile.TemporaryDirectory() as folder:
            for number in range(count):
                (Path(folder) / f"{number:05}.yaml").write_text(source(2, number), encoding="utf-8")
            before = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "gongwen", "batch", "build", folder, "-o", f"{folder}/成品"],
                capture_output=True,
                check=False,
            )
            took = time.perf_counter() - before
            assert done.returncode == 0, done.stderr.decode()
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            yield f"| {count:,} | {took:.1f} | {took / count * 1000:.1f} | {memory:.0f} |"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--many", type=int, default=COUNTS[-1], help="documents of the largest run")
    most = parser.parse_args().many
    print("| 份数 | 用时（秒） | 每份（毫秒） | 内存最多的进程（MB） |\n|---|---|---|---|")
    for row in by_documents(most):  # first: a child counts the memory of this process as its own
        print(row, flush=True)
    print("\n| 页数 | 排 docx（毫秒） | 排 PDF | 读 docx | 查 docx |\n|---|---|---|---|---|")
    print(*by_pages(), sep="\n")


if __name__ == "__main__":
    main()
