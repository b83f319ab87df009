"""What was found in files, as people and programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from gongwen.batch import Failure, attempt
from gongwen.check.files import read_lines
from gongwen.finding import Checked, UsageError
from gongwen.write.findings.text import Segment, write_findings_text

__all__ = [
    "REPORT_FORMATS",
    "ReportFormat",
    "Segment",
    "report_format",
    "write_findings_text",
    "write_report",
]

ReportFormat = Literal["text", "json", "sarif", "html", "xlsx"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
_BY_SUFFIX: dict[str, ReportFormat] = {
    "": "text",
    ".txt": "text",
    ".htm": "html",
    **{f".{each}": each for each in REPORT_FORMATS[1:]},
}


def report_format(path: Path | None) -> ReportFormat:
    """Return the format that the name of a report says, text for None. Raises UsageError when it says none."""
    suffix = path.suffix.lower() if path else ""
    if path is not None and path.is_dir():
        raise UsageError(f"{path}：这是文件夹，请用 -o 写出结果的文件名，如 {path / '结果.html'}")
    if suffix not in _BY_SUFFIX:
        known = "、".join(filter(None, _BY_SUFFIX))
        raise UsageError(f"{path}：结果不能写成“{suffix}”，扩展名可以是 {known}；别的扩展名请加 --format")
    return _BY_SUFFIX[suffix]


def write_report(found: Sequence[Checked], target: ReportFormat = "text") -> bytes:
    """Return what was found in files as ``target``; text is UTF-8. Raises UsageError for an unknown target."""
    if target == "xlsx":
        from gongwen.write.findings.book import write_findings_book

        return write_findings_book(found)
    if target not in REPORT_FORMATS:
        raise UsageError(f"不认识格式“{target}”，可以写：{'、'.join(REPORT_FORMATS)}")
    return _text(found, target).encode()


def _text(found: Sequence[Checked], target: ReportFormat) -> str:
    if target == "html":
        from gongwen.check.reference import rule_infos
        from gongwen.write.findings.html import write_findings_html

        return write_findings_html([_with_lines(each) for each in found], rule_infos())
    if target == "sarif":
        from gongwen.check.reference import rule_infos
        from gongwen.write.findings.sarif import write_findings_sarif

        return write_findings_sarif(found, rule_infos())
    if target == "json":
        from gongwen.write.findings.json import write_findings_json

        return write_findings_json(found)
    return "".join(segment.text for segment in write_findings_text(found))


def _with_lines(checked: Checked) -> Checked:
    """Return ``checked`` with the lines of its file, read again; as it is where there is nothing to show in them."""
    path = Path(checked.file)
    if not checked.findings or checked.lines or not path.is_file():
        return checked
    lines = attempt(path, lambda: read_lines(path))
    return checked if isinstance(lines, Failure) else replace(checked, lines=lines)
