"""The rules of wording held against the lines of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.check.said import Said
from gongwen.finding import Finding, TextFix, excerpt_of
from gongwen.words.rule import Slip, WordRule
from gongwen.words.rules import find_slips


def wording_findings(said: Sequence[Said], day: str, allowed: Sequence[str] = ()) -> list[Finding]:
    """Return what breaks a rule of wording, line by line; ``allowed`` are texts that no rule touches.

    ``day`` is the 成文日期 (YYYY-MM-DD, "" for today). Of two that want the same characters changed the first
    rule is told.
    """
    return [finding for line in said for finding in _of_line(line, day, allowed)]


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
