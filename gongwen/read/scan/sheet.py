"""The picture of a page → its characters where they stand, with what is doubtful of each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rules import Rule
from gongwen.read.scan.behind import bleached
from gongwen.read.scan.hand import written_by_hand
from gongwen.read.scan.level import laid, lay_of, levelled
from gongwen.read.scan.light import evened
from gongwen.read.scan.picture import (
    Seal,
    find_seals,
    ink_of,
    is_faint,
    red_of,
    redness,
    turned,
    wiped,
    without,
    without_specks,
)
from gongwen.read.scan.rules import dark_ink, sheet_rules
from gongwen.read.scan.unread import Unread, find_unread
from gongwen.zh.width import is_full

if TYPE_CHECKING:
    from gongwen.read.scan.engine import Box, Corners, Engine, Letter, Picture
    from gongwen.read.scan.level import Lay
    from gongwen.read.scan.picture import Mask

_LONG = 4
"""Characters from which on a box tells which way up it is."""
_LEGIBLE = 0.8
"""The mean score of a page that can be read."""
_SURE, _SURE_MARK = 0.9, 0.6
"""Scores below which a character, and a mark, may be another."""
_RED, _SEAL_INK = 0.6, 0.75
"""The part of red in the ink of a line of the head, and of what is the seal itself."""
_HEAD = "FF0000"
"""What the colour of a line of the head is said to be."""
_DOTS_A_POINT = 72.0
_HIGHER = 1.25
"""How much higher a box is than its characters."""
_BASE = 0.14
"""How far the baseline is above the lower edge of a box, a part of its height."""


class SheetPart(NamedTuple):
    """What is doubtful in a part of a page."""

    top: float
    """Points from the foot of the sheet, as of a baseline."""
    bottom: float
    left: float
    """Points from the left."""
    text: str
    doubt: str
    is_by_hand: bool = False
    """Whether it looks as if a hand had written it."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A page as it was recognised."""

    glyphs: tuple[Glyph, ...]
    doubts: tuple[SheetPart, ...]
    score: float
    """The mean score of its characters; 0 for none."""
    width: float
    """Points, of the sheet as it is read; as the next."""
    height: float
    rules: tuple[Rule, ...]
    """The lines that are drawn on it, its tables' among them."""
    lay: Lay
    """What lays the picture level, once it is turned by ``quarters``; all places are of the page laid level."""
    quarters: int = 0
    """By how many quarter turns to the left the picture was turned to be read."""
    unread: tuple[Unread, ...] = ()
    """Where there are words that were not recognised."""
    shows_back: bool = False
    """Whether faint words were left out that show through from the back."""
    is_faint: bool = False
    """Whether some of its words are so faint that others may have been passed over."""

    @property
    def is_legible(self) -> bool:
        """Whether it could be read at all."""
        return self.score >= _LEGIBLE


def read_sheet(picture: Picture, dpi: float, engine: Engine) -> ReadSheet:
    """Return what stands on ``picture``, which has ``dpi`` pixels to the inch, whichever way up it lies."""
    picture = without_specks(picture)
    quarters, boxes = _upright(picture, engine)
    picture = turned(picture, quarters)
    dots = dpi / 25.4
    picture = evened(picture, dots)
    front = bleached(picture, boxes)
    if front is not None:
        picture, boxes = front, engine.read(front)
    red = red_of(picture)
    inked = ink_of(picture) | red
    # Letters of a page printed in red stand as near to each other as those of a seal, and a page without red has none left.
    seals = [] if _is_printed_red(red, inked, boxes) else find_seals(picture, dots)
    if seals:
        plain = wiped(picture)
        boxes = list(_without_seals(red, inked, ink_of(plain), boxes, engine.read(plain), seals))
    colours = [_HEAD if redness(red, inked, box.corners) > _RED else "" for box in boxes]
    written = written_by_hand(picture, boxes)
    faint = is_faint(picture, boxes)
    lay = lay_of(boxes)
    boxes = [_laid(box, lay) for box in boxes]
    scale = _DOTS_A_POINT / dpi
    height, width = (side * scale for side in picture.shape[:2])
    glyphs = [
        glyph._replace(colour=colour)
        for box, colour in zip(boxes, colours, strict=True)
        for glyph in _glyphs(box, scale, height)
    ]
    numbered = tuple(glyph._replace(place=place) for place, glyph in enumerate(glyphs))
    doubts = tuple(
        part
        for box, is_by_hand in zip(boxes, written, strict=True)
        if (part := _doubt(box, seals, scale, height, is_by_hand=is_by_hand))
    )
    ink, red_ink = (levelled(each, lay) for each in (dark_ink(picture), without(seals, red)))
    rules, red_rules = (tuple(sheet_rules(each, dpi)) for each in (ink, red_ink))
    covered = [box.corners for box in boxes]
    unread = (
        *find_unread(ink, covered, rules, dots),
        *find_unread(red_ink, covered, red_rules, dots, is_red=True),
    )
    told = (front is not None, faint)
    return ReadSheet(numbered, doubts, _score(boxes), width, height, rules, lay, quarters, unread, *told)


