"""Footnotes: the paragraphs at the foot of a page, and the room that they take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gongwen.flow import Par, footnotes_of

GAP = 12.0
"""The room for the line between the text of a page and its footnotes, points."""
LINE_WIDTH, LINE_WEIGHT = 144.0, 0.5
"""That line, points."""


class Called(NamedTuple):
    """The footnotes that the lines of a strip call."""

    pars: tuple[tuple[Par, ...], ...]
    """Of each line."""
    heights: tuple[float, ...]
    """What those of each line take up, points."""

    def of(self, start: int, end: int) -> Iterator[Par]:
        """Yield those of some of the lines."""
        for pars in self.pars[start:end]:
            yield from pars


def called_in(par: Par, lines: tuple[str, ...]) -> Iterator[tuple[Par, ...]]:
    """Yield for each of the ``lines`` of ``par`` the footnotes that it calls."""
    text, at, ends = par.text, 0, []
    for line in lines:
        at = text.index(line, at) + len(line)
        ends.append(at)
    places, end = [], len(par.label)
    for run in par.runs:
        end += len(run.text)
        places.append((end, run))
    start = 0
    for end in ends:
        yield tuple(footnotes_of(run for index, run in places if start < index <= end))
        start = end
