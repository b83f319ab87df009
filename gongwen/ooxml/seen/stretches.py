"""The characters of a paragraph or of the row of a table, by their looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from gongwen.look import Look
from gongwen.ooxml.seen.dress import BARE, Dress
from gongwen.ooxml.seen.effective import Fonts
from gongwen.ooxml.seen.letters import Spot, spots
from gongwen.ooxml.seen.paragraphs import Source
from gongwen.ooxml.seen.pieces import is_hidden
from gongwen.ooxml.xml import MC, WP, M, W, whole_number

_W = f"{{{W}}}"
_RUN, _RUBY = f"{_W}r", f"{_W}ruby"
_NO_RUNS = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}txbxContent", f"{_W}rt"))
_INLINE, _EXTENT, _OLD_DRAWN = f"{{{WP}}}inline", f"{{{WP}}}extent", (f"{_W}pict", f"{_W}object")
_FLOATS = b"position:absolute"
EMU = 12700
"""The units of a drawing in a point."""


_HELD = (
    f"{{{M}}}oMath", f"{{{MC}}}AlternateContent", *(
        f"{_W}{name}"
        for name in (
            "fldChar", "fldSimple", "drawing", "pict", "object", "footnoteReference", "endnoteReference",
            "commentReference", "sym",
        )
    ),
)  # fmt: skip


class Stretch(NamedTuple):
    """The characters ``start``:``stop`` of a paragraph, of one look."""

    start: int
    stop: int
    text: str
    look: Look
    fonts: Fonts
    dress: Dress = BARE


Pars = Mapping[etree._Element, tuple[int, Sequence[Stretch]]]
"""The stretches of paragraphs by their elements, with how many characters of each Word counts."""


def leaves(source: Source) -> Iterator[Source]:
    """Yield the paragraphs of a row, those of tables in its cells too."""
    for cell in source.cells:
        for each in cell.sources:
            yield from leaves(each) if each.cells else (each,)


def stretches_of_row(source: Source, pars: Pars) -> Iterator[Stretch]:
    """Yield the characters of a row that stand in one of its paragraphs, ``pars``, and have one look."""
    found: Stretch | None = None
    known: Stretch | None = None
    for index, (letter, spot) in enumerate(zip(source.par.text, spots(source), strict=True)):
        stretch = _stretch_at(spot, pars) if spot else None
        if found and stretch is not known:
            yield found
            found = None
        if stretch is not None:
            start, text = (found.start, found.text) if found else (index, "")
            found = stretch._replace(start=start, stop=index + 1, text=text + letter)
        known = stretch
    if found:
        yield found


def _stretch_at(spot: Spot, pars: Pars) -> Stretch | None:
    label, own = pars.get(spot.paragraph, (0, ()))
    return next((each for each in own if each.start <= spot.start + label < each.stop), None)


def largest_figure(paragraph: etree._Element) -> tuple[float, float]:
    """Return the width and the height of the largest things that are drawn in the lines of ``paragraph``, points.

    0 for nothing, 1 where it is not said.
    """
    if next(paragraph.iter(_INLINE, *_OLD_DRAWN), None) is None:
        return 0.0, 0.0
    sizes = [size for run in runs_of(paragraph) for size in _figures(run)]
    return max((wide for wide, _ in sizes), default=0.0), max((high for _, high in sizes), default=0.0)


def _figures(run: etree._Element) -> Iterator[tuple[float, float]]:
    """Yield the size of each thing that is drawn in the line of ``run`` as a large character."""
    for each in run.iterfind(f".//{_INLINE}"):
        if not _holds_box(each):
            extent = each.find(_EXTENT)
            yield _points(extent, "cx"), _points(extent, "cy")
    yield from ((1.0, 1.0) for each in run if each.tag in _OLD_DRAWN and _is_in_line(each))


def holds_something(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds anything besides words: a formula, a field, a drawing, a call, a symbol."""
    return next(paragraph.iter(*_HELD), None) is not None


def _is_in_line(drawn: etree._Element) -> bool:
    """Whether a drawing of old programs is a picture or an object, and no box, that stands in the line."""
    return not _holds_box(drawn) and _FLOATS not in etree.tostring(drawn)


def _holds_box(drawn: etree._Element) -> bool:
    return next(drawn.iter(f"{_W}txbxContent"), None) is not None


def _points(extent: etree._Element | None, side: str) -> float:
    return max(whole_number("" if extent is None else extent.get(side, "")) / EMU, 1.0)


def runs_of(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs of a paragraph in order, those inside links and controls too; no deleted and no hidden ones."""
    for child in element:
        if child.tag == _RUN:
            if is_hidden(child):
                continue
            if len(child) and child[-1].tag == _RUBY:
                yield from runs_of(child[-1])
            else:
                yield child
        elif child.tag not in _NO_RUNS and isinstance(child.tag, str):
            yield from runs_of(child)
