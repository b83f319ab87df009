"""Findings → one page of HTML that stands by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined

from gongwen.finding import Checked, Finding, RuleInfo, find_excerpt
from gongwen.write.findings.passages import name_of, passages
from gongwen.write.findings.view import (
    FORCES,
    all_findings,
    clause_name,
    count_forces,
    count_rules,
    in_weight,
    spot,
    wanted_excerpt,
)
from gongwen.zh.spaces import visible

_PAGE = Path(__file__).with_name("findings.html")
_CLASSES = {force: f"f{number}" for number, force in enumerate(FORCES, 1)}


class _Change(NamedTuple):
    """What a finding would have: the words of the excerpt, or only that the look is changed."""

    name: str
    before: str
    text: str
    after: str


def write_findings_html(checked: Sequence[Checked], rules: Iterable[RuleInfo], made: str = "") -> str:
    """Return the page: how many there are, a summary by rule, and for each file what was found in it.

    It loads nothing and can be printed; a script of its own lets readers choose forces and rules. ``made`` says
    when and with what the files were checked.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    summary = count_rules(checked)
    return environment.from_string(_PAGE.read_text(encoding="utf-8")).render(
        checked=checked,
        made=made,
        counts=count_forces(all_findings(checked)),
        summary=summary,
        codes=sorted({code for code, *_ in summary}),
        abouts={rule.code: rule.about for rule in rules},
        classes=_CLASSES,
        excerpt=find_excerpt,
        change=_change,
        spot=spot,
        passages=passages,
        name_of=name_of,
        in_weight=in_weight,
        clause_name=clause_name,
        visible=visible,
    )


def _change(finding: Finding) -> _Change | None:
    """Return what is to be shown as wanted; None when a person decides."""
    if finding.fix is None or finding.fixing == "提示":
        return None
    wanted = wanted_excerpt(finding)
    if wanted is None:
        return _Change("可改格式", "", "", "")
    return _Change("改为" if wanted.faulty else "删去", wanted.before, wanted.faulty, wanted.after)
