"""``gongwen style``: the layout profiles."""

from __future__ import annotations

from pathlib import Path

import click

from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say


@click.group(help="查看版式。", short_help="查看版式", subcommand_metavar="命令 …", options_metavar="")
def style() -> None:
    """Hold the commands on profiles."""


@style.command("list", help="列出现有的版式。", short_help="列出现有的版式", options_metavar="")
def list_styles() -> None:
    """Print every profile with its title."""
    from gongwen.api.styles import style_titles

    for name, title in style_titles().items():
        click.echo(f"{name}\t{title}")


@style.command(
    "show", help="显示一个版式：每个值和它的条款、程度。", short_help="显示一个版式", options_metavar=""
)
@click.argument("name", metavar="版式")
def show_style(name: str) -> None:
    """Print every value of a profile as it is written, with its clause and force."""
    from gongwen.api.styles import list_values

    for path, value, basis in list_values(name):
        clause = f"{basis.clause}　" if basis.clause else ""
        click.echo(f"{path}\t{value}\t{clause}{basis.force}")


@style.command("diff", help="两个版式有哪些值不同。", short_help="比较两个版式", options_metavar="")
@click.argument("one", metavar="版式甲")
@click.argument("other", metavar="版式乙")
def diff_styles(one: str, other: str) -> None:
    """Print every value in which two profiles differ, with the basis of the second."""
    from gongwen.api.styles import differences

    for each in differences(one, other):
        texts = [text if text is not None else "（没有）" for text in (each.one, each.other)]
        clause = f"{each.basis.clause}　" if each.basis.clause else ""
        click.echo(f"{each.way}\t{texts[0]}\t{texts[1]}\t{clause}{each.basis.force}")


@style.command(
    "import",
    help="从本单位的一份公文（docx）读出版式，只写与国家标准不同的值。",
    short_help="从公文读出版式",
    options_metavar="[选项]",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="公文.docx")
@click.option("-o", "--output", type=ResultPath(), metavar="文件", help="写到哪个文件；不写就显示出来。")
def import_style(file: Path, output: Path | None) -> None:
    """Read the style of an office off one of its documents."""
    from gongwen.api.files import write_new
    from gongwen.api.styles import import_style as read_style

    read = read_style(file)
    for role, text in read.seen.items():
        say(f"认出 {role}：{text}")
    if read.missing:
        say(f"没有找到 {'、'.join(read.missing)}，照国家标准")
    for refused in read.refused:
        say(f"没有写 {refused}")
    if not read.departs:
        say("看得到的值都与国家标准相同")
    if output is None:
        click.echo(read.text, nl=False)
        return
    write_new(output, read.text.encode())
    click.echo(f"已生成 {output}，用“gongwen build --style {output} 文件”排版")
