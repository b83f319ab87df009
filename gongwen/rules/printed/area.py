"""The type area of printed pages (5.1, 5.2): paper, margins, pitch and characters a row, told by the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from gongwen.profile import BODY, Profile
from gongwen.rules.page.fault import Fault, basis_of, value_basis
from gongwen.rules.page.paper import grid, margins, size
from gongwen.rules.page.spacing import pitch
from gongwen.rules.printed.rows import RUNNING, Printed
from gongwen.units import POINTS_PER_MM, mm
from gongwen.zh.width import is_full

if TYPE_CHECKING:
    from gongwen.ink import InkPage

_PAPER, _EDGE, _WIDTH, _TOP = 2.0, 1.6, 3.0, 1.5
"""mm by which paper, the left edge, the width of rows and the first row of a page may be off."""
_FULL = 0.9
"""A row at least so wide, by the type area, is full."""
_GAP = 2.5
"""Widths of a character from one to the next beyond which a row is of several cells."""
_LEAST = 5
"""Full rows from which they tell something."""
_FEWEST, _MOST = 27, 29
"""Characters of a full row (5.2.3 says 一般每行排28个字)."""


def area_faults(printed: Sequence[Printed], pages: Sequence[InkPage], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the paper and the type area."""
    wrong = [fault for page in pages for fault in _paper(page, printed, profile)]
    yield from wrong[:1]
    rows = [each for each in printed if each.role in (*RUNNING, "")]
    full = [each for each in rows if _is_full(each, mm(profile.sheet.type_width))]
    if wrong or len(full) < _LEAST:
        return
    yield from _edges(full, printed, profile)
    yield from _characters(full, rows, profile)
    yield from _pitch(rows, profile)


def _is_full(each: Printed, width: float) -> bool:
    """Whether a row goes over the type area without a gap, as those of a table have between their cells."""
    letters = each.row.letters
    gaps = (after.left - before.left for before, after in pairwise(letters))
    widest = max((letter.size for letter in letters), default=0.0) / POINTS_PER_MM * _GAP
    return each.row.end - each.row.start >= _FULL * width and max(gaps, default=0.0) <= widest


def _paper(page: InkPage, printed: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    wanted = sorted((mm(profile.sheet.width), mm(profile.sheet.height)))
    if any(abs(a - b) > _PAPER for a, b in zip(sorted((page.width, page.height)), wanted, strict=True)):
        number = next((each.number for each in printed if each.page is page), 0)
        found = f"纸张 {page.width:.0f}×{page.height:.0f} 毫米"
        basis = value_basis(profile, "页面.纸宽")
        yield Fault(size, "", number, found, f"用 {wanted[0]:.0f}×{wanted[1]:.0f} 毫米（A4）", basis)


def _edges(full: Sequence[Printed], printed: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    sheet = profile.sheet
    left = median(each.row.start for each in full if each.role == "") if _goes_on(full) else mm(sheet.left)
    right = median(each.row.end for each in full)
    tops = [each.row.top for before, each in pairwise(printed) if _opens(each, before)]
    top = min(tops, default=mm(sheet.top))
    inset = mm(profile.body.pitch - profile.body.size) / 2
    wrong = []
    if abs(left - mm(sheet.left)) > _EDGE:
        wrong.append(("订口", f"{left:.0f} 毫米", f"{mm(sheet.left):.0f} 毫米"))
    if abs(right - left - mm(sheet.type_width)) > _WIDTH:
        wrong.append(("版心宽", f"{right - left:.0f} 毫米", f"{mm(sheet.type_width):.0f} 毫米"))
    if not -_TOP <= top - mm(sheet.top) <= inset + _TOP:
        wrong.append(("天头", f"{top:.0f} 毫米", f"{mm(sheet.top):.0f} 毫米"))
    if wrong:
        found = "、".join(f"{name}约 {value}" for name, value, _ in wrong)
        aim = "为" + "、".join(f"{name} {value}" for name, _, value in wrong)
        basis = value_basis(profile, f"页面.{wrong[0][0]}")
        yield Fault(margins, "", full[0].number, found, aim, basis)


def _goes_on(full: Sequence[Printed]) -> bool:
    """Whether some rows go on with a paragraph: the first one of it is indented."""
    return sum(each.role == "" for each in full) >= _LEAST


def _opens(each: Printed, before: Printed) -> bool:
    """Whether a row is the first of a page that goes on with the text; digits alone are lower than Chinese."""
    goes_on = each.page is not before.page and each.page.number > 1 and each.role in (*RUNNING, "")
    return goes_on and any(_is_ideograph(letter.text) for letter in each.row.letters)


def _characters(full: Sequence[Printed], rows: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """Yield rows that hold too few or too many characters; those that end a paragraph are not spread."""
    spread = {each.number for each in full}
    ending = [each for each in rows if each.number not in spread]
    steps = [median(found) for found in (_steps(full), _steps(ending)) if len(found) >= _LEAST]
    counts = [mm(profile.sheet.type_width) / step for step in steps]
    wanted = profile.sheet.type_width / profile.body.character
    least, most = min(_FEWEST, round(wanted) - 1) - 0.3, max(_MOST, round(wanted) + 1) + 0.3
    if counts and not any(least <= count <= most for count in counts):
        basis = basis_of(profile, BODY, "字距")
        yield Fault(grid, "", full[0].number, f"每行约 {counts[0]:.0f} 字", f"每行 {wanted:.0f} 字", basis)


def _steps(rows: Sequence[Printed]) -> list[float]:
    """Return how far each Chinese character of ``rows`` stands from the one before it, mm."""
    return [
        following.left - letter.left
        for each in rows
        for letter, following in pairwise(each.row.letters)
        if _is_ideograph(letter.text) and _is_ideograph(following.text)
    ]


def _is_ideograph(text: str) -> bool:
    return is_full(text) and text.isalpha()


def _pitch(rows: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """Yield the pitch where it is none that brings the closing or the 版记 onto the page of the text (7.3.5.5)."""
    steps = [
        (lower.row.base - upper.row.base) * POINTS_PER_MM
        for upper, lower in pairwise(rows)
        if upper.page is lower.page and lower.number - upper.number == 1 and lower.role == ""
    ]
    steps = [step for step in steps if step > profile.body.size]  # closer rows stand in cells side by side
    if len(steps) < _LEAST:
        return
    found, wanted = median(steps), profile.body.pitch
    if not profile.closing.tightest <= round(found, 2) <= profile.closing.loosest:
        basis = basis_of(profile, BODY, "行距")
        yield Fault(
            pitch, BODY, rows[0].number, f"行距约 {found:.1f} 磅", f"用固定值 {wanted:g} 磅左右", basis
        )
