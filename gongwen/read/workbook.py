"""A workbook, or a file of values separated by commas → its cells as text, each with its place."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from gongwen.finding import InputError, UsageError
from gongwen.ooxml.package.unzip import Limits, unzip
from gongwen.ooxml.xml import STRICT
from gongwen.pattern import pattern
from gongwen.read.encoding import decode, read_bytes
from gongwen.read.text_sheets import are_texts, read_text_sheets

_MOST_COLUMNS = 200
_MOST_CELLS = 250_000
"""Cells of a file with merged cells or formulas, those that only have a border too; each takes a kilobyte of memory."""
_MOST_STREAMED = 1_500_000
"""Cells of a file with neither: they are read one by one."""
_MOST_MERGED = 100_000
"""Cells that are one with others: the library makes each of them."""
_LONGEST = 100_000
"""Characters of one value in a csv; more is a quotation mark without its second."""
_LIMITS = Limits(2000, 96 * 2**20, 192 * 2**20, "不像是名册，请只保留需要的工作表，删去图片")
_CELL = pattern(rb"<(?:\w+:)?c[\s/>]")
_AREA = pattern(
    rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_HIDDEN = pattern(rb"<(?:\w+:)?row\s[^>]*?hidden=[\"'](?:1|true)")
_DOCTYPE = b"<!DOCTYPE"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""The beginnings of XML in UTF-16, in which nothing would be found."""
_SAVE_AS = "请在 Excel 或 WPS 里打开、另存为“Excel 工作簿（*.xlsx）”后再试"
_PERCENT = pattern(r"0(?:\.0+)?%")
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
    hidden: tuple[int, ...] = ()
    """The rows, from 1, that have something in them and are not shown."""

    @property
    def shown(self) -> Sheet:
        """The sheet with nothing in the rows that are not shown."""
        rows = (() if number in self.hidden else row for number, row in enumerate(self.rows, 1))
        return replace(self, rows=tuple(rows)) if self.hidden else self


def read_workbook(path: Path, left_out: Collection[str] = ()) -> list[Sheet]:
    """Return the sheets of an xlsx or csv file that have anything in them.

    The sheets named ``left_out`` are not read where nothing but texts is in the file.

    Raises UsageError when it cannot be read or is far too large, InputError when a formula has no value in it.
    """
    data = read_bytes(path)
    if not data.strip():
        raise UsageError(f"{path}：文件是空的，请核对文件名，或重新取得这个文件")
    if data.startswith(b"PK"):
        return _read_xlsx(data, str(path), left_out)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError(
            f"{path}：是旧版 Excel 文件（xls）或加了密码，请在 Excel 或 WPS 里去掉密码、另存为 xlsx"
        )
    return [_read_csv(decode(data, str(path)), str(path))]


def _read_csv(text: str, name: str) -> Sheet:
    first = text.split("\n", 1)[0]
    mark = max(",\t;，", key=first.count)
    if text.count(mark) + text.count("\n") > _MOST_CELLS:
        raise UsageError(f"{name}：{_too_many()}")
    csv.field_size_limit(_LONGEST)
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        return Sheet("", tuple(_csv_row(values, row, name) for row, values in enumerate(rows, 1)))
    except csv.Error:
        raise UsageError(
            f"{name}：第{rows.line_num}行附近有一格太长（超过 {_LONGEST // 10_000} 万字），多半是引号没有成对，请检查"
        ) from None


def _csv_row(values: list[str], row: int, name: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(value.strip(), f"{name} 第{row}行第{column}列") if value.strip() else EMPTY
        for column, value in enumerate(values, 1)
    )


def _too_many() -> str:
    return (
        f"单元格太多（超过 {_MOST_CELLS // 10_000} 万个，只有边框的也算），不像是名册，请删去多余的行和工作表"
    )


