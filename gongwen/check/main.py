"""A document held against everything: its rules, its words, and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gongwen.check.attachment_pages import attachment_findings
from gongwen.check.drafting import drafting_findings
from gongwen.check.head_order import order_findings
from gongwen.check.line_ends import with_line_end
from gongwen.check.looks import look_findings
from gongwen.check.rule import day_of
from gongwen.check.rules import check_document
from gongwen.check.said import Said, said_by, said_in
from gongwen.check.texts import texts_of
from gongwen.check.wording import wording_findings
from gongwen.document import Document
from gongwen.finding import Finding, find_excerpt, placed_fixes
from gongwen.flow import Place
from gongwen.make.setting import Path
from gongwen.profile import Profile
from gongwen.recognise.main import recognise
from gongwen.recognise.reading import Reading
from gongwen.transcript import Transcript
from gongwen.zh.labels import find_label
from gongwen.zh.spaces import tighten

_LABEL, _TITLE = "body.label-form", "title."
_TITLE_LINES = 7
"""A title has no more lines."""
_TWINS: Mapping[str, tuple[str, ...]] = {
    "title.end-mark": ("titles.end",),
    "title.doubled": ("titles.doubled", "typos.twice"),
    "imprint.keywords": ("imprint-lines.keywords",),
    "head.number-brackets": ("references.brackets", "brackets."),
    "head.number-zeros": ("references.zeros",),
    "head.number-ordinal": ("references.ordinal",),
    "head.number-end": ("references.no-end",),
    "head.number-spaces": ("references.spaces", "spaces."),
    "head.number-year": ("references.short-year",),
    "head.number-digits": ("numerals.full-width",),
    "body.attachment-mark": ("attachment-lines.end",),
    "body.attachment-quotes": ("attachment-lines.quotes",),
    _LABEL: ("labels.", "brackets.half-width", "marks.half-width"),
    "text.range": ("ranges.",),
    "closing.person": ("recipients.person",),
    "body.request-in-report": ("phrases.report-asks",),
}
"""Rules of a document that tell the same fault as rules of wording: the former says it, the latter how to mend it."""
_NOT_IN_TEXT = ("head.joint-missing",)
"""Rules of what paper does not tell: a joint mark may name the first agency alone, seals may stand for names (7.2.4)."""
_NOT_ALONE = ("body.attachment-mark",)
"""Rules of what an attachment is called, which its page may say otherwise than the line where the rule looks."""
_NOT_ON_PAGES = ("quotes.unpaired", "brackets.unpaired", "attachment-lines.title")
"""Rules of what the lines of a page may cut in two."""
_DOUBTS = ("read.name",)
"""What the reader doubts that no rule says."""


class Checking(NamedTuple):
    """What a document is held against, beside the rules."""

    profile: Profile
    day: str = ""
    """The day whose rules count, YYYY-MM-DD; "" for that of the document."""
    allowed: Sequence[str] = ()
    """Texts that no rule of wording touches."""


def check_file(data: bytes, transcript: Transcript, choose: Callable[[Document], Checking]) -> list[Finding]:
    """Return what was found in a file of anybody's making; ``choose`` says what its document is held against.

    ``data`` is a docx, or b"" for what has no looks. Raises InputError when there is no text, or when a part
    of the file is damaged.
    """
    flat, places = _flattened(transcript)
    reading = recognise(flat)
    checking = choose(reading.document)
    where = places_of(reading)
    findings = [
        *check_document(reading.document, where, checking.day),
        *order_findings(where),
        *(doubt for doubt in reading.doubts if doubt.code in _DOUBTS),
        *attachment_findings(reading, checking.profile),
        *_wording(said_in(reading, checking.profile), reading.document, checking),
    ]
    left_out = (*(() if "发文机关" in transcript.facts else _NOT_IN_TEXT), *(_NOT_ON_PAGES if places else ()))
    findings = [
        each
        for each in _without_twins(findings)
        if each.code not in left_out and (each.span or each.code not in _NOT_ALONE)
    ]
    lines = {(line.at.page, line.at.line): line.text for line in flat.lines}
    findings = [with_line_end(each, lines) for each in findings]
    if data:
        findings += look_findings(data, reading, checking.profile)
        findings += drafting_findings(data)
    return sorted((_moved(each, places) for each in findings), key=_order)


def check_source(
    document: Document, places: Mapping[Path, Place], checking: Checking, text: str = ""
) -> list[Finding]:
    """Return what was found in a document in the input format; ``text`` is that of its file, if known."""
    findings = [
        *check_document(document, places, checking.day),
        *_wording(said_by(document, places, text), document, checking),
    ]
    return sorted(_without_twins(findings), key=_order)


def _wording(said: Sequence[Said], document: Document, checking: Checking) -> list[Finding]:
    return wording_findings(said, checking.day or day_of(document), checking.allowed)


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


def places_of(reading: Reading) -> dict[Path, Place]:
    """Return where each element of a reading was found, by its keys; the lines of a text where their words stand."""
    found: dict[Path, Place] = {}
    for trace in reading.traces:
        found.setdefault(_path(trace.element), trace.at)
    waiting = [(tighten(text), place) for text, place in reading.passages]
    cursor = 0
    for body in texts_of(reading.document):
        for index, line in enumerate(body.body):
            words = tighten(line)
            place = next((n for n in range(cursor, len(waiting)) if waiting[n][0] == words), None)
            if place is not None:
                found[body.line(index)] = waiting[place][1]
                cursor = place + 1
    found |= dict(_seats(reading))
    first = next((line.at for line in reading.transcript.lines if line.text.strip()), None)
    return {(): first, **found} if first else found


def _seats(reading: Reading) -> Iterator[tuple[Path, Place]]:
    """Yield where each person of a roster stands, by the keys of the seat; those whose line is not found are left out."""
    lines = [("".join(line.text.split()), line.at) for line in reading.transcript.lines]
    for text in texts_of(reading.document):
        cursor = 0
        for role, seats in text.roster.items():
            for index, member in enumerate(seats if not isinstance(seats, str) else ()):
                words = tighten(f"{member.name}{member.post}")
                place = next((n for n in range(cursor, len(lines)) if words in lines[n][0]), None)
                if place is not None:
                    yield (*text.path, "名单", role, index), lines[place][1]
                    cursor = place


def _path(element: str) -> Path:
    """Return the keys of an element: 附件.1.标题 is the title of the first attachment."""
    return tuple(int(step) - 1 if step.isdecimal() else step for step in element.split("."))


def _without_twins(findings: Sequence[Finding]) -> list[Finding]:
    """Return ``findings`` with what two rules say of one line said once."""
    merged: list[Finding] = []
    gone: set[int] = set()
    for finding in findings:
        codes = _TWINS.get(finding.code, ())
        twins = [
            other
            for other in findings
            if codes and other.code.startswith(codes) and id(other) not in gone and _is_beside(other, finding)
        ]
        gone.update(map(id, twins))
        merged.append(_with_fix(finding, twins))
    return [finding for finding, own in zip(merged, findings, strict=True) if id(own) not in gone]


def _is_beside(twin: Finding, finding: Finding) -> bool:
    """Whether ``twin`` is told of what ``finding`` is: of its line, its label, or another line of its title."""
    if finding.at is None or twin.at is None:
        return twin.at == finding.at
    if finding.code == _LABEL:
        return twin.at == finding.at and _is_in_label(twin)
    if finding.code.startswith(_TITLE):
        return twin.at.page == finding.at.page and 0 <= twin.at.line - finding.at.line < _TITLE_LINES
    return twin.at == finding.at


def _is_in_label(finding: Finding) -> bool:
    """Whether ``finding`` is about the label at the head of its line, and not about the words behind it."""
    shown = find_excerpt(finding)
    line = shown.text.lstrip()
    label = find_label(line)
    blanks = len(shown.text) - len(line)
    return bool(label) and len(shown.before) + len(shown.faulty) <= blanks + len(label.text if label else "")


def _with_fix(finding: Finding, twins: Sequence[Finding]) -> Finding:
    """Return ``finding`` where the rules of wording have it, mended as they would."""
    if not twins:
        return finding
    first = twins[0]
    found = replace(finding, at=first.at, span=first.span, excerpt=first.excerpt)
    fixes = [fix for twin in twins for fix in placed_fixes(twin)]
    if not fixes:
        return found
    one = fixes[0].fix if len(fixes) == 1 and fixes[0].at == first.at else None
    return replace(found, mending=first.mending, fix=one, fixes=() if one else tuple(fixes))


def _order(finding: Finding) -> tuple[bool, int, int, int, tuple[int, int]]:
    at = finding.at
    return (False, at.page, at.line, at.column, finding.span or (0, 0)) if at else (True, 0, 0, 0, (0, 0))
