"""Tasks → a table for a spreadsheet program."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongwen.task import Task
from gongwen.write.book import UNSEEN
from gongwen.zh.width import width

COLUMNS = ("序号", "任务（一级）", "任务（二级）", "工作内容", "牵头单位", "责任（配合）单位", "完成时限")
_WIDTHS = (6.0, 18.0, 22.0, 58.0, 18.0, 28.0, 14.0)
"""Of the columns, in the characters of a spreadsheet: half a 字 each."""
_MERGED = (2, 3)
"""The columns in which the same text in rows below each other is one cell."""
_TITLE_ROW, _HEAD_ROW = 1, 2
_FACE, _TITLE_FACE = "仿宋", "方正小标宋简体"
_SIZE, _TITLE_SIZE = 11, 18
_LINE_HEIGHT, _MOST_HEIGHT = 15.0, 405.0
"""Of a line of text, and of the tallest row that a spreadsheet has, points."""
_LONGEST = 32767
"""Characters that a cell of a spreadsheet holds."""
_LINE = Side(style="thin")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_task_table(tasks: Sequence[Task], title: str) -> bytes:
    """Return an xlsx with a row for each task: A4 on its side, the head repeated on every page printed.

    All values are text, whatever they begin with. Headings that rows share stand in one cell.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "任务分工"
    rows = [_row(number, task) for number, task in enumerate(tasks, 1)]
    _write_head(sheet, title)
    for index, row in enumerate(rows, _HEAD_ROW + 1):
        _write_row(sheet, index, row)
    _merge(sheet, rows)
    _set_page(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _row(number: int, task: Task) -> tuple[str, ...]:
    """Return the texts of a row; a task that is one sentence stands in the column of the contents alone."""
    duty = task.duty
    head = task.label + task.title
    is_short = task.content == task.title
    content = head if is_short else task.content
    above = "\n".join(task.path)
    first, second = (above, "" if is_short else head) if above else ("" if is_short else head, "")
    others = "、".join((*duty.units, *duty.supporting))
    if duty.units and duty.supporting:
        others = f"{'、'.join(duty.units)}\n配合：{'、'.join(duty.supporting)}"
    lead = "\n".join(filter(None, ("、".join(duty.lead), duty.leader and f"责任人：{duty.leader}")))
    return str(number), first, second, content, lead, others, duty.deadline


def _write_head(sheet: Worksheet, title: str) -> None:
    sheet.merge_cells(start_row=_TITLE_ROW, end_row=_TITLE_ROW, start_column=1, end_column=len(COLUMNS))
    _write(sheet.cell(_TITLE_ROW, 1), title, Font(name=_TITLE_FACE, size=_TITLE_SIZE), "center")
    sheet.row_dimensions[_TITLE_ROW].height = 36
    for column, name in enumerate(COLUMNS, 1):
        cell = sheet.cell(_HEAD_ROW, column)
        _write(cell, name, Font(name=_FACE, size=_SIZE, bold=True), "center")
        cell.border = _GRID
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet.row_dimensions[_HEAD_ROW].height = 24


def _write_row(sheet: Worksheet, index: int, row: Sequence[str]) -> None:
    for column, text in enumerate(row, 1):
        cell = sheet.cell(index, column)
        _write(cell, text, Font(name=_FACE, size=_SIZE), "center" if column == 1 else "left")
        cell.border = _GRID
    most = max(_count_lines(text, wide) for text, wide in zip(row, _WIDTHS, strict=True))
    sheet.row_dimensions[index].height = min(_MOST_HEIGHT, (most + 0.5) * _LINE_HEIGHT)


def _write(cell: Cell, text: str, font: Font, side: str) -> None:
    """Put ``text`` into ``cell`` as text: what begins with = is no formula."""
    if text:
        cell.value = UNSEEN.sub("", text)[:_LONGEST]
        cell.data_type = "s"
    cell.number_format = "@"
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def _count_lines(text: str, wide: float) -> int:
    """Return over how many lines ``text`` runs in a column ``wide`` characters wide."""
    return sum(max(1, -int(-width(line) * 2 // (wide - 2))) for line in text.split("\n"))


def _merge(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for column in _MERGED:
        for start, end in _runs([tuple(row[1:column]) for row in rows]):
            if rows[start][column - 1]:
                first, last = start + _HEAD_ROW + 1, end + _HEAD_ROW
                sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)


def _runs(keys: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield where the same key stands more than once in a row: the first index, and the one behind the last."""
    for _, group in groupby(range(len(keys)), lambda index: keys[index]):
        indexes = list(group)
        if len(indexes) > 1:
            yield indexes[0], indexes[-1] + 1


def _set_page(sheet: Worksheet) -> None:
    page = sheet.page_setup
    page.paperSize, page.orientation = sheet.PAPERSIZE_A4, "landscape"
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_TITLE_ROW}:{_HEAD_ROW}"
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.6
