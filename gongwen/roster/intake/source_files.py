"""A workbook of a clerk, or an old notice, → listings that the register takes in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gongwen.document import Document, Member, Roster, rosters_of
from gongwen.finding import InputError
from gongwen.read.rows import Row, RowTable, read_rows
from gongwen.read.workbook import Cell, Sheet
from gongwen.roster.intake.listings import TITLES, Listing, sort_of
from gongwen.roster.ledger.records import NOWHERE, Origin

WORKBOOKS = (".xlsx", ".xlsm", ".csv", ".xls", ".et")
_BODY_NAME = re.compile(
    r"(?:关于(?:成立|调整|组建|设立|印发|公布|充实|更新)(?:和调整|、调整|并调整)?)?"
    r"(?P<name>[^\s关于，。]*?(?:领导小组|工作小组|领导组|指挥部|委员会|专班|联席会议|工作组|协调小组|协调机制))"
)


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
    text = "".join(title.split())
    start = text.rfind("关于")
    match = _BODY_NAME.search(text, max(start, 0))
    return match["name"] if match else ""


def listings_of(document: Document, path: Path) -> list[Listing]:
    """Return the rosters in a document of anybody's making; [] when there is none."""
    title = "".join(document.title.split())
    origin = Origin(title, document.doc_number) if title or document.doc_number else NOWHERE
    return [
        Listing(
            "席位", tuple(_rows(roster, str(path), document.date)), group_in(name) or group_in(title), origin
        )
        for _, name, roster in rosters_of(document)
    ]


def _rows(roster: Roster, name: str, day: date | None) -> Iterator[Row]:
    for role, seats in roster.items():
        members = seats if not isinstance(seats, str) else ()
        for place, member in enumerate(members, 1):
            at = f"{name} {role}第{place}人"
            yield Row({key: Cell(text, at) for key, text in _cells(role, member, day).items() if text}, at)
        if isinstance(seats, str):
            yield from _text_rows(role, seats, f"{name} {role}")


def _cells(role: str, member: Member, day: date | None) -> dict[str, str]:
    start = day.isoformat() if day else ""
    return {
        "角色": role, "姓名": member.name, "单位及职务": member.post, "备注": member.remark, "起始日期": start,
    }  # fmt: skip


def _text_rows(role: str, text: str, at: str) -> Iterator[Row]:
    """Yield a row for each unit or post that a role names in words: 成员：县教育局、县财政局主要负责同志."""
    for place, part in enumerate(re.split("[、，；]", text.rstrip("。")), 1):
        if words := part.strip():
            where = f"{at}第{place}项"
            is_post = re.search(r"(?:长|任|记|同志|负责人|员)$", words) is not None
            key = "单位及职务" if is_post else "单位"
            cells = {"角色": Cell(role, where), key: Cell(words, where)}
            yield Row(cells, where)
