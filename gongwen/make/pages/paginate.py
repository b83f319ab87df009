"""Strips → pages: which line stands on which page, and how high."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

from gongwen.flow import Table
from gongwen.make.footnotes import GAP, Called
from gongwen.make.pages.strips import Strip
from gongwen.profile import Area, Sheet, fills_grid

_TOLERANCE = 0.02
"""Points by which a line may overrun the type area: less than the twentieth to which word processors round."""


class Spot(NamedTuple):
    """Lines of a strip that stand together on one page."""

    strip: Strip
    page: int
    """From 1."""
    top: float
    """Top of the first of these lines, points below the top of the type area."""
    start: int
    """Index of the first line."""
    end: int
    """Index behind the last line."""
    is_repeat: bool = False
    """Whether it repeats the head of a table on a further page."""


class Filler:
    """Fills the type areas of pages, in lines of ``pitch``, from the top; what was placed is in ``spots``."""

    def __init__(self, sheet: Sheet, pitch: float, page: int = 1) -> None:
        self.sheet, self.pitch = sheet, pitch
        self.spots: list[Spot] = []
        self.turned: set[int] = set()
        """The pages that lie on their side (8)."""
        self._is_turned = False
        self._begin(page)

    def _begin(self, page: int) -> None:
        """Begin a section on ``page``, whose first type area says whether its docx has a grid of lines."""
        area = self.sheet.area(page, is_turned=self._is_turned)
        self._has_grid = fills_grid(area.height, self.pitch)
        self.open_page(page)

    def open_page(self, page: int) -> None:
        """Begin ``page``, or begin it again on its side."""
        self.page, self.used = page, 0.0
        self.area: Area = self.sheet.area(page, is_turned=self._is_turned)
        self.room = self.area.height - (self.area.height % self.pitch if self._has_grid else 0.0)
        """What of it text may take up."""
        self.keep(0.0)
        if self._is_turned:
            self.turned.add(page)

    def go_on(self) -> Filler:
        """Return a filler that goes on where this one is, without what was placed before."""
        further = copy(self)
        further.spots, further.turned = [], set(self.turned)
        return further

    def keep(self, kept: float) -> None:
        """Keep so much free at the foot of the page for the footnotes and the line above them."""
        self.kept, self.height = kept, self.room - kept

    def turn(self, *, is_turned: bool) -> None:
        """Go on on a page that lies on its side, or on an upright one again."""
        if is_turned != self._is_turned:
            self._is_turned = is_turned
            self._begin(self.page + (self.used > 0))

    def fill(self, strips: Sequence[Strip]) -> None:
        """Place ``strips`` one after the other."""
        for index, strip in enumerate(strips):
            if strip.is_plain and self._fits(strip.look.before + (height := strip.height)):
                if self.used > 0 or self.page == 1:
                    self.used += strip.look.before
                self.spots.append(Spot(strip, self.page, self.used, 0, len(strip.lines)))
                self.used += height
                continue
            needed = _needed(strips, index, self.used == 0)
            if needed > self.height:  # what no page can hold together begins where it is
                needed = strip.heights
            if strip.look.starts_page or not self._fits(needed):
                self.start_page()
            self._place(strip)

    def start_page(self) -> None:
        """Go on at the top of the next page, unless nothing stands on this one."""
        if self.used > 0:
            self.open_page(self.page + 1)

    def _fits(self, height: float) -> bool:
        return self.used + height <= self.height + _TOLERANCE

    def _place(self, strip: Strip) -> None:
        if isinstance(strip.block, Table) and self.used == 0 and strip.row >= strip.block.head:
            self._repeat_head(strip)
        if self.used > 0 or strip.look.starts_page or self.page == 1:
            self.used += strip.look.before
        if strip.pieces > 1 and not self._fits(strip.heights):
            strip = strip._replace(lines=("",) * strip.pieces, heights=strip.heights / strip.pieces)
        start = 0
        while start < len(strip.lines):
            end = start + self._count(strip, start)
            end = min(end, strip.opens) if start < strip.opens else end
            self.spots.append(Spot(strip, self.page, self.used, start, end))
            self.used += (end - start) * strip.heights
            start = end
            if start < len(strip.lines):
                self.start_page()

    def _count(self, strip: Strip, start: int) -> int:
        """Return how many lines of ``strip`` from ``start`` on fit on this page, at least one on an empty one."""
        if strip.called is not None:
            return self._count_calling(strip, strip.called, start)
        room = self.height + _TOLERANCE - self.used
        left = len(strip.lines) - start
        count = min(int(room / strip.heights), left) if strip.heights else left
        return max(count, 0 if self.used > 0 else 1)

    def _count_calling(self, strip: Strip, called: Called, start: int) -> int:
        """Return the same of lines that call footnotes, which take up room at the foot of the page."""
        count = 0
        for height in called.heights[start:]:
            kept = self.kept + height + (GAP if height and not self.kept else 0.0)
            bottom = self.used + (count + 1) * strip.heights + kept
            if bottom > self.area.height + _TOLERANCE and (count or self.used > 0):
                break
            self.keep(kept)
            count += 1
        return count

    def _repeat_head(self, strip: Strip) -> None:
        for spot in [
            s for s in self.spots if s.strip.block is strip.block and 0 <= s.strip.row < _head(strip)
        ]:
            if not spot.is_repeat:
                self.spots.append(Spot(spot.strip, self.page, self.used, 0, 1, is_repeat=True))
                self.used += spot.strip.heights


def _head(strip: Strip) -> int:
    return strip.block.head if isinstance(strip.block, Table) else 0


def _needed(strips: Sequence[Strip], index: int, at_top: bool) -> float:
    """Return the height that must be free for the strip at ``index`` to begin on this page.

    A strip that keeps with the next needs all its lines and what the next needs in its turn.
    """
    strip = strips[index]
    before = 0.0 if at_top else strip.look.before
    is_whole = strip.look.keeps_lines or strip.look.keeps_next
    own = strip.height if is_whole else strip.heights
    if strip.called is not None:
        notes = strip.called.heights if is_whole else strip.called.heights[:1]
        own += sum(notes) + (GAP if any(notes) else 0.0)
    if strip.look.keeps_next and index + 1 < len(strips) and not strips[index + 1].look.starts_page:
        return before + own + _needed(strips, index + 1, False)
    return before + own
