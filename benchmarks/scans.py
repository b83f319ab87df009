"""Scanned pages: how long one takes against the engine alone, and how memory stays over many. Run: python -m benchmarks.scans [pages]"""

from __future__ import annotations

import resource
import statistics
import sys
import time

import numpy as np
import numpy.typing as npt

from gongwen import api
from gongwen.read.scan import lines
from gongwen.read.scan.engine import Box, Engine, require_engine
from gongwen.read.scan.sheet import read_sheet
from tests.making import scans
from tests.measuring import scanned
from tests.paths import sample_file

ROUNDS = 3
NAME, SHORT = "信函", "函"


def pictures() -> dict[str, npt.NDArray[np.uint8]]:
    """The first page of a letter under every damage."""
    pdf = api.render(api.compose_source(api.load(sample_file(NAME))), "pdf").files[0]
    page = scans.pages_of(pdf)[0]
    made = {name: np.asarray(damage(page)) for name, damage in scans.DAMAGES.items()}
    return made | {"横放": np.asarray(page.rotate(90, expand=True))}


def against_the_engine() -> None:
    """Print a row for each page: how long it takes, as a multiple of the engine alone on the same picture."""
    engine = require_engine(NAME)
    print("| 页 | 引擎一遍（秒） | 整页（秒） | 倍数 |\n|---|---|---|---|")
    for name, picture in pictures().items():
        bare, whole = [], []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            engine.read(picture)
            middle = time.perf_counter()
            read_sheet(picture, scans.DPI, engine)
            bare.append(middle - start)
            whole.append(time.perf_counter() - middle)
        one, other = statistics.median(bare), statistics.median(whole)
        print(f"| {name} | {one:.2f} | {other:.2f} | {other / one:.1f} |", flush=True)


class Watched:
    """The engine, which notes how much memory the process has at every page."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.name, self.memory = engine, engine.name, list[float]()

    def read(self, picture: npt.NDArray[np.uint8]) -> list[Box]:
        found = self.engine.read(picture)
        self.memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return found


def over_many_pages(count: int) -> None:
    """Print the most memory that this process had up to every tenth page of a scan of ``count`` pages."""
    page = scans.pages_of(scanned.pdf_of(SHORT))[0]
    watched = Watched(require_engine(SHORT))
    lines.require_engine = lambda _: watched
    start = time.perf_counter()
    api.read_bytes(scans.as_pdf([scans.DAMAGES["旧纸"](page)] * count), "扫描.pdf")
    took = (time.perf_counter() - start) / count
    steps = "、".join(f"{number}页{watched.memory[number - 1]:.0f}" for number in range(10, count + 1, 10))
    print(f"{count} 页，每页 {took:.2f} 秒，到这一页为止内存最多（MB）：{steps}")


def main() -> None:
    """Print both."""
    against_the_engine()
    over_many_pages(int(sys.argv[1]) if len(sys.argv) > 1 else 60)


if __name__ == "__main__":
    main()
