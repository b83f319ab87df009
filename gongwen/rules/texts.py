"""The texts of a document: its own, that of what it carries, and those of the attachments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gongwen.address import WHOLE, Address
from gongwen.document import Attachment, Document, Roster
from gongwen.markup.reading import read_line, read_note, read_picture, shown_text
from gongwen.terms.heading import without_mark
from gongwen.terms.title import one_line

Lines = tuple[tuple[Address, str], ...]
_last: dict[type[Document], tuple[Document, Lines]] = {}
"""The document whose lines were asked for last, and they."""


@dataclass(frozen=True, slots=True)
class Text:
    """A body with what belongs to it."""

    path: Address
    """The way to what it is the text of; () for the document itself."""
    body: tuple[str, ...]
    """Its lines without the marks that say whether they are headings, and without notation: a picture is its
    caption, a footnote its text."""
    written: tuple[str, ...]
    """The same with these marks and the notation."""
    roster: Roster
    attachments: tuple[Attachment, ...] = ()

    def line(self, index: int) -> Address:
        """Return the way to the paragraph at ``index``."""
        return self.path.to("正文", index)


class Said(NamedTuple):
    """A name where it stands."""

    path: Address
    line: str
    span: tuple[int, int]
    name: str


def _said(line: str) -> str:
    """Return what is printed of a line that is a picture or the text of a footnote, in the notation."""
    if line[:1] not in ("!", "["):
        return line
    picture, note = read_picture(line), read_note(line)
    if picture:
        return "" if picture.is_formula else picture.caption
    return note.text if note else line


def texts_of(document: Document) -> Iterator[Text]:
    """Yield every text of ``document`` in the order of its pages."""
    for main in main_texts_of(document):
        yield main
        yield from _attached(main.attachments, main.path)


def main_texts_of(document: Document) -> Iterator[Text]:
    """Yield the texts that may have attachments: that of the document, that of what it carries."""
    yield Text(WHOLE, _unmarked(document.body), document.body, document.roster, document.attachments)
    for way, carried in document.carried:
        yield Text(way, _unmarked(carried.body), carried.body, carried.roster, carried.attachments)


def lines_of(document: Document) -> Lines:
    """Return the lines of every text of ``document``, each with the way to it.

    Those of the document that was asked for last are kept, as one rule after the other asks for them.
    """
    known = _last.get(Document)
    if known is None or known[0] is not document:
        lines = tuple(
            (text.line(index), line) for text in texts_of(document) for index, line in enumerate(text.body)
        )
        known = _last[Document] = document, lines
    return known[1]


def title_and_lines_of(document: Document) -> Iterator[tuple[Address, str]]:
    """Yield the title of ``document`` on one line, and the lines of every text, each with the way to it."""
    yield Address("标题"), one_line(document.title)
    yield from lines_of(document)


def _attached(attachments: Sequence[Attachment], path: Address) -> Iterator[Text]:
    for index, attachment in enumerate(attachments):
        yield Text(path.to("附件", index), _unmarked(attachment.body), attachment.body, attachment.roster)


@lru_cache(maxsize=64)
def _unmarked(body: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(shown_text(read_line(without_mark(_said(line))).pieces) for line in body)
