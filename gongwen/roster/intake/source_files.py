"""A workbook of a clerk, or an old notice, → listings that the register takes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gongwen.finding import InputError
from gongwen.read.rows import Row, RowTable, plain, read_tables
from gongwen.read.workbook import Sheet
from gongwen.roster.intake.listings import TITLES, Listing, sort_of
from gongwen.roster.intake.tables.sheet_shapes import group_of, seats_of, single_rows, with_days, without_head
from gongwen.terms.people import group_name
from gongwen.zh.spaces import bare

_COUNTED = ("序号", "编号", "号")
"""Titles of columns that only count the rows."""
_PEOPLE = "人员"
"""The sheet of the form that is of people alone."""
_SUMS = ("合计", "总计", "小计", "共计")
WORKBOOKS = (".xlsx", ".xlsm", ".csv", ".xls", ".et")


def table_listings(sheets: Sequence[Sheet], path: Path) -> list[Listing]:
    """Return what the sheets of a workbook list, with notes of what was not used in them.

    Raises InputError when no sheet has a head that is known, nor columns that tell what they are.
    """
    by_sheet = [(sheet.name, sheet_listings(sheet, str(path))) for sheet in sheets]
    listings = [listing for _, own in by_sheet for listing in own]
    if not listings:
        raise InputError(
            [
                f"{path}：没有认出名单；表头要有“姓名”和“单位及职务”（名单还要有“角色”），例子见 gongwen roster form"
            ]
        )
    if all(listing.sort == "人员" for listing in listings):
        note = f"{path}：只登记了人，没有席位；要登记谁在哪个领导小组，请加“领导小组”和“角色”两列"
        return [_noted(listings[0], note), *listings[1:]]
    return [listing for name, own in by_sheet for listing in _told_of_people(own, f"{path} {name}", name)]


def _told_of_people(listings: list[Listing], at: str, name: str) -> list[Listing]:
    """Return the listings of a sheet, with a note where only people come from it; the form has a sheet for them."""
    if not listings or name == _PEOPLE or any(listing.sort != "人员" for listing in listings):
        return listings
    return [_noted(listings[0], f"{at}：只登记了人，没有席位"), *listings[1:]]


def _noted(listing: Listing, note: str) -> Listing:
    return replace(listing, notes=(*listing.notes, note))


def sheet_listings(sheet: Sheet, name: str) -> list[Listing]:
    """Return what one sheet lists; [] when its columns are not known."""
    tables = read_tables(sheet.shown, TITLES)
    listings = [listing for table in tables for listing in _listings(table)]
    if not listings and (table := without_head(sheet.shown)):
        listings = _listings(table)
    if listings and sheet.hidden:
        rows = "、".join(map(str, sheet.hidden))
        note = f"{name} {sheet.name}：第{rows}行是隐藏的，没有收；要收请取消隐藏后重新导入"
        listings[0] = _noted(listings[0], note)
    return listings


def _listings(table: RowTable) -> list[Listing]:
    """Return what one table lists: seats, people, groups or units."""
    table = replace(table, rows=_notes_left_out(table.rows))
    shaped = seats_of(replace(table, rows=tuple(map(with_days, table.rows))))
    if shaped is None:
        sort, is_role = sort_of(table.keys, table.rows)
        if not sort:
            return []
        rows = [each for row in table.rows for each in single_rows(_with_role(with_days(row), is_role))]
        group = group_of(table) if sort == "席位" else ""
        return [Listing(sort, tuple(rows), group, notes=_unused(table, set()))]
    seats, used = shaped
    listings = [Listing("席位", tuple(seats), notes=_unused(table, used))]
    return listings if "姓名" in table.keys else [Listing("组", table.rows), *listings]


def _unused(table: RowTable, used: set[str]) -> tuple[str, ...]:
    """Return what is said of the columns that have something in them and were not used."""
    filled = {title for row in table.rows for title in row.rest}
    left = [
        title for title in table.unknown if title.text in filled - used and plain(title.text) not in _COUNTED
    ]
    if not left:
        return ()
    columns = "、".join(f"“{title.text}”（{title.at.rpartition('!')[2]}）" for title in left)
    return (f"{table.name or '表'}：没有用到的列：{columns}",)


def _with_role(row: Row, is_role: str) -> Row:
    """Return ``row`` with what stands under ``is_role`` as the role; "" when the role has a column of its own."""
    if not is_role:
        return row
    return Row(
        {("角色" if key == is_role else key): cell for key, cell in row.cells.items()}, row.at, row.rest
    )


def _notes_left_out(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows without those that say something below the list: one long cell alone, or how many there are."""
    return tuple(row for row in rows if not _is_below(row))


def _is_below(row: Row) -> bool:
    texts = [cell.text for cell in row.cells.values()]
    return any(bare(text) in _SUMS for text in texts) or (len(texts) == 1 and _is_note(texts[0]))


def _is_note(text: str) -> bool:
    return text.startswith(("注", "备注", "说明", "填表", "填报", "合计", "共"))


def group_in(title: str) -> str:
    """Return the group that a title names: 关于调整县防汛抗旱领导小组组成人员的通知; "" for none."""
    return group_name.read(title)
