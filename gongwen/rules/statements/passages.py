"""Where a text speaks of one thing: each item with what stands below it, cut to sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.make.tables.sketch import is_row
from gongwen.pattern import pattern
from gongwen.rules.texts import texts_of
from gongwen.terms.label import find_label

_SENTENCE = pattern("[^。；]+[。；]?")
_BELOW = 3
"""Paragraphs below the heading of an item that belong to it."""


class Passage(NamedTuple):
    """An item of a text, or a paragraph of none."""

    path: Address
    line: str
    """The paragraph with which it begins."""
    whole: str
    """All of it."""

    def about(self, name: str) -> Iterator[str]:
        """Yield what it says of ``name``: all where its heading has it, else the sentences that do."""
        sentences = _SENTENCE.findall(self.whole)
        if sentences and name in sentences[0] and find_label(self.line):
            yield self.whole
        else:
            yield from (sentence for sentence in sentences if name in sentence)

    def timed(self) -> Iterator[str]:
        """Yield each sentence that names a month, behind its heading."""
        first, *others = _SENTENCE.findall(self.whole) or [""]
        head = first if find_label(self.line) else ""
        yield from (head + sentence for sentence in others if "月" in sentence)
        if "月" in first:
            yield first


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Return the passages of every text of ``document``, tables left out, in order."""
    return tuple(passage for text in texts_of(document) for passage in _passages(text.path, text.body))


def _passages(path: Address, body: Sequence[str]) -> Iterator[Passage]:
    head = 0
    whole: list[str] = []
    for index, line in enumerate((*body, "")):
        is_below = whole and index - head <= _BELOW and not is_row(line) and find_label(whole[0])
        if is_below and line and not find_label(line):
            whole.append(line)
            continue
        if whole:
            yield Passage(path.to("正文", head), whole[0], "\n".join(whole))
        head, whole = index, [] if is_row(line) else [line]
