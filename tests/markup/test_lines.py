"""What each line of tests/markup/lines.txt says: indented below it.

What is read has changed on purpose, or a line was added: ``pytest tests/markup/test_lines.py --accept -n0`` writes the rest; look
at it before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gongwen.markup.reading import (
    PLAIN,
    Form,
    Marked,
    PictureLine,
    Piece,
    plain_text,
    read_cell,
    read_line,
    read_note,
    read_picture,
    shown_text,
)
from gongwen.markup.table_rows import is_separator
from gongwen.markup.writing import escape, write_line, write_note, write_picture

KEPT = Path(__file__).with_name("lines.txt")
INDENT = "    "


def test_lines_say_what_they_said(request: pytest.FixtureRequest) -> None:
    text = KEPT.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(INDENT)]
    found = "".join(
        f"{line}\n{''.join(f'{INDENT}{each}{chr(10)}' for each in _said(line))}" for line in lines
    )
    if request.config.getoption("--accept"):
        KEPT.write_text(found, encoding="utf-8", newline="\n")
        return
    assert found.splitlines() == text.splitlines()


def _said(line: str) -> Iterator[str]:
    """All that there is to say of ``line``; nothing of one that is but its characters."""
    marked, cell = read_line(line), read_cell(line)
    if marked != Marked((Piece(line),)):
        yield f"读作 {_told(marked.pieces)}"
    if plain_text(line) != line:
        yield f"字 {plain_text(line)}"
    if shown_text(marked.pieces) != marked.text:
        yield f"示 {shown_text(marked.pieces)}"
    yield from (f"{each.start}—{each.end} {each.message}" for each in marked.oddities)
    if cell.pieces != marked.pieces:
        yield f"格 {_told(cell.pieces)}"
    if (again := write_line(marked.pieces)) != line:
        yield f"写作 {again}"
    if escape(line) != line:
        yield f"逃 {escape(line)}"
    if picture := read_picture(line):
        kind = "公式" if picture.is_formula else "对象" if picture.is_object else "图"
        yield f"{kind} {picture.caption} {picture.path} {picture.width:g} → {write_picture(picture)}"
    if note := read_note(line):
        yield f"注 {note.key} {note.text} → {write_note(note)}"
    if is_separator(line):
        yield "分隔"


def _told(pieces: Iterable[Piece]) -> str:
    return "".join(f"‖{piece.text}{_form(piece.form)}" for piece in pieces)


def _form(form: Form) -> str:
    said = [f"{name}={value}" for name, value in form._asdict().items() if value != getattr(PLAIN, name)]
    return f"〈{' '.join([*said, *(['图'] * form.is_picture)])}〉" if said else ""


def test_a_picture_asks_for_no_width_by_itself() -> None:
    assert write_picture(PictureLine("图", "图.png")) == "![图](图.png)"
