"""What the clauses before leave behind, and how what a clause says is added to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.agency_level import PLACES
from gongwen.terms.found import Found, Span
from gongwen.terms.people.appointed import Act, Appointment, FoundAppointment, Oddity
from gongwen.terms.people.named_people import Context, Named
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_title, title_in
from gongwen.terms.people.role import is_role

_TAIL = pattern(r"(?:的)?(?:挂职)?(?:职务|一职|职位|职级|岗位|职责|职权|资格)?(?:的?(?:请求|申请))?$")
_BRACKETS = pattern(r"[（(](?P<note>[^（）()]*)[）)]$")
_CANDIDATE = pattern("(?:候选人|人选|预备人选)$")
_ACTING = pattern(
    "(?:^代理?|(?<=[府院会局委])代理?|代理)(?=[省市县区州盟旗镇乡局]长|主席|主任|院长|检察长)|代理(?=[^、，]{0,3}长$)"
)
_NO_POST = pattern(
    "(?:其|现|原|上述|该|相应|相关|下列|以上|有关|新)(?:任|有关|相关)?的?(?:职务|一职)|(?:其|一切|全部|所有|党内外?|行政|非?领导)+(?:职务|岗位)"
)
"""What stands for posts that are told elsewhere: 现任职务, 原任职务."""
_THAT_POST = pattern("(?:该|此|这一|上述)(?:职务?|岗位|职位)|(?:该|此)项?职务")
"""What stands for the post that was told right before."""
_HELD = pattern("^其?(?:原?所(?:任|兼任?|担任)|原(?:兼|担)?任|原(?![种料油籍])|所任|兼任|担任)的?(?=.{2})")
"""What stands before a post that somebody had."""
_SAID = pattern("不再|卸任|辞去|担任|同志|接替|免去|免除|因(?:工作|退休|病|人事|年龄)|调整为|[：:；;。]")
"""What no post has in it."""
_ALSO = pattern("(?:^|，)兼(?:任)?(?P<post>[^，]{4,})(?=$|，)")
"""A further post in brackets: （兼镇中心幼儿园园长）."""
_ANEW = pattern("(?:^|，)(?:返聘|改聘|改任|另任|转任|调任|聘)(?:为)?(?P<post>[^，]{2,})")
"""What somebody becomes who gives a post up, in brackets: （返聘为骨科顾问）."""
_NAMED = pattern("(?:^|，)提名为?(?P<post>[^，]+?)(?:候选人|人选)$")
"""What somebody is proposed for, in brackets: （提名为镇长候选人）."""
_FOR = pattern("(?:接替|替换|接|原任|原为)(?P<old>.{2,8}?)(?:同志)?(?:退休|调离|调出|去世|离任|辞职)?")
"""What stands in brackets behind a name where a list tells of whom one takes over from."""
_THAT_UNIT = pattern(
    "(?:该|本)(?P<kind>局|委|办|厅|部|院|校|公司|集团|单位|中心|镇|乡|街道|所|站|馆|行|社|处|科)(?=[^、，]{2})"
)
"""What points to the unit of the post before."""
_IN_GROUP = pattern("组长|成员|委员|召集人|指挥")
"""Titles of groups, whose units are told by what the text is about."""
_OWN_PLACE = pattern("[省市县区州盟旗镇乡]长$")
_IN_PARTY = pattern("(?:党组|党委|党工委|党总支|党支部)$")
_OFFICE = pattern("办公室(?:常务)?副?主任$")
_SHORT_OFFICE = pattern("(?P<office>.+办)(?:常务)?副?主任")
_HEADS = pattern("(?:常务|专职|第[一二三])?副?主任")


@dataclass(slots=True)
class State:
    """What the clauses before leave behind."""

    context: Context
    header: Literal["", "任", "免"] = ""
    """What the list below a line like 任命： is of."""
    post: str = ""
    """The post that such a line gives all who are listed: 任命下列同志为审判员：."""
    is_of_all: bool = False
    """Whether that list goes on below the headings that name units."""
    list_role: str = ""
    """The role with which a line of a list began, for the lines below that have none."""
    list_note: str = ""
    """What the line that opens a list says of all of it: 试用期一年."""
    opened: int = -1
    """How much had been found where the last list was opened."""
    note: str = ""
    """What was said of the people before their posts: 挂职期满."""
    verb: Literal["", "任", "免"] = ""
    """What a sentence goes on with: 任命甲为…；乙为…"""
    last: Literal["", "任", "免"] = ""
    """Whether the clause before told of a post taken up or given up."""
    people: tuple[Named, ...] = ()
    former: tuple[Named, ...] = ()
    """Whom the sentence before named."""
    ahead: Literal["", "退休"] = ""
    """What is said of whoever is named next: 因退休，免去…"""
    found: list[FoundAppointment] = field(default_factory=list)
    rest: list[Span] = field(default_factory=list)
    is_first: bool = True
    """Whether the clause begins a sentence."""
    unit: str = ""
    """The unit of the post before on the same line: 急诊科主任：甲；副主任：乙."""
    part: str = ""
    """The role that the heading above names, of those who are listed below without one."""
    of_line: str = ""
    """The unit before the colon with which the line began, whose posts are those that name none."""
    section: str = ""
    """The unit that the heading above names, whose posts are those that name none."""
    office: str = ""
    """办公室 where the sentence speaks of who heads that of a group."""
    line: str = ""
    """The line that the clause is of, whole."""
    found_before: int = 0
    """How much had been found where the line began."""
    is_lost: bool = False
    """Whether a clause of the sentence was not read, so that what is added behind it belongs to it."""
    ahead_at: Span | None = None
    """Where people are named of whom the clauses behind tell what they are."""
    waiting: tuple[Named, ...] = ()
    """Of whom the sentence says why they leave, before it says what."""
    role: str = ""
    """The role that the clause before names alone: 副组长中，甲调整为乙."""
    gathered: tuple[Named, ...] = ()
    """Whom the clause before names alone: 原组长甲，成员乙、丙不再担任…"""


def put(
    state: State, act: Act, people: Sequence[Named], post: str, at: int, end: int, *, shared: bool = False,
    replaced: str = "", odd: frozenset[Oddity] = frozenset(),
) -> bool:  # fmt: skip
    """Add what is said of each of ``people``; ``post`` stands in the text before ``end``. Return whether anything was."""
    told = _told(act, post, state)
    if told is None:
        return False
    words, own = told
    if words and not (ends_as_post(words) or ends_as_unit(words) or all(map(is_role, words.split("、")))):
        odd |= {"职务写法"}
    words = _of_section(_of_office(_of_that_unit(words, state), state), act, state)
    people = [each._replace(post=_of_that_unit(each.post, state)) for each in people]
    people = _with_gathered(state, act, people)
    posts = [words] * len(people)
    if shared and len(people) > 1:
        parts = words.split("、")
        posts, odd = (_whole(parts), odd) if len(parts) == len(people) else (posts, odd | {"分别"})
    if act == "任" and _CANDIDATE.search(post.rstrip("。；")):
        return _put_candidates(state, people, words, at, end)
    if act == "任" and all(map(_ACTING.search, words.split("、"))):
        act, posts = "代理", [_of_section(_ACTING.sub("", each), "代理", state) for each in posts]
    note = "，".join(filter(None, (state.note, own, state.list_note if state.header else "")))
    gone = replaced or (_replaced_in(note) if act == "任" else "")
    for person, each in zip(people, posts, strict=True):
        state.found.append(_found(act, person, each, note, gone, odd, (min(at, person.span[0]), end)))
    state.people, state.note = tuple(people), ""
    state.last = "免" if act == "免" else "任"
    return _put_noted(state, act, people, note, at, end)


def _told(act: Act, post: str, state: State) -> tuple[str, str] | None:
    """Return the post that is meant and its notes; None for what is none, or is told elsewhere."""
    words, note = noted(post)
    if stands_for_post(post) and state.found:
        words = post = state.found[-1].value.post
    if _NO_POST.fullmatch(post.strip()) or _SAID.search(words):
        return None
    words = _HELD.sub("", words) if act == "免" else words
    return words, note


def _put_noted(state: State, act: Act, people: Sequence[Named], note: str, at: int, end: int) -> bool:
    """Add what the notes of what was put down say besides: another post, a proposal, who retires."""
    if act == "任" and (also := _ALSO.search(note)) and ends_as_post(also["post"]):
        return put(state, "任", people, also["post"], at, end)
    if act == "免" and (anew := _ANEW.search(note)) and ends_as_post(anew["post"]):
        return put(state, "任", people, anew["post"], at, end)
    if act == "任" and (named := _NAMED.search(note)):
        return put(state, "提名", people, named["post"], at, end)
    if act == "免" and state.ahead:
        ended, state.ahead = state.ahead, ""
        return put(state, ended, people, "", at, end)
    return bool(people)


def _replaced_in(note: str) -> str:
    """Return whom what stands in brackets says that somebody takes over from: 接替甲, 原任甲退休; "" for nobody."""
    match = _FOR.fullmatch(note)
    return match["old"] if match and not ends_as_post(match["old"]) else ""


def stands_for_post(text: str) -> bool:
    """Whether ``text`` stands for the post that was told right before: 该职务."""
    return _THAT_POST.fullmatch(text.strip()) is not None


def names_no_post(text: str) -> bool:
    """Whether ``text`` stands for posts that are told elsewhere: 现任职务."""
    return _NO_POST.fullmatch(text) is not None


def _of_that_unit(post: str, state: State) -> str:
    """Return ``post`` with the unit of the post told before in place of what points to it: 该局副局长 → 县水利局副局长."""
    pointed = _THAT_UNIT.match(post)
    if pointed is None:
        return post
    last = state.found[-1].value if state.found else None
    told = (*(each.post for each in state.people), *((last.post, last.holds) if last else ()))
    units = (post.removesuffix(title_in(post)) for each in told for post in each.split("、"))
    kind = pointed["kind"]
    unit = next((each[: each.rindex(kind) + len(kind)] for each in units if kind in each), "")
    return f"{unit or pointed[0]}{post[pointed.end() :]}"


def _of_section(post: str, act: Act, state: State) -> str:
    """Return ``post`` with the unit of the heading above, or before the colon, where it names none itself.

    What somebody is proposed for is in the unit of the post that the sentence told of them before.
    """
    first = post.partition("、")[0]
    if not is_title(first):
        return post
    unit = state.section or ("" if _IN_GROUP.search(first) else state.of_line)
    last = state.found[-1].value if state.found and not state.is_first else None
    if not unit and last and last.act == "任" and act in ("提名", "代理"):
        told = last.post.partition("、")[0]
        own = _title_of(told)
        is_same = own.removeprefix("副") == first if _OWN_PLACE.search(first) else bool(own)
        unit = _IN_PARTY.sub("", told.removesuffix(own)) if is_same else ""
        unit = "" if _OWN_PLACE.search(first) and unit[:1] in PLACES else unit
    return f"{unit}{post}"


def _title_of(post: str) -> str:
    """Return the longest title with which ``post`` ends; "" for none: 县公司董事 → 董事."""
    return next((post[cut:] for cut in range(1, len(post)) if is_title(post[cut:])), "")


def _whole(posts: Sequence[str]) -> list[str]:
    """Return ``posts``, each with the title of the last where it is a unit alone: 区民政局、区审计局副局长."""
    title = title_in(posts[-1])
    return [post if ends_as_post(post) or not ends_as_unit(post) else f"{post}{title}" for post in posts]


def _of_office(post: str, state: State) -> str:
    """Return ``post``, one in the office where the sentence speaks of that: 办公室主任由甲兼任，副主任由乙担任."""
    if _OFFICE.search(post):
        state.office = "办公室"
    elif short := _SHORT_OFFICE.fullmatch(post):
        state.office = short["office"]
    return f"{state.office}{post}" if state.office and _HEADS.fullmatch(post) else post


def noted(post: str) -> tuple[str, str]:
    """Return a post without what ends it, and the notes in the brackets behind it."""
    words = _TAIL.sub("", post.strip())
    notes: list[str] = []
    while match := _BRACKETS.search(words):
        notes.insert(0, match["note"])
        words = _TAIL.sub("", words[: match.start()].rstrip())
    return _CANDIDATE.sub("", "".join(words.split())), "，".join(notes)


def _with_gathered(state: State, act: Act, people: Sequence[Named]) -> Sequence[Named]:
    """Return ``people`` behind those whom the clauses before named alone, where the clause is of these too."""
    if {each.name for each in people} & {each.name for each in state.gathered}:
        state.gathered, state.ahead_at = (), None
    if act == "任" if state.ahead_at else act == "免" or people != state.gathered:
        people, state.gathered, state.ahead_at = (*state.gathered, *people), (), None
    return people


def _found(
    act: Act, person: Named, post: str, note: str, replaced: str, odd: frozenset[Oddity], span: Span
) -> FoundAppointment:
    """Return what is said of ``person``; whom the bracket behind the name tells of is replaced before all others."""
    swapped = _replaced_in(person.post)
    value = Appointment(act, person.name, post, note, swapped or replaced, "" if swapped else person.post)
    doubts: frozenset[Oddity] = odd | ({"姓名起止"} if person.is_doubtful else frozenset())
    return Found(value, *span, {"name": person.span}, doubts)


def _put_candidates(state: State, people: Sequence[Named], posts: str, at: int, end: int) -> bool:
    """Add that ``people`` are proposed for the last of ``posts`` and take up those before: 党组书记、主席人选."""
    taken, _, proposed = posts.rpartition("、")
    if taken:
        put(state, "任", people, taken, at, end)
    return put(state, "提名", people, proposed, at, end)


def add_oddity(state: State, odd: Oddity, first: int) -> None:
    """Say of everything found from the place ``first`` on what is not sure."""
    for index in range(first, len(state.found)):
        state.found[index] = replace(state.found[index], odd=state.found[index].odd | {odd})


def add_note(state: State, note: str, first: int) -> None:
    """Add ``note`` to everything found from the place ``first`` on."""
    for index in range(first, len(state.found)):
        each = state.found[index]
        notes = "，".join(filter(None, (each.value.note, note)))
        state.found[index] = replace(each, value=replace(each.value, note=notes))
