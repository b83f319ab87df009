"""The lines that are drawn on a page of a PDF, in points, on the page turned upright as its characters are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

_THICKEST = 4.0
"""A filled area no thicker is a line, points."""
_SHORTEST = 4.0
_LEVEL = 1.0
"""By how much the ends of a level line may differ in height, points."""
MOST = 20_000
"""Lines of a page, beyond which it is a drawing and has no tables."""
_Point = tuple[float, float]


class Rule(NamedTuple):
    """A level or an upright line: ``at`` is its height, or how far from the left it stands."""

    is_level: bool
    at: float
    start: float
    stop: float


def page_rules(page: pdfium.PdfPage, turn: int) -> list[Rule]:
    """Return the lines of ``page``, whose characters are turned by ``turn`` quarters; [] for a drawing of very many."""
    rules: list[Rule] = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        rules += _rules(drawn, turn)
        if len(rules) > MOST:
            return []
    return rules


def _rules(drawn: pdfium.PdfObject, turn: int) -> Iterator[Rule]:
    fill, strokes = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn.raw, fill, strokes)
    matrix = drawn.get_matrix()
    for subpath in _subpaths(drawn.raw):
        points = [_upright(matrix.on_point(*point), turn) for point in subpath]
        if strokes.value or fill.value:
            yield from rules_of(points, is_stroked=bool(strokes.value))


def _subpaths(path: raw.FPDF_PAGEOBJECT) -> Iterator[list[_Point]]:
    """Yield the corners of every part of a path; where it closes the first again."""
    points: list[_Point] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), MOST)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _upright(point: _Point, turn: int) -> _Point:
    x, y = point
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def rules_of(points: Sequence[_Point], *, is_stroked: bool) -> Iterator[Rule]:
    """Yield the lines of one part of a path: its sides when it ``is_stroked``, else itself when it is thin."""
    if is_stroked:
        yield from _stroked(points)
    elif len(points) > 1:
        yield from _filled(points)


def _stroked(points: Iterable[_Point]) -> Iterator[Rule]:
    for (x, y), (x2, y2) in pairwise(points):
        if abs(y - y2) <= _LEVEL and abs(x - x2) >= _SHORTEST:
            yield Rule(True, (y + y2) / 2, min(x, x2), max(x, x2))
        elif abs(x - x2) <= _LEVEL and abs(y - y2) >= _SHORTEST:
            yield Rule(False, (x + x2) / 2, min(y, y2), max(y, y2))


def _filled(points: Sequence[_Point]) -> Iterator[Rule]:
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    wide, high = right - left, top - bottom
    if high <= _THICKEST and wide >= _SHORTEST and wide > high:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif wide <= _THICKEST and high >= _SHORTEST and high > wide:
        yield Rule(False, (left + right) / 2, bottom, top)
