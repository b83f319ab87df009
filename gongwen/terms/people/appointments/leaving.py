"""The forms in which a clause tells who gives a post up, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import Act, Oddity
from gongwen.terms.people.appointments.state import State, add_note, add_oddity, names_no_post, noted, put
from gongwen.terms.people.appointments.taking import take
from gongwen.terms.people.named_people import Named, begins_post, read_people, read_series, split_off
from gongwen.terms.people.post import ends_as_post, is_title, title_in

_LEAVE = pattern(
    r"(?:同时|均|并|也|分别|相应|现|正式)*(?:不再|不)(?:继续)?(?:担任|兼任|挂任|代理|任|保留|作为|列为|列入|为|是)|(?:请求|申请)?辞去|卸任|(?:申请|主动)?退出|(?:调整|移|调)出(?=[^，]*(?:组|部|会|班|成员|委员))|免去|免除|(?<=.)解聘|(?<=[ \u3000\t])免(?!职)"
)
_GONE_FROM_ALL = pattern("(?P<names>.*?)(?:现|予以|自然|自行)*(?:免职|免去职务|离任|离职|卸任|去职)")
_REMARK = pattern("[（(](?:返聘|改聘|改任|另任|转任|调任|聘)[^（）()]*[）)]$")
"""What is said in brackets of what somebody becomes who gives a post up."""
_HIS_POSTS = pattern("(?:的|其|原|所任|相关|有关|相应|上述|一切|任何)*(?:职务)?")
"""What stands for the posts that are told with the names."""
_SOME_ROLE = pattern(
    "(?:相应|原|原有|上述|该|有关|相关)?的?(?:[^，、]{0,10}?(?:领导小组|指挥部|委员会|专班|小组|机构|联席会议))?(?:内|中|的|组成人员)*(?:职务|一职)?"
)
"""What stands for roles that are told with the names: 原组长甲、成员乙不再担任相应职务."""
_GONE = pattern(
    r"(?:因|由于|已)?[^，。、]{0,8}?(?:去世|逝世|病故|殉职|退休|调离|调出|离任|离职|故)的(?=[^，。、]{2,})"
)
"""Why somebody gives a post up, said before the name."""
_NAMED_FIRST = pattern("(?:提名|建议|提请)(?=.)")
"""What says that it has still to be decided."""
_NO_LONGER_BY = pattern("不再由(?P<names>.+?)(?:同志)?(?:担任|兼任)(?P<post>.*)")
_WHY = pattern(
    "(?:因|由于)[^、，]*|随[^、，]{2,8}(?=免去|免除|自)|(?:自然|自动|自行|相应|一并)$|自[^、，]{0,8}起|即日起"
)
"""Why and from when, said behind a name."""
_REMOVE = pattern(
    r"(?:并|同时|相应|(?P<named>提名|建议|提请))*(?:不再(?:聘任|聘请|聘用|任命|续聘)|免去|免除|免|解聘|辞退|解除|撤销|撤去|撤换|罢免|接受|取消)(?P<rest>.+)"
)
_REMOVED = pattern(
    r"(?P<rest>.+?(?:职务|职级))(?:随[^，。]{2,12}?)?(?:予以|随之|自然|自行|自动|相应|同时|一并|也)*(?:免去|免除|解除|撤销|终止|不再保留)$"
)
_PRONOUN = pattern(
    r"(?:其(?![他余中它])|他的|她的|上述人员|上述同志)的?(?:原|兼|所|原所)?(?:任|兼任|担任|挂任)?的?"
)
_ALL = pattern("(?:上述|以上)(?:人员|同志)")
_OF = pattern(
    r"(?:同志|先生|女士)?(?:请求|申请|提出)?(?:的)?(?:辞去)?(?:(?:所|原)?(?:担任|兼任|挂任|任|兼))?的|(?:所|原)(?:任|兼任?|担任)|(?:同志|先生|女士)(?:(?:请求|申请)?辞去|所任|所兼|兼任|担任|原任|挂任)?|(?:请求|申请)?辞去|等?[一二两三四五六七八九十\d]+[人位名](?:同志)?的?"
)
_FEWER = pattern("(?:减少|去掉|调出)(?P<rest>.+(?:为|担任).+)")
_AS_POST = pattern("为|担任")
_ANY_POST = ("行政职务", "领导职务", "党内职务")
"""What stands for the post before the name."""
_NEAR = 4
"""Appointments back to which 原职务自行免除 may say again what was told."""
_ENDS_LIST = pattern("职务|[长任记员席师官家授](?:[（(].*)?$")
"""How an item ends in a list of posts that are given up."""
_GAP = pattern(r"[ \u3000\t]+|[（(][^（）()]*[）)]")
"""What sets a post off from the name before it."""
_RETIRED = pattern(
    r"(?:自[^，、]{2,12}?起|于[^，、]{2,12}?|按照?(?:有关|国家|相关|政策)*规定|依规|依法|批准其|同意其|并|办理|批准|同意|提前|按|因|已|到龄|达到|法定|病|年龄)*退休(?:年龄|手续)?(?:并办理退休手续)?$"
)
_DIED = pattern(r"(?:因病|因公|不幸|因故|于.{2,12}日)*(?:去世|逝世|病故|病逝|殉职|牺牲)$")
_TERM_OVER = pattern(r"挂职(?:锻炼)?(?:期|时间)?(?:已)?(?:满|结束|期满)$")
_PROBATION = pattern(r"(?:终止|取消|结束)(?P<who>.*?)的?试用期$")
_CONFIRMED = pattern(r"(?P<who>.*?)(?:任职)?试用期(?:已)?(?:期)?满.*|按期转正|正式任职")
_CONFIRMED_ONE = pattern(r"试用期(?:已)?满(?:合格)?的(?P<who>.+同志)(?:正式任职|按期转正)")
_ENDED: tuple[tuple[re.Pattern[str], Act], ...] = (
    (_RETIRED, "退休"), (_DIED, "去世"), (_TERM_OVER, "挂职期满"),
)  # fmt: skip


def leave(words: str, at: int, state: State) -> bool:
    """甲不再担任…, 甲同志辞去…; without a name it is of those before."""
    if by := _NO_LONGER_BY.fullmatch(words):
        return _no_longer(by, at, state)
    if gone := _GONE_FROM_ALL.fullmatch(words):
        people = read_people(gone["names"], at, state.context) if gone["names"] else _those(state)
        has_posts = bool(people) and (bool(gone["names"]) or all(each.post for each in people))
        return has_posts and _of_each(people, at, at + len(words), state)
    named = _NAMED_FIRST.match(words)
    if named and leave(words[named.end() :], at + named.end(), state):
        add_oddity(state, "提名", len(state.found) - 1)
        return True
    return any(_left(words, match, at, state) for match in _LEAVE.finditer(words))


def _left(words: str, match: re.Match[str], at: int, state: State) -> bool:
    """Add who gives up what, where ``match`` stands between both."""
    names, end = _unsaid_why(words[: match.start()]), at + len(words)
    is_told = names not in ("", "其", "同意其")
    people = read_people(names.removesuffix("拟"), at, state.context) if is_told else _those(state)
    post = words[match.end() :].removeprefix("其")
    if not people:
        return False
    if roles := _roles_of(people) if _SOME_ROLE.fullmatch(post) else ():
        return _of_roles(people, roles, at, end, state)
    post = state.role if not post and match[0].endswith("出") else post
    if _HIS_POSTS.fullmatch(post) and all(each.post for each in people):
        return _of_each(people, at, end, state)
    count = len(state.found)
    is_put = bool(post.strip("的职务")) and put(state, "免", people, post, at, end, shared="分别" in match[0])
    if names.endswith("拟"):
        add_oddity(state, "提名", count)
    return is_put


def _of_roles(people: Sequence[Named], roles: Sequence[str], at: int, end: int, state: State) -> bool:
    """Add that each of ``people`` gives up the role in the same place."""
    return all(
        put(state, "免", [each], _told_before(role, state), at, end)
        for each, role in zip(people, roles, strict=True)
    )


def _unsaid_why(words: str) -> str:
    """Return ``words`` without why, from when and how: 甲同志随职务变动自然 → 甲同志."""
    return _WHY.sub("", _WHY.sub("", words))


def _roles_of(people: Sequence[Named]) -> tuple[str, ...]:
    """Return the role of each of ``people``, that of the one before where none is told; () when the first has none."""
    roles: list[str] = []
    for each in people:
        roles.append(each.role or (roles[-1] if roles else ""))
    return tuple(roles) if all(roles) else ()


def _those(state: State) -> tuple[Named, ...]:
    """Return of whom the clauses before say why they leave: 甲同志因工作调动，乙同志因退休，不再担任…."""
    return (*(each for each in state.waiting if each not in state.people), *state.people)


def _no_longer(match: re.Match[str], at: int, state: State) -> bool:
    """不再由甲同志担任组长."""
    people = read_series(match["names"], at + match.start("names"), state.context)
    is_told = bool(people and match["post"])
    return is_told and put(state, "免", people, match["post"], at, at + len(match[0]))


def remove(words: str, at: int, state: State) -> bool:
    """免去甲同志…职务, 免去其…职务, 解聘甲…."""
    if fewer := _FEWER.fullmatch(words):
        return _no_longer_as(fewer["rest"], at + fewer.start("rest"), at, state)
    match = _REMOVED.fullmatch(words) or _REMOVE.fullmatch(words)
    if match is None:
        return False
    if match.re == _REMOVE and (state.is_first or not state.people):
        state.verb = "免"
    count, start = len(state.found), at + match.start("rest")
    is_ended = match.re == _REMOVE and "不再" in words[: match.start("rest")]
    is_read = is_ended and _no_longer_as(match["rest"], start, at, state)
    is_read = is_read or removed(match["rest"], start, at, state)
    if match.re == _REMOVE and match["named"]:
        add_oddity(state, "提名", count)
    return is_read


def removed(rest: str, at: int, start: int, state: State) -> bool:
    """Add who gives up what, of the words behind 免去 that begin at ``at``."""
    if gone := _GONE.match(rest):
        rest, at = rest[gone.end() :], at + gone.end()
    end = at + len(rest)
    before = _all_told(state) if _ALL.match(rest) else state.people or state.former
    own = read_people(rest.removesuffix("职务").removesuffix("的"), at, state.context)
    if own and own[0].post and all((each.post or each.role) and not each.is_doubtful for each in own):
        remark = _REMARK.search(rest)
        return _of_each(own, start, end, state, remark[0] if remark else "")
    if names_no_post(rest):
        told = {each.value.name for each in state.found[-_NEAR:] if each.value.act == "免"}
        is_told = bool(before) and all(each.name in told for each in before)
        return is_told or _held_before(before, start, end, state)
    if pronoun := _PRONOUN.match(rest):
        post = rest[pronoun.end() :]
        is_told = bool(before and noted(post)[0])
        return (
            put(state, "免", before, post, start, end) if is_told else _held_before(before, start, end, state)
        )
    if state.role and (people := read_people(rest, at, state.context)):
        return put(state, "免", people, state.role, start, end)
    return (
        _of_them(rest, start, end, state)
        or _named_first(rest, at, start, state)
        or _run_on(rest, at, start, state)
    )


def _all_told(state: State) -> tuple[Named, ...]:
    """Return everybody who was said to take up a post, with the post that stands with the name."""
    told = {each.value.name: each for each in state.found if each.value.act == "任"}
    return tuple(Named(name, each.parts["name"], False, each.value.holds) for name, each in told.items())


def _of_them(rest: str, at: int, end: int, state: State) -> bool:
    """免去县财政局局长职务, of those whom the clause before names."""
    is_named = bool(read_people(rest.partition("的")[0], at, state.context))
    is_of_them = state.people and not state.is_first and not is_named and "同志" not in rest
    return bool(is_of_them and begins_post(rest, state.context)) and put(
        state, "免", state.people, rest, at, end
    )


def _held_before(people: Sequence[Named], at: int, end: int, state: State) -> bool:
    """原任甲局局长乙同志任…，其原任职务自然免除: the post that stands with the name; a doubt where none does."""
    for each in people:
        is_told = bool(each.post) and "原" not in each.post
        odd = frozenset[Oddity](() if is_told else ("没有写职务",))
        put(state, "免", [each], each.post if is_told else "", at, end, odd=odd)
    return bool(people)


def _named_first(rest: str, at: int, start: int, state: State) -> bool:
    """免去甲同志的…职务, 免去甲　县财政局局长职务."""
    end = at + len(rest)
    for mark in _OF.finditer(rest):
        people = read_people(_WHY.sub("", rest[: mark.start()]), at, state.context)
        post = rest[mark.end() :].removeprefix("同志").removeprefix("的").removeprefix("辞去")
        if people and post:
            return (
                _of_each(people, start, end, state)
                if not noted(post)[0] or post in _ANY_POST
                else put(state, "免", people, post, start, end)
            )
    for gap in _GAP.finditer(rest):
        people = read_people(rest[: gap.start()], at, state.context)
        post = rest[gap.end() :].strip()
        if people and post and post[0] not in "、，":
            return put(state, "免", people, post, start, end)
    return False


def _told_before(title: str, state: State) -> str:
    """Return the post that the clause before tells in whole, where ``title`` is all that is left of it; else ``title``."""
    last = state.found[-1].value.post if state.found and not state.is_first else ""
    unit = last.removesuffix(title)
    return last if unit not in ("", last) and not unit.endswith(("副", "常务")) else title


def _no_longer_as(rest: str, at: int, start: int, state: State) -> bool:
    """不再聘任甲为县医院内科主任."""
    for mark in _AS_POST.finditer(rest):
        people = read_people(rest[: mark.start()], at, state.context)
        post = rest[mark.end() :]
        if people and ends_as_post(post.removesuffix("职务")):
            return put(state, "免", people, post, start, at + len(rest))
    return False


def _of_each(people: tuple[Named, ...], at: int, end: int, state: State, note: str = "") -> bool:
    """Add that each of ``people`` gives up the post that stands with the name, in the unit of the one before: 主任甲、副主任乙的职务."""
    unit, posts = "", []
    for each in people:
        post = each.post or each.role
        unit = unit if is_title(post) else post.removesuffix(title_in(post))
        own = f"{unit}{post}" if is_title(post) else post
        posts.append(_told_before(own, state) if is_title(own) else own)
    if not all(posts):
        return put(state, "免", people, "", at, end, odd=frozenset({"没有写职务"}))
    alone = [each._replace(post="") for each in people]
    return all(
        put(state, "免", [each], post + note, at, end) for each, post in zip(alone, posts, strict=True)
    )


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
    return put(state, "免", [*before, person], rest[head + end :], start, at + len(rest))


def remove_listed(words: str, at: int, state: State) -> bool:
    """A line of a list below 免去：: 甲的县财政局局长职务, 甲县财政局局长."""
    return state.verb == "免" and _ENDS_LIST.search(words) is not None and removed(words, at, at, state)


def end(words: str, at: int, state: State) -> bool:
    """退休, 去世, 挂职期满, of those named or of those before; 试用期 that ends."""
    for form, act in _ENDED:
        for match in form.finditer(words):
            names = words[: match.start()].removesuffix("因")
            people = read_people(names, at, state.context) if names else state.people
            if not names and not people and act != "去世":
                state.ahead = "退休" if act == "退休" else ""
                state.note = "挂职期满" if act == "挂职期满" else state.note
                return True
            if not people:
                continue
            if act == "挂职期满":
                state.people, state.note = people, "挂职期满"
                return True
            return put(state, act, people, "", at, at + len(words))
    return _probation(words, at, state)


def _probation(words: str, at: int, state: State) -> bool:
    if match := _CONFIRMED_ONE.fullmatch(words):
        people = read_people(match["who"], at + match.start("who"), state.context)
        has_posts = bool(people) and all(each.post for each in people)
        return has_posts and all(
            put(state, "留任", [each], each.post, at, at + len(words)) for each in people
        )
    if match := _PROBATION.fullmatch(words):
        return _failed(match, at, at + len(words), state)
    if match := _CONFIRMED.fullmatch(words):
        who = (match["who"] or "").split("同志")[0]
        told = f"{who}同志" if "同志" in (match["who"] or "") else who
        if people := read_people(told, at, state.context):
            state.people = people
            return True
        return not match["who"] or take(match["who"], at, state)
    return False


def _failed(match: re.Match[str], at: int, end_at: int, state: State) -> bool:
    """终止甲同志试用期, 终止甲的县财政局副局长试用期."""
    who, start = match["who"], at + match.start("who")
    people = state.people if who in ("", "其") else read_people(who, start, state.context)
    if people:
        return put(state, "终止试用", people, "", at, end_at)
    count = len(state.found)
    is_read = removed(who, start, at, state)
    add_note(state, "终止试用期", count)
    return is_read
