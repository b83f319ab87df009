"""A workbook of a clerk, or an old notice, → listings that the register takes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gongwen.finding import InputError
from gongwen.read.rows import Row
from gongwen.read.workbook import EMPTY, Sheet
from gongwen.roster.intake.listings import Listing, sort_of
from gongwen.roster.intake.tables.blocks import Block, Place, blocks_of, key_of
from gongwen.roster.intake.tables.columns import Columns, columns_of
from gongwen.roster.intake.tables.people_cells import group_of_tab
from gongwen.roster.intake.tables.seat_rows import legend_of, seats_of
from gongwen.terms.people import group_name

_LONGEST = 24
"""Characters of a cell that was not used, as a note quotes it."""
_WIDEST = 60
"""Rows of a sheet whose columns may be what it lists."""
_PEOPLE = "人员"
"""The sheet of the form that is of people alone."""
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
    empty = [f"{path} {name}：没有认出名单，整张没有收" for name, own in by_sheet if not own]
    told = [each for name, own in by_sheet for each in _told_of_people(own, f"{path} {name}", name)]
    return [_noted(told[0], *empty), *told[1:]]


def _told_of_people(listings: list[Listing], at: str, name: str) -> list[Listing]:
    """Return the listings of a sheet, with a note where only people come from it; the form has a sheet for them."""
    if not listings or name == _PEOPLE:
        return listings
    if all(listing.sort == "人员" for listing in listings):
        return [_noted(listings[0], f"{at}：只登记了人，没有席位"), *listings[1:]]
    return [
        _noted(each, f"{each.rows[0].at}起只登记了人，没有席位") if each.sort == "人员" else each
        for each in listings
    ]


def _noted(listing: Listing, *notes: str) -> Listing:
    return replace(listing, notes=(*listing.notes, *notes))


def sheet_listings(sheet: Sheet, name: str) -> list[Listing]:
    """Return what one sheet lists, with notes of what in it was not used; [] when nothing in it is known."""
    shown = sheet.shown
    is_turned = _is_turned(shown)
    listings, notes, used = _of_rows(_turned(shown) if is_turned else shown)
    if is_turned:
        used = {(row, column) for column, row in used}
    if listings:
        at = sheet.name or "表"
        said = [f"{at}：没有用到的列：{'、'.join(dict.fromkeys(notes))}"] if notes else []
        left = "、".join(_cells_left(shown, used))
        said += [f"{name} {at}：没有用到：{left}"] if left else []
        if sheet.hidden:
            rows = "、".join(map(str, sheet.hidden))
            said.append(f"{name} {sheet.name}：第{rows}行是隐藏的，没有收；要收请取消隐藏后重新导入")
        listings[0] = _noted(listings[0], *said)
    return listings


def _is_turned(sheet: Sheet) -> bool:
    """Whether each column of a sheet is a seat: the titles stand one below the other, and no row is a head."""
    if len(sheet.rows) > _WIDEST:
        return False
    down = {key_of(row[0].text) for row in sheet.rows if row}
    heads = ({key_of(cell.text) for cell in row if cell.text} for row in sheet.rows)
    return _makes_head(down) and not any(map(_makes_head, heads))


def _makes_head(keys: set[str]) -> bool:
    return "姓名" in keys and bool(keys & {"角色", "职务", "单位及职务", "单位"})


def _turned(sheet: Sheet) -> Sheet:
    """Return ``sheet`` with its columns as rows."""
    width = max(map(len, sheet.rows), default=0)
    filled = [(*row, *[EMPTY] * (width - len(row))) for row in sheet.rows]
    return replace(sheet, rows=tuple(zip(*filled, strict=True)))


def _of_rows(sheet: Sheet) -> tuple[list[Listing], list[str], set[Place]]:
    """Return what the rows of a sheet list, the titles of columns that were not used, and the cells that were."""
    read = blocks_of(sheet)
    legend = legend_of(read.notes)
    used, notes = set(read.understood), []
    listings: list[Listing] = []
    for block in read.blocks:
        if block.tells_changes:
            continue
        columns = columns_of(block)
        seats = seats_of(block, columns, legend)
        if own := list(_listings(block, columns, seats.rows, group_of_tab(sheet.name))):
            listings += own
            used |= seats.used
            used |= {(line.row, column) for line in block.lines for column in columns.unknown}
            notes += _columns_left(block, columns)
            listings[-1] = _noted(
                listings[-1], *(f"{at}：没有全部读懂，请核对" for at in sorted(seats.unread))
            )
    return listings, notes, used


def _listings(block: Block, columns: Columns, rows: Sequence[Row], tab: str) -> Iterator[Listing]:
    """Yield what one block lists: seats, people, groups or units."""
    keys = set(columns.keys.values())
    has_axes = bool(columns.roles or columns.groups)
    is_of_seats = has_axes or not block.head or "角色" in keys or any(row.text("角色") for row in rows)
    if has_axes and "姓名" not in keys and "组" in keys:
        about = (
            Row({key: cell for column, key in columns.keys.items() if (cell := line.cells.get(column))}, "")
            for line in block.lines
        )
        yield Listing("组", tuple(replace(row, at=row.place("组")) for row in about if row.text("组")))
    sort = "席位" if is_of_seats else sort_of(keys)
    if sort and rows:
        yield Listing(
            sort, tuple(rows), (block.group or tab) if sort == "席位" and not columns.groups else ""
        )


def _columns_left(block: Block, columns: Columns) -> list[str]:
    """Return the titles of the columns that have something in them and were not used."""
    filled = {column for line in block.lines for column in line.cells}
    return [
        f"“{title.text}”（{title.at.rpartition('!')[2]}）"
        for column, title in sorted(columns.unknown.items())
        if column in filled
    ]


def _cells_left(sheet: Sheet, used: set[Place]) -> Iterator[str]:
    """Yield the cells of ``sheet`` that were not used, whole rows by their numbers."""
    rows = []
    for index, row in enumerate(sheet.rows):
        cells = [cell for column, cell in enumerate(row) if cell.text and (index, column) not in used]
        if len(cells) > 1 and len(cells) == sum(bool(cell.text) for cell in row):
            rows.append(str(index + 1))
        else:
            yield from (f"{cell.at.rpartition('!')[2]}“{_in_short(cell.text)}”" for cell in cells)
    if rows:
        yield f"第{'、'.join(rows)}行"


def _in_short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def group_in(title: str) -> str:
    """Return the group that a title names: 关于调整县防汛抗旱领导小组组成人员的通知; "" for none."""
    return group_name.read(title)
