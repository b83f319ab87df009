"""Pictures of pages on paper that is dark or unevenly lit: as if it were white."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.read.scan.engine import Picture

_PAPER = 200
"""How light the darkest part of the paper is of which nothing need be changed, of 255; a photograph has less."""
_PART = 5
"""The part of a page that is left aside when its darkest is asked for, percent."""
_COARSE = 8
"""By how much the picture of the paper is smaller than that of the page."""
_LETTER = 8.0
"""What is darker and smaller than this is ink, millimetres; paper grows dark more slowly."""
_WHITE, _DARKEST = 245, 60
"""How light paper becomes, and how dark a part is that is no paper at all."""


def evened(picture: Picture, dots: float) -> Picture:
    """Return ``picture``, which has ``dots`` pixels to the millimetre, with white paper; itself where that is light."""
    import cv2
    import numpy as np

    high, wide = picture.shape[:2]
    small = cv2.resize(
        picture, (max(1, wide // _COARSE), max(1, high // _COARSE)), interpolation=cv2.INTER_AREA
    )
    side = max(3, round(_LETTER * dots / _COARSE)) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    if np.percentile(paper.min(axis=2), _PART) >= _PAPER:
        return picture
    paper = cv2.resize(cv2.blur(paper, (side, side)), (wide, high))
    lit: Picture = np.minimum(255, picture.astype(np.uint16) * _WHITE // np.maximum(paper, _DARKEST)).astype(
        np.uint8
    )
    return lit
