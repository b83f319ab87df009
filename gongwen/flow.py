"""What stands on the pages, in order: typed blocks, each with its role and its origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import Literal, NamedTuple

from gongwen.address import Place
from gongwen.look import CELL_MARGIN, Align
from gongwen.markup.reading import PICTURE_SIGN, PLAIN, Form

Numbering = Literal["text", "word"]
"""Whether labels are typed or counted by the word processor."""

Slot = Literal["版头", "标题", "主送机关", "正文", "落款", "附件", "印发件", "版记"]
"""The parts of a document that a template can place, in the order of the standard."""


NO_PLACES: frozenset[int] = frozenset()
PAGE_BREAK = "\f"
"""The character of a text behind which it goes on on a new page."""


PICTURE_ROUNDING = 4.0
"""What word processors round differently in the height of a picture and of its paragraph, points."""


class Figure(NamedTuple):
    """A picture or an object that stands in the text on a line of its own; lengths in points."""

    data: bytes
    """Of the picture, or that stands for the object; b"" for an object that has none."""
    name: str
    """The path by which the document names it."""
    width: float
    height: float
    asked: float = 0.0
    """The width that the document asks for, as it is written there; 0 for none."""
    carried: bytes = b""
    """The file of the object; b"" for a picture."""
    caption: str = ""
    """What stands below it in its cell; "" elsewhere."""

    @property
    def line(self) -> float:
        """The height of its line in a cell, points."""
        return self.height + PICTURE_ROUNDING


class Run(NamedTuple):
    """Text of one look. A tab goes to the next column, a line feed starts a new line, a form feed a new page."""

    text: str
    role: str = ""
    """The character role of the profile; "" is the look of the paragraph."""
    form: Form = PLAIN
    note: tuple[Run, ...] = ()
    """The text of the footnote whose mark this is; () for any other run."""
    carried: bytes = b""
    """The file of what a docx carries in its place, a formula or an object; b"" for text."""
    figure: Figure | None = None
    """The picture that it is in a cell, where its text is PICTURE_SIGN."""

    def cut(self, text: str) -> Run:
        """Return the run with ``text`` in place of its own."""
        return self._replace(text=text)


class Columns(NamedTuple):
    """Where the columns of an aligned list stand, in points from the left edge of the type area.

    The text behind each tab stands in a column; turn-over lines align under the last one of left columns.
    """

    stops: tuple[float, ...]
    side: Literal["left", "centre", "right"] = "left"
    """Which part of the text of a column stands at its stop."""
    hang: float = 0.0
    """Where turn-over lines begin instead, when the last column of this line stands elsewhere; 0 for no such place."""

    @property
    def hangs(self) -> bool:
        """Whether turn-over lines align under the last column."""
        return self.side == "left"


class Fit(NamedTuple):
    """What the look of a paragraph owes to its text or to its neighbours; None leaves it to the role."""

    size: float | None = None
    """Type size, points."""
    spacing: float | None = None
    """Added behind every character, points."""
    pitch: float | None = None
    """Line pitch, points."""
    before: float | None = None
    """Room above, points."""
    left: float | None = None
    """Room on the left, points."""
    right: float | None = None
    """Room on the right, points."""
    keeps_next: bool | None = None
    keeps_lines: bool | None = None
    on_sheet: bool | None = None
    """Whether the block at the foot stands on that of the sheet."""
    align: Align | None = None
    fill: str | None = None
    """The colour of a rule; "" leaves it out and keeps its room."""


class Picture(NamedTuple):
    """A picture laid over the page, in points from the left of the type area and the top of its paragraph."""

    data: bytes
    x: float
    y: float
    width: float
    height: float


class Par(NamedTuple):
    """A paragraph."""

    role: str
    runs: tuple[Run, ...]
    label: str = ""
    """The label of a numbered heading, 一、 or （二）; it stands before the runs."""
    level: int = 0
    """The level of a numbered heading, 1 to 4; 0 for anything else."""
    number: int = 0
    columns: Columns | None = None
    fit: Fit | None = None
    at: Place | None = None
    pictures: tuple[Picture, ...] = ()
    """Seals and signature stamps that are placed from this paragraph."""
    figure: Figure | None = None
    """The picture that the paragraph is, which has no text then."""

    @property
    def text(self) -> str:
        """The whole text as printed, label included."""
        if len(self.runs) == 1:
            return self.label + self.runs[0].text
        return self.label + "".join([run.text for run in self.runs])

    @property
    def labelled(self) -> tuple[Run, ...]:
        """The runs as printed, the label at the head of the first."""
        if not self.label:
            return self.runs
        first = self.runs[0]
        if first.role or first.form != PLAIN:
            return (Run(self.label), *self.runs)
        return (Run(self.label + first.text), *self.runs[1:])

    @property
    def seams(self) -> frozenset[int]:
        """The places in the text at which a run begins that is not the first."""
        lengths = [len(run.text) for run in self.labelled]
        return frozenset(accumulate(lengths[:-1]))

    @property
    def shrunk(self) -> frozenset[int]:
        """The places in the text of characters that are raised or lowered, and so small."""
        if not any(run.form.script for run in self.runs):
            return NO_PLACES
        ends = list(accumulate((len(run.text) for run in self.runs), initial=len(self.label)))
        small = ((end, run) for end, run in zip(ends, self.runs, strict=False) if run.form.script)
        return frozenset(index for end, run in small for index in range(end, end + len(run.text)))


MOST_TIED = 8
"""A cell over more rows than these may go on on the next page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, by the row in which it begins."""

    par: Par
    column: int
    """Its first column, from 0."""
    across: int = 1
    """How many columns it takes up."""
    down: int = 1
    """How many rows."""

    @property
    def text(self) -> str:
        """What it says, on one line and without its pictures."""
        return self.par.text.replace(PICTURE_SIGN, "").replace("\n", " ").strip(" ")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The pictures in it, in order."""
        return tuple(run.figure for run in self.par.runs if run.figure)

    @property
    def lines(self) -> tuple[tuple[Run, ...], ...]:
        """Its runs, those of each picture and of what stands above and below it by themselves."""
        if not self.figures:
            return (self.par.runs,)
        lines: list[list[Run]] = [[]]
        for run in self.par.runs:
            first, *rest = run.text.split("\n")
            lines[-1].append(run.cut(first))
            lines += [[run.cut(text)] for text in rest]
        return tuple(map(tuple, lines))

    def ties(self, rows: int) -> bool:
        """Whether the row ``rows`` below its first stays on the page of the one behind it."""
        return rows + 1 < self.down <= MOST_TIED