def _read_xlsx(data: bytes, name: str, left_out: Collection[str] = ()) -> list[Sheet]:
    from openpyxl import load_workbook

    try:
        parts = unzip(data, _LIMITS)
        _refuse(parts)
    except UsageError as error:
        raise UsageError(f"{name}：{error}") from None
    problems: list[str] = []
    try:
        if _is_plain(parts) and are_texts(_sheets(parts)):
            sheets = [_text_sheet(sheet, rows, name) for sheet, rows in read_text_sheets(parts, left_out)]
            return _filled_sheets(sheets, name)
        checked = _packed(parts)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if _is_plain(parts):
                book = load_workbook(io.BytesIO(checked), data_only=True, keep_links=False, read_only=True)
                sheets = [_stream_sheet(sheet, name) for sheet in book.worksheets]
            else:
                book = load_workbook(io.BytesIO(checked), data_only=True, keep_links=False)
                formulas = (
                    load_workbook(io.BytesIO(checked), keep_links=False) if _has_formulas(parts) else None
                )
                twins = [formulas[sheet.title] if formulas else None for sheet in book.worksheets]
                sheets = [
                    _read_sheet(sheet, twin, name, problems)
                    for sheet, twin in zip(book.worksheets, twins, strict=True)
                ]
    except UsageError:
        raise
    except Exception:
        raise UsageError(f"{name}：不是能打开的 Excel 文件，{_SAVE_AS}") from None
    if problems:
        raise InputError(problems)
    return _filled_sheets(sheets, name)


def _filled_sheets(sheets: Sequence[Sheet], name: str) -> list[Sheet]:
    """Return those of ``sheets`` that have anything in them. Raises UsageError when there are none at all."""
    if not sheets:
        raise UsageError(f"{name}：里面没有工作表，{_SAVE_AS}")
    return [sheet for sheet in sheets if sheet.rows]


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a package again: what the library unpacks are these, whatever ``parts`` came from."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return target.getvalue()


def _refuse(parts: Mapping[str, bytes]) -> None:
    """Raise UsageError, without a file name, for what is no workbook, or makes the library overflow."""
    if "word/document.xml" in parts:
        raise UsageError("是 Word 文件，不是表格；请把扩展名改回 docx 再导入")
    if "xl/workbook.xml" not in parts:
        raise UsageError(f"不是能打开的 Excel 文件，{_SAVE_AS}")
    if STRICT.encode() in parts["xl/workbook.xml"]:
        raise UsageError(f"是“严格的 Open XML”格式，{_SAVE_AS}")
    for part, content in parts.items():
        if content.startswith(_WIDE):
            raise UsageError(f"其中的 {part} 不是 UTF-8 编码，不是 Excel 或 WPS 写的；{_SAVE_AS}")
        if part.endswith((".xml", ".rels", ".vml")) and _DOCTYPE in content:
            raise UsageError(f"其中的 {part} 含有 DTD 声明，不是 Excel 或 WPS 写的；{_SAVE_AS}")
    sheets = _sheets(parts)
    most = _MOST_STREAMED if _is_plain(parts) else _MOST_CELLS
    if sum(sum(1 for _ in _CELL.finditer(content)) for content in sheets) > most:
        raise UsageError(_too_many())
    if sum(_merged(content) for content in sheets) > _MOST_MERGED:
        raise UsageError("合并的单元格太多（整行、整列或整张合并），请取消这些合并后再试")


def _sheets(parts: Mapping[str, bytes]) -> list[bytes]:
    return [content for content in parts.values() if b"sheetData" in content]


