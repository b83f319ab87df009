"""The rules of wording held against the lines of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from gongwen.check.lines import Said
from gongwen.finding import Finding, PlacedFix, TextFix, excerpt_of
from gongwen.rules.line_rule import Slip, WordRule
from gongwen.rules.line_rules import find_slips
from gongwen.terms.label import find_label

_FOLLOWS = "phrases.follows"


def wording_findings(said: Sequence[Said], day: str, allowed: Sequence[str] = ()) -> list[Finding]:
    """Return what breaks a rule of wording, line by line; ``allowed`` are texts that no rule touches.

    ``day`` is the 成文日期 (YYYY-MM-DD, "" for today). Of two that want the same characters changed the first
    rule is told.
    """
    found = [
        (finding, line, below)
        for line, below in zip(said, (*said[1:], None), strict=True)
        for finding in _of_line(line, day, allowed)
    ]
    return [finding for finding, line, below in found if not _opens_sections(finding, line, below)]


def _opens_sections(finding: Finding, line: Said, below: Said | None) -> bool:
    """Whether 如下。 ends a paragraph above numbered sections: they are sentences of their own, and 。 may stand there."""
    is_full_stop = finding.code == _FOLLOWS and line.text.rstrip().endswith("。")
    return is_full_stop and below is not None and find_label(below.text) is not None


def _of_line(line: Said, day: str, allowed: Sequence[str]) -> Iterator[Finding]:
    kept = [span for text in allowed for span in _spans(text, line.text)]
    taken: list[tuple[int, int]] = []
    for rule, slip in find_slips(line.text, line.part, day):
        span = slip.start, slip.end
        if any(_overlap(span, each) for each in (*kept, *(taken if slip.wanted is not None else ()))):
            continue
        if slip.wanted is not None:
            taken.append(span)
        yield _finding(rule, slip, line)


def _spans(text: str, line: str) -> Iterator[tuple[int, int]]:
    start = line.find(text) if text else -1
    while start >= 0:
        yield start, start + len(text)
        start = line.find(text, start + len(text))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one == other or (one[0] < other[1] and other[0] < one[1])


def _finding(rule: WordRule, slip: Slip, line: Said) -> Finding:
    if line.pieces:
        return _finding_in_pieces(rule, slip, line)
    if line.offset is None:
        is_told = not slip.wanted or slip.wanted in slip.message
        hint = "" if is_told else f"，应为“{slip.wanted}”"
        excerpt = excerpt_of(line.text, (slip.start, slip.end))
        return Finding(
            rule.code, line.at, slip.message + hint, rule.clause, rule.force, rule.mending, None, excerpt
        )
    span = slip.start + line.offset, slip.end + line.offset
    fix = None if slip.wanted is None else TextFix(*span, slip.wanted)
    excerpt = excerpt_of(" " * line.offset + line.text, span)
    return Finding(
        rule.code, line.at, slip.message, rule.clause, rule.force, rule.mending, span, excerpt, fix
    )


def _finding_in_pieces(rule: WordRule, slip: Slip, line: Said) -> Finding:
    """Return the finding at the piece where the slip begins; what it wants is put into each piece for itself."""
    piece = line.piece_at(slip.start if slip.start < len(line.text) else max(slip.start - 1, 0))
    own = Said(line.part, line.text[piece.start : piece.stop], piece.source.at, piece.source.start)
    start, stop = slip.start - piece.start, min(slip.end, piece.stop) - piece.start
    if slip.end <= piece.stop:
        return _finding(rule, slip._replace(start=start, end=stop), own)
    found = _finding(rule, slip._replace(start=start, end=stop, wanted=None), own)
    return replace(found, fixes=tuple(_fixes_in_pieces(slip, line)))


def _fixes_in_pieces(slip: Slip, line: Said) -> Iterator[PlacedFix]:
    """Yield what makes of a slip over several pieces what it wants; a change that lies across two is left out."""
    if slip.wanted is None:
        return
    text = line.text[slip.start : slip.end]
    for kind, start, stop, first, last in SequenceMatcher(
        None, text, slip.wanted, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        begin, end = slip.start + start, slip.start + stop
        piece = line.piece_at(begin if stop > start or begin < line.pieces[-1].stop else begin - 1)
        if piece.stop >= end:
            shift = piece.source.start - piece.start
            yield PlacedFix(piece.source.at, TextFix(begin + shift, end + shift, slip.wanted[first:last]))
