"""Findings → SARIF 2.1.0, which editors and code hosts read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from gongwen import __version__
from gongwen.address import Place, Stretch
from gongwen.finding import Checked, Finding, Force, RuleInfo, TextChange, find_excerpt
from gongwen.write.findings.view import all_findings, clause_name, spot

Node = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Force, str] = {
    "差错": "error", "应当": "error", "一般": "warning", "推荐": "note", "惯例": "note",
}  # fmt: skip
_PLAIN = (".txt", ".md", ".markdown")
"""Files whose columns count the characters of the text that was checked."""
_WRITTEN = (*_PLAIN, ".yaml", ".yml", ".json")
"""Files that an editor shows line by line as they are."""


def write_findings_sarif(checked: Sequence[Checked], rules: Iterable[RuleInfo]) -> str:
    """Return the report on ``checked`` as SARIF; of ``rules`` those are named that found something."""
    found = all_findings(checked)
    known = {rule.code: rule for rule in rules}
    codes = sorted({finding.code for finding in found})
    by_code = {finding.code: finding for finding in reversed(found)}
    order = {code: index for index, code in enumerate(codes)}
    driver = {
        "name": "gongwen",
        "fullName": "gongwen 公文",
        "semanticVersion": __version__,
        "language": "zh-CN",
        "rules": [_rule(by_code[code], known.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(checked)],
        "artifacts": [{"location": {"uri": uri_of(each.file)}} for each in checked],
        "results": [
            _result(each.file, index, finding, order[finding.code])
            for index, each in enumerate(checked)
            for finding in each.findings
        ],
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def uri_of(file: str) -> str:
    """Return the URI of a file: relative to where the command ran, or file:// for an absolute path."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _rule(example: Finding, rule: RuleInfo | None) -> Node:
    force = rule.force if rule else example.force
    about = rule.about if rule and rule.about else example.message
    clause = clause_name(rule.clause if rule else example.clause)
    return {
        "id": example.code,
        "shortDescription": {"text": about},
        "fullDescription": {"text": f"{about.rstrip('。')}（{clause}，{force}）。" if clause else about},
        "defaultConfiguration": {"level": _LEVELS[force]},
    }


def _invocation(checked: Sequence[Checked]) -> Node:
    """Return what is said of the run: the files that could not be read, and what of others was not checked."""
    notes = [
        {
            "level": "error" if each.problem else "note",
            "message": {"text": each.problem or f"没有检查：{each.unseen}"},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(each.file, index)}}],
        }
        for index, each in enumerate(checked)
        if each.problem or each.unseen
    ]
    is_whole = not any(each.problem for each in checked)
    return {"executionSuccessful": is_whole, "toolExecutionNotifications": notes}


def _result(file: str, index: int, finding: Finding, rule: int) -> Node:
    clause = f"（{clause_name(finding.clause)}）" if finding.clause else ""
    result: Node = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.force],
        "message": {"text": f"{finding.message}{clause}"},
        "locations": [_location(file, index, finding)],
        "properties": {"程度": finding.force, "处理": finding.fixing},
    }
    fixes = _fixes(file, index, finding)
    return {**result, "fixes": fixes} if fixes else result


def _artifact(file: str, index: int) -> Node:
    return {"uri": uri_of(file), "index": index}


def _location(file: str, index: int, finding: Finding) -> Node:
    physical: Node = {"artifactLocation": _artifact(file, index)}
    at = finding.at
    if at is None:
        return {"physicalLocation": physical}
    if file.lower().endswith(_WRITTEN) and at.at.unit == "行" and not at.at.page:
        physical["region"] = _region(at)
        faulty = find_excerpt(finding).faulty
        if finding.span and len(faulty) == finding.span[1] - finding.span[0] > 0:
            physical["region"]["snippet"] = {"text": faulty}
        return {"physicalLocation": physical}
    return {"physicalLocation": physical, "logicalLocations": [_logical(finding, at.at)]}


def _region(at: Stretch) -> Node:
    line, column = at.at.line, at.at.column
    if at.end is None:
        return {"startLine": line, "startColumn": column}
    start, end = at.span
    return {"startLine": line, "startColumn": column + start, "endLine": line, "endColumn": column + end}


def _logical(finding: Finding, at: Place) -> Node:
    """Return a paragraph, or a line of a page, as the place; what is at fault there is in its properties."""
    page = f"第{at.page}页" if at.page else ""
    name = f"{page}第{at.line}{at.unit}"
    node: Node = {"name": name, "fullyQualifiedName": spot(finding), "kind": "element"}
    if finding.span is None:
        return node
    start, end = finding.span
    return {**node, "properties": {"charOffset": start, "charLength": end - start}}


def _fixes(file: str, index: int, finding: Finding) -> list[Node]:
    """Return how an editor fixes the file; [] when it is no plain text."""
    fix = finding.fix
    if fix is None or not isinstance(fix.change, TextChange) or fix.at.at.unit != "行" or fix.at.at.page:
        return []
    if not file.lower().endswith(_PLAIN):
        return []
    wanted = fix.change.wanted
    replacement = {
        "deletedRegion": _region(fix.at),
        "insertedContent": {"text": wanted},
    }
    change = {"artifactLocation": _artifact(file, index), "replacements": [replacement]}
    words = f"改为“{wanted}”" if wanted else "删去"
    return [{"description": {"text": words}, "artifactChanges": [change]}]
