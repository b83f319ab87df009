"""What sentences beside the list of a group tell of it: further roles, and who heads the office of a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.intake.drafting import Drafting
from gongwen.roster.intake.listings import Listing
from gongwen.roster.intake.seating import Seating
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.ledger.names import Names
from gongwen.roster.ledger.records import Origin
from gongwen.terms.people.role import is_leader, is_of_office, is_role, plain, role_rank


def seats_told(said: SourcedAppointment, listing: Listing, names: Names) -> bool:
    """Whether a sentence tells of a role in the group of ``listing`` that belongs to the list; in the office, of a new group."""
    value = said.value
    if value.act != "任" or value.replaced or said.doubts or not is_role(_role_of(said)):
        return False
    is_new = names.group(said.group) is None
    return is_of_listing(said, listing) and (is_new if is_of_office(_role_of(said)) else listing.is_whole)


def is_of_listing(said: SourcedAppointment, listing: Listing) -> bool:
    """Whether a sentence is of the group of ``listing``: both may leave out the place that the name begins with."""
    names = (said.group, listing.group)
    return all(names) and (names[0].endswith(names[1]) or names[1].endswith(names[0]))


def with_told(listings: Sequence[Listing], said: Sequence[SourcedAppointment], names: Names) -> list[Listing]:
    """Return ``listings`` with what sentences tell of their groups: the words on the office, the other roles as rows."""
    return [_with_told(each, [one for one in said if seats_told(one, each, names)]) for each in listings]


def _with_told(listing: Listing, said: Sequence[SourcedAppointment]) -> Listing:
    offices = dict.fromkeys(each.words for each in said if is_of_office(_role_of(each)))
    listed = {(row.text("姓名"), plain(row.text("角色"))) for row in listing.rows}
    rows = [
        _row(each)
        for each in said
        if not is_of_office(_role_of(each)) and (each.value.name, _role_of(each)) not in listed
    ]
    seats = sorted((*listing.rows, *rows), key=lambda row: role_rank(plain(row.text("角色"))))
    return replace(listing, office="。".join(offices), rows=tuple(seats) if rows else listing.rows)


def found_groups(
    said: Sequence[SourcedAppointment], listings: Sequence[Listing], names: Names, origin: Origin
) -> Iterator[tuple[Listing, list[SourcedAppointment]]]:
    """Yield the list of each group that neither the register nor ``listings`` have, with the sentences that tell it.

    Somebody has to lead it, and nobody to leave it: else it is one that should have been entered before.
    """
    seating = Seating(Drafting(names))
    by_group: dict[str, list[tuple[SourcedAppointment, str]]] = {}
    for each in said:
        group, role = seating.role_of(each) or ("", "")
        if group and names.group(group) is None:
            by_group.setdefault(group, []).append((each, role))
    for group, seats in by_group.items():
        is_listed = any(each.group.endswith(group) or group.endswith(each.group or "无") for each in listings)
        is_new = all(each.value.act == "任" and not each.value.replaced for each, _ in seats)
        is_told = len(seats) > 1 or any("成立" in each.words for each, _ in seats)
        if is_new and not is_listed and is_told and any(is_leader(role) for _, role in seats):
            yield _founded(group, seats, origin), [each for each, _ in seats]


def _founded(group: str, seats: Sequence[tuple[SourcedAppointment, str]], origin: Origin) -> Listing:
    office = dict.fromkeys(each.words for each, role in seats if is_of_office(role))
    rows = [
        _row(replace(each, value=replace(each.value, post=role)))
        for each, role in seats
        if not is_of_office(role)
    ]
    note = f"{seats[0][0].at}：名册里没有“{group}”，按句子里说到的人立组，请核对名单是否齐全"
    listed = sorted(rows, key=lambda row: role_rank(plain(row.text("角色"))))
    return Listing("席位", tuple(listed), group, origin, notes=(note,), office="。".join(office))


def _role_of(said: SourcedAppointment) -> str:
    """Return the role of a sentence without the group before it, from 办公室 on where it is in that: 指挥部办公室主任."""
    own = said.value.post.removeprefix(said.group)
    return own[own.index("办公室") :] if "办公室" in own else own


def _row(said: SourcedAppointment) -> Row:
    cells = {"角色": _role_of(said), "姓名": said.value.name, "单位及职务": said.value.holds}
    at = f"{said.at}{said.value.name}"
    return Row({key: Cell(text, at) for key, text in cells.items() if text}, at)
