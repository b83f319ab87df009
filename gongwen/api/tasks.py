"""A plan → the tasks that it hands out, and their table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gongwen.api.documents import Document, read_document
from gongwen.files import Outputs, extension_of, output_path, write_whole
from gongwen.finding import UsageError
from gongwen.read.named_files import files_named
from gongwen.recognise.tasks.tasks import tasks_of, unassigned
from gongwen.task import Task

__all__ = ["Task", "TaskTable", "table", "tabulate", "tasks_of", "unassigned"]


class TaskTable(NamedTuple):
    """What was found in a plan."""

    path: Path
    """The file of the table; it is not written for no tasks."""
    tasks: tuple[Task, ...]
    unassigned: tuple[str, ...]
    """The headings of the items beside the tasks that name nobody."""


def tabulate(file: Path, wanted: Path | None = None) -> TaskTable:
    """Write the table of the tasks in ``file``, and return what was found.

    ``wanted`` is a file or a folder, None for a file beside the plan.
    Raises UsageError when it cannot be read or written, InputError when it holds no text.
    """
    if wanted is not None and extension_of(wanted) not in ("", "xlsx") and not wanted.is_dir():
        raise UsageError(f"{wanted}：任务分工表是 xlsx 文件，请把扩展名改为 .xlsx")
    path = output_path(file, wanted, "xlsx", [file])
    Outputs([file], lambda: files_named([file])).claim([path])
    document = read_document(file)
    found = tasks_of(document)
    if found:
        write_whole(path, table(found, document))
    return TaskTable(path, found, unassigned(document))


def table(found: Sequence[Task], document: Document) -> bytes:
    """Return ``found`` as an xlsx with the name of the plan: of what it carries, or else its own."""
    from gongwen.write.task_table import write_task_table

    title = "、".join(carried.title for _, carried in document.carried) or document.title
    return write_task_table(found, f"{''.join(title.split())}任务分工表")
