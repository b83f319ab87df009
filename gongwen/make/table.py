"""Rows of ``|`` → a table with its caption and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongwen.flow import Cell, Fit, Par, Place, Run, Table
from gongwen.look import CELL_MARGIN, Look
from gongwen.make.setting import Setting, text_width

HEAD, CENTRED, FLUSH_LEFT, FLUSH_RIGHT = "表头", "表格文字", "表格左文字", "表格右文字"
_PADDING = 2 * CELL_MARGIN + 1.5
"""What a cell needs beside its text: its margins, and what word processors round differently."""
_LEFT, _ABOVE = "<", "^"
_SEPARATOR = re.compile(r"\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?")
_NUMBER = re.compile(r"[-−+]?\d[\d,， ]*(?P<rest>(?:\.\d+)?\s*[%％‰]?)")
_BLANKS = ("", "—", "-", "－", "/")
_LONGEST_NUMBERED = 3
"""Digits of a serial number."""


@dataclass(slots=True)
class Block:
    """Cells of a grid that are one cell."""

    row: int
    column: int
    text: str
    down: int = 1
    across: int = 1


@dataclass(slots=True)
class Sketch:
    """What the lines of a table say, before anything is measured."""

    rows: list[list[str]]
    """Cells, as many in every row."""
    head: int
    aligns: list[str]
    """left, centre or right for each column where the separator says so; "" elsewhere."""
    blocks: list[Block] = field(default_factory=list)
    loose_marks: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of merge marks with nothing to merge into, or that make no rectangle."""
    long_rows: list[int] = field(default_factory=list)
    """Rows with more cells than the first."""


def is_row(line: str) -> bool:
    """Whether ``line`` is a row of a table."""
    return line.startswith("|") and len(line) > 1


def is_separator(line: str) -> bool:
    """Whether a row only separates the head from what is below it."""
    return _SEPARATOR.fullmatch(line) is not None


def sketch_table(lines: Sequence[str]) -> Sketch:
    """Return what ``lines`` say: rows above a separator, else the first, are the head.

    ``<`` in a cell merges it with the one at its left, ``^`` with the one above; short rows are filled up.
    """
    cells = [_cells(line) for line in lines if not is_separator(line)]
    separator = next((place for place, line in enumerate(lines) if is_separator(line)), 0)
    columns = max((len(row) for row in cells), default=1)
    aligns = [_align(mark) for mark in _cells(lines[separator])] if separator else []
    full = [row + [""] * (columns - len(row)) for row in cells] or [[""]]
    sketch = Sketch(full, max(separator, 1), (aligns + [""] * columns)[:columns])
    sketch.long_rows = [place for place, row in enumerate(cells) if len(row) > len(cells[0])]
    _merge(sketch)
    return sketch


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _align(mark: str) -> str:
    starts, ends = mark.startswith(":"), mark.endswith(":")
    return {(True, True): "centre", (True, False): "left", (False, True): "right"}.get((starts, ends), "")


def _merge(sketch: Sketch) -> None:
    """Find the blocks of ``sketch``; a mark that does not fit is an empty cell."""
    owners: dict[tuple[int, int], Block] = {}
    for row, texts in enumerate(sketch.rows):
        for column, text in enumerate(texts):
            into = {_LEFT: (row, column - 1), _ABOVE: (row - 1, column)}.get(text)
            owner = owners.get(into) if into else None
            if owner is not None and _grows(owner, row, column, sketch.head):
                owner.down = max(owner.down, row - owner.row + 1)
                owner.across = max(owner.across, column - owner.column + 1)
            else:
                if into:
                    sketch.loose_marks.append((row, column))
                owner = Block(row, column, "" if into else text)
                sketch.blocks.append(owner)
            owners[row, column] = owner
    _split_odd_blocks(sketch, owners)


def _grows(owner: Block, row: int, column: int, head: int) -> bool:
    """Whether ``owner`` may take in this cell: it stays a rectangle from its corner, on one side of the head."""
    return column >= owner.column and (owner.row < head) == (row < head)


def _split_odd_blocks(sketch: Sketch, owners: dict[tuple[int, int], Block]) -> None:
    """Take apart what is no rectangle: its text stays in its corner."""
    sizes: dict[int, int] = {}
    for owner in owners.values():
        sizes[id(owner)] = sizes.get(id(owner), 0) + 1
    odd = [block for block in sketch.blocks if sizes[id(block)] != block.down * block.across]
    for block in odd:
        places = [place for place, owner in owners.items() if owner is block][1:]
        block.down = block.across = 1
        sketch.loose_marks += places
        sketch.blocks += [Block(row, column, "") for row, column in places]


def lay_table(lines: Sequence[str], setting: Setting, at: Place | None) -> Table:
    """Return the table of ``lines``; its columns share the width of the type area by what they need.

    Numbers stand under each other by their units, text that turns over is flush left, the rest is
    centred, unless the separator says how a column is to stand.
    """
    sketch = sketch_table(lines)
    widths = _share(sketch, setting)
    look = setting.profile.looks[CENTRED]
    columns = [_Column(sketch, column, wide, look) for column, wide in enumerate(widths)]
    rows: list[list[Cell]] = [[] for _ in sketch.rows]
    for block in sorted(sketch.blocks, key=lambda block: (block.row, block.column)):
        par = columns[block.column].lay(block, at)
        rows[block.row].append(Cell(par, block.column, block.across, block.down))
    return Table(tuple(map(tuple, rows)), tuple(widths), min(sketch.head, len(rows)), at=at)


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


