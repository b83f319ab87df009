"""What the clauses before leave behind, and how what is inferred is added to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongwen.pattern import pattern
from gongwen.terms.found import Found
from gongwen.terms.people.appointed import Act, Appointment, FoundAppointment
from gongwen.terms.people.inference.words import Mark, Person
from gongwen.terms.people.post import ends_as_unit, is_post_of, is_title, title_in
from gongwen.terms.people.role import is_role

_IN_GROUP = pattern("组长|成员|委员|召集人|指挥|组员|顾问|[联络信息]员")
"""Titles of groups, whose units are told by what the text is about."""


_OFFICE = pattern(".*办(?:公室)?(?=(?:常务|专职)?副?主任$)")
"""The office of a group that a post is in."""
_HEADS = pattern("(?:常务|专职)?副?主任")
_OF_PART = pattern("组长$|成员$|组员$")
"""What those of a part of a group are called."""
_OF_UNITS = pattern("(?:成员|委员|组员|单位)$")
"""What units may be in a group."""


@dataclass
class State:
    """What the clauses before leave behind."""

    found: list[FoundAppointment] = field(default_factory=list)
    subject: tuple[Person, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    """Who gave which post up last, a post that is open with nobody."""
    verb: str = ""
    """The verb that stands before people, for those named behind a comma."""
    role: str = ""
    """The role or post that was told last, alone."""
    heading: str = ""
    """The role that the heading above names, of those below it of whom none is told."""
    posts: list[str] = field(default_factory=list)
    """Posts of the text so far, with their units."""
    alone: tuple[Person, ...] = ()
    """Whom a clause names of whom nothing was said yet."""
    pending: list[tuple[Person, str, bool]] = field(default_factory=list)
    """Who has which post, of which a clause behind says what becomes of it, and whether 原 stands before it."""
    goes_on: bool = True
    """Whether nothing stands in the clause before that is of somebody else than those of the clause before."""
    office: str = ""
    """办公室 where the sentence says where that is: of whom it tells behind it, they head that."""
    topic: str = ""
    """The unit before the colon with which the sentence began, of whose people it tells."""
    unit: str = ""
    """The unit that stands alone on the line above."""
    part: str = ""
    """The part of a group that does."""
    is_new: bool = False
    """Whether the sentence founds what those are in whom it names with roles."""
    among: str = ""
    """The role among those of which the sentence tells of posts: 成员中."""
    of_post: str = ""
    """The post of which it tells so, that whoever comes has."""
    goal: str = ""
    """The unit to which the sentence says that somebody goes."""
    start: int = 0
    """Where the clause begins that is read."""
    words: str = ""
    """That clause."""
    sentence: int = 0
    """Where its sentence begins."""
    end: int = 0


def add(act: Act, person: Person, post: str, state: State, replaced: str = "", holds: str = "") -> None:
    """Add what is said of one person."""
    if person.is_unit:
        act, holds = ("增单位" if act == "任" else "减单位"), ""
        post = "成员" if not post or (is_role(post) and post.endswith("成员单位")) else post
    value = Appointment(act, person.name, post, replaced=replaced, holds=holds)
    span = (state.start, state.end)
    state.found.append(Found(value, *span, {}, frozenset({"按词推断"})))


def note_post(text: str, state: State) -> None:
    """Take note of the posts in ``text`` that name their unit."""
    for post in text.split("、"):
        if not is_title(post) and not is_role(post):
            state.posts.append(post)


def whole(post: str, state: State) -> str:
    """Return ``post`` with the unit of one told before, where it is a title alone that another one ends in."""
    if not is_title(post) or _IN_GROUP.search(post):
        return f"{state.part}{post}" if is_role(post) and _OF_PART.search(post) else post
    if state.goal:
        return f"{state.goal}{post}"
    of_units = (each for each in reversed(state.posts) if not _OFFICE.match(each))
    ended = (each for each in of_units if each.endswith(post) and title_in(each) == post)
    same = [each for each in ended if ends_as_unit(each.removesuffix(post))]
    return same[0] if same else f"{state.unit or _unit_before(post, state)}{post}"


def _unit_before(title: str, state: State) -> str:
    """Return the unit of the post that the sentence tells right before, where somebody there may be called ``title``; "" for none."""
    last = state.found[-1] if state.found else None
    post = (
        last.value.post
        if last is not None and last.start >= state.sentence and last.value.act == "任"
        else ""
    )
    own = next((post[cut:] for cut in range(1, len(post)) if is_title(post[cut:])), "")
    unit = post.removesuffix(own)
    return unit if own and ends_as_unit(unit) and is_post_of(title, unit) else ""


def in_whole(person: Person, state: State) -> Person:
    """Return ``person`` with what stands before the name in whole."""
    if state.topic and is_title(person.role) and not (person.post or _IN_GROUP.search(person.role)):
        return person._replace(post=f"{state.topic}{person.role}", role="")
    post = f"{state.topic}{person.post}" if state.topic and is_title(person.post) else person.post
    return person._replace(post=whole(post, state), role=whole(person.role, state))


def _post_kept(person: Person) -> str:
    """Return the post that stands with the name and that the person keeps: no role in a group, nothing behind 原."""
    if person.is_former:
        return person.post if person.role else ""
    is_post = person.role and not is_title(person.role) and not _IN_GROUP.search(person.role)
    return person.post or (person.role if is_post else "")


def posts_told(mark: Mark, state: State) -> list[str]:
    """Return the posts that ``mark`` names, or those for which it stands."""
    if mark.letter == "T" and state.among and not is_role(mark.text):
        state.of_post = mark.text
        return [state.among]
    if mark.letter == "T":
        parts = mark.text.split("、")
        posts = [f"{state.office}{each}" if _HEADS.fullmatch(each) else whole(each, state) for each in parts]
        state.office = next((office[0] for office in map(_OFFICE.match, posts) if office), state.office)
        note_post("、".join(posts), state)
        state.role = mark.text
        return posts
    return [post for _, post in state.left if post] or ([state.role] if state.role else [])


def take_up(
    people: Sequence[Person], posts: Sequence[str], state: State, act: Act = "任", replaced: Sequence[str] = (),
) -> bool:  # fmt: skip
    """Add that ``people`` take up ``posts``: each all of them, or each the one in the same place behind 分别."""
    if not people or not posts or not _may_have(people, posts):
        return False
    if act != "提名":
        leave_pending(state, of_former=True)
    for index, person in enumerate(people):
        own = posts[index] if len(posts) == len(people) and len(people) > 1 else "、".join(posts)
        old = replaced[index] if len(replaced) == len(people) else ""
        if person.is_former and (person.role or person.post):
            add("免", person, person.role or person.post, state)
        if person.is_unit and old:
            add("免", person._replace(name=old), own, state)
            old = ""
        add(act, person, own, state, old, _post_kept(person) or state.of_post)
    if len(replaced) != len(people):
        _let_go(replaced, "、".join(posts), state)
    state.subject, state.of_post = tuple(people), ""
    return True


def _let_go(names: Sequence[str], post: str, state: State) -> None:
    """Add that those of ``names`` give ``post`` up of whom the sentence does not say it yet."""
    told = {
        each.value.name for each in state.found if each.start >= state.sentence and each.value.act == "免"
    }
    for name in names:
        if name not in told:
            add("免", Person(name, (0, 0)), post, state)


def _may_have(people: Sequence[Person], posts: Sequence[str]) -> bool:
    """Whether ``people``, if they are units, may have ``posts``: as members of a group."""
    return not people[0].is_unit or all(not post or _OF_UNITS.search(post) for post in posts)


def take_over(people: Sequence[Person], posts: Sequence[str], state: State) -> list[str]:
    """Return whom ``people`` replace who are said to be gone, and not from what: each leaves what the one in their place takes up."""
    gone = [name for name, post in state.left if name and not post]
    if len(gone) != len(people):
        return []
    for index, name in enumerate(gone):
        own = posts[index] if len(posts) == len(people) else "、".join(posts)
        for at, each in enumerate(state.found):
            if (each.value.name, each.value.act, each.value.post) == (name, "免", ""):
                state.found[at] = replace(each, value=replace(each.value, post=own))
    return gone


def give_up(people: Sequence[Person], posts: Sequence[str], state: State, act: Act = "免") -> bool:
    """Add that ``people`` give up ``posts``, as :func:`take_up`; return whether anybody does."""
    if not people or not _may_have(people, posts):
        return False
    left = []
    for index, person in enumerate(people):
        own = posts[index] if len(posts) == len(people) and len(people) > 1 else "、".join(posts)
        add(act, person, "" if act != "免" else own, state)
        left.append((person.name, own))
    state.left, state.subject = tuple(left), tuple(people)
    return True


def posts_held(people: Sequence[Person]) -> list[str]:
    """Return the post that stands with each of ``people``, that of the one before where none does; [] without any."""
    posts: list[str] = []
    for each in people:
        last = posts[-1] if posts else ""
        is_of_role = is_role(last) and not each.role
        posts.append(last if is_of_role else each.role or each.post or last)
    return posts if posts and all(posts) else []


def leave_pending(state: State, *, of_former: bool = False) -> bool:
    """Add that those are gone from their posts of whom the clauses before say that they have, or only had, them."""
    pending, state.pending = state.pending, []
    left = [each for each in pending if each[2] or not of_former]
    for person, post, _ in left:
        add("免", person, post, state)
    return bool(left)
