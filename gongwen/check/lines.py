"""What a document says, line by line: each with the part that it belongs to, for the rules of wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongwen.address import Address, Piece, Place, Stretch
from gongwen.document import Document
from gongwen.rules.rule import Part
from gongwen.rules.texts import main_texts_of, texts_of


class Said(NamedTuple):
    """A line of a document."""

    part: Part
    text: str
    at: Place | None
    offset: int | None = 0
    """How many characters stand before it in its line of the file; None when it is in several lines."""
    pieces: tuple[Piece, ...] = ()
    """The lines of which it was put together, as a title that is broken; () for a line that is whole."""

    def piece_at(self, place: int) -> Piece:
        """Return the piece in which the character at ``place`` stands."""
        return next(piece for piece in reversed(self.pieces) if piece.start <= place)


def said_by(document: Document, places: Mapping[Address, Place], text: str = "") -> list[Said]:
    """Return the lines of a document as it was written in the input format; ``text`` is that of its file, if known."""
    return list(_written(document, places, text.split("\n")))


def _written(document: Document, places: Mapping[Address, Place], lines: Sequence[str]) -> Iterator[Said]:
    texts: list[tuple[Part, str, Address]] = [
        ("版头", document.doc_number, Address("发文字号")),
        ("标题", document.title, Address("标题")),
        (
            "主送机关",
            f"{document.main_recipients}：" if document.main_recipients else "",
            Address("主送机关"),
        ),
        ("附注", f"（{document.note.strip('（）()')}）" if document.note else "", Address("附注")),
        ("抄送机关", document.copy_recipients, Address("抄送机关")),
    ]
    texts += [("标题", each.title, way.to("标题")) for way, each in document.carried]
    for main in main_texts_of(document):
        for index, each in enumerate(main.attachments):
            texts.append(("附件说明", each.title, main.path.to("附件", index, "标题")))
    for part, text, path in texts:
        if text:
            shown, at = "".join(text.splitlines()), places.get(path)
            pieces = _pieces_of(shown, at, lines)
            yield Said(part, shown, at, 0 if pieces else None, pieces)
    for body in texts_of(document):
        for index, line in enumerate(body.body):
            kind: Part = "表格" if line.startswith("|") else "正文"
            path = body.line(index)
            yield Said(kind, line, places.get(path))


def _pieces_of(text: str, at: Place | None, lines: Sequence[str]) -> tuple[Piece, ...]:
    """Return what of ``text`` stands in the file as it is, but for a colon that the layout adds.

    () for what is folded or quoted there, which cannot be changed character by character.
    """
    if at is None or at.line > len(lines):
        return ()
    written = lines[at.line - 1][at.column - 1 :].rstrip()
    return (Piece(0, Stretch(at, 0, len(written))),) if written and text in (written, f"{written}：") else ()
