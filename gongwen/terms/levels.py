"""The levels of the lines of a body, told and changed line by line (7.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from gongwen.terms.heading import HEADING_MARK, TEXT_MARK, Item, find_items, without_mark
from gongwen.terms.label import find_division, find_label, format_label

Level = Literal["正文", "一、", "（一）", "1.", "（1）", "不编号"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Text, the labels of the four levels, and text that begins with what looks like one of them."""
_LABELS = LEVELS[1:-1]
_UNNUMBERED = LEVELS[-1]
_HEADINGS = LEVELS[1:3]
"""The labels of the levels that are headings wherever they stand alone."""


def levels_of(body: Sequence[str], longest: float) -> list[Level | Literal["表格", "章条"]]:
    """Return what each line of ``body`` is: text, a labelled line of a level, a row of a table, a division.

    ``longest`` is how wide (字) a heading may be.
    """
    items = find_items(body, longest)
    return [_level(line, items.get(index)) for index, line in enumerate(body)]


def _level(line: str, item: Item | None) -> Level | Literal["表格", "章条"]:
    if line.startswith("|"):
        return "表格"
    division = find_division(line)
    if division is not None and division.is_apart:
        return "章条"
    if item is None:
        return "正文"
    if item.mark == TEXT_MARK:
        return "不编号"
    return LEVELS[item.label.level]


def set_level(body: Sequence[str], index: int, level: Level, longest: float) -> list[str]:
    """Return ``body`` with the line at ``index`` of ``level``; the labels of the lines of that level and its old one
    are counted on, those of other levels stay.

    What looks like a label stays in a text that is 不编号; a line that would be none of a heading is marked as one.
    """
    lines = list(body)
    old = levels_of(lines, longest)[index]
    text = without_mark(lines[index]) if (old, level) == (_UNNUMBERED, LEVELS[0]) else _bare(lines[index])
    if level == _UNNUMBERED:
        lines[index] = f"{TEXT_MARK} {without_mark(lines[index])}"
    elif level in _LABELS:
        lines[index] = format_label(LEVELS.index(level), 1) + text
        if level in _HEADINGS and not _heads(lines, index, longest):
            lines[index] = f"{HEADING_MARK} {lines[index]}"
    else:
        lines[index] = f"{TEXT_MARK} {text}" if find_label(text) else text
    for each in {old, level}.intersection(_LABELS):
        _count_on(lines, LEVELS.index(each), index, longest)
    return lines


def _bare(line: str) -> str:
    """Return ``line`` without its label and its marks."""
    bare = without_mark(line).lstrip("#").lstrip()
    label = find_label(bare)
    return bare[len(label.text) :] if label else bare


def _heads(lines: Sequence[str], index: int, longest: float) -> bool:
    item = find_items(lines, longest).get(index)
    return item is not None and item.is_heading


def _count_on(lines: list[str], level: int, index: int, longest: float) -> None:
    """Count the labels of ``level`` anew below the parent of the line at ``index``."""
    items = {at: item for at, item in find_items(lines, longest).items() if item.mark != TEXT_MARK}
    above = [at for at, item in items.items() if at < index and item.label.level < level]
    below = [at for at, item in items.items() if at > index and item.label.level < level]
    first, last = max(above, default=-1), min(below, default=len(lines))
    own = [at for at, item in items.items() if first < at < last and item.label.level == level]
    for number, at in enumerate(own, 1):
        item = items[at]
        if lines[at].startswith("#") and not item.mark:
            continue  # it is counted when it is laid out
        mark = f"{item.mark} " if item.mark else ""
        lines[at] = mark + format_label(level, number) + item.text
