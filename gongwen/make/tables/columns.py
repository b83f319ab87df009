"""How wide the columns of a table are, and in which size its text is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from gongwen.flow import Strain
from gongwen.look import CELL_MARGIN, GRID, Look
from gongwen.make.setting import text_width
from gongwen.make.tables.sketch import Sketch
from gongwen.pattern import HANZI, pattern
from gongwen.profile import Profile
from gongwen.terms import date
from gongwen.units import SIZES

CENTRED = "表格文字"
_ROUNDING = 1.5
"""What word processors round differently in the width of a cell, points."""
_NARROW = 0.4
"""What is left of the margins of a cell in the smaller sizes."""
_TWIPS = 20
_BLANKS = ("", "—", "-", "－", "/")
_NUMBER = pattern(r"[-−+]?\d[\d,， ]*(?P<rest>(?:\.\d+)?\s*[%％‰]?)")
_WHOLE = pattern(rf"{date.WHOLE}|[-−+]?\d[\d,.]*(?:[%％‰℃]|{HANZI}{{1,3}}(?=$|[，。；、）]))|[!-~]+")
"""What no line may split: a date, a number with its unit, a word of letters and digits."""
BRACKET = r"[（(][^（()）]{1,6}[）)]$"
"""The pattern of what a line below a head should not split: a unit or a word or two in brackets at its end."""
_BRACKET = pattern(BRACKET)
_LONGEST_WHOLE = 10.0
"""字 from which a word is an address or a code that may be split."""
_SHORT = 4
"""Characters of a text that is not split where the columns have room for it."""
_ROOMY = 0.8
"""The part of the type area that columns with whole short texts may take up."""
_LONGEST_NUMBERED = 3
"""Digits of a serial number."""
_STEEP = 6
"""How nearly the highest cell alone counts for the height of a row."""
_MOST_STEPS = 400
_MOST_ROWS = 150
"""Rows of different widths that are weighed; the most frequent ones."""
_LEAST_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one column, points: they stand under each other by their units."""

    whole: float = 0.0
    """The widest part before the decimal point."""
    rests: dict[str, float] = field(default_factory=dict)
    """The width of what stands behind it, by the text of the cell; {} for a column of other things."""

    @property
    def width(self) -> float:
        """The room that they need together."""
        return self.whole + max(self.rests.values(), default=0.0)


def numbers_in(sketch: Sketch, column: int, look: Look) -> Numbers:
    """Return the numbers of a column that holds nothing else; serial numbers are none."""
    texts = [text for text in texts_below(sketch, column) if text not in _BLANKS]
    matches = [match for text in texts if (match := _NUMBER.fullmatch(text))]
    if sketch.aligns[column] or not texts or len(matches) < len(texts) or _are_serials(texts):
        return Numbers()
    rests = {match[0]: text_width(match["rest"], look) if match["rest"] else 0.0 for match in matches}
    return Numbers(max(text_width(text, look) - rest for text, rest in rests.items()), rests)


def texts_below(sketch: Sketch, column: int) -> list[str]:
    """Return the texts below the head that stand in ``column`` alone."""
    own = (block for block in sketch.blocks if block.column == column and block.across == 1)
    return [block.text for block in own if block.row >= sketch.head]


