"""What the marks of sentences say, by their order: who takes up a post and who gives one up. None of it is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.terms.people import group_name
from gongwen.terms.people.appointed import Act, FoundAppointment
from gongwen.terms.people.inference.marks import CLAUSE, Mark, Person, marks_of
from gongwen.terms.people.inference.state import (
    State,
    give_up,
    in_whole,
    leave_pending,
    note_post,
    posts_held,
    posts_told,
    take_up,
)
from gongwen.terms.people.named_people import NOTHING_KNOWN, Context
from gongwen.terms.people.post import ends_as_post, ends_as_unit
from gongwen.terms.people.role import is_role

_STANDING = pattern("今后|[如若](?:有|因|遇|需)|需要?(?:作|做|进行)?调整的|变动(?:时|的)")
"""What opens a rule for changes to come: nothing behind it in the sentence is one."""
_SENTENCE_ENDS = ("。", "；", ";", "\n")
_NAMES_BEHIND = ("免去", "免除", "解聘", "辞退", "罢免", "撤销")
"""Verbs behind which stands of whom they speak: what follows unread is not of those before."""
_GONE: dict[str, Act] = {
    "退休": "退休", "去世": "去世", "病故": "去世", "病逝": "去世", "逝世": "去世", "殉职": "去世",
}  # fmt: skip


def infer(text: str, context: Context = NOTHING_KNOWN) -> tuple[FoundAppointment, ...]:
    """Return what ``text``, of any number of sentences and lines, says of posts, every one odd: 按词推断."""
    state = State()
    is_rule = False
    for clause in CLAUSE.finditer(text):
        words = clause[0]
        if "\n" in text[state.end : clause.start()]:
            _forget(state, "")
        body = words.rstrip("，,。；;\n")
        is_rule = is_rule or _STANDING.search(body) is not None
        if not is_rule:
            _read(marks_of(body, context), clause.start(), clause.start() + len(body), state)
        is_rule = is_rule and not words.endswith(_SENTENCE_ENDS)
        if words.endswith("\n"):
            _forget(state, body)
        elif words.endswith(_SENTENCE_ENDS):
            state.pending, state.alone = [], ()
            state.verb = state.verb if words.endswith(("；", ";")) else ""
    return tuple(state.found)


def _forget(state: State, line: str) -> None:
    """Leave behind what does not hold for another line; a unit alone on its line is that of the titles below."""
    state.subject, state.alone, state.left, state.pending = (), (), (), []
    state.verb, state.role = "", ""
    unit = line.strip().rstrip("：:")
    if unit and ends_as_unit(unit) and not (ends_as_post(unit) or group_name.read(unit)):
        state.unit = unit


def _read(marks: Sequence[Mark], start: int, end: int, state: State) -> None:
    """Take in one clause by the first form that fits at each mark."""
    letters = "".join(mark.letter for mark in marks)
    for mark in marks:
        mark.people = tuple(in_whole(each, state) for each in mark.people)
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
                note_post(marks[index].text, state)
                state.role, state.left = marks[index].text, ()
            if marks[index].letter == "P":
                state.subject = state.alone = marks[index].people
            index, state.goes_on = index + 1, False
    for mark in marks:
        _read_aside(mark, state)


def _read_aside(mark: Mark, state: State) -> None:
    """Take in what stands in the brackets behind a name: 甲（原县统计局副局长，原职务免去）."""
    aside = marks_of(mark.inner, NOTHING_KNOWN) if mark.inner else []
    post = next((each for each in aside if each.letter == "T"), None)
    if post and any(each.letter == "G" for each in aside):
        give_up(mark.people[-1:], posts_told(post, state), state)


def _named(mark: Mark, state: State) -> tuple[Person, ...]:
    """Return whom ``mark`` names, 其 those of whom the clause before speaks."""
    return state.subject if mark.letter == "H" else mark.people


def _acting(letters: str) -> Act:
    return "代理" if "L" in letters else "提名" if "N" in letters else "任"


def _follow(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲接替乙任组长: the post is told, or that of the one who is replaced."""
    new, old = marks[0].people, marks[2].people
    told = posts_told(marks[-1], state) if letters[-1] in "TI" else []
    was = [post for name, post in state.left if name == old[0].name and post]
    posts = told or posts_held(old) or was or ([state.role] if state.role else [])
    return take_up(new, posts, state, "任", [each.name for each in old])