Strain = Literal["", "tight", "split", "given"]
"""What the width of the page does to a table: it is set small or in high rows, words are split in its cells,
or the widths that were asked for split them."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table with a grid; the first ``head`` rows repeat on every page. Two are the same only as one object."""

    rows: tuple[tuple[Cell, ...], ...]
    """The cells that begin in each row, from the left."""
    widths: tuple[float, ...]
    """Width of each column, points."""
    head: int = 1
    at: Place | None = None
    margin: float = CELL_MARGIN
    """At the left and at the right of the text of a cell, points."""
    room: float = 0.0
    """Above and below the text of a cell, points."""
    strain: Strain = ""
    asked: str = ""
    """The line of the input that asks for the widths; "" when the layout found its own."""
    is_noted: bool = False
    """Whether the last row stays on the page of the note below it."""
    begins_with_two: bool = False
    """Whether the first two rows below the head stay with it."""
    split_rows: frozenset[int] = frozenset()
    """The rows that go on on the next page, as no page can hold them."""

    def width_of(self, cell: Cell) -> float:
        """Return the width of ``cell``, points."""
        return sum(self.widths[cell.column : cell.column + cell.across])

    def stays(self, row: int) -> bool:
        """Whether ``row`` stays on the page of what stands below it, another row or a note."""
        if row + 1 == len(self.rows):
            return self.is_noted
        if row < self.head or (row == self.head and self.begins_with_two):
            return True
        return any(cell.ties(row - start) for start, cell in self.cells_in(row))

    def cells_in(self, row: int) -> list[tuple[int, Cell]]:
        """Return the cells that stand in ``row``, from the left, each with the row in which it begins."""
        return self._standing[row]

    @cached_property
    def _standing(self) -> list[list[tuple[int, Cell]]]:
        rows: list[list[tuple[int, Cell]]] = [[] for _ in self.rows]
        for start, cells in enumerate(self.rows):
            for cell in cells:
                for row in rows[start : start + cell.down]:
                    row.append((start, cell))
        return [sorted(row, key=lambda item: item[1].column) for row in rows]


