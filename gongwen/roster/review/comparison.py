"""The rosters in a document held against the register, as it was on the document's day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gongwen.address import WHOLE, Address, Place, Stretch
from gongwen.document import Document, Member, Roster, rosters_of
from gongwen.finding import Finding
from gongwen.roster.intake.source_files import group_in
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.lookup import LookupFailure, find_people, one_group
from gongwen.roster.ledger.state import Line, roster_of
from gongwen.rules.catalogue import REGISTER, rules_that_read
from gongwen.rules.roster.register import Entry
from gongwen.zh.spaces import bare


def register_findings(
    document: Document, places: Mapping[Address, Place], history: History, day: date | None = None
) -> list[Finding]:
    """Return where the rosters of ``document`` differ from the register on ``day``, None for the 成文日期 or today."""
    when = day or document.date or date.today()
    return [
        finding
        for path, title, roster in rosters_of(document)
        for finding in _of_roster(path, title, roster, places, history, when)
    ]


def _of_roster(
    path: Address, title: str, roster: Roster, places: Mapping[Address, Place], history: History, day: date
) -> Iterator[Finding]:
    lines = _lines(history, title, day)
    seated = {bare(line.name): line for line in lines}
    listed = set()
    for role, seats in roster.items():
        for index, member in enumerate(seats if not isinstance(seats, str) else ()):
            if not member.name:
                continue
            listed.add(bare(member.name))
            entry = _entry(member, role, seated, history, day)
            yield from _told(entry, (path.to(role, index), path, WHOLE), places)
    for name, line in seated.items() if listed else ():
        if line.person is not None and name not in listed:
            entry = Entry(day, line.name, group_role=line.role, group_post=line.post)
            yield from _told(entry, (path, WHOLE), places)


def _told(entry: Entry, ways: Sequence[Address], places: Mapping[Address, Place]) -> Iterator[Finding]:
    at = next((Stretch(places[way]) for way in ways if way in places), None)
    for rule in rules_that_read("register", of=REGISTER):
        assert rule.force is not None
        for message in rule(entry):
            yield Finding(rule.code, at, message, rule.clause, rule.force)


def _lines(history: History, title: str, day: date) -> list[Line]:
    """Return the register's roster of the group that ``title`` names; [] for a group that is not known."""
    name = group_in(title)
    try:
        return roster_of(history, one_group(history, name, day), day) if name else []
    except LookupFailure:
        return []


def _entry(member: Member, role: str, seated: Mapping[str, Line], history: History, day: date) -> Entry:
    people = find_people(history, member.name, day)
    shown = seated.get(bare(member.name))
    return Entry(
        day, member.name, role, member.post, tuple(history.posts_text(person, day) for person in people),
        shown.role if shown else "", shown.post if shown else "", bool(seated),
    )  # fmt: skip
