"""What the marks of sentences say, by their order: who takes up a post and who gives one up. None of it is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.terms.found import Found
from gongwen.terms.people import group_name
from gongwen.terms.people.appointed import Act, Appointment, FoundAppointment
from gongwen.terms.people.inference.marks import Mark, Person, marks_of
from gongwen.terms.people.named_people import NOTHING_KNOWN, Context
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_title, title_in
from gongwen.terms.people.role import is_role

_CLAUSE = pattern(r"[^，,。；;\n]+[，,。；;\n]?")
_IN_GROUP = pattern("组长|成员|委员|召集人|指挥|组员|顾问|[联络信息]员")
"""Titles of groups, whose units are told by what the text is about."""
_GONE: dict[str, Act] = {
    "退休": "退休", "去世": "去世", "病故": "去世", "病逝": "去世", "逝世": "去世", "殉职": "去世",
}  # fmt: skip


@dataclass
class _State:
    """What the clauses before leave behind."""

    found: list[FoundAppointment] = field(default_factory=list)
    subject: tuple[Person, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    """Who gave which post up last, a post that is open with nobody."""
    verb: str = ""
    """The verb that stands before people, for those named behind a comma."""
    role: str = ""
    """The role or post that was told last, alone."""
    posts: list[str] = field(default_factory=list)
    """Posts of the text so far, with their units."""
    alone: tuple[Person, ...] = ()
    """Whom a clause names of whom nothing was said yet."""
    pending: list[tuple[Person, str, bool]] = field(default_factory=list)
    """Who has which post, of which a clause behind says what becomes of it, and whether 原 stands before it."""
    goes_on: bool = True
    """Whether nothing stands in the clause before that is of somebody else than those of the clause before."""
    unit: str = ""
    """The unit that stands alone on the line above."""
    end: int = 0
    start: int = 0


def infer(text: str, context: Context = NOTHING_KNOWN) -> tuple[FoundAppointment, ...]:
    """Return what ``text``, of any number of sentences and lines, says of posts, every one odd: 按词推断."""
    state = _State()
    for clause in _CLAUSE.finditer(text):
        words = clause[0]
        body = words.rstrip("，,。；;\n")
        _read(marks_of(body, context), clause.start(), clause.start() + len(body), state)
        if words.endswith("\n"):
            _forget(state, body)
        elif words.endswith(("。", "；", ";")):
            state.pending, state.alone = [], ()
            state.verb = state.verb if words.endswith(("；", ";")) else ""
    return tuple(state.found)


def _forget(state: _State, line: str) -> None:
    """Leave behind what does not hold for another line; a unit alone on its line is that of the titles below."""
    state.subject, state.alone, state.left, state.pending = (), (), (), []
    state.verb, state.role = "", ""
    unit = line.strip().rstrip("：:")
    if unit and ends_as_unit(unit) and not (ends_as_post(unit) or group_name.read(unit)):
        state.unit = unit


def _read(marks: Sequence[Mark], start: int, end: int, state: _State) -> None:
    """Take in one clause by the first form that fits at each mark."""
    letters = "".join(mark.letter for mark in marks)
    for mark in marks:
        mark.people = tuple(_in_whole(each, state) for each in mark.people)
    state.start, state.end = start, end
    index, state.goes_on = 0, True
    while index < len(letters):
        for form, take in _FORMS:
            match = form.match(letters, index)
            if match and match.end() > index and take(marks[index : match.end()], match[0], state):
                index, state.goes_on = match.end(), True
                break
        else:
            if marks[index].letter == "T":
                _note_post(marks[index].text, state)
                state.role, state.left = marks[index].text, ()
            if marks[index].letter == "P":
                state.subject = state.alone = marks[index].people
            index, state.goes_on = index + 1, False


def _add(act: Act, person: Person, post: str, state: _State, replaced: str = "", holds: str = "") -> None:
    value = Appointment(act, person.name, post, replaced=replaced, holds=holds)
    span = (state.start, state.end)
    state.found.append(Found(value, *span, {}, frozenset({"按词推断"})))


def _note_post(text: str, state: _State) -> None:
    for post in text.split("、"):
        if not is_title(post) and not is_role(post):
            state.posts.append(post)


def _whole(post: str, state: _State) -> str:
    """Return ``post`` with the unit of one told before, where it is a title alone that another one ends in."""
    if not is_title(post) or _IN_GROUP.search(post):
        return post
    same = [each for each in reversed(state.posts) if each.endswith(post) and title_in(each) == post]
    return same[0] if same else f"{state.unit}{post}"


def _in_whole(person: Person, state: _State) -> Person:
    return person._replace(post=_whole(person.post, state), role=_whole(person.role, state))


def _post_kept(person: Person) -> str:
    """Return the post that stands with the name and that the person keeps: no role in a group, nothing behind 原."""
    if person.is_former:
        return person.post if person.role else ""
    is_post = person.role and not is_title(person.role) and not _IN_GROUP.search(person.role)
    return person.post or (person.role if is_post else "")


def _named(mark: Mark, state: _State) -> tuple[Person, ...]:
    """Return whom ``mark`` names, 其 those of whom the clause before speaks."""
    return state.subject if mark.letter == "H" else mark.people


def _told(mark: Mark, state: _State) -> list[str]:
    """Return the posts that ``mark`` names, or those for which it stands."""
    if mark.letter == "T":
        posts = [_whole(each, state) for each in mark.text.split("、")]
        _note_post("、".join(posts), state)
        state.role = mark.text
        return posts
    return [post for _, post in state.left if post] or ([state.role] if state.role else [])


def _take(
    people: Sequence[Person], posts: Sequence[str], state: _State, act: Act = "任", replaced: Sequence[str] = (),
) -> bool:  # fmt: skip
    """Add that ``people`` take up ``posts``: each all of them, or each the one in the same place behind 分别."""
    if not people or not posts:
        return False
    _leave_pending(state, of_former=True)
    for index, person in enumerate(people):
        own = posts[index] if len(posts) == len(people) and len(people) > 1 else "、".join(posts)
        old = replaced[index] if len(replaced) == len(people) else ""
        if person.is_former and (person.role or person.post):
            _add("免", person, person.role or person.post, state)
        _add(act, person, own, state, old, _post_kept(person))
    state.subject = tuple(people)
    return True


def _leave(people: Sequence[Person], posts: Sequence[str], state: _State, act: Act = "免") -> bool:
    if not people:
        return False
    left = []
    for index, person in enumerate(people):
        own = posts[index] if len(posts) == len(people) and len(people) > 1 else "、".join(posts)
        _add(act, person, "" if act != "免" else own, state)
        left.append((person.name, own))
    state.left, state.subject = tuple(left), tuple(people)
    return True


def _acting(letters: str) -> Act:
    return "代理" if "L" in letters else "提名" if "N" in letters else "任"


def _held(people: Sequence[Person], state: _State) -> list[str]:
    """Return the post that stands with each of ``people``, that of the one before where none does; [] without any."""
    posts: list[str] = []
    for each in people:
        last = posts[-1] if posts else ""
        is_of_role = is_role(last) and not each.role
        posts.append(last if is_of_role else each.role or each.post or last)
    return posts if posts and all(posts) else []


def _follow(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """甲接替乙任组长: the post is told, or that of the one who is replaced."""
    new, old = marks[0].people, marks[2].people
    told = _told(marks[-1], state) if letters[-1] in "TI" else []
    was = [post for name, post in state.left if name == old[0].name and post]
    posts = told or _held(old, state) or was or ([state.role] if state.role else [])
    return _take(new, posts, state, "任", [each.name for each in old])


def _by(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """组长由乙担任, 甲的组长由乙接任, 其职务由乙接任, 该职由乙兼任, 组长由甲调整为乙."""
    at = letters.index("B")
    post = marks[at - 1] if marks[at - 1].letter in "TI" else marks[at - 2]
    people = [mark for mark in marks[at:] if mark.letter == "P"]
    posts = _told(post, state)
    old = _named(marks[0], state) if letters[0] in "PH" else people[0].people if len(people) > 1 else ()
    gone = [name for name, _ in state.left] if post.letter == "I" and not old else []
    if old and not posts:
        posts = _held(old, state)
    return _take(people[-1].people, posts, state, _acting(letters), gone or [each.name for each in old])


def _by_after(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """由乙接任: what the clause before says to be left or open, or the posts of those whom it names."""
    at = letters.index("B")
    old = marks[0].people if letters[0] == "P" else ()
    held = _held(old or state.subject, state)
    posts = (
        held
        if old
        else [post for _, post in state.left if post] or held or ([state.role] if state.role else [])
    )
    gone = [each.name for each in old] or [name for name, post in state.left if name and post]
    gone = gone or ([each.name for each in state.subject] if held else [])
    return _take(marks[at + 1].people, posts, state, _acting(letters), gone)


def _swap(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """教导处副主任换成乙, 大队辅导员请乙来当."""
    new = next(mark for mark in marks if mark.letter == "P")
    return _take(new.people, _told(marks[0], state), state, _acting(letters))


def _swap_people(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """成员甲换成乙."""
    old, new = marks[0].people, marks[-1].people
    posts = _held(old, state) or ([state.role] if is_role(state.role) else [])
    return _take(new, posts, state, "任", [each.name for each in old])


def _from_to(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """甲由出纳转为会计."""
    people = _named(marks[0], state) if letters[0] in "PH" else state.subject
    old, new = [mark for mark in marks if mark.letter == "T"]
    return _leave(people, _told(old, state), state) and _take(people, _told(new, state), state)


def _come(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """甲任组长, 聘甲为顾问, 由甲任组长, 任命甲县财政局局长."""
    if letters[0] == "C":
        state.verb = "C"
    people = next(mark for mark in marks if mark.letter in "PH")
    return _take(_named(people, state), _told(marks[-1], state), state, _acting(letters))


def _join(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """增补成员甲, 补任理事乙; of a role that was told before; 成员 where none was."""
    state.verb, people = "C", marks[-1].people
    if people[0].role:
        roles = _held(people, state)
        alone = (each._replace(role="") for each in people)
        return all(_take([each], [role], state) for each, role in zip(alone, roles, strict=True))
    is_joining = marks[0].text.startswith(("增", "新", "补", "加入", "充实"))
    role = state.role if state.role and is_role(state.role) else "成员" if is_joining else ""
    return bool(role) and _take(people, [role], state)


def _subject_comes(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """改任副组长, of whom the clause before speaks."""
    return _take(
        [each._replace(post="", role="") for each in state.subject],
        _told(marks[-1], state),
        state,
        _acting(letters),
    )


def _remove(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """免去甲组长职务, 解聘甲, 辞退经理甲, 免去其组长职务."""
    state.verb = "G"
    people = next((mark for mark in marks if mark.letter in "PH"), None)
    who = _named(people, state) if people else state.subject
    posts = _told(marks[-1], state) if letters[-1] == "T" else _held(who, state) if people else []
    is_told = people is not None or (bool(posts) and state.goes_on)
    return is_told and _leave(who, posts, state, _end(marks))


def _go(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """甲不再担任组长, 组长甲退出, 甲的组长职务终止."""
    who = _named(marks[0], state)
    told = [mark for mark in marks if mark.letter in "TI"]
    posts = _told(told[-1], state) if told and told[-1].letter == "T" else _held(who, state)
    return _leave(who, posts, state, _end(marks))


def _pairs_go(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """甲的局长、乙的副局长职务自行免除."""
    pairs = [pair for pair in pairwise(marks) if pair[1].letter == "T"]
    return all(_leave(who.people, _told(post, state), state) for who, post in pairs)


def _take_last(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """乙共同担任, behind 主任由甲: the post that was told last."""
    return bool(state.role) and _take(marks[0].people, [state.role], state, _acting(letters))


def _post_goes(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """其理事资格自然终止, 信息中心主任不再设: of whom the clause before speaks."""
    post = next(mark for mark in marks if mark.letter == "T")
    return state.goes_on and _leave(state.subject, _told(post, state), state)


def _leave_pending(state: _State, *, of_former: bool = False) -> bool:
    """Add that those are gone from their posts of whom the clauses before say that they have, or only had, them."""
    pending, state.pending = state.pending, []
    left = [each for each in pending if each[2] or not of_former]
    for person, post, _ in left:
        _add("免", person, post, state)
    return bool(left)


def _all_go(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """自然免除, behind 甲原任的县财政局局长."""
    who, state.alone = state.alone, ()
    return _leave_pending(state) or _leave(who, _held(who, state), state, _end(marks))


def _replaces(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """接替甲: of whom the clause before says that they come."""
    last = state.found[-1] if state.found else None
    if last is None or last.value.act != "任":
        return False
    state.found[-1] = replace(last, value=replace(last.value, replaced=marks[-1].people[0].name))
    return True


def _end(marks: Sequence[Mark]) -> Act:
    """Return how the last verb says that somebody goes: 退休, 去世, or 免."""
    verbs = [mark.text for mark in marks if mark.letter == "G"]
    return _GONE.get(verbs[0], "免") if len(verbs) == 1 else "免"


def _stay(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """甲不变, 组长仍是甲: nothing changes."""
    return True


def _open(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """增设副组长一名: the clause behind says who it is."""
    state.left = (("", marks[-1].text),)
    state.role = marks[-1].text
    return True


def _listed(marks: Sequence[Mark], letters: str, state: _State) -> bool:
    """乙县审计局局长, behind 任命甲县财政局局长."""
    posts = _told(marks[1], state)
    if not state.verb:
        state.pending += [(each, "、".join(posts), marks[1].is_former) for each in marks[0].people]
        state.subject = marks[0].people
        return True
    return (
        _take(marks[0].people, posts, state) if state.verb == "C" else _leave(marks[0].people, posts, state)
    )


_Take = Callable[[Sequence[Mark], str, _State], bool]
_FORMS: tuple[tuple[re.Pattern[str], _Take], ...] = tuple(
    (pattern(form), take)
    for form, take in (
        ("K[PTI]*|[TP]K[P]?(?![TI])", _stay),
        ("PRP(?:C*[TI])?", _follow),
        ("[PH]?[TI]I?D?BP(?:SP|[CLRS]*)", _by),
        ("P?I?D?BP[CLR]+(?![TI])", _by_after),
        ("[PH]?BT[CLS]+T", _from_to),
        ("[TI]I?S[CB]?P|[TI]I?CB?P[CL]*(?![TIP])", _swap),
        ("PSP", _swap_people),
        ("[CN]*B?[PH][NDCLS]+[TI]|CPT", _come),
        ("O+[TI]", _open),
        ("C+P(?![TCS])", _join),
        ("G+[PH]?T?", _remove),
        ("(?:PT){2,}I?G+", _pairs_go),
        ("[PH]I?T?I?G+T?", _go),
        ("TI?G+(?!P)", _post_goes),
        ("P[CL]+(?![TPS])", _take_last),
        ("[NDCLS]+[TI]", _subject_comes),
        ("PT", _listed),
        ("R+P", _replaces),
        ("G+", _all_go),
    )
)
"""How marks may follow each other, the surest first."""
