"""A document held against the rules of its elements, and the lines of its file in which they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gongwen.address import WHOLE, Address, Place, Stretch
from gongwen.check.line_findings import Span, finding_in, wording_findings
from gongwen.check.lines import WrittenLine, said_by
from gongwen.document import Document
from gongwen.finding import Finding
from gongwen.rules.catalogue import BUILT, rules_that_read
from gongwen.rules.rule import IN_FORCE, AnyRule, Around, Fault, Need, Slip, Spot, day_of


class Told(NamedTuple):
    """What is wrong with the elements of a document."""

    findings: list[Finding]
    """In the order of the rules."""
    spans: dict[int, list[Span]]
    """The characters that they are about, by the number of the line: no other rule tells them again."""


def check_elements(
    document: Document, places: Mapping[Address, Place], day: str = "", around: Around | None = None
) -> list[Finding]:
    """Return what is wrong with ``document`` before it is printed, in the order of the places; [] when nothing is.

    ``places`` says where each element was written; a fault of what is not in it stands at what it
    belongs to, or has no place and comes last. The rules of ``day`` (YYYY-MM-DD) count, "" is the 成文日期.
    """
    lines = said_by(document, places, None)
    own = rules_that_read("line", "lines", of=BUILT)
    found = [
        *check_document(document, places, day).findings,
        *wording_findings(lines, day or day_of(document), around=around or Around(), rules=own),
    ]
    return sorted(map(_bare, found), key=_order)


def _bare(finding: Finding) -> Finding:
    """Return ``finding`` about the line as a whole, as it is told of what is built."""
    return replace(finding, at=Stretch(finding.at.at) if finding.at else None, excerpt="", fixes=())


def check_document(
    document: Document,
    places: Mapping[Address, Place],
    day: str = "",
    lines: Sequence[WrittenLine] = (),
    unknown: Collection[Need] = (),
) -> Told:
    """Return what breaks a rule of the elements of ``document``, as :func:`check_elements` does.

    ``lines`` are those of the file where characters can be told and changed; rules that need what is ``unknown``
    tell nothing.
    """
    when = day or day_of(document)
    told = Told([], {})
    for rule in rules_that_read("document", of=BUILT):
        if rule.applies(when) and rule.needs not in unknown:
            for fault in rule.find(document):
                _tell(replace(rule, clause=_clause(rule, when)), fault, places, lines, told)
    return told


def _clause(rule: AnyRule, day: str) -> str:
    """Return the clause of ``rule``; "" for a day before the standard that the clause is of."""
    return "" if "" < day < IN_FORCE and not rule.until else rule.clause


def _tell(
    rule: AnyRule, fault: Fault, places: Mapping[Address, Place], lines: Sequence[WrittenLine], told: Told
) -> None:
    assert rule.force is not None
    at = next((Stretch(places[path]) for path in (*fault.paths, WHOLE) if path in places), None)
    whole = Finding(rule.code, at, fault.message, rule.clause, rule.force)
    found = []
    for spot in fault.spots:
        if seat := _seat(spot, places.get(spot.path), lines):
            index, slip = seat[0], Slip(*seat[1], fault.message, spot.wanted)
            told.spans.setdefault(index, []).append(seat[1])
            found.append(finding_in(lines[index], rule, slip))
    told.findings.append(_as_one(found) if found else whole)


def _as_one(found: Sequence[Finding]) -> Finding:
    """Return the first of ``found`` with the fixes of all."""
    fixes = tuple(fix for each in found for fix in each.fixes)
    return replace(found[0], fixes=fixes) if fixes else replace(found[0], fixing="提示")


def _seat(spot: Spot, at: Place | None, lines: Sequence[WrittenLine]) -> tuple[int, Span] | None:
    """Return the number of the line that says ``spot`` and its characters there; None where that is not sure."""
    if at is None:
        return None
    for index, line in enumerate(lines):
        if at in (line.at, *(piece.source.at for piece in line.pieces)) and (span := _span(spot, line.text)):
            return index, span
    return None


def _span(spot: Spot, line: str) -> Span | None:
    start = line.find(spot.text)
    if start >= 0:
        return start + spot.start, start + spot.end
    inked = [index for index, letter in enumerate(line) if not letter.isspace()]
    before, own = (
        len("".join(text.split())) for text in (spot.text[: spot.start], spot.text[spot.start : spot.end])
    )
    first = "".join(line.split()).find("".join(spot.text.split()))
    if first < 0 or not own:
        return None
    return inked[first + before], inked[first + before + own - 1] + 1


def _order(finding: Finding) -> tuple[bool, str, int, int]:
    at = finding.place
    return (False, at.file, at.line, at.column) if at else (True, "", 0, 0)


def told_in(rules: Sequence[AnyRule], given: object) -> Iterator[Finding]:
    """Yield what ``rules`` tell of what they are ``given``, each with its place."""
    for rule in rules:
        assert rule.force is not None
        for at, message in rule(given):
            yield Finding(rule.code, Stretch(at) if at else None, message, rule.clause, rule.force)
