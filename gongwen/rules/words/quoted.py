"""What is quoted in a line is the wording of others, and is left alone."""

from __future__ import annotations

import re
from functools import lru_cache

from gongwen.pattern import pattern

_QUOTED = pattern(
    r"(?<=《)[^《》]*(?:《[^《》]*》[^《》]*)*(?=》)"
    r"|(?<=“)[^“”]*(?=”)"
    r"|(?<=‘)[^‘’]*(?=’)"
    r"|(?<=「)[^「」]*(?=」)"
    r'|"[^"]*"'
)
_SPOKEN = pattern(r"(?<=“)[^“”]*(?=”)|(?<=‘)[^‘’]*(?=’)")
_OPENING = pattern('[《“‘「"]')
"""What a line has in which anything is quoted."""
_HIDDEN = "\ufffc"


@lru_cache(maxsize=16)
def hide_quoted(text: str) -> str:
    """Return ``text``, as long as it was, with what stands in 《》 and in quotation marks made unreadable."""
    return _hide(_QUOTED, text)


def hide_spoken(text: str) -> str:
    """Return ``text``, as long as it was, with what stands in quotation marks made unreadable; titles stay."""
    return _hide(_SPOKEN, text)


def _hide(quoted: re.Pattern[str], text: str) -> str:
    return quoted.sub(lambda match: _HIDDEN * len(match[0]), text) if _OPENING.search(text) else text
