"""``gongwen new`` and ``gongwen schema``: where a clerk and an editor begin."""

from __future__ import annotations

from pathlib import Path

import click

from gongwen.api.kinds import KIND_NAMES
from gongwen.cli.result_path import ResultPath


@click.command(
    help=f"给出一种公文的起始文件，每一项都有说明。文种：{'、'.join(KIND_NAMES)}。",
    options_metavar="[选项]",
    short_help="起始文件",
)
@click.argument("kind", metavar="文种")
@click.option("-o", "--output", type=ResultPath(), metavar="文件", help="写到哪个文件；不写就显示出来。")
def new(kind: str, output: Path | None) -> None:
    """Print or write the starting file of ``kind``."""
    from gongwen.api.files import write_new
    from gongwen.api.kinds import starting_file

    text = starting_file(kind)
    if output is None:
        click.echo(text, nl=False)
        return
    write_new(output, text.encode())
    click.echo(f"已生成 {output}，填好后用“gongwen build {output}”排成公文")


@click.command(
    help="给出输入文件的 JSON Schema，供编辑器补全和检查。",
    options_metavar="[选项]",
    short_help="输入文件的 JSON Schema",
)
@click.option("-o", "--output", type=ResultPath(), metavar="文件", help="写到哪个文件；不写就显示出来。")
def schema(output: Path | None) -> None:
    """Print or write the JSON Schema of the input."""
    from gongwen.api.files import write_whole
    from gongwen.api.kinds import document_schema

    text = document_schema()
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text.encode())
    click.echo(f"已生成 {output}")
