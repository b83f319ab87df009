"""``gongwen batch``: one verb over thousands of documents, or one document a row of a workbook."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongwen.api import UsageError
from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.many.journal import Entry
    from gongwen.api.many.run import BatchSpec

Command = TypeVar("Command", bound=Callable[..., Any])
_PATIENCE = 5.0
"""Seconds between two words about how far it is."""


@click.group(help="批量办理：工作簿一行一份公文，或者几千个文件一次办；用上全部处理器，中断了用 --resume 接着办。",
             short_help="批量办理", options_metavar="[选项]", subcommand_metavar="命令 …")  # fmt: skip
def batch() -> None:
    """Do one verb over many documents."""


def _with_run(command: Command) -> Command:
    """Add the options that every run has."""
    options = (
        click.option("-o", "--output", "folder", required=True, type=ResultPath(file_okay=False),
                     metavar="文件夹", help="结果写到哪里；进度也记在里面（进度.jsonl）。"),
        click.option("--jobs", type=click.IntRange(1, 256), metavar="个数", help="同时办几份；默认是处理器的个数。"),
        click.option("--engine", default="", metavar="tcp://机器:8786", help="用一个 Dask 集群办（要装 gongwen[cluster]）。"),
        click.option("--resume", "resumes", is_flag=True, help="接着上一次没有办完的办：已经办好的不再办。"),
        click.option("--report", type=click.Path(path_type=Path, dir_okay=False), metavar="报告.xlsx|报告.json",
                     help="每份公文的结果、文件、问题写成一张表。"),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@batch.command("build", help="工作簿（xlsx、csv）一行一份公文：列名是文稿里的空格“{{ 单位 }}”，或者公文的要素（标题、主送机关……）。"
               "一份公文占几行的，表格的一行、名单的一人随行重复。也可以给公文文件或文件夹，逐个排版。",
               short_help="一行一份公文，或逐个排版", options_metavar="[选项]")  # fmt: skip
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="数据.xlsx|文件|文件夹…"
)
@click.option(
    "--source",
    "form",
    type=click.Path(path_type=Path),
    metavar="文稿.yaml",
    help="带空格的文稿；给工作簿时必须写。",
)
@click.option(
    "--to",
    "targets",
    default="docx",
    metavar="格式",
    help="docx、pdf、ofd、html、txt、png，用逗号隔开；默认 docx。",
)
@click.option(
    "--name",
    "pattern",
    default="",
    metavar="式样",
    help="文件名，如 {发文字号}-{单位}，{序号} 是第几份；默认 {序号}-标题。",
)
@click.option("--style", default="", metavar="版式", help="版式名，或版式文件。")
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="文件.docx",
    help="本单位的版头模板（只用于 docx）。",
)
@click.option(
    "--head", type=click.Path(path_type=Path), metavar="文头.yaml", help="草稿里没有的项目（只用于文件）。"
)
@click.option(
    "--number",
    default="",
    metavar="文号",
    help="依次编发文字号：云政办发〔2026〕5号 起，或 云政办发〔2026〕 接着名册里的编。",
)
@click.option("--db", default="", metavar="名册.db", help="取号的名册；办完才取走。")
@_with_run
def build(
    files: tuple[Path, ...], form: Path | None, targets: str, pattern: str, style: str, template: Path | None,
    head: Path | None, number: str, db: str, folder: Path, jobs: int | None, engine: str, resumes: bool, report: Path | None,
) -> None:  # fmt: skip
    """Make one document a row, or one a file."""
    from gongwen.api.many.building import build_rows, do_documents

    options = {"格式": targets, "版式": style, "模板": template, "文头": head}
    spec = _spec("rows" if form else "build", options, folder, jobs, engine, resumes, report)
    if form is None:
        _finish(do_documents(files, spec), spec, len(files))
        return
    if len(files) > 1:
        raise UsageError("一次只办一个工作簿，请分几次办")
    made = build_rows(files[0], form, spec, pattern, number, db)
    for name in made.unused:
        say(f"提示 {files[0]}：“{name}”一栏没有用到")
    _finish(made.entries, spec, made.count)


def _verb(name: str, text: str) -> None:
    """Add the command that does the verb ``name`` over files."""

    @batch.command(name, help=text, short_help=text.split("：", maxsplit=1)[0], options_metavar="[选项]")
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件|文件夹…")
    @click.option(
        "--to", "target", default="yaml", hidden=name != "read", metavar="yaml|json", help="文稿的格式。"
    )
    @click.option("--style", default="", hidden=name != "check", metavar="版式", help="版式名，或版式文件。")
    @click.option("--select", default="", hidden=name != "check", metavar="规则", help="只查这些规则。")
    @click.option("--ignore", default="", hidden=name != "check", metavar="规则", help="不查这些规则。")
    @click.option("--unsafe", is_flag=True, hidden=name != "fix", help="建议也改。")
    @_with_run
    def command(
        files: tuple[Path, ...], target: str, style: str, select: str, ignore: str, unsafe: bool, folder: Path,
        jobs: int | None, engine: str, resumes: bool, report: Path | None,
    ) -> None:  # fmt: skip
        from gongwen.api.many.building import do_documents

        options = {
            "格式": target if name == "read" else "",
            "版式": style,
            "只查": select,
            "不查": ignore,
            "全部": "是" if unsafe else "",
        }
        spec = _spec(name, options, folder, jobs, engine, resumes, report)
        _finish(do_documents(files, spec), spec, len(files))


_verb("read", "读成文稿：每个文件一份 YAML 或 JSON。")
_verb("check", "检查：每个文件的问题记在报告里。")
_verb("fix", "改正：每个文件改一份副本。")
_verb("tasks", "任务分工表：每个方案一张 xlsx。")


def _spec(
    verb: Any,
    options: dict[str, Any],
    folder: Path,
    jobs: int | None,
    engine: str,
    resumes: bool,
    report: Path | None,
) -> BatchSpec:
    from gongwen.api.many.engine import usual_count
    from gongwen.api.many.run import BatchSpec

    given = {key: str(value) for key, value in options.items() if value}
    return BatchSpec(verb, folder, given, jobs or usual_count(), engine, resumes, report)


def _finish(entries: Iterable[Entry], spec: BatchSpec, count: int) -> None:
    """Do the work, tell each failure and the sum, write the report, and end with the status."""
    from gongwen.api.many.run import write_report

    done = failed = 0
    for entry in _told(entries, count):
        done += 1
        failed += entry.is_failed
        for problem in entry.problems if entry.is_failed else ():
            say(f"错误 {problem}")
    if spec.report is not None:
        write_report(spec.folder, spec.report)
        click.echo(f"已生成 {spec.report}")
    click.echo(f"办了{done}份，{failed}份没有办成；结果在 {spec.folder}", err=bool(failed))
    sys.exit(1 if failed else 0)


def _told(entries: Iterable[Entry], count: int) -> Iterator[Entry]:
    """Yield ``entries``; now and then say how many are done, how fast, and how long it still takes."""
    begun = last = time.monotonic()
    for done, entry in enumerate(entries, 1):
        yield entry
        now = time.monotonic()
        if now - last > _PATIENCE:
            last, rate = now, done / (now - begun)
            left = f"，还要约{(count - done) / rate:.0f}秒" if count > done else ""
            say(f"已办{done}份，每秒{rate:.1f}份{left}")
