"""Lists of those who take up posts or give them up, and the line above that says which: 任命：, 免去下列同志职务：."""

from __future__ import annotations

import re

from gongwen.pattern import pattern
from gongwen.terms.people import roster_line
from gongwen.terms.people.appointed import Act
from gongwen.terms.people.appointments.state import State, names_no_post, put
from gongwen.terms.people.appointments.verbs import LEAVES, OPENS, POSTS_FOLLOW, TAKES
from gongwen.terms.people.listed import Listed
from gongwen.terms.people.named_people import Named, read_people, read_series, read_strange
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, is_remark, title_in
from gongwen.terms.people.role import is_of_group, is_role
from gongwen.zh.spaces import tighten

_SPREAD = r"[ \u3000]*"
_BECOMES = pattern("(?:调整|变更|更换|改)为")
"""What opens a list behind a role alone: 组长调整为："""
_NOTE = r"(?:[（(][^（）()]*[）)])?"
_HEADER = pattern(
    rf"(?P<lead>[^：:]{{0,60}}?)(?P<verb>{TAKES}|{LEAVES})(?P<who>下列|以下|如下)?(?P<what>[^：:，]*?)"
    rf"(?P<note>{_NOTE})\s*[：:]"
)
_BARE = pattern(
    rf"(?P<verb>不再担任|新{_SPREAD}增|调{_SPREAD}出|调{_SPREAD}入|递{_SPREAD}补|增{_SPREAD}加|减{_SPREAD}少|退{_SPREAD}出|任{_SPREAD}命|聘{_SPREAD}任|任{_SPREAD}职|增{_SPREAD}补|免{_SPREAD}去|免{_SPREAD}职|解{_SPREAD}聘|续{_SPREAD}聘)"
    r"(?P<role>[^\s：:，。]{0,6}?)(?:\s*(?:人员)?(?:名单|人员))?\s*[：:]?\s*$"
)
_OTHER_HEAD = pattern("[^，。、]{1,6}(?:成员|委员|组员|人员)")
"""What opens another list, whatever it says of those in it."""
_ALONE = pattern(r"(?P<verb>[任免])(?P<role>)\s*[：:]?\s*$")
"""The verb alone on a line."""
_SOME = pattern(
    rf"(?P<lead>[^：:]{{0,60}}?)(?P<verb>{TAKES})[^：:，]{{2,20}}?等[一二两三四五六七八九十\d]*[名位人个]?(?:同志|人)?(?:为|任)(?P<post>[^：:]+?)[：:]"
)
"""The first of those who are listed, and how many: 聘任甲等5名同志为督学：甲、乙…"""
_AHEAD = pattern(
    rf"(?:[^，。：:]{{0,20}}?(?:决定|同意))?(?P<verb>{TAKES}|{LEAVES})(?:下列|以下)(?:同志|人员)(?:(?:为|的|担任|任)?(?P<post>[^，。：:]{{0,12}}))?$"
)
"""What opens a list where its colon stands behind a further clause: 聘任下列同志为中层副职，试用期一年：."""
_RANKED = pattern(
    rf"(?:[一二三四五六七八九十]+、)?(?P<verb>{TAKES}|{LEAVES})为?(?P<post>[^\s，。：:（(]{{3,16}})[（(]共?\d+[名人][）)][：:]?\s*$"
)
"""What opens a list and says how many are in it: 晋升四级调研员（3名）."""
_BY_POST = pattern("(?:为|担任|任)(?!免)")
_AS_FOLLOWS = pattern("(?:情况|名单|结果|人员|事项|决定)(?:公布|通知|公告)?如下$")
"""How a clause ends that leads to a list without a colon."""
_LISTS = pattern("(?:下列|以下|如下)")
_BOTH = pattern(r"任免[^：:]{0,12}[：:]\s*$")
_PASSES = pattern("(?:^|[）)、]|[^（(、]{2,4})(?:接替|替换|代替|不再)")
"""What no list says of those in it."""
_MOVES = pattern("\\s*(?:新增|增补|增加|增列|补充|退出|减少|调出|由)")
"""How what stands behind a role begins that says who comes and who goes."""
_GENERIC = pattern(
    "(?:中层|正|副|[处科股]级|领导|管理|行政|教学|党务|相应|相关|有关|新的?|以下|如下|下列)*(?:正职|副职|职务|干部|岗位)"
)
"""What stands for the posts that the list below tells one by one."""
_ABOUT = pattern(r"^(?:等)?(?:同志|人员|干部|中层干部)?(?:的)?(?:原|现)?(?:职务)?(?:名单)?(?:如下)?$")
_POST = pattern(
    r"^(?:等)?(?:同志|人员|干部)?(?:职务)?(?:为|任|担任|的)?(?P<post>.+?)(?:职务)?(?:的(?:同志|人员|干部))?(?:名单)?(?:如下)?$"
)
_REMARK = pattern(r"(?P<name>[^（）()、，]+)(?P<note>[（(][^（）()]+[）)])")
_REMARKED = pattern(r"(?<=\S)[（(](?:女|[^（）()]{1,8}族|女，[^（）()]{1,8}族)[）)](?=[^、，；;。\s])")
"""A remark that stands between a name and a post."""
_SET_OFF = pattern(r"[ \u3000\t]{2,}|[（(][^（）()]*[）)]|[：:]")
_LEAVES_LIST = pattern("(?:已)?(?:退出|调出|调离|离任|免去?|免职|不再担任|删除|取消)")
"""What stands in brackets behind somebody who is no longer in a list."""
_PAIRS = pattern(r"[^\s：:]+[：:][^：:]+?(?=[ \u3000]{2,}[^\s：:]+[：:]|$)")
"""A post, a colon and the people, up to the gap before the next post."""
_CANDIDATE = pattern("(?:候选人|人选)$")
_WHO = pattern("(?:下列|以下)(?:同志|人员)?$")
_COLON = pattern("[：:]")
_OF_GROUPS = pattern("组长|召集人|指挥|[组成委]员$|顾问")
"""Roles that are of groups alone: people below have them too where they stand with posts."""
_GAPS = pattern(r"[ \u3000\t]+")
_WIDE = pattern(r"[ \u3000]{2,}|\t+")
_RANK_BEHIND = pattern(r"(?P<post>\S{2,}\S)[ \u3000\t]+(?P<rank>职级\S+|\S{0,6}\d+级|[正副][处科股厅]级)")
_COURTESY = pattern("(?<=.{2})(?:副?教授|老师|院士|博士)$")
_SHORTEST = 2


