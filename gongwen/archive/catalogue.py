"""归档文件目录: one workbook that lists every document archived (DA/T 22-2015).

Its second sheet says by which folder and which digests each is known again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from gongwen.archive.metadata import Metadata
from gongwen.archive.numbers import COUNTED_IN
from gongwen.finding import InputError, UsageError
from gongwen.read.workbook import Sheet, read_workbook
from gongwen.zh.spaces import bare

TITLE = "归档文件目录"
_CHECKS = "核对"
_CHECKED = ("文件夹", "校验值")
"""Of the second sheet, before the elements of the metadata: the folder, and the SHA-256 of its list of digests."""
_COLUMNS = (
    ("序号", "", 6),
    ("档号", "档号", 26),
    ("文号", "文件编号", 22),
    ("责任者", "责任者", 24),
    ("题名", "题名", 52),
    ("日期", "日期", 11),
    ("密级", "密级和保密期限", 9),
    ("页数", "页数", 7),
    ("备注", "备注", 12),
)
"""Head, element of the metadata, and width in characters."""
_LINE = Side(style="thin", color="000000")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FONT, _HEAD_FONT, _TITLE_FONT = (
    Font(name="仿宋", size=11),
    Font(name="黑体", size=11),
    Font(name="黑体", size=16),
)
_LANDSCAPE, _A4 = "landscape", 9
_ELEMENTS = (*COUNTED_IN, "件号", *(element for _, element, _ in _COLUMNS if element))
"""What the second sheet says of each: all that is needed to list it, and to count on, when its folder is gone."""
_HEAD_ROWS = 2


class Entry(NamedTuple):
    """A document as the catalogue lists it."""

    record: Metadata
    folder: str = ""
    """The name of the folder in which it is kept."""
    seal: str = ""
    """The SHA-256 of the digests of its files; "" when they cannot be read."""


def write_catalogue(entries: Sequence[Entry]) -> bytes:
    """Return the workbook of ``entries``, in their order; every value is text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TITLE
    sheet.append([TITLE])
    sheet.append([head for head, _, _ in _COLUMNS])
    for number, entry in enumerate(entries, 1):
        sheet.append([str(number), *_shown(entry.record)])
    _dress(sheet)
    _add_checks(book, entries)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _shown(record: Metadata) -> Iterator[str]:
    """Yield what the sheet for the reader says of a document, behind its 序号."""
    yield from (record.get(element, "") for _, element, _ in _COLUMNS[1:])


def _add_checks(book: Workbook, entries: Sequence[Entry]) -> None:
    sheet = book.create_sheet(_CHECKS)
    sheet.append([*_CHECKED, *_ELEMENTS])
    for entry in entries:
        sheet.append([entry.folder, entry.seal, *(entry.record.get(name, "") for name in _ELEMENTS)])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"
    sheet.freeze_panes = "A2"


def read_catalogue(path: Path) -> list[Entry] | None:
    """Return what the catalogue at ``path`` lists, with the 备注 that somebody wrote in; None when it cannot be read."""
    try:
        sheets = {sheet.name: _texts(sheet) for sheet in read_workbook(path)}
    except (InputError, UsageError):
        return None
    if _CHECKS not in sheets or TITLE not in sheets:
        return None
    head, *rows = sheets[_CHECKS]
    remarks = {_key(row[1:-1]): row[-1] for row in sheets[TITLE][_HEAD_ROWS:] if len(row) == len(_COLUMNS)}
    entries = (_entry(dict(zip(head, row, strict=False)), remarks) for row in rows if any(row))
    return [each for each in entries if each.folder == PurePath(each.folder).name]


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def _key(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what a row of the sheet for the reader is known by, whatever blanks were lost."""
    return tuple(bare(text) for text in texts)


def _entry(values: Mapping[str, str], remarks: Mapping[tuple[str, ...], str]) -> Entry:
    record = {name: values[name] for name in _ELEMENTS if values.get(name)}
    if remark := remarks.get(_key(list(_shown(record))[:-1]), ""):
        record["备注"] = remark
    return Entry(record, values.get("文件夹", ""), values.get("校验值", ""))


def _dress(sheet) -> None:  # type: ignore[no-untyped-def]
    """Set fonts, widths and the print: A4 on its side, the head on every page."""
    for index in range(1, len(_COLUMNS) + 1):
        sheet.cell(1, index).alignment = Alignment(horizontal="centerContinuous", vertical="center")
    sheet["A1"].font = _TITLE_FONT
    sheet.row_dimensions[1].height = 30
    for index, (_, _, wide) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = wide
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.border, cell.data_type = _FRAME, "s"
            cell.font = _HEAD_FONT if cell.row == 2 else _FONT
            middle = "center" if cell.row == 2 or cell.column != 5 else "left"
            cell.alignment = Alignment(horizontal=middle, vertical="center", wrap_text=True)
    sheet.print_title_rows, sheet.freeze_panes = "1:2", "A3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = _LANDSCAPE, _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