def _by(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """组长由乙担任, 甲的组长由乙接任, 其职务由乙接任, 该职由乙兼任, 组长由甲调整为乙."""
    at = letters.index("B")
    post = marks[at - 1] if marks[at - 1].letter in "TI" else marks[at - 2]
    people = [mark for mark in marks[at:] if mark.letter == "P"]
    posts = posts_told(post, state)
    old = _named(marks[0], state) if letters[0] in "PH" else people[0].people if len(people) > 1 else ()
    gone = [name for name, _ in state.left] if post.letter == "I" and not old else []
    if old and not posts:
        posts = posts_held(old)
    return take_up(people[-1].people, posts, state, _acting(letters), gone or [each.name for each in old])


def _by_after(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """由乙接任: what the clause before says to be left or open, or the posts of those whom it names."""
    at = letters.index("B")
    old = marks[0].people if letters[0] == "P" else ()
    held = posts_held(old or state.subject)
    posts = (
        held
        if old
        else [post for _, post in state.left if post] or held or ([state.role] if state.role else [])
    )
    gone = [each.name for each in old] or [name for name, post in state.left if name and post]
    gone = gone or ([each.name for each in state.subject] if held else [])
    return take_up(marks[at + 1].people, posts, state, _acting(letters), gone)


def _swap(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """教导处副主任换成乙, 大队辅导员请乙来当."""
    new = next(mark for mark in marks if mark.letter == "P")
    return take_up(new.people, posts_told(marks[0], state), state, _acting(letters))


def _swap_people(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """成员甲换成乙."""
    old, new = marks[0].people, marks[-1].people
    posts = posts_held(old) or ([state.role] if is_role(state.role) else [])
    return take_up(new, posts, state, "任", [each.name for each in old])


def _from_to(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲由出纳转为会计."""
    people = _named(marks[0], state) if letters[0] in "PH" else state.subject
    old, new = [mark for mark in marks if mark.letter == "T"]
    return give_up(people, posts_told(old, state), state) and take_up(people, posts_told(new, state), state)


def _come(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲任组长, 聘甲为顾问, 由甲任组长, 任命甲县财政局局长."""
    if letters[0] == "C":
        state.verb = "C"
    people = next(mark for mark in marks if mark.letter in "PH")
    return take_up(_named(people, state), posts_told(marks[-1], state), state, _acting(letters))


def _join(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """增补成员甲, 补任理事乙; of a role that was told before; 成员 where none was."""
    state.verb, people = "C", marks[-1].people
    if people[0].role:
        roles = posts_held(people)
        alone = (each._replace(role="") for each in people)
        return all(take_up([each], [role], state) for each, role in zip(alone, roles, strict=True))
    is_joining = marks[0].text.startswith(("增", "新", "补", "加入", "充实"))
    role = state.role if state.role and is_role(state.role) else "成员" if is_joining else ""
    return bool(role) and take_up(people, [role], state)


def _subject_comes(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """改任副组长, of whom the clause before speaks."""
    return take_up(
        [each._replace(post="", role="") for each in state.subject],
        posts_told(marks[-1], state),
        state,
        _acting(letters),
    )


def _remove(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """免去甲组长职务, 解聘甲, 辞退经理甲, 免去其组长职务."""
    state.verb = "G"
    people = next((mark for mark in marks if mark.letter in "PH"), None)
    who = _named(people, state) if people else state.subject
    posts = posts_told(marks[-1], state) if letters[-1] == "T" else posts_held(who) if people else []
    is_told = people is not None or (bool(posts) and state.goes_on)
    return is_told and give_up(who, posts, state, _end(marks))


def _go(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲不再担任组长, 组长甲退出, 甲的组长职务终止."""
    who = _named(marks[0], state)
    told = [mark for mark in marks if mark.letter in "TI"]
    posts = posts_told(told[-1], state) if told and told[-1].letter == "T" else posts_held(who)
    return give_up(who, posts, state, _end(marks))


def _pairs_go(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲的局长、乙的副局长职务自行免除."""
    pairs = [pair for pair in pairwise(marks) if pair[1].letter == "T"]
    return all(give_up(who.people, posts_told(post, state), state) for who, post in pairs)


def _take_last(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """乙共同担任, behind 主任由甲: the post that was told last."""
    return bool(state.role) and take_up(marks[0].people, [state.role], state, _acting(letters))


def _post_goes(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """其理事资格自然终止, 信息中心主任不再设: of whom the clause before speaks."""
    post = next(mark for mark in marks if mark.letter == "T")
    return state.goes_on and give_up(state.subject, posts_told(post, state), state)


def _all_go(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """自然免除, behind 甲原任的县财政局局长."""
    last = marks[-1]
    if last.text in _NAMES_BEHIND and state.start + last.end < state.end:
        return False
    who, state.alone = state.alone, ()
    return leave_pending(state) or give_up(who, posts_held(who), state, _end(marks))


def _replaces(marks: Sequence[Mark], letters: str, state: State) -> bool:
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


def _stay(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲不变, 组长仍是甲: nothing changes."""
    return True


def _open(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """增设副组长一名: the clause behind says who it is."""
    state.left = (("", marks[-1].text),)
    state.role = marks[-1].text
    return True


def _listed(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """乙县审计局局长, behind 任命甲县财政局局长."""
    posts = posts_told(marks[1], state)
    if not state.verb:
        state.pending += [(each, "、".join(posts), marks[1].is_former) for each in marks[0].people]
        state.subject = marks[0].people
        return True
    return (
        take_up(marks[0].people, posts, state)
        if state.verb == "C"
        else give_up(marks[0].people, posts, state)
    )


_Take = Callable[[Sequence[Mark], str, State], bool]
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
