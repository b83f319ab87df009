"""Who may follow in a seat whose holder has left the post for which they were in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongwen.pattern import pattern
from gongwen.roster.ledger.difference import Shift
from gongwen.roster.ledger.history import History, is_shared, stands_in
from gongwen.roster.ledger.unit_heads import head_of, head_title
from gongwen.terms.agency_level import PLACES
from gongwen.terms.people.post_parts import split_posts
from gongwen.terms.people.role import role_rank

_LEADING = pattern(r"(?:[委府]|人大常委会|人大|政协)$")
"""How the units end whose members lead a whole place and not one of its agencies."""
_OWN_PLACE = pattern(f"副?[{PLACES}]长")
_NO_HEAD = pattern("调研员|主任科员|巡视员|科员|顾问|干部|督查|督办")
"""Titles of those who lead no longer."""
_MEMBER = role_rank("成员")


@dataclass(frozen=True, slots=True)
class Successor:
    """Somebody who may take a seat over, and why."""

    person: int
    reason: str
    is_member: bool = False
    """Whether they keep a seat in the group that is as high, so that this one falls free."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why a seat is given up, and who may follow."""

    reason: str
    successor: Successor | None = None


Left = Mapping[int, Sequence[int]]
"""The posts that each person holds no longer."""


def successions(
    before: History, after: History, shifts: Sequence[Shift], left: Left, day: date
) -> Iterator[tuple[Shift, Leaving | None]]:
    """Yield the lines of a group that something happened to, each with why its seat is given up and to whom.

    A seat goes with the post by which it was held. Who follows and sits lower already moves up, and their own
    seat falls free; who sits as high stays.
    """
    leaving = {
        _seat(shift): found
        for shift in shifts
        if (found := _leaving(before, after, shift, left, day)) is not None
    }
    own = {shift.after.person: shift for shift in shifts if shift.after and shift.after.sitting.person}
    for shift in sorted(shifts, key=lambda each: role_rank(each.line.role)):
        if _seat(shift) in leaving:
            _settle(after, shift, own, leaving, day)
    for shift in shifts:
        if shift.sort != "不变" or _seat(shift) in leaving:
            yield shift, leaving.get(_seat(shift))


def _settle(
    history: History, shift: Shift, own: Mapping[int | None, Shift], leaving: dict[int, Leaving], day: date
) -> None:
    """Decide what becomes of the seat that a successor has in the group already."""
    here = leaving[_seat(shift)]
    if here.successor is None or here.successor.person not in own:
        return
    mine = own[here.successor.person]
    if mine is shift:
        del leaving[_seat(shift)]
        return
    other = leaving.get(_seat(mine))
    name = history.person_name(here.successor.person, day)
    if other is not None and other.successor is not None:
        is_exchange = other.successor.person == shift.line.person and mine.line.role == shift.line.role
        if is_exchange:
            del leaving[_seat(shift)], leaving[_seat(mine)]
        return
    if role_rank(mine.line.role) <= role_rank(shift.line.role) and other is None:
        leaving[_seat(shift)] = replace(here, successor=replace(here.successor, is_member=True))
        return
    leaving[_seat(mine)] = Leaving(f"{name}改任{shift.line.role}")


def _seat(shift: Shift) -> int:
    return shift.line.sitting.seat.id


def _leaving(before: History, after: History, shift: Shift, left: Left, day: date) -> Leaving | None:
    """Return why who stays in a seat should not, and who follows; None when they should stay."""
    line = shift.before
    if line is None or shift.after is None or line.person is None or line.sitting.person is None:
        return None
    if shift.after.person != line.person:
        return None
    gone = after.departed.get(line.person) if line.person not in before.departed else None
    given_up = left.get(line.person, ())
    if gone is None and not given_up:
        return None
    shown = {each.title for each in split_posts(line.post, ())}
    posts = [post for post in given_up if before.post_title(post, day) in shown]
    if gone is None:
        posts = [post for post in posts if not _keeps(after, line.person, line.role, shown, post, day)]
    if not posts and (gone is None or gone.day > day):
        return None
    name = before.person_name(line.person, day)
    why = f"{name}{gone.kind}" if gone else f"{name}不再任{before.post_name(posts[0], day)}"
    followers = (_successor(before, after, post, left, day) for post in posts)
    successor = next((each for each in followers if each), None)
    is_staying = gone is None and all(_still_speaks(after, line.person, post, day) for post in posts)
    return None if successor is None and is_staying else Leaving(why, successor)


def _keeps(history: History, person: int, role: str, shown: Collection[str], post: int, day: date) -> bool:
    """Whether a person who gave ``post`` up keeps the seat as a leader of the place: as 副县长 who led a bureau too."""
    return role_rank(role) < _MEMBER and any(
        held != post and history.post_title(held, day) in shown and _is_leading(history, held, day)
        for held in history.posts_of(person, day)
    )


def _still_speaks(history: History, person: int, post: int, day: date) -> bool:
    """Whether a person who gave ``post`` up leads in the same unit all the same: a deputy who became its head.

    What a unit was merged into or split into counts as the same.
    """
    unit = history.register.posts[post].unit
    if unit is None:
        return False
    same = {history.unit_name(unit, day), *history.heirs.get(unit, ())}
    return any(
        (own := history.register.posts[held].unit) is not None
        and history.unit_name(own, day) in same
        and not _NO_HEAD.search(history.post_title(held, day))
        for held in history.posts_of(person, day)
    )


def _is_leading(history: History, post: int, day: date) -> bool:
    """Whether a post leads a place and not one agency of it: 副县长, 县委常委."""
    unit = history.register.posts[post].unit
    if unit is None:
        return _OWN_PLACE.search(history.post_title(post, day)) is not None
    return _LEADING.search(history.unit_name(unit, day)) is not None


def _successor(before: History, after: History, post: int, left: Left, day: date) -> Successor | None:
    """Return who holds now the post that was left, acts for it, or leads its unit meanwhile; None when nobody alone does."""
    name = before.post_name(post, day)
    holders = after.holders(post, day)
    if is_shared(after.post_title(post, day)):
        came = [each for each in holders if each not in before.holders(post, day)]
        went = [person for person, posts in left.items() if post in posts]
        return Successor(came[0], f"接任{name}") if len(came) == 1 == len(went) else None
    if len(holders) == 1:
        return Successor(holders[0], f"接任{name}")
    unit, title = after.register.posts[post].unit, after.post_title(post, day)
    for other in after.register.posts.values():
        is_acting = other.unit == unit and other.title in (f"代理{title}", f"代{title}")
        if is_acting and (found := after.holders(other.id, day)):
            return Successor(found[0], f"代理{name}")
    if unit is None:
        return None
    if head := _head_of_heirs(before, after, post, unit, day):
        return head
    standing = stands_in(after, post, day)
    return Successor(standing, f"主持{after.unit_name(unit, day)}工作") if standing else None


def _head_of_heirs(before: History, after: History, post: int, unit: int, day: date) -> Successor | None:
    """Return who heads what a unit was renamed to, merged into or split into; None when nobody alone does."""
    own = after.unit_name(unit, day)
    names = after.heirs.get(unit, ())
    if not names and before.post_title(post, day) == head_title(before.unit_name(unit, day)):
        names = (own,)
    heads = [(head, name) for name in names if (head := head_of(after, name, day))]
    if len(heads) != 1:
        return None
    head, name = heads[0]
    was = "" if name == own else f"，{own}已{'并入' if len(names) == 1 else '拆分'}"
    return Successor(head, f"任{name}主要负责人{was}")
