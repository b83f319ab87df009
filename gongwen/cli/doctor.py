"""``gongwen doctor``: what this machine has, what it lacks, and how to get it."""

from __future__ import annotations

import click


@click.command(
    help="检查这台机器：字体、组件和版本，缺什么、怎么装。", short_help="检查这台机器", options_metavar=""
)
def doctor() -> None:
    """Print what was examined; always ends with status 0."""
    from gongwen.api.machine import examine

    for line in examine():
        click.echo(line)
