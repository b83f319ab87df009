"""名单 in the lines of a text: who has which role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongwen.address import Address
from gongwen.recognise.draft import Draft
from gongwen.recognise.passages import Passage
from gongwen.terms.role import is_role
from gongwen.terms.roster_line import split_people, split_person
from gongwen.zh.names import close_up, find_person
from gongwen.zh.spaces import tighten

Person = dict[str, str]
Seats = list[Person] | str
Entry = tuple[str, Seats, Passage]
"""A role, who has it, and the passage that says so."""
LEAST_PEOPLE = 2
"""Roles, or people, from which lines are a roster."""

_LABELLED = re.compile(r"\s*(?P<role>[^：:，。；、]{1,14}?)\s*[：:]\s*(?P<rest>.*)", re.DOTALL)
_BARE_ROLE = re.compile(r"\s*(?P<role>\S(?:.{0,12}?\S)?)(?:\t|\s{2,}|\u3000+)(?P<rest>.+)", re.DOTALL)
_COLUMNS = re.compile(r"\S(?:\t|\u3000|\s{2,})\S")
_LONGEST_ROLE = 8
_ROLE_HEADS = (
    "角色",
    "小组职务",
    "组内职务",
    "领导小组职务",
    "小组内职务",
    "职责",
    "担任职务",
    "专班职务",
    "本组职务",
)
_POST_HEADS = (
    "职务",
    "单位及职务",
    "单位职务",
    "工作单位及职务",
    "现任职务",
    "单位和职务",
    "单位、职务",
    "所在单位及职务",
    "行政职务",
)


def split_role(text: str) -> tuple[str, str]:
    """Return the role before a colon, closed up, and the rest; ("", text) without one."""
    match = _LABELLED.match(text)
    return (close_up(match["role"]), match["rest"]) if match else ("", text)


@dataclass(slots=True)
class FoundRoster:
    """A roster, and the passages that it took up."""

    start: int
    stop: int
    roles: dict[str, Seats] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many people it names; a role that is a text counts as one."""
        return sum(1 if isinstance(seats, str) else len(seats) for seats in self.roles.values())


def find_rosters(passages: Sequence[Passage]) -> list[FoundRoster]:
    """Return the rosters in ``passages``, in order."""
    found: list[FoundRoster] = []
    index = 0
    while index < len(passages):
        roster = _table_at(index, passages) or _list_at(index, passages)
        if roster is None:
            index += 1
        else:
            found.append(roster)
            index = roster.stop
    return found


def _list_at(start: int, passages: Sequence[Passage]) -> FoundRoster | None:
    """Return the roster that begins with the role at ``start``; None when there is none worth the name."""
    roster = FoundRoster(start, start)
    current = ""
    for index in range(start, len(passages)):
        follows = passages[index + 1] if index + 1 < len(passages) else None
        entry = _entry(passages[index], bool(current)) or _named_entry(passages[index], follows)
        if entry is None:
            break
        role, seats = entry
        current = role or current
        if not _add(roster, role or current, seats, passages[index]):
            break
        roster.stop = index + 1
    return roster if current and _is_roster(roster) else None


def _is_roster(roster: FoundRoster) -> bool:
    return roster.people >= LEAST_PEOPLE


def _entry(passage: Passage, is_inside: bool) -> tuple[str, Seats] | None:
    """Return (role, who) of one passage; the role is "" on a line that goes on with the one before."""
    text = passage.text
    labelled = _LABELLED.match(text)
    if labelled is None and is_inside:
        labelled = _BARE_ROLE.match(text)
    elif labelled is None:
        labelled = _BARE_ROLE.match(text) if "\t" in text or "\u3000" in text else None
    if labelled and is_role(role := tighten(labelled["role"])):
        rest = labelled["rest"].strip()
        return (role, _seats(rest)) if rest else None
    if not is_inside or passage.is_row:
        return None
    person = split_person(
        text, is_listed="\t" in text or "\u3000" in text or bool(re.search(r"\S\s{2,}\S", text))
    )
    if person:
        return "", [_person(*person)]
    people = split_people(text)
    return ("", [_person(*each) for each in people]) if people else None


