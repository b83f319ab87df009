"""Findings as an office wants them: some rules left out, some of another force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.finding import Finding
from gongwen.read.check_settings import CheckSettings


def select_findings(findings: Sequence[Finding], settings: CheckSettings) -> list[Finding]:
    """Return those of ``findings`` that ``settings`` want, each with the force that they give its rule."""
    return [
        replace(finding, force=settings.forces.get(finding.code, finding.force))
        for finding in findings
        if (not settings.selected or finding.code.startswith(settings.selected))
        and not (settings.ignored and finding.code.startswith(settings.ignored))
    ]
