"""Faults that two rules tell: one of the document says what is wrong, one of wording where and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongwen.finding import Finding, find_excerpt, placed_fixes
from gongwen.zh.labels import find_label

_LABEL, _TITLE = "body.label-form", "title."
_TITLE_LINES = 7
"""A title has no more lines."""
TWINS: Mapping[str, tuple[str, ...]] = {
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


def without_twins(findings: Sequence[Finding]) -> list[Finding]:
    """Return ``findings`` with what two rules say of one line said once."""
    merged: list[Finding] = []
    gone: set[int] = set()
    for finding in findings:
        codes = TWINS.get(finding.code, ())
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