def open_list(words: str, state: State) -> int | None:
    """Take note of the line or the words that open a list; return how long they are, None when ``words`` open none."""
    if state.is_first and (length := _open_line(words, state)):
        return length
    ahead = _AHEAD.match(words) if state.is_first or not state.people else None
    if ahead and (not ahead["post"] or _GENERIC.fullmatch(ahead["post"]) or is_role(ahead["post"])):
        post = ahead["post"] if is_role(ahead["post"] or "") else ""
        return _opened(state, ahead["verb"], post, len(words))
    if both := _BOTH.search(words):
        state.header, state.verb, state.post, state.list_role = "", "", "", ""
        return both.end()
    colon = _COLON.search(words)
    before = tighten(words[: colon.start()]) if colon else ""
    if colon is None or is_role(before):
        return _open_at_end(words, state) if colon is None and _AS_FOLLOWS.search(words) else None
    spread = _BARE.match(before)
    if spread and not spread["role"]:
        return _opened(state, spread["verb"], "", colon.end())
    if _OTHER_HEAD.fullmatch(before):
        state.header, state.verb, state.post, state.list_role = "", "", "", ""
    opened = _open_with_post(words, state)
    return _open_at_end(words, state) if opened is None else opened


def _open_line(words: str, state: State) -> int:
    """Open a list with a line that does nothing else: 任命：, 晋升四级调研员（3名）; return how long it is, 0 for another line."""
    bare, ranked = _BARE.match(words) or _ALONE.match(words), _RANKED.match(words)
    if bare and (not bare["role"] or is_role(bare["role"])):
        return _opened(state, "".join(bare["verb"].split()), bare["role"], len(words))
    if ranked and ends_as_post(ranked["post"]):
        return _opened(state, ranked["verb"], ranked["post"], len(words))
    return 0


