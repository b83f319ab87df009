"""The forms in which a clause tells of two of whom one takes the place of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import Act
from gongwen.terms.people.inference.state import State, add, give_up, posts_held, posts_told, take_up
from gongwen.terms.people.inference.words import Mark
from gongwen.terms.people.role import is_role

_SUCCEEDS = pattern("接任|继任|接掌|接管|接过")
_EXCHANGE = pattern("对调|互换")
_PAIR = (0, 1)
_OF_MANY = pattern("(?:成员|委员|组员|理事)$")
"""Roles that many have."""


def post_in(marks: Sequence[Mark]) -> Mark:
    """Return the last mark that names a post, or stands for one: 组长职务 is 组长."""
    return next((mark for mark in reversed(marks) if mark.letter == "T"), marks[-1])


def acting(letters: str) -> Act:
    """Return how somebody takes a post up: 代理, only proposed, or 任."""
    return "代理" if "L" in letters else "提名" if "N" in letters else "任"


def follow(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲接替乙任组长, 由甲接替乙, 组长由甲接替乙担任: the post is told, or that of the one who is replaced."""
    if "C" in letters[:-1] and not _SUCCEEDS.match(marks[letters.index("C")].text) and "R" not in letters:
        return False
    new, old = (mark.people for mark in marks if mark.letter == "P")
    told = posts_told(post_in(marks), state) if set(letters) & {"T", "I"} else []
    was = [post for name, post in state.left if name == old[0].name and post]
    own = [each.role for each in new if each.role]
    posts = told or posts_held(old) or was or own or [state.role]
    alone = [each._replace(role="") if each.role in posts else each for each in new]
    return take_up(alone, posts, state, "任", [each.name for each in old])


def follow_each(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲接替乙、丙接替丁任成员: 乙 and 丙 stand together, and are of two pairs."""
    named = [each for mark in marks if mark.letter == "P" for each in mark.people]
    posts = posts_told(marks[-1], state)
    return len(named) == letters.count("R") * 2 and all(
        take_up([new], posts, state, "任", [old.name])
        for new, old in zip(named[::2], named[1::2], strict=True)
    )


def before_after(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """原组长甲　现组长乙: the role is the same."""
    old, new = marks[0].people, marks[1].people
    roles = [each.role for each in old]
    is_same = old[0].is_former and all(roles) and roles == [each.role for each in new]
    alone = [each._replace(role="") for each in new]
    return is_same and take_up(alone, roles, state, "任", [each.name for each in old])


def exchange(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲局局长甲与乙局局长乙职务对调: each takes up the post that stands with the other, where both are told."""
    people = marks[0].people
    if len(people) != len(_PAIR) or (
        not _EXCHANGE.search(marks[-1].text) and not _EXCHANGE.search(marks[1].text)
    ):
        return False
    if not all(each.post for each in people):
        add("对调", people[0], "", state, people[1].name)
        return True
    for own, other in (_PAIR, _PAIR[::-1]):
        give_up([people[own]], [people[own].post], state)
        add("任", people[own]._replace(post=""), people[other].post, state)
    return True


def swap(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """教导处副主任换成乙, 大队辅导员请乙来当; of many members it is not told who is gone."""
    new = next(mark for mark in marks if mark.letter == "P")
    posts, count = posts_told(marks[0], state), len(state.found)
    is_done = take_up(new.people, posts, state, acting(letters))
    if "S" in letters and all(map(_OF_MANY.search, posts)):
        state.found[count:] = [replace(each, odd=each.odd | {"原任不明"}) for each in state.found[count:]]
    return is_done


def swap_people(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """成员甲换成乙; whoever is named before and behind stays, perhaps with another post."""
    old, new = marks[-3].people, marks[-1].people
    posts = (
        posts_held(old)
        or [each.role for each in new if each.role]
        or [state.role if is_role(state.role) else ""]
    )
    both = {each.name for each in old} & {each.name for each in new}
    held = {each.name: each.post for each in old}
    for each in new:
        if each.name in both and each.post and each.post != held[each.name]:
            add("任", each, each.post, state)
    gone, come = ([each for each in people if each.name not in both] for people in (old, new))
    if len(gone) == len(come) or not both:
        return take_up(come, posts[: len(come)], state, "任", [each.name for each in gone]) or bool(both)
    return give_up(gone, posts[:1], state) or take_up(come, posts[:1], state)


def replaces(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """接替甲: of whom the clause before says that they come."""
    last = state.found[-1] if state.found else None
    if state.alone and not state.left:
        return follow([Mark("P", "", 0, 0, state.alone), *marks], f"P{letters}", state)
    if last is None or last.value.act != "任":
        return False
    value = replace(last.value, replaced=marks[-1].people[0].name)
    state.found[-1] = replace(last, value=value, end=state.end)
    return True


def passes(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """由甲担任的组长调整为由乙担任."""
    old, new = (mark for mark in marks if mark.letter == "P")
    post = next(mark for mark in marks if mark.letter == "T")
    if not post.is_former or "B" not in letters:
        return False
    return take_up(
        new.people, posts_told(post, state), state, acting(letters), [each.name for each in old.people]
    )
