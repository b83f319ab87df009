"""Rows of ``|`` → cells: what the lines of a table say, before anything is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongwen.markup.table_rows import is_separator
from gongwen.pattern import pattern

_LEFT, _ABOVE = "<", "^"

_WIDTHS = pattern(r"\{栏宽[：:]\s*(?P<shares>[^{}]*)\}")
_BETWEEN_SHARES = pattern(r"[，,、：:\s]+")
_SHARE = pattern(r"\d{1,4}(?:\.\d{1,2})?")


@dataclass(slots=True)
class Block:
    """Cells of a grid that are one cell."""

    row: int
    column: int
    text: str
    down: int = 1
    across: int = 1
    wide: float = 0.0
    """The width that its pictures want, points."""

    @property
    def lines(self) -> list[str]:
        """Its text; a picture stands on a line of its own."""
        return self.text.split("\n")


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


def is_widths_mark(line: str) -> bool:
    """Whether ``line`` asks for the widths of the table below it: {栏宽：2，5，3}."""
    return _WIDTHS.fullmatch(line) is not None


def read_shares(line: str) -> tuple[float, ...]:
    """Return the widths for which a line {栏宽：…} asks, in proportion; () when it says none that can be."""
    match = _WIDTHS.fullmatch(line)
    written = [each for each in _BETWEEN_SHARES.split(match["shares"]) if each] if match else []
    shares = tuple(float(each) for each in written if _SHARE.fullmatch(each))
    return shares if len(shares) == len(written) and all(shares) else ()


def sketch_table(lines: Sequence[str]) -> Sketch:
    """Return what ``lines`` say: rows above a separator, else the first, are the head.

    ``<`` in a cell merges it with the one at its left, ``^`` with the one above; short rows are filled up.
    """
    cells = [_cells(line) for line in lines if not is_separator(line)]
    separator = next((index for index, line in enumerate(lines) if is_separator(line)), 0)
    columns = max((len(row) for row in cells), default=1)
    aligns = [_align(mark) for mark in _cells(lines[separator])] if separator else []
    full = [row + [""] * (columns - len(row)) for row in cells] or [[""]]
    sketch = Sketch(full, max(separator, 1), (aligns + [""] * columns)[:columns])
    sketch.long_rows = [index for index, row in enumerate(cells) if len(row) > len(cells[0])]
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
        places = [index for index, owner in owners.items() if owner is block][1:]
        block.down = block.across = 1
        sketch.loose_marks += places
        sketch.blocks += [Block(row, column, "") for row, column in places]
