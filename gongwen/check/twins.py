"""Faults that two rules tell: one of the document says what is wrong, one of wording where and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongwen.address import Place
from gongwen.check.lines import Said
from gongwen.finding import Finding, placed_fixes
from gongwen.terms.label import Label, find_label

_LABEL, _TITLE = "body.label-form", "title."
_TITLE_LINES = 7
"""A title has no more lines."""
TWINS: Mapping[str, tuple[str, ...]] = {
    "title.end-mark": ("titles.end",),
    "title.doubled": ("titles.doubled", "typos.twice"),
    "imprint.keywords": ("imprint-lines.keywords",),
    "head.number-form": ("leftovers.serial", "leftovers.blank"),
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
_Lines = Mapping[Place | None, Said]
"""The lines of a document by their places."""


def without_twins(findings: Sequence[Finding], said: Sequence[Said]) -> list[Finding]:
    """Return ``findings`` with what two rules say of one line of ``said`` said once."""
    lines = {line.at: line for line in reversed(said)}
    merged: list[Finding] = []
    gone: set[int] = set()
    for finding in findings:
        codes = TWINS.get(finding.code, ())
        twins = [
            other
            for other in findings
            if codes
            and other.code.startswith(codes)
            and id(other) not in gone
            and _is_twin(other, finding, lines)
        ]
        gone.update(map(id, twins))
        merged.append(_with_fix(finding, twins))
    return [finding for finding, own in zip(merged, findings, strict=True) if id(own) not in gone]


def _is_twin(twin: Finding, finding: Finding, lines: _Lines) -> bool:
    """Whether ``twin`` is told of what ``finding`` is: of its line, another line of its title, a label of its form."""
    if finding.at is None or twin.at is None:
        return twin.at == finding.at
    if finding.code == _LABEL:
        return _is_in_label(twin, finding, lines)
    if finding.code.startswith(_TITLE):
        return twin.at.page == finding.at.page and 0 <= twin.at.line - finding.at.line < _TITLE_LINES
    return twin.at == finding.at


def _is_in_label(twin: Finding, finding: Finding, lines: _Lines) -> bool:
    """Whether ``twin`` is about a label of the form whose first one ``finding`` tells, not about the words behind it."""
    line, label, first = lines.get(twin.at), _label_at(twin.at, lines), _label_at(finding.at, lines)
    if line is None or label is None or first is None or _form(label) != _form(first):
        return False
    return twin.span is not None and twin.span[1] <= (line.offset or 0) + len(label.text)


def _label_at(at: Place | None, lines: _Lines) -> Label | None:
    line = lines.get(at)
    return find_label(line.text) if line else None


def _form(label: Label) -> tuple[int, str]:
    """Return how a label is written, whatever its number."""
    return label.level, re.sub(r"[\d０-９一二三四五六七八九十百零]+", "", label.text)


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
