"""``gongwen check``: what is wrong in documents that others made."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from gongwen.cli.check_options import Order, read_order, with_order
from gongwen.cli.progress import with_progress
from gongwen.files import Outputs, write_whole
from gongwen.finding import Checked, Finding, InputError, UsageError

if TYPE_CHECKING:
    from gongwen.roster.ledger.history import History

_FOUND, _UNREAD = 1, 2
_FORMATS = ("text", "json", "sarif", "html", "xlsx")
_BY_SUFFIX = {"": "text", ".txt": "text", ".htm": "html", **{f".{each}": each for each in _FORMATS[1:]}}
_TONES = {
    "应当": "red",
    "一般": "yellow",
    "文件": "bright_white",
    "未读": "red",
    "位置": "cyan",
    "原文": "magenta",
    "建议": "green",
}


class _Wanted(NamedTuple):
    """What is to be found in each file."""

    order: Order
    has_pages: bool
    register: str
    """Of leading groups, its file or address; "" for none."""


@click.command(
    help="检查公文：docx（不管谁排的）、YAML、稿、txt、有文字层的 pdf。每个问题写明在哪里、依据哪一条、怎样改。"
    "结束状态：0 没有“应当”的问题，1 有，2 有文件不能读。",
    options_metavar="[选项]",
    short_help="检查公文",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "--format",
    "target",
    type=click.Choice(_FORMATS),
    metavar="|".join(_FORMATS),
    help="默认 text；也可以由 -o 的扩展名看出。",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="结果写到哪里；不写就显示出来。"
)
@click.option(
    "--comments",
    type=click.Path(path_type=Path),
    metavar="文件.docx",
    help="另写一份 docx，每个问题是一条批注，批在有问题的字上。",
)
@click.option(
    "--pages", is_flag=True, help="docx 用本机的 LibreOffice 排一遍：问题写明在第几页，再量各要素的位置。"
)
@click.option("--db", "register", default="", metavar="名册.db", help="名单与领导小组名册里当日的登记对照。")
@with_order
def check(
    files: tuple[Path, ...], target: str | None, output: Path | None, comments: Path | None, pages: bool,
    register: str, select: str, ignore: str, style: str, day: date | None, settings_file: Path | None,
) -> None:  # fmt: skip
    """Check every file; one that cannot be read does not stop the others."""
    from gongwen.batch import each

    files = _different(files)
    kind = target or _kind_of(output)
    _check_outputs(files, kind, output, comments)
    order = read_order(select, ignore, style, day, settings_file)
    _claim([path for path in (output, comments) if path is not None], files, order, register)
    if register:
        _register(register)
    work = partial(_check, wanted=_Wanted(order, pages, register))
    found = list(with_progress(each(work, files), len(files), "检查"))
    _show(found, kind, output)
    if comments is not None and not found[0].problem:
        write_whole(comments, _commented(files[0], found[0]))
        click.echo(f"已生成 {comments}，批注 {len(found[0].findings)} 条", err=True)
    sys.exit(_status(found))


def _claim(outputs: Sequence[Path], files: Sequence[Path], order: Order, register: str) -> None:
    """Raise UsageError when an output is a file that is read."""
    from gongwen.read.named_files import files_named

    kept = _register_files(register) if register else []
    Outputs([*files, *order.files, *kept], lambda: files_named(files, order.style)).claim(outputs)


def _register_files(url: str) -> list[Path]:
    from gongwen.roster.store.database import Database

    return Database(url).files


def _different(files: Sequence[Path]) -> tuple[Path, ...]:
    """Return ``files`` with what is the same file named once."""
    return tuple({file.resolve(): file for file in reversed(files)}.values())[::-1]


def _kind_of(output: Path | None) -> str:
    suffix = output.suffix.lower() if output else ""
    if output is not None and output.is_dir():
        raise UsageError(f"{output}：这是文件夹，请用 -o 写出结果的文件名，如 {output / '结果.html'}")
    if suffix not in _BY_SUFFIX:
        known = "、".join(filter(None, _BY_SUFFIX))
        raise UsageError(f"{output}：结果不能写成“{suffix}”，扩展名可以是 {known}；别的扩展名请加 --format")
    return _BY_SUFFIX[suffix]


def _check_outputs(files: Sequence[Path], kind: str, output: Path | None, comments: Path | None) -> None:
    """Raise UsageError when what is asked for cannot be written, before anything is checked."""
    if kind == "xlsx" and output is None:
        raise UsageError("xlsx 要写到文件里，请用 -o 指定")
    if comments is None:
        return
    if len(files) != 1:
        raise UsageError("--comments 一次只批注一个文件，请一个一个地写")
    if comments.suffix.lower() != ".docx":
        raise UsageError(f"{comments}：批注写在 docx 里，请把文件名写成 .docx")


def _check(file: Path, wanted: _Wanted) -> Checked:
    from gongwen import api
    from gongwen.read.input.check_settings import select_findings

    order = wanted.order
    try:
        findings = api.check(file, order.style, order.day, order.settings.allowed)
        if wanted.register:
            findings += _against_register(file, wanted.register, order.day)
        if wanted.has_pages:
            findings = api.with_pages(file, findings, order.style, order.day)
    except (InputError, UsageError) as error:
        return Checked(str(file), problem=str(error))
    return Checked(str(file), tuple(select_findings(findings, order.settings)))


def _against_register(file: Path, register: str, day: str) -> list[Finding]:
    from gongwen import api
    from gongwen.roster.review.comparison import register_findings

    document, places = api.read_places(file)
    when = date.fromisoformat(day) if day else None
    return register_findings(document, places, _register(register), when)


@cache
def _register(url: str) -> History:
    """Return the history in a register, read once a process."""
    from gongwen.roster.register import read_register
    from gongwen.roster.store.database import Database

    return read_register(Database(url)).fold()


def _status(found: Sequence[Checked]) -> int:
    if any(each.problem for each in found):
        return _UNREAD
    return _FOUND if any(finding.force == "应当" for each in found for finding in each.findings) else 0


def _show(found: Sequence[Checked], kind: str, output: Path | None) -> None:
    data = _written(found, kind)
    if output is not None:
        write_whole(output, data)
        click.echo(f"已生成 {output}", err=True)
    elif kind == "text":
        _say_text(found)
    else:
        click.echo(data.decode(), nl=False)


def _written(found: Sequence[Checked], kind: str) -> bytes:
    if kind == "xlsx":
        from gongwen.write.findings.book import write_findings_book

        return write_findings_book(found)
    if kind == "html":
        from gongwen.check.reference import rule_infos
        from gongwen.write.findings.html import write_findings_html

        return write_findings_html(found, rule_infos()).encode()
    if kind == "sarif":
        from gongwen.check.reference import rule_infos
        from gongwen.write.findings.sarif import write_findings_sarif

        return write_findings_sarif(found, rule_infos()).encode()
    if kind == "json":
        from gongwen.write.findings.json import write_findings_json

        return write_findings_json(found).encode()
    from gongwen.write.findings.text import write_findings_text

    return "".join(segment.text for segment in write_findings_text(found)).encode()


def _say_text(found: Sequence[Checked]) -> None:
    from gongwen.write.findings.text import write_findings_text

    for segment in write_findings_text(found):
        click.echo(click.style(segment.text, fg=_TONES.get(segment.tone)), nl=False)


def _commented(file: Path, checked: Checked) -> bytes:
    from gongwen import api
    from gongwen.read.encoding import read_bytes
    from gongwen.read.file_kind import kind_of

    data = read_bytes(file)
    if kind_of(data, str(file)) != "docx":
        raise UsageError(f"{file}：批注只能写在 docx 里，请先另存为 docx")
    return api.comment_docx(data, checked.findings, datetime.now())
