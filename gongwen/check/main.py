"""A document held against everything: its rules, its words, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gongwen.address import WHOLE, Address, Place
from gongwen.check.line_ends import with_line_end
from gongwen.check.line_findings import wording_findings
from gongwen.check.lines import Said, said_by, said_in
from gongwen.check.twins import without_twins
from gongwen.document import Document
from gongwen.finding import Finding
from gongwen.ink import InkPage
from gongwen.profile import Profile
from gongwen.recognise.main import recognise
from gongwen.recognise.reading import Reading
from gongwen.rules.attachments.pages import attachment_findings
from gongwen.rules.document_rules import check_document
from gongwen.rules.head.order import order_findings
from gongwen.rules.page.drafting import drafting_findings
from gongwen.rules.page.looks import look_findings
from gongwen.rules.page.printed_looks import Printout, printed_findings
from gongwen.rules.reading import READ_CODES
from gongwen.rules.rule import day_of
from gongwen.transcript import Transcript
from gongwen.zh.spaces import tighten

_NOT_IN_TEXT = ("head.joint-missing",)
"""Rules of what paper does not tell: a joint mark may name the first agency alone, seals may stand for names (7.2.4)."""
_NOT_ALONE = ("body.attachment-mark",)
"""Rules of what an attachment is called, which its page may say otherwise than the line where the rule looks."""
_NOT_ON_PAGES = (
    "quotes.unpaired", "brackets.unpaired", "attachment-lines.title", "marks.trailing", "marks.no-end",
)  # fmt: skip
"""Rules of what the lines of a page may cut in two."""
_ON_IMPRINT = ("imprint.no-copies", "imprint.no-keywords")
"""Rules of what is missing from a 版记; a copy without any 版记, as web pages have it, tells nothing of it."""
_OF_AGENCIES = ("recipients.person", "recipients.honour")
"""Rules of who a document goes to that do not hold for an answer: it goes to who has written."""
_ANSWER = re.compile(r"(?:答复|复函|答复函|答复意见)$")


class Checking(NamedTuple):
    """What a document is held against, beside the rules."""

    profile: Profile
    day: str = ""
    """The day whose rules count, YYYY-MM-DD; "" for that of the document."""
    allowed: Sequence[str] = ()
    """Texts that no rule of wording touches."""


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
    findings = [
        *check_document(reading.document, where, checking.day),
        *order_findings(where),
        *(doubt for doubt in reading.doubts if doubt.code in READ_CODES),
        *attachment_findings(reading, checking.profile),
        *_wording(said, reading.document, checking),
    ]
    left_out = (
        *(() if "发文机关" in transcript.facts else _NOT_IN_TEXT),
        *(_NOT_ON_PAGES if places else ()),
        *(() if _has_imprint(reading.document) else _ON_IMPRINT),
    )
    findings = [
        each
        for each in without_twins(findings, said)
        if each.code not in left_out and (each.span or each.code not in _NOT_ALONE)
    ]
    lines = {(line.at.page, line.at.line): line.text for line in flat.lines}
    findings = [with_line_end(each, lines) for each in findings]
    if docx:
        findings += look_findings(docx, reading, checking.profile)
        findings += drafting_findings(docx)
    if pages:
        findings += printed_findings(Printout(reading, places, pages), checking.profile, is_final=True)
    return sorted((_moved(each, places) for each in findings), key=in_order)


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
    document: Document, places: Mapping[Address, Place], checking: Checking, text: str = ""
) -> list[Finding]:
    """Return what was found in a document in the input format; ``text`` is that of its file, if known."""
    said = said_by(document, places, text)
    findings = [
        *check_document(document, places, checking.day),
        *_wording(said, document, checking),
    ]
    return sorted(without_twins(findings, said), key=in_order)


def _wording(said: Sequence[Said], document: Document, checking: Checking) -> list[Finding]:
    found = wording_findings(said, checking.day or day_of(document), checking.allowed)
    is_answer = document.kind == "函" and _ANSWER.search(tighten(document.title)) is not None
    return [each for each in found if not (is_answer and each.code in _OF_AGENCIES)]


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


def _moved(finding: Finding, places: Mapping[int, Place]) -> Finding:
    if finding.at is None or not places:
        return finding
    return replace(finding, at=places.get(finding.at.line, finding.at))


def places_of(reading: Reading) -> dict[Address, Place]:
    """Return where each element of a reading was found, by its keys; the lines of a text where their words stand."""
    found = {element: stretches[0].at for element, stretches in reading.stretches.items() if stretches}
    found |= {trace.element: trace.at for trace in reversed(reading.traces)}
    first = next((line.at for line in reading.transcript.lines if line.text.strip()), None)
    return {WHOLE: first, **found} if first else found


def in_order(finding: Finding) -> tuple[bool, int, int, int, tuple[int, int]]:
    """Return what puts a finding in the order of the text; those of the whole document come last."""
    at = finding.at
    return (False, at.page, at.line, at.column, finding.span or (0, 0)) if at else (True, 0, 0, 0, (0, 0))
