"""Findings → a workbook: a sheet of the findings, and one of their numbers by rule and file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gongwen.finding import Checked, Finding, Force, TextChange, find_excerpt
from gongwen.write.book import BookTable, write_book
from gongwen.write.findings.view import (
    clause_name,
    count_rules,
    in_weight,
    spot,
    wanted_excerpt,
)
from gongwen.zh.spaces import visible

COLUMNS = ("文件", "位置", "程度", "规则", "问题", "条款", "原文", "建议改为", "处理")
_UNREAD = "没有检查"
_COLOURS: dict[Force, str] = {"差错": "F0B4B0", "应当": "F8D7D5", "一般": "FFF1DC"}
"""Of the rows that a person should look at first, RRGGBB."""


def write_findings_book(checked: Sequence[Checked]) -> bytes:
    """Return the xlsx. A file that could not be read has a row that says why."""
    return write_book([_findings(checked), _counts(checked)])


def _findings(checked: Sequence[Checked]) -> BookTable:
    rows = [row for each in checked for row in _rows(each)]
    marked = {index: colour for index, row in enumerate(rows) if (colour := _colour(row[2]))}
    return BookTable("问题", COLUMNS, rows, marked=marked)


def _rows(checked: Checked) -> Iterator[tuple[str, ...]]:
    if checked.problem:
        yield (checked.file, "", _UNREAD, "", checked.problem, "", "", "", "")
    if checked.unseen:
        yield (checked.file, "", _UNREAD, "", checked.unseen, "", "", "", "")
    for finding in in_weight(checked.findings):
        yield (
            checked.file,
            spot(finding),
            finding.force,
            finding.code,
            finding.message,
            clause_name(finding.clause),
            visible(find_excerpt(finding).text),
            _wanted(finding),
            finding.fixing,
        )


def _wanted(finding: Finding) -> str:
    if finding.fixing == "提示":
        return ""
    if finding.fix and not isinstance(finding.fix.change, TextChange):
        return "（改格式）"
    wanted = wanted_excerpt(finding)
    return "" if wanted is None else visible(wanted.text) or "（删去）"


def _colour(force: str) -> str:
    return next((colour for known, colour in _COLOURS.items() if known == force), "")


def _counts(checked: Sequence[Checked]) -> BookTable:
    """Return the rules down, the files across; a file that is named twice has a column each."""
    counts = [Counter((f.code, f.force) for f in each.findings) for each in checked]
    rows = [
        (code, force, total, *(count[code, force] or "" for count in counts))
        for code, force, total, _ in count_rules(checked)
    ]
    return BookTable("汇总", ("规则", "程度", "合计", *(each.file for each in checked)), rows)
