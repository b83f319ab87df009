"""Scanned pages: how long one takes against the engine alone, and how memory stays over many. Run: python -m benchmarks.scans [pages]"""

from __future__ import annotations

import resource
import statistics
import sys
import time

import numpy as np
import numpy.typing as npt

from gongwen import api
from gongwen.read.scan.engine import require_engine
from gongwen.read.scan.sheet import read_sheet
from tests.making import scans
from tests.paths import sample_file

ROUNDS = 3
NAME = "信函"


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


def over_many_pages(count: int) -> None:
    """Print the memory of this process after a few pages of a scan, and after ``count``."""
    pdf = api.render(api.compose_source(api.load(sample_file(NAME))), "pdf").files[0]
    page = scans.pages_of(pdf)[0]
    for pages in (5, count):
        start = time.perf_counter()
        api.read_bytes(scans.as_pdf([page] * pages), "扫描.pdf")
        took = (time.perf_counter() - start) / pages
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{pages} 页：每页 {took:.2f} 秒，内存最多 {memory:.0f} MB", flush=True)


def main() -> None:
    """Print both."""
    against_the_engine()
    over_many_pages(int(sys.argv[1]) if len(sys.argv) > 1 else 60)


if __name__ == "__main__":
    main()
