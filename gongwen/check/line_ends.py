"""Faults of a document that are mended by taking the mark off the end of a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from gongwen.finding import Finding, TextFix, excerpt_of

LINE_ENDS = {"body.heading-end": re.compile(r"[。；：;:](?=\s*$)")}
"""What ends a line by mistake, by the rule that tells it."""


def with_line_end(finding: Finding, lines: Mapping[tuple[int, int], str]) -> Finding:
    """Return ``finding`` with the mark at the end of its line taken off; ``lines`` are those of the file by page and number."""
    pattern = LINE_ENDS.get(finding.code)
    text = lines.get((finding.at.page, finding.at.line), "") if finding.at is not None else ""
    match = pattern.search(text) if pattern else None
    if match is None:
        return finding
    span = match.span()
    return replace(finding, mending="建议", span=span, excerpt=excerpt_of(text, span), fix=TextFix(*span, ""))
