"""The forms of a clause: how its marks may follow each other, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import Act
from gongwen.terms.people.inference.marks import role_in
from gongwen.terms.people.inference.somebody import name_first
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
from gongwen.terms.people.inference.succession import (
    acting,
    before_after,
    exchange,
    follow,
    follow_each,
    passes,
    post_in,
    replaces,
    swap,
    swap_people,
)
from gongwen.terms.people.inference.words import Mark, Person
from gongwen.terms.people.post import is_title
from gongwen.terms.people.role import is_role
from gongwen.zh.numerals import from_chinese

_NAMES_BEHIND = ("免去", "免除", "解聘", "辞退", "罢免", "撤销")
"""Verbs behind which stands of whom they speak: what follows unread is not of those before."""
_OTHERS = pattern("(?:其他|其余)(?P<count>[两二三四五六七八九十]+)[位名人]")
_THAT = pattern("该|此|这|上述|一职|两职")
_OF_ALL = pattern(
    "(?P<group>领导小组|指挥部|委员会|专班|联席会议|小组)[的内中里]*(?:任何|一切|所有|全部)职务"
)
"""Every role in a group."""
_HELD = pattern("[任兼当做]$|免职|解聘|退出|减少|去掉|删[去除]|剔除|移出")
"""Verbs that leave out the post which was told before."""
_ENDS = pattern("终止|取消|解除|暂停")
"""Verbs of what somebody has, which say nothing of a post by themselves: 终止甲同志试用期."""
_GONE: dict[str, Act] = {
    "退休": "退休", "离休": "退休", "离职休养": "退休", "去世": "去世", "病故": "去世", "病逝": "去世", "逝世": "去世", "殉职": "去世",
}  # fmt: skip


def _named(mark: Mark, state: State) -> tuple[Person, ...]:
    """Return whom ``mark`` names, 其 those of whom the clause before speaks."""
    if mark.letter == "H" and mark.text.endswith("单位"):
        return state.alone
    return state.subject if mark.letter == "H" else mark.people


def _further(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """县公务员局局长职务, behind a post that somebody takes up or gives up: a further one."""
    last = state.found[-1] if state.found else None
    post = marks[0].text
    if (state.alone and state.verb) or marks[0].is_former:
        return _of_those(marks[0], state)
    is_behind = last is not None and last.end + 1 == state.start and last.start >= state.sentence
    if last is None or not is_behind or last.value.act not in ("任", "免") or not last.value.post:
        return False
    if is_role(post) or is_title(post) or not state.words.startswith(post):
        return False
    if state.verb == "G" and (name := name_first(post)):
        return give_up([Person(name, (0, 0))], [post.removeprefix(name)], state)
    own = [each.value for each in state.found if (each.start, each.end) == (last.start, last.end)]
    for each in own:
        add(each.act, Person(each.name, (0, 0)), post, state)
    return True


def _of_those(post: Mark, state: State) -> bool:
    """县水利局局长, behind 任职：甲: of whom the clause before names alone; 原任 what they have until they take up another."""
    people, state.alone = state.alone, ()
    if post.is_former:
        state.pending += [(each, post.text, True) for each in people]
        return bool(people)
    act = take_up if state.verb == "C" else give_up
    return act(people, posts_told(post, state), state)


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
    gone = [
        name for name, was in state.left if is_left or (name and not old and any(map(was.endswith, posts)))
    ]
    if old and not posts:
        posts = posts_held(old)
    return take_up(people[-1].people, posts, state, acting(letters), gone or [each.name for each in old])


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
    new = next(mark for mark in marks[at:] if mark.letter == "P")
    return take_up(new.people, posts, state, acting(letters), gone)


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
    posts = posts_told(post_in(marks), state)
    gone = (take_over(people, posts, state) or _holders(people, posts, state)) if "B" in letters else []
    return take_up(people, posts, state, acting(letters), gone)


def _holders(people: Sequence[Person], posts: Sequence[str], state: State) -> list[str]:
    """Return those whom the clause before names, where as many as ``people`` have just the role of ``posts``."""
    held = posts_held(state.alone) if len(state.alone) == len(people) else []
    is_same = bool(held) and all(any(own.endswith(post) for post in posts) for own in held)
    return [each.name for each in state.alone] if is_same else []


def _join(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """增补成员甲, 补任理事乙; of a role that was told before; 成员 where none was."""
    state.verb, people = "C", marks[-1].people
    if people[0].role:
        roles = posts_held(people)
        alone = (each._replace(role="") for each in people)
        return all(take_up([each], [role], state) for each, role in zip(alone, roles, strict=True))
    is_joining = marks[0].text.startswith(("增", "新", "补", "加入", "充实"))
    role = role_in(state.role) or (state.role if is_role(state.role) else "成员" if is_joining else "")
    return bool(role) and take_up(people, [role], state)


def _subject_comes(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """改任副组长, of whom the clause before speaks."""
    return take_up(
        [each._replace(post="", role="") for each in state.subject],
        posts_told(post_in(marks), state),
        state,
        acting(letters),
    )


def _remove(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """免去甲组长职务, 解聘甲, 辞退经理甲, 免去其组长职务."""
    state.verb = "G"
    people = next((mark for mark in marks if mark.letter in "PH"), None)
    who = _named(people, state) if people else state.subject
    is_told = "T" in letters or (letters[-1] == "I" and _THAT.match(marks[-1].text) is not None)
    posts = posts_told(post_in(marks), state) if is_told else posts_held(who) if people else []
    posts = posts or _spoken_of(marks, state)
    if not posts and _ENDS.match(marks[0].text):
        return False
    is_told = people is not None or (bool(posts) and state.goes_on)
    return is_told and give_up(who, posts, state, _end(marks))


def _go(marks: Sequence[Mark], letters: str, state: State) -> bool:
    """甲不再担任组长, 组长甲退出, 甲的组长职务终止."""
    who = _named(marks[0], state)
    told = [mark for mark in marks if mark.letter in "TI"]
    shown = (mark for mark in told if mark.letter == "T" or _THAT.match(mark.text))
    post = next(shown, None)
    posts = posts_told(post, state) if post else []
    if of_all := _OF_ALL.search(state.words):
        posts = [of_all["group"]]
    spoken = _spoken_of(marks, state)
    held = [each.role for each in who] if who and all(each.role for each in who) else []
    if spoken and not (posts or held) and [each.role for each in state.alone] == [state.role]:
        come, state.alone = state.alone, ()
        return take_up(come, [state.role], state, "任", [each.name for each in who])
    return give_up(who, posts or held or spoken or posts_held(who), state, _end(marks))


def _spoken_of(marks: Sequence[Mark], state: State) -> list[str]:
    """Return the role, or the post, that was told last, where the verb leaves out which is given up: 不再担任; [] for others."""
    if not any(_HELD.search(mark.text) for mark in marks if mark.letter == "G"):
        return []
    here = [each for each in state.found if each.start >= state.sentence and each.value.act == "任"]
    return [state.role] if role_in(state.role) else [each.value.post for each in here[-1:] if each.value.post]


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
    return bool(role) and take_up(marks[0].people, [role], state, acting(letters))


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
        ("PP$", before_after),
        ("PI?SI?(?![BPT])", exchange),
        ("PR(?:PR)+PC*T", follow_each),
        ("(?:[TI]B|B)?PRP(?:C*(?:TI?|I))?C*|PCPTI?", follow),
        ("[TI]*G+BP[CL]*[TI]?", _no_longer_by),
        ("B?PTS*B?P[CLR]*", passes),
        ("[PH]?[TI]I?D?BC?PD?(?:SP|[CLRS]*)", _by),
        ("P?I?D?BC?PD?[CLR]+(?![TI])", _by_after),
        ("[PH]?I?BT[CLS]+T", _from_to),
        ("[TI]I?S[CB]?P|[TI]I?CB?P[CL]*(?![TIP])", swap),
        ("B?PSP", swap_people),
        ("[CND]*B?[PH][NDCLS]+(?:TI?|I)|CPT", _come),
        ("O+[TI]|[TI]O", _open),
        ("C+P(?![TCS])", _join),
        ("G+[PH][LC]?(?:TI?|I)|G+[PH]?(?:TI?)?", _remove),
        ("(?:PT){2,}I?G+", _pairs_go),
        ("[PH]I?T?I?G+(?:TI?)?", _go),
        ("TI?G+(?!P)", _post_goes),
        ("P[CL]+(?![TPS])", _take_last),
        ("[NDCLS]+(?:TI?|I)", _subject_comes),
        ("B?PT", _listed),
        ("TI?$", _further),
        ("R+P", replaces),
        ("G+", _all_go),
    )
)
"""How marks may follow each other, the surest first."""
