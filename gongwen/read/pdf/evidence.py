"""What the place and the type of a row tell of it, whatever it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongwen.look import is_red
from gongwen.read.pdf.glyphs import LEAST_MARK
from gongwen.read.pdf.rows import Row, RowPage
from gongwen.read.pdf.text_area import TextArea
from gongwen.units import POINTS_PER_MM
from gongwen.zh.width import is_full as is_full_width

_TALLER = 1.08
"""Type so much larger than other type is other type; characters are measured to some hundredths."""
_WIDER = 1.45
"""A gap so much larger than the usual pitch has an empty line in it, or room that was asked for."""
_SHIFTED = 0.35
"""A row that begins so far into the text, by its width, stands at the right."""
_AT_RIGHT = 0.3
"""The same for who signs, and for the day below."""
_FULL, _FULL_ROWS, _AS_TEXT = 0.85, 3, 1.1
"""How much of the width rows fill, how many of them, and how large at most to the text, that show where its edges are."""
_ENOUGH = 8
"""Lines from which a page shows its own pitch."""
_MARGIN = 18.5 * POINTS_PER_MM
"""So near the upper edge of the sheet stand running heads, and no text."""
_LONGEST_HEAD = 40
_LETTER_LINE = 0.78
"""Wider than so much of the sheet are the lines of a 信函, 170 of 210 mm, and no line of a 文件, 156 mm."""
_LETTER_HEAD = 3
"""Rows of a mark above the upper line of a 信函."""
_NEAR = 3.0
"""Lines closer than this meet, points."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a row by its look."""

    is_issuer_mark: bool = False
    """Red, and larger than any title, as a 发文机关标志 is (7.2.4)."""
    is_apart: bool = False
    """It does not go on with what stands above it."""
    is_in_margin: bool = False
    """It stands in the upper margin of the sheet, as running heads do."""
    is_at_right: bool = False
    """It begins in the right part of the page, as who signs and the day do."""
    scale: float = 0.0
    """How large its type is to that of the text where it stands in the middle of the first page; 0.0 elsewhere."""


def evidence_of(page: RowPage, area: TextArea, usual: float, *, is_first: bool) -> list[Evidence]:
    """Return what is known of each row of ``page``; ``is_first`` is it of a file.

    ``usual`` is the pitch of the file, which counts where the page has but a few lines. What stands at the head of
    a later page may go on with what stands at the foot of the one before, whatever head runs between.
    """
    steps = _steps(page)
    pitch = median(steps) if len(steps) >= _ENOUGH else usual
    pairs = list(pairwise(page.rows))
    has_marks, at_right = is_first and not _is_all_red(page), _at_right(page.rows, area)
    apart = [False, *(_is_apart(above, row, area, pitch) for above, row in pairs)]
    if not is_first:
        apart[:2] = [False] * len(apart[:2])
    return [
        Evidence(
            has_marks and is_issuer_mark(row),
            apart[index],
            index == 0 and bool(pairs) and _is_in_margin(*pairs[0], page, area, pitch),
            at_right[index],
            row.size / area.size if is_first and _stands_in_middle(row, area) else 0.0,
        )
        for index, row in enumerate(page.rows)
    ]


def has_letter_lines(page: RowPage) -> bool:
    """Whether ``page`` has lines wider than any text below its first rows and at its foot, as a 信函 has (10.1).

    Those that upright ones meet are of tables and frames.
    """
    bases = [row.glyphs[0].base for row in page.rows]
    uprights = [end for rule in page.rules if not rule.is_level for end in (rule.start, rule.stop)]
    above = [
        sum(base > rule.at for base in bases)
        for rule in page.rules
        if rule.is_level and rule.stop - rule.start > _LETTER_LINE * page.width
        if not any(abs(end - rule.at) < _NEAR for end in uprights)
    ]
    most = min(_LETTER_HEAD, len(bases) - 2)
    return any(0 < count <= most for count in above) and any(count >= len(bases) - 1 for count in above)


def usual_pitch(pages: Iterable[RowPage]) -> float:
    """Return how far apart the lines of ``pages`` usually are, points; 0.0 when nothing shows it."""
    steps = [step for page in pages for step in _steps(page)]
    return median(steps) if steps else 0.0


