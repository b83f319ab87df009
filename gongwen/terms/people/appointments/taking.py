"""The forms in which a clause tells who takes up a post, or leads a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.pattern import pattern
from gongwen.terms.people import roster_line
from gongwen.terms.people.appointed import Act, Oddity
from gongwen.terms.people.appointments.state import State, put
from gongwen.terms.people.appointments.verbs import BECOMES
from gongwen.terms.people.inference.words import WORD
from gongwen.terms.people.named_people import (
    Context,
    Named,
    begins_post,
    read_people,
    read_series,
)
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, is_title
from gongwen.terms.people.role import is_of_group, is_role

_TAKING = (
    r"任命|聘任|续聘|聘请|聘用|委任|委派|派任|增补|增列|增选|增加|补充|新增|推荐|推选|选举|选任|补选|明确|确定|决定|指定|批准|任用|提名|通过|"
    r"抽调|选派|晋升|建议(?:任命|聘任|选举)?|(?:分别|改|现|均)由|由其?(?:接任者|继任者)|调整|调"
)
_TAKE_VERB = pattern(rf"(?:正式)?(?:{_TAKING}|派)")
_SHORT_VERB = pattern("由|任|聘|请")
"""What may as well be a surname."""
_AS = pattern(
    r"(?P<stay>继续|仍|仍然|保留)?(?:拟|试|分别|同时|并|另|还|到|改|转|升|暂|临时|职级|统一)*"
    rf"(?P<as>{BECOMES})"
)
_ALL = pattern("(?:以上|上述)(?:人员|同志)?(?:均|都)?(?:为|担任|任)(?P<post>[^，]{2,20})")
_LATER = pattern("待[^，任]{2,20}(?:后再?|时)")
"""What says that a post is taken up once it was decided."""
_LEADING = pattern(
    r"(?:临时|暂时|牵头|具体|全面)*(?:主持(?P<post>.*?)(?:的)?(?:全面|日常|行政|党务)*|负责(?P<unit>.*?)(?:的)?(?:全面|日常|行政|党务)+)工作$"
)
_LABOUR = pattern(
    "^[^，。：:]{2,20}[：:](?:主持|负责|领导)|[，；。]负责[^。；]{2,40}工作|分管|联系[^，。；系人]{2,}|协管|协助[^，。；]{1,12}(?:分管|负责|抓|做好)|负责[^。；]{2,40}?(?:方面|等)(?:的)?工作|领导[^，。；]{2,12}全面工作"
)
"""What a line says that tells who looks after what: no change of posts."""
_LED_BY = pattern(
    r"(?P<post>.+?)(?:的)?(?:全面|日常|行政|党务)*工作(?:暂时?|临时)?由(?P<names>.+?)(?:同志)?(?:临时|暂时)?主持"
)
_BEFORE = pattern(
    r"(?:(?:因|由于)[^任]{1,10}?)?(?:并|同时|现|决定|拟|另|暂|临时|职级|转正)*(?P<named>(?:建议|提名|推荐)(?!为))?(?:分别)?(?P<stay>正式|继续|仍)?(?:分别)?(?:其|由其)?"
    rf"(?P<as>{BECOMES})(?P<post>.+)"
)
_GOES_ON = ("、", "不再", "同志", "担任", "任", "调整", "由", "接替", "因", "为")
"""What shows that the character before belongs to a name."""
_ACTING = ("代理", "代行")
_MAY_END_NAME = "升转改提调晋"
"""What a verb of several characters begins with and a given name ends in."""
_GAP = pattern(r"\S[ \u3000\t]+\S{2,}")
_GIVEN = 2
"""Characters of the longest given name behind a surname of one."""
_NO_NAME_END = ("不再", "正式", "分别", "继续", "同志", "同意其", "仍", "不", "兼", "新")
"""How what stands before 任 ends where it is no name."""
_NO_NAME_START = ("不再", "因", "由于", "以上", "上述")
_NO_POST_BEHIND = ("职", "的", "期", "主", "人", "准")
"""How what stands behind 任 and 为 begins where it is no post."""


def take(words: str, at: int, state: State) -> bool:
    """任命甲为…, 甲同志任…, 由甲担任…, and 甲为… where a list goes on."""
    for start in _name_starts(words, state.context):
        for found in _AS.finditer(words, start):
            match = _behind_name(words, start, found, state.context)
            names = words[start : match.start()]
            is_left = names.endswith("不再") or names.startswith("不再")
            people = () if is_left else read_people(names, at + start, state.context)
            if not people and not _is_known_later(words, start, match, at, state):
                people = _with_post(names, at + start) or _strangers(words, start, match, at, state)
            post = words[match.end() :].strip()
            is_seat = is_role(post) or is_of_group(post)
            if people and (is_seat or _may_follow(words[:start], match["as"], names, state)):
                done = _taken(words, at, start, match, people, state)
                if done is not None:
                    return done
    return False


def _is_known_later(words: str, start: int, match: re.Match[str], at: int, state: State) -> bool:
    """Whether a name ends at a later verb than ``match``: 县长侯为东兼任 tells of 侯为东, and nothing of what 东 is."""
    later = _AS.finditer(words, match.end())
    return any(read_people(words[start : each.start()], at + start, state.context) for each in later)


def _with_post(names: str, at: int) -> tuple[Named, ...]:
    """Return the person whose post stands a gap behind the name: 甲　县法院副院长　增补为委员."""
    found = [each.value for each in roster_line.read(names.strip()) if each.value.name]
    if len(found) != 1 or not ends_as_post(found[0].post) or not _GAP.search(names.strip()):
        return ()
    return (Named(found[0].name, (at, at + len(names.rstrip())), False, found[0].post),)


def _behind_name(words: str, start: int, match: re.Match[str], context: Context) -> re.Match[str]:
    """Return ``match`` without what belongs to the known name before it: 霍东升任 is no 升任 of 霍东."""
    names = words[start : match.start() + 1]
    is_new = match[0] == "新任" and any(len(each.name) > _GIVEN for each in read_people(names, 0, context))
    is_own = is_new or (match[0][0] in _MAY_END_NAME and names in context.people)
    return (_AS.search(words, match.start() + 1) or match) if is_own else match


def _strangers(words: str, start: int, match: re.Match[str], at: int, state: State) -> tuple[Named, ...]:
    """Return whom the words before ``match`` name, of surnames that are not known: sure before 为, a doubt before 任."""
    names, post = words[start : match.start()], words[match.end() :].strip()
    if names.endswith(_NO_NAME_END) or names.startswith(_NO_NAME_START):
        return ()
    if match["as"].endswith("为") and (start or state.verb == "任" or match["as"] != "为"):
        people = read_series(names, at + start, state.context)
        are_words = any(WORD.search(each.name) for each in people if not is_name(each.name))
        return () if are_words else tuple(each._replace(is_doubtful=False) for each in people)
    is_post = begins_post(post, state.context) and ends_as_post(post)
    if match["as"] in ("任", "兼任", "担任") and (is_post or is_role(post)):
        return read_series(names, at + start, state.context)
    return ()


def _taken(
    words: str, at: int, start: int, match: re.Match[str], people: tuple[Named, ...], state: State
) -> bool | None:
    """Add that ``people`` take up what stands behind ``match``; None when no post does."""
    post, end = words[match.end() :], at + len(words)
    names = words[start : match.start()]
    if not post.strip() or post.strip().startswith(_GOES_ON):
        return None
    if post.startswith(_NO_POST_BEHIND) and not ends_as_post(post):
        return None
    if state.is_first or not state.people:
        state.verb = state.verb if "同志" in names and not start else "任"
    act = _act(words[:start], match)
    odd = _doubt_of(words, start, state) | _doubt_of_end(names, match[0], people, state)
    return put(state, act, people, post, at, end, shared="分别" in match[0], odd=odd)


def _act(verb: str, match: re.Match[str]) -> Act:
    if "拟" in match[0] or verb.startswith(("提名", "推荐", "建议")) or match["as"] in ("提名为", "推荐为"):
        return "提名"
    if match["stay"] or verb.startswith("正式"):
        return "留任"
    return "代理" if match["as"] in _ACTING else "任"


def _name_starts(words: str, context: Context) -> list[int]:
    """Return where the names may begin: behind a verb, or at once; a verb of one character may be a surname."""
    if match := _TAKE_VERB.match(words):
        return [match.end(), 0]
    if match := _SHORT_VERB.match(words):
        rest = re.split("同志|担任|兼任|接任|任|为|[、（(]", words[1:], maxsplit=1)[0]
        is_own = f"{words[0]}{rest}" in context.people
        if words[0] == "由" and len(rest) > _GIVEN and not is_own:
            return [1]
        return [0] if is_own or not read_people(rest, 0, context) else [1, 0]
    return [0]


def _may_follow(verb: str, word: str, names: str, state: State) -> bool:
    """Whether a post follows ``word``: 为 alone only behind a verb, in a list that goes on, or behind 同志."""
    if verb in ("任", "聘", "请"):
        return word in ("为", "担任")
    is_name_alone = word == "为" and state.is_first and state.header != "免" and is_name(names)
    return (
        is_name_alone
        or word not in ("为", "兼")
        or bool(verb)
        or state.verb == "任"
        or names.endswith("同志")
    )


def _doubt_of(words: str, start: int, state: State) -> frozenset[Oddity]:
    """Return whether a verb of one character before the name could be the surname."""
    is_short = start == 1 and words[0] != "由"
    return frozenset({"姓名起止"} if is_short and "同志" not in words and not state.context.people else ())


def _doubt_of_end(names: str, verb: str, people: Sequence[Named], state: State) -> frozenset[Oddity]:
    """Return whether the last of ``names``, of two characters and not known, could have the first of ``verb`` too: 查日升任."""
    last = people[-1].name
    is_short = len(last) == _GIVEN and names.endswith(last) and last not in state.context.people
    is_open = is_short and verb == "升任"
    return frozenset({"姓名起止"} if is_open else ())


def take_too(words: str, at: int, state: State) -> bool:
    """任…, 兼任…, 挂职任… without a name, of those whom the clause before names."""
    if (whole := _ALL.fullmatch(words)) and state.gathered:
        everybody, state.gathered, state.ahead_at = state.gathered, (), None
        return put(state, "任", everybody, whole["post"], at, at + len(words))
    later = _LATER.match(words)
    match = _BEFORE.fullmatch(words, later.end() if later else 0)
    if match is None or not state.people or state.is_first:
        return False
    if match["as"] in ("为", "兼") and not ends_as_post(match["post"].split("（")[0]):
        return False
    act: Act = "留任" if match["stay"] else "代理" if match["as"] in _ACTING else "任"
    if later or match["named"] or match["as"] in ("提名为", "推荐为") or words.startswith("拟"):
        act = "提名"
    return put(state, act, state.people, match["post"], at, at + len(words), shared="分别" in words[:8])


def lead_unit(words: str, at: int, state: State) -> bool:
    """甲同志主持县财政局工作, 县财政局工作由甲同志主持."""
    if by := _LED_BY.fullmatch(words):
        people = read_people(by["names"], at + by.start("names"), state.context)
        return bool(people) and put(state, "主持", people, by["post"], at, at + len(words))
    match = _LEADING.search(words)
    if match is None:
        return False
    start, names = _by_whom(words[: match.start()], state.context)
    people = read_people(names, at + start, state.context) if names else state.people
    unit = match["post"] or match["unit"] or ""
    if people and _is_labour(people, unit, state):
        return False
    post = unit or (state.found[-1].value.post if state.found and not names else "")
    return bool(people and post) and put(state, "主持", people, post, at, at + len(words))


def _is_labour(people: Sequence[Named], unit: str, state: State) -> bool:
    """Whether a line tells what each one looks after, who leads everything among them: 局长甲主持全面工作，分管办公室."""
    if len(state.found) > state.found_before:
        return False
    heads = [each.post for each in people if each.post and "副" not in each.post]
    leads_own = len(heads) == len(people) and all(unit in post or is_title(post) for post in heads)
    return leads_own or _LABOUR.search(state.line) is not None


def _by_whom(names: str, context: Context) -> tuple[int, str]:
    """Return where the names begin and what they are; 由 before them is no surname where the rest is a name."""
    rest = names.removeprefix("由")
    is_word = rest != names and bool(read_people(rest, 0, context))
    return (1, rest) if is_word else (0, names)
