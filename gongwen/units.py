"""Lengths and type sizes as the standard writes them: 37mm, 28.95pt, 2字, 1行, 三号."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongwen.pattern import pattern

POINTS_PER_MM = 72 / 25.4

SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0,
    "三号": 16.0, "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0,
    "六号": 7.5, "小六": 6.5, "七号": 5.5, "八号": 5.0,
}  # fmt: skip
"""Names of type sizes, in points."""

_WRITTEN = pattern(r"(-?\d+(?:\.\d+)?)\s*(mm|pt|字|行)?")

Unit = Literal["mm", "pt", "字", "行"]


@dataclass(frozen=True, slots=True)
class Length:
    """A length as it is written; 字 and 行 get their size from where they stand."""

    number: float
    unit: Unit

    def points(self, character: float, line: float) -> float:
        """Return the length in points, ``character`` being one 字 and ``line`` one 行 there."""
        scale = {"mm": POINTS_PER_MM, "pt": 1.0, "字": character, "行": line}
        return self.number * scale[self.unit]


def parse_length(text: str) -> Length:
    """Return the length that ``text`` names; a bare 0 needs no unit.

    Raises ValueError when it is none.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or (match[2] is None and float(match[1]) != 0):
        raise ValueError(f"not a length: {text}")
    return Length(float(match[1]), match[2] or "pt")  # type: ignore[arg-type]


def parse_size(text: str) -> float:
    """Return the type size that ``text`` names (三号 or 16pt), in points.

    Raises ValueError when it is none.
    """
    name = text.strip()
    if name in SIZES:
        return SIZES[name]
    return parse_length(name).points(0, 0)


def mm(points: float) -> float:
    """Return ``points`` in millimetres."""
    return points / POINTS_PER_MM
