"""``gongwen archive``: documents kept for good, with proof that nothing was lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.api import UsageError
from gongwen.cli.progress import with_progress
from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.archive import KeptFile

_SHARED = "全宗号、档案馆名称、全宗名称、立档单位名称、年度、保管期限、机构或问题"
_SINGLE = "件号、题名、责任者、文件编号、日期、密级和保密期限、主题词、页数、备注"


class _WithDefault(click.Group):
    """A group whose first command is meant when none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the first command before what is none."""
        first = next(iter(self.commands))
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [first, *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_WithDefault,
    help="把公文归档：每件一个文件夹，内有原件、文稿、重新排印的 docx 和 PDF/A（或 OFD-A）、保真报告、元数据和校验值；"
    "另有一份归档文件目录。gongwen archive 文件… -o 文件夹；gongwen archive verify 文件夹。",
    short_help="归档，并证明文字没有丢失",
    subcommand_metavar="文件… | verify 文件夹",
    options_metavar="",
)
def archive() -> None:
    """Hold the commands."""


@archive.command(
    help="归档一批公文；已经归档过的原件跳过。给文件夹就是其中的全部文件；名为附件、处理单、底稿的与正本合为一件。",
    options_metavar="[选项]",
    short_help="归档",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=ResultPath(),
    metavar="文件夹",
    help="归档到哪里。",
)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="名称=值",
    help=f"档案馆才知道的项目，可以写几次：{_SHARED}。只归档一件时还有：{_SINGLE}。",
)
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="著录表",
    help="xlsx 或 csv：每行一件，“文件”一列写文件名，其余各列是附件、处理单、底稿和上面的项目。",
)
@click.option("--originals", is_flag=True, help="读不出来的、不像公文的，只存原件；不加这一项就不归档。")
@click.option(
    "--first",
    type=click.IntRange(min=1),
    default=1,
    metavar="件号",
    help="每个年度、保管期限、机构里第一件的件号，默认 1，其后接着编。",
)
@click.option("--to", "layouts", type=click.Choice(["pdf", "ofd", "pdf,ofd"]), default="pdf", metavar="pdf|ofd|pdf,ofd",
              help="版式文件存哪一种：PDF/A-2b（默认）、OFD-A，或者两种都存。")  # fmt: skip
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    metavar="个数",
    help="同时排几件，默认 1；归档的内容都一样。",
)
@click.option(
    "--searchable", is_flag=True, help="扫描件另存一份可以检索的 PDF：原来的图像，后面有认出的文字。"
)
@click.option("--stamp", is_flag=True, help="在第一页上方加盖归档章（DA/T 22）。")
@click.option("--style", default="", metavar="版式", help="版式名或版式文件；默认按成文日期。")
def keep(
    files: tuple[Path, ...],
    folder: Path,
    values: tuple[str, ...],
    table: Path | None,
    originals: bool,
    first: int,
    layouts: str,
    jobs: int,
    searchable: bool,
    stamp: bool,
    style: str,
) -> None:
    """Keep every item; one that cannot be kept does not stop the others."""
    from gongwen.api.archive import LAYOUTS, ArchiveSpec, find_items, keep_items, write_catalogue_file

    kinds = [each for each in LAYOUTS if each in layouts.split(",")]
    spec = ArchiveSpec(files, folder, _own(values), first, style, stamp, table, originals, kinds, searchable)
    items = find_items(spec)
    outcomes = []
    for found in with_progress(keep_items(items, spec, jobs), len(items), "归档"):
        _tell(found)
        outcomes.append(found)
    path, count = write_catalogue_file(folder)
    if count:
        click.echo(f"已生成 {path}，共{count}件")
    _sum_up(outcomes)
    sys.exit(max(_status(found) for found in outcomes))


def _own(values: Sequence[str]) -> dict[str, str]:
    from gongwen.api.archive import read_value

    own: dict[str, str] = {}
    for value in values:
        name, sign, text = value.partition("=")
        try:
            own.update([read_value(name, text if sign else "")])
        except UsageError as error:
            raise UsageError(f"--set “{value}”：请写成“名称=值”；{error}") from None
    return own


def _status(found: KeptFile) -> int:
    """Return the exit status of one file: 0, 1 for faults in it, 2 when it cannot be read."""
    return 2 if found.is_unreadable else 1 if found.problems or found.is_doubtful else 0


def _tell(found: KeptFile) -> None:
    for note in found.notes:
        say(f"提示 {note}")
    if found.problems:
        say(f"错误 {'；'.join(found.problems)}")
    elif found.folder is not None:
        click.echo(f"已归档 {found.folder}")


def _sum_up(outcomes: Sequence[KeptFile]) -> None:
    failed = [found for found in outcomes if found.problems]
    if len(outcomes) > 1:
        click.echo(f"{len(outcomes)}件，{len(failed)}件没有归档", err=bool(failed))
        for found in failed:
            say(f"没有归档 {found.file}")


@archive.command(
    name="verify", help="再核对一遍归档的文件和其中的文字。", options_metavar="", short_help="再核对一遍"
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def check(folder: Path) -> None:
    """Check every document that is kept; exit status 1 when anything is wrong."""
    from gongwen.api.archive import packages
    from gongwen.api.archive import verify as check_again

    count = len(packages(folder))
    problems = list(_problems(with_progress(check_again(folder), count, "核对")))
    for problem in problems:
        say(f"错误 {problem}")
    click.echo(f"核对了{count}件，{'全部无误' if not problems else f'有{len(problems)}处问题'}")
    sys.exit(1 if problems else 0)


def _problems(checked: Iterator[tuple[Path, list[str]]]) -> Iterator[str]:
    for _, problems in checked:
        yield from problems
