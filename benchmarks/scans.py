"""Scanned pages: how long one takes against the engine alone, and how memory stays over many.

Run: python -m benchmarks.scans [rounds] [pages] [cards]; 0 leaves a part out.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from gongwen import api
from gongwen.read.scan import lines
from gongwen.read.scan.engine import Box, Engine, require_engine
from gongwen.read.scan.sheet import read_sheet
from tests.making import scans
from tests.measuring import scanned
from tests.paths import sample_file

ROUNDS, PAGES, CARDS = 3, 60, 500
NAME, SHORT = "信函", "函"
CARD = 260
"""The side of a card, pixels: a few words, which the engine looks at in half a second."""
STEPS = 10
"""How many times memory is printed."""


def pictures() -> dict[str, npt.NDArray[np.uint8]]:
    """The first page of a letter under every damage."""
    pdf = api.render(api.compose_source(api.load(sample_file(NAME))), "pdf").files[0]
    page = scans.pages_of(pdf)[0]
    made = {name: np.asarray(damage(page)) for name, damage in scans.DAMAGES.items()}
    return made | {"横放": np.asarray(page.rotate(90, expand=True))}


def against_the_engine(rounds: int) -> None:
    """Print a row for each page: what work it is for the processor, as a multiple of the engine alone on the same picture."""
    engine = require_engine(NAME)
    print("| 页 | 引擎一遍（秒） | 整页（秒） | 倍数 |\n|---|---|---|---|")
    for name, picture in pictures().items():
        bare, whole = [], []
        for _ in range(rounds):
            start = time.process_time()
            engine.read(picture)
            middle = time.process_time()
            read_sheet(picture, scans.DPI, engine)
            bare.append(middle - start)
            whole.append(time.process_time() - middle)
        one, other = statistics.median(bare), statistics.median(whole)
        print(f"| {name} | {one:.2f} | {other:.2f} | {other / one:.1f} |", flush=True)


class Watched:
    """The engine, which notes how much memory the process has at every page, MB."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.name, self.memory = engine, engine.name, list[float]()

    def read(self, picture: npt.NDArray[np.uint8]) -> list[Box]:
        found = self.engine.read(picture)
        resident = int(Path("/proc/self/statm").read_text().split()[1])
        self.memory.append(resident * os.sysconf("SC_PAGE_SIZE") / 2**20)
        return found


def over_many(pages: Sequence[Image.Image], what: str) -> None:
    """Print how much memory this process had at every tenth part of a scan of ``pages``."""
    watched = Watched(require_engine(SHORT))
    lines.require_engine = lambda _: watched
    start = time.process_time()
    api.read_bytes(scans.as_pdf(pages), "扫描.pdf")
    took = (time.process_time() - start) / len(pages)
    looks = len(watched.memory)
    steps = "、".join(f"{watched.memory[looks * part // STEPS - 1]:.0f}" for part in range(1, STEPS + 1))
    print(f"{len(pages)} 件{what}，每件 {took:.2f} 秒，每读十分之一时的内存（MB）：{steps}", flush=True)


def main() -> None:
    """Print all."""
    given = [*map(int, sys.argv[1:]), *(ROUNDS, PAGES, CARDS)[len(sys.argv) - 1 :]]
    rounds, count, cards = given
    if rounds:
        against_the_engine(rounds)
    page = scans.pages_of(scanned.pdf_of(SHORT))[0]
    if count:
        over_many([scans.DAMAGES["旧纸"](page)] * count, "整页")
    if cards:
        left, top = page.width // 4, page.height // 3
        over_many([page.crop((left, top, left + CARD, top + CARD))] * cards, "小卡片")


if __name__ == "__main__":
    main()
