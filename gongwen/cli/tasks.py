"""``gongwen tasks``: a plan → the table of its tasks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say

_NO_TASKS = 1
_SHOWN = 20
"""How much of a heading is shown, characters."""


@click.command(
    help="从方案里找出任务和责任单位，列成任务分工表（xlsx）。不写 -o 时，结果放在输入文件旁边。",
    options_metavar="[选项]",
    short_help="列出任务分工表",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("-o", "--output", "wanted", type=ResultPath(), metavar="文件.xlsx", help="结果写到哪里。")
def tasks(file: Path, wanted: Path | None) -> None:
    """Write the table; a document that names nobody gives none, and the exit status says so."""
    from gongwen.api.tasks import tabulate

    done = tabulate(file, wanted)
    if not done.tasks:
        say(f"{file}：没有找到任务；写明责任单位的地方（如“（责任单位：县财政局）”“由县财政局牵头”）才算任务")
        sys.exit(_NO_TASKS)
    click.echo(f"已生成 {done.path}，共 {len(done.tasks)} 项任务")
    if done.unassigned:
        names = "、".join(f"“{heading[:_SHOWN]}”" for heading in done.unassigned)
        say(
            f"没有写明责任单位，没有列入的 {len(done.unassigned)} 项：{names}；要列入，请在文中写明或者在表里添上"
        )
