"""归档文件目录: one workbook that lists every document archived (DA/T 22-2015)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from gongwen.archive.metadata import Metadata

TITLE = "归档文件目录"
_COLUMNS = (
    ("序号", "", 6),
    ("档号", "档号", 26),
    ("文号", "文件编号", 22),
    ("责任者", "责任者", 24),
    ("题名", "题名", 52),
    ("日期", "日期", 11),
    ("密级", "密级和保密期限", 9),
    ("页数", "页数", 7),
    ("备注", "", 12),
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


def write_catalogue(records: Sequence[Metadata]) -> bytes:
    """Return the workbook of ``records``, in their order; every value is text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TITLE
    sheet.append([TITLE])
    sheet.append([head for head, _, _ in _COLUMNS])
    for number, record in enumerate(records, 1):
        sheet.append(
            [str(number) if head == "序号" else record.get(element, "") for head, element, _ in _COLUMNS]
        )
    _dress(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _dress(sheet) -> None:  # type: ignore[no-untyped-def]
    """Set fonts, widths and the print: A4 on its side, the head on every page."""
    last = get_column_letter(len(_COLUMNS))
    sheet.merge_cells(f"A1:{last}1")
    sheet["A1"].font, sheet["A1"].alignment = _TITLE_FONT, Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 30
    for place, (_, _, wide) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = wide
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
