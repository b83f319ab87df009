"""The forms in which a clause tells who takes up a post and who gives one up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from gongwen.terms.found import Found, Span
from gongwen.terms.people.appointed import Act, Appointment, FoundAppointment, Oddity
from gongwen.terms.people.named_people import Context, Named, begins_post, read_people, split_off
from gongwen.terms.people.role import is_role

_TAKING = r"任命|聘任|续聘|聘请|委任|委派|增补|增加|补充|新增|推荐|推选|选举|明确|确定|指定|批准|任用|提名|抽调|选派|调整|调"
_TAKE_VERB = re.compile(rf"(?:{_TAKING})")
_SHORT_VERB = re.compile("由|任|聘|请")
"""What may as well be a surname."""
_AS = re.compile(
    r"(?P<stay>继续|仍|仍然|保留)?(?:拟|分别|同时|并|到|改|转|升|暂|临时)*"
    r"(?P<as>挂职担任|挂职任|挂任|挂职为|任命为|聘任为|聘为|增补为|增加为|调整为|调任|担任|兼任|接任|出任|代理|当选为|转任|改任|升任|任|为)"
)
_SHARED = re.compile("分别")
_LEAVE = re.compile(
    r"(?:同时|并|也)?(?:不再|不)(?:继续)?(?:担任|兼任|挂任|代理|任|保留)|辞去|卸任|退出|免去|免除"
)
_REMOVE = re.compile(r"(?:并|同时|相应)?(?:免去|免除|免|解聘|解除|撤销|撤去|接受|取消)(?P<rest>.+)")
_REMOVED = re.compile(r"(?P<rest>.+?职务)(?:予以|随之|自然|相应|同时|一并|也)*(?:免去|免除|解除|撤销)$")
_PRONOUN = re.compile(r"(?:其(?![他余中它])|上述人员|上述同志)的?(?:原|兼)?(?:任|兼任|担任|挂任)?的?")
_OF = re.compile(
    r"(?:同志)?(?:辞去|请求辞去)?(?:所|原|兼)?(?:担任|兼任|挂任|任|兼)?的|同志(?:辞去|兼任|担任|原任|挂任)?|辞去"
)
_LEADING = re.compile(r"(?:临时|暂时)?(?:主持|负责)(?P<post>.*?)(?:的)?(?:全面|日常|行政|党务)*工作$")
_SWAP_FOR = re.compile(
    r"(?P<new>.+?)(?:接替|替换|替代|代替|顶替|接任)(?P<old>.+?)(?:担任|兼任|任|为|的)(?P<post>.+)"
)
_SWAP_TO = "将?(?:原)?(?P<post>.{{{length}}})由?(?:原来?的?)?(?P<old>.{{2,8}}?)(?:调整|变更|更换|改|更改)为(?P<new>.+)"
_BY = re.compile(r"(?P<post>.{2,}?)(?:职务)?(?:改)?由(?P<names>.+?)(?:同志)?(?:担任|兼任|接任|接替|任|兼)$")
_MORE = re.compile(
    r"(?P<post>.{2,12}?)(?:中|名单)?(?P<verb>增加|增补|新增|补充|减少|去掉)(?:为)?[：:]?(?P<names>.+)"
)
_FROM_TO = re.compile(r"由(?P<old>.+?)(?:调任|改任|转任|调整为|改为|升任)(?P<new>.+)")
_TAIL = re.compile(r"(?:的)?(?:职务|一职|职位)?(?:的?请求)?$")
_BRACKETS = re.compile(r"[（(](?P<note>[^（）()]*)[）)]$")
_CANDIDATE = re.compile("(?:候选人|人选)$")
_NOTE_CLAUSE = re.compile(
    r"试用期|试用|挂职|聘期|任期|期限|保留|享受|正?[处科股厅局]级|级别|排名|列.{1,20}[后前]|任职时间|时间从|自.+起|从.+起|"
    r"另有任用|另有安排|退出现职|职级|待遇|聘期|为期"
)
_RETIRED = re.compile(
    r"(?:办理|批准|同意|提前|按|因|已|到龄|达到|法定|病|年龄)*退休(?:年龄|手续)?(?:并办理退休手续)?$"
)
_DIED = re.compile(r"(?:因病|因公|不幸|因故|于.{2,12}日)*(?:去世|逝世|病故|病逝|殉职|牺牲)$")
_TERM_OVER = re.compile(r"挂职(?:锻炼)?(?:期|时间)?(?:已)?(?:满|结束|期满)$")
_PROBATION = re.compile(r"(?:终止|取消|结束)(?P<who>.*?)(?:的)?(?:(?P<post>.+?))?试用期$")
_CONFIRMED = re.compile(r"(?P<who>.*?)(?:任职)?试用期(?:已)?满.*|按期转正|正式任职")
_ENDS_LIST = re.compile("职务|[长任记员席师官家授](?:[（(].*)?$")
"""How an item ends in a list of posts that are given up."""
_REASON = re.compile(r"(?P<names>.+?)(?:因|由于|已|到龄|达到|工作|任期)")
_GAP = re.compile(r"[ \u3000\t]+|[（(][^（）()]*[）)]")
"""What sets a post off from the name before it."""
_COMRADE_POST = re.compile(r"^同志")


@dataclass(slots=True)
class State:
    """What the clauses before leave behind."""

    context: Context
    verb: Literal["", "任", "免"] = ""
    """What a list of people goes on with: 任命甲为…；乙为…"""
    people: tuple[Named, ...] = ()
    former: tuple[Named, ...] = ()
    """Whom the sentence before named."""
    ahead: Literal["", "退休"] = ""
    """What is said of whoever is named next: 因退休，免去…"""
    found: list[FoundAppointment] = field(default_factory=list)
    rest: list[Span] = field(default_factory=list)
    note: str = ""
    """What was said of the people before their posts: 挂职期满."""
    is_first: bool = True
    """Whether the clause begins a sentence."""


def _put(
    state: State, act: Act, people: Sequence[Named], post: str, at: int, end: int, *, shared: bool = False,
    replaced: str = "", odd: frozenset[Oddity] = frozenset(),
) -> bool:  # fmt: skip
    """Add what is said of each of ``people``; ``post`` stands in the text before ``end``."""
    words, note = _noted(post)
    note = "，".join(filter(None, (state.note, note)))
    posts = [words] * len(people)
    if shared and len(people) > 1:
        parts = words.split("、")
        posts, odd = (parts, odd) if len(parts) == len(people) else (posts, odd | {"分别"})
    if act == "任" and _CANDIDATE.search(post.rstrip("。；")):
        act = "提名"
    if act == "任" and words.startswith(("代理", "代")) and re.match("代理?[省市县区州镇乡]长", words):
        act, posts = "代理", [each.removeprefix("代").removeprefix("理") for each in posts]
    for person, each in zip(people, posts, strict=True):
        doubts: frozenset[Oddity] = odd | ({"姓名起止"} if person.is_doubtful else frozenset())
        start = min(at, person.span[0])
        value = Appointment(act, person.name, each, note, replaced, person.post)
        state.found.append(Found(value, start, end, {"name": person.span}, doubts))
    state.people, state.note = tuple(people), ""
    if act == "免" and state.ahead:
        ended, state.ahead = state.ahead, ""
        return _put(state, ended, people, "", at, end)
    return True


def _noted(post: str) -> tuple[str, str]:
    """Return a post without what ends it, and the notes in the brackets behind it."""
    words = _TAIL.sub("", post.strip())
    notes: list[str] = []
    while match := _BRACKETS.search(words):
        notes.insert(0, match["note"])
        words = _TAIL.sub("", words[: match.start()].rstrip())
    return _CANDIDATE.sub("", "".join(words.split())), "，".join(notes)


def _take(words: str, at: int, state: State) -> bool:
    """任命甲为…, 甲同志任…, 由甲担任…, and 甲为… where a list goes on."""
    for start in _name_starts(words, state.context):
        for match in _AS.finditer(words, start):
            names = words[start : match.start()]
            people = read_people(names, at + start, state.context)
            if not people or not _may_follow(words[:start], match["as"], names, state):
                continue
            post = words[match.end() :]
            if not post.strip() and match["as"] in ("接任", "担任") and state.found and not state.is_first:
                last = state.found[-1].value
                return _put(
                    state,
                    "任",
                    people,
                    last.post,
                    at,
                    at + len(words),
                    replaced=last.name if last.act == "免" else "",
                )
            if not post.strip() or post.startswith(("同志", "职", "的", "期")):
                continue
            if start == 0 and state.verb != "免":
                state.verb = state.verb if "同志" in names else "任"
            state.verb = "任" if start else state.verb
            act = _act(words[:start], match)
            return _put(
                state,
                act,
                people,
                post,
                at,
                at + len(words),
                shared="分别" in match[0],
                odd=_doubt_of(words, start, state),
            )
    return False


def _act(verb: str, match: re.Match[str]) -> Act:
    if verb.startswith(("提名", "推荐")):
        return "提名"
    if match["stay"]:
        return "留任"
    return "代理" if match["as"] == "代理" else "任"


def _name_starts(words: str, context: Context) -> list[int]:
    """Return where the names may begin: behind a verb, or at once; a verb of one character may be a surname."""
    if match := _TAKE_VERB.match(words):
        return [match.end(), 0]
    if match := _SHORT_VERB.match(words):
        rest = re.split("同志|担任|兼任|任|为|[、（(]", words[1:], maxsplit=1)[0]
        is_own = f"{words[0]}{rest}" in context.people
        return [0] if is_own or not read_people(rest, 0, context) else [1, 0]
    return [0]


def _may_follow(verb: str, word: str, names: str, state: State) -> bool:
    """Whether a post follows ``word``: 为 alone only behind a verb, in a list that goes on, or behind 同志."""
    if verb in ("任", "聘", "请"):
        return word in ("为", "担任")
    return word != "为" or bool(verb) or state.verb == "任" or names.endswith("同志")


def _doubt_of(words: str, start: int, state: State) -> frozenset[Oddity]:
    """Return whether a verb of one character before the name could be the surname."""
    is_short = start == 1 and words[0] != "由"
    return frozenset({"姓名起止"} if is_short and "同志" not in words and not state.context.people else ())


def _leave(words: str, at: int, state: State) -> bool:
    """甲不再担任…, 甲同志辞去…; without a name it is of those before."""
    for match in _LEAVE.finditer(words):
        names = re.split("同志因|因|，", words[: match.start()], maxsplit=1)[0]
        people = read_people(names, at, state.context) if names else state.people
        if people and words[match.end() :].strip("的职务"):
            post = words[match.end() :]
            if post.startswith("其"):
                post = post[1:]
            return _put(state, "免", people, post, at, at + len(words))
    return False


def _remove(words: str, at: int, state: State) -> bool:
    """免去甲同志…职务, 免去其…职务, 解聘甲…."""
    match = _REMOVED.fullmatch(words) or _REMOVE.fullmatch(words)
    if match is None:
        return False
    if match.re is _REMOVE:
        state.verb = "免"
    return _removed(match["rest"], at + match.start("rest"), at, state)


def _removed(rest: str, at: int, start: int, state: State) -> bool:
    end = at + len(rest)
    if pronoun := _PRONOUN.match(rest):
        people, post = state.people or state.former, rest[pronoun.end() :]
        none: frozenset[Oddity] = frozenset() if _noted(post)[0] else frozenset({"没有写职务"})
        return bool(people) and _put(state, "免", people, post, start, end, odd=none)
    if state.people and not state.is_first and "同志" not in rest and begins_post(rest, state.context):
        return _put(state, "免", state.people, rest, start, end)
    for mark in _OF.finditer(rest):
        people = read_people(rest[: mark.start()], at, state.context)
        post = _COMRADE_POST.sub("", rest[mark.end() :]).removeprefix("的")
        if people and post:
            odd: frozenset[Oddity] = frozenset() if _noted(post)[0] else frozenset({"没有写职务"})
            return _put(state, "免", people, post, start, end, odd=odd)
    for gap in _GAP.finditer(rest):
        people = read_people(rest[: gap.start()], at, state.context)
        if people and rest[gap.end() :]:
            return _put(state, "免", people, rest[gap.end() :], start, end)
    return _run_on(rest, at, start, state)


def _run_on(rest: str, at: int, start: int, state: State) -> bool:
    """免去甲县财政局局长职务, and 免去甲、乙县财政局副局长职务."""
    head = 0
    before: list[Named] = []
    while (mark := rest.find("、", head)) > 0 and (
        people := read_people(rest[head:mark], at + head, state.context)
    ):
        before += people
        head = mark + 1
    last = split_off(rest[head:], at + head, state.context)
    if last is None:
        return False
    person, end = last
    return _put(state, "免", [*before, person], rest[head + end :], start, at + len(rest))


def _go_on(words: str, at: int, state: State) -> bool:
    """A line of a list: 甲　县财政局局长 behind 任命：, 甲的县财政局局长职务 behind 免去：."""
    if state.verb == "免" and _ENDS_LIST.search(words):
        return _removed(words, at, at, state)
    if state.verb == "任":
        for gap in re.finditer(r"[ \u3000\t]{1,}|[：:]", words):
            people = read_people(words[: gap.start()], at, state.context)
            if people and len(words[gap.end() :].strip()) > 2:
                return _put(state, "任", people, words[gap.end() :], at, at + len(words))
    return False


def _of_those_before(words: str, at: int, state: State) -> bool:
    """任…, 兼任…, 挂职任… without a name, of those whom the clause before names."""
    match = re.match(
        r"(?:并|同时|现)*(?P<stay>正式|继续|仍)?(?:分别)?(?P<as>挂职任|挂任|任命为|聘任为|调任|改任|任|担任|兼任|代理)(?P<post>.+)",
        words,
    )
    if match is None or not state.people:
        return False
    act: Act = "留任" if match["stay"] else "代理" if match["as"] == "代理" else "任"
    return _put(state, act, state.people, match["post"], at, at + len(words))


def _reason(words: str, at: int, state: State) -> bool:
    """甲同志因工作调动: who it is that the clauses behind speak of."""
    if "同志" in words and (people := read_people(words, at, state.context)):
        state.people = people
        return True
    for match in _REASON.finditer(words):
        if people := read_people(match["names"], at, state.context):
            state.people = people
            return True
    return False


def _lead_unit(words: str, at: int, state: State) -> bool:
    """甲同志主持县财政局工作."""
    match = _LEADING.search(words)
    if match is None:
        return False
    names = words[: match.start()].removeprefix("由")
    people = read_people(names, at + match.start() - len(names), state.context) if names else state.people
    post = match["post"] or (state.found[-1].value.post if state.found and not names else "")
    return bool(people and post) and _put(state, "主持", people, post, at, at + len(words))


def _swap(words: str, at: int, state: State) -> bool:
    """乙接替甲任…, 成员甲调整为乙, 组长由乙担任, 成员增加甲, 甲由…调任…."""
    end = at + len(words)
    if (match := _SWAP_FOR.fullmatch(words)) or (match := _swap_to(words)):
        new = read_people(match["new"].removeprefix("由"), at + match.start("new"), state.context)
        old = read_people(match["old"], at + match.start("old"), state.context)
        if len(new) == len(old) == 1:
            return _put(state, "任", new, match["post"], at, end, replaced=old[0].name)
    for form in (_BY, _MORE):
        match = form.fullmatch(words)
        if match is None or (form is _MORE and not is_role(match["post"])):
            continue
        if people := read_people(match["names"], at + match.start("names"), state.context):
            act: Act = "免" if form is _MORE and match["verb"] in ("减少", "去掉") else "任"
            return _put(state, act, people, match["post"], at, end)
    return _moved(words, at, state)


def _swap_to(words: str) -> re.Match[str] | None:
    """Return 将成员甲调整为乙 in its parts, the longest role before the name; None for anything else."""
    for length in range(12, 1, -1):
        match = re.fullmatch(_SWAP_TO.format(length=length), words)
        if match and is_role(match["post"]):
            return match
    return None


def _moved(words: str, at: int, state: State) -> bool:
    match = _FROM_TO.search(words)
    if match is None:
        return False
    names = words[: match.start()]
    people = read_people(names, at, state.context) if names else state.people
    if not people:
        return False
    _put(state, "免", people, match["old"], at, at + len(words))
    return _put(state, "任", people, match["new"], at, at + len(words))


def _end(words: str, at: int, state: State) -> bool:
    """退休, 去世, 挂职期满, of those named or of those before; 试用期 that ends."""
    acts: tuple[tuple[re.Pattern[str], Act], ...] = (
        (_RETIRED, "退休"),
        (_DIED, "去世"),
        (_TERM_OVER, "挂职期满"),
    )
    for pattern, act in acts:
        for match in pattern.finditer(words):
            names = words[: match.start()].removesuffix("因")
            people = read_people(names, at, state.context) if names else state.people
            if not people and not names and act == "退休":
                state.ahead = "退休"
                return True
            if not people:
                continue
            if act == "挂职期满":
                state.people, state.note = people, "挂职期满"
                return True
            return _put(state, act, people, "", at, at + len(words))
    return _probation(words, at, state)


def _probation(words: str, at: int, state: State) -> bool:
    if match := _PROBATION.fullmatch(words):
        who = re.split("同志", match["who"] + (match["post"] or ""), maxsplit=1)[0].rstrip("的")
        people = (
            read_people(who, at + match.start("who"), state.context)
            if who not in ("", "其")
            else state.people
        )
        return bool(people) and _put(state, "终止试用", people, "", at, at + len(words))
    if match := _CONFIRMED.fullmatch(words):
        who = (match["who"] or "").split("同志")[0]
        if people := read_people(who, at, state.context):
            state.people = people
        return True
    return False


def _note(words: str, at: int, state: State) -> bool:
    """A clause that only adds to what was said: 试用期一年, 另有任用."""
    if not _NOTE_CLAUSE.search(words) or not state.found or len(words) > 40:
        return False
    last = state.found[-1]
    note = "，".join(filter(None, (last.value.note, words)))
    for place in range(len(state.found) - 1, -1, -1):
        each = state.found[place]
        if (each.value.post, each.end) != (last.value.post, last.end):
            break
        state.found[place] = replace(each, value=replace(each.value, note=note))
    return True


FORMS: tuple[Callable[[str, int, State], bool], ...] = (
    _remove, _end, _lead_unit, _swap, _take, _leave, _of_those_before, _reason, _note, _go_on,
)  # fmt: skip
"""What a clause may be, the surest first."""