def _numbers(sketch: Sketch, column: int, look: Look) -> Numbers:
    texts = [text for text in _texts(sketch, column) if text not in _BLANKS]
    matches = [match for text in texts if (match := _NUMBER.fullmatch(text))]
    if sketch.aligns[column] or not texts or len(matches) < len(texts) or _are_serials(texts):
        return Numbers()
    rests = {match[0]: text_width(match["rest"], look) if match["rest"] else 0.0 for match in matches}
    return Numbers(max(text_width(text, look) - rest for text, rest in rests.items()), rests)


def _texts(sketch: Sketch, column: int) -> list[str]:
    """Return the texts below the head that stand in ``column`` alone."""
    own = (block for block in sketch.blocks if block.column == column and block.across == 1)
    return [block.text for block in own if block.row >= sketch.head]


class _Column:
    """How the cells of one column stand."""

    def __init__(self, sketch: Sketch, column: int, wide: float, look: Look) -> None:
        room = wide - 2 * CELL_MARGIN
        self.head = sketch.head
        self.numbers = _numbers(sketch, column, look)
        self.spare = max((room - self.numbers.width) / 2, 0.0)
        turns_over = any(text_width(text, look) > room for text in _texts(sketch, column))
        align = sketch.aligns[column] or ("left" if turns_over else "")
        self.role = {"left": FLUSH_LEFT, "right": FLUSH_RIGHT}.get(align, CENTRED)

    def lay(self, block: Block, at: Place | None) -> Par:
        """Return the paragraph of ``block``."""
        runs = (Run(block.text),)
        if block.row < self.head:
            return Par(HEAD, runs, at=at)
        if block.across == 1 and block.text in self.numbers.rests:
            own, rests = self.numbers.rests[block.text], self.numbers.rests.values()
            right = round((self.spare + max(rests) - own) * 20) / 20
            return Par(FLUSH_RIGHT, runs, fit=Fit(right=right), at=at)
        return Par(self.role, runs, at=at)


def _are_serials(texts: Sequence[str]) -> bool:
    """Whether the numbers only count the rows."""
    return [text for text in texts if len(text) <= _LONGEST_NUMBERED] == [
        str(number) for number in range(1, len(texts) + 1)
    ]


def _share(sketch: Sketch, setting: Setting) -> list[float]:
    """Return column widths in points that fill the type area."""
    look, room = setting.profile.looks[CENTRED], setting.room
    needs = [_PADDING + 2 * look.character] * len(sketch.rows[0])
    for block in sketch.blocks:
        if block.across == 1:
            needs[block.column] = max(needs[block.column], text_width(block.text, look) + _PADDING)
    for column in range(len(needs)):
        needs[column] = max(needs[column], _numbers(sketch, column, look).width + _PADDING)
    if sum(needs) <= room:
        return [need + (room - sum(needs)) / len(needs) for need in needs]
    return _pour(needs, room)


def _pour(needs: Sequence[float], room: float) -> list[float]:
    """Return widths that add up to ``room``: columns below the average get what they need, the others
    share the rest by the square roots of their needs, so that long texts get more lines and more room."""
    fair = room / len(needs)
    narrow = {place for place, need in enumerate(needs) if need <= fair}
    rest = room - sum(needs[place] for place in narrow)
    shares = {place: need**0.5 for place, need in enumerate(needs) if place not in narrow}
    return [
        need if place in narrow else rest * shares[place] / sum(shares.values())
        for place, need in enumerate(needs)
    ]


CAPTION, NOTE, UNIT = "表题", "表注", "表的单位"
_CAPTION = re.compile(r"(?P<bare>表[：:]\s*)?(?:表\s?\d+(?:[-—.]\d+)?[\s：:]\s*)?[^。；：]{1,40}")
_NUMBERED_OR_BARE = re.compile(r"表(?:\s?\d+(?:[-—.]\d+)?[\s　：:]|[：:])\s*\S")
_UNIT = re.compile(r"(?:计量)?单位：[^。；]{1,12}")
_NOTE = re.compile(r"(?:注|资料来源|数据来源|说明)：")


def accompany(body: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield index, role and text of every line that belongs to a table: caption and unit above, notes below."""
    for index, line in enumerate(body):
        if not is_row(line):
            continue
        if index and not is_row(body[index - 1]):
            yield from _above(body, index - 1)
        if index + 1 < len(body) and not is_row(body[index + 1]) and _NOTE.match(body[index + 1]):
            yield index + 1, NOTE, body[index + 1]


def _above(body: Sequence[str], index: int) -> Iterator[tuple[int, str, str]]:
    if _UNIT.fullmatch(body[index]):
        yield index, UNIT, body[index]
        index -= 1
    match = _CAPTION.fullmatch(body[index]) if index >= 0 and _NUMBERED_OR_BARE.match(body[index]) else None
    if match:
        yield index, CAPTION, body[index].removeprefix(match["bare"] or "")