@dataclass(frozen=True, slots=True)
class Stack:
    """Names below each other, each spread to the same width, and a word at their right half way up (7.2.4)."""

    names: tuple[Par, ...]
    word: Par
    widths: tuple[float, float]
    """Of the names and of the word with the room before it, points."""
    before: float
    """Room above, points."""
    at: Place | None = None


Block = Par | Table | Stack


FOOTNOTE = "脚注"
"""The role of the paragraph of a footnote."""


def footnotes_of(runs: Iterable[Run]) -> Iterator[Par]:
    """Yield the paragraphs of the footnotes that ``runs`` call, each with its number."""
    for run in runs:
        if run.note:
            yield Par(FOOTNOTE, (run._replace(role="", note=()), Run(" "), *run.note))


def runs_of(block: Block) -> Iterator[Run]:
    """Yield every run of ``block`` in order."""
    if isinstance(block, Par):
        yield from block.runs
    elif isinstance(block, Table):
        yield from (run for row in block.rows for cell in row for run in cell.par.runs)


def figures_of(block: Block) -> Iterator[Figure]:
    """Yield every picture in the text of ``block`` in order."""
    if isinstance(block, Par) and block.figure:
        yield block.figure
    yield from (run.figure for run in runs_of(block) if run.figure)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Part:
    """The blocks of one slot. Two are the same only as one object."""

    slot: Slot
    blocks: tuple[Block, ...]
    is_turned: bool = False
    """Whether its pages lie on their side (8)."""
    is_apart: bool = False
    """Whether it is bound apart: it follows the 版记, and its pages count from 1 (7.3.7)."""

    @property
    def is_text(self) -> bool:
        """Whether it is text alone: no pictures, footnotes, formulas and objects."""
        pars = (block for block in self.blocks if isinstance(block, Par))
        runs = (run for block in self.blocks for run in runs_of(block))
        return not (
            any(par.pictures or par.figure for par in pars)
            or any(run.carried or run.note or run.figure for run in runs)
        )


class Letterhead(NamedTuple):
    """What the letterhead of an office has of its own above the text."""

    height: float
    """Points."""
    replaced: frozenset[Slot]
    """The slots that it has there in words of its own."""


Note = Literal["spaced", "carried", "alone", "fitted", "moved", "host", "bare", "imprint-spaced", "sheet"]
"""What the pages made necessary: the line spacing of the text gave way for the closing, its last paragraph
went with the closing, or the closing is alone (7.3.5.5); the spacing gave way for text on the first page, the
主送机关 went to the 版记, the host stands alone in a joint mark, or the first page shows no text all the same
(7.2.4, 7.3.2, 7.3.3); the spacing gave way for the 版记, or the 版记 takes a sheet of its own (7.4.1)."""


class Unprinted(NamedTuple):
    """What was given and stands nowhere on the pages."""

    element: str
    """As people are told it."""
    said: str
    """A text, or the path of a picture."""
    at: Place | None


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole document in the order of its pages, and what goes into the file's properties."""

    parts: tuple[Part, ...]
    title: str
    author: str
    date: str
    """YYYY-MM-DD, "" when the document has no date."""
    imprint_page: Literal["same", "next", "after-blank"] = "same"
    """Where the 版记 stands: on the last page of the text, on the next one, or behind a blank one."""
    numbering: Numbering = "text"
    notes: frozenset[Note] = frozenset()
    facts: tuple[tuple[str, str], ...] = ()
    """What the pages do not show of the document, by its keys: 文种, 格式 …"""
    unprinted: tuple[Unprinted, ...] = ()
    blocks: tuple[Block, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple(chain.from_iterable(part.blocks for part in self.parts)))

    @property
    def bound(self) -> tuple[Part, ...]:
        """What stands before the 版记."""
        return tuple(part for part in self.parts if part.slot != "版记" and not part.is_apart)

    @property
    def apart(self) -> tuple[Part, ...]:
        """The attachments that are bound apart, behind the 版记."""
        return tuple(part for part in self.parts if part.is_apart)

    def part(self, slot: Slot) -> tuple[Block, ...]:
        """Return the blocks of ``slot``; () when the document has none."""
        return tuple(block for part in self.parts if part.slot == slot for block in part.blocks)
