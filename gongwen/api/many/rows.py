"""The rows of a workbook → those of each document, with the names of its files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongwen.document import Document
from gongwen.files import file_name
from gongwen.finding import InputError, UsageError
from gongwen.keys import fields_of
from gongwen.pattern import pattern
from gongwen.read.input.form import Form, elements_in
from gongwen.read.rows import Row, plain
from gongwen.read.workbook import Cell, read_workbook

_NAMED = pattern(r"\{([^{}]+)\}")
_LONGEST = 80
"""Characters of the name of a file; more are cut."""
NUMBER = "序号"
"""What a pattern of names calls the number of the document in its run, from 1."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of one document."""

    number: int
    """Among the documents, from 1."""
    rows: tuple[Row, ...]
    name: str = ""
    """Of its files, without an extension."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose first row that has anything names its columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Return the first sheet of the workbook or csv at ``path``. Raises UsageError and InputError."""
    sheets = read_workbook(path)
    if not sheets:
        raise UsageError(f"{path}：里面没有内容，第一行写各栏的名称，以下一行一份公文")
    sheet = sheets[0].shown
    filled = [row for row in sheet.rows if any(cell.text for cell in row)]
    columns = {index: plain(cell.text) for index, cell in enumerate(filled[0]) if cell.text} if filled else {}
    twice = [name for name in columns.values() if list(columns.values()).count(name) > 1]
    if twice:
        raise UsageError(f"{path}：有两栏都叫“{twice[0]}”（括号里的说明不算），请改名或删去一栏")
    rows = tuple(_rows(filled[1:], columns))
    if not rows:
        raise UsageError(f"{path}：栏名下面没有内容，请一行写一份公文")
    return Table(str(path), tuple(columns.values()), rows)


def _rows(filled: Sequence[Sequence[Cell]], columns: Mapping[int, str]) -> Iterator[Row]:
    for row in filled:
        cells = {name: row[index] for index, name in columns.items() if index < len(row) and row[index].text}
        if cells:
            yield Row(cells, next(iter(cells.values())).at)


def groups_of(table: Table, form: Form, pattern: str) -> Iterator[RowGroup]:
    """Yield the rows of each document, in order, without names of files.

    A row goes on with the document above when it has nothing in the columns that are not repeated, or the same.
    Raises UsageError for a form or a ``pattern`` of names whose blanks have no column.
    """
    named = [name for name in columns_in(pattern) if name != NUMBER and name not in fields_of(Document)]
    for where, name in (
        *((form.place(each), each) for each in form.blanks),
        *(("--name", each) for each in named),
    ):
        if name not in table.columns:
            raise UsageError(f"{where}：{table.name} 里没有“{name}”一栏；有：{'、'.join(table.columns)}")
    own = [name for name in table.columns if name not in form.repeated and _is_used(name, form, pattern)]
    for number, rows in enumerate(_joined(table.rows, own, has_lists=bool(form.repeated)), 1):
        yield RowGroup(number, rows)


def named_groups(
    groups: Sequence[RowGroup], pattern: str, elements: Sequence[Mapping[str, str]]
) -> Iterator[RowGroup]:
    """Yield ``groups`` with the names of their files; ``elements`` is what each document says itself, by its keys.

    Raises InputError for two documents of one name, UsageError for a name of nothing.
    """
    names: dict[str, str] = {}
    for group, said in zip(groups, elements, strict=True):
        name = _name(pattern, group, said)
        at = group.rows[0].at
        if name in names:
            raise InputError(
                [
                    f"{at}：与 {names[name]} 的文件名都是“{name}”，请用 --name 写明怎样取名，如 {{序号}}-{{标题}}"
                ]
            )
        names[name] = at
        yield replace(group, name=name)


def unused_columns(table: Table, form: Form, pattern: str) -> list[str]:
    """Return the columns that say nothing in any document."""
    return [name for name in table.columns if not _is_used(name, form, pattern)]


def columns_in(pattern: str) -> list[str]:
    """Return the columns that a pattern of names of files takes, as titles of columns are compared."""
    return [plain(name) for name in _NAMED.findall(pattern)]


def _is_used(name: str, form: Form, pattern: str) -> bool:
    return name in form.blanks or bool(elements_in(form, [name])) or name in columns_in(pattern)


def _joined(rows: Sequence[Row], own: Sequence[str], *, has_lists: bool) -> Iterator[tuple[Row, ...]]:
    group: list[Row] = []
    for row in rows:
        goes_on = has_lists and group and all(row.text(name) in ("", group[0].text(name)) for name in own)
        if group and not goes_on:
            yield tuple(group)
            group = []
        group.append(row)
    if group:
        yield tuple(group)


def _name(pattern: str, group: RowGroup, said: Mapping[str, str]) -> str:
    """Return the name of the files of a document. Raises UsageError for one of nothing."""
    row = group.rows[0]

    def value(found: re.Match[str]) -> str:
        column = plain(found[1])
        return f"{group.number:04d}" if column == NUMBER else row.text(column) or said.get(column, "")

    name = file_name(_NAMED.sub(value, pattern)).strip(" .-—_")[:_LONGEST]
    if not name:
        raise UsageError(f"{row.at}：“{pattern}”取不出文件名，这一行里没有这些栏的内容")
    return name


def usual_pattern(table: Table) -> str:
    """Return how files are named unless it is said otherwise: by the first of the columns that tell documents apart."""
    known = [name for name in ("文件名", "发文字号", "标题", "单位", "姓名") if name in table.columns]
    return (
        f"{{{NUMBER}}}-{{{known[0] if known else table.columns[0]}}}" if known != ["文件名"] else "{文件名}"
    )


def packed(rows: Sequence[Row]) -> str:
    """Return ``rows`` as text that travels."""
    return json.dumps(
        [[row.at, {key: list(cell) for key, cell in row.cells.items()}] for row in rows], ensure_ascii=False
    )


def unpacked(text: str) -> tuple[Row, ...]:
    """Return the rows that :func:`packed` wrote."""
    return tuple(Row({key: Cell(*cell) for key, cell in cells.items()}, at) for at, cells in json.loads(text))
