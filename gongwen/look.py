"""How a paragraph or a piece of text looks, resolved to points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CELL_MARGIN = 5.4
"""Room at the left and at the right of the text in a cell of a table, points."""
GRID = 0.5
"""Weight of the grid of a table, points."""

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


def is_red(colour: str) -> bool:
    """Whether a colour, RRGGBB, is one of the reds of letterheads; not when it is none."""
    try:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


def is_black(colour: str) -> bool:
    """Whether a colour, RRGGBB, is black to the eye."""
    try:
        return all(int(colour[place : place + 2], 16) <= 0x33 for place in (0, 2, 4))
    except ValueError:
        return True
