"""A file of any kind → what it proposes to the register: appointments, changes in words, lists, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongwen.finding import InputError
from gongwen.read.workbook import Sheet, read_workbook
from gongwen.roster.intake.appointing import Appointing
from gongwen.roster.intake.comparing import Comparison
from gongwen.roster.intake.document_lists import listings_of
from gongwen.roster.intake.left_unsaid import tell_groups_left_out, tell_left_out
from gongwen.roster.intake.listings import Listing, filled_down, tell_groups
from gongwen.roster.intake.new_groups import found_groups, is_of_listing, seats_told, with_told
from gongwen.roster.intake.paper_text import Paper, read_paper, texts_of
from gongwen.roster.intake.papers import day_of, groups_of, origin_of, sentences_of, short_names, tables_of
from gongwen.roster.intake.proposals import Proposals, Proposed
from gongwen.roster.intake.prose_lists import take_prose_lists
from gongwen.roster.intake.seating import is_seat_of
from gongwen.roster.intake.source_files import WORKBOOKS, sheet_listings, table_listings
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.intake.tables.appointment_tables import (
    appointments_in,
    day_above,
    origin_above,
    require_days,
    rows_said,
)
from gongwen.roster.intake.tables.change_tables import changes_in, shifts_said
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.names import Names
from gongwen.roster.ledger.records import NOWHERE, Origin
from gongwen.roster.ledger.state import roster_of
from gongwen.roster.store.backup import is_backup, view_of
from gongwen.terms.people.person_name import with_one_dot
from gongwen.terms.people.role import plain
from gongwen.zh.spaces import bare, close_up

_NOTHING = "里面没有认出名单，也没有认出任免和成员调整；名单要一行一人，行首有“组长：”“成员：”这样的组内职务"


def propose(history: History, path: Path, day: date | None) -> Proposals:
    """Return what the file at ``path`` proposes, from ``day`` on; None is the day that the file itself tells.

    Where a document tells none the proposals are undated. Raises Undated for a table with a row that has none,
    UsageError when it cannot be read, InputError when nothing in it is of use to a register.
    """
    if path.suffix.lower() in WORKBOOKS:
        return propose_sheets(history, read_workbook(path), path, day)
    return propose_document(history, path, day)


def propose_sheets(history: History, sheets: Sequence[Sheet], path: Path, day: date | None) -> Proposals:
    """Return what the sheets of a workbook propose: a table of appointments, or lists. Raises as :func:`propose`."""
    shifts = changes_in(sheets)
    tables = shifts or appointments_in(sheets)
    when = day or day_above(tables) or date.today()
    names = Names(history, when)
    if not tables:
        own = view_of(sheets) if is_backup(sheets) else sheets
        listings = table_listings(own, path)
        found = _compared(Comparison(names), listings, path, NOWHERE)
        gone = _left_out(listings, names, path) if is_backup(sheets) else ()
        return replace(found, changes=(*found.changes, *gone))
    origin = origin_above(tables)
    appointing = Appointing(names, origin=origin)
    read_rows = shifts_said if shifts else rows_said
    appointing.take([said for table in tables for said in read_rows(table)])
    require_days(tables, day, path)
    return Proposals(path.name, when, tuple(appointing.changes), tuple(appointing.notes), origin)


def _left_out(listings: Sequence[Listing], names: Names, path: Path) -> Iterator[Proposed]:
    """Yield the groups with people in them that an export of the register no longer lists: somebody has to decide."""
    listed = {bare(row.text("组")) for listing in listings for row in filled_down(listing)}
    for name, key in names.groups.items():
        if name not in listed and roster_of(names.history, key, names.day):
            change = Proposed({"类型": "组撤销", "组": name}, path.name, f"名册里有“{name}”，工作簿里没有")
            yield change.doubted("存疑", "工作簿里没有这个组，是撤销还是删漏了，请确认")


def propose_document(history: History, path: Path, day: date | None) -> Proposals:
    """Return what a document proposes: by its sentences, its tables and its lists. Raises as :func:`propose`."""
    paper = read_paper(path)
    document = paper.document
    when = day or day_of(document)
    is_undated, when = when is None, when or date.today()
    names = Names(history, when)
    texts = list(texts_of(paper))
    listings = [] if paper.appoints else list(_listings(paper, when))
    if not paper.appoints:
        listings, texts = take_prose_lists(paper, texts, names, when, listings)
    said, unread = sentences_of(paper, texts, names)
    for sheet, group in tables_of(paper, texts, names):
        found = _table_said(sheet, group, paper)
        said += found
        listings += [] if found or paper.appoints else _table_listed(sheet, group, paper)
    ended = groups_of(paper, texts, names)
    listings = _called(listings, ended, short_names(paper, texts, names))
    comparison = Comparison(names)
    said = _not_listed(said, listings)
    founded = list(found_groups(said, listings, names, origin_of(document)))
    listings += [listing for listing, _ in founded]
    said = [each for each in said if not any(each in sentences for _, sentences in founded)]
    compared = _compared(comparison, with_told(listings, said, names), path, origin_of(document))
    if not (listings or said or unread or ended):
        if _is_entered(history, origin_of(document)):
            return replace(
                compared, notes=(f"{path.name}：已按这份文件录入过，没有再录",), is_undated=is_undated
            )
        raise InputError([f"{path}：{_NOTHING}"])
    issuer = "".join(document.issuers[:1]) if paper.appoints else ""
    appointing = Appointing(names, origin=origin_of(document), listed=comparison, issuer=issuer)
    appointing.take(
        [each for each in said if not any(seats_told(each, listing, names) for listing in listings)]
    )
    changes = (*ended, *comparison.changes, *appointing.changes)
    notes = (*compared.notes, *(paper.doubts if listings else ()), *appointing.notes, *unread)
    notes += tuple(note for listing, _ in founded for note in listing.notes)
    notes += tuple(_tell_nameless(compared.listings))
    notes += tuple(tell_left_out(paper, changes, (*listings, *compared.listings), notes))
    notes += tuple(tell_groups_left_out(paper, changes, names.groups))
    return replace(compared, changes=changes, notes=tuple(dict.fromkeys(notes)), is_undated=is_undated)


def _called(
    listings: Iterable[Listing], ended: Sequence[Proposed], short: Mapping[str, str]
) -> list[Listing]:
    """Return ``listings`` under the names that their groups have in the register; ``short`` are the full names of short ones.

    What a list says of groups that end is told by the paper itself.
    """
    former = {each.cells["新名"]: each.cells["组"] for each in ended if each.cells["类型"] == "组更名"}
    are_ended = any(each.cells["类型"] == "组撤销" for each in ended)
    called = {**short, **former}
    return [
        replace(each, group=called.get(each.group, each.group), notes=() if are_ended else each.notes)
        for each in listings
    ]


def _tell_nameless(listings: Sequence[Listing]) -> Iterator[str]:
    """Yield which of ``listings`` do not say of which group they are: nothing of them is entered."""
    for listing in listings:
        rows = [row for row in listing.rows if not (listing.group or row.text("组"))]
        if listing.sort == "席位" and rows:
            who = "、".join(filter(None, (row.text("姓名") or row.text("单位及职务") for row in rows)))
            yield f"{rows[0].at}：{who}的名单没有写是哪个组，没有录入，请写明后导入"


def _is_entered(history: History, origin: Origin) -> bool:
    """Whether a change of the register comes from the document ``origin``, which has a 发文字号."""
    return bool(origin.number) and any(event.origin == origin for event in history.events)


def _listings(paper: Paper, day: date) -> Iterator[Listing]:
    """Yield the lists of who is in a group, from ``day`` on."""
    document = paper.document.model_copy(update={"date": day})
    yield from listings_of(document, paper.path, are_whole=not paper.keeps_others, is_told=paper.tells)


def _table_said(sheet: Sheet, group: str, paper: Paper) -> list[SourcedAppointment]:
    """Return what a table in a document says: of seats in groups, or of posts."""
    shifts = [] if paper.appoints else changes_in([sheet])
    if shifts:
        return [each for table in shifts for each in shifts_said(table, group)]
    tables = appointments_in([sheet], paper.document.title)
    return [each for table in tables for each in rows_said(table, paper.document.title)]


def _table_listed(sheet: Sheet, group: str, paper: Paper) -> list[Listing]:
    """Return the list of who is in a group that a table in a document is, its columns told by gaps."""
    found = [each for each in sheet_listings(sheet, paper.path.name) if each.sort == "席位"]
    about = {"origin": origin_of(paper.document), "is_whole": not paper.keeps_others}
    return [replace(each, group=group or each.group, **about) for each in found]  # type: ignore[arg-type]


def _not_listed(said: Sequence[SourcedAppointment], listings: Sequence[Listing]) -> list[SourcedAppointment]:
    """Return ``said`` without those who have the role in ``listings``, and of whom nothing else is told."""
    return [each for each in said if not any(_lists(listing, each) for listing in listings)]


def _lists(listing: Listing, said: SourcedAppointment) -> bool:
    """Whether ``listing``, of the group or of a part of it, has whom ``said`` names in the role, taking over from nobody."""
    if said.value.act == "增单位":
        seats = (row.text("单位及职务") or row.text("单位") for row in listing.rows if not row.text("姓名"))
        return is_of_listing(said, listing) and any(is_seat_of(seat, seat, said.value.name) for seat in seats)
    if said.value.act != "任" or said.value.replaced:
        return False
    post, name = plain(said.value.post), said.value.name
    names_group = bool(listing.group) and post.startswith(listing.group)
    is_part = bool(said.group) and listing.group.startswith(said.group)
    role = post.removeprefix(listing.group)
    part = max(cut for cut in range(len(post) + 1) if listing.group.endswith(post[:cut]))
    roles = {role, post[part:], role[role.index("办公室") :] if "办公室" in role else role}
    is_listed = any(
        with_one_dot(close_up(row.text("姓名"))) == name and plain(row.text("角色")) in roles
        for row in listing.rows
    )
    return is_listed and (names_group or is_part or is_of_listing(said, listing))


def _compared(comparison: Comparison, listings: Sequence[Listing], path: Path, origin: Origin) -> Proposals:
    rest = tuple(each for listing in listings for each in comparison.take(listing))
    understood = tuple(tell_groups(listings))
    return Proposals(
        path.name, comparison.names.day, tuple(comparison.changes), tuple(comparison.notes), origin, rest, understood
    )  # fmt: skip
