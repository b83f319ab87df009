"""The forms of a clause: how its marks may follow each other, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import Act
from gongwen.terms.people.inference.marks import role_in
from gongwen.terms.people.inference.state import (
    State,
    add,
    give_up,
    leave_pending,
    posts_held,
    posts_told,
    take_over,
    take_up,
)
from gongwen.terms.people.inference.words import Mark, Person
from gongwen.terms.people.role import is_role
from gongwen.zh.numerals import from_chinese

_NAMES_BEHIND = ("免去", "免除", "解聘", "辞退", "罢免", "撤销")
"""Verbs behind which stands of whom they speak: what follows unread is not of those before."""
_OTHERS = pattern("(?:其他|其余)(?P<count>[两二三四五六七八九十]+)[位名人]")
_THAT = pattern("该|此|这|上述|一职|两职")
_HELD = pattern("[任兼当做]$|免职")
"""Verbs that leave out the post which was told before."""
_GONE: dict[str, Act] = {
    "退休": "退休", "离休": "退休", "离职休养": "退休", "去世": "去世", "病故": "去世", "病逝": "去世", "逝世": "去世", "殉职": "去世",
}  # fmt: skip


def _named(mark: Mark, state: State) -> tuple[Person, ...]:
    """Return whom ``mark`` names, 其 those of whom the clause before speaks."""
    if mark.letter == "H" and mark.text.endswith("单位"):
        return state.alone
    return state.subject if mark.letter == "H" else mark.people


def _post(marks: Sequence[Mark]) -> Mark:
    """Return the last mark that names a post, or stands for one: 组长职务 is 组长."""
    return next((mark for mark in reversed(marks) if mark.letter == "T"), marks[-1])


def _acting(letters: str) -> Act:
    return "代理" if "L" in letters else "提名" if "N" in letters else "任"


def _follow(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲接替乙任组长, 由甲接替乙: the post is told, or that of the one who is replaced."""
    new, old = (mark.people for mark in marks if mark.letter == "P")
    told = posts_told(_post(marks), state) if letters[-1] in "TI" else []
    was = [post for name, post in state.left if name == old[0].name and post]
    posts = told or posts_held(old) or was or [state.role]
    return take_up(new, posts, state, "任", [each.name for each in old])


