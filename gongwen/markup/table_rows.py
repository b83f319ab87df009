"""Rows of tables as they are written in a text: cells between |."""

from __future__ import annotations

from gongwen.pattern import pattern

_LINE = r"\s*(?::?-{2,}:?|:-:?|-:)\s*"
_SEPARATOR = pattern(rf"\|?(?:{_LINE}\|)+(?:{_LINE})?")


def is_separator(line: str) -> bool:
    """Whether a row only separates the head of a table from what is below it; cells with one dash each say nothing."""
    return "-" in line and _SEPARATOR.fullmatch(line.strip()) is not None
