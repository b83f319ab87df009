"""All that is made of what an engine says of drawn pages: their characters, lines, seals, rules, and what is doubtful.

The pages stand in scan_pages.yaml, what is seen of them in scan_pages.txt. What has changed on purpose is written by
``pytest tests/read/test_scan_pages.py --accept -n0``; look at it before it is committed.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from gongwen.finding import UsageError
from gongwen.read.scan import lines
from gongwen.read.scan.engine import Box, Corners, Letter
from gongwen.read.scan.picture import turned
from gongwen.read.scan.sheet import ReadSheet, read_sheet
from gongwen.zh.width import is_full
from tests.golden import hold
from tests.paths import read_cases

FILE = Path(__file__).with_name("scan_pages.txt")
PAGES = read_cases("read/scan_pages.yaml")
DPI = 100.0
_DOTS = DPI / 25.4
_WIDE, _HIGH = 827, 1169
_BLACK, _RED, _FAINT = (30, 30, 30), (220, 30, 30), (255, 244, 244)
_UNREADABLE = 0.5
"""The score of a page that stands on its head."""


def _placed(line: Sequence[Any]) -> Iterator[tuple[str, float, float, float, float]]:
    """Each character of a line with its edges, pixels; what is narrow takes half the width."""
    x, top, size, text = line[0] * _DOTS, line[1] * _DOTS, line[2] * _DOTS, line[3]
    for character in text:
        wide = size * (1 if is_full(character) else 0.5)
        yield character, x, top, x + wide * 0.92, top + size
        x += wide


def drawn(page: dict[str, Any]) -> Image.Image:
    """The picture of a page: each character is a cross."""
    image = Image.new("RGB", (_WIDE, _HIGH), (250, 250, 248))
    pen = ImageDraw.Draw(image)
    for x, y, r, *rest in page.get("章", ()):
        colour = _FAINT if "淡" in rest else _RED
        box = [(x - r) * _DOTS, (y - r) * _DOTS, (x + r) * _DOTS, (y + r) * _DOTS]
        pen.ellipse(box, outline=colour, width=round((6 if "淡" in rest else 1.5) * _DOTS))
    for line in page["行"]:
        colour = _RED if "红" in line[4:] else _BLACK
        for character, left, top, right, bottom in _placed(line):
            if not character.isspace():
                pen.line([left, top, right, bottom], fill=colour, width=2)
                pen.line([left, bottom, right, top], fill=colour, width=2)
    for left, top, right, bottom, *rest in page.get("线", ()):
        edges = [each * _DOTS for each in (left, top, right, bottom)]
        pen.rectangle(edges, fill=_RED if rest else _BLACK)
    chance = random.Random(18)
    for _ in range(page.get("脏", 0)):
        image.putpixel((chance.randrange(_WIDE), chance.randrange(_HIGH)), (0, 0, 0))
    if slope := page.get("斜", 0.0):
        turn = (1, slope, 0, -slope, 1, 0)
        image = image.transform(image.size, Image.Transform.AFFINE, turn, fillcolor=(250, 250, 248))
    return Image.fromarray(turned(np.asarray(image), -page.get("转", 0)))


class Told:
    """An engine that says of a page what its data say, according to the way up in which it is shown."""

    name = "照单说的引擎"

    def __init__(self, page: dict[str, Any]) -> None:
        self.page, self.upright = page, np.asarray(drawn({**page, "转": 0}))

    def read(self, picture: np.ndarray) -> list[Box]:
        """The boxes of the page, turned as ``picture`` is; a page on its head is hard to read."""
        same = [np.rot90(self.upright, -quarters).shape == picture.shape for quarters in range(4)]
        ways = [quarters for quarters in range(4) if same[quarters]]
        quarters = min(ways, key=lambda each: self._unlikeness(picture, each))
        return [self._box(line, quarters) for line in self.page["行"] if "没认" not in line[4:]]

    def _unlikeness(self, picture: np.ndarray, quarters: int) -> float:
        other = np.rot90(self.upright, -quarters)[::8, ::8, 0].astype(int)
        return float(np.abs(picture[::8, ::8, 0].astype(int) - other).sum())

    def _box(self, line: Sequence[Any], quarters: int) -> Box:
        scores = dict(each.split("=") for each in line[4:] if "=" in each)
        usual = _UNREADABLE if quarters == 2 else self.page.get("分", 1.0)
        letters = tuple(
            Letter(text, float(scores.get(text, usual)), self._corners(edges, quarters))
            for text, *edges in _placed(line)
        )
        placed = list(_placed(line))
        edges = (*placed[0][1:3], *placed[-1][3:])
        return Box(letters, self._corners(edges, quarters), usual)

    def _corners(self, edges: Sequence[float], quarters: int) -> Corners:
        left, top, right, bottom = edges
        slope = self.page.get("斜", 0.0)
        corners = [
            (x - slope * y, y + slope * x)
            for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
        ]
        wide, high = _WIDE, _HIGH
        for _ in range(quarters):
            corners, (wide, high) = [(high - y, x) for x, y in corners], (high, wide)
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        level = ((min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys)))
        return level if quarters else tuple(corners)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_made_of_a_page(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets: list[ReadSheet] = []

    def kept(*asked: Any) -> ReadSheet:
        sheets.append(read_sheet(*asked))
        return sheets[-1]

    monkeypatch.setattr(lines, "require_engine", lambda _: Told(PAGES[name]))
    monkeypatch.setattr(lines, "read_sheet", kept)
    data = io.BytesIO()
    drawn(PAGES[name]).save(data, "PNG", dpi=(DPI, DPI), compress_level=1)
    read = list(_transcript(data.getvalue(), name))
    hold(FILE, name, "\n".join((*(line for sheet in sheets for line in _sheet(sheet)), *read)), request)


def _sheet(sheet: ReadSheet) -> Iterator[str]:
    """What was recognised of a page, a line each."""
    slope = math.atan2(sheet.lay[0][1], sheet.lay[0][0])
    sides = f"{sheet.width:.1f}×{sheet.height:.1f} 转{sheet.quarters} 斜{slope:.3f}"
    yield f"  {sides} 分{sheet.score:.3f} {'认得清' if sheet.is_legible else '认不清'}"
    for base, glyphs in groupby(sheet.glyphs, key=lambda glyph: (glyph.base, glyph.size, glyph.colour)):
        row = list(glyphs)
        places = " ".join(f"{glyph.left:.0f}-{glyph.right:.0f}" for glyph in (row[0], row[-1]))
        text = "".join(glyph.text for glyph in row)
        yield f"  字 {row[0].place} {text} {places} 底{base[0]:.1f} 大{base[1]:.1f} {base[2]}".rstrip()
    for part in sheet.doubts:
        yield f"  疑 {part.top:.0f}-{part.bottom:.0f} {part.text}：{part.doubt}"
    for rule in sheet.rules:
        yield f"  {'横' if rule.is_level else '竖'}线 {rule.at:.1f} {rule.start:.1f}-{rule.stop:.1f}"
    for each in sheet.unread:
        yield f"  漏 {each.left:.1f} {each.top:.1f}{' 红' if each.is_red else ''}"


def _transcript(data: bytes, name: str) -> Iterator[str]:
    try:
        read = lines.read_images(data, f"{name}.png")
    except UsageError as error:
        yield f"  不读：{error}"
        return
    yield f"  {dict(read.facts)}"
    for line in read.lines:
        yield f"  {line.at.page}:{line.at.line} {line.text}{f'（{line.doubt}）' if line.doubt else ''}".replace(
            "\t", "⇥"
        )
