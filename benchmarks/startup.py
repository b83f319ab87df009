"""How long whole commands take on a small document, modules compiled as when installed. Run: python benchmarks/startup.py

``--check`` leaves with 1 when one misses its aim.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 9
VERSION, BUILD, CHECK = 0.12, 0.4, 0.5
"""Aims, seconds."""
_SOURCE = """\
文种: 通知
发文机关: 云岭县人民政府办公室
发文字号: 云政办发〔2024〕12号
标题: 关于做好防汛工作的通知
主送机关: 各乡镇人民政府
成文日期: 2024-05-20
正文: |
  请各乡镇落实责任，做好防汛工作。
"""


def seconds(folder: Path, *arguments: str) -> float:
    """Return the median seconds of the whole process ``gongwen`` with ``arguments`` in ``folder``."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "gongwen", *arguments],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
        )
        times.append(time.perf_counter() - start)
    return median(times[1:])


def main() -> None:
    """Measure and print."""
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "通知.yaml").write_text(_SOURCE, encoding="utf-8")
        for words, aim in (
            (("--version",), VERSION),
            (("build", "通知.yaml", "-o", "通知.docx"), BUILD),
            (("check", "通知.docx"), CHECK),
        ):
            took = seconds(folder, *words)
            missed += took > aim
            print(f"{'合格' if took <= aim else '未达'}　gongwen {words[0]}　{took:.3f} 秒（目标 <= {aim}）")
    sys.exit(min(missed, 1) if "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
