"""``gongwen check``: what is wrong in documents that others made."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.api import UsageError
from gongwen.cli.check_options import with_order
from gongwen.cli.progress import with_progress
from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.checking import Checked
    from gongwen.api.reports import ReportFormat

_FOUND, _UNREAD = 1, 2
_FORMATS = ("text", "json", "sarif", "html", "xlsx")
_TONES = {
    "差错": "bright_red",
    "应当": "red",
    "一般": "yellow",
    "文件": "bright_white",
    "未读": "red",
    "位置": "cyan",
    "原文": "magenta",
    "建议": "green",
}


@click.command(
    help="检查公文：docx（不管谁排的）、YAML、稿、txt、pdf、ofd，装了识别组件的还有扫描件。每个问题写明在哪里、依据哪一条、怎样改。"
    "结束状态：0 没有“差错”和“应当”的问题，1 有，2 有文件不能读。",
    options_metavar="[选项]",
    short_help="检查公文",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option(
    "--format",
    "target",
    type=click.Choice(_FORMATS),
    metavar="|".join(_FORMATS),
    help="默认 text；也可以由 -o 的扩展名看出。",
)
@click.option("-o", "--output", type=ResultPath(), metavar="文件", help="结果写到哪里；不写就显示出来。")
@click.option(
    "--comments",
    type=click.Path(path_type=Path),
    metavar="文件.docx",
    help="另写一份 docx，每个问题是一条批注，批在有问题的字上。",
)
@click.option(
    "--pages", is_flag=True, help="docx 用本机的 LibreOffice 排一遍：问题写明在第几页，再量各要素的位置。"
)
@click.option("--db", "register", default="", metavar="名册.db", help="名单与领导小组名册里当日的登记对照。")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="基线.json",
    help="以前的检查结果（-o 基线.json 写的）：里面已有的问题不再报，只报新的。",
)
@with_order
def check(
    files: tuple[Path, ...], target: ReportFormat | None, output: Path | None, comments: Path | None, pages: bool,
    baseline: Path | None, register: str, select: str, ignore: str, style: str, day: date | None, settings_file: Path | None,
) -> None:  # fmt: skip
    """Check every file; one that cannot be read does not stop the others."""
    from gongwen.api.checking import (
        check_files,
        check_spec,
        claim_reports,
        commented,
        different,
        fails,
        only_new,
    )
    from gongwen.api.files import write_whole
    from gongwen.api.reports import report_format

    files = different(files)
    spec = check_spec(
        select=select, ignore=ignore, style=style, day=day, settings=settings_file, register=register, has_pages=pages,
    )  # fmt: skip
    outputs = [path for path in (output, comments) if path is not None]
    claim_reports(outputs, [*files, *([] if baseline is None else [baseline])], spec)
    kind = target or report_format(output)
    _check_outputs(files, kind, output, comments)
    found = list(with_progress(check_files(files, spec), len(files), "检查"))
    if baseline is not None:
        found = list(only_new(found, baseline))
    _show(found, kind, output)
    if comments is not None and not found[0].problem:
        write_whole(comments, commented(files[0], found[0]))
        say(f"已生成 {comments}，批注 {len(found[0].findings)} 条")
    sys.exit(_UNREAD if any(each.problem for each in found) else _FOUND if fails(found) else 0)


def _check_outputs(files: Sequence[Path], kind: str, output: Path | None, comments: Path | None) -> None:
    """Raise UsageError when what is asked for cannot be written, before anything is checked."""
    if kind == "xlsx" and output is None:
        raise UsageError("xlsx 要写到文件里，请用 -o 指定")
    if comments is None:
        return
    if len(files) != 1:
        raise UsageError("--comments 一次只批注一个文件，请一个一个地写")
    if comments.suffix.lower() != ".docx":
        raise UsageError(f"{comments}：批注写在 docx 里，请把文件名写成 .docx")


def _show(found: Sequence[Checked], kind: ReportFormat, output: Path | None) -> None:
    from gongwen.api.files import write_whole
    from gongwen.api.reports import write_report

    if output is not None:
        write_whole(output, write_report(found, kind))
        say(f"已生成 {output}")
    elif kind == "text":
        _say_text(found)
    else:
        click.echo(write_report(found, kind).decode(), nl=False)


def _say_text(found: Sequence[Checked]) -> None:
    from gongwen.api.reports import write_findings_text

    for segment in write_findings_text(found):
        click.echo(click.style(segment.text, fg=_TONES.get(segment.tone)), nl=False)