def _named_entry(passage: Passage, follows: Passage | None) -> tuple[str, Seats] | None:
    """Return (role, who) under a name that no group has, when people in columns stand in it and below it."""
    labelled = _LABELLED.match(passage.text)
    if labelled is None or follows is None or len(close_up(labelled["role"])) > _LONGEST_ROLE:
        return None
    own, next_one = labelled["rest"], follows.text
    if not (_COLUMNS.search(own) and _COLUMNS.search(next_one)):
        return None
    person = split_person(own, is_listed=True)
    below = split_person(next_one, is_listed=True)
    return (close_up(labelled["role"]), [_person(*person)]) if person and below else None


def _seats(rest: str) -> Seats:
    people = split_people(rest)
    if people:
        return [_person(*each) for each in people]
    person = split_person(
        re.sub(r"[；;。]$", "", rest), is_listed=bool(re.search(r"\S[\t\u3000]\S|\S\s{2,}\S", rest))
    )
    return [_person(*person)] if person else tighten(rest)


def _person(name: str, post: str) -> Person:
    return {"姓名": name, "职务": tighten(post)}


def _add(roster: FoundRoster, role: str, seats: Seats, passage: Passage) -> bool:
    """Put ``seats``, found in ``passage``, under the role; False when they would stand where they were not found."""
    roles = roster.roles
    known: Seats = roles.get(role, [])
    is_last = role not in roles or role == next(reversed(roles))
    if isinstance(known, list) and isinstance(seats, list) and is_last:
        roles[role] = known + seats
    elif role not in roles:
        roles[role] = seats
    else:
        return False
    roster.entries.append((role, seats, passage))
    return True


def locate_seats(entries: Iterable[Entry], way: Address, draft: Draft) -> None:
    """Remember where the people of the roster at the end of ``way`` stand, and the 姓名 and 职务 of each."""
    counts: Counter[str] = Counter()
    for role, seats, passage in entries:
        if isinstance(seats, str):
            draft.locate(way.to(role), passage)
            continue
        stop = 0
        for person in seats:
            seat = way.to(role, counts[role])
            counts[role] += 1
            found = find_person(passage.text, person["姓名"], person["职务"], stop)
            if found is None:
                draft.locate(seat, passage)
                continue
            stop = found.post[1]
            draft.locate(seat, passage.part(found.name[0], stop))
            draft.locate(seat.to("姓名"), passage.part(*found.name))
            draft.locate(seat.to("职务"), passage.part(*found.post))


def _table_at(start: int, passages: Sequence[Passage]) -> FoundRoster | None:
    """Return the roster in the table that begins at ``start``: columns for role, name and post."""
    if not passages[start].is_row or (start and passages[start - 1].is_row):
        return None
    stop = start
    while stop < len(passages) and passages[stop].is_row:
        stop += 1
    rows = [row_cells(passage.text) for passage in passages[start:stop]]
    columns = _columns(rows[0]) if rows else None
    if columns is None:
        return None
    roster = FoundRoster(start, stop)
    role = ""
    for cells, passage in zip(rows[1:], passages[start + 1 : stop], strict=True):
        values = [cells[place] if place < len(cells) else "" for place in columns]
        role = values[0] or role
        if not role or not values[1] or not values[2]:
            return None
        if not _add(roster, role, [_person(close_up(values[1]), values[2])], passage):
            return None
    return roster if roster.roles else None


def row_cells(text: str) -> list[str]:
    """Return the cells of a row of a table, without outer spaces."""
    if text.lstrip().startswith("|"):
        return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]
    return [cell.strip() for cell in text.split("\t")]


def _columns(head: Sequence[str]) -> tuple[int, int, int] | None:
    """Return the columns of role, name and post; None when the table is no roster with roles."""
    titles = [close_up(cell) for cell in head]
    if "姓名" not in titles:
        return None
    posts = [place for place, title in enumerate(titles) if title in _POST_HEADS]
    roles = [place for place, title in enumerate(titles) if title in _ROLE_HEADS]
    if not roles and len(posts) > 1:
        roles, posts = posts[:1], posts[1:]
    return (roles[0], titles.index("姓名"), posts[-1]) if roles and posts else None
