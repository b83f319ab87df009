"""A file of any kind → what it proposes to the register: appointments, changes in words, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongwen.check.files import read_places
from gongwen.document import Document
from gongwen.finding import InputError
from gongwen.read.rows import Row, RowTable, read_rows
from gongwen.read.workbook import Cell, Sheet, read_workbook
from gongwen.roster.intake.appointing import Appointing, Said
from gongwen.roster.intake.change_row import TITLES, RowFault, read_day
from gongwen.roster.intake.comparing import Comparison
from gongwen.roster.intake.document_lists import listings_of
from gongwen.roster.intake.listings import Listing, tell_groups
from gongwen.roster.intake.papers import Undated, day_of, groups_of, origin_of, sentences_of
from gongwen.roster.intake.proposals import Proposals
from gongwen.roster.intake.source_files import WORKBOOKS, table_listings
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.names import Names
from gongwen.roster.ledger.records import NOWHERE, Origin
from gongwen.roster.store.backup import is_backup, view_of
from gongwen.terms import number
from gongwen.terms.date import find as find_date
from gongwen.terms.people.appointed import Appointment
from gongwen.zh.spaces import bare, close_up

_APPOINTING = re.compile("任免|任职|免职|任命|聘任|人事")
_NO_POST = {"", "无", "-", "—", "——", "/", "新任", "待定"}

_NOTHING = "里面没有认出名单，也没有认出任免和成员调整；名单要一行一人，行首有“组长：”“成员：”这样的组内职务"


def propose(history: History, path: Path, day: date | None) -> Proposals:
    """Return what the file at ``path`` proposes, from ``day`` on; None is the day that the file itself tells.

    Raises Undated when a document tells none, UsageError when it cannot be read, InputError when nothing in it is
    of use to a register.
    """
    if path.suffix.lower() in WORKBOOKS:
        return propose_sheets(history, read_workbook(path), path, day)
    return propose_document(history, path, day)


def propose_sheets(history: History, sheets: Sequence[Sheet], path: Path, day: date | None) -> Proposals:
    """Return what the sheets of a workbook propose: a table of appointments, or lists. Raises as :func:`propose`."""
    tables = [table for sheet in sheets if (table := _appointments(read_rows(sheet, TITLES)))]
    when = day or _day_above(tables) or date.today()
    names = Names(history, when)
    if not tables:
        own = view_of(sheets) if is_backup(sheets) else sheets
        return _compared(names, table_listings(own, path), path, NOWHERE)
    appointing = Appointing(names, origin=_origin_above(tables))
    appointing.take([said for table in tables for said in _rows_said(table)])
    _require_days(tables, day, path)
    return Proposals(
        path.name, when, tuple(appointing.changes), tuple(appointing.notes), _origin_above(tables)
    )  # fmt: skip


def propose_document(history: History, path: Path, day: date | None) -> Proposals:
    """Return what a document proposes: by its sentences, its tables and its lists. Raises as :func:`propose`."""
    document, places = read_places(path)
    when = day or day_of(document)
    if when is None:
        raise Undated(
            f"{path}：里面没有成文日期，也没有印发日期，不能断定从哪一天起算；请用 --on（change 用 --date）写明日期"
        )
    names = Names(history, when)
    listings = listings_of(document, path)
    compared = _compared(names, listings, path, origin_of(document))
    said, unread = sentences_of(document, places, path, names)
    tables = [
        table for sheet in _tables_in(document, path) if (table := _appointments(read_rows(sheet, TITLES)))
    ]
    said += [each for table in tables for each in _rows_said(table)]
    ended = groups_of(document, places, path, names)
    if not (listings or said or unread or ended):
        raise InputError([f"{path}：{_NOTHING}"])
    appointing = Appointing(names, origin=origin_of(document))
    appointing.take(said)
    changes = (*ended, *compared.changes, *appointing.changes)
    notes = (*compared.notes, *appointing.notes, *unread)
    return replace(compared, changes=changes, notes=notes)


def _compared(names: Names, listings: Sequence[Listing], path: Path, origin: Origin) -> Proposals:
    comparison = Comparison(names)
    rest = tuple(each for listing in listings for each in comparison.take(listing))
    understood = tuple(tell_groups(listings))
    return Proposals(
        path.name, names.day, tuple(comparison.changes), tuple(comparison.notes), origin, rest, understood
    )  # fmt: skip


def _appointments(table: RowTable | None) -> RowTable | None:
    """Return ``table`` when it lists appointments: each with the post left and the post taken up."""
    if table is None or "姓名" not in table.keys or {"类型", "角色", "组"} & set(table.keys):
        return None
    told = " ".join((table.name, *table.above))
    is_dated = {"职务", "生效日期"} <= set(table.keys) and _APPOINTING.search(told)
    return table if {"原职务", "职务"} <= set(table.keys) or "原职务" in table.keys or is_dated else None


def _rows_said(table: RowTable) -> Iterator[Said]:
    for row in table.rows:
        name, old, new = close_up(row.text("姓名")), bare(row.text("原职务")), bare(row.text("职务"))
        if not name:
            continue
        words = " ".join(cell.text for cell in row.cells.values())
        said = Said(
            Appointment("任", name, new, row.text("备注")),
            row.at,
            words,
            number=bare(row.text("编号")),
            day=_day(row),
        )
        if old not in _NO_POST and old != new:
            yield replace(said, value=Appointment("免", name, old))
        if new not in _NO_POST and new not in ("免职", "退休") and old != new:
            yield said
        elif new == "退休":
            yield replace(said, value=Appointment("退休", name))


def _day(row: Row) -> str:
    try:
        found = read_day(row, "生效日期")
    except RowFault as fault:
        raise InputError([str(fault)]) from None
    return found.isoformat() if found else ""


def _day_above(tables: Sequence[RowTable]) -> date | None:
    found = (find_date(text) for table in tables for text in table.above)
    return next((each.value for each in found if each), None)


def _require_days(tables: Sequence[RowTable], day: date | None, path: Path) -> None:
    """Raise Undated when a row of appointments has no day and nothing else tells one."""
    if day is None and _day_above(tables) is None:
        for row in (row for table in tables for row in table.rows):
            if row.text("姓名") and not row.text("生效日期"):
                raise Undated(f"{path}：{row.at}没有写任免时间，请补上，或用 --date 写明日期")


def _origin_above(tables: Sequence[RowTable]) -> Origin:
    """Return the title and the number that stand above a table."""
    above = [text for table in tables for text in table.above]
    own = next((str(text) for text in above if number.read("".join(text.split()).strip("（）()"))), "")
    return Origin(above[0].strip() if above and above[0] != own else "", own.strip("（）()"))


def _tables_in(document: Document, path: Path) -> Iterator[Sheet]:
    """Yield the tables in the text of a document."""
    for body in (document.body, *(part.body for part in document.attachments)):
        rows: list[tuple[Cell, ...]] = []
        for line in (*body, ""):
            for text in line.split("\n"):
                if text.startswith("|") and set(text) - set("|-: "):
                    cells = [each.strip() for each in text.strip().strip("|").split("|")]
                    where = f"{path.name} 表第{len(rows) + 1}行"
                    rows.append(tuple(Cell(each, where) for each in cells))
                elif rows and not text.startswith("|"):
                    yield Sheet("表", tuple(rows))
                    rows = []
