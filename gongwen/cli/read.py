"""``gongwen read``: documents that others made → structured documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.progress import with_progress
from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.documents import SourceFormat
    from gongwen.api.reading import ReadFile

_NOT_OFFICIAL = "不像公文：标题、发文机关、发文字号、主送机关和成文日期都没有找到，请核对是不是这个文件"
_FORMATS = ("yaml", "json")


@click.command(
    help="把已有的公文读成结构化文稿：txt、md、html、docx、doc、pdf、ofd，装了识别组件的还有扫描件；“-”是标准输入。"
    "只读一个文件、不写 -o 时，结果显示出来。读出的内容可以用 gongwen build 重新排成公文。",
    options_metavar="[选项]",
    short_help="把已有的公文读成文稿",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("-o", "--output", type=ResultPath(), metavar="文件|文件夹", help="结果写到哪里。")
@click.option("--to", "target", type=click.Choice(_FORMATS), metavar="yaml|json", help="默认 yaml。")
@click.option(
    "--repair", is_flag=True, help="把建议的修正（半角标点、认错的字等）也改在文稿里；不加就只列出来。"
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="文件.html",
    help="写一份比对报告：原文与重排后的文字、每处不同、每处修正和原因。",
)
def read(
    files: tuple[Path, ...],
    output: Path | None,
    target: SourceFormat | None,
    repair: bool,
    report: Path | None,
) -> None:
    """Read every file; one that cannot be read does not stop the others."""
    from gongwen.api.reading import LIMIT, STANDARD_INPUT, ReadSpec, read_files

    kind = target or ("json" if output is not None and output.suffix == ".json" else "yaml")
    # so much of the standard input as tells that it is too large
    data = sys.stdin.buffer.read(LIMIT + 1) if STANDARD_INPUT in files else b""
    spec = ReadSpec(files, output, report, kind, repair, data)
    failed, odd = [], False
    for found in with_progress(read_files(spec), len(files), "读取"):
        _tell(found, has_output=output is not None, is_many=len(files) > 1)
        failed += [found] if found.problems else []
        odd = odd or not found.is_official
    _sum_up(failed, len(files))
    sys.exit(max((2 if found.is_unreadable else 1 for found in failed), default=int(odd)))


def _tell(found: ReadFile, *, has_output: bool, is_many: bool) -> None:
    for problem in found.problems:
        say(f"错误 {problem}")
    if found.problems:
        return
    if not found.is_official:
        say(f"错误 {found.file}：{_NOT_OFFICIAL}")
    for note in found.notes:
        say(f"提示 {note}")
    if found.has_proposals:
        say("提示 建议的修正都没有改在文稿里，加 --repair 就一并修正")
    if not has_output:
        click.echo(found.text, nl=False)
    for path in () if is_many else found.written:
        click.echo(f"已生成 {path}")
    say(f"读出 {found.account}" if not is_many else f"{found.file}：{found.account}")


def _sum_up(failed: list[ReadFile], count: int) -> None:
    """Say at the end, of several files, how many were read and which were not."""
    if count == 1:
        return
    click.echo(f"读了{count}个文件，{count - len(failed)}个成功，{len(failed)}个没有读成", err=bool(failed))
    for found in failed:
        say(f"没有读成 {found.file}：{found.problems[0]}")
