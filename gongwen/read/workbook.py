"""A workbook, or a file of values separated by commas → its cells as text, each with its place."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from gongwen.finding import InputError, UsageError
from gongwen.read.encoding import decode, read_bytes

_MOST_COLUMNS = 200
_MOST_BYTES = 400 * 1024 * 1024
"""How large the parts of a workbook may be together, unpacked."""
_MONTHS = range(1900, 2101)
"""Whole numbers that are years where a number is a year and a month."""


class Cell(NamedTuple):
    """What stands in a cell, and where: 名册.xlsx 人员!B5."""

    text: str
    at: str
    doubt: str = ""
    """What else it may have been before the program read it as a number: 1975.10 for 1975.1; "" for nothing."""


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
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    return Sheet(
        "",
        tuple(
            tuple(
                Cell(value.strip(), f"{name} 第{row}行第{column}列") for column, value in enumerate(values, 1)
            )
            for row, values in enumerate(rows, 1)
        ),
    )


def _read_xlsx(data: bytes, name: str) -> list[Sheet]:
    from openpyxl import load_workbook

    try:
        has_formulas = _look_inside(data, name)
        book = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data)) if has_formulas else None
    except UsageError:
        raise
    except Exception:
        raise UsageError(
            f"{name}：不是能打开的 Excel 文件，请在 Excel 或 WPS 里打开、另存为 xlsx 后再试"
        ) from None
    sheets = []
    problems: list[str] = []
    for sheet in book.worksheets:
        twin = formulas[sheet.title] if formulas is not None else None
        sheets.append(_read_sheet(sheet, twin, name, problems))
    if problems:
        raise InputError(problems)
    return [sheet for sheet in sheets if sheet.rows]


def _look_inside(data: bytes, name: str) -> bool:
    """Return whether there are formulas. Raises UsageError for a workbook that is far too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(info.file_size for info in package.infolist()) > _MOST_BYTES:
            raise UsageError(f"{name}：展开后太大，不像是名册，请只保留需要的工作表")
        parts = [part for part in package.namelist() if part.startswith("xl/worksheets/")]
        return any(b"<f>" in package.read(part) or b"<f " in package.read(part) for part in parts)


def _read_sheet(sheet: Any, twin: Any, name: str, problems: list[str]) -> Sheet:
    below = _merged_downwards(sheet)
    width = min(sheet.max_column or 0, _MOST_COLUMNS)
    rows: list[tuple[Cell, ...]] = []
    for cells in sheet.iter_rows(max_col=width):
        row = []
        for cell in cells:
            at = f"{name} {sheet.title}!{cell.coordinate}"
            source = below.get((cell.row, cell.column), cell)
            text, doubt = _text(source)
            if not text and twin is not None and _is_formula(twin[cell.coordinate].value):
                problems.append(
                    f"{at}：是公式，但文件里没有算出来的值，请在 Excel 或 WPS 里打开、保存一次再试"
                )
            row.append(Cell(text, at, doubt))
        rows.append(tuple(row))
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Sheet(sheet.title, tuple(rows))


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
    if value is None:
        return "", ""
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