def _open_at_end(words: str, state: State) -> int | None:
    """Open a list with a line that ends in a colon and tells in any words whether those below come or go."""
    line = words.rstrip()
    if (opens := OPENS.fullmatch(line)) and not read_people(line.rstrip("：:"), 0, state.context):
        return _opened(state, opens["verb"], "", len(words))
    if POSTS_FOLLOW.search(line):
        state.is_of_all = True
        return _opened(state, "任", "", len(words))
    takes, leaves = (re.search(verbs, line) is not None for verbs in (TAKES, LEAVES))
    is_open = line.endswith(("：", ":")) or _AS_FOLLOWS.search(line) is not None
    if not is_open or takes == leaves or not _LISTS.search(line):
        return None
    return _opened(state, "免" if leaves else "任", "", len(words))


def _open_with_post(words: str, state: State) -> int | None:
    """Open a list with the words before its colon: 聘任下列同志为督学：, 增补成员：, 组长调整为：."""
    some = _SOME.match(words)
    if some and ends_as_post(some["post"]):
        return _opened(state, some["verb"], some["post"], some.end())
    match = _HEADER.match(words)
    if match is None or read_people(match["lead"], 0, state.context):
        return None
    lead = match["lead"].strip()
    if _ABOUT.match(match["what"]):
        is_skipped = not is_role(lead) and _BECOMES.fullmatch(match["verb"])
        role = lead if is_role(lead) else ""
        return match.end() if is_skipped else _opened(state, match["verb"], role, match.end())
    post = _POST.match(match["what"])
    named = post["post"] if post else ""
    if _GENERIC.fullmatch(named):
        return _opened(state, match["verb"], "", match.end())
    if named.endswith("单位"):
        return None
    has_who = bool(match["who"]) or _WHO.search(lead) is not None
    is_post = (
        is_role(named)
        or (match["verb"] == "晋升" and ends_as_post(named))
        or (has_who and (ends_as_post(named) or _BY_POST.search(match["what"]) is not None))
    )
    return _opened(state, match["verb"], named, match.end()) if is_post else None


def _opened(state: State, verb: str, post: str, length: int) -> int:
    state.header = state.verb = "免" if re.match(LEAVES, verb) else "任"
    state.post, state.people, state.list_role = post or state.part, (), ""
    state.list_note, state.opened = "", len(state.found)
    return length


def listed(words: str, at: int, state: State) -> bool:
    """A line of a list: 甲　县财政局局长, 县财政局局长：甲、乙, 甲：县财政局局长, or names alone where all have one post."""
    if not state.verb:
        return False
    act: Act = state.verb
    if _role_first(words, at, act, state) or _role_joined(words, at, act, state):
        return True
    if state.post:
        return _of_one_post(words, at, act, state)
    return _post_first(words, at, act, state) or _listed_apart(words, at, act, state)


def _listed_apart(words: str, at: int, act: Act, state: State) -> bool:
    """Add who is what, of a line in which something stands between them."""
    if pairs := _pairs_of(words):
        return all(_two_parts(each, at + start, mark, act, state) for start, each, mark in pairs)
    colons = list(_COLON.finditer(words))
    if state.list_role and not colons and (people := _listed_in(words, at)):
        return put(state, act, people, state.list_role, at, at + len(words))
    state.list_role = tighten(words[: colons[0].start()]) if colons else ""
    state.list_role = state.list_role if is_role(state.list_role) else ""
    marks = (*colons, *_GAPS.finditer(words), *_REMARKED.finditer(words))
    return any(_two_parts(words, at, mark, act, state) for mark in marks)


