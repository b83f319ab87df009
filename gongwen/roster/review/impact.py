"""What changes mean for the groups, before they are entered: who is hit, what has to be done, who may succeed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.clause import clause_kind
from gongwen.roster.ledger.difference import GroupChange, Shift, group_changes
from gongwen.roster.ledger.folding import fold
from gongwen.roster.ledger.history import History, holds
from gongwen.roster.ledger.records import NOWHERE, Clause, Event, Origin
from gongwen.roster.ledger.state import groups_of_person
from gongwen.roster.review.reform import posts_gone, reforms
from gongwen.roster.review.succession import Successor, successions

MOST_GROUPS = 10
"""In how many groups a person may be before it is said."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A seat in a group that a change touches."""

    group: int
    shift: Shift
    clause: Clause
    has_left: bool
    """Whether who is in the seat has left the post for which they are in it, or moves to another seat."""
    successor: Successor | None
    """Who is proposed for it; None when nobody is, or when the seat goes with the post."""
    reason: str = ""
    """Why the seat is given up or passed on; "" when it is neither."""

    @property
    def moves_up(self) -> bool:
        """Whether the seat is given up for another one in the same group."""
        return self.has_left and self.successor is None and "改任" in self.reason

    @property
    def action(self) -> str:
        """What has to be done, in Chinese."""
        if self.shift.line.sitting.seat.post is not None or self.shift.line.sitting.seat.unit is not None:
            return "席位随职务，不用办理"
        if self.clause == "随职务调整":
            return "按本组规定由接任者自然替补，不另发文"
        return "报组长批准后由领导小组办公室备案" if self.clause == "组长批准" else "需要发文调整"


@dataclass(frozen=True, slots=True)
class Impact:
    """What a batch of changes means."""

    day: date
    origin: Origin
    """The document that proves the changes; none when several do."""
    hits: tuple[Hit, ...]
    """Group by group; a group that ended has none."""
    changes: tuple[GroupChange, ...]
    vacancies: tuple[Hit, ...]
    """Seats that nobody is left in, or that go with a post that nobody holds."""
    crowded: tuple[tuple[int, int], ...]
    """People who are in too many groups, with how many they are in."""
    reforms: tuple[Proposed, ...] = ()
    """What is suggested where units are renamed, merged or split, or functions move."""


def assess(before: History, after: History, events: Sequence[Event], most: int = MOST_GROUPS) -> Impact:
    """Return what ``events``, which ``after`` has and ``before`` has not, mean for the groups on their last day.

    The posts in a unit that is merged into another count as given up.
    """
    day = max((event.day for event in events), default=date.today())
    origins = {event.origin for event in events}
    reformed = tuple(reforms(after, events, day))
    if gone := posts_gone(after, events, day):
        after, events = fold(after.register, [*after.events, *gone]), [*events, *gone]
    people = people_touched(after, events)
    groups = sorted(
        groups_touched(after, events, people), key=lambda group: (after.register.groups[group].place, group)
    )
    changes = tuple(group_changes(before, after, groups, day, day))
    left = _posts_left(before, after, people, day)
    hits = tuple(_hits(before, after, changes, left, day))
    vacant = tuple(hit for hit in hits if hit.shift.after is not None and hit.shift.after.is_vacant)
    counts = {person: len(groups_of_person(after, person, day)) for person in people}
    crowded = tuple((person, count) for person, count in counts.items() if count > most)
    origin = origins.pop() if len(origins) == 1 else NOWHERE
    return Impact(day, origin, hits, changes, vacant, crowded, reformed)


def people_touched(history: History, events: Iterable[Event]) -> list[int]:
    """Return everybody whose posts, name or unit ``events`` change, in order."""
    found: dict[int, None] = {}
    renamed = set()
    for event in events:
        found |= dict.fromkeys(each for each in (event.person, event.successor) if each is not None)
        if event.kind == "单位更名":
            renamed.add(event.unit)
    posts = {post.id for post in history.register.posts.values() if post.unit in renamed}
    for post in posts:
        found |= dict.fromkeys(tenure.person for tenure in history.incumbents.get(post, ()))
    return list(found)


def groups_touched(history: History, events: Sequence[Event], people: Iterable[int]) -> list[int]:
    """Return the groups in which ``events`` may change a line, in order."""
    found: dict[int, None] = {event.group: None for event in events if event.group is not None}
    for person in people:
        found |= dict.fromkeys(sitting.seat.group for sitting in history.seated.get(person, ()))
    posts = {each for event in events for each in (event.post, event.old_post) if each is not None}
    units = {event.unit for event in events if event.kind == "单位更名"}
    posts |= {post.id for post in history.register.posts.values() if units and post.unit in units}
    found |= dict.fromkeys(
        seat.group
        for seat in history.register.seats.values()
        if seat.post in posts or (units and seat.unit in units)
    )
    return list(found)


def _posts_left(before: History, after: History, people: Iterable[int], day: date) -> dict[int, list[int]]:
    """Return for each person the posts that they hold no longer."""
    return {
        person: [post for post in before.posts_of(person, day) if post not in after.posts_of(person, day)]
        for person in people
        if person in before.register.people
    }


def _hits(
    before: History, after: History, changes: Iterable[GroupChange], left: dict[int, list[int]], day: date
) -> Iterator[Hit]:
    for change in changes:
        if not holds(after.lives[change.group], day):
            continue
        clause = clause_kind(after.register.groups[change.group].clause)
        for shift, leaving in successions(before, after, change.shifts, left, day):
            yield Hit(
                change.group, shift, clause, leaving is not None,
                leaving.successor if leaving else None, leaving.reason if leaving else "",
            )  # fmt: skip


def empty_seats(history: History, day: date) -> Iterator[tuple[int, int]]:
    """Yield (group, seat) for seats on ``day`` that go with a post that nobody holds."""
    for group, sittings in history.sittings.items():
        for sitting in sittings:
            post = sitting.seat.post
            if holds(sitting, day) and post is not None and not history.holders(post, day):
                yield group, sitting.seat.id


def busiest(history: History, day: date, most: int) -> list[tuple[int, int]]:
    """Return the people who are in more than ``most`` groups on ``day``, with how many, the busiest first."""
    counts = Counter(
        person
        for person, sittings in history.seated.items()
        for _ in {sitting.seat.group for sitting in sittings if holds(sitting, day)}
    )
    return [(person, count) for person, count in counts.most_common() if count > most]
