"""``gongwen style``: the layout profiles."""

from __future__ import annotations

import click


@click.group(help="查看版式。", short_help="查看版式", subcommand_metavar="命令 …", options_metavar="")
def style() -> None:
    """Hold the commands on profiles."""


@style.command("list", help="列出现有的版式。", short_help="列出现有的版式", options_metavar="")
def list_styles() -> None:
    """Print every profile with its title."""
    from gongwen.read.style_file import read_profile
    from gongwen.read.style_tree import style_names

    for name in style_names():
        click.echo(f"{name}\t{read_profile(name).title}")


@style.command(
    "show", help="显示一个版式：每个值和它的条款、程度。", short_help="显示一个版式", options_metavar=""
)
@click.argument("name", metavar="版式")
def show_style(name: str) -> None:
    """Print every value of a profile as it is written, with its clause and force."""
    from gongwen.read.style_file import list_values

    for path, value, basis in list_values(name):
        clause = f"{basis.clause}　" if basis.clause else ""
        click.echo(f"{path}\t{value}\t{clause}{basis.force}")
