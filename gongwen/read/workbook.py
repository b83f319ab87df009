"""A workbook, or a file of values separated by commas → its cells as text, each with its place."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from gongwen.finding import InputError, UsageError
from gongwen.read.encoding import decode, read_bytes

_MOST_COLUMNS = 200
_MOST_BYTES = 400 * 1024 * 1024
"""How large the parts of a workbook may be together, unpacked."""
_MONTHS = range(1900, 2101)
"""Whole numbers that are years where a number is a year and a month."""


class Cell(NamedTuple):
    """What stands in a cell, or under a key."""

    text: str
    where: str
    """Its sheet, as 名册.xlsx 人员; or its whole place, where it is in no sheet."""
    row: int = 0
    """From 1; 0 outside of a sheet."""
    column: int = 0
    doubt: str = ""
    """What else it may have been before the program read it as a number: 1975.10 for 1975.1; "" for nothing."""

    @property
    def at(self) -> str:
        """Where it is, as messages say it: 名册.xlsx 人员!B5."""
        return f"{self.where}!{get_column_letter(self.column)}{self.row}" if self.row else self.where


EMPTY = Cell("", "")
"""A cell with nothing in it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, row by row; cells merged downwards all have the text of the first."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_workbook(path: Path) -> list[Sheet]:
    """Return the sheets of an xlsx or csv file that have anything in them.

    Raises UsageError when it cannot be read, InputError when a formula has no value in it.
    """
    data = read_bytes(path)
    if data.startswith(b"PK"):
        return _read_xlsx(data, str(path))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError(
            f"{path}：是旧版 Excel 文件（xls）或加了密码，请在 Excel 或 WPS 里去掉密码、另存为 xlsx"
        )
    return [_read_csv(decode(data, str(path)), str(path))]


def _read_csv(text: str, name: str) -> Sheet:
    first = text.split("\n", 1)[0]
    mark = max(",\t;，", key=first.count)
    rows = enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1)
    return Sheet("", tuple(tuple(_csv_cells(values, name, row)) for row, values in rows))


def _csv_cells(values: Sequence[str], name: str, row: int) -> Iterator[Cell]:
    for column, value in enumerate(values, 1):
        yield Cell(value.strip(), f"{name} 第{row}行第{column}列") if value.strip() else EMPTY


class _Features(NamedTuple):
    """What is in the sheets of a workbook that needs more than their values."""

    has_formulas: bool
    has_merges: bool


def _read_xlsx(data: bytes, name: str) -> list[Sheet]:
    from openpyxl import load_workbook

    problems: list[str] = []
    try:
        features = _look_inside(data, name)
        book = load_workbook(io.BytesIO(data), data_only=True, read_only=not any(features))
        formulas = load_workbook(io.BytesIO(data)) if features.has_formulas else None
        sheets = [
            _read_sheet(sheet, formulas[sheet.title] if formulas else None, name, problems, features)
            for sheet in book.worksheets
        ]
    except UsageError:
        raise
    except Exception:
        raise UsageError(
            f"{name}：不是能打开的 Excel 文件，请在 Excel 或 WPS 里打开、另存为 xlsx 后再试"
        ) from None
    if problems:
        raise InputError(problems)
    return [sheet for sheet in sheets if sheet.rows]


def _look_inside(data: bytes, name: str) -> _Features:
    """Return what is in the sheets. Raises UsageError for a workbook that is far too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(info.file_size for info in package.infolist()) > _MOST_BYTES:
            raise UsageError(f"{name}：展开后太大，不像是名册，请只保留需要的工作表")
        parts = [package.read(part) for part in package.namelist() if part.startswith("xl/worksheets/")]
        has_formulas = any(b"<f>" in part or b"<f " in part for part in parts)
        return _Features(has_formulas, any(b"<mergeCell " in part for part in parts))


def _read_sheet(sheet: Any, twin: Any, name: str, problems: list[str], features: _Features) -> Sheet:
    below = _merged_downwards(sheet) if features.has_merges else {}
    where = f"{name} {sheet.title}"
    rows: list[tuple[Cell, ...]] = []
    widest = min(sheet.max_column, _MOST_COLUMNS) if sheet.max_column else None
    for number, cells in enumerate(sheet.iter_rows(max_col=widest), 1):
        row = tuple(
            _cell(below.get((number, column), cell), where, number, column)
            for column, cell in enumerate(cells, 1)
        )
        if twin is not None:
            problems += _unknown_values(row, twin, where, number)
        rows.append(row)
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Sheet(sheet.title, tuple(rows))


def _cell(cell: Any, where: str, row: int, column: int) -> Cell:
    if cell.value is None:
        return EMPTY
    text, doubt = _text(cell)
    return Cell(text, where, row, column, doubt) if text else EMPTY


def _unknown_values(row: Sequence[Cell], twin: Any, where: str, number: int) -> Iterator[str]:
    """Yield the cells whose formula has no value in the file."""
    for column, cell in enumerate(row, 1):
        if not cell.text and _is_formula(twin.cell(number, column).value):
            at = Cell("", where, number, column).at
            yield f"{at}：是公式，但文件里没有算出来的值，请在 Excel 或 WPS 里打开、保存一次再试"


def _merged_downwards(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return for every cell that is one with those above it the cell that has its value."""
    found = {}
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        for row in range(area.min_row + 1, area.max_row + 1):
            found[row, area.min_col] = first
    return found


def _is_formula(value: object) -> bool:
    return (isinstance(value, str) and value.startswith("=")) or type(value).__name__ == "ArrayFormula"


def _text(cell: Any) -> tuple[str, str]:
    """Return a value as it is shown, and what it may have been when that cannot be told."""
    value = cell.value
    if isinstance(value, bool):
        return ("是" if value else "否"), ""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(), ""
    if isinstance(value, (date, time)):
        return value.isoformat(), ""
    if isinstance(value, float):
        return _number(value, str(cell.number_format))
    return str(value).strip(), ""


def _number(value: float, shown: str) -> tuple[str, str]:
    if shown.startswith("0.0"):
        digits = len(shown.split(";", maxsplit=1)[0].partition(".")[2].rstrip('_ )"'))
        return f"{value:.{digits}f}", ""
    text = f"{value:.15g}"
    whole, _, rest = text.partition(".")
    is_month = whole.isdecimal() and int(whole) in _MONTHS and rest == "1"
    return text, (f"{whole}.10" if is_month else "")
