"""归档章: six cells at the top of page one (DA/T 22-2015)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gongwen.faces import Face
from gongwen.flow import Block, Fit, Flow, Par, Part, Picture, Run, Stack
from gongwen.pages import Ink, Line, Page, Pages, Stroke
from gongwen.profile import BODY, Profile
from gongwen.units import POINTS_PER_MM
from gongwen.write.pdf import write_png
from gongwen.zh.width import width

WIDTH, HEIGHT = 45 * POINTS_PER_MM, 16 * POINTS_PER_MM
CELLS = (("全宗号", "年度", "件号"), ("机构或问题", "保管期限", "页数"))
_TOP = 12 * POINTS_PER_MM
"""From the edge of the sheet; the empty room above the type area is 37 mm high."""
_COLOUR, _FACE = "FF0000", "仿宋"
_OUTER, _INNER = 1.0, 0.5
_SIZE, _LEAST = 10.5, 5.0
_DOTS = 600
_THIN = 0.7
"""Height of a paragraph that only holds a place, points."""


@dataclass(frozen=True, slots=True)
class ArchiveStamp:
    """The values of the six cells, by their names; a cell without one is empty."""

    values: Mapping[str, str]

    def page(self) -> Page:
        """Return the stamp alone, its corner at the corner of the page."""
        return Page(tuple(self._texts()), tuple(_grid()))

    def _texts(self) -> Iterator[Line]:
        cell_width, cell_height = WIDTH / 3, HEIGHT / 2
        for row, names in enumerate(CELLS):
            for column, name in enumerate(names):
                text = self.values.get(name, "")
                if text:
                    size = max(min(_SIZE, (cell_width - 4) / width(text)), _LEAST)
                    wide = width(text) * size
                    x = (column + 0.5) * cell_width - wide / 2
                    baseline = (row + 0.5) * cell_height + 0.35 * size
                    yield Line(x, baseline, (Ink(text, _FACE, size, _COLOUR),), wide, spacing=0.0)


def _grid() -> Iterator[Stroke]:
    """Yield the lines of the cells; the outer ones lie inside the 45 × 16 mm."""
    edge = _OUTER / 2
    for y, weight in ((edge, _OUTER), (HEIGHT / 2, _INNER), (HEIGHT - edge, _OUTER)):
        yield Stroke(0.0, y, WIDTH, y, weight, _COLOUR)
    for x, weight in ((edge, _OUTER), (WIDTH / 3, _INNER), (2 * WIDTH / 3, _INNER), (WIDTH - edge, _OUTER)):
        yield Stroke(x, 0.0, x, HEIGHT, weight, _COLOUR)


def stamped_text(values: Mapping[str, str]) -> str:
    """Return what a stamp with ``values`` says, cell by cell."""
    return "".join(values.get(name, "") for names in CELLS for name in names)


def stamp_pages(pages: Pages, stamp: ArchiveStamp) -> Pages:
    """Return ``pages`` with the stamp in the middle of the top of the first, as text and lines."""
    first, own = pages.sheets[0], stamp.page()
    left = (pages.width - WIDTH) / 2
    lines = tuple(replace(line, x=line.x + left, baseline=line.baseline + _TOP) for line in own.lines)
    strokes = tuple(
        replace(each, x=each.x + left, x_end=each.x_end + left, y=each.y + _TOP, y_end=each.y_end + _TOP)
        for each in own.strokes
    )
    stamped = replace(first, lines=first.lines + lines, strokes=first.strokes + strokes)
    return replace(pages, sheets=(stamped, *pages.sheets[1:]))


def stamp_flow(flow: Flow, stamp: ArchiveStamp, profile: Profile) -> Flow:
    """Return ``flow`` with the stamp as a picture over the top of its first page."""
    picture = _picture(stamp, profile)
    part = flow.parts[0]
    first, rest = part.blocks[0], part.blocks[1:]
    stamped = Part(part.slot, (*_carry(first, picture, profile), *rest), part.is_turned, part.is_apart)
    return replace(flow, parts=(stamped, *flow.parts[1:]))


def _carry(block: Block, picture: Picture, profile: Profile) -> Iterator[Block]:
    """Yield ``block`` with the picture hung on it, or behind a paragraph that holds the picture."""
    if isinstance(block, Par):
        yield block._replace(pictures=(*block.pictures, _lower(picture, profile.look_of(block).before)))
        return
    yield Par(BODY, (Run(""),), fit=Fit(pitch=_THIN, before=0.0, keeps_next=True), pictures=(picture,))
    yield replace(block, before=max(block.before - _THIN, 0.0)) if isinstance(block, Stack) else block


def _lower(picture: Picture, before: float) -> Picture:
    """Return ``picture`` placed from a paragraph whose text begins ``before`` points further down."""
    return picture._replace(y=picture.y - before)


def _picture(stamp: ArchiveStamp, profile: Profile) -> Picture:
    """Return the stamp as a picture, placed from the top left of the type area."""
    area = profile.sheet.area(1)
    left = (profile.sheet.width - WIDTH) / 2 - area.left
    return Picture(_png(stamp, profile.faces), left, _TOP - area.top, WIDTH, HEIGHT)


def _png(stamp: ArchiveStamp, faces: Mapping[str, Face]) -> bytes:
    pages = Pages((stamp.page(),), WIDTH, HEIGHT, "归档章", "", "")
    return write_png(pages, faces, dpi=_DOTS)[0]
