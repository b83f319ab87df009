"""Where every line, rule and picture of the samples, and of documents by chance, stands on paper: one file of text for each,
in tests/make/positions.

What is laid out has changed on purpose: ``pytest tests/make/test_positions.py --accept`` writes it; look at it before it is committed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from PIL import Image

from gongwen.api.documents import Composition, compose_source, load
from gongwen.flow import Block, Par, Table
from gongwen.make.pages.place import place_pages
from gongwen.pages import Ink, Line, Page
from tests.golden import told_of
from tests.making.any_documents import make_document, make_list
from tests.making.objects import add_chart, add_object
from tests.making.pictures import block, ring
from tests.measuring.gallery import compose_text
from tests.paths import SAMPLES, read_cases, sample_file

POSITIONS = Path(__file__).parent / "positions"
NAMES = ("党委一九九六年通知", "一九九九年版会议纪要", "一九九九年版联合通知", "五机关联合通知", "信函", "命令", "密级急件", "带表格的方案", "横排附件",
         "纪要", "联合请示", "印发管理办法", "墨迹撑满版心", "公告")  # fmt: skip

SEEDS = (300, 302, 303, 304, 305, 306, 307, 308, 309, 310, 313, 317, 318, 319, 320, 322, 324, 329, 20068)
"""Of documents by chance, those that have no more than a few pages."""

CORNERS: dict[str, str] = read_cases("make/corners.yaml")
_NAMES = (
    "教育",
    "公安",
    "民政",
    "财政",
    "司法",
    "水利",
    "林业",
    "审计",
    "统计",
    "商务",
    "交通",
    "农业",
    "卫健",
    "应急",
)
_ALL = [f"云岭县{name}局" for name in _NAMES]
_LINE = "汛期临近，各有关单位要明确分工，落实责任，县水利局负责汇总情况，按月报告县人民政府。"
FILLED = {
    "RECIPIENTS": "，".join(f"{name}和所属各单位" for name in _ALL * 3),
    "MANY": str(_ALL[:7]), "SIGNERS": "[周一, 周二, 周三, 周四, 周五, 周六, 周七]", "CROWD": str([*_ALL, *(f"{name}分局" for name in _ALL[:8])]),
    "LONG": _LINE * 3, "TEN": str([_LINE * 2] * 9), "SCHOOLS": "各学校要落实安全责任，" * 8,
    "WIDE": str([f"| {' | '.join(f'第{number}栏' for number in range(30))} |", f"| {' | '.join(f'{number}个' for number in range(30))} |"]),
    "TALL": str(["| 名称 | 说明 |", *(f"| 甲{number} | {_LINE * 25 * number} |" for number in (1, 2, 1))]),
}  # fmt: skip
"""What stands for the long values of the corners."""
PICTURES = {"章": ring(40), "签": block(30, 12)}
FORMULA = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>Q=vA</m:t></m:r></m:oMath>'
SIZES = {"小": (90, 60), "大": (675, 525), "长": (225, 3000)}


@pytest.fixture(scope="module")
def corners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pictures that the corners name."""
    folder = tmp_path_factory.mktemp("corners")
    for name, data in PICTURES.items():
        (folder / f"{name}.png").write_bytes(data)
    for name, size in SIZES.items():
        Image.new("1", size).save(drawn := io.BytesIO(), "PNG", dpi=(72, 72))
        (folder / f"{name}.png").write_bytes(drawn.getvalue())
    adding: dict[str, Callable[..., None]] = {"图表": add_chart, "对象": add_object}
    for name, add in adding.items():
        docx = open_docx()
        add(docx, docx.add_paragraph(), 1)
        docx.save(str(folder / f"{name}.docx"))
    (folder / "式.xml").write_text(FORMULA, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", CORNERS)
def test_every_line_of_a_corner_has_its_place(
    name: str, corners: Path, request: pytest.FixtureRequest
) -> None:
    path = corners / f"{name}.yaml"
    path.write_text(
        re.sub(r"\b[A-Z]+$", lambda found: FILLED.get(found[0], found[0]), CORNERS[name], flags=re.MULTILINE),
        encoding="utf-8",
    )
    _hold(name, compose_source(load(path)), request, corners)


def test_every_line_of_a_long_list_has_its_place(request: pytest.FixtureRequest) -> None:
    """One of its paragraphs is kept whole, or LibreOffice would part it elsewhere."""
    _hold("长清单", compose_text(make_list(82, 0)), request)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_its_place(name: str, request: pytest.FixtureRequest) -> None:
    _hold(name, compose_source(load(sample_file(name))), request)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_of_a_document_by_chance_has_its_place(seed: int, request: pytest.FixtureRequest) -> None:
    _hold(f"随机{seed}", compose_text(make_document(seed)), request)


def _hold(
    name: str, composition: Composition, request: pytest.FixtureRequest, folder: Path = SAMPLES[0].parent
) -> None:
    pages = place_pages(composition.flow, composition.profile)
    placed = [line for number, page in enumerate(pages.sheets, 1) for line in written(page, number)]
    found = "".join(f"{line}\n" for line in (*placed, *_laid(composition))).replace(f"{folder}/", "")
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
