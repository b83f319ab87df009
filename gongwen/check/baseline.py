"""What an earlier check told: an office sees only what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from pydantic import ValidationError

from gongwen.finding import Checked, UsageError
from gongwen.read.encoding import read_text
from gongwen.write.findings.json import Report

Known = Counter[tuple[str, str, str, str]]
"""How often a rule told something of a file: its name, the code, the message, what stands there."""


def read_baseline(path: Path) -> Known:
    """Return what the report at ``path`` tells, as ``check -o 基线.json`` wrote it. Raises UsageError for anything else."""
    try:
        report = Report.model_validate_json(read_text(path))
    except ValidationError:
        raise UsageError(f"{path}：不是检查结果，请先用 gongwen check … -o {path.stem}.json 写一份") from None
    return Counter(
        (PurePath(file.file).name, item.code, item.message, item.excerpt)
        for file in report.files
        for item in file.findings
    )


def beyond(checked: Iterable[Checked], known: Known) -> Iterator[Checked]:
    """Yield ``checked`` without the findings that are ``known``; a file is the same where its name is."""
    left = known.copy()
    for each in checked:
        name = PurePath(each.file).name
        new = []
        for finding in each.findings:
            key = (name, finding.code, finding.message, finding.excerpt)
            if left[key] > 0:
                left[key] -= 1
            else:
                new.append(finding)
        yield replace(each, findings=tuple(new))
