"""Scans on dark paper: shade is no ink, and light pages stay as they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")
from gongwen.read.scan.light import evened
from gongwen.read.scan.picture import find_seals, red_of
from gongwen.read.scan.rules import dark_ink, sheet_rules

DPI = 100.0
HIGH, WIDE = 1169, 827
TOP, LEFT, RIGHT, THICK = 600, 100, 700, 4
"""Where the one line of the page is drawn."""


def page_on(paper: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """A page of rows of black and of red squares and one line, on ``paper`` of 0 to 1."""
    ink = np.full((HIGH, WIDE, 3), 250.0)
    for row in range(100, 1000, 60):
        for left in range(100, 680, 40):
            ink[row : row + 14, left : left + 16] = (200, 30, 30) if row == 100 else 20
    ink[TOP : TOP + THICK, LEFT:RIGHT] = 20
    return (ink * paper[:, :, None]).astype(np.uint8)


def shaded() -> npt.NDArray[np.float64]:
    """Paper that is lit from one corner, with the shade of a fold across it."""
    y, x = np.mgrid[0:HIGH, 0:WIDE]
    return 0.75 - 0.2 * x / WIDE - 0.1 * y / HIGH - 0.12 * np.exp(-(((y - 800) / 40) ** 2))


def test_the_shade_of_dark_paper_is_no_ink() -> None:
    light, dark = page_on(np.ones((HIGH, WIDE))), page_on(shaded())
    lit = evened(dark, DPI / 25.4)
    assert dark_ink(dark).mean() > 3 * dark_ink(light).mean()
    assert (dark_ink(lit) == dark_ink(light)).all()
    assert (red_of(lit) == red_of(light)).mean() > 0.999
    (rule,) = sheet_rules(dark_ink(lit), DPI)
    assert rule.is_level and find_seals(lit, DPI / 25.4) == []


def test_a_light_page_is_left_alone() -> None:
    light = page_on(np.ones((HIGH, WIDE)))
    assert evened(light, DPI / 25.4) is light
