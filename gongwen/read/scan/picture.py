"""Pictures of pages: which way up, where a seal stands, what is red, and the page without the seal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from gongwen.read.scan.engine import Box, Corners, Picture

    Mask = npt.NDArray[np.bool_]
    Ink = npt.NDArray[np.uint8]

_REDDER, _LIGHTER = 30, 0.55
"""By how much red is above green and blue in red ink; how light, to the paper, ink is that may be wiped off."""
_DARK = 128
"""How dark a pixel of ink is, of 255."""
_DARKEST, _PAPER = 1, 70
"""Which pixels of a box are its ink, and how light most of a page is, percent of the darkest."""
_WORDS = 4
"""Characters of a box from which on it shows how dark print is."""
_FAINT = 80
"""By how much print is darker than paper, of 255, where it can be read; on scans of all kinds it is so by 140 and more."""
_SPECKLED = 0.0005
"""The part of the pixels of a page that are specks by themselves, from which on it is dirty."""
_SMALLEST, _LARGEST = 23.0, 62.0
"""Sides of the box around a seal, millimetres (the seals of agencies are 42 mm, others from 30 up)."""
_SQUARE = 1.45
"""The longer side of a seal to the shorter at most."""
_FULL, _ROW = 30.0, 3.8
"""The shorter side of seals that touch and are one piece, millimetres at least, and the longer to it: no more of them fit
between the margins."""
_WIDENED, _WIDENED_FAINT = 1.2, 1.6
"""By how much red ink is spread before its pieces are taken together, millimetres, and faint ink."""
_EVENED, _TINGE, _STRONG = 1.0, 4.0, 60
"""Over how much the red of a faint seal is evened, millimetres, of which the years leave dots; by how much it is above that of
the paper then, of 255; and what counts no more.
"""
_WITHIN = 0.8
"""The part of the width of a box within a seal from which on it is of the seal."""
_FEWEST = 0.04
"""The part of its box that the red of a seal fills at least."""


class Seal(NamedTuple):
    """The box around a seal, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, corners: Corners) -> bool:
        """Whether a box stands under the seal, at least in part."""
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs) < self.right and max(xs) > self.left and min(ys) < self.bottom and max(ys) > self.top

    def holds(self, corners: Corners) -> bool:
        """Whether a box is within the seal, most of it; a red line that the seal touches is longer."""
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        inside = min(max(xs), self.right) - max(min(xs), self.left)
        return inside > _WITHIN * (max(xs) - min(xs)) and self.top < sum(ys) / len(ys) < self.bottom


def red_of(picture: Picture) -> Mask:
    """Return where ``picture`` has red ink."""
    red: Mask = _redder(picture) > _REDDER
    return red


def _redder(picture: Picture) -> npt.NDArray[np.int16]:
    """Return by how much the red of each pixel exceeds its green and blue."""
    import numpy as np

    wide = picture.astype(np.int16)
    redder: npt.NDArray[np.int16] = wide[:, :, 0] - np.maximum(wide[:, :, 1], wide[:, :, 2])
    return redder


def without_specks(picture: Picture) -> Picture:
    """Return ``picture`` without single dark pixels where there are many: small marks are lost among them."""
    import cv2
    import numpy as np

    dark = ink_of(picture).astype(np.uint8)
    around = cv2.filter2D(dark, -1, np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], np.uint8))
    specks = (dark == 1) & (around == 0)
    if specks.mean() < _SPECKLED:
        return picture
    cleaned = picture.copy()
    cleaned[specks] = cv2.medianBlur(picture, 3)[specks]
    return cleaned


def find_seals(picture: Picture, dots: float) -> list[Seal]:
    """Return the seals on ``picture``, which has ``dots`` pixels to the millimetre, faint ones where no other is; [] without
    colour.
    """
    import numpy as np

    strong = _pieces(red_of(picture).astype(np.uint8), _WIDENED, dots)
    faint = [] if strong else _pieces(_tinged(picture, dots), _WIDENED_FAINT, dots)
    return strong or [piece for piece in faint if _is_seal(*_sides(piece, dots))]


