"""Sheets of nothing but texts, read as they stand in the file: as the library for workbooks reads them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gongwen.ooxml.package.unzip import Limits, unzip
from gongwen.ooxml.xml import STRICT
from gongwen.read.text_sheets import are_texts
from gongwen.read.workbook import read_workbook
from gongwen.write.book import BookTable, write_book
from tests.golden import refused_as_kept
from tests.making.letterheads import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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


def book(change: Callable[[Workbook], object] = lambda _: None, **parts: bytes) -> bytes:
    """A workbook of one cell, changed by the library, with ``parts`` in place of its own by the end of their names."""
    made, target = Workbook(), BytesIO()
    made.active["A1"] = "姓名"
    change(made)
    made.save(target)
    kept = {
        name: next((data for end, data in parts.items() if name.endswith(f"{end}.xml")), content)
        for name, content in unzip(target.getvalue(), _LIMITS).items()
    }
    return zipped(kept.items())


def merged(area: str) -> bytes:
    """A workbook that says that ``area`` is merged; the library would make each of its cells."""
    parts = unzip(book(lambda made: made.active.merge_cells("A1:B1")), _LIMITS)
    return zipped((name, data.replace(b'"A1:B1"', f'"{area}"'.encode())) for name, data in parts.items())


REFUSED = {
    "空的": b" \n",
    "xls": b"\xd0\xcf\x11\xe0" + bytes(99),
    "docx": zipped([("word/document.xml", b"<a/>")]),
    "别的压缩包": zipped([("a.txt", b"")]),
    "断了的": book()[:-60],
    "严格": book(workbook=STRICT.encode()),
    "另一种编码": book(sheet1="<a/>".encode("utf-16")),
    "DTD": book(sheet1=b"<!DOCTYPE a><worksheet><sheetData/></worksheet>"),
    "坏的表": book(sheet1=b"<worksheet><sheetData><row>"),
    "没有工作表": book(workbook=f'<workbook xmlns="{MAIN}"><sheets/></workbook>'.encode()),
    "合并得太多": merged("A1:CV1001"),
    "没有算出的公式": book(lambda made: made.active.append(["=1+1"])),
    "引号没有成对": ('姓名\n"' + "甲" * 100_001).encode(),
    "格子太多": b"," * 250_002,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_workbook_is_refused(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "名册").write_bytes(REFUSED[name])
    with refused_as_kept(Path(__file__).with_name("refused_files.txt"), f"表格 {name}", tmp_path, request):
        read_workbook(tmp_path / "名册")
