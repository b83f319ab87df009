"""What the characters of a line of the source are, and where they stand in the line that was made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongwen.markup.reading import PLAIN, Form, Piece
from gongwen.pattern import pattern
from gongwen.recognise.surroundings.markup import STRONG, has_strong
from gongwen.terms.label import find_label
from gongwen.transcript import Line

_LEAD = pattern(r"[^。：:]*[。：:]")
_MARKS = "#* "
"""What Markdown puts before a heading."""
_LAYOUT = f"{_MARKS}\t\n|\u3000\xa0"
"""Characters whose weight is not seen."""


@dataclass(slots=True)
class Cell:
    """One character of the source: what it is, and the calls and carried parts before it."""

    text: str
    form: Form = PLAIN
    signs: tuple[Piece, ...] = ()


def has_looks(line: Line) -> bool:
    """Whether anything of ``line`` is more than its characters."""
    return bool(line.pieces) or has_strong(line.text)


def cells_of(line: Line, *, is_own: bool) -> list[Cell]:
    """Return the characters of ``line``, and at the end one of no text for the signs behind the last.

    In a line that ``is_own`` every look was meant; in any other those that are layout are left out.
    """
    pieces = tuple(_starred(line.pieces or (Piece(line.text),)))
    return list(_cells_of(pieces if is_own else _meant(line, pieces)))


def with_stars(line: str, cells: Sequence[Cell]) -> str:
    """Return ``line``, which is in the notation but for the weight, with the marks of what is bold in ``cells``."""
    if not any(cell.form.is_bold for cell in cells):
        return line
    pieces = [(piece.text, piece.form.is_bold) for piece in placed(line, cells)]
    groups = [
        (is_bold, "".join(text for text, _ in group))
        for is_bold, group in groupby(pieces, lambda each: each[1])
    ]
    return "".join(f"**{text}**" if is_bold else text for is_bold, text in groups)


def _starred(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield ``pieces``, what stands between the marks of Markdown bold, and the marks too."""
    own = tuple(pieces)
    spans = [match.span() for match in STRONG.finditer("".join(p.text for p in own if not p.form.carried))]
    index = 0
    for piece in own:
        if not spans or piece.form.carried:
            yield piece
            continue
        for character in piece.text:
            is_bold = any(start <= index < end for start, end in spans)
            yield Piece(character, piece.form._replace(is_bold=True) if is_bold else piece.form)
            index += 1
        if not piece.text:
            yield piece


def _cells_of(pieces: Iterable[Piece]) -> Iterator[Cell]:
    """Yield the characters of ``pieces``, and at the end one of no text for the signs behind the last."""
    signs: tuple[Piece, ...] = ()
    for piece in pieces:
        if piece.form.note or piece.form.carried:
            signs = (*signs, piece)
            continue
        for character in piece.text:
            yield Cell(character, piece.form, signs)
            signs = ()
    yield Cell("", PLAIN, signs)


def _meant(line: Line, found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a line without the looks that are layout: the weight of all of it, of a heading in it."""
    pieces = tuple(
        piece._replace(form=piece.form._replace(is_underlined=False)) if piece.form.link else piece
        for piece in found
    )
    if not any(piece.form.is_bold for piece in pieces):
        return pieces
    if line.is_row or line.text.lstrip().startswith("|"):
        bar = "\t" if line.is_row else "|"
        return tuple(piece for cell in _split(pieces, bar) for piece in _lightened(cell))
    text = "".join(piece.text for piece in pieces if not piece.form.carried)
    bare = text.lstrip(_MARKS)
    lead = _LEAD.match(bare) if find_label(bare) else None
    return _lightened(pieces, len(text) - len(bare) + lead.end() if lead else len(text))


def _split(pieces: Iterable[Piece], mark: str) -> Iterator[list[Piece]]:
    """Yield ``pieces`` cut behind each ``mark``."""
    cell: list[Piece] = []
    for piece in pieces:
        *heads, last = piece.text.split(mark)
        for head in heads:
            yield [*cell, piece._replace(text=head + mark)]
            cell = []
        cell.append(piece._replace(text=last))
    yield cell


def _lightened(pieces: Sequence[Piece], stop: int | None = None) -> tuple[Piece, ...]:
    """Return ``pieces``, the first ``stop`` characters not bold where all of them are."""
    text = [(character, piece.form) for piece in pieces if not piece.form.carried for character in piece.text]
    head = text[:stop]
    if not all(form.is_bold for character, form in head if character not in _LAYOUT):
        return tuple(pieces)
    left, light = len(head), []
    for piece in pieces:
        count = 0 if piece.form.carried else min(len(piece.text), left)
        left -= count
        plain = piece.form._replace(is_bold=False)
        light += [Piece(piece.text[:count], plain), piece._replace(text=piece.text[count:])]
    return tuple(piece for piece in light if piece.text or piece.form.note or piece.form.carried)


def placed(line: str, cells: Sequence[Cell]) -> list[Piece]:
    """Return the pieces of ``line`` as the ``cells`` of its source say it; of a row every cell by itself."""
    bars = [index for index, character in enumerate(line) if character == "|"]
    columns = list(_columns(cells))
    while len(columns) >= max(len(bars), 2) and not any(
        each.text.strip() or each.signs for each in columns[-1]
    ):
        columns.pop()  # a line has no empty cells at its end
    if not line.startswith("|") or len(bars) != len(columns) + 1:
        return _aligned(line, cells)
    found = [Piece("|")]
    for start, end, column in zip(bars, bars[1:], columns, strict=False):
        found += [*_aligned(line[start + 1 : end], column), Piece("|")]
    return found


def _columns(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield ``cells`` of a row column by column."""
    column: list[Cell] = []
    for cell in cells:
        if cell.text != "\t":
            column.append(cell)
            continue
        yield [*column, Cell("", PLAIN, cell.signs)]
        column = []
    yield column


def _aligned(line: str, cells: Sequence[Cell]) -> list[Piece]:
    """Return the pieces of ``line`` as the ``cells`` of its source say it, white space aside."""
    from rapidfuzz.distance import LCSseq

    source = list(_inked(cells))
    inked = [index for index, character in enumerate(line) if not character.isspace()]
    found: dict[int, Cell] = {}
    signs: dict[int, tuple[Piece, ...]] = {}
    last = -1
    steps = LCSseq.opcodes([cell.text for cell in source], [line[index] for index in inked])
    for step in steps:
        for offset in range(step.src_end - step.src_start):
            cell, to = source[step.src_start + offset], step.dest_start + offset
            seat = last + 1 if last >= 0 else inked[0] if inked else len(line) // 2
            if cell.signs:
                signs[seat] = (*signs.get(seat, ()), *cell.signs)
            if step.tag == "equal":
                last = inked[to]
                found[last] = cell
    pieces: list[Piece] = []
    for index, character in enumerate(line):
        own = found.get(index)
        form = own.form if own else _between(index, found) if character.isspace() else PLAIN
        pieces += [*signs.get(index, ()), Piece(character, form)]
    return [*pieces, *signs.get(len(line), ())]


def _inked(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the cells that are no blank, each with the signs before the blanks that it follows."""
    waiting: tuple[Piece, ...] = ()
    for cell in cells:
        if cell.text.isspace():
            waiting += cell.signs
        else:
            yield replace(cell, signs=(*waiting, *cell.signs)) if waiting else cell
            waiting = ()


def _between(index: int, found: Mapping[int, Cell]) -> Form:
    """Return the form of a blank: that of its neighbours where they share one."""
    before, behind = found.get(index - 1), found.get(index + 1)
    return before.form if before and behind and before.form == behind.form else PLAIN