def _are_serials(texts: Sequence[str]) -> bool:
    """Whether the numbers only count the rows."""
    return [text for text in texts if len(text) <= _LONGEST_NUMBERED] == [
        str(number) for number in range(1, len(texts) + 1)
    ]


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table; lengths in points."""

    widths: tuple[float, ...]
    size: float
    """Of the type."""
    margin: float
    """At the left and at the right of the text of a cell."""
    strain: Strain = ""


def sized(look: Look, size: float) -> Look:
    """Return ``look`` in another size of type, its lines as far apart in proportion."""
    scale = size / look.size
    return replace(look, size=size, pitch=pitch_of(look, size), spacing=look.spacing * scale)


def pitch_of(look: Look, size: float) -> float:
    """Return the line pitch of ``look`` in another size, whole twips."""
    return round(look.pitch * size / look.size * _TWIPS) / _TWIPS


def plan_columns(sketch: Sketch, profile: Profile, room: float, shares: Sequence[float] = ()) -> Plan:
    """Return the columns of ``sketch`` in ``room`` points, as ``shares`` of it where these are given.

    No column is narrower than what must not be split in it; beyond that the widths make the table as
    short as they can. Where that does not fit, or the rows get high, the type is one size smaller, then
    as small as the profile allows. What does not fit even so is told by the strain.
    """
    look = profile.looks[CENTRED]
    smaller: Plan | None = None
    for index, (size, margin) in enumerate(_sizes(look, profile)):
        draft = _draft(sketch, sized(look, size), margin, room)
        if shares and (plan := _share(draft, shares, room)):
            return plan
        if not shares and sum(draft.mins) <= room:
            widths = draft.fill(room)
            is_low = draft.height(widths) <= profile.tables.most_lines
            smaller = draft.plan(widths, "" if is_low and index <= _AT_EASE else "tight")
            if is_low or index >= _AT_EASE:
                return smaller
    if shares:
        usual = _draft(sketch, look, CELL_MARGIN, room)
        return usual.plan(_widths(shares, room), "given")
    return smaller or _squeeze(sketch, draft.look, room)


_AT_EASE = 1
"""The size, counted from the usual one, down to which a table may go without a word."""


def _sizes(look: Look, profile: Profile) -> Iterator[tuple[float, float]]:
    """Yield the sizes from that of ``look`` down to the least, each with the margin of a cell."""
    usual = sorted({look.size, *(size for size in SIZES.values() if size < look.size)}, reverse=True)
    for index, size in enumerate(usual):
        if index == 0 or size >= profile.tables.least_size:
            yield size, CELL_MARGIN if index < 2 else CELL_MARGIN * _NARROW


def _share(draft: _Draft, shares: Sequence[float], room: float) -> Plan | None:
    """Return the columns as they were asked for; None when something would be split in them."""
    widths = _widths(shares, room)
    fits = all(least <= wide for least, wide in zip(draft.mins, widths, strict=True))
    return draft.plan(widths, "") if fits else None


def _widths(shares: Sequence[float], room: float) -> list[float]:
    return [share / sum(shares) * room for share in shares]


def _squeeze(sketch: Sketch, look: Look, room: float) -> Plan:
    """Return columns in which words are split: in the least size, or in one in which a character fits."""
    columns = len(sketch.rows[0])
    fair = room / columns
    size = min(look.size, int(2 * (fair - 2 * _LEAST_MARGIN - GRID)) / 2)
    return Plan((fair,) * columns, size, _LEAST_MARGIN, "split")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table in one size of type; lengths in points, widths with the margins of the cells."""

    look: Look
    margin: float
    mins: tuple[float, ...]
    """What each column needs for that which must not be split in it."""
    needs: tuple[float, ...]
    """What each needs to have every cell on one line."""
    rows: tuple[tuple[tuple[tuple[int, float], ...], int], ...]
    """Column and width of the text of each cell that may turn over, and how many rows are like it."""

    @property
    def padding(self) -> float:
        """What a cell needs beside its text."""
        return 2 * self.margin + _ROUNDING

    def plan(self, widths: Sequence[float], strain: Strain) -> Plan:
        """Return the plan with these widths."""
        return Plan(tuple(widths), self.look.size, self.margin, strain)

    def fill(self, room: float) -> list[float]:
        """Return widths that add up to ``room`` and make the rows as low as they can."""
        widths = list(self.needs if sum(self.needs) <= room else self.mins)
        if sum(self.needs) > room:
            self._spend(widths, room - sum(widths))
        spare = (room - sum(widths)) / len(widths)
        return [wide + spare for wide in widths]

    def _spend(self, widths: list[float], spare: float) -> None:
        """Widen one column after the other where it lowers the rows most for its room."""
        lines = [[self._lines(need, widths[at]) for at, need in cells] for cells, _ in self.rows]
        steps = [self._step(column, wide) for column, wide in enumerate(widths)]
        for _ in range(_MOST_STEPS):
            worth = [
                (self._gain(lines, column, widths[column] + step) / step, step, column)
                for column, step in enumerate(steps)
                if 0 < step <= spare
            ]
            if not worth or max(worth)[0] <= 0:
                return
            _, step, column = max(worth)
            widths[column] += step
            spare -= step
            steps[column] = self._step(column, widths[column])
            self._count(lines, column, widths[column])

    def _count(self, lines: Sequence[list[int]], column: int, width: float) -> None:
        """Count the ``lines`` of the cells of a column again that is ``width`` wide now."""
        for (cells, _), counts in zip(self.rows, lines, strict=True):
            for index, (at, need) in enumerate(cells):
                if at == column and counts[index] > 1:
                    counts[index] = self._lines(need, width)

    def _lines(self, need: float, width: float) -> int:
        """Return on how many lines a text ``need`` wide stands in a column, about."""
        inner = width - self.padding
        if need <= inner + 0.01:
            return 1
        return ceil(need / max(int(inner / self.look.character + 0.01), 1) / self.look.character - 0.01)

    def _step(self, column: int, width: float) -> float:
        """Return by how much a column must widen for one of its texts to lose a line; 0 when none can."""
        texts = {need for cells, _ in self.rows for at, need in cells if at == column}
        wanted = [self._wanted(need, width) for need in texts if need > width - self.padding + 0.01]
        return min((wide - width for wide in wanted if wide > width), default=0.0)

    def _wanted(self, need: float, width: float) -> float:
        fewer = self._lines(need, width) - 1
        if fewer <= 1:
            return need + self.padding
        return ceil(need / fewer / self.look.character - 0.01) * self.look.character + self.padding

    def _gain(self, lines: Sequence[Sequence[int]], column: int, width: float) -> float:
        """Return by how many lines the table gets lower, about, when a column is ``width`` wide."""
        gain = 0.0
        for (cells, count), counts in zip(self.rows, lines, strict=True):
            for index, (at, need) in enumerate(cells):
                if at != column or counts[index] == 1:
                    continue
                if (fewer := self._lines(need, width)) < counts[index]:
                    powers = sum(each**_STEEP for each in counts)
                    lower = powers - counts[index] ** _STEEP + fewer**_STEEP
                    gain += count * (powers ** (1 / _STEEP) - lower ** (1 / _STEEP))
        return gain

    def height(self, widths: Sequence[float]) -> float:
        """Return how many lines a row has on the average."""
        high = [
            (count * max((self._lines(need, widths[column]) for column, need in cells), default=1), count)
            for cells, count in self.rows
        ]
        return sum(lines for lines, _ in high) / max(sum(count for _, count in high), 1)