def _role_first(words: str, at: int, act: Act, state: State) -> bool:
    """Add whom a line names behind a role and a gap: 副组长　甲　副县长, 成　员　乙、丙."""
    for gap in _GAPS.finditer(words, 1):
        role = tighten(words[: gap.start()])
        if len(role) > 1 and is_role(role):
            rest, start = words[gap.end() :], at + gap.end()
            people = _listed_in(rest, start) or read_people(_names_in(rest), start, state.context)
            state.list_role = role if _OF_GROUPS.search(role) else ""
            return bool(people) and put(state, act, people, role, at, at + len(words))
    return False


def _role_joined(words: str, at: int, act: Act, state: State) -> bool:
    """Add whom a line or an item names right behind a role: 主任甲, 副主任乙."""
    for cut in range(len(words) - _SHORTEST, 1, -1):
        if is_role(words[:cut]):
            rest = _names_in(words[cut:])
            people = read_people(rest, at + cut, state.context) or read_strange(rest, at + cut)
            return bool(people) and put(state, act, people, words[:cut], at, at + len(words))
    return False


def _pairs_of(words: str) -> list[tuple[int, str, re.Match[str]]]:
    """Return the parts of a line that tells several posts, each with its people behind a colon: 科长：甲　　副科长：乙; [] for others."""
    parts = [(match.start(), match[0]) for match in _PAIRS.finditer(words)]
    is_whole = len(parts) > 1 and tighten("".join(part for _, part in parts)) == tighten(words)
    marks = [(start, part, _COLON.search(part)) for start, part in parts] if is_whole else []
    return [(start, part, mark) for start, part, mark in marks if mark]


def _post_first(words: str, at: int, act: Act, state: State) -> bool:
    """Add whom an item names right behind the post, where it says nothing else: 县第一中学校长甲."""
    behind = state.line.partition(words)[2].lstrip()
    people = () if behind.startswith(("，", ",")) else read_people(words, at, state.context)
    is_sure = len(people) == 1 and bool(people[0].post) and not people[0].is_doubtful
    if not is_sure or f"{people[0].post}{people[0].name}" != words.removesuffix("同志"):
        return False
    return put(state, act, [people[0]._replace(post="")], people[0].post, at, at + len(words))


def _of_one_post(words: str, at: int, act: Act, state: State) -> bool:
    """Add everybody whom ``words`` name, with the post that stands above the list."""
    people = _listed_in(words, at) or read_people(words, at, state.context)
    for gap in _GAPS.finditer(words) if not people else ():
        left, right = words[: gap.start()].strip(), words[gap.end() :].strip()
        post, name = (left, right) if ends_as_post(left) else (right, left)
        if ends_as_post(post):
            people = tuple(each._replace(post=post) for each in read_strange(name, at))
    return bool(people) and put(state, act, people, state.post, at, at + len(words))


def _listed_in(text: str, at: int) -> tuple[Named, ...]:
    """Return whom ``text``, which stands at ``at``, lists with their posts."""
    found = roster_line.read(text) or roster_line.read(text, "职务在前")
    return tuple(
        Named(each.value.name, (at + each.start, at + each.end), "存疑" in each.odd, _post_or_end(each.value))
        for each in found
        if each.value.name
    )


def _post_or_end(listed: Listed) -> str:
    """Return the post of somebody listed, or what says that they are no longer in the list: （退出）."""
    return listed.post or (listed.remark if _LEAVES_LIST.fullmatch(listed.remark) else "")


