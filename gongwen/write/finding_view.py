"""How a finding is told, whatever it is written into: where it is, by what clause, and what is to be changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, get_args

from gongwen.finding import Checked, Finding, Force, TextFix

FORCES: tuple[Force, ...] = get_args(Force)
"""Strongest first."""
WHOLE = "全文"
"""The place of what stands nowhere in particular."""

_AROUND = 12
"""How much is shown on each side of the characters at fault."""
_MOST = 40
"""How many characters at fault are shown; of more, the first and the last."""
_CUT = "…"
_OWN_CLAUSE = re.compile(r"\d+(?:\.\d+)*")
_OLD_CLAUSE = re.compile(r"(1999)-(.+)")


class Excerpt(NamedTuple):
    """What stands at a finding."""

    before: str
    faulty: str
    """The characters that it is about, or that are put in; all that is shown when they cannot be told."""
    after: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.faulty + self.after


def excerpt_of(text: str, span: tuple[int, int] | None) -> str:
    """Return what is shown of the line ``text``: the characters of ``span`` and some on each side.

    Without a span the line is shown, shortened. ``find_excerpt`` tells the characters of the span again.
    """
    if span is None:
        return _shortened(text)
    start, end = span
    before = text[:start] if start <= _AROUND else _CUT + text[start - _AROUND : start]
    after = text[end:] if len(text) - end <= _AROUND else text[end : end + _AROUND] + _CUT
    return before + _shortened(text[start:end]) + after


def _shortened(text: str) -> str:
    half = _MOST // 2
    return text if len(text) <= _MOST else text[:half] + _CUT + text[-half:]


def find_excerpt(finding: Finding) -> Excerpt:
    """Return the excerpt of ``finding``, the characters of its span apart from what is around them."""
    text, span = finding.excerpt, finding.span
    if span is None:
        return Excerpt("", text, "")
    long = span[1] - span[0]
    length = long if long <= _MOST else _MOST + len(_CUT)
    start = span[0] if span[0] <= _AROUND else _AROUND + len(_CUT)
    is_around = start + length <= len(text) and (start == span[0] or text.startswith(_CUT))
    if len(text) <= length or not is_around:
        return Excerpt("", text, "")
    return Excerpt(text[:start], text[start : start + length], text[start + length :])


def wanted_excerpt(finding: Finding) -> Excerpt | None:
    """Return the excerpt of ``finding`` as it should be, what is put in apart from what is around it.

    Only what is put in when the rest cannot be told; None when a person decides or it is not about words.
    """
    if not isinstance(finding.fix, TextFix):
        return None
    fix, shown = finding.fix, find_excerpt(finding)
    if finding.span == (fix.start, fix.end):
        return Excerpt(shown.before, fix.wanted, shown.after)
    return Excerpt("", fix.wanted, "")


def spot(finding: Finding) -> str:
    """Return where ``finding`` is within its file: 第3行第7列, 第5段第2字, 第2页第4行; 全文 for nowhere."""
    at, first = finding.at, finding.span[0] if finding.span else 0
    if at is None:
        return WHOLE
    page = f"第{at.page}页" if at.page else ""
    if at.unit == "行" and not at.page:
        return f"第{at.line}行第{at.column + first}列"
    return f"{page}第{at.line}{at.unit}" + (f"第{first + 1}字" if finding.span else "")


def clause_name(clause: str) -> str:
    """Return a clause with its standard: 7.2.5 → GB/T 9704 7.2.5, 1999-主题词 → GB/T 9704—1999 主题词."""
    if _OWN_CLAUSE.fullmatch(clause):
        return f"GB/T 9704 {clause}"
    return _OLD_CLAUSE.sub(r"GB/T 9704—\1 \2", clause)


def visible(text: str) -> str:
    """Return ``text`` with its characters that cannot be seen named: U+200B."""
    return "".join(
        each if each.isprintable() or each in "\n\u3000" else f"〔U+{ord(each):04X}〕" for each in text
    )


def count_forces(findings: Iterable[Finding]) -> dict[Force, int]:
    """Return how many of ``findings`` have each force, strongest first, those that none has left out."""
    counts = Counter(finding.force for finding in findings)
    return {force: counts[force] for force in FORCES if counts[force]}


def count_rules(checked: Sequence[Checked]) -> list[tuple[str, Force, int, int]]:
    """Return for each rule its code, force, how often and in how many files it was found; the strongest and most frequent first."""
    found = [(finding.code, finding.force) for each in checked for finding in each.findings]
    files = Counter(rule for each in checked for rule in {(f.code, f.force) for f in each.findings})
    counts = sorted(Counter(found).items(), key=lambda item: (FORCES.index(item[0][1]), -item[1], item[0]))
    return [(code, force, count, files[code, force]) for (code, force), count in counts]


def all_findings(checked: Sequence[Checked]) -> list[Finding]:
    """Return the findings of all files, in their order."""
    return [finding for each in checked for finding in each.findings]
