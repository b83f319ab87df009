"""Where the names, the seals and the date of a joint document stand (7.3.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.make.setting import Setting, text_width
from gongwen.profile import Profile

_SIGNATURE = "联合署名"


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
    """Return the places of ``names`` and ``date`` ("" for none), as many a row as their seals allow.

    The last name stands over the date; where rows are centred, the date stands below the seals.
    """
    profile = setting.profile
    closing, look, room = profile.closing, profile.looks[_SIGNATURE], profile.sheet.type_width
    seals, long = closing.seals, text_width(date, look)
    widest = max(text_width(name, look) for name in names)
    step, reach = max(seals.diameter + seals.gap, widest + look.character), max(seals.diameter, widest) / 2
    right = closing.joint_date_right * look.character
    last = min(room - right - long / 2, room - reach)
    fitting = int(room // step) if closing.are_centred else int((last - reach) // step) + 1
    count = max(min(fitting, seals.a_row), 1)
    cut = [tuple(names[start : start + count]) for start in range(0, len(names), count)]
    tops, middles = _heights(len(cut), bool(date), profile)
    rows = []
    for place, row in enumerate(cut):
        end = room / 2 + (len(row) - 1) / 2 * step if closing.are_centred else last
        stops = tuple(end - (len(row) - 1 - index) * step for index in range(len(row)))
        rows.append(Row(row, stops, tops[place], middles[place]))
    below = seals.diameter / 2 - look.pitch / 2 if closing.are_centred else 0.0
    date_right = right if closing.are_centred else room - last - long / 2
    return Plan(tuple(rows), tops[-1] + look.pitch + below, date_right)


def _heights(count: int, is_dated: bool, profile: Profile) -> tuple[list[float], list[float]]:
    """Return the top of every row, and the middle of its seals, from the end of the text."""
    closing = profile.closing
    alone, paired = seal_middle(1, profile), seal_middle(2, profile)
    offsets = [alone] * count
    if is_dated and not closing.are_centred:
        offsets[-1] = paired
    first = closing.sealed_gap + (alone if closing.are_centred else paired)
    middles = [first + place * (closing.seals.diameter + closing.seals.gap) for place in range(count)]
    return [middle - offset for middle, offset in zip(middles, offsets, strict=True)], middles


def seal_middle(lines: int, profile: Profile) -> float:
    """Return how far the middle of a seal over ``lines`` lines, 1 or 2, stands below the top of the first."""
    lift = profile.closing.seals.lift if lines > 1 else 0.0
    return lines * profile.looks[_SIGNATURE].pitch / 2 - lift
