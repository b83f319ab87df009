"""Pages as they will be printed: every line of text and every rule at its place.

All lengths are points (1/72 inch) from the top left corner of the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.address import Place


@dataclass(frozen=True, slots=True)
class Ink:
    """Text of one look on one line."""

    text: str
    face: str
    """The profile's name of the type face: 仿宋, 黑体, 楷体, 小标宋, 宋体."""
    size: float
    colour: str
    """RRGGBB."""
    gap: float = 0.0
    """Room before the text, as between Chinese and Latin."""
    rise: float = 0.0
    """How far it stands above the baseline of its line; below 0 under it."""
    is_bold: bool = False
    is_underlined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on one baseline."""

    x: float
    baseline: float
    inks: tuple[Ink, ...]
    width: float
    """The width that the text takes up, from the left edge of its first character cell to the right
    edge of its last; the writer spreads or squeezes the characters evenly until it is met."""
    spacing: float | None = None
    """Room after each character of text that need not meet ``width``, which it must not exceed; None spreads."""
    is_turned: bool = False
    """Whether it is turned clockwise by a right angle about its place, and so runs downwards."""
    role: str = ""
    """The role of its paragraph in the profile; "" for a page number."""
    at: Place | None = None
    """Where the text of its paragraph was written; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule; horizontal when ``y`` equals ``y_end``."""

    x: float
    y: float
    x_end: float
    y_end: float
    weight: float
    colour: str


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG or JPEG picture, by its top left corner; b"" where the place of one is only kept."""

    data: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet side."""

    lines: tuple[Line, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    images: tuple[Image, ...] = ()
    is_turned: bool = False
    """Whether the sheet lies on its side: its width is the height of the others."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A paginated document."""

    sheets: tuple[Page, ...]
    width: float
    height: float
    title: str
    author: str
    date: str
    """YYYY-MM-DD, or with THH:MM:SS behind it in UTC; "" when there is none."""
    keywords: tuple[str, ...] = ()
    """What else the file says of itself."""
