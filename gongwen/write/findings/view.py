"""How a finding is told, whatever it is written into: where it is, by what clause, and what is to be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from gongwen.finding import BINDING, Checked, Excerpt, Finding, Force, TextChange, find_excerpt
from gongwen.pattern import pattern

FORCES: tuple[Force, ...] = get_args(Force)
"""Strongest first."""
WHOLE = "全文"
"""The place of what stands nowhere in particular."""
_OWN_CLAUSE = pattern(r"\d+(?:\.\d+)*")
_OLD_CLAUSE = pattern(r"(1999)-(.+)")


def wanted_excerpt(finding: Finding) -> Excerpt | None:
    """Return the excerpt of ``finding`` as it should be, what is put in apart from what is around it.

    Only what is put in when the rest cannot be told; None when a person decides or it is not about words.
    """
    fix, shown = finding.fix, find_excerpt(finding)
    if fix is None or not isinstance(fix.change, TextChange):
        return None
    is_all = fix.at == finding.at
    return Excerpt(shown.before if is_all else "", fix.change.wanted, shown.after if is_all else "")


def spot(finding: Finding) -> str:
    """Return where ``finding`` is within its file: 第3行第7列, 第5段第2字, 第2页第4行; 全文 for nowhere."""
    at, first = finding.place, finding.span[0] if finding.span else 0
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


def in_weight(findings: Sequence[Finding]) -> list[Finding]:
    """Return ``findings`` with what must be put right first, then what usually is, then the rest; each as it stood."""
    return sorted(findings, key=lambda each: (each.force not in BINDING, each.force != "一般"))


def all_findings(checked: Sequence[Checked]) -> list[Finding]:
    """Return the findings of all files, in their order."""
    return [finding for each in checked for finding in each.findings]
