"""``gongwen tasks``: a plan → the table of its tasks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.files import output_path, refuse_collisions, write_whole
from gongwen.finding import UsageError

if TYPE_CHECKING:
    from gongwen.document import Document

_NO_TASKS = 1


@click.command(
    help="从方案里找出任务和责任单位，列成任务分工表（xlsx）。不写 -o 时，结果放在输入文件旁边。",
    options_metavar="[选项]",
    short_help="列出任务分工表",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "-o", "--output", "wanted", type=click.Path(path_type=Path), metavar="文件.xlsx", help="结果写到哪里。"
)
def tasks(file: Path, wanted: Path | None) -> None:
    """Write the table; a document that names nobody gives none, and the exit status says so."""
    from gongwen.recognise.tasks.tasks import tasks_of
    from gongwen.write.task_table import write_task_table

    path = _output(file, wanted)
    refuse_collisions([path], [file])
    document = _read(file)
    found = tasks_of(document)
    if not found:
        click.echo(
            f"{file}：没有找到任务；写明责任单位的地方（如“（责任单位：县财政局）”“由县财政局牵头”）才算任务",
            err=True,
        )
        sys.exit(_NO_TASKS)
    write_whole(path, write_task_table(found, f"{_name(document)}任务分工表"))
    click.echo(f"已生成 {path}，共 {len(found)} 项任务")


def _read(file: Path) -> Document:
    """Return the document that ``file`` says, whoever made it."""
    from gongwen import api

    return api.read_file(file).document


def _output(file: Path, wanted: Path | None) -> Path:
    if wanted is not None and wanted.suffix.lower() not in ("", ".xlsx") and not wanted.is_dir():
        raise UsageError(f"{wanted}：任务分工表是 xlsx 文件，请把扩展名改为 .xlsx")
    return output_path(file, wanted, "xlsx", [file])


def _name(document: Document) -> str:
    """Return the title of the plan: of what the document carries, or else its own, in one line."""
    title = "、".join(carried.title for _, carried in document.carried) or document.title
    return "".join(title.split())