def _draft(sketch: Sketch, look: Look, margin: float, room: float) -> _Draft:
    """Return ``sketch`` measured in ``look``; short texts stay whole where ``room`` allows it."""
    columns, padding = len(sketch.rows[0]), 2 * margin + _ROUNDING
    needs, whole, least = [look.character] * columns, [0.0] * columns, [0.0] * columns
    rows: dict[int, list[tuple[int, float]]] = {}
    for block in sketch.blocks:
        column, pictured = block.column, min(block.wide, room / columns - padding)
        wide = max(pictured, *(text_width(line, look) for line in block.lines))
        if block.across == 1:
            needs[column] = max(needs[column], wide)
            least[column] = max(least[column], _least(block.text, look), pictured)
            whole[column] = max(whole[column], wide if len(block.text) <= _SHORT else 0.0)
        if block.row < sketch.head and (own := _BRACKET.search(block.text)):
            unit = text_width(own[0], look)
            wide = max(pictured, unit, text_width(block.text[: own.start()], look))
            whole[column] = max(whole[column], unit if block.across == 1 else 0.0)
        if block.across == block.down == 1:
            rows.setdefault(block.row, []).append((column, wide))
    for column in range(columns):
        numbers = numbers_in(sketch, column, look).width
        needs[column], least[column] = max(needs[column], numbers), max(least[column], numbers)
    mins = [
        max(min(2 * look.character, need), wide) + padding for need, wide in zip(needs, least, strict=True)
    ]
    roomy = [max(wide + padding, own) for wide, own in zip(whole, mins, strict=True)]
    if sum(roomy) <= room * _ROOMY:
        mins = roomy
    _widen(mins, sketch, look, padding)
    full = tuple(max(need + padding, own) for need, own in zip(needs, mins, strict=True))
    turning = (
        tuple((column, wide) for column, wide in cells if wide > mins[column] - padding)
        for cells in rows.values()
    )
    counted = Counter(turning).most_common(_MOST_ROWS)
    return _Draft(look, margin, tuple(mins), full, tuple(counted))


def _widen(mins: list[float], sketch: Sketch, look: Look, padding: float) -> None:
    """Widen the columns below a merged cell that has more in one piece than they have room for."""
    for block in sketch.blocks:
        if block.across > 1:
            under = range(block.column, block.column + block.across)
            lack = _least(block.text, look) + padding - sum(mins[column] for column in under)
            for column in under:
                mins[column] += max(lack, 0.0) / block.across


def _least(text: str, look: Look) -> float:
    """Return the width of the widest piece of ``text`` that must not be split."""
    widest = max((text_width(match[0], look) for match in _WHOLE.finditer(text)), default=0.0)
    return min(widest, _LONGEST_WHOLE * look.character)
