"""Reading documents back: our times beside those of bare parsing.

``python benchmarks/reading.py`` prints each ratio of one run with the milliseconds behind it, and how long
a thousand texts take with the command; ``--check`` leaves with 1 when something misses its aim.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from io import BytesIO
from itertools import cycle
from pathlib import Path

from docx import Document as WordDocument

sys.path.insert(0, str(Path(__file__).parent))

from checking import copies
from notice import SAMPLE, measure

from gongwen import api
from gongwen.read.transcript import transcript_of
from gongwen.write.text import write_text

TEXTS = 1000
COPIES = 20
AIMS = {"text": 20.0, "docx": 60.0, "command": 30.0}
"""Milliseconds of a text and of a docx of 12 pages, warm; seconds of a thousand texts with the command."""


def main() -> int:
    composition = api.compose_source(api.load(SAMPLE))
    text = write_text(composition.flow)
    docx = api.render(composition, "docx").files[0]
    files = cycle(copies(docx, COPIES))
    times = measure(
        {
            "text": lambda: api.read_bytes(text.encode(), "公文.txt"),
            "transcript": lambda: transcript_of(text.encode(), "公文.txt"),
            "docx": lambda: api.read_bytes(next(files), "公文.docx"),
            "python-docx": lambda: [paragraph.text for paragraph in WordDocument(BytesIO(docx)).paragraphs],
        }
    )
    print(f"读文字 {times['text']:.1f} ms（{len(text)}字），只拆成行 {times['transcript']:.2f} ms")
    print(
        f"读 docx {times['docx']:.1f} ms，python-docx 只取文字 {times['python-docx']:.1f} ms，{times['docx'] / times['python-docx']:.2f} 倍"
    )
    command = _thousand(text)
    print(f"gongwen read {TEXTS} 个文件 {command:.1f} s")
    is_met = times["text"] < AIMS["text"] and times["docx"] < AIMS["docx"] and command < AIMS["command"]
    return 0 if is_met or "--check" not in sys.argv else 1


def _thousand(text: str) -> float:
    """Return the seconds that the command takes for a thousand texts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{number}.txt" for number in range(TEXTS)]
        for file in files:
            file.write_text(text, encoding="utf-8")
        start = time.perf_counter()
        command = [sys.executable, "-m", "gongwen", "read", *map(str, files), "-o", str(folder / "文稿")]
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
