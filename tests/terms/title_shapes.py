"""The shapes that the lines of a title make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

Shape = Literal["单行", "正梯形", "倒梯形", "菱形", "矩形", "沙漏形", "参差"]
GOOD_SHAPES: frozenset[Shape] = frozenset(("单行", "正梯形", "倒梯形", "菱形"))
"""The shapes that 7.3.1 allows: one line, growing, shrinking, longest inside."""
_FORMS: tuple[tuple[re.Pattern[str], Shape], ...] = (
    (re.compile(""), "单行"),
    (re.compile("<+"), "正梯形"),
    (re.compile(">+"), "倒梯形"),
    (re.compile("<+>+"), "菱形"),
    (re.compile("=+"), "矩形"),
    (re.compile(">+<+"), "沙漏形"),
)


def name_shape(widths: Sequence[float]) -> Shape:
    """Return the shape that centred lines of these ``widths`` make."""
    steps = "".join(
        "<" if above < below else ">" if above > below else "=" for above, below in pairwise(widths)
    )
    return next((shape for form, shape in _FORMS if form.fullmatch(steps)), "参差")
