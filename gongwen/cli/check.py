"""``gongwen check`` and ``gongwen fix``: what is wrong in documents that others made, and mending it in a copy."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.progress import with_progress
from gongwen.cli.roster_options import Day
from gongwen.files import refuse_collisions, write_whole
from gongwen.finding import Checked, Finding, InputError, UsageError

if TYPE_CHECKING:
    from gongwen.read.check_settings import CheckSettings
    from gongwen.roster.history import History

_FOUND, _UNREAD = 1, 2
_FORMATS = ("text", "json", "sarif", "html", "xlsx")
_TONES = {
    "应当": "red",
    "一般": "yellow",
    "文件": "bright_white",
    "未读": "red",
    "位置": "cyan",
    "建议": "green",
}
_STYLE = click.option(
    "--style", default="", metavar="版式", help="按哪个版式检查；默认按成文日期和发文机关选。"
)
_DAY = click.option("--on", "day", type=Day(), metavar="日期", help="按哪一天施行的规定检查，默认成文日期。")
_SETTINGS = click.option(
    "--settings", "settings_file", type=click.Path(path_type=Path), metavar="文件.yaml",
    help="本单位的设置：不查哪些规则、词语白名单、程度、版式。",
)  # fmt: skip
_SELECT = click.option(
    "--select", metavar="规则…", default="", help="只查这些规则（代码或代码的开头，逗号隔开）。"
)
_IGNORE = click.option("--ignore", metavar="规则…", default="", help="不查这些规则。")


@dataclass(frozen=True, slots=True)
class _Order:
    """How files are checked."""

    style: str
    day: str
    settings: CheckSettings
    has_pages: bool = False
    register: str = ""
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
@_SELECT
@_IGNORE
@_STYLE
@_DAY
@_SETTINGS
def check(
    files: tuple[Path, ...], target: str | None, output: Path | None, comments: Path | None, pages: bool,
    register: str, select: str, ignore: str, style: str, day: date | None, settings_file: Path | None,
) -> None:  # fmt: skip
    """Check every file; one that cannot be read does not stop the others."""
    from gongwen.batch import each

    kind = target or _kind_of(output)
    outputs = [path for path in (output, comments) if path is not None]
    refuse_collisions(outputs, files)
    if comments is not None and len(files) != 1:
        raise UsageError("--comments 一次只批注一个文件，请一个一个地写")
    order = replace(_order(style, day, settings_file, select, ignore), has_pages=pages, register=register)
    found = list(with_progress(each(partial(_check, order=order), files), len(files), "检查"))
    _show(found, kind, output)
    if comments is not None and not found[0].problem:
        write_whole(comments, _commented(files[0], found[0]))
        click.echo(f"已生成 {comments}，批注 {len(found[0].findings)} 条", err=True)
    sys.exit(_status(found))


def _kind_of(output: Path | None) -> str:
    suffix = output.suffix.lower().lstrip(".") if output else ""
    return {"htm": "html", "txt": "text"}.get(suffix, suffix if suffix in _FORMATS else "text")


def _order(style: str, day: date | None, settings_file: Path | None, select: str, ignore: str) -> _Order:
    from gongwen.check.reference import rule_infos
    from gongwen.read.check_settings import CheckSettings, read_check_settings

    known = [info.code for info in rule_infos()]
    settings = read_check_settings(settings_file, known) if settings_file else CheckSettings()
    only = (*settings.only, *_known_codes(select, "--select", known))
    skipped = (*settings.skipped, *_known_codes(ignore, "--ignore", known))
    settings = replace(settings, only=only, skipped=skipped)
    return _Order(style or settings.style, day.isoformat() if day else "", settings)


def _known_codes(text: str, option: str, known: Sequence[str]) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.replace("，", ",").split(",") if code.strip())
    for code in codes:
        if not any(each.startswith(code) for each in known):
            raise UsageError(f"{option}：没有规则“{code}”，代码见 gongwen rules")
    return codes


def _check(file: Path, order: _Order) -> Checked:
    from gongwen import api
    from gongwen.read.check_settings import select_findings

    try:
        findings = api.check(file, order.style, order.day, order.settings.allowed)
        if order.register:
            findings += _against_register(file, order)
        if order.has_pages:
            findings = api.with_pages(file, findings, order.style, order.day)
    except (InputError, UsageError) as error:
        return Checked(str(file), problem=str(error))
    return Checked(str(file), tuple(select_findings(findings, order.settings)))


def _against_register(file: Path, order: _Order) -> list[Finding]:
    from gongwen import api
    from gongwen.roster.against import register_findings

    document, places = api.read_places(file)
    day = date.fromisoformat(order.day) if order.day else None
    return register_findings(document, places, _register(order.register), day)


@cache
def _register(url: str) -> History:
    """Return the history in a register, read once a process."""
    from gongwen.roster.database import Database
    from gongwen.roster.desk import read_register

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
    elif kind == "xlsx":
        raise UsageError("xlsx 要写到文件里，请用 -o 指定")
    elif kind == "text":
        _say_text(found)
    else:
        click.echo(data.decode(), nl=False)


def _written(found: Sequence[Checked], kind: str) -> bytes:
    if kind == "xlsx":
        from gongwen.write.findings_book import write_findings_book

        return write_findings_book(found)
    if kind == "html":
        from gongwen.check.reference import rule_infos
        from gongwen.write.findings_html import write_findings_html

        return write_findings_html(found, rule_infos()).encode()
    if kind == "sarif":
        from gongwen.check.reference import rule_infos
        from gongwen.write.findings_sarif import write_findings_sarif

        return write_findings_sarif(found, rule_infos()).encode()
    if kind == "json":
        from gongwen.write.findings_json import write_findings_json

        return write_findings_json(found).encode()
    from gongwen.write.findings_text import write_findings_text

    return "".join(segment.text for segment in write_findings_text(found)).encode()


def _say_text(found: Sequence[Checked]) -> None:
    from gongwen.write.findings_text import write_findings_text

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


@click.command(
    help="改正公文里有唯一正确写法的地方（docx、txt、YAML、稿），写一份新的文件，原文件不动。"
    "--unsafe 连建议的也改；--track 用修订标记，由人逐条接受。",
    options_metavar="[选项]",
    short_help="改正公文",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件|文件夹",
    help="写到哪里；默认在原文件旁边，名称后加“（改）”。",
)
@click.option("--unsafe", is_flag=True, help="建议的改法也改。")
@click.option("--track", is_flag=True, help="docx 用修订标记。")
@_STYLE
@_DAY
@_SETTINGS
def fix(
    files: tuple[Path, ...], output: Path | None, unsafe: bool, track: bool, style: str, day: date | None,
    settings_file: Path | None,
) -> None:  # fmt: skip
    """Mend every file in a copy."""
    order = _order(style, day, settings_file, "", "")
    paths = [_copy_of(file, output, is_many=len(files) > 1) for file in files]
    refuse_collisions(paths, files)
    problems: list[str] = []
    for file, path in zip(files, paths, strict=True):
        try:
            _fix_one(file, path, order, is_bold=unsafe, tracks=track)
        except (InputError, UsageError) as error:
            problems.append(str(error))
    if problems:
        raise InputError(problems)


def _copy_of(file: Path, output: Path | None, *, is_many: bool) -> Path:
    if output is None:
        return file.with_stem(f"{file.stem}（改）")
    return output / file.name if is_many or output.is_dir() or not output.suffix else output


def _fix_one(file: Path, path: Path, order: _Order, *, is_bold: bool, tracks: bool) -> None:
    from gongwen import api

    when = datetime.now() if tracks else None
    fixed = api.fix(file, order.style, order.day, order.settings.allowed, is_bold=is_bold, when=when)
    for note in fixed.left:
        click.echo(f"注意：{file} {note}", err=True)
    if not fixed.done:
        click.echo(f"{file}：没有可以直接改的地方")
        return
    write_whole(path, fixed.data)
    for finding in fixed.done:
        click.echo(f"  {_told(finding)}")
    click.echo(f"已生成 {path}，改了 {len(fixed.done)} 处")


def _told(finding: Finding) -> str:
    place = str(finding.at).split(" ", 1)[-1] if finding.at else ""
    return f"{place}　{finding.message}"
