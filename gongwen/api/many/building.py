"""Runs that make documents: one a row of a workbook, or one a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongwen.api.checking import different
from gongwen.api.many.journal import Entry
from gongwen.api.many.rows import (
    RowGroup,
    columns_in,
    groups_of,
    named_groups,
    read_table,
    unused_columns,
    usual_pattern,
)
from gongwen.api.many.run import BatchSpec, file_jobs, row_jobs, run_jobs
from gongwen.document import Document
from gongwen.finding import InputError, UsageError
from gongwen.keys import fields_of
from gongwen.read.encoding import read_text
from gongwen.read.input.form import Form, fill, read_form
from gongwen.roster.register import read_register, taking_numbers
from gongwen.roster.store.database import Database
from gongwen.roster.store.numbers import parse_number, reserve
from gongwen.roster.store.store import Number

_NUMBER, _TITLE = "发文字号", "标题"
_FILES = ("版式", "模板", "文头")
"""Options that may name a file, which travels along."""


@dataclass(frozen=True, slots=True)
class RowRun:
    """A run over the rows of a workbook."""

    entries: Iterator[Entry]
    """What came of each document, as it is done."""
    count: int
    """How many documents there are."""
    unused: tuple[str, ...]
    """The columns that say nothing."""


def build_rows(
    workbook: Path, form: Path, spec: BatchSpec, pattern: str = "", number: str = "", register: str = ""
) -> RowRun:
    """Return the run that makes one document of each row, or of several, of ``workbook``, filled into ``form``.

    ``number`` is the first 发文字号, or its code alone to go on behind those taken in ``register``; they are
    taken when the last document is made. Raises UsageError and InputError, with row and cell, before
    anything is made: for blanks without a column, two documents of one name, and rows that make no document.
    """
    table = read_table(workbook)
    source = read_form(read_text(form), str(form))
    naming = pattern or usual_pattern(table)
    groups = list(groups_of(table, source, naming))
    elements = _elements(groups, source, {_NUMBER, _TITLE, *columns_in(naming)})
    bare = [index for index, said in enumerate(elements) if not said[_NUMBER]]
    database = Database(register) if register else None
    numbers = _numbers([elements[index][_TITLE] for index in bare], number, database) if number else []
    for index, own in zip(bare, numbers, strict=False):
        elements[index][_NUMBER] = str(own)
    given = {groups[index].number: str(own) for index, own in zip(bare, numbers, strict=False)}
    extra, spec = _travelling(spec)
    jobs = row_jobs(list(named_groups(groups, naming, elements)), form, spec, given, extra)
    entries = run_jobs(jobs, spec, [workbook, form, *extra])
    if numbers and database:
        entries = _taking(entries, database, numbers)
    return RowRun(entries, len(groups), tuple(unused_columns(table, source, naming)))


def _elements(groups: Sequence[RowGroup], form: Form, keys: Iterable[str]) -> list[dict[str, str]]:
    """Return what the document of each of ``groups`` says of those of ``keys`` that are elements, on one line each.

    Raises InputError that names every cell because of which its rows make no document.
    """
    problems: list[str] = []
    elements: list[dict[str, str]] = []
    for group in groups:
        try:
            document = fill(form, group.rows).document
            elements.append({key: _said(document, key) for key in keys})
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return elements


def _said(document: Document, key: str) -> str:
    """Return the element ``key`` of ``document`` as text on one line; "" for what is none, or no text or day."""
    info = fields_of(Document).get(key)
    name = next((name for name, each in Document.model_fields.items() if each is info), "")
    value = getattr(document, name, "")
    return "".join(str(value).split()) if isinstance(value, (str, date)) else ""


def _travelling(spec: BatchSpec) -> tuple[list[Path], BatchSpec]:
    """Return the files that the options name, and ``spec`` with their names as they travel."""
    options, files = dict(spec.options), []
    for key in _FILES:
        path = Path(options.get(key, ""))
        if options.get(key) and (path.is_file() or key != "版式"):
            files.append(path)
            options[key] = path.name
    return files, replace(spec, options=options)


def _numbers(titles: Sequence[str], number: str, database: Database | None) -> list[Number]:
    """Return a 发文字号 for each document of ``titles``; none is taken yet. Raises UsageError for one that is taken."""
    taken = read_register(database).numbers if database else ()
    wanted = parse_number(number)
    if database is None and wanted.first is None:
        raise UsageError(f"--number “{number}”没有写号数：请写明从几号编起，或者用 --db 接着名册里的编")
    return reserve(taken, wanted, titles)


def _taking(entries: Iterator[Entry], database: Database, numbers: Sequence[Number]) -> Iterator[Entry]:
    """Yield ``entries``, and take ``numbers`` when the last document is made."""
    yield from entries
    with taking_numbers(database, numbers):
        pass


def do_documents(files: Sequence[Path], spec: BatchSpec) -> Iterator[Entry]:
    """Do the verb of ``spec`` with each of ``files``, and with the documents of folders, and yield what came of it.

    Raises UsageError when there is nothing to do, and as :func:`gongwen.api.many.run.run_jobs` does.
    """
    found = different(files)
    if not found:
        raise UsageError("没有要办的文件，请给出公文，或者有公文的文件夹")
    extra, spec = _travelling(spec)
    return run_jobs(file_jobs(found, spec, extra), spec, [*found, *extra])
