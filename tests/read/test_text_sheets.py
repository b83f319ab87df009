"""Sheets of nothing but texts, read as they stand in the file: as the library for workbooks reads them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gongwen.ooxml.package.unzip import Limits, unzip
from gongwen.read.text_sheets import are_texts
from gongwen.read.workbook import read_workbook
from gongwen.write.book import BookTable, write_book

_LIMITS = Limits(100, 2**24, 2**24, "")
_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n <&_x000D_"), max_size=8
)
_ROWS = st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS), max_size=6)


def sheets_of(data: bytes) -> list[bytes]:
    return [content for name, content in unzip(data, _LIMITS).items() if "worksheets/" in name]


def by_library(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The texts of each sheet that has any, by row and column."""
    book = load_workbook(BytesIO(data))
    found = {
        sheet.title: {
            (cell.row, cell.column): str(cell.value).strip()
            for row in sheet.iter_rows()
            for cell in row
            if str(cell.value or "").strip()
        }
        for sheet in book.worksheets
    }
    return {title: cells for title, cells in found.items() if cells}


def by_us(data: bytes, folder: Path) -> dict[str, dict[tuple[int, int], str]]:
    path = folder / "表.xlsx"
    path.write_bytes(data)
    return {
        sheet.name: {(cell.row, cell.column): cell.text for row in sheet.rows for cell in row if cell.text}
        for sheet in read_workbook(path)
    }


@settings(deadline=None)
@given(rows=_ROWS, others=_ROWS)
def test_texts_are_read_as_the_library_reads_them(
    rows: list[tuple[str, str, str]],
    others: list[tuple[str, str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = write_book(
        [BookTable("甲", ("一", "二", "三"), rows), BookTable("乙", ("一", "二", "三"), others)]
    )
    assert are_texts(sheets_of(data))
    assert by_us(data, tmp_path_factory.mktemp("表")) == by_library(data)


@pytest.mark.parametrize("value", [1, 1.5, True, "=1+1"])
def test_other_cells_are_not_taken_for_texts(value: object) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("表")
    sheet.append(["一", value])
    target = BytesIO()
    book.save(target)
    assert not are_texts(sheets_of(target.getvalue()))
