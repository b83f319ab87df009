"""The colours that a part of a docx names."""

from __future__ import annotations

import re

from gongwen.look import is_red
from gongwen.pattern import pattern

TYPE = pattern(rb'<w:color\b[^>]*w:val="([0-9A-Fa-f]{6})"')
"""The colour of type."""
BORDERS = pattern(rb'<w:(?:top|bottom|insideH)\b[^>]*w:color="([0-9A-Fa-f]{6})"')
"""The colour of a border above or below."""


def has_red(part: bytes, of: re.Pattern[bytes]) -> bool:
    """Whether one of the colours that ``of`` finds in ``part`` is red."""
    return any(is_red(colour.decode()) for colour in set(of.findall(part)))