def _by(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """组长由乙担任, 甲的组长由乙接任, 其职务由乙接任, 该职由乙兼任, 组长由甲调整为乙."""
    at = letters.index("B")
    post = next(
        (mark for mark in marks[:at] if mark.letter == "T"),
        next(mark for mark in marks if mark.letter in "TI"),
    )
    people = [mark for mark in marks[at:] if mark.letter == "P"]
    posts = posts_told(post, state)
    old = _named(marks[0], state) if letters[0] in "PH" else people[0].people if len(people) > 1 else ()
    is_left = post.letter == "I" and not old
    gone = [name for name, was in state.left if is_left or (name and not old and was in posts)]
    if old and not posts:
        posts = posts_held(old)
    return take_up(people[-1].people, posts, state, _acting(letters), gone or [each.name for each in old])


def _passes(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """由甲担任的组长调整为由乙担任."""
    old, new = (mark for mark in marks if mark.letter == "P")
    post = next(mark for mark in marks if mark.letter == "T")
    if not post.is_former or "B" not in letters:
        return False
    return take_up(
        new.people, posts_told(post, state), state, _acting(letters), [each.name for each in old.people]
    )


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
    """成员甲换成乙; whoever is named before and behind stays, perhaps with another post."""
    old, new = marks[0].people, marks[-1].people
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


def _from_to(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲由出纳转为会计."""
    people = _named(marks[0], state) if letters[0] in "PH" else state.subject
    old, new = [mark for mark in marks if mark.letter == "T"]
    return give_up(people, posts_told(old, state), state) and take_up(people, posts_told(new, state), state)


def _come(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲任组长, 聘甲为顾问, 由甲任组长, 任命甲县财政局局长."""
    if letters[0] == "C":
        state.verb = "C"
    people = _named(next(mark for mark in marks if mark.letter in "PH"), state)
    posts = posts_told(_post(marks), state)
    gone = take_over(people, posts, state) if "B" in letters else []
    return take_up(people, posts, state, _acting(letters), gone)


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
        posts_told(_post(marks), state),
        state,
        _acting(letters),
    )


def _remove(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """免去甲组长职务, 解聘甲, 辞退经理甲, 免去其组长职务."""
    state.verb = "G"
    people = next((mark for mark in marks if mark.letter in "PH"), None)
    who = _named(people, state) if people else state.subject
    posts = posts_told(_post(marks), state) if "T" in letters else posts_held(who) if people else []
    is_told = people is not None or (bool(posts) and state.goes_on)
    return is_told and give_up(who, posts, state, _end(marks))


def _go(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲不再担任组长, 组长甲退出, 甲的组长职务终止."""
    who = _named(marks[0], state)
    told = [mark for mark in marks if mark.letter in "TI"]
    shown = (mark for mark in told if mark.letter == "T" or _THAT.match(mark.text))
    post = next(shown, None)
    posts = posts_told(post, state) if post else []
    is_elliptic = role_in(state.role) != "" and any(
        _HELD.search(mark.text) for mark in marks if mark.letter == "G"
    )
    held = [each.role for each in who] if who and all(each.role for each in who) else []
    if is_elliptic and not (posts or held) and [each.role for each in state.alone] == [state.role]:
        come, state.alone = state.alone, ()
        return take_up(come, [state.role], state, "任", [each.name for each in who])
    return give_up(
        who, posts or held or ([state.role] if is_elliptic else posts_held(who)), state, _end(marks)
    )


def _no_longer_by(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """不再由甲兼任: the post that was told last."""
    post = next((mark for mark in marks if mark.letter in "TI"), None)
    who = next(mark for mark in marks if mark.letter == "P").people
    return give_up(who, posts_told(post, state) if post else [state.role] if state.role else [], state)


def _pairs_go(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲的局长、乙的副局长职务自行免除."""
    pairs = [pair for pair in pairwise(marks) if pair[1].letter == "T"]
    return all(give_up(who.people, posts_told(post, state), state) for who, post in pairs)


def _take_last(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """乙共同担任, behind 主任由甲: the post that was told last; units become members."""
    role = "成员" if marks[0].people[0].is_unit else state.role
    return bool(role) and take_up(marks[0].people, [role], state, _acting(letters))


def _those_above(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """以上同志均为成员: of those of whom the lines above tell no role."""
    for index, each in enumerate(state.found):
        if not each.value.post and each.value.act == "任":
            state.found[index] = replace(each, value=replace(each.value, post=marks[-1].text))
    return True


def _post_goes(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """其理事资格自然终止, 信息中心主任不再设: of whom the clause before speaks."""
    post = next(mark for mark in marks if mark.letter == "T")
    names = {each.value.name for each in state.found if each.start >= state.sentence}
    if post.is_former and len(names) > 1:
        return False
    return state.goes_on and give_up(state.subject, posts_told(post, state), state)


def _all_go(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """自然免除, behind 甲原任的县财政局局长."""
    last = marks[-1]
    if last.text in _NAMES_BEHIND and state.start + last.end < state.end:
        return False
    who, state.alone = state.alone, ()
    is_elliptic = is_role(state.role) and _HELD.search(last.text) is not None
    posts = posts_held(who) or ([state.role] if is_elliptic else [])
    return leave_pending(state) or give_up(who, posts, state, _end(marks))


def _replaces(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """接替甲: of whom the clause before says that they come."""
    last = state.found[-1] if state.found else None
    if state.alone and not state.left:
        return _follow([Mark("P", "", 0, 0, state.alone), *marks], f"P{letters}", state)
    if last is None or last.value.act != "任":
        return False
    state.found[-1] = replace(last, value=replace(last.value, replaced=marks[-1].people[0].name))
    return True


def _end(marks: Sequence[Mark]) -> Act:
    """Return how the last verb says that somebody goes: 退休, 去世, or 免."""
    verbs = [mark.text for mark in marks if mark.letter == "G"]
    return _GONE.get(verbs[0], "免") if len(verbs) == 1 else "免"


def _stay(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲不变, 组长仍是甲, 主任由甲继续担任: nothing changes."""
    state.role = next((mark.text for mark in marks if mark.letter == "T"), state.role)
    people = tuple(one for mark in marks for one in mark.people)
    if not people and (others := _OTHERS.search(state.words)):
        return _others_stay(others["count"], state)
    for each in people if state.role else ():
        add("留任", each, state.role, state)
    state.subject = people or state.subject
    return True


def _others_stay(count: str, state: State) -> bool:
    """其他两位同志任职不变: those of whom the sentence told a role, and nothing else."""
    own = [each for each in state.found if each.start >= state.sentence]
    names = [each.value.name for each in own]
    others = [each for each in own if names.count(each.value.name) == 1 and each.value.act == "任"]
    if len(others) != from_chinese(count.replace("两", "二")):
        return False
    for each in others:
        place = state.found.index(each)
        state.found[place] = replace(each, value=replace(each.value, act="留任", holds=""))
    return True


def _open(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """增设副组长一名: the clause behind says who it is."""
    role = next(mark.text for mark in marks if mark.letter in "TI")
    state.left, state.role = (("", role),), role
    return True


def _listed(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """乙县审计局局长, behind 任命甲县财政局局长."""
    people, post = marks[-2].people, marks[-1]
    posts = posts_told(post, state)
    if not state.verb:
        state.pending += [(each, "、".join(posts), post.is_former) for each in people]
        state.subject = people
        return True
    return take_up(people, posts, state) if state.verb == "C" else give_up(people, posts, state)


Take = Callable[[Sequence[Mark], str, State], bool]
FORMS: tuple[tuple[re.Pattern[str], Take], ...] = tuple(
    (pattern(form), take)
    for form, take in (
        ("K[PTI]*C*|[TP]K[P]?C*(?![TI])|[TI]BPK|PK[TI]", _stay),
        ("A[CK]*T", _those_above),
        ("B?PRP(?:C*(?:TI?|I))?", _follow),
        ("[TI]*G+BP[CL]*[TI]?", _no_longer_by),
        ("B?PTS*B?P[CLR]*", _passes),
        ("[PH]?[TI]I?D?BPD?(?:SP|[CLRS]*)", _by),
        ("P?I?D?BPD?[CLR]+(?![TI])", _by_after),
        ("[PH]?I?BT[CLS]+T", _from_to),
        ("[TI]I?S[CB]?P|[TI]I?CB?P[CL]*(?![TIP])", _swap),
        ("PSP", _swap_people),
        ("[CND]*B?[PH][NDCLS]+(?:TI?|I)|CPT", _come),
        ("O+[TI]|[TI]O", _open),
        ("C+P(?![TCS])", _join),
        ("G+[PH]?(?:TI?)?", _remove),
        ("(?:PT){2,}I?G+", _pairs_go),
        ("[PH]I?T?I?G+(?:TI?)?", _go),
        ("TI?G+(?!P)", _post_goes),
        ("P[CL]+(?![TPS])", _take_last),
        ("[NDCLS]+(?:TI?|I)", _subject_comes),
        ("B?PT", _listed),
        ("R+P", _replaces),
        ("G+", _all_go),
    )
)
"""How marks may follow each other, the surest first."""
