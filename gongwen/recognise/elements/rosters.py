"""名单 in the lines of a text: who has which role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.elements.name_rolls import ROLL, may_open, posts_at, roles_last_at, roll_at
from gongwen.recognise.elements.roster_lines import (
    Habits,
    group_in_role,
    habits_of,
    is_lone_name,
    is_people_line,
    may_list,
    named_role,
    people_in,
    role_at,
    uncounted,
)
from gongwen.recognise.elements.roster_tables import roster_rows, row_cells
from gongwen.recognise.passages import Passage, run_together
from gongwen.terms.agency import is_agency
from gongwen.terms.agency_level import PLACES
from gongwen.terms.label import find_label
from gongwen.terms.people import group_name
from gongwen.terms.people import role as role_term
from gongwen.terms.people.listed import FoundListed
from gongwen.terms.people.post import is_prose, is_seat, split_seats
from gongwen.zh.brackets import drop_bracketed
from gongwen.zh.spaces import tighten

Person = dict[str, str]
Seats = list[Person] | str
Entry = tuple[str, Seats, Passage]
"""A role, who has it, and the passage that says so."""
LEAST_PEOPLE = 2
"""Roles, or people, from which lines are a roster."""
_LONGEST_LEFT = 40
"""Characters of a line below a list that may be one of it."""
_TELEPHONE = pattern(r"电话|手机|传真|邮箱|\d{5}")
"""What stands behind those whom people may ask, who are no members."""
_ENDS = ("。", "；", "：", ":", "）", ")")
_AHEAD = 2
"""Lines over which a list may go on behind one that cannot be read."""
_PLACE = pattern(rf"(?=({HANZI}{{2,3}}[{PLACES}]))")
_LONGEST_TEXT = 2000
"""Characters of a paragraph that are looked at for names of places."""
_OPEN_END = pattern(r"[，、,]$")


@dataclass(slots=True)
class FoundRoster:
    """A roster, and the passages that it took up."""

    start: int
    stop: int
    roles: dict[str, Seats] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    doubts: list[tuple[Passage, str]] = field(default_factory=list)
    """Lines that were read by a guess, or not at all, with what is said of them."""

    @property
    def people(self) -> int:
        """How many people it names; a role that is a text counts as one."""
        return sum(1 if isinstance(seats, str) else len(seats) for seats in self.roles.values())


def find_rosters(passages: Sequence[Passage]) -> list[FoundRoster]:
    """Return the rosters in ``passages``, in order."""
    found: list[FoundRoster] = []
    places = cache(lambda: _places_in(passages))
    index = 0
    while index < len(passages):
        roster = _table_at(index, passages) or _list_at(index, passages, places) or _roll_at(index, passages)
        if roster is None:
            index += 1
        else:
            found.append(roster)
            index = roster.stop
    return found


def leading_roster(found: Sequence[FoundRoster], passages: Sequence[Passage]) -> FoundRoster | None:
    """Return the roster that is the 名单 of a text, the one of most people; None where several groups stand side by side.

    Lists each of which has a heading of its own (一、县禁毒委员会) stay in the text, none before the others.
    """
    first = max(found, key=lambda each: each.people, default=None)
    headed = [each for each in found if each.start and _heads_group(passages[each.start - 1])]
    return None if first is None or (len(headed) > 1 and first in headed) else first


def _heads_group(passage: Passage) -> bool:
    return find_label(passage.tight) is not None and bool(group_name.read(passage.tight))


def _places_in(passages: Sequence[Passage]) -> frozenset[str]:
    """Return what may be the names of places that stand more than once in ``passages``."""
    counts = Counter(name for passage in passages for name in _PLACE.findall(passage.text[:_LONGEST_TEXT]))
    return frozenset(text for text, count in counts.items() if count > 1)


def _list_at(
    start: int, passages: Sequence[Passage], places: Callable[[], frozenset[str]]
) -> FoundRoster | None:
    """Return the roster that begins with the role at ``start``; None when there is none worth the name."""
    if not _may_open(start, passages):
        return None
    habits = replace(habits_of(passages[start : start + 200]), places=places())
    reader = _ListReader(passages, habits, FoundRoster(start, start))
    reader.read()
    return reader.roster if reader.roster.people >= LEAST_PEOPLE else None


def _roll_at(start: int, passages: Sequence[Passage]) -> FoundRoster | None:
    """Return the roster that begins at ``start`` of rows of names, or of a name with a post or a role; None without one."""
    if not may_open(passages[start]):
        return None
    posts = roles_last_at(passages, start) or posts_at(passages, start)
    rows = [] if posts else roll_at(passages, start)
    if not posts and not rows:
        return None
    entries: list[tuple[str, list[Person], Passage]] = [
        *((post, [person], passage) for passage, post, person in posts),
        *((ROLL, [person_of(each) for each in people], passage) for passage, people in rows),
    ]
    roster = FoundRoster(start, start + len(entries))
    for role, seats, passage in entries:
        known = roster.roles.setdefault(role, [])
        assert isinstance(known, list)
        known += seats
        roster.entries.append((role, seats, passage))
    return roster


def person_of(found: FoundListed) -> Person:
    """Return somebody whom a line lists as the input format has it."""
    name, post, remark = found.value
    return {"姓名": name, "职务": post} | ({"备注": remark} if remark else {})


def _may_open(start: int, passages: Sequence[Passage]) -> bool:
    passage = passages[start]
    if passage.is_row:
        return False
    found = role_at(passage, is_inside=False)
    if found is None:
        return named_role(passage, _next(passages, start), is_inside=False) is not None
    return role_term.opens_roster(found[0])


def _next(passages: Sequence[Passage], index: int) -> Passage | None:
    return passages[index + 1] if index + 1 < len(passages) else None


@dataclass(slots=True)
class _ListReader:
    """Takes the lines of one list in order, up to the first that is none."""

    passages: Sequence[Passage]
    habits: Habits
    roster: FoundRoster
    role: str = ""
    group: str = ""

    def read(self) -> None:
        """Put the lines of the list into the roster."""
        index = self.roster.start
        while index < len(self.passages):
            taken = self._take(index)
            if not taken:
                break
            index += taken
            if self._has_people():
                self.roster.stop = index
        if self.roster.stop == index < len(self.passages):
            self._doubt_behind(self.passages[index])

    def _doubt_behind(self, passage: Passage) -> None:
        """Tell of a line below the list that looks as one of it and could not be read."""
        text = passage.tight
        is_other = (
            passage.is_row or is_prose(text) or find_label(text) or is_agency(text) or text.endswith(_ENDS)
        )
        if not is_other and may_list(passage) and len(text) <= _LONGEST_LEFT and group_name.read(text) == "":
            self.roster.doubts.append((passage, f"名单下面的“{text}”没有收进名单，请核对"))

    def _has_people(self) -> bool:
        """Whether the last role has somebody; the line of a role that nobody follows is no line of the list."""
        return self.role in self.roster.roles

    def _take(self, index: int) -> int:
        """Take the line at ``index``; return how many lines it took up, 0 when it is none of the list."""
        passage, following = self.passages[index], _next(self.passages, index)
        if not may_list(passage):
            return 0
        found = role_at(passage, is_inside=bool(self.role)) or named_role(
            passage, following, is_inside=bool(self.role)
        )
        if found is not None:
            return self._take_role(*found, index)
        if not self.role:
            return 0
        if group := group_in_role(passage, following, self.habits):
            self.group = group
            return 1
        return self._take_line(passage, passage.text, index)

    def _take_role(self, role: str, rest: str, index: int) -> int:
        if not rest.strip():
            following = _next(self.passages, index)
            if following is None or role in self.roster.roles or not self._may_follow_role(following, index):
                return 0
            self.role, self.group = role, ""
            return 1
        is_behind = role in self.roster.roles and role != next(reversed(self.roster.roles))
        is_asked = _TELEPHONE.search(rest) is not None and not role_term.opens_roster(role)
        if is_asked or is_behind:
            return 0
        self.role, self.group = role, ""
        return self._take_line(self.passages[index], rest, index, is_behind_role=True)

    def _may_follow_role(self, passage: Passage, index: int) -> bool:
        """Whether ``passage``, below a role that stands alone, is who has it."""
        if role_at(passage, is_inside=False) is not None or not may_list(passage):
            return False
        is_said = is_people_line(passage, self.habits) or is_seat(passage.text)
        heading = group_in_role(passage, _next(self.passages, index + 1), self.habits)
        return is_said or bool(heading)

    def _take_line(self, passage: Passage, text: str, index: int, *, is_behind_role: bool = False) -> int:
        """Take the people, or the seat, that ``text`` of ``passage`` names; return the lines that they took up."""
        whole, count = self._with_more(passage, text, index)
        text = text if count == 1 else whole.text[len(passage.text) - len(text) :]
        own = uncounted(text)
        found = people_in(own or text, self.habits)
        if own != text and not (is_behind_role or (own and found)):
            return 0
        if found and self._is_sure(found, is_behind_role=is_behind_role):
            self._doubt(found, whole)
            self._add([self._person(each) for each in found], whole)
            return count
        if is_behind_role:
            if not all(map(is_seat, split_seats(text))):
                self._doubt_seat(tighten(text), passage)
            self._add(tighten(text), whole)
            return count
        return self._take_rest(whole, count, index)

    def _with_more(self, passage: Passage, text: str, index: int) -> tuple[Passage, int]:
        """Return ``passage`` with the next one where a post goes on in it, or stands in it alone; and how many they are."""
        following = _next(self.passages, index)
        if following is None or role_at(following, is_inside=False):
            return passage, 1
        if not drop_bracketed(following.tight) and people_in(text, self.habits) and self._goes_on(index + 2):
            return run_together([passage, following]), 2
        if not is_seat(following.text):
            return passage, 1
        is_open = _OPEN_END.search(text.strip()) is not None and bool(people_in(text, self.habits))
        is_name_alone = self.habits.is_stacked and is_lone_name(text) and not is_lone_name(following.text)
        if is_name_alone or (is_open and not is_people_line(following, self.habits)):
            gap = replace(passage, text="\u3000", pieces=()) if is_name_alone else None
            return run_together([passage, *([gap] if gap else []), following]), 2
        return passage, 1

    def _is_sure(self, found: Sequence[FoundListed], *, is_behind_role: bool) -> bool:
        """Whether ``found`` are people: behind a role, and in a list without gaps, anybody, else those who cannot be else."""
        if is_behind_role or self.habits.is_joined:
            return True
        return not (len(found) == 1 and found[0].odd & {"存疑"} and "连写" in found[0].odd)

    def _take_rest(self, passage: Passage, count: int, index: int) -> int:
        """Take a line that names nobody: a seat by its post, or one that the list goes on behind."""
        text = tighten(passage.text)
        if is_prose(text) or text.endswith(("：", ":")):
            return 0
        goes_on = self._goes_on(index + count)
        if self._begins_again(index + count):
            return 0
        if is_seat(text) and (goes_on or self._is_within(index + count) or not is_agency(text)):
            self._add([self._seat(text)], passage)
            return count
        if not goes_on:
            return 0
        self._doubt_seat(text, passage)
        self._add([self._seat(text)], passage)
        return count

    def _doubt_seat(self, text: str, passage: Passage) -> None:
        self.roster.doubts.append(
            (passage, f"名单里的“{text}”没有认出是谁、什么职务，照原样放在“{self.role}”里，请核对")
        )

    def _goes_on(self, index: int) -> bool:
        """Whether a role or people stand at ``index`` or just behind."""
        ahead = self.passages[index : index + _AHEAD]
        return any(
            role_at(each, is_inside=False) is not None or is_people_line(each, self.habits) for each in ahead
        )

    def _begins_again(self, index: int) -> bool:
        """Whether the role at ``index`` is one that the list has, so that what stands above it heads another list."""
        found = role_at(self.passages[index], is_inside=False) if index < len(self.passages) else None
        return found is not None and found[0] != self.role and found[0] in self.roster.roles

    def _is_within(self, index: int) -> bool:
        """Whether text follows at ``index``, so that the line before it is no signature."""
        return index < len(self.passages)

    def _doubt(self, found: Sequence[FoundListed], passage: Passage) -> None:
        for each in found:
            if "存疑" in each.odd:
                name, post, _ = each.value
                is_turned = "职务在前" in each.odd
                form = "职务写在前面，与别的不同" if is_turned else "姓名和职务连写"
                words = f"“{post + name if is_turned else name + post}”{form}，读作姓名“{name}”、职务“{post}”，请核对"
                self.roster.doubts.append((passage, words))

    def _person(self, found: FoundListed) -> Person:
        return self._grouped(person_of(found))

    def _seat(self, text: str) -> Person:
        return self._grouped({"姓名": "", "职务": text})

    def _grouped(self, person: Person) -> Person:
        return person | ({"分组": self.group} if self.group else {})

    def _add(self, seats: Seats, passage: Passage) -> None:
        """Put ``seats``, found in ``passage``, under the role."""
        roles = self.roster.roles
        known: Seats = roles.get(self.role, [])
        if isinstance(known, str):
            known = [{"姓名": "", "职务": known}]
        if isinstance(seats, str) and known:
            seats = [{"姓名": "", "职务": seats}]
        roles[self.role] = seats if isinstance(seats, str) else known + seats
        self.roster.entries.append((self.role, seats, passage))


def _table_at(start: int, passages: Sequence[Passage]) -> FoundRoster | None:
    """Return the roster in the table that begins at ``start``: columns for role, name and post."""
    if not passages[start].is_row or (start and passages[start - 1].is_row):
        return None
    stop = start
    while stop < len(passages) and passages[stop].is_row:
        stop += 1
    rows = roster_rows([row_cells(passage.text) for passage in passages[start:stop]])
    if rows is None:
        return None
    roster = FoundRoster(start, stop)
    for (role, name, post), passage in zip(rows, passages[start + 1 : stop], strict=True):
        seats = [{"姓名": name, "职务": tighten(post)}]
        if role in roster.roles and role != next(reversed(roster.roles)):
            return None
        known = roster.roles.get(role, [])
        assert isinstance(known, list)
        roster.roles[role] = [*known, *seats]
        roster.entries.append((role, seats, passage))
    return roster
