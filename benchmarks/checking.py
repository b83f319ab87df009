"""How long checking takes: one document in one process, a thousand with the command. Run: python benchmarks/checking.py"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from gongwen import api
from gongwen.check.line_findings import slips_alone

SAMPLE = Path(__file__).parent.parent / "samples" / "印发实施方案.yaml"
MANY = 1_000
ONE_BOUND, MANY_BOUND = 0.100, 90.0
"""Seconds for a docx of 12 pages once warm, and for a thousand documents on two cores."""
ROUNDS = 15


def copies(data: bytes, number: int) -> list[bytes]:
    """Return files that say the same as the docx ``data`` and are others: nothing of one is known from another."""
    made = []
    for place in range(number):
        target = BytesIO(data)
        with ZipFile(target, "a") as package:
            package.comment = str(place).encode()
        made.append(target.getvalue())
    return made


def median(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    """Return how long ``work`` takes for one of ``files``, seconds, the median of all behind one to get warm."""
    times = []
    for data in files:
        start = time.perf_counter()
        work(data)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def check_unseen(data: bytes) -> object:
    """Check a file as if no line of it had been seen before."""
    slips_alone.cache_clear()
    return api.check_bytes(data, "公文.docx")


def show(label: str, took: float, bound: float) -> None:
    """Print a figure beside its bound."""
    print(f"{label:<28}{took:>9.3f} s  上限 {bound:g}  {took / bound:.2f}")


def many(data: bytes) -> float:
    """Return how long the command takes over many documents, seconds."""
    with tempfile.TemporaryDirectory() as folder:
        for number, each in enumerate(copies(data, MANY)):
            (Path(folder) / f"{number:04}.docx").write_bytes(each)
        command = [
            sys.executable,
            "-m",
            "gongwen",
            "check",
            *sorted(str(each) for each in Path(folder).iterdir()),
        ]
        start = time.perf_counter()
        done = subprocess.run([*command, "--format", "json"], capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    data = api.render(api.compose_source(api.load(SAMPLE)), "docx").files[0]
    files = copies(data, ROUNDS + 1)
    reading = median(lambda each: api.read_bytes(each, "公文.docx"), files)
    checking = median(lambda each: api.check_bytes(each, "公文.docx"), files)
    unseen = median(check_unseen, files)
    show("检查一份十二页的 docx", checking, ONE_BOUND)
    show("  各行以前都没有见过", unseen, ONE_BOUND)
    print(f"  其中读入 {reading * 1000:.1f} ms，检查是读入的 {checking / reading:.1f} 倍")
    show(f"命令检查 {MANY} 份", many(data), MANY_BOUND)


if __name__ == "__main__":
    main()
