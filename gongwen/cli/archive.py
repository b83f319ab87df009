"""``gongwen archive``: documents kept for good, with proof that nothing was lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from gongwen.cli.progress import with_progress
from gongwen.files import Outputs, write_whole
from gongwen.finding import InputError, UsageError

_VALUES = ("全宗号", "档案馆名称", "全宗名称", "立档单位名称", "年度", "保管期限", "机构或问题", "件号")
"""What only the archive knows, in the terms of DA/T 46 and DA/T 22."""


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
    help="把公文归档：每件一个文件夹，内有原件、文稿、重新排印的 docx 和 PDF/A、保真报告、元数据和校验值；"
    "另有一份归档文件目录。gongwen archive 文件… -o 文件夹；gongwen archive verify 文件夹。",
    short_help="归档，并证明文字没有丢失",
    subcommand_metavar="文件… | verify 文件夹",
    options_metavar="",
)
def archive() -> None:
    """Hold the commands."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one file."""

    file: Path
    folder: Path | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    status: int = 0


@archive.command(help="归档一批公文；已经归档过的原件跳过。", options_metavar="[选项]", short_help="归档")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="归档到哪里。",
)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="名称=值",
    help=f"档案馆才知道的项目，可以写几次：{'、'.join(_VALUES)}。",
)
@click.option(
    "--first", type=click.IntRange(min=1), default=1, metavar="件号", help="第一件的件号，默认 1，其后顺编。"
)
@click.option("--stamp", is_flag=True, help="在第一页上方加盖归档章（DA/T 22）。")
@click.option("--style", default="", metavar="版式", help="版式名或版式文件；默认按成文日期。")
def keep(
    files: tuple[Path, ...], folder: Path, values: tuple[str, ...], first: int, stamp: bool, style: str
) -> None:
    """Keep every file; one that cannot be kept does not stop the others."""
    from gongwen.archive.keeping import numbered
    from gongwen.archive.package import CATALOGUE, kept_originals
    from gongwen.read.named_files import files_named

    Outputs(files, lambda: files_named(files, style)).claim([folder / CATALOGUE])
    own = _own(values)
    known = kept_originals(folder)
    number = first + len(known)
    outcomes = []
    for file in with_progress(iter(files), len(files), "归档"):
        (settings,) = numbered([file], own, number)
        outcome = _keep_one(file, folder, known, settings, style, is_stamped=stamp)
        number += outcome.status == 0 and outcome.folder is not None
        _tell(outcome)
        outcomes.append(outcome)
    _write_catalogue(folder)
    _sum_up(outcomes)
    sys.exit(max(outcome.status for outcome in outcomes))


def _own(values: Sequence[str]) -> dict[str, str]:
    own = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign or name.strip() not in _VALUES or not text.strip():
            raise UsageError(f"--set “{value}”：请写成“名称=值”，名称可以是：{'、'.join(_VALUES)}")
        own[name.strip()] = text.strip()
    return own


def _keep_one(
    file: Path, folder: Path, known: dict[str, Path], own: Mapping[str, str], style: str, *, is_stamped: bool
) -> _Outcome:
    from gongwen import api
    from gongwen.archive.package import digest, write_package
    from gongwen.read.encoding import read_bytes
    from gongwen.read.transcript import LIMIT

    try:
        reading_notes: list[str] = []
        key = digest(read_bytes(file, LIMIT))
        if key in known:
            return _Outcome(file, notes=(f"{file}：已经归档在 {known[key]}，跳过",))
        kept = api.keep(file, own, style, is_stamped=is_stamped)
        reading_notes += [f"{file}：{problem}" for problem in kept.problems]
        if kept.fidelity.lost:
            reading_notes.append(f"{file}：有{len(kept.fidelity.lost)}处文字没有保留，请看保真报告")
        known[key] = write_package(kept.package, folder)
        return _Outcome(file, known[key], tuple(reading_notes), status=1 if reading_notes else 0)
    except InputError as error:
        return _Outcome(file, problem="；".join(error.problems), status=1)
    except UsageError as error:
        return _Outcome(file, problem=str(error), status=2)
    except OSError:
        return _Outcome(file, problem=f"{file}：不能读取，请核对文件名，或者先关闭正在使用它的程序", status=2)


def _tell(outcome: _Outcome) -> None:
    for note in outcome.notes:
        click.echo(f"提示 {note}", err=True)
    if outcome.problem:
        click.echo(f"错误 {outcome.problem}", err=True)
    elif outcome.folder is not None:
        click.echo(f"已归档 {outcome.folder}")


def _write_catalogue(folder: Path) -> None:
    from gongwen.archive.catalogue import write_catalogue
    from gongwen.archive.package import CATALOGUE, packages, read_metadata

    records = [record for package in packages(folder) if (record := read_metadata(package))]
    if records:
        records.sort(key=lambda record: (record.get("年度", ""), record.get("件号", "").zfill(6)))
        write_whole(folder / CATALOGUE, write_catalogue(records))
        click.echo(f"已生成 {folder / CATALOGUE}，共{len(records)}件")


def _sum_up(outcomes: Sequence[_Outcome]) -> None:
    failed = [outcome for outcome in outcomes if outcome.problem]
    if len(outcomes) > 1:
        click.echo(f"{len(outcomes)}个文件，{len(failed)}个没有归档", err=bool(failed))
        for outcome in failed:
            click.echo(f"没有归档 {outcome.file}", err=True)


@archive.command(
    name="verify", help="再核对一遍归档的文件和其中的文字。", options_metavar="", short_help="再核对一遍"
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def check(folder: Path) -> None:
    """Check every document that is kept; exit status 1 when anything is wrong."""
    from gongwen import api
    from gongwen.archive.package import packages

    count = len(packages(folder))
    problems = list(_problems(with_progress(api.verify(folder), count, "核对")))
    for problem in problems:
        click.echo(f"错误 {problem}", err=True)
    click.echo(f"核对了{count}件，{'全部无误' if not problems else f'有{len(problems)}处问题'}")
    sys.exit(1 if problems else 0)


def _problems(checked: Iterator[tuple[Path, list[str]]]) -> Iterator[str]:
    for _, problems in checked:
        yield from problems
