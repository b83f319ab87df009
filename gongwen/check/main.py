"""A document held against everything: its rules, its words, and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gongwen.address import WHOLE, Address, Place, Stretches
from gongwen.check.documents import check_document, told_in
from gongwen.check.file_lines import said_in
from gongwen.check.line_findings import wording_findings
from gongwen.check.lines import WrittenLine, said_by
from gongwen.document import Document
from gongwen.finding import Finding, excerpt_of
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.unfinished import count_unfinished
from gongwen.pattern import pattern
from gongwen.profile import Profile
from gongwen.recognise.main import recognise
from gongwen.recognise.reading import Reading
from gongwen.rules.catalogue import rules_that_read
from gongwen.rules.filed import Filed
from gongwen.rules.page import drafting
from gongwen.rules.page.looks import look_findings
from gongwen.rules.printed.looks import Printout, printed_findings
from gongwen.rules.rule import Around, Need, day_of
from gongwen.rules.texts import texts_of
from gongwen.transcript import Transcript
from gongwen.zh.spaces import tighten

if TYPE_CHECKING:
    from gongwen.ink import InkPage

_ANSWER = pattern(r"(?:答复|复函|答复函|答复意见)$")


class Checking(NamedTuple):
    """What a document is held against, beside the rules."""

    profile: Profile
    day: str = ""
    """The day whose rules count, YYYY-MM-DD; "" for that of the document."""
    allowed: Sequence[str] = ()
    """Texts that no rule of wording touches."""
    phrases: Sequence[str] = ()
    """Fixed phrases of the office."""


def check_file(
    transcript: Transcript,
    choose: Callable[[Document], Checking],
    docx: bytes = b"",
    pages: Sequence[InkPage] = (),
) -> list[Finding]:
    """Return what was found in a file of anybody's making; ``choose`` says what its document is held against.

    ``docx`` is the file where it is one, ``pages`` are those of a PDF; what is neither has no looks.
    Raises InputError when there is no text, or when a part of the file is damaged.
    """
    flat, places = _flattened(transcript)
    reading = recognise(flat)
    checking = choose(reading.document)
    said, where = said_in(reading, checking.profile), places_of(reading)
    unknown = frozenset(_unknown(transcript, reading.document, has_pages=bool(places)))
    filed = Filed(reading, where, checking.profile)
    findings = [
        *_written(reading.document, where, said, checking, unknown),
        *told_in([each for each in rules_that_read("reading") if each.needs not in unknown], filed),
    ]
    if docx:
        findings += look_findings(docx, reading, checking.profile)
        findings += told_in((drafting.changes, drafting.comments), count_unfinished(unpack(docx)))
    if pages:
        findings += printed_findings(Printout(reading, places, pages), checking.profile, is_final=True)
    texts = {line.at: line.text for line in flat.lines}
    return sorted((_moved(_shown(each, texts), places) for each in findings), key=in_order)


def check_print(
    transcript: Transcript, pages: Sequence[InkPage], choose: Callable[[Document], Checking]
) -> list[Finding]:
    """Return where the elements of a docx stand wrongly as it was laid out; ``transcript`` is that of its PDF."""
    flat, places = _flattened(transcript)
    reading = recognise(flat)
    checking = choose(reading.document)
    found = printed_findings(Printout(reading, places, pages), checking.profile, is_final=False)
    return [_moved(each, places) for each in found]


def check_source(
    document: Document, places: Mapping[Address, Place], stretches: Stretches, checking: Checking
) -> list[Finding]:
    """Return what was found in a document in the input format.

    ``stretches`` are those of the texts that can be changed in its file character by character.
    """
    said = said_by(document, places, stretches)
    found = _written(document, places, said, checking, frozenset(_answered(document)))
    texts = {
        at: written
        for body in texts_of(document)
        for index, written in enumerate(body.written)
        if (at := places.get(body.line(index)))
    }
    return sorted((_shown(each, texts) for each in found), key=in_order)


def _written(
    document: Document,
    places: Mapping[Address, Place],
    said: Sequence[WrittenLine],
    checking: Checking,
    unknown: Collection[Need],
) -> list[Finding]:
    """Return what is wrong with the elements of ``document``, and with what its lines say."""
    told = check_document(document, places, checking.day, said, unknown)
    day, around = (
        checking.day or day_of(document),
        Around(range_sign=checking.profile.words["起止号"], phrases=tuple(checking.phrases)),
    )
    wording = wording_findings(said, day, checking.allowed, around=around, unknown=unknown, told=told.spans)
    return [*told.findings, *wording]


def _unknown(transcript: Transcript, document: Document, *, has_pages: bool) -> Iterator[Need]:
    """Yield what a file leaves unknown; doubts of which rules tell more are for who reads it."""
    yield "reader"
    yield from _answered(document)
    if "发文机关" not in transcript.facts:
        yield "issuers"
    if has_pages:
        yield "paragraphs"
    if not _has_imprint(document):
        yield "imprint"


def _answered(document: Document) -> Iterator[Need]:
    if document.kind == "函" and _ANSWER.search(tighten(document.title)):
        yield "agencies"


def _has_imprint(document: Document) -> bool:
    return bool(document.print_issuer or document.print_date or document.copy_recipients or document.keywords)


def _flattened(transcript: Transcript) -> tuple[Transcript, Mapping[int, Place]]:
    """Return a transcript whose lines are counted over the whole file, and where each line was; {} where they are."""
    if not any(line.at.page for line in transcript.lines):
        return transcript, {}
    places = {number: line.at for number, line in enumerate(transcript.lines, 1)}
    lines = tuple(
        replace(line, at=replace(line.at, line=number)) for number, line in enumerate(transcript.lines, 1)
    )
    return replace(transcript, lines=lines), places


def _shown(finding: Finding, texts: Mapping[Place, str]) -> Finding:
    """Return ``finding`` with its excerpt as the line stands in the file, where ``texts`` have that."""
    text = texts.get(finding.place) if finding.place and finding.span else None
    return finding if text is None else replace(finding, excerpt=excerpt_of(text, finding.span))


def _moved(finding: Finding, places: Mapping[int, Place]) -> Finding:
    if finding.at is None or not places:
        return finding
    at = finding.at
    return replace(finding, at=at._replace(at=places.get(at.at.line, at.at)))


def places_of(reading: Reading) -> dict[Address, Place]:
    """Return where each element of a reading was found, by its keys; the lines of a text where their words stand."""
    found = {element: stretches[0].at for element, stretches in reading.stretches.items() if stretches}
    found |= {trace.element: trace.at for trace in reversed(reading.traces)}
    first = next((line.at for line in reading.transcript.lines if line.text.strip()), None)
    return {WHOLE: first, **found} if first else found


def in_order(finding: Finding) -> tuple[bool, int, int, int, tuple[int, int]]:
    """Return what puts a finding in the order of the text; those of the whole document come last."""
    at = finding.place
    return (False, at.page, at.line, at.column, finding.span or (0, 0)) if at else (True, 0, 0, 0, (0, 0))
