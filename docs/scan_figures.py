"""What is read of scanned pages by damage, in 读旧公文.md: as the tests measured it."""

from __future__ import annotations

from pathlib import Path

import yaml
from markdown_table import table

_BEGIN = "<!-- 以下由 docs/build.py 打印：扫描件 -->"
_END = "<!-- 以上由 docs/build.py 打印：扫描件 -->"
_FIGURES = Path(__file__).parents[1] / "tests" / "read" / "scan_figures.yaml"
_HEAD = ("损坏", "怎样做旧", "页数", "字对的", "要素对的", "要素错了而没有提示的")
_ABOUT = {
    "原样": "200 dpi，没有损坏", "歪斜": "歪 0.7°", "模糊": "失焦、压缩得很小的 JPEG", "污点": "每千个像素四个黑点",
    "旧纸": "灰黄不匀的纸，墨淡，歪 0.7°", "印章": "红章压在成文日期和正文上", "几样一起": "印章、歪斜、污点、模糊",
}  # fmt: skip


def put_into(page: str) -> str:
    """Return ``page`` with the table between its marks. Raises ValueError where they are missing."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"docs/读旧公文.md 里缺“{_BEGIN}”或者“{_END}”")
    figures = yaml.safe_load(_FIGURES.read_text(encoding="utf-8"))
    rows = (
        (
            name,
            _ABOUT[name],
            str(each["页"]),
            f"{each['字']:.1%}",
            f"{each['要素']:.1%}",
            str(each["错而未说"]),
        )
        for name, each in figures.items()
    )
    return f"{before}{begin}\n\n{table(_HEAD, rows)}\n\n{end}{after}"
