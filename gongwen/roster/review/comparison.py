"""The rosters in a document held against the register, as it was on the document's day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gongwen.address import WHOLE, Address, Place
from gongwen.document import Document, Member, Roster, rosters_of
from gongwen.finding import Finding
from gongwen.roster.intake.source_files import group_in
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.lookup import LookupFailure, find_people, one_group
from gongwen.roster.ledger.state import Line, roster_of
from gongwen.rules.roster.register import REGISTER_RULES
from gongwen.zh.spaces import bare

_BY_CODE = {rule.code: rule for rule in REGISTER_RULES}


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
            listed.add(bare(member.name))
            at = next(
                (places[way] for way in (path.to(role, index), path, WHOLE) if way in places),
                None,
            )
            yield from _of_member(member, role, at, seated, history, day, is_known=bool(lines))
    at = next((places[way] for way in (path, WHOLE) if way in places), None)
    if listed:
        for name, line in seated.items():
            if line.person is not None and name not in listed:
                yield _finding(
                    "register.missing",
                    at,
                    f"名册里{line.role}{line.name}（{line.post}）在{day}也在组内，名单里没有",
                )


def _lines(history: History, title: str, day: date) -> list[Line]:
    """Return the register's roster of the group that ``title`` names; [] for a group that is not known."""
    name = group_in(title)
    try:
        return roster_of(history, one_group(history, name, day), day) if name else []
    except LookupFailure:
        return []


def _of_member(
    member: Member,
    role: str,
    at: Place | None,
    seated: Mapping[str, Line],
    history: History,
    day: date,
    *,
    is_known: bool,
) -> Iterator[Finding]:
    people = find_people(history, member.name, day)
    if not people:
        yield _finding("register.unknown", at, f"名册里没有“{bare(member.name)}”，请核对姓名")
        return
    held = [history.posts_text(person, day) for person in people]
    shown = seated.get(bare(member.name))
    known = [*held, *([shown.post] if shown else ())]
    if bare(member.post) not in map(bare, known):
        there = "、".join(dict.fromkeys(text or "没有职务" for text in held))
        yield _finding(
            "register.post", at, f"{member.name}的职务写“{member.post}”，名册里{day}是“{there}”，请核对"
        )
    if not is_known:
        return
    if shown is None:
        yield _finding("register.gone", at, f"名册里{member.name}在{day}不在这个领导小组，请核对")
    elif shown.role != role:
        yield _finding("register.role", at, f"{member.name}这里是{role}，名册里是{shown.role}，请核对")


def _finding(code: str, at: Place | None, message: str) -> Finding:
    rule = _BY_CODE[code]
    return Finding(code, at, message, rule.clause, rule.force)
