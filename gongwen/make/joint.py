"""Where the names, the seals and the date of a joint document stand (7.3.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.make.setting import Setting, text_width
from gongwen.profile import Closing, Profile

_SIGNATURE = "联合署名"
_ROUNDING = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """Names side by side; lengths in points."""

    names: tuple[str, ...]
    stops: tuple[float, ...]
    """The middle of each name, from the left of the type area."""
    top: float
    """From the end of the text to the top of the line."""
    middle: float
    """From the end of the text to the middle of the seals."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows and the date below them."""

    rows: tuple[Row, ...]
    date_top: float
    date_right: float

    def centres(self, top: float) -> Iterator[tuple[float, float]]:
        """Yield the middle of each seal, in order, from the left of the type area and from ``top``."""
        for row in self.rows:
            for stop in row.stops:
                yield stop, row.middle - top


def plan_joint(names: Sequence[str], date: str, setting: Setting) -> Plan:
    """Return the places of ``names`` and ``date`` ("" for none), as many a row as their widths and seals allow.

    The last name stands over the date; where rows are centred, the date stands below the seals. Names
    stand below each other in columns, unless their own widths let more of them stand side by side.
    """
    profile = setting.profile
    closing, look, room = profile.closing, profile.looks[_SIGNATURE], profile.sheet.type_width
    line = _Line(tuple(text_width(name, look) for name in names), closing, look.character, room)
    right, long = closing.joint_date_right * look.character, text_width(date, look)
    last = min(room - right - long / 2, room - line.reach(len(names) - 1))
    aligned, own = line.align(last), line.pack(last)
    placed = own if len(own) < len(aligned) else aligned
    tops, middles = _heights(len(placed), bool(date), profile)
    rows: list[Row] = []
    for stops, top, middle in zip(placed, tops, middles, strict=True):
        start = sum(len(row.names) for row in rows)
        rows.append(Row(tuple(names[start : start + len(stops)]), stops, top, middle))
    below = closing.seals.diameter / 2 - look.pitch / 2 if closing.are_centred else 0.0
    date_right = right if closing.are_centred else room - rows[-1].stops[-1] - long / 2
    return Plan(tuple(rows), tops[-1] + look.pitch + below, date_right)


@dataclass(frozen=True, slots=True)
class _Line:
    """The names in order and the line on which they are to stand; lengths in points."""

    widths: tuple[float, ...]
    closing: Closing
    between: float
    """White between two names, at least."""
    room: float

    def reach(self, index: int) -> float:
        """Return what a name or its seal takes up on either side of its middle."""
        return max(self.closing.seals.diameter, self.widths[index]) / 2

    def align(self, last: float) -> list[tuple[float, ...]]:
        """Return the middles of the names of every row, in columns as wide as the widest name."""
        seals, count = self.closing.seals, len(self.widths)
        widest = max(range(count), key=self.reach)
        step = max(seals.diameter + seals.gap, self.widths[widest] + self.between)
        end = min(last, self.room - self.reach(widest))
        fitting = int(
            self.room // step if self.closing.are_centred else (end - self.reach(widest)) // step + 1
        )
        a_row = max(min(fitting, seals.a_row), 1)
        sizes = [min(a_row, count - start) for start in range(0, count, a_row)]
        ends = [self.room / 2 + (size - 1) / 2 * step if self.closing.are_centred else end for size in sizes]
        return [
            tuple(end - (size - 1 - index) * step for index in range(size))
            for size, end in zip(sizes, ends, strict=True)
        ]

    def pack(self, last: float) -> list[tuple[float, ...]]:
        """Return the same with as many names in every row as fit by their own widths."""
        rows: list[tuple[float, ...]] = []
        start, count = 0, len(self.widths)
        while start < count:
            end = min(start + self.closing.seals.a_row, count)
            while end > start + 1 and not self._fits(start, end, last):
                end -= 1
            rows.append(self._stops(start, end, last))
            start = end
        return rows

    def _fits(self, start: int, end: int, last: float) -> bool:
        stops = self._stops(start, end, last)
        return stops[0] >= self.reach(start) and stops[-1] <= self.room - self.reach(end - 1) + _ROUNDING

    def _stops(self, start: int, end: int, last: float) -> tuple[float, ...]:
        """Return the middles of some names on one line: the last one over the date, other rows in the middle."""
        seals, steps = self.closing.seals, [0.0]
        for index in range(start, end - 1):
            beside = (self.widths[index] + self.widths[index + 1]) / 2 + self.between
            steps.append(steps[-1] + max(beside, seals.diameter + seals.gap))
        if end == len(self.widths) and not self.closing.are_centred:
            return tuple(last - steps[-1] + step for step in steps)
        whole = self.reach(start) + steps[-1] + self.reach(end - 1)
        first = (self.room - whole) / 2 + self.reach(start)
        return tuple(first + step for step in steps)


def _heights(count: int, is_dated: bool, profile: Profile) -> tuple[list[float], list[float]]:
    """Return the top of every row, and the middle of its seals, from the end of the text."""
    closing = profile.closing
    alone, paired = seal_middle(1, profile), seal_middle(2, profile)
    offsets = [alone] * count
    if is_dated and not closing.are_centred:
        offsets[-1] = paired
    first = closing.sealed_gap + (alone if closing.are_centred else paired)
    middles = [first + index * (closing.seals.diameter + closing.seals.gap) for index in range(count)]
    return [middle - offset for middle, offset in zip(middles, offsets, strict=True)], middles


def seal_middle(lines: int, profile: Profile) -> float:
    """Return how far the middle of a seal over ``lines`` lines, 1 or 2, stands below the top of the first."""
    lift = profile.closing.seals.lift if lines > 1 else 0.0
    return lines * profile.looks[_SIGNATURE].pitch / 2 - lift
