"""What is made of the pictures of pages, without an engine that recognises characters: drawn_scans.txt, by ``--accept -n0``.

A line that begins with 「 is a page: its dots to the inch, width and height in pixels, the colour of its paper, how often it is
turned to the left, the dots of dirt on it, then what stands on it, ｜ between. left,top,size text is a line, with c its colour,
s how sure it is, d by how much it falls, t how thick its strokes are, w by how much its characters dance, n where it is not
recognised; —left,top,long,thick is a line, ∣ an upright one, ○left,top,wide a seal; all with c.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from gongwen.finding import UsageError
from gongwen.read.pdf.lines import transcript_of_pages
from gongwen.read.scan.engine import Box, Corners, Letter
from gongwen.read.scan.lines import ScannedPages
from gongwen.read.scan.pictures import Sheet
from gongwen.read.scan.sheet import read_sheet
from gongwen.recognise.unsure import find_lacking, find_unsure
from gongwen.zh.width import is_full
from tests.golden import hold_whole
from tests.read.test_everything_seen import _value, shown

np = pytest.importorskip("numpy")
cv2 = pytest.importorskip("cv2")
FILE = Path(__file__).with_name("drawn_scans.txt")
MARK, APART = "「", "｜"
_CORNER = 3
"""Pixels of the mark by which the engine knows which way up it sees a page."""
_HIGHER = 0.1
"""By how much a box reaches above and below its characters, a part of their height."""
_SHOWN = 12
"""Characters of a line that are kept."""
_MESSAGE = 90
"""Characters of what is said of a page that are kept."""
_SEEN = 0.05
"""The part of its place that the ink of a line fills which the engine sees."""


class Page:
    """A page that is drawn, and the engine that reads it: it knows what stands where, and sees what has ink."""

    name = "画的"

    def __init__(self, written: str) -> None:
        head, *items = written.split(APART)
        dpi, wide, high, paper, turns, specks = head.split(",")
        self.dpi, self.turns = float(dpi), int(turns)
        self.picture = np.full((int(high), int(wide), 3), _colour(paper), np.uint8)
        self.picture[:_CORNER, :_CORNER] = 0
        self.lines: list[Box] = []
        for item in items:
            self._draw(item)
        chance = random.Random(1)
        for _ in range(int(specks)):
            self.picture[chance.randrange(int(high)), chance.randrange(int(wide))] = 0

    def _draw(self, item: str) -> None:
        where, _, text = item.lstrip("—∣○").partition(" ")
        numbers = [each for each in where.split(",") if each[0].isdigit()]
        left, top, size = map(float, numbers[:3])
        more = {each[0]: each[1:] for each in where.split(",") if not each[0].isdigit()}
        colour = _colour(more.get("c", "000000"))
        if item[0] == "○":
            middle = (round(left + size / 2), round(top + size / 2))
            cv2.circle(self.picture, middle, round(size / 2 - 2), colour, 3)
            cv2.circle(self.picture, middle, round(size / 8), colour, -1)
        elif item[0] in "—∣":
            thick = round(float(numbers[3]))
            wide, high = (size, thick) if item[0] == "—" else (thick, size)
            cv2.rectangle(self.picture, (round(left), round(top)), (round(left + wide) - 1, round(top + high) - 1), colour, -1)  # fmt: skip
        else:
            self._write(text, left, top, size, colour, more)

    def _write(
        self, text: str, left: float, top: float, size: float, colour: Any, more: dict[str, str]
    ) -> None:
        fall, dance, thick = (
            float(more.get("d", 0)),
            float(more.get("w", 0)),
            int(more.get("t", max(1, size // 8))),
        )
        letters, x = [], left
        for number, character in enumerate(text):
            wide = size * (1.0 if is_full(character) else 0.5)
            y = top + fall * (x - left)
            shift = dance * (number % 3 - 1)
            corner = (round(x + 0.1 * wide), round(y + shift + 0.1 * size))
            other = (round(x + 0.85 * wide), round(y + shift + 0.9 * size))
            cv2.rectangle(self.picture, corner, other, colour, thick)
            middle = (corner[1] + other[1]) // 2
            cv2.line(self.picture, (corner[0], middle), (other[0], middle), colour, thick)
            corners = _box(x, y, x + wide, y + fall * wide, size)
            letters.append(Letter(character, float(more.get("s", 0.99)), corners))
            x += wide
        end = top + fall * (x - left)
        if "n" not in more:
            corners = _box(left, top, x, end, size)
            self.lines.append(Box(tuple(letters), corners, float(more.get("s", 0.99))))

    def shown(self) -> Any:
        """The picture as it lies."""
        return np.ascontiguousarray(np.rot90(self.picture, -self.turns))

    def read(self, picture: Any) -> list[Box]:
        """What is seen on ``picture``, which may be turned; what does not stand upright is not read for sure."""
        quarters = next(
            turns for turns in range(4) if np.rot90(picture, turns)[0, 0].max() < 128 or turns == 3
        )
        upright = np.rot90(picture, quarters)
        seen = [line for line in self.lines if _is_seen(upright, line)]
        return seen if not quarters else [_turned(line, quarters, upright.shape) for line in seen]


def _colour(written: str) -> tuple[int, int, int]:
    red, green, blue = (int(written[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _box(left: float, top: float, right: float, end: float, size: float) -> Corners:
    """The corners of what begins at the left and ends at the right, a little higher than its characters."""
    more = _HIGHER * size
    return (left, top - more), (right, end - more), (right, end + size + more), (left, top + size + more)


def _is_seen(picture: Any, line: Box) -> bool:
    xs, ys = zip(*line.corners, strict=True)
    part = picture[max(0, int(min(ys))) : int(max(ys)) + 1, max(0, int(min(xs))) : int(max(xs)) + 1]
    return bool(part.size) and float((part.min(axis=2) < 215).mean()) > _SEEN


def _turned(line: Box, quarters: int, shape: tuple[int, ...]) -> Box:
    """The box of a line on the page turned by so many quarters to the right, read as it stands."""

    def place(x: float, y: float) -> tuple[float, float]:
        return ((x, y), (shape[0] - y, x), (shape[1] - x, shape[0] - y), (y, shape[1] - x))[quarters]

    corners = tuple(place(*each) for each in line.corners)
    letters = (Letter("口", 0.5, tuple(place(*each) for each in one.corners)) for one in line.letters)
    return Box(tuple(letters), corners, 0.5)


def told(written: str) -> Iterator[str]:
    page = Page(written)
    found = read_sheet(page.shown(), page.dpi, page)
    yield f"  转{found.quarters} {found.score:.3f} {found.width:.1f}×{found.height:.1f} 透{found.shows_back} 淡{found.is_faint}"
    if abs(found.lay - np.eye(3)).max() > 1e-9:
        yield f"  正 {' '.join(f'{each:.5f}' for row in found.lay for each in row)}"
    yield from (f"  线 {_value(tuple(rule))}" for rule in found.rules)
    yield from (f"  {_value(tuple(part))}" for part in found.doubts)
    firsts = {glyph.base: glyph for glyph in reversed(found.glyphs)}
    yield from (f"  字 {each.text} {each.left:.1f} {each.base:.1f} {each.size:.1f} {each.colour}".rstrip() for each in firsts.values())  # fmt: skip
    scanned = ScannedPages("甲.png")
    scanned.engine = page
    try:
        with patch("gongwen.read.scan.lines.read_sheet", lambda *_: found):
            rows = scanned.read(Sheet(page.shown(), page.dpi), 1)
        transcript = scanned.finish(transcript_of_pages([rows], "甲.png"))
        lines = tuple(replace(line, text=line.text[:_SHOWN]) for line in transcript.lines)
        yield from shown(replace(transcript, lines=lines))
        unsure = (*find_unsure(transcript), *find_lacking(transcript, {"标题": "甲"}))
        yield from (f"  疑 {each.message[:_MESSAGE]}" for each in unsure)
    except UsageError as error:
        yield f"  不读：{error}"


def test_nothing_that_is_seen_changes(request: pytest.FixtureRequest) -> None:
    hold_whole(FILE, MARK, told, request)
