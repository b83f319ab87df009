"""Bodies of regulations: 第一章, 第一节, 第一条, and the items below an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongwen.address import Place
from gongwen.flow import Par, Run
from gongwen.pattern import pattern
from gongwen.terms.label import ARTICLE, UNITS, Division, find_division, format_division
from gongwen.zh.spaces import SPACE, spread

ROLES = {"编": "编标题", "章": "章标题", "节": "节标题", "条": "条文"}
LABEL = "条标"
"""The character role of the label of an article."""

_COUNTED = pattern(rf"#([{''.join(UNITS)}])\s+(?=\S)")


def divisions_of(body: Sequence[str]) -> dict[int, Division]:
    """Return the divisions of a regulation by the index of their lines; {} when ``body`` is none.

    A body is one of articles when it has a chapter or counts from one article to the next. In it a
    label counts when white space follows it, or when its number is the one whose turn it is.
    Lines of the form ``#条 …`` are counted here; articles count on through the chapters.
    """
    if not any(line.startswith(("第", "#")) for line in body):
        return {}
    found = list(_candidates(body))
    numbers = [division.number for _, division in found if division.unit == ARTICLE]
    is_regulation = any(one + 1 == other for one, other in pairwise(numbers)) or any(
        division.unit != ARTICLE and division.is_apart for _, division in found
    )
    return dict(_counting(found)) if is_regulation else {}


def _candidates(body: Sequence[str]) -> Iterator[tuple[int, Division]]:
    """Yield every line that may be a division; one to be counted gets its number."""
    counter = Counter()
    for index, line in enumerate(body):
        if counted := _COUNTED.match(line):
            division = Division(counted[1], counter.turn(counted[1]), counted[0], is_apart=True)
        elif (written := find_division(line)) is not None:
            division = written
        else:
            continue
        counter.note(division)
        yield index, division


@dataclass(slots=True)
class Counter:
    """The number last used of each unit."""

    _last: dict[str, int] = field(default_factory=lambda: dict.fromkeys(UNITS, 0))

    def turn(self, unit: str) -> int:
        """Return the number whose turn it is."""
        return self._last[unit] + 1

    def note(self, division: Division) -> None:
        """Remember ``division``; smaller units count from 1 again, but for articles."""
        self._last[division.unit] = division.number
        for unit in UNITS[UNITS.index(division.unit) + 1 : -1]:
            self._last[unit] = 0


def _counting(found: Sequence[tuple[int, Division]]) -> Iterator[tuple[int, Division]]:
    counter = Counter()
    for index, division in found:
        if division.is_apart or division.number == counter.turn(division.unit):
            counter.note(division)
            yield index, division


def lay_division(line: str, division: Division, at: Place | None) -> Par:
    """Return the paragraph of ``line``, its label written as it should be printed."""
    label = (
        format_division(division.unit, division.number) if _COUNTED.match(line) else division.text.rstrip()
    )
    text, role = line[len(division.text) :].strip(), ROLES[division.unit]
    if division.unit == ARTICLE:
        return Par(role, (Run(label, LABEL), Run(f"{SPACE}{text}")), at=at)
    return Par(role, (Run(f"{label}{SPACE}{spread(text)}" if text else label),), at=at)
