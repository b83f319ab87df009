"""Pictures of pages through whose paper the print on the back shows: without it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, median
from typing import TYPE_CHECKING

from gongwen.read.scan.picture import ink_at

if TYPE_CHECKING:
    from gongwen.read.scan.engine import Box, Picture

_WORDS = 4
"""Characters of a box from which on it tells what it is: words, or the mirror of words."""
_SURE, _UNSURE = 0.9, 0.85
"""The mean score of words that were read, and of what is none."""
_FEWEST = 2
"""So many boxes that are no words show that the back is seen."""
_FAINTER = 0.4
"""By how much the back is nearer to the paper than print, a part of what print is darker than it."""
_WHITE = 0.75
"""What becomes white: as light as this part of the way from print to the back, whose darkest is not seen in every box."""


def bleached(picture: Picture, boxes: Sequence[Box]) -> Picture | None:
    """Return ``picture`` without what shows through from its back, which ``boxes`` have as words that are none.

    None where nothing does: print is as faint, or all that was read is sure.
    """
    import numpy as np

    words = [box for box in boxes if len(box.letters) >= _WORDS]
    scores = [mean(letter.score for letter in box.letters) for box in words]
    print_ink = [
        ink_at(picture, box.corners) for box, score in zip(words, scores, strict=True) if score >= _SURE
    ]
    back_ink = [
        ink_at(picture, box.corners) for box, score in zip(words, scores, strict=True) if score < _UNSURE
    ]
    if not print_ink or len(back_ink) < _FEWEST:
        return None
    ink, back, paper = median(print_ink), median(back_ink), float(np.percentile(picture, 90))
    if back - ink < _FAINTER * (paper - ink) or max(print_ink) > (ink + back) / 2:
        return None
    white = ink + _WHITE * (back - ink)
    stretched: Picture = np.clip((picture.astype(np.float32) - ink) * (255 / (white - ink)), 0, 255).astype(
        np.uint8
    )
    return stretched
