"""Tables of appointments: each row a person, the post left and the post taken up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongwen.pattern import pattern
from gongwen.read.rows import Row, RowTable, read_tables
from gongwen.read.workbook import Sheet
from gongwen.roster.intake.change_row import TITLES, day_told
from gongwen.roster.intake.papers import Undated
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.intake.tables.people_cells import single_rows
from gongwen.roster.ledger.records import Origin
from gongwen.terms import label, number
from gongwen.terms.date import find as find_date
from gongwen.terms.people.appointed import Act, Appointment
from gongwen.terms.people.person_name import with_one_dot
from gongwen.zh.spaces import bare, close_up

_APPOINTING = pattern("任免|任职|免职|任命|聘任|人事|解聘|拟任")
_LISTS = pattern(f"任免|免职|免去|任命|聘任|解聘|拟任|任职(?:人员|名单)|^{label.CHINESE}(?:任|免)职?$")
_TAKES = pattern("(?<!责)(?<!主)任|聘(?!.*解聘)")
_LEAVES = pattern("免|解聘")
_NO_POST = {"", "无", "-", "—", "——", "/", "新任", "待定"}
_ENDS = ("免职", "免去", "退休", "去世", "辞职", "不再任职")
"""What stands in place of a post that is taken up."""
_DEPARTURES: tuple[Act, ...] = ("退休", "去世")


def appointments_in(sheets: Sequence[Sheet], title: str = "") -> list[RowTable]:
    """Return the tables of appointments in ``sheets``; ``title`` is what the document is about."""
    tables = [table for sheet in sheets for table in read_tables(sheet, TITLES)]
    return [table for table in tables if _appoints(table, title)]


def _appoints(table: RowTable, title: str) -> bool:
    keys = set(table.keys)
    if "姓名" not in keys or {"角色", "组"} & keys or ("类型" in keys and not _has_acts(table)):
        return False
    told = " ".join((table.name, *table.above))
    is_told = _APPOINTING.search(title) is not None or _LISTS.search(told) is not None
    is_dated = "生效日期" in keys and _APPOINTING.search(told) is not None
    return "原职务" in keys or ("职务" in keys and (is_told or is_dated))


def _has_acts(table: RowTable) -> bool:
    """Whether the column 类型 says 任职 or 免职 and no kind of change that a file of changes has."""
    return all(_act_of(row) is not None for row in table.rows if row.text("类型"))


def _act_of(row: Row) -> Act | None:
    word = bare(row.text("类型"))
    return "免" if word in ("免职", "免去", "解聘") else "任" if word in ("任职", "任命", "聘任") else None


def rows_said(table: RowTable, above: str = "") -> Iterator[SourcedAppointment]:
    """Yield what each row says; ``above`` is the text that leads to the table, where it has one column of posts."""
    is_left, doubts = _sense(table, above)
    for row in (single for each in table.rows for single in single_rows(each)):
        name, old, new = (
            with_one_dot(close_up(row.text("姓名"))), bare(row.text("原职务")), _with_unit(row),
        )  # fmt: skip
        if not name or name in TITLES:
            continue
        if _act_of(row) == "免" or (_act_of(row) is None and is_left):
            old, new = new or old, ""
        words = " ".join(cell.text for cell in row.cells.values())
        post, _, note = new.partition("（") if new.endswith("）") else (new, "", "")
        notes = "；".join(filter(None, (note.removesuffix("）"), row.text("备注"))))
        told = Appointment("任", name, post, notes)
        said = SourcedAppointment(
            told, row.at, words, number=bare(row.text("编号")), day=day_told(row, "生效日期"), doubts=doubts
        )
        if old not in _NO_POST and old != new:
            yield replace(said, value=Appointment("免", name, old))
        if new not in _NO_POST and new not in _ENDS and old != new:
            yield said
        for end in _DEPARTURES:
            if end in (new, row.text("备注")) or row.text("备注").startswith(end):
                yield replace(said, value=Appointment(end, name))


def _with_unit(row: Row) -> str:
    """Return the post of a row, with the unit that stands in a column of its own."""
    unit, post = bare(row.text("单位")), bare(row.text("职务"))
    return post if post in _NO_POST or post.startswith(unit) else f"{unit}{post}"


def _sense(table: RowTable, above: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a table with one column of posts lists those left, and why that is not sure."""
    if "原职务" in table.keys or "类型" in table.keys:
        return False, ()
    for text in (*reversed(table.above), above):
        takes, leaves = _TAKES.search(text), _LEAVES.search(text)
        if bool(takes) != bool(leaves):
            return bool(leaves), ()
    return False, ("表里只有一列职务，没有写明是任还是免",)


def day_above(tables: Sequence[RowTable]) -> date | None:
    """Return the first day that stands above one of ``tables``; None without any."""
    found = (find_date(text) for table in tables for text in table.above)
    return next((each.value for each in found if each), None)


def require_days(tables: Sequence[RowTable], day: date | None, path: Path) -> None:
    """Raise Undated when a row of appointments has no day and nothing else tells one."""
    if day is None and day_above(tables) is None:
        for row in (row for table in tables for row in table.rows):
            if row.text("姓名") and not day_told(row, "生效日期"):
                said = row.text("生效日期")
                why = f"任免时间“{said}”没有写到哪一天" if said else "没有写任免时间"
                raise Undated(f"{path}：{row.at}{why}，请补上，或用 --date 写明日期")


def origin_above(tables: Sequence[RowTable]) -> Origin:
    """Return the title and the number that stand above a table."""
    above = [text for table in tables for text in table.above]
    own = next((str(text) for text in above if number.read("".join(text.split()).strip("（）()"))), "")
    return Origin(above[0].strip() if above and above[0] != own else "", own.strip("（）()"))
