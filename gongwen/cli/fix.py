"""``gongwen fix``: what is wrong in documents that others made, mended in a copy."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.check_options import Order, read_order, with_order
from gongwen.files import Outputs, write_whole
from gongwen.finding import Finding, InputError, UsageError

if TYPE_CHECKING:
    from gongwen.check.mending import Fixed


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
    type=click.Path(path_type=Path),
    metavar="文件|文件夹",
    help="写到哪里；默认在原文件旁边，名称后加“（改）”。",
)
@click.option("--unsafe", is_flag=True, help="建议的改法也改。")
@click.option("--track", is_flag=True, help="docx 用修订标记。")
@with_order
def fix(
    files: tuple[Path, ...], output: Path | None, unsafe: bool, track: bool, select: str, ignore: str,
    style: str, day: date | None, settings_file: Path | None,
) -> None:  # fmt: skip
    """Mend every file in a copy; one that cannot be read does not stop the others."""
    from gongwen.read.named_files import files_named

    order = read_order(select, ignore, style, day, settings_file)
    paths = [_copy_of(file, output, is_many=len(files) > 1) for file in files]
    Outputs([*files, *order.files], lambda: files_named(files, order.style)).claim(paths)
    problems: list[str] = []
    for file, path in zip(files, paths, strict=True):
        try:
            _fix_one(file, path, order, is_bold=unsafe, tracks=track)
        except (InputError, UsageError) as error:
            problems.append(str(error))
    if problems:
        raise UsageError("\n".join(problems))


def _copy_of(file: Path, output: Path | None, *, is_many: bool) -> Path:
    """Return where the copy of ``file`` goes. Raises UsageError for a name that says it is another kind of file."""
    if output is None:
        return file.parent / f"{file.stem}（改）{file.suffix}"
    if is_many or output.is_dir() or not output.suffix:
        return output / file.name
    if output.suffix.lower() != file.suffix.lower():
        raise UsageError(
            f"{output}：改好的仍是 {file.suffix} 文件，请把文件名写成 {output.stem}{file.suffix}"
        )
    return output


def _fix_one(file: Path, path: Path, order: Order, *, is_bold: bool, tracks: bool) -> None:
    from gongwen import api
    from gongwen.read.input.check_settings import select_findings

    when = datetime.now() if tracks else None
    choose = partial(select_findings, settings=order.settings)
    fixed = api.fix(
        file, order.style, order.day, order.settings.allowed, is_bold=is_bold, when=when, choose=choose
    )
    for note in fixed.left:
        click.echo(f"注意：{file} {note}", err=True)
    if not fixed.done:
        click.echo(f"{file}：没有可以直接改的地方{_rest(fixed)}")
        return
    write_whole(path, fixed.data)
    for finding in fixed.done:
        click.echo(f"  {_told(finding)}")
    click.echo(f"已生成 {path}，改了{len(fixed.done)}处{_rest(fixed)}")


def _told(finding: Finding) -> str:
    from gongwen.write.findings.view import spot

    return f"{spot(finding)}　{finding.message}"


def _rest(fixed: Fixed) -> str:
    """Return how much is left to be mended, and how; "" for nothing."""
    offered = sum(each.mending == "建议" for each in fixed.rest)
    others = len(fixed.rest) - offered
    told = [f"建议改的{offered}处，加 --unsafe 就改"] if offered else []
    told += [f"由人判断的{others}处，用 gongwen check 看"] if others else []
    return f"；还有{'；'.join(told)}" if told else ""
