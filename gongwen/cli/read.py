"""``gongwen read``: documents that others made → structured documents."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from gongwen.cli.progress import with_progress
from gongwen.files import Outputs, write_whole
from gongwen.finding import InputError, UsageError

STANDARD_INPUT = Path("-")
_FORMATS = ("yaml", "json")


@dataclass(frozen=True, slots=True)
class _Order:
    """One file to read, and how."""

    file: Path
    data: bytes
    """The standard input; b"" for a file."""
    target: str
    is_repaired: bool
    has_report: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one file."""

    file: Path
    text: str = ""
    report: str = ""
    notes: tuple[str, ...] = ()
    has_proposals: bool = False
    problems: tuple[str, ...] = ()
    status: int = 0


@click.command(
    help="把已有的公文读成结构化文稿：txt、md、html、docx、doc、有文字层的 pdf；“-”是标准输入。"
    "只读一个文件、不写 -o 时，结果显示出来。读出的内容可以用 gongwen build 重新排成公文。",
    options_metavar="[选项]",
    short_help="把已有的公文读成文稿",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件|文件夹", help="结果写到哪里。")
@click.option("--to", "target", type=click.Choice(_FORMATS), metavar="yaml|json", help="默认 yaml。")
@click.option(
    "--repair", is_flag=True, help="把建议的修正（半角标点、认错的字等）也改在文稿里；不加就只列出来。"
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="文件.html",
    help="写一份比对报告：原文与重排后的文字、每处不同、每处修正和原因。",
)
def read(
    files: tuple[Path, ...], output: Path | None, target: str | None, repair: bool, report: Path | None
) -> None:
    """Read every file; one that cannot be read does not stop the others."""
    from gongwen.batch import each
    from gongwen.read.named_files import files_named

    kind = target or ("json" if output is not None and output.suffix == ".json" else "yaml")
    paths = _outputs(files, output, kind)
    reports = _outputs(files, report, "html") if report else [None] * len(files)
    given = [file for file in files if file != STANDARD_INPUT]
    outputs = Outputs(given, lambda: files_named(given))
    outputs.claim(path for path in (*paths, *reports) if path is not None)
    orders = [_Order(file, _standard_input(file), kind, repair, report is not None) for file in files]
    outcomes = with_progress(each(_read, orders), len(orders), "读取")
    failed = []
    for outcome, path, other in zip(outcomes, paths, reports, strict=True):
        _deliver(outcome, path, other, is_many=len(files) > 1)
        failed += [outcome] if outcome.status else []
    _sum_up(failed, len(files))
    sys.exit(max((outcome.status for outcome in failed), default=0))


def _standard_input(file: Path) -> bytes:
    """Return the standard input, so much of it as tells that it is too large; b"" for a file."""
    from gongwen.read.transcript import LIMIT

    return sys.stdin.buffer.read(LIMIT + 1) if file == STANDARD_INPUT else b""


def _outputs(files: tuple[Path, ...], wanted: Path | None, extension: str) -> list[Path | None]:
    """Return where the result of each file goes; None for the standard output."""
    if len(files) == 1 and (wanted is None or (wanted.suffix and not wanted.is_dir())):
        return [wanted]
    if wanted is None or (wanted.suffix and not wanted.is_dir()):
        raise UsageError("给了几个文件，请用 -o（报告用 --report）指定一个文件夹，结果按原来的文件名放在里面")
    names = ["标准输入" if file == STANDARD_INPUT else file.stem for file in files]
    return [wanted / f"{name}.{extension}" for name in names]


def _read(order: _Order) -> _Outcome:
    """Return what one file says; what is wrong with it is in the outcome."""
    from gongwen import api

    try:
        reading = api.read_bytes(order.data, "标准输入") if order.data else api.read_file(order.file)
        if order.is_repaired:
            reading = api.repair(reading)
        text = api.write_source(reading.document, order.target)
        report = api.report(reading) if order.has_report else ""
        has_proposals = not all(each.is_applied for each in reading.repairs)
        return _Outcome(order.file, text, report, tuple(api.reading_notes(reading)), has_proposals)
    except InputError as error:
        return _Outcome(order.file, problems=tuple(error.problems), status=1)
    except UsageError as error:
        return _Outcome(order.file, problems=(str(error),), status=2)


def _deliver(outcome: _Outcome, path: Path | None, report: Path | None, *, is_many: bool) -> None:
    for problem in outcome.problems:
        click.echo(f"错误 {problem}", err=True)
    if outcome.status:
        return
    for note in outcome.notes:
        click.echo(f"提示 {note}", err=True)
    if outcome.has_proposals:
        click.echo("提示 建议的修正都没有改在文稿里，加 --repair 就一并修正", err=True)
    if path is None:
        click.echo(outcome.text, nl=False)
    else:
        write_whole(path, outcome.text.encode("utf-8"))
        if not is_many:
            click.echo(f"已生成 {path}")
    if report is not None:
        write_whole(report, outcome.report.encode("utf-8"))
        if not is_many:
            click.echo(f"已生成 {report}")


def _sum_up(failed: list[_Outcome], count: int) -> None:
    """Say at the end, of several files, how many were read and which were not."""
    if count == 1:
        return
    click.echo(f"读了{count}个文件，{count - len(failed)}个成功，{len(failed)}个没有读成", err=bool(failed))
    for outcome in failed:
        click.echo(f"没有读成 {outcome.file}：{outcome.problems[0]}", err=True)
