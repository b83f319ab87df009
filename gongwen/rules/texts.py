"""The texts of a document: its own, that of what it carries, and those of the attachments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongwen.address import WHOLE, Address
from gongwen.document import Attachment, Document, Roster
from gongwen.terms.heading import without_mark


@dataclass(frozen=True)
class Text:
    """A body with what belongs to it."""

    path: Address
    """The way to what it is the text of; () for the document itself."""
    written: tuple[str, ...]
    """Its lines with the marks that say whether they are headings."""
    roster: Roster
    attachments: tuple[Attachment, ...] = ()

    @cached_property
    def body(self) -> tuple[str, ...]:
        """Its lines without these marks."""
        return tuple(map(without_mark, self.written))

    def line(self, index: int) -> Address:
        """Return the way to the paragraph at ``index``."""
        return self.path.to("正文", index)


def texts_of(document: Document) -> Iterator[Text]:
    """Yield every text of ``document`` in the order of its pages."""
    for main in main_texts_of(document):
        yield main
        yield from _attached(main.attachments, main.path)


def main_texts_of(document: Document) -> Iterator[Text]:
    """Yield the texts that may have attachments: that of the document, that of what it carries."""
    yield Text(WHOLE, document.body, document.roster, document.attachments)
    for way, carried in document.carried:
        yield Text(way, carried.body, carried.roster, carried.attachments)


def _attached(attachments: Sequence[Attachment], path: Address) -> Iterator[Text]:
    for index, attachment in enumerate(attachments):
        yield Text(path.to("附件", index), attachment.body, attachment.roster)