def _score(boxes: Iterable[Box]) -> float:
    scores = [letter.score for box in boxes for letter in box.letters]
    return mean(scores) if scores else 0.0


def _upright(picture: Picture, engine: Engine) -> tuple[int, list[Box]]:
    """Return by how many quarter turns to the left the lines of ``picture`` are read, and its boxes then."""
    quarters, boxes = 0, engine.read(picture)
    tall = [_is_tall(box.corners) for box in boxes if len(box.letters) >= _LONG]
    if tall and mean(tall) > 0.5:
        quarters, boxes = 1, engine.read(turned(picture, 1))
    if boxes and _score(boxes) < _LEGIBLE:
        again = engine.read(turned(picture, quarters + 2))
        if _score(again) > _score(boxes):
            return quarters + 2, again
    return quarters, boxes


def _is_printed_red(red: Mask, inked: Mask, boxes: Sequence[Box]) -> bool:
    """Whether most characters of a page are red, as a poster's."""
    letters = sum(len(box.letters) for box in boxes)
    found = sum(len(box.letters) for box in boxes if redness(red, inked, box.corners) > _RED)
    return found > letters / 2


def _is_tall(corners: Corners) -> bool:
    left, right, top, bottom = _edges(corners)
    return bottom - top > right - left


def _without_seals(
    red: Mask, inked: Mask, left: Mask, first: Sequence[Box], second: Sequence[Box], seals: Sequence[Seal]
) -> Iterator[Box]:
    """Yield the boxes of the second look, at the page without its seal, and the red lines that it lost with it.

    What is left of a seal is told by the ink that is left: a line that the star of the seal lies over has more red on it
    than ink of its own.
    """
    for box in second:
        if not (
            any(seal.holds(box.corners) for seal in seals) and redness(red, left, box.corners) > _SEAL_INK
        ):
            yield box
    for box in first:
        is_lost = not any(_overlap(box.corners, each.corners) for each in second)
        is_red = redness(red, inked, box.corners) > _RED
        if is_lost and is_red and not any(seal.holds(box.corners) for seal in seals):
            yield box


def _overlap(one: Corners, other: Corners) -> bool:
    """Whether two boxes are of one line: they share a place, and half the height of the lower one."""
    (left, right, top, bottom), (from_, to, upper, lower) = map(_edges, (one, other))
    shared = min(bottom, lower) - max(top, upper)
    return max(left, from_) < min(right, to) and 2 * shared > min(bottom - top, lower - upper)


def _edges(corners: Corners) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), max(xs), min(ys), max(ys)


def _laid(box: Box, lay: Lay) -> Box:
    letters = (letter._replace(corners=laid(letter.corners, lay)) for letter in box.letters)
    return box._replace(corners=laid(box.corners, lay), letters=tuple(letters))


def _glyphs(box: Box, scale: float, height: float) -> Iterator[Glyph]:
    """Yield the characters of ``box`` in points from the lower left corner; all stand on one baseline."""
    bottom = mean((box.corners[2][1], box.corners[3][1]))
    top = mean((box.corners[0][1], box.corners[1][1]))
    base = height - (bottom - _BASE * (bottom - top)) * scale
    size = _size(box) * scale
    for letter in box.letters:
        xs = [x for x, _ in letter.corners]
        yield Glyph(letter.text, min(xs) * scale, max(xs) * scale, base, max(size, 1.0), 0, 0)


def _size(box: Box) -> float:
    """Return the width of a Chinese character of ``box``, pixels; where they are set apart it is as its height tells."""
    high = box.corners[3][1] - box.corners[0][1]
    full = [letter for letter in box.letters if is_full(letter.text)]
    if len(full) > 1:
        steps = [
            after.corners[0][0] - before.corners[0][0]
            for before, after in pairwise(box.letters)
            if is_full(before.text) and is_full(after.text)
        ]
        step = median(steps) if steps else full[0].corners[1][0] - full[0].corners[0][0]
        return step if step <= high else high / _HIGHER
    return high / _HIGHER


def _doubt(
    box: Box, seals: Sequence[Seal], scale: float, height: float, *, is_by_hand: bool
) -> SheetPart | None:
    """Return what is doubtful of a line: what a seal lies over, what a hand has written, characters that may be others."""
    reasons = []
    is_sealed = any(seal.touches(box.corners) for seal in seals)
    if is_sealed:
        reasons.append("印章压在上面")
    elif is_by_hand:
        reasons.append("像是手写的，不是印刷的字")
    unsure = [letter.text for letter in box.letters if letter.score < _least(letter)]
    if unsure:
        reasons.append(f"“{'”“'.join(dict.fromkeys(unsure))}”认得不准")
    if not reasons:
        return None
    ys = [y for _, y in box.corners]
    top, bottom = height - min(ys) * scale, height - max(ys) * scale
    left = min(x for x, _ in box.corners) * scale
    return SheetPart(top, bottom, left, box.text, "，".join(reasons), is_by_hand and not is_sealed)


def _least(letter: Letter) -> float:
    return _SURE if letter.text.isalnum() else _SURE_MARK
