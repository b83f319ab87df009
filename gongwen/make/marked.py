"""Lines in the notation → plain lines for the layout, and the runs that carry what was marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from gongwen.address import Address
from gongwen.document import Attachment, Document, parts_of
from gongwen.flow import Par, Run
from gongwen.markup.reading import (
    NOTATION,
    PLAIN,
    Form,
    Marked,
    PictureLine,
    read_line,
    read_note,
    read_picture,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body without its notation; pictures and the texts of footnotes are no lines of it."""

    lines: tuple[str, ...]
    places: tuple[int, ...]
    """Of each line: its index in the body as written."""
    marked: Mapping[int, Marked] = field(default_factory=dict)
    """Of the lines with notation, by their index here."""
    pictures: Mapping[int, tuple[tuple[int, PictureLine], ...]] = field(default_factory=dict)
    """The pictures that stand before the line with an index here, each with its index in the body as written."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The texts of the footnotes by their keys."""


def read_body(body: Sequence[str]) -> Body:
    """Return what ``body`` says; most have no notation at all."""
    if not any(read_note(line) or read_picture(line) for line in body if line[:1] in ("!", "[")):
        return _without_pictures(body, range(len(body)))
    places: list[int] = []
    pictures: dict[int, tuple[tuple[int, PictureLine], ...]] = {}
    notes: dict[str, str] = {}
    for index, line in enumerate(body):
        if picture := read_picture(line):
            before = len(places)
            pictures[before] = (*pictures.get(before, ()), (index, picture))
        elif note := read_note(line):
            notes[note.key] = note.text
        else:
            places.append(index)
    found = _without_pictures([body[index] for index in places], places)
    return Body(found.lines, tuple(places), found.marked, pictures, notes)


def _without_pictures(lines: Sequence[str], places: Sequence[int]) -> Body:
    marked = {
        index: found
        for index, line in enumerate(lines)
        if NOTATION.search(line) and (found := read_line(line)).text != line
    }
    plain = tuple(marked[index].text if index in marked else line for index, line in enumerate(lines))
    return Body(plain, tuple(places), marked)


class Dresser:
    """Gives paragraphs back what the notation says of their text, and counts the calls of footnotes."""

    def __init__(self, notes: Mapping[str, str], first: int, carried: Mapping[str, bytes]) -> None:
        self.notes = notes
        self.carried = carried
        self._numbers = count(first)

    def dress(self, par: Par, marked: Marked) -> Par:
        """Return ``par``, whose text is the end of that of ``marked``, with runs of its forms."""
        cells = _cells(marked, "".join(run.text for run in par.runs))
        runs = [made for run in par.runs for made in self._cut(run, cells)]
        runs += [self._call(key, par.runs[-1].role) for cell in cells for key in cell.calls]
        return par._replace(runs=tuple(runs))

    def runs(self, marked: Marked) -> tuple[Run, ...]:
        """Return the runs that ``marked`` says; one without text where it says none."""
        return self.dress(Par("", (Run(marked.text),)), marked).runs

    def _cut(self, run: Run, cells: list[_Cell]) -> Iterator[Run]:
        """Yield ``run`` in pieces of one form; its characters are taken from the front of ``cells``."""
        text, form = "", PLAIN
        for character in run.text:
            cell = cells.pop(0) if cells else _Cell()
            if text and (cell.form != form or cell.calls):
                yield self._run(text, run.role, form)
                text = ""
            yield from (self._call(key, run.role) for key in cell.calls)
            text, form = text + character, cell.form
        if text or not run.text:
            yield self._run(text, run.role, form)

    def _run(self, text: str, role: str, form: Form) -> Run:
        return Run(text, role, form, carried=self.carried.get(form.carried, b"") if form.carried else b"")

    def _call(self, key: str, role: str) -> Run:
        note = tuple(
            self._run(piece.text, "", piece.form)
            for piece in read_line(self.notes.get(key, "")).pieces
            if not piece.form.note
        )
        return Run(str(next(self._numbers)), role, Form(script="上标", note=key), note or (Run(""),))


@dataclass(slots=True)
class _Cell:
    """One character: its form, and the keys of the footnotes that are called before it."""

    form: Form = PLAIN
    calls: tuple[str, ...] = ()


def _cells(marked: Marked, own: str) -> list[_Cell]:
    """Return the cells of ``own``, the end of the text of ``marked`` but for spaces, and one of what follows it."""
    cells: list[_Cell] = []
    calls: tuple[str, ...] = ()
    for piece in marked.pieces:
        if piece.form.note:
            calls = (*calls, piece.form.note)
            continue
        for _ in piece.text:
            cells.append(_Cell(piece.form, calls))
            calls = ()
    end = [_Cell(calls=calls)] if calls else []
    if marked.text.endswith(own):
        return [*_after(cells, len(marked.text) - len(own)), *end]
    inked = [cell for cell, sign in zip(cells, marked.text, strict=True) if not sign.isspace()]
    letters = sum(not character.isspace() for character in own)
    rest = iter(_after(inked, max(len(inked) - letters, 0)))
    return [*(_Cell() if sign.isspace() else next(rest, _Cell()) for sign in own), *end]


def _after(cells: list[_Cell], skipped: int) -> list[_Cell]:
    """Return ``cells`` without the first ones, whose calls go to the first that stays."""
    rest = cells[skipped:]
    calls = tuple(key for cell in cells[:skipped] for key in cell.calls)
    if calls and rest:
        rest[0] = _Cell(rest[0].form, (*calls, *rest[0].calls))
    return rest


def first_notes(document: Document) -> dict[Address, int]:
    """Return with which number the footnotes of each part of ``document`` begin, by the way to the part.

    They count through the document in the order of its pages.
    """
    numbers: dict[Address, int] = {}
    number = 1
    for way, part in sorted(parts_of(document), key=lambda each: _is_apart(each[1])):
        numbers[way] = number
        number += sum(
            bool(piece.form.note)
            for line in part.body
            if "[^" in line and not read_note(line)
            for piece in read_line(line).pieces
        )
    return numbers


def _is_apart(part: object) -> bool:
    return isinstance(part, Attachment) and part.is_apart