def _two_parts(words: str, at: int, mark: re.Match[str], act: Act, state: State) -> bool:
    """Add who is what, of a line that ``mark`` divides into names and posts, in either order."""
    left, right = words[: mark.start()].strip(), words[mark.end() :].strip()
    if len(left) < _SHORTEST or len(right) < _SHORTEST:
        return False
    end = at + len(words)
    people = read_people(left, at, state.context) or read_strange(left, at)
    told = _with_reason(right)
    if people and _may_be_post(told):
        return put(state, act, people, _whole(told, state), at, end)
    right, note = _without_remark(right)
    start = at + words.index(right, mark.start())
    names = _names_in(right)
    is_series = "、" in names and _COLON.match(mark[0]) is not None
    people = read_people(names, start, state.context) or (
        read_series(names, start, state.context) if is_series else ()
    )
    if _may_be_post(left) and people:
        return put(state, act, people, _whole(left, state) + note, at, end)
    return False


def _with_reason(text: str) -> str:
    """Return a post with the reason, or the rank, that stands a gap behind it in brackets: 县三中副校长　　工作调动."""
    if ranked := _RANK_BEHIND.fullmatch(text):
        return f"{ranked['post']}（{ranked['rank']}）"
    cells = _WIDE.split(text)
    is_reason = len(cells) == _SHORTEST and ends_as_post(cells[0]) and not ends_as_post(cells[1])
    return f"{cells[0]}（{cells[1]}）" if is_reason and not is_name(cells[1]) else text


def _without_remark(text: str) -> tuple[str, str]:
    """Return one name without the remark in brackets behind it, and the remark: 甲（试用期一年）; a post in them stays."""
    match = _REMARK.fullmatch(text)
    return (match["name"], match["note"]) if match and is_remark(match["note"][1:-1]) else (text, "")


def _names_in(text: str) -> str:
    """Return names that gaps alone set apart with marks between them."""
    names = [each.value.name for each in roster_line.read(text) if each.value.name]
    is_plain = len(names) > 1 and "".join(names) == "".join(re.split(r"[\s、，]", text))
    return "、".join(names) if is_plain else text


def _may_be_post(text: str) -> bool:
    words = _CANDIDATE.sub("", tighten(re.sub(r"[（(][^（）()]*[）)]", "", text)).rstrip("。；;"))
    return ends_as_post(words.removesuffix("职务") or words) and not names_no_post(words)


def _whole(post: str, state: State) -> str:
    """Return ``post`` with the unit of the one before on the line, where it names none itself."""
    words = tighten(post)
    bare = re.sub(r"[（(].*", "", words)
    title = title_in(bare)
    if title == bare:
        return f"{state.unit}{words}"
    state.unit = bare.removesuffix(title) if title else ""
    return words


def of_role(words: str, at: int, state: State) -> bool:
    """A line of a role and people alone: 组长：甲　县长. What a list has too, it is odd."""
    mark = _COLON.search(words)
    role = tighten(words[: mark.start()]) if mark else ""
    if mark is None or not (is_role(role) or is_of_group(role)) or state.verb == "免":
        return False
    rest, start = words[mark.end() :], at + mark.end()
    people = () if _PASSES.search(rest) or _MOVES.match(rest) else _listed_in(rest, start)
    gone = [each for each in people if _LEAVES_LIST.fullmatch(each.post)]
    stay = [each for each in people if each not in gone]
    for each in gone:
        put(state, "免", [each._replace(post="")], role, at, at + len(words))
    is_listed = bool(stay) and put(state, "任", stay, role, at, at + len(words), odd=frozenset({"名单行"}))
    return bool(gone) or is_listed


def is_item(words: str) -> bool:
    """Whether ``words`` look like a line of a list: a name, and something behind it or before it."""
    parts = [tighten(part) for part in _SET_OFF.split(words.strip()) if part.strip()]
    return len(parts) > 1 and any(is_name(_COURTESY.sub("", part)) for part in parts)
