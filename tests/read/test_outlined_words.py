"""Words that a PDF draws as outlines are read from the picture of their page; drawings are none."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pikepdf
import pytest
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from gongwen.read.pdf.lines import read_pdf
from gongwen.read.scan import lines
from gongwen.read.scan.engine import Box, Corners, Letter
from gongwen.read.scan.pictures import DPI
from gongwen.transcript import ENGINE
from gongwen.write.fonts import installed_fonts

pytest.importorskip("rapidocr")
Point = tuple[float, float]
WORDS = (
    "关于做好二〇三一年度汛前准备工作的通知",
    "各乡镇人民政府，县直各有关部门：",
    "现将有关事项通知如下，请认真贯彻执行。",
)
TEXT = "2031 budget, page 4 of 9"


class Drawing(BasePen):  # type: ignore[misc]
    """A pen that writes what it draws as the operators of a PDF."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []

    def _moveTo(self, point: Point) -> None:
        self._write("m", point)

    def _lineTo(self, point: Point) -> None:
        self._write("l", point)

    def _curveToOne(self, one: Point, other: Point, end: Point) -> None:
        self._write("c", one, other, end)

    def _closePath(self) -> None:
        self.operators.append("h")

    def _write(self, operator: str, *points: Point) -> None:
        self.operators.append(" ".join(f"{x:g} {y:g}" for x, y in points) + f" {operator}")


def outlines_of(texts: Sequence[str]) -> bytes:
    """A PDF of one page that draws ``texts`` line by line, and has a line of text."""
    (found,) = (each for each in installed_fonts() if each.families[0].startswith("FandolFang"))
    glyphs, names = (font := TTFont(found.path)).getGlyphSet(), font.getBestCmap()
    parts = [f"BT /F 12 Tf 80 100 Td ({TEXT}) Tj ET"]
    for number, text in enumerate(texts):
        for place, character in enumerate(text):
            pen = Drawing(glyphs)
            glyphs[names[ord(character)]].draw(pen)
            where = f"q .016 0 0 .016 {80 + 16 * place} {700 - 30 * number} cm"
            parts += [where, *pen.operators, "f Q"]
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    face = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
    page.obj.Contents = pdf.make_stream("\n".join(parts).encode())
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


class Told:
    """An engine that finds ``texts`` where they are drawn, and counts how often it is asked."""

    name = "引擎"

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts, self.looks = texts, 0

    def read(self, picture: npt.NDArray[np.uint8]) -> list[Box]:
        self.looks += 1
        return [_box(text, number) for number, text in enumerate(self.texts)]


def _box(text: str, number: int) -> Box:
    letters = tuple(
        Letter(character, 1.0, _corners(place, 1, number)) for place, character in enumerate(text)
    )
    return Box(letters, _corners(0, len(text), number), 1.0)


def _corners(place: int, count: int, number: int) -> Corners:
    dots, top = DPI / 72, 842 - 700 + 30 * number
    left, right = 80 + 16 * place, 80 + 16 * (place + count)
    corners = ((left, top - 14), (right, top - 14), (right, top + 4), (left, top + 4))
    return tuple((x * dots, y * dots) for x, y in corners)


def test_words_drawn_as_outlines_are_read_from_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Told(WORDS)
    monkeypatch.setattr(lines, "require_engine", lambda _: engine)
    found = read_pdf(outlines_of(WORDS), "文件.pdf")
    assert [line.text.strip() for line in found.lines] == list(WORDS)
    assert (found.facts[ENGINE], engine.looks) == ("引擎", 1)


def test_a_drawing_beside_text_is_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Told(WORDS)
    monkeypatch.setattr(lines, "require_engine", lambda _: engine)
    found = read_pdf(outlines_of(WORDS[:1]), "文件.pdf")
    assert [line.text for line in found.lines] == [TEXT]
    assert ENGINE not in found.facts and not engine.looks