def _merged(content: bytes) -> int:
    """Return how many cells are merged on a sheet."""
    return sum(
        (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
        for left, top, right, bottom in _AREA.findall(content)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _has_formulas(parts: Mapping[str, bytes]) -> bool:
    return any(b"<f>" in content or b"<f " in content for content in _sheets(parts))


def _is_plain(parts: Mapping[str, bytes]) -> bool:
    """Whether there are neither formulas nor merged cells, nor rows that are hidden."""
    is_simple = not any(_AREA.search(content) or _HIDDEN.search(content) for content in _sheets(parts))
    return is_simple and not _has_formulas(parts)


def _text_sheet(title: str, rows: Sequence[Sequence[str]], name: str) -> Sheet:
    """Return a sheet of texts."""
    where = f"{name} {title}"
    cells = [
        tuple(
            Cell(text, where, row, column) if (text := written.strip()) else EMPTY
            for column, written in enumerate(texts[:_MOST_COLUMNS], 1)
        )
        for row, texts in enumerate(rows, 1)
    ]
    return Sheet(title, _without_end(cells))


def _stream_sheet(sheet: Any, name: str) -> Sheet:
    """Return a sheet whose cells are read one by one."""
    where = f"{name} {sheet.title}"
    rows = [
        tuple(_plain_cell(cell, where, row, column) for column, cell in enumerate(cells[:_MOST_COLUMNS], 1))
        for row, cells in enumerate(sheet.iter_rows(), 1)
    ]
    return Sheet(sheet.title, _without_end(rows))


def _plain_cell(cell: Any, where: str, row: int, column: int) -> Cell:
    if cell.value is None:
        return EMPTY
    text, doubt = _text(cell)
    return Cell(text, where, row, column, doubt) if text else EMPTY


def _without_end(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Return ``rows`` up to the last one that has anything in it."""
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return tuple(rows)


def _read_sheet(sheet: Any, twin: Any, name: str, problems: list[str]) -> Sheet:
    below = _merged_downwards(sheet)
    widths = _widths([*_filled(sheet), *(_filled(twin) if twin else ()), *below])
    if sum(widths.values()) > _MOST_CELLS:
        raise UsageError(f"{name}：{_too_many()}")
    rows: list[tuple[Cell, ...]] = []
    hidden = [number for number, row in sheet.row_dimensions.items() if row.hidden and number in widths]
    for number in range(1, max(widths, default=0) + 1):
        width = widths.get(number, 0)
        cells = next(sheet.iter_rows(number, number, max_col=width)) if width else ()
        rows.append(tuple(_cell(cell, below, twin, name, problems) for cell in cells))
    return Sheet(sheet.title, _without_end(rows), tuple(hidden))


def _filled(sheet: Any) -> Iterator[tuple[int, int]]:
    """Yield the row and the column of each cell with a value or a formula: others may go on to the end of the sheet."""
    return (index for index, cell in sheet._cells.items() if cell.value is not None)


def _widths(places: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the last of the columns in ``places``, by row."""
    widths: dict[int, int] = {}
    for row, column in places:
        if column <= _MOST_COLUMNS:
            widths[row] = max(widths.get(row, 0), column)
    return widths


def _cell(cell: Any, below: Mapping[tuple[int, int], Any], twin: Any, name: str, problems: list[str]) -> Cell:
    source = below.get((cell.row, cell.column), cell)
    text, doubt = _text(source) if source.value is not None else ("", "")
    found = Cell(text, f"{name} {cell.parent.title}", cell.row, cell.column, doubt)
    if not text and twin is not None and _is_formula(twin[cell.coordinate].value):
        problems.append(f"{found.at}：是公式，但文件里没有算出来的值，请在 Excel 或 WPS 里打开、保存一次再试")
    return found if text else EMPTY


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
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format))
    return str(value).strip(), ""


def _number(value: float, shown: str) -> tuple[str, str]:
    form = shown.split(";", maxsplit=1)[0].rstrip('_ )"')
    digits = len(form.partition(".")[2].rstrip("%"))
    if _PERCENT.fullmatch(form):
        return f"{value:.{digits}%}", ""
    if isinstance(value, int):
        return str(value), ""
    if form.startswith("0.0"):
        return f"{value:.{digits}f}", ""
    text = f"{value:.15g}"
    whole, _, rest = text.partition(".")
    is_month = whole.isdecimal() and int(whole) in _MONTHS and rest == "1"
    return text, (f"{whole}.10" if is_month else "")


def day_counted(count: int) -> date:
    """Return the day that a spreadsheet program keeps as ``count``: 45300 is 2024-01-09."""
    day: datetime = from_excel(count)
    return day.date()