def _pieces(red: Ink, widened: float, dots: float) -> list[Seal]:
    """Return the pieces of ``red`` that have the size of a seal, or of a few that touch."""
    import cv2
    import numpy as np

    side = max(1, round(widened * dots))
    spread = cv2.dilate(red, np.ones((side, side), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(spread)
    found = []
    for left, top, wide, high, _ in stats[1:]:
        piece = Seal(float(left), float(top), float(left + wide), float(top + high))
        short, long = _sides(piece, dots)
        is_row = short >= _FULL and long <= short * _ROW and short <= _LARGEST
        inside = red[top : top + high, left : left + wide]
        if (is_row or _is_seal(short, long)) and inside.mean() > _FEWEST:
            found.append(piece)
    return found


def _tinged(picture: Picture, dots: float) -> Ink:
    """Return where ``picture`` is redder than its paper, however faintly."""
    import cv2
    import numpy as np

    redder = _redder(picture)
    ink = (redder - np.median(redder)).clip(0, _STRONG).astype(np.float32)
    side = max(1, round(_EVENED * dots))
    tinged: Ink = (cv2.blur(ink, (side, side)) > _TINGE).astype(np.uint8)
    return tinged


def _sides(piece: Seal, dots: float) -> tuple[float, float]:
    """Return the shorter and the longer side of a piece of red, millimetres."""
    short, long = sorted(((piece.right - piece.left) / dots, (piece.bottom - piece.top) / dots))
    return short, long


def _is_seal(short: float, long: float) -> bool:
    """Whether red ink with these sides, millimetres, may be one seal."""
    return short >= _SMALLEST and long <= min(short * _SQUARE, _LARGEST)


def without(seals: Iterable[Seal], red: Mask) -> Ink:
    """Return the ``red`` of a picture without what lies in its ``seals``."""
    import numpy as np

    left = red.astype(np.uint8)
    for seal in seals:
        left[int(seal.top) : int(seal.bottom) + 1, int(seal.left) : int(seal.right) + 1] = 0
    return left


def wiped(picture: Picture) -> Picture:
    """Return ``picture`` in grey, without the red that is lighter than ink under it."""
    import numpy as np

    grey = picture[:, :, 0].copy()
    paper = np.percentile(grey, 90)
    grey[red_of(picture) & (grey >= _LIGHTER * paper)] = round(float(paper))
    return np.repeat(grey[:, :, None], 3, axis=2)


def ink_of(picture: Picture, below: int = _DARK) -> Mask:
    """Return where ``picture`` is darker than ``below`` in one of its colours at least."""
    import numpy as np

    # One colour after the other: a minimum over the last axis takes ten times as long.
    dark: Mask = np.minimum(np.minimum(picture[:, :, 0], picture[:, :, 1]), picture[:, :, 2]) < below
    return dark


def ink_at(picture: Picture, corners: Corners) -> float:
    """Return how dark the ink within a box is, of 255; 255 for a box off the picture."""
    import numpy as np

    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    part = picture[max(0, int(min(ys))) : int(max(ys)) + 1, max(0, int(min(xs))) : int(max(xs)) + 1]
    return float(np.percentile(part.min(axis=2), _DARKEST)) if part.size else 255.0


def is_faint(picture: Picture, boxes: Sequence[Box]) -> bool:
    """Whether some of the words that were read are so faint that others may have been passed over."""
    import numpy as np

    paper = float(np.percentile(picture[::4, ::4].min(axis=2), _PAPER))
    inks = [ink_at(picture, box.corners) for box in boxes if len(box.letters) >= _WORDS]
    return bool(inks) and paper - max(inks) < _FAINT


def redness(red: Mask, ink: Mask, corners: Corners) -> float:
    """Return which part of the ``ink`` within a box is red; 0 where there is none."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    area = (slice(max(0, int(min(ys))), int(max(ys)) + 1), slice(max(0, int(min(xs))), int(max(xs)) + 1))
    inked = ink[area]
    return float((red[area] & inked).sum() / inked.sum()) if inked.any() else 0.0


def turned(picture: Picture, quarters: int) -> Picture:
    """Return ``picture`` turned by ``quarters`` of a turn to the left."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, quarters))
