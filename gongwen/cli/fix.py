"""``gongwen fix``: what is wrong in documents that others made, fixed in a copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.api import UsageError
from gongwen.cli.check_options import with_order
from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.checking import Fixed


@click.command(
    help="改正公文里有唯一正确写法的地方（docx、txt、YAML、稿），写一份新的文件，原文件不动。"
    "--unsafe 连建议的也改；--track 用修订标记，由人逐条接受。",
    options_metavar="[选项]",
    short_help="改正公文",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "-o",
    "--output",
    type=ResultPath(),
    metavar="文件|文件夹",
    help="写到哪里；默认在原文件旁边，名称后加“（改）”。",
)
@click.option("--unsafe", is_flag=True, help="建议的改法也改。")
@click.option("--track", is_flag=True, help="docx 用修订标记。")
@click.option("--mask", is_flag=True, help="公开的公文里的身份证号、手机号、银行卡号、住址用星号遮住。")
@with_order
def fix(
    files: tuple[Path, ...], output: Path | None, unsafe: bool, track: bool, mask: bool, select: str, ignore: str,
    style: str, day: date | None, settings_file: Path | None,
) -> None:  # fmt: skip
    """Fix every file in a copy; one that cannot be read does not stop the others."""
    from gongwen.api.checking import check_spec, fix_files

    spec = check_spec(select=select, ignore=ignore, style=style, day=day, settings=settings_file)
    problems: list[str] = []
    for found in fix_files(files, spec, output, is_bold=unsafe, tracks=track, masks=mask):
        if found.fixed is None:
            problems.append(found.problem)
        else:
            _tell(found.file, found.path, found.fixed)
    if len(files) > 1:
        click.echo(f"{len(files)}个文件，{len(problems)}个没有改成", err=bool(problems))
    if problems:
        raise UsageError("\n".join(problems))


def _tell(file: Path, path: Path, fixed: Fixed) -> None:
    from gongwen.api.checking import spot

    for note in fixed.left:
        say(f"注意：{file} {note}")
    if not fixed.done:
        click.echo(f"{file}：没有可以直接改的地方{_rest(fixed)}")
        return
    for finding in fixed.done:
        click.echo(f"  {spot(finding)}　{finding.message}")
    click.echo(f"已生成 {path}，改了{len(fixed.done)}处{_rest(fixed)}")


def _rest(fixed: Fixed) -> str:
    """Return how much is left to be fixed, and how; "" for nothing."""
    offered = sum(each.fixing == "建议" for each in fixed.rest)
    others = len(fixed.rest) - offered
    told = [f"建议改的{offered}处，加 --unsafe 就改"] if offered else []
    told += [f"由人判断的{others}处，用 gongwen check 看"] if others else []
    return f"；还有{'；'.join(told)}" if told else ""
