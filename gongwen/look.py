"""How a paragraph or a piece of text looks, resolved to points."""

from __future__ import annotations

from colorsys import rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

CELL_MARGIN = 5.4
"""Room at the left and at the right of the text in a cell of a table, points."""
GRID = 0.5
"""Weight of the grid of a table, points."""

SCRIPT = 0.6
"""The size of raised and lowered characters, a part of that of the text."""
RAISED, LOWERED = 0.35, 0.15
"""How far they stand above and below its baseline, parts of its size."""

_RED_HUE = 20 / 360
_LEAST_SATURATION = 0.5
_DARK, _PALE = 0.3, 0.7
"""What is red: so far round the circle of hues, from grey, and from black and white."""

Align = Literal["左", "右", "居中", "两端", "分散"]


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that the profile says about a role; lengths in points."""

    face: str = "仿宋"
    size: float = 16.0
    bold: bool = False
    colour: str = "000000"
    spacing: float = 0.0
    """Added behind every character; negative closes up."""
    latin_gap: float = 0.0
    """Room between a Chinese character and a letter or digit beside it, in em."""
    hangs: bool = True
    """Whether one closing mark may stand beyond the end of a line."""
    pitch: float = 28.95
    """Exact distance from line to line."""
    before: float = 0.0
    align: Align = "两端"
    first: float = 0.0
    """Indent of the first line; negative makes it hang to the left of ``left``."""
    left: float = 0.0
    right: float = 0.0
    outline: int = 0
    """Outline level 1 to 9; 0 is body text."""
    starts_page: bool = False
    keeps_next: bool = False
    keeps_lines: bool = False
    at_foot: float = 0.0
    """Width of the block at the foot of the type area to which it belongs; 0 leaves it in the text."""
    on_sheet: bool = False
    """Whether that block stands on the foot of the sheet, with its room below in a paragraph of its own."""
    fill: str = ""
    """Colour behind the whole width, RRGGBB; an empty paragraph that has one is a rule as thick as its
    pitch. "" is none."""

    @property
    def character(self) -> float:
        """One 字 of this look (3.1), character spacing included."""
        return self.size + self.spacing

    @property
    def half(self) -> float:
        """The advance of a half-width character, character spacing included."""
        return self.size / 2 + self.spacing

    @property
    def gap(self) -> float:
        """Room between a Chinese character and a letter or digit beside it, points."""
        return self.latin_gap * self.size


@lru_cache(maxsize=64)
def is_red(colour: str) -> bool:
    """Whether a colour, RRGGBB, is red to the eye, as letterheads are: by its hue, and neither pale nor dark nor grey.

    Not when it is none.
    """
    try:
        red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4))
    except ValueError:
        return False
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    return min(hue, 1 - hue) <= _RED_HUE and saturation >= _LEAST_SATURATION and _DARK <= lightness <= _PALE


@lru_cache(maxsize=64)
def is_black(colour: str) -> bool:
    """Whether a colour, RRGGBB, is black to the eye."""
    try:
        return all(int(colour[index : index + 2], 16) <= 0x33 for index in (0, 2, 4))
    except ValueError:
        return True
