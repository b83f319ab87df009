"""Type faces as the standard names them, and the font families that can draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Repertoire = Literal["GB2312", "GBK", "GB18030"]


@dataclass(frozen=True, slots=True)
class Face:
    """One class of type (仿宋, 黑体 …) and its fonts, best first."""

    name: str
    """The official font, written into every docx."""
    latin: str
    """The font of letters and digits in a docx; the same as ``name`` unless the office wants another."""
    repertoire: Repertoire
    """The character set that the official font covers."""
    supplement: str
    """The font that a docx names for characters outside ``repertoire``."""
    accepted: tuple[str, ...] = ()
    """Families that count as the same face."""
    stand_ins: tuple[str, ...] = ()
    """Families that render in its place with a word to the user; ``Family:Bold`` asks for a weight."""


INK_TOP = 0.85
"""Height of the ink of a Chinese character above the baseline, in em."""
INK_BOTTOM = 0.1
"""Depth of its ink below the baseline, in em."""
BRACKET_BOTTOM = 0.18
"""Depth of the ink of 〔 and 〕, in em."""
DASH_HEIGHT = 0.33
"""Height of a dash above the baseline, in em; fonts have it between 0.25 and 0.38."""
BASELINE = 0.8
"""Where the baseline stands in a line of exact pitch, as a part of the pitch from its top."""
