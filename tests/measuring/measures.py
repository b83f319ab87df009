"""What the standard gives, in millimetres on the page, and how tests compare with it."""

from __future__ import annotations

import pytest

LEFT, TOP, RIGHT, FOOT = 28.0, 37.0, 184.0, 262.0
"""The edges of the type area (5.2.1)."""
LINE = 28.95 * 25.4 / 72
"""One line of the body."""
CHARACTER = 15.75 * 25.4 / 72
"""One 字 of the body."""
NARROWER = 4 * (0.25 - 0.2) * 16 * 25.4 / 72
"""By how much LibreOffice sets a date narrower than Word, whose room between digits and Chinese is wider."""

near = pytest.approx


def squeeze(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())
