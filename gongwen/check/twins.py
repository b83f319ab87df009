"""What two rules say of one line, said once: a rule of the document says it, a rule of wording how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongwen.check.said import Said
from gongwen.finding import Finding, PlacedFix
from gongwen.flow import Place
from gongwen.zh.labels import Label, find_label

_LABELS = "body.label-form"
"""A rule that says once what is wrong with every label of one form."""
_TWINS: Mapping[str, tuple[str, ...]] = {
    "head.number-brackets": ("references.brackets", "brackets."),
    "head.number-zeros": ("references.zeros",),
    "head.number-ordinal": ("references.ordinal",),
    "head.number-end": ("references.no-end",),
    "head.number-spaces": ("references.spaces", "spaces."),
    "head.number-year": ("references.short-year",),
    "head.number-digits": ("numerals.full-width",),
    "body.attachment-mark": ("attachment-lines.end",),
    "body.attachment-quotes": ("attachment-lines.quotes",),
    _LABELS: ("labels.", "brackets.half-width", "marks.half-width"),
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
        codes = _TWINS.get(finding.code, ())
        twins = [
            other
            for other in findings
            if codes
            and other.code.startswith(codes)
            and id(other) not in gone
            and _is_twin(finding, other, lines)
        ]
        gone.update(map(id, twins))
        merged.append(_with_fix(finding, twins))
    return [finding for finding, own in zip(merged, findings, strict=True) if id(own) not in gone]


def _is_twin(finding: Finding, other: Finding, lines: _Lines) -> bool:
    """Whether ``other`` is about what ``finding`` tells: the same line, or a label of the form of which it tells the first."""
    label = _label_at(finding.at, lines) if finding.code == _LABELS and other.span else None
    if label is None:
        return other.at == finding.at
    line, same = lines.get(other.at), _label_at(other.at, lines)
    if line is None or same is None or _form(same) != _form(label):
        return False
    return other.span is not None and other.span[1] <= (line.offset or 0) + len(same.text)


def _label_at(at: Place | None, lines: _Lines) -> Label | None:
    line = lines.get(at)
    return find_label(line.text) if line else None


def _form(label: Label) -> tuple[int, str]:
    """Return how a label is written, whatever its number."""
    return label.level, re.sub(r"[\d０-９一二三四五六七八九十百零]+", "", label.text)


def _with_fix(finding: Finding, twins: Sequence[Finding]) -> Finding:
    """Return ``finding`` mended as the rules of wording would."""
    fixes = [PlacedFix(twin.at, twin.fix) for twin in twins if twin.fix is not None and twin.at is not None]
    if not fixes:
        return finding
    first = twins[0]
    one = fixes[0].fix if len(fixes) == 1 else None
    return replace(
        finding, mending=first.mending, span=first.span, excerpt=first.excerpt, fix=one,
        fixes=() if one else tuple(fixes),
    )  # fmt: skip
