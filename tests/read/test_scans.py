"""Scanned pages: the characters under each kind of damage, the elements, and what is said to be doubtful."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from gongwen import api
from gongwen.finding import UsageError
from gongwen.read.scan import lines
from gongwen.read.scan.engine import Box, Engine, require_engine
from gongwen.recognise.reading import Reading
from tests.apart import APART, needs_apart
from tests.command import ENVIRONMENT
from tests.making import scans
from tests.measuring import scanned
from tests.paths import read_cases, sample_file

pytest.importorskip("rapidocr")
FLOORS = read_cases("read/scan_floors.yaml")
"""How much of the characters and of the elements is right at least, and how little is wrong and not told."""
PAIRS = {
    "原样": "两页", "歪斜": "函", "模糊": "函", "污点": "函", "旧纸": "名单", "印章": "请示", "几样一起": "表格",
}  # fmt: skip
"""The document that is read under each damage; ``--scans`` has all of them read under all."""
FILES: dict[str, tuple[str, Callable[[Sequence[Image.Image]], bytes]]] = {
    "原样": ("扫描.pdf", scans.as_pdf),
    "歪斜": ("扫描.png", lambda pages: scans.as_png(pages[0])),
    "模糊": ("扫描.jpg", lambda pages: scans.as_jpeg(pages[0])),
}
"""What the pages are kept in where it is not TIFF."""


class Counting:
    """The engine, which counts how often a page is looked at: each time takes as long as the engine alone."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.name, self.looks = engine, engine.name, 0

    def read(self, picture: npt.NDArray[np.uint8]) -> list[Box]:
        self.looks += 1
        return self.engine.read(picture)


@cache
def read_under(damage: str) -> tuple[Reading, int]:
    """The document of ``damage`` as it is read under it, and how often the engine looked at its pages."""
    name, write = FILES.get(damage, ("扫描.tif", scans.as_tiff))
    data, counting = write(scanned.scanned(PAIRS[damage], damage)), Counting(require_engine(name))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lines, "require_engine", lambda _: counting)
        reading = api.read_bytes(data, name)
    return reading, counting.looks


@pytest.mark.parametrize("damage", PAIRS)
def test_characters_and_elements_are_right_under_every_damage(damage: str) -> None:
    found = scanned.measure(read_under(damage)[0], PAIRS[damage])
    assert 1 - found.wrong / found.characters >= FLOORS["字"][damage]
    assert (found.misread, found.untold) == ((), ())


@pytest.mark.parametrize("damage", scans.DAMAGES)
def test_every_document_under_every_damage(damage: str, pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("--scans"):
        pytest.skip("takes minutes: pytest --scans")
    read = {name: scanned.read(name, damage) for name in scanned.DOCUMENTS}
    figures = scanned.figures_of({name: scanned.measure(each, name) for name, each in read.items()})
    if pytestconfig.getoption("--accept"):
        scanned.keep_figures(damage, figures)
    assert figures["字"] >= FLOORS["字"][damage]
    assert figures["要素"] >= FLOORS["要素"]
    assert figures["错而未说"] == 0


@pytest.mark.parametrize(("damage", "most"), [("污点", 1), ("印章", 4)])
def test_a_page_is_looked_at_twice_at_most(damage: str, most: int) -> None:
    assert read_under(damage)[1] == most


def test_a_scanned_document_is_read_as_it_was_written() -> None:
    reading = read_under("原样")[0]
    assert reading.document.body == scanned.composed(PAIRS["原样"]).document.body
    said = [each.message for each in reading.doubts if each.code == "read.scan"]
    assert "请逐个与原件核对" in said[0] and "rapidocr" in said[0]


def test_what_a_seal_lies_over_is_doubtful() -> None:
    assert [each for each in read_under("印章")[0].doubts if "印章压在上面" in each.message]


def cells(document: api.Document) -> list[list[str]]:
    """The cells of its tables, row by row, without the line below the head."""
    rows = [line for line in document.body if line.startswith("|") and "---" not in line]
    return [[scanned.plain(cell) for cell in row.strip("| ").split("|")] for row in rows]


def test_the_cells_of_a_table_on_a_page_that_lies_askew_are_kept_apart() -> None:
    composition = api.compose_source(api.load(sample_file("带表格的方案")))
    pages = scans.pages_of(api.render(composition, "pdf").files[0])[:3]
    found = cells(api.read_bytes(scans.as_pdf([scans.askew(page) for page in pages]), "扫描.pdf").document)
    given = cells(composition.document)
    assert [len(row) for row in found] == [len(row) for row in given]
    pairs = [pair for rows in zip(found, given, strict=True) for pair in zip(*rows, strict=True)]
    assert sum(one == other for one, other in pairs) / len(pairs) > 0.95


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_may_lie_any_way_up(quarters: int) -> None:
    page = scans.pages_of(scanned.pdf_of("函"), 120)[0].rotate(90 * quarters, expand=True)
    found = scanned.measure(api.read_bytes(scans.as_png(page), "扫描.png"), "函")
    assert found.wrong <= 0.03 * found.characters
    assert found.misread == ()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "不是能打开的图片"),
        (scans.as_png(Image.new("RGB", (400, 500), "white")), "图片上没有文字"),
        (scans.as_png(Image.effect_noise((400, 500), 120).convert("RGB")), ""),
    ],
)
def test_a_picture_that_cannot_be_read_is_told(data: bytes, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        api.read_bytes(data, "扫描.png")
    assert "扫描.png" in str(caught.value) and told in str(caught.value)


@needs_apart
def test_characters_are_recognised_where_there_is_no_network(tmp_path: Path) -> None:
    page = scans.pages_of(scanned.pdf_of("函"))[0]
    middle = page.crop((0, page.height // 4, page.width, page.height // 2))
    (tmp_path / "扫描.png").write_bytes(scans.as_png(middle))
    words = [*APART, sys.executable, "-m", "gongwen", "read", "扫描.png"]
    done = subprocess.run(words, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "主送机关: 柳泉县水务局" in done.stdout


def test_a_page_of_a_kilometre_is_refused() -> None:
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(14400, 14400))
    target = io.BytesIO()
    pdf.save(target)
    with pytest.raises(UsageError, match="边长超过"):
        api.read_bytes(target.getvalue(), "扫描.pdf")


def test_without_the_engine_the_message_says_how_to_get_it(tmp_path: Path) -> None:
    path = tmp_path / "扫描.png"
    page = Image.new("RGB", (400, 500), "white")
    ImageDraw.Draw(page).text((100, 100), "gongwen", fill="black")
    path.write_bytes(scans.as_png(page))
    code = "import sys; sys.modules['rapidocr'] = None; from gongwen.__main__ import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "read", str(path)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "gongwen[ocr]" in done.stderr and "Traceback" not in done.stderr
