"""What is read of scanned pages by damage, in 读旧公文.md: the floors that the tests hold."""

from __future__ import annotations

from pathlib import Path

import yaml
from markdown_table import table

_BEGIN = "<!-- 以下由 docs/build.py 打印：扫描件 -->"
_END = "<!-- 以上由 docs/build.py 打印：扫描件 -->"
_FLOORS = Path(__file__).parents[1] / "tests" / "read" / "scan_floors.yaml"
_ABOUT = {
    "原样": "200 dpi，没有损坏", "歪斜": "歪 0.7°", "模糊": "失焦、压缩得很小的 JPEG", "污点": "每千个像素四个黑点",
    "旧纸": "灰黄不匀的纸，墨淡，歪 0.7°", "印章": "红章压在正文上", "几样一起": "印章、歪斜、污点、模糊",
}  # fmt: skip


def put_into(page: str) -> str:
    """Return ``page`` with the table between its marks. Raises ValueError where they are missing."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"docs/读旧公文.md 里缺“{_BEGIN}”或者“{_END}”")
    floors = yaml.safe_load(_FLOORS.read_text(encoding="utf-8"))
    rows = ((name, _ABOUT[name], f"{least:.0%}", "全对") for name, least in floors.items())
    return f"{before}{begin}\n\n{table(('页', '怎样做旧', '字，至少', '要素'), rows)}\n\n{end}{after}"