def _steps(page: RowPage) -> list[float]:
    """Return how far apart the lines of text on ``page`` are."""
    pairs = [(one, other) for one, other in pairwise(page.rows) if not one.cells and not other.cells]
    return [step for one, other in pairs if (step := _step(one, other)) > 0.8 * other.size]


def is_issuer_mark(row: Row) -> bool:
    """Whether ``row`` looks as a 发文机关标志 does: red, and larger than any title."""
    return row.size >= LEAST_MARK and all(is_red(glyph.colour) for glyph in row.glyphs)


def _is_all_red(page: RowPage) -> bool:
    """Whether all of ``page`` is printed in red, so that red tells nothing."""
    colours = [is_red(glyph.colour) for row in page.rows for glyph in row.glyphs]
    return 2 * sum(colours) > len(colours)


def _at_right(rows: Sequence[Row], area: TextArea) -> list[bool]:
    """Return which of ``rows`` begin in the right part of the page, and in no column of the row above; what stands in the
    middle does where it begins below one that does.
    """
    found: list[bool] = []
    wide = area.right - area.left
    text = [row for row in rows if row.size <= area.size * _AS_TEXT]
    has_edges = sum(row.right - row.left > _FULL * wide for row in text) >= _FULL_ROWS
    for index, row in enumerate(rows):
        is_far = has_edges and not row.cells and row.left - area.left > _AT_RIGHT * wide
        is_below = bool(index) and _is_below_column(rows[index - 1], row)
        found.append(is_far and (found[-1] if is_below else not area.has_centred(row)))
    return found


def _stands_in_middle(row: Row, area: TextArea) -> bool:
    """Whether ``row`` stands in the middle of the page, lines of larger type that fill it among them."""
    is_large = row.size > area.size * _AS_TEXT
    off = abs(row.left + row.right - area.left - area.right) / 2
    return area.has_centred(row) or (is_large and not row.cells and off < row.size)


def _step(above: Row, row: Row) -> float:
    return above.glyphs[-1].base - row.glyphs[0].base


def _is_apart(above: Row, row: Row, area: TextArea, pitch: float) -> bool:
    if above.cells or row.cells:
        return False
    sizes = _type_size(above), _type_size(row)
    if max(sizes) > _TALLER * min(sizes) > 0:
        return True
    fonts = set(_fonts(above)), set(_fonts(row))
    is_full = (
        above.right > area.right - 2 * above.size
    )  # a heading on the line of its text may end with the row
    if not is_full and all(len(names) == 1 for names in fonts) and fonts[0] != fonts[1]:
        return True
    wide = area.right - area.left
    is_shifted = row.left - area.left > _SHIFTED * wide and not _is_below_column(above, row)
    is_centred = area.has_centred(row) or abs(above.left + above.right - row.left - row.right) < row.size
    return (is_shifted and not is_centred) or 0 < _WIDER * pitch < _step(above, row)


def _is_below_column(above: Row, row: Row) -> bool:
    """Whether ``row`` begins where ``above`` does, or a column of it: a post that is longer than its line goes on there."""
    starts = [other.left for one, other in pairwise(above.glyphs) if other.left - one.right > row.size]
    return any(abs(start - row.left) < row.size for start in (above.left, *starts))


def _type_size(row: Row) -> float:
    """Return the size of the Chinese characters of ``row``; 0.0 when there are too few to tell."""
    sizes = [glyph.size for glyph in row.glyphs if is_full_width(glyph.text)]
    return median(sizes) if len(sizes) > 3 else 0.0


def _fonts(row: Row) -> Iterator[str]:
    yield from (glyph.font for glyph in row.glyphs if glyph.font)


def _is_in_margin(row: Row, below: Row, page: RowPage, area: TextArea, pitch: float) -> bool:
    """Whether ``row``, the first of ``page``, is a running head: short, high up, and apart from the text or smaller than it."""
    if row.turn or len(row.text) > _LONGEST_HEAD or page.height - row.glyphs[0].base > _MARGIN:
        return False
    is_small = row.size * _TALLER < area.size
    return _step(row, below) > (2 * row.size if is_small else max(_WIDER * pitch, 2 * row.size))
