"""Rows of text within ruled lines → the rows of tables, their cells apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.rows import Row, rows_of
from gongwen.read.pdf.rules import Rule

_Place = tuple[int, int]
"""A row and a column, from 0."""
LEFT, ABOVE = "<", "^"
"""What stands in a cell that is one with the cell on its left, or above it."""
_NEAR = 3.0
"""Lines closer than this are one, and meet, points."""
_MIDDLE = 0.3
"""How far above its baseline the middle of a character is, parts of its size."""
_MOST_LINES, _MOST_CELLS = 1000, 20_000
"""Lines of a page, and cells of a grid, beyond which they are a drawing."""


def with_tables(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Row]:
    """Return ``rows`` with those that stand in tables put together to rows of cells, at the place of the first of each."""
    grids = [grid for lines in _connected(rules) if (grid := _grid_of(lines))]
    inside: dict[_Grid, list[Row]] = {}
    blocks: list[list[Row]] = []
    for row in rows:
        grid = next((grid for grid in grids if grid.holds(row)), None)
        if grid is None:
            blocks.append([row])
        else:
            inside.setdefault(grid, []).append(row)
    blocks += [list(grid.rows(held)) or held for grid, held in inside.items()]
    return [row for block in sorted(blocks, key=lambda block: block[0].number) for row in block]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lines of one table, and where its columns and rows begin and end."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    across: tuple[float, ...]
    """The edges of its columns, from the left."""
    down: tuple[float, ...]
    """The edges of its rows, from the top; each is lower than the one before."""

    def holds(self, row: Row) -> bool:
        """Whether ``row`` stands in it: most of its characters do."""
        inside = sum(self._cell(glyph) is not None for glyph in row.glyphs)
        return 2 * inside > len(row.glyphs)

    def _cell(self, glyph: Glyph) -> _Place | None:
        x, y = (glyph.left + glyph.right) / 2, glyph.base + _MIDDLE * glyph.size
        column = bisect_right(self.across, x) - 1
        row = bisect_right([-edge for edge in self.down], -y) - 1
        is_inside = 0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1
        return (row, column) if is_inside else None

    def rows(self, held: Sequence[Row]) -> Iterator[Row]:
        """Yield its rows; where a row has but one cell over all columns, what stands there is text as elsewhere."""
        whose = self._merged()
        glyphs: dict[_Place, list[Glyph]] = {}
        texts: dict[int, list[Row]] = {}
        for text in held:
            places = [(place, glyph) for glyph in text.glyphs if (place := self._cell(glyph))]
            for place, glyph in places:
                glyphs.setdefault(whose[place], []).append(glyph)
            texts.setdefault(min(row for (row, _), _ in places), []).append(text)
        number = held[0].number
        for row in range(len(self.down) - 1):
            cells = [(row, column) for column in range(len(self.across) - 1)]
            number = texts[row][0].number if row in texts else number
            if len({whose[place] for place in cells}) == 1:
                yield from texts.get(row, ())
            elif any(whose[place] == place and glyphs.get(place) for place in cells):
                yield _row(cells, whose, glyphs, number)

    def _merged(self) -> dict[_Place, _Place]:
        """Return of every cell between two edges which is the first of the cell that it belongs to."""
        whose: dict[_Place, _Place] = {}
        for row, (top, bottom) in enumerate(pairwise(self.down)):
            for column, (left, right) in enumerate(pairwise(self.across)):
                if column and not _is_drawn(self.upright, left, (top + bottom) / 2):
                    whose[row, column] = whose[row, column - 1]
                elif row and not _is_drawn(self.level, top, (left + right) / 2):
                    whose[row, column] = whose[row - 1, column]
                else:
                    whose[row, column] = (row, column)
        return whose


def _row(
    places: Sequence[_Place],
    whose: Mapping[_Place, _Place],
    glyphs: Mapping[_Place, list[Glyph]],
    number: int,
) -> Row:
    cells = tuple(_shown(place, whose, glyphs) for place in places)
    own = [glyph for place in places if whose[place] == place for glyph in glyphs.get(place, ())]
    sizes = sorted(glyph.size for glyph in own)
    left, right = min(glyph.left for glyph in own), max(glyph.right for glyph in own)
    return Row("\t".join(cells), left, right, sizes[len(sizes) // 2], own[0].turn, tuple(own), number, cells)


def _shown(place: _Place, whose: Mapping[_Place, _Place], glyphs: Mapping[_Place, list[Glyph]]) -> str:
    owner = whose[place]
    if owner == place:
        return _text(glyphs.get(place, []))
    return LEFT if whose.get((place[0], place[1] - 1)) == owner else ABOVE


def _text(glyphs: Iterable[Glyph]) -> str:
    """Return the text of a cell on one line; words that a line break parted have a blank between them."""
    text = ""
    for row in rows_of(glyphs):
        own = row.text.replace("\t", " ").strip()
        is_word = text[-1:].isascii() and text[-1:].isalpha() and own[:1].isascii() and own[:1].isalpha()
        text += f" {own}" if is_word else own
    return text


def _is_drawn(rules: Iterable[Rule], at: float, along: float) -> bool:
    return any(
        abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= along <= rule.stop + _NEAR for rule in rules
    )


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the lines that meet, each group by itself; none where there are so many that they are a drawing."""
    joined = [
        rule
        for is_level in (True, False)
        for rule in _joined(each for each in rules if each.is_level == is_level)
    ]
    groups: list[list[Rule]] = []
    for rule in joined if len(joined) <= _MOST_LINES else ():
        meeting = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if group not in meeting]
        groups.append([rule, *(other for group in meeting for other in group)])
    return groups


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield lines of one direction, the pieces of each put together; programs draw them cell by cell."""
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if level and rule.at - level[0].at > _NEAR:
            yield from _in_one(level)
            level = []
        level.append(rule)
    yield from _in_one(level)


def _in_one(pieces: Sequence[Rule]) -> Iterator[Rule]:
    """Yield ``pieces``, which lie on one line, those together that meet."""
    line: Rule | None = None
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if line and piece.start <= line.stop + _NEAR:
            line = line._replace(stop=max(line.stop, piece.stop))
        else:
            if line:
                yield line
            line = piece
    if line:
        yield line


def _meet(one: Rule, other: Rule) -> bool:
    if one.is_level == other.is_level:
        return False
    return (
        one.start - _NEAR <= other.at <= one.stop + _NEAR
        and other.start - _NEAR <= one.at <= other.stop + _NEAR
    )


def _grid_of(lines: Sequence[Rule]) -> _Grid | None:
    """Return the table that ``lines`` draw; None when there are not two columns. Its sides may be open."""
    level = [rule for rule in lines if rule.is_level]
    upright = [rule for rule in lines if not rule.is_level]
    if len(level) < 2 or not upright:
        return None
    ends = [end for rule in level for end in (rule.start, rule.stop)]
    across = _edges([*(rule.at for rule in upright), min(ends), max(ends)])
    down = _edges(rule.at for rule in level)[::-1]
    if len(across) < 3 or len(down) < 2 or len(across) * len(down) > _MOST_CELLS:
        return None
    return _Grid(tuple(level), tuple(upright), tuple(across), tuple(down))


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges
