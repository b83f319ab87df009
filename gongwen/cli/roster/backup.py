"""``gongwen roster backup`` and ``restore``: a register put away, and a new one made from what was put away."""

from __future__ import annotations

from pathlib import Path

import click

from gongwen.cli.progress import with_clock
from gongwen.cli.roster.options import with_database


@click.command(
    help="备份名册：写成 xlsx，并且当场试着恢复一次，与名册完全一样才写出。不写文件名时写在名册旁边，文件名带日期，不覆盖已有的备份。",
    options_metavar="[选项]",
)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[文件.xlsx]")
@with_database
def backup(file: Path | None, url: str) -> None:
    """Put a register away."""
    from gongwen.api.roster.registers import back_up

    with with_clock("备份名册"):
        written = back_up(url, file)
    click.echo(f"已备份到 {written}，恢复用 gongwen roster restore {written} --db 新名册.db")


@click.command(
    help="从备份恢复：按 --db 建一个新的名册，内容与备份时完全一样；已有的名册不会被覆盖。",
    options_metavar="[选项]",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx")
@with_database
def restore(file: Path, url: str) -> None:
    """Make a register from a backup."""
    from gongwen.api.roster.registers import restore as restore_new

    with with_clock(f"恢复 {file}"):
        counts = restore_new(url, file)
    told = "、".join(f"{what}{count}" for what, count in counts.items())
    click.echo(f"已恢复名册 {url}：{told}")
