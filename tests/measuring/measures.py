"""What the standard gives, in millimetres on the page, and how tests compare with it."""

from __future__ import annotations

import pytest

LEFT, TOP, RIGHT, FOOT = 28.0, 37.0, 184.0, 262.0
"""The edges of the type area (5.2.1)."""
LINE = 28.95 * 25.4 / 72
"""One line of the body."""
CHARACTER = 15.75 * 25.4 / 72
"""One 字 of the body."""

near = pytest.approx


def squeeze(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())
