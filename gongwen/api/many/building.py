"""Runs that make documents: one a row of a workbook, or one a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongwen.api.checking import different
from gongwen.api.many.journal import Entry
from gongwen.api.many.rows import RowGroup, groups_of, read_table, unused_columns, usual_pattern
from gongwen.api.many.run import BatchSpec, file_jobs, row_jobs, run_jobs
from gongwen.finding import InputError, UsageError
from gongwen.read.encoding import read_text
from gongwen.read.input.form import Form, fill, read_form
from gongwen.roster.register import read_register, taking_numbers
from gongwen.roster.store.database import Database
from gongwen.roster.store.numbers import parse_number, reserve
from gongwen.roster.store.store import Number

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
    bare = _without_number(groups, source)
    extra, spec = _travelling(spec)
    database = Database(register) if register else None
    numbers = _numbers(bare, number, database) if number else []
    named = {group.number: str(each) for group, each in zip(bare, numbers, strict=False)}
    entries = run_jobs(row_jobs(groups, form, spec, named, extra), spec, [workbook, form, *extra])
    if numbers and database:
        entries = _taking(entries, database, numbers)
    return RowRun(entries, len(groups), tuple(unused_columns(table, source, naming)))


def _without_number(groups: Sequence[RowGroup], form: Form) -> list[RowGroup]:
    """Return those whose document has no 发文字号 of its own.

    Raises InputError that names every cell because of which its rows make no document.
    """
    problems: list[str] = []
    bare: list[RowGroup] = []
    for group in groups:
        try:
            if not fill(form, group.rows).document.doc_number:
                bare.append(group)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return bare


def _travelling(spec: BatchSpec) -> tuple[list[Path], BatchSpec]:
    """Return the files that the options name, and ``spec`` with their names as they travel."""
    options, files = dict(spec.options), []
    for key in _FILES:
        path = Path(options.get(key, ""))
        if options.get(key) and (path.is_file() or key != "版式"):
            files.append(path)
            options[key] = path.name
    return files, replace(spec, options=options)


def _numbers(groups: Sequence[RowGroup], number: str, database: Database | None) -> list[Number]:
    """Return a 发文字号 for each of ``groups``; none is taken yet. Raises UsageError for one that is taken."""
    taken = read_register(database).numbers if database else ()
    wanted = parse_number(number)
    if database is None and wanted.first is None:
        raise UsageError(f"--number “{number}”没有写号数：请写明从几号编起，或者用 --db 接着名册里的编")
    return reserve(taken, wanted, [group.name for group in groups])


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
