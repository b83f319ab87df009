"""A workbook of a clerk, or an old notice, → listings that the register takes in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongwen.check.files import read_places
from gongwen.document import Document
from gongwen.finding import InputError
from gongwen.read.rows import Row, RowTable, read_rows
from gongwen.read.workbook import Sheet
from gongwen.roster.intake.document_lists import listings_of
from gongwen.roster.intake.listings import TITLES, Listing, sort_of
from gongwen.terms import group_name

WORKBOOKS = (".xlsx", ".xlsm", ".csv", ".xls", ".et")


def table_listings(sheets: Sequence[Sheet], path: Path) -> list[Listing]:
    """Return what the sheets of a workbook list. Raises InputError when no sheet has a head that is known."""
    listings = [listing for sheet in sheets if (listing := _listing(read_rows(sheet, TITLES)))]
    if not listings:
        raise InputError(
            [
                f"{path}：没有认出名单；表头要有“姓名”和“单位及职务”（名单还要有“角色”），例子见 gongwen roster form"
            ]
        )
    return listings


def _listing(table: RowTable | None) -> Listing | None:
    if table is None:
        return None
    sort, is_role = sort_of(table.keys, table.rows)
    if not sort:
        return None
    rows = tuple(map(_with_role, table.rows)) if is_role else table.rows
    return Listing(sort, _notes_left_out(rows), _group_above(table) if sort == "席位" else "")


def _with_role(row: Row) -> Row:
    return Row({("角色" if key == "职务" else key): cell for key, cell in row.cells.items()}, row.at)


def _notes_left_out(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows without those that say something below the list: one long cell alone."""
    return tuple(
        row for row in rows if len(row.cells) > 1 or not _is_note(next(iter(row.cells.values())).text)
    )


def _is_note(text: str) -> bool:
    return text.startswith(("注", "备注", "说明", "填表", "填报", "合计", "共"))


def _group_above(table: RowTable) -> str:
    """Return the group that the title of a sheet names, or its tab; "" for none."""
    for text in (*table.above, table.name):
        if name := group_in(text):
            return name
    return ""


def group_in(title: str) -> str:
    """Return the group that a title names: 关于调整县防汛抗旱领导小组组成人员的通知; "" for none."""
    return group_name.read(title)


def document_listings(path: Path) -> tuple[list[Listing], Document]:
    """Return the rosters in a document of anybody's making, and the document.

    Raises UsageError when it cannot be read, InputError when there is no roster in it.
    """
    document, _ = read_places(path)
    listings = listings_of(document, path)
    if not listings:
        raise InputError([f"{path}：里面没有认出名单；名单要一行一人，行首有“组长：”“成员：”这样的组内职务"])
    return listings, document
