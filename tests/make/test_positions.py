"""Where every line, rule and picture of the samples, and of documents by chance, stands on paper: one file of text for each,
in tests/make/positions.

What is laid out has changed on purpose: ``pytest tests/make/test_positions.py --accept`` writes it; look at it before it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gongwen.api.documents import Composition, compose_source, load
from gongwen.flow import Block, Par, Table
from gongwen.make.pages.place import place_pages
from gongwen.pages import Ink, Line, Page
from tests.golden import told_of
from tests.making.any_documents import make_document
from tests.measuring.gallery import compose_text
from tests.paths import SAMPLES, sample_file

POSITIONS = Path(__file__).parent / "positions"
NAMES = ("党委一九九六年通知", "一九九九年版会议纪要", "一九九九年版联合通知", "五机关联合通知", "信函", "命令", "密级急件", "带表格的方案", "横排附件",
         "纪要", "联合请示", "印发管理办法", "墨迹撑满版心", "公告")  # fmt: skip

SEEDS = (300, 302, 303, 304, 305, 306, 307, 308, 309, 310, 313, 317, 318, 319, 320, 322, 324, 329, 20068)
"""Of documents by chance, those that have no more than a few pages."""


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_its_place(name: str, request: pytest.FixtureRequest) -> None:
    _hold(name, compose_source(load(sample_file(name))), request)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_of_a_document_by_chance_has_its_place(seed: int, request: pytest.FixtureRequest) -> None:
    _hold(f"随机{seed}", compose_text(make_document(seed)), request)


def _hold(name: str, composition: Composition, request: pytest.FixtureRequest) -> None:
    pages = place_pages(composition.flow, composition.profile)
    placed = [line for number, page in enumerate(pages.sheets, 1) for line in written(page, number)]
    found = "".join(f"{line}\n" for line in (*placed, *_laid(composition))).replace(
        f"{SAMPLES[0].parent}/", ""
    )
    kept = POSITIONS / f"{name}.txt"
    if request.config.getoption("--accept"):
        kept.write_text(found, encoding="utf-8")
        return
    assert found == kept.read_text(encoding="utf-8")


def _laid(composition: Composition) -> Iterator[str]:
    """What is told of the document, and what is laid out of it before it comes onto pages."""
    flow = composition.flow
    yield f"排法 {flow.imprint_page} {sorted(flow.notes)} {flow.title!r} {flow.author!r} {flow.date!r} {flow.facts}"
    yield from (f"说 {told_of(each).strip()}" for each in composition.findings)
    yield from (f"没印 {each.element} {each.said} {each.at}" for each in flow.unprinted)
    for part in flow.parts:
        yield f"部分 {part.slot}{'　横' if part.is_turned else ''}{'　另起' if part.is_apart else ''}"
        yield from (_block(block) for block in part.blocks)


def _block(block: Block) -> str:
    match block:
        case Par():
            text = "".join(run.text for run in block.runs)[:6]
            own = (block.label, block.level, block.number, block.at, block.columns, *(block.fit or ()))
            return f"段 {block.role} {text!r} {_told(own)}"
        case Table():
            own = (
                block.widths,
                block.head,
                block.at,
                block.room,
                block.strain,
                block.asked,
                sorted(block.split_rows),
            )
            return f"表 {_told(own)} {block.is_noted} {block.begins_with_two}"
        case _:
            return f"叠 {block.widths} {block.before} {block.at}"


def _told(values: Iterable[Any]) -> str:
    """The values that are set, lengths in points."""
    return " ".join(
        re.sub(r"\d+\.\d+", lambda found: f"{float(found[0]):.2f}", str(each)) for each in values if each
    )


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
