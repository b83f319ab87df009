"""Where every line, rule and picture of the samples stands on paper: one file of text for each, in tests/make/positions.

What is laid out has changed on purpose: ``pytest tests/make/test_positions.py --accept`` writes it; look at it before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen.api.documents import compose_source, load
from gongwen.make.pages.place import place_pages
from gongwen.pages import Ink, Line, Page
from tests.paths import sample_file

POSITIONS = Path(__file__).parent / "positions"
NAMES = ("党委一九九六年通知", "一九九九年版会议纪要", "一九九九年版联合通知", "五机关联合通知", "信函", "命令", "密级急件", "带表格的方案", "横排附件",
         "纪要", "联合请示", "印发管理办法", "墨迹撑满版心", "公告")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_its_place(name: str, request: pytest.FixtureRequest) -> None:
    composition = compose_source(load(sample_file(name)))
    pages = place_pages(composition.flow, composition.profile)
    found = "".join(
        f"{line}\n" for number, page in enumerate(pages.sheets, 1) for line in written(page, number)
    )
    kept = POSITIONS / f"{name}.txt"
    if request.config.getoption("--accept"):
        kept.write_text(found, encoding="utf-8")
        return
    assert found == kept.read_text(encoding="utf-8")


def written(page: Page, number: int) -> Iterator[str]:
    """The page as lines of text, points from the top left corner."""
    yield f"第{number}页{'　横' if page.is_turned else ''}"
    for line in page.lines:
        yield f"{line.x:.2f} {line.baseline:.2f} 宽{line.width:.2f}{_extras(line)} {'|'.join(map(_ink, line.inks))}"
    for rule in page.strokes:
        yield f"线 {rule.x:.2f} {rule.y:.2f} {rule.x_end:.2f} {rule.y_end:.2f} {rule.weight:.2f} {rule.colour}"
    for image in page.images:
        yield f"图 {image.x:.2f} {image.y:.2f} {image.width:.2f} {image.height:.2f}"


def _extras(line: Line) -> str:
    spacing = f" 字距{line.spacing:.2f}" if line.spacing is not None else ""
    return f"{spacing}{' 转' if line.is_turned else ''} {line.role}".rstrip()


def _ink(ink: Ink) -> str:
    marks = "".join(mark for mark, is_set in (("粗", ink.is_bold), ("线", ink.is_underlined)) if is_set)
    offsets = "".join(f" {value:+.2f}" for value in (ink.gap, ink.rise) if value)
    return f"{ink.face}{ink.size:g}{'' if ink.colour == '000000' else ink.colour}{marks}{offsets} {ink.text}"
