"""Words on a scan that were passed over are told by their ink; what is no words is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from PIL import Image

from gongwen import api
from gongwen.make.pages.place import place_pages
from gongwen.pages import Line
from tests.making import scans
from tests.paths import sample_file

pytest.importorskip("cv2")
from gongwen.read.scan.picture import find_seals, red_of, without
from gongwen.read.scan.rules import dark_ink, sheet_rules
from gongwen.read.scan.unread import find_unread

DOTS = scans.DPI / 25.4
LEVEL = ("原样", "模糊", "污点", "印章")
"""The damages that leave lines where they are."""
NAMES = ("信函", "联合通知", "带表格的方案")
Corners = tuple[tuple[float, float], ...]


@cache
def composed(name: str) -> tuple[api.Composition, bytes]:
    composition = api.compose_source(api.load(sample_file(name)))
    return composition, api.render(composition, "pdf").files[0]


def boxes_of(name: str, page: int) -> Iterator[tuple[Line, Corners]]:
    """The lines of a page, and their corners on its picture."""
    composition = composed(name)[0]
    for line in place_pages(composition.flow, composition.profile).sheets[page].lines:
        size = max(ink.size for ink in line.inks)
        left, right, top, bottom = (
            line.x,
            line.x + line.width,
            line.baseline - 0.9 * size,
            line.baseline + 0.2 * size,
        )
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        yield line, tuple((x * scans.DPI / 72, y * scans.DPI / 72) for x, y in corners)


@pytest.mark.parametrize("damage", LEVEL)
@pytest.mark.parametrize("name", NAMES)
def test_a_line_that_was_passed_over_is_told_and_nothing_else(name: str, damage: str) -> None:
    picture = np.asarray(scans.DAMAGES[damage](scans.pages_of(composed(name)[1])[0]))
    ink = dark_ink(picture)
    rules, lines = sheet_rules(ink, scans.DPI), list(boxes_of(name, 0))
    assert list(find_unread(ink, (box for _, box in lines), rules, DOTS)) == []
    line, _ = max(lines, key=lambda each: len(each[0].inks[0].text))
    (found,) = find_unread(ink, (box for each, box in lines if each is not line), rules, DOTS)
    assert found.top < line.baseline * 25.4 / 72 < found.top + 14


@pytest.mark.parametrize("damage", LEVEL)
@pytest.mark.parametrize("name", NAMES)
def test_red_words_that_were_passed_over_are_told_and_no_seal_and_no_rule(name: str, damage: str) -> None:
    picture = np.asarray(scans.DAMAGES[damage](scans.pages_of(composed(name)[1])[0]))
    ink = without(find_seals(picture, DOTS), red_of(picture))
    rules, lines = sheet_rules(ink, scans.DPI), list(boxes_of(name, 0))
    assert list(find_unread(ink, (box for _, box in lines), rules, DOTS, is_red=True)) == []
    marks = [line for line, _ in lines if "标志" in line.role]
    left = [box for line, box in lines if line not in marks]
    found = list(find_unread(ink, left, rules, DOTS, is_red=True))
    assert found and all(each.is_red for each in found)
    for each in found:
        assert any(each.top - 2 < line.baseline * 25.4 / 72 < each.top + 25 for line in marks)


def test_seals_that_touch_are_seals() -> None:
    page = scans.pages_of(composed("信函")[1])[0]
    picture = np.asarray(scans.pressed(scans.pressed(page, 60, 200), 101.5, 200))
    (seal,) = find_seals(picture, DOTS)
    assert [round(each / DOTS) for each in (seal.right - seal.left, seal.bottom - seal.top)] == [85, 43]


def test_a_seal_of_which_the_years_left_dots_is_a_seal_and_yellow_paper_is_none() -> None:
    paper = Image.new("RGB", (round(80 * DOTS), round(70 * DOTS)), "white")
    sealed = np.asarray(scans.pressed(paper, 42, 34)).astype(np.int16)
    kept = np.random.default_rng(6).random(sealed.shape[:2]) < 0.4
    faint = np.where(kept[:, :, None], 255 - (255 - sealed) // 10, 255).astype(np.uint8)
    (seal,) = find_seals(faint, DOTS)
    assert [round(edge / DOTS) for edge in seal] == pytest.approx([21, 13, 63, 55], abs=1)
    assert find_seals(np.asarray(scans.old(paper)), DOTS) == []
