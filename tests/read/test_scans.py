"""Scanned pages: the characters under each kind of damage, the elements, and what is said to be doubtful."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from gongwen import api
from gongwen.finding import UsageError
from gongwen.make.pages.place import place_pages
from gongwen.read.scan import lines
from gongwen.read.scan.engine import Box, Engine, require_engine
from gongwen.recognise.reading import Reading
from tests.command import ENVIRONMENT
from tests.making import scans
from tests.paths import read_cases, sample_file

pytest.importorskip("rapidocr")
NAME = "信函"
LEAST = read_cases("read/scan_floors.yaml")
"""How much of the characters is right at least: one less what has to be changed."""
ELEMENTS = (
    "kind", "issuers", "copy_number", "secrecy", "urgency", "doc_number", "title", "main_recipients",
)  # fmt: skip
"""What stands on the first page."""


@cache
def sample(name: str = NAME) -> tuple[api.Composition, bytes]:
    composition = api.compose_source(api.load(sample_file(name)))
    return composition, api.render(composition, "pdf").files[0]


@cache
def words(name: str = NAME) -> str:
    """The characters on the first page, in the order of its lines."""
    composition, _ = sample(name)
    found = place_pages(composition.flow, composition.profile).sheets[0].lines
    rows: dict[float, list[tuple[float, str]]] = {}
    for line in found:
        rows.setdefault(round(line.baseline), []).append((line.x, "".join(ink.text for ink in line.inks)))
    return plain("".join(text for _, row in sorted(rows.items()) for _, text in sorted(row)))


def plain(text: str) -> str:
    return "".join(text.replace("　", "").split()).translate(str.maketrans("，：；（）", ",:;()"))


LOOKS: dict[str, int] = {}
"""How often the engine looked at the first page, by damage."""


class Counting:
    """The engine, which counts how often a page is looked at: each time takes as long as the engine alone."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.name, self.looks = engine, engine.name, 0

    def read(self, picture: npt.NDArray[np.uint8]) -> list[Box]:
        self.looks += 1
        return self.engine.read(picture)


@cache
def read_whole() -> Reading:
    """All pages as they are read where nothing is damaged."""
    return api.read_bytes(scans.as_pdf(scans.pages_of(sample()[1])), "扫描.pdf")


@cache
def read_under(damage: str) -> Reading:
    """The first page as it is read under ``damage``: a picture, or a fax where a seal lies on it."""
    page = scans.DAMAGES[damage](scans.pages_of(sample()[1])[0])
    name, data = ("扫描.tif", scans.as_tiff([page])) if damage == "印章" else ("扫描.png", scans.as_png(page))
    counting = Counting(require_engine(name))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lines, "require_engine", lambda _: counting)
        reading = api.read_bytes(data, name)
    LOOKS[damage] = counting.looks
    return reading


def likeness(text: str, name: str = NAME) -> float:
    """How much of the first page of the sample ``name`` is right in ``text``."""
    return 1 - Levenshtein.distance(plain(text), words(name)) / len(words(name))


@pytest.mark.parametrize("damage", scans.DAMAGES)
def test_characters_and_elements_are_right_under_every_damage(damage: str) -> None:
    reading, given = read_whole() if damage == "原样" else read_under(damage), sample()[0].document
    found = (line.text for line in reading.transcript.lines if line.at.page <= 1)
    assert likeness("".join(found)) >= LEAST[damage]
    assert [name for name in ELEMENTS if getattr(reading.document, name) != getattr(given, name)] == []


@pytest.mark.parametrize("damage", ["污点", "印章"])
def test_a_page_is_looked_at_twice_at_most(damage: str) -> None:
    read_under(damage)
    assert LOOKS[damage] == (2 if damage == "印章" else 1)


def test_a_scanned_document_is_read_as_it_was_written() -> None:
    reading = read_whole()
    given, found = sample()[0].document, reading.document
    for name in (
        "kind",
        "doc_number",
        "title",
        "main_recipients",
        "date",
        "secrecy",
        "urgency",
        "copy_recipients",
    ):
        assert getattr(found, name).__str__() == getattr(given, name).__str__(), name
    assert len(found.body) == len(given.body)
    said = [each.message for each in reading.doubts if each.code == "read.scan"]
    assert "请逐个与原件核对" in said[0] and "rapidocr" in said[0]


def test_what_a_seal_lies_over_is_doubtful() -> None:
    assert [each for each in read_under("印章").doubts if "印章压在上面" in each.message]


def test_a_date_under_the_star_of_a_seal_is_read() -> None:
    composition = api.compose_source(api.load(sample_file("短函")))
    (page,) = scans.pages_of(api.render(composition, "pdf").files[0])
    (date,) = [
        line
        for line in place_pages(composition.flow, composition.profile).sheets[0].lines
        if line.role == "成文日期"
    ]
    x, y = (each * 25.4 / 72 for each in (date.x + date.width / 2, date.baseline - 5))
    reading = api.read_bytes(scans.as_png(scans.pressed(page, x, y)), "扫描.png")
    assert reading.document.date == composition.document.date


def cells(document: api.Document) -> list[list[str]]:
    """The cells of its tables, row by row, without the line below the head."""
    rows = [line for line in document.body if line.startswith("|") and "---" not in line]
    return [[plain(cell) for cell in row.strip("| ").split("|")] for row in rows]


def test_the_cells_of_a_table_on_a_page_that_lies_askew_are_kept_apart() -> None:
    composition = api.compose_source(api.load(sample_file("带表格的方案")))
    pages = scans.pages_of(api.render(composition, "pdf").files[0])
    found = api.read_bytes(scans.as_pdf([scans.askew(page) for page in pages]), "扫描.pdf").document
    given = composition.document
    assert [len(row) for row in cells(found)] == [len(row) for row in cells(given)]
    pairs = [
        pair for rows in zip(cells(found), cells(given), strict=True) for pair in zip(*rows, strict=True)
    ]
    assert sum(one == other for one, other in pairs) / len(pairs) > 0.95
    assert found.date == given.date


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_may_lie_any_way_up(quarters: int) -> None:
    page = scans.pages_of(sample("短函")[1], 120)[0].rotate(90 * quarters, expand=True)
    assert likeness(api.read_bytes(scans.as_png(page), "扫描.png").transcript.text, "短函") > 0.97


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
