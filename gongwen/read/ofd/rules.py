"""The lines that are drawn on a page of an OFD, as those of a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongwen.read.ofd.glyphs import upright
from gongwen.read.ofd.package import Sheet, found, numbers_of
from gongwen.read.pdf.rules import MOST, Rule, rules_of
from gongwen.units import POINTS_PER_MM

_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers each sign of a path takes; the last two are where it leads."""
_UPRIGHT = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
_Point = tuple[float, float]


def sheet_rules(sheet: Sheet, turn: int) -> list[Rule]:
    """Return the lines of ``sheet``, whose characters are turned by ``turn`` quarters; [] for a drawing of very many."""
    rules: list[Rule] = []
    for path in (each for root in sheet.roots for each in found(root, "PathObject")):
        rules += _rules(path, sheet, turn)
        if len(rules) > MOST:
            return []
    return rules


def _rules(path: etree._Element, sheet: Sheet, turn: int) -> Iterator[Rule]:
    box = numbers_of(path.get("Boundary"))
    is_stroked, is_filled = path.get("Stroke") != "false", path.get("Fill") == "true"
    if path.get("Visible") == "false" or len(box) != 4 or not (is_stroked or is_filled):
        return
    matrix = numbers_of(path.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else _UPRIGHT
    for part in _parts(next((each.text or "" for each in found(path, "AbbreviatedData")), "")):
        places = [(box[0] + a * x + c * y + e, box[1] + b * x + d * y + f) for x, y in part]
        points = [upright(x, y, sheet, turn) for x, y in places]
        yield from rules_of(
            [(across * POINTS_PER_MM, up * POINTS_PER_MM) for across, up in points], is_stroked=is_stroked
        )


def _parts(data: str) -> Iterator[list[_Point]]:
    """Yield the corners of every part of a path; a path that cannot be read ends where it cannot."""
    signs = iter(data.split())
    points: list[_Point] = []
    for sign in signs:
        numbers = numbers_of(" ".join(next(signs, "") for _ in range(_TAKES.get(sign, 0))))
        if sign not in _TAKES or len(numbers) != _TAKES[sign]:
            break
        if sign in "SM" and points:
            yield points
            points = []
        if sign == "C" and points:
            points.append(points[0])
        elif numbers:
            points.append((numbers[-2], numbers[-1]))
    if points:
        yield points
