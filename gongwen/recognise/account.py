"""What became of the lines of a source: placed in an element, left out with a reason, or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongwen.address import Address, Place
from gongwen.document import Document, rosters_of
from gongwen.recognise.draft import Draft
from gongwen.recognise.passages import Passage
from gongwen.recognise.reading import Reading, Repair
from gongwen.transcript import Line
from gongwen.zh.spaces import bare

_TEXTS = ("正文", "名单", "文种", "格式")
"""What is no element of its own: what is counted otherwise, and what is concluded."""


_TELLING = ("标题", "发文机关", "发文机关标志", "发文字号", "主送机关", "署名", "签名章", "成文日期")
"""What tells a document."""


@dataclass(frozen=True, slots=True)
class Account:
    """How much was found in a source."""

    elements: int
    paragraphs: int
    people: int
    left_out: int
    """Lines that are not of the document, and those that say again what another one says."""
    doubts: int

    def __str__(self) -> str:
        """Return the counts on one line, people only where there are any."""
        people = f" · 名单 {self.people} 人" if self.people else ""
        counts = f"要素 {self.elements} · 段 {self.paragraphs}{people}"
        return f"{counts} · 略去 {self.left_out} 行 · 存疑 {self.doubts}"


def account(reading: Reading) -> Account:
    """Return the counts of ``reading``."""
    document = reading.document
    found = {trace.element for trace in reading.traces if trace.element[-1] not in _TEXTS}
    seats = [each for _, _, roster in rosters_of(document) for each in roster.values()]
    people = sum(len(each) for each in seats if not isinstance(each, str))
    paragraphs = sum(map(len, _bodies(document)))
    return Account(len(found), paragraphs, people, len(left_out(reading)), len(reading.doubts))


def left_out(reading: Reading) -> list[Repair]:
    """Return the whole lines that ``reading`` left out, each with the first reason."""
    written = {line.at: line.text.strip() for line in reading.transcript.lines}
    gone: dict[Place, list[Repair]] = defaultdict(list)
    for each in filter(_is_gone, reading.repairs):
        gone[each.at].append(each)
    whole = {at: "".join(each.before for each in repairs) for at, repairs in gone.items()}
    return [
        Repair(at, whole[at], "", repairs[0].reason)
        for at, repairs in gone.items()
        if bare(whole[at]) == bare(written.get(at, ""))
    ]


def _bodies(document: Document) -> Iterator[Sequence[str]]:
    """Yield the lines of every body of the document."""
    yield document.body
    yield from (each.body for each in document.attachments)
    for _, part in document.carried:
        yield part.body
        yield from (each.body for each in part.attachments)


def _is_gone(repair: Repair) -> bool:
    return repair.is_applied and bool(repair.before) and not repair.after


def is_official(reading: Reading) -> bool:
    """Whether anything was found that tells a document: title, issuer, number, recipients or date, guesses apart."""
    sure = {trace.element for trace in reading.traces if trace.sureness != "推测"}
    return any(element in sure for element in map(Address, _TELLING))


def find_unplaced(lines: Iterable[Line], passages: Iterable[Passage], draft: Draft) -> list[Line]:
    """Return the lines that say something and of which neither an element nor a repair tells."""
    known = {
        *(trace.at for trace in draft.traces),
        *(at for _, at in draft.covered),
        *(each.at for found in draft.stretches.values() for each in found),
        *(repair.at for repair in draft.repairs),
    }
    for passage in passages:
        others = {piece.source.at for piece in passage.pieces if piece.source.at is not passage.at}
        if others and (passage.at in known or others & known):
            known |= {passage.at, *others}
    return [line for line in lines if line.text.strip() and line.at not in known]
