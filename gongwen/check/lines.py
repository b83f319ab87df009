"""What a document says, line by line: each with the part that it belongs to, for the rules of wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongwen.address import Address, Piece, Place, Stretch, Stretches
from gongwen.document import Document
from gongwen.markup.reading import read_line, shown_text
from gongwen.rules.rule import Part
from gongwen.rules.texts import main_texts_of, texts_of


class WrittenLine(NamedTuple):
    """A line of a document."""

    part: Part
    text: str
    at: Place | None
    offset: int | None
    """How many characters stand before it in its line of the file; None when it is in several lines."""
    pieces: tuple[Piece, ...] = ()
    """The lines of which it was put together, as a title that is broken; () for a line that is whole."""

    def piece_at(self, index: int) -> Piece:
        """Return the piece in which the character at ``index`` stands."""
        return next(piece for piece in reversed(self.pieces) if piece.start <= index)


def said_by(
    document: Document, places: Mapping[Address, Place], stretches: Stretches | None
) -> list[WrittenLine]:
    """Return the lines of a document as it was written in the input format.

    ``stretches`` are those of the texts that stand in the file as they are; None where nothing is to be changed there.
    """
    return list(_written(document, places, stretches))


def _written(
    document: Document, places: Mapping[Address, Place], stretches: Stretches | None
) -> Iterator[WrittenLine]:
    known = stretches or {}
    for part, value, path, text in _values(document):
        if value:
            pieces = tuple(Piece(0, each) for each in known.get(path, ()) if text.startswith(value))
            yield WrittenLine(
                part, "".join(text.splitlines()), places.get(path), 0 if pieces else None, pieces
            )
    for body in texts_of(document):
        for index, line in enumerate(body.body):
            kind: Part = "表格" if line.startswith("|") else "正文"
            path, written = body.line(index), body.written[index]
            found = known.get(path, ())
            is_as_written = stretches is None or bool(found and line == written)
            pieces = () if is_as_written else tuple(_pieces(line, written, found))
            yield WrittenLine(kind, line, places.get(path), 0 if is_as_written else None, pieces)


def _pieces(line: str, written: str, found: Sequence[Stretch]) -> Iterator[Piece]:
    """Yield where the pieces of ``line`` stand, which is ``written`` with notation; nothing where that is not sure."""
    marked = read_line(written).pieces
    if shown_text(marked) != line or any(written.count(each.text) != 1 for each in marked):
        return
    for stretch in found:
        start = 0
        for text, _ in marked:
            at = stretch.start + written.index(text)
            yield Piece(start, Stretch(stretch.at, at, at + len(text)))
            start += len(text)


def _values(document: Document) -> Iterator[tuple[Part, str, Address, str]]:
    """Yield what is said on a line of its own: its value, and the text as it is printed."""
    recipients, note = document.main_recipients, document.note
    yield "版头", document.doc_number, Address("发文字号"), document.doc_number
    yield "标题", document.title, Address("标题"), document.title
    yield "主送机关", recipients, Address("主送机关"), f"{recipients}："
    yield "附注", note, Address("附注"), f"（{note.strip('（）()')}）"
    yield "抄送机关", document.copy_recipients, Address("抄送机关"), document.copy_recipients
    for way, carried in document.carried:
        yield "标题", carried.title, way.to("标题"), carried.title
    for main in main_texts_of(document):
        for index, each in enumerate(main.attachments):
            yield "附件说明", each.title, main.path.to("附件", index, "标题"), each.title
