"""The forms in which a clause tells that a role passes from one to another, or that people join or leave those of a role."""

from __future__ import annotations

import re

from gongwen.pattern import pattern
from gongwen.terms.people import roster_line
from gongwen.terms.people.appointed import Act, Oddity
from gongwen.terms.people.appointments.state import State, put, stands_for_post
from gongwen.terms.people.named_people import Named, read_people, read_series, read_strange
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_title, title_in
from gongwen.terms.people.role import is_of_group, is_role
from gongwen.zh.spaces import tighten

_TAKES_OVER = "接替|替换(?!为)|替代|代替|顶替|接任"
_JOINS, _LEAVES = "增加|增补|新增|补充", "减少|去掉|调出|免去|退出|删除|剔除|撤出"
_SWAP_FOR = pattern(
    rf"(?P<new>.+?)(?:{_TAKES_OVER})(?P<old>.+?)(?:同志)?(?:担任|兼任|任|为|的)(?!同志|担任|任|为|、)(?P<post>.+)"
)
_PAIR = pattern(rf"(?P<new>.+?)(?:{_TAKES_OVER})(?P<old>.+)")
_EACH = rf"[^、]+(?:{_TAKES_OVER})[^、]+"
_PAIRED = pattern(rf"(?P<pairs>{_EACH}(?:、{_EACH})+?)(?:担任|兼任|任|为)(?P<post>.+)")
"""甲接替乙、丙接替丁任组长."""
_BY_FOR = pattern(
    rf"(?P<post>[^由]{{2,40}}?)(?:职务|一职)?由(?P<new>.+?)(?:同志)?(?:{_TAKES_OVER})(?P<old>[^的]{{2,8}}?)(?:同志)?(?:担任|兼任|任)?"
)
_SWAPPED = "(?:调整|变更|更换|替换|调换|改|更改|换)(?:为|由)"
_SWAP_TO = "将?(?:原)?(?P<post>.{{{length}}})由?(?:原来?的?)?(?P<old>.{{2,8}}?)" + _SWAPPED + "(?P<new>.+)"
_SWAP_BY = pattern("(?P<unit>.*?)由(?P<new>.+?)(?:接替|接任|替换|代替)(?P<old>.{2,8})")
_SHORTEST_UNIT = 2
"""Characters of a unit, and one less than those of the shortest that stands before a name."""
_SWAP_IN = pattern(rf"[：:]?(?:将|由)?(?P<old>.{{2,8}}?)(?:同志)?{_SWAPPED}(?P<new>.+)")
_ROLE_OF_UNIT = pattern("^.{2,}(?:的|局|委|办|部|厅|院|会|室|中心|公司|镇|乡)(?=(?:成员|委员)$)")
_ROLE_BY = pattern(
    rf"将?(?P<post>.{{2,40}}?)(?:中)?[：:，]?(?:由)(?P<old>.{{2,8}}?){_SWAPPED}(?P<new>.+?)(?:担任|兼任)?"
)
_BY = pattern(
    r"(?P<post>.{2,}?)(?:职务|一职)?(?P<each>分别)?(?:改|仍|暂|均|交|转|拟|现|统一)*由(?P<names>.+?)(?:同志)?(?:同时|共同|一并)?(?P<verb>担任|兼任|接任|[改转调升出]任|接替|替换|顶替|代替|替代|继任|代理|代行|(?<!主)任|兼)$"
)
_ROLE_TO = pattern(rf"(?P<post>.{{2,40}}?)(?:{_SWAPPED}|为)(?P<new>.+?)(?:担任|兼任)?")
_MORE = pattern(
    rf"(?P<post>.{{2,12}}?)(?:中|名单)?[：:，]?(?P<verb>{_JOINS}|{_LEAVES})(?:为)?[：:]?(?P<names>.+)"
)
_MORE_OF_ROLE = pattern(
    rf"(?P<unit>.*?)(?P<verb>{_JOINS}|{_LEAVES}|聘任|任命|续聘)(?:人员|成员|的有)?[：:]?(?P<names>.+)"
)
_JOIN_IN_ROLE = pattern(rf"(?P<unit>.{{0,16}}?)(?P<verb>{_JOINS}|{_LEAVES})(?P<names>.+)")
_PART_BY = pattern(
    "(?P<part>[^，、由的]{2,10}(?<!小)组)由(?P<names>.+?)(?:同志)?(?:担任|兼任|任)(?P<role>[^，]{2,6})"
)
_PART_OF_GROUP = pattern("(?<!小)组$")
"""How the name of a part of a group ends."""
_UNSAID = pattern("^其中|(?:因|由于)[^，]*$|分别$")
"""What may stand around those who leave a post, and is no part of their names."""
_OF = pattern("所任的?|(?:同志|先生|女士)?的(?:原)?|同志(?:原任|所任)")
"""What stands between somebody and the post that somebody else takes over."""
_GROUP_BEFORE = pattern("^.*(?:领导小组|指挥部|委员会|专班|小组)")
"""The group that may stand before a role."""
_OF_HIS = pattern("^(?:所|原)?(?:任|兼任|担任|兼)(?:的)?(?=.{2})")
"""What stands before a post that somebody had: 所任副主任."""
_ANY_POST = ("工作", "岗位", "位置", "职务", "职位")
"""What stands for the post or the role that somebody had."""
_REPLACED = pattern("(?:将|把)?(?P<old>.+?)(?:同志)?(?:替换|调整|更换|变更|改)为(?:新任)?(?P<new>.+)")
_BEFORE_AFTER = pattern(
    r"(?:调整前|原)(?:的)?(?P<post>[^：:，]{2,8})[：:](?P<old>.+?)[ \u3000\t；;]+(?:调整后|现)(?:的)?(?P=post)[：:](?P<new>.+)"
)
"""调整前组长：甲　　调整后组长：乙."""
_FROM_TO = pattern(
    r"(?:职级)?由(?:原)?(?P<old>.+?)(?:调任|改任|转任|调整为|改为|晋升为|套转为|升任|提任|调整担任)(?P<new>.+)"
)


def swap(words: str, at: int, state: State) -> bool:
    """乙接替甲任…, 成员甲调整为乙, 组长由乙担任, 成员增加甲, 甲由…调任…."""
    end = at + len(words)
    if (changed := _BEFORE_AFTER.fullmatch(words)) and is_role(tighten(changed["post"])):
        old, new = (
            read_series(changed[each], at + changed.start(each), state.context) for each in ("old", "new")
        )
        return bool(old and new) and pass_on(new, old, tighten(changed["post"]), at, end, state)
    if paired := _PAIRED.fullmatch(words):
        return _in_pairs(paired, at, end, state)
    if match := _SWAP_FOR.fullmatch(words) or _ROLE_BY.fullmatch(words) or _swap_to(words):
        new = read_people(match["new"].removeprefix("由"), at + match.start("new"), state.context)
        old = _replaced(match, at, state)
        post = _without_unit(_ROLE_OF_UNIT.sub("", match["post"].strip("：:， 　")))
        is_post = _names_role(post) or ends_as_post(post)
        if new and old and (match.re == _SWAP_FOR or is_post):
            return pass_on(new, old, post, at, end, state)
    return (
        _replace(words, at, state)
        or _by_for(words, at, state)
        or _swap_in(words, at, state)
        or _by(words, at, state)
        or _role_to(words, at, state)
        or _more(words, at, state)
        or _moved(words, at, state)
    )


def _without_unit(post: str) -> str:
    """Return a role without the unit that stands a gap before it: 县教育局　委员 → 委员."""
    unit, gap, role = post.replace("\u3000", " ").rpartition(" ")
    return role if gap and is_role(role) and ends_as_unit(unit) else post


def _replace(words: str, at: int, state: State) -> bool:
    """将县防汛指挥部成员、县水利局局长甲替换为县水利局局长乙: the role stands with whoever leaves."""
    match = _REPLACED.fullmatch(words)
    old = read_people(match["old"], at + match.start("old"), state.context) if match else ()
    new = read_people(match["new"], at + match.start("new"), state.context) if match and old else ()
    is_seat = bool(new) and len(new) == len(old) and all(each.role for each in old)
    return is_seat and all(
        pass_on((comer,), (leaver,), leaver.role, at, at + len(words), state)
        for comer, leaver in zip(new, old, strict=True)
    )


def _by_for(words: str, at: int, state: State) -> bool:
    """组长由乙接替甲担任, 组长甲由乙接替."""
    match = _BY_FOR.fullmatch(words)
    if match is None:
        return False
    new = read_people(match["new"], at + match.start("new"), state.context)
    old = read_series(match["old"], at + match.start("old"), state.context)
    post = match["post"].removeprefix("原")
    if state.role and ends_as_post(post) and not (is_role(post) or is_of_group(post)):
        new, post = tuple(each._replace(post=each.post or post) for each in new), state.role
    is_post = _names_role(post) or ends_as_post(post)
    return bool(new and old) and is_post and pass_on(new, old, post, at, at + len(words), state)


def _in_pairs(match: re.Match[str], at: int, end: int, state: State) -> bool:
    """甲接替乙、丙接替丁任成员: each takes over from the one behind the word."""
    pairs = [_PAIR.fullmatch(each) for each in match["pairs"].split("、")]
    read = [
        (read_series(pair["new"], at, state.context), read_series(pair["old"], at, state.context))
        for pair in pairs
        if pair
    ]
    is_read = all(len(new) == len(old) == 1 for new, old in read)
    return is_read and all(pass_on(new, old, match["post"], at, end, state) for new, old in read)


def _replaced(match: re.Match[str], at: int, state: State) -> tuple[Named, ...]:
    """Return who is replaced, whatever the surnames."""
    old = match["old"].removesuffix("同志")
    return read_series(old.removeprefix("由"), at + match.start("old"), state.context)


def _names_role(post: str) -> bool:
    """Whether ``post`` is a role, or ends in one behind the name of a group."""
    return any(is_role(post[cut:]) for cut in range(len(post) - 1))


def pass_on(
    new: tuple[Named, ...], old: tuple[Named, ...], post: str, at: int, end: int, state: State
) -> bool:
    """Add that ``post`` passes from each of ``old`` to the one of ``new`` in the same place, or from all to all."""
    if len(new) == len(old):
        roles = [_GROUP_BEFORE.sub("", each.role) or post for each in old]
        is_mixed = len(set(roles)) > 1
        units = [each.post.removesuffix(title_in(each.post)) if title_in(each.post) else "" for each in old]
        new = tuple(_in_the_unit(comer, unit) for comer, unit in zip(new, units, strict=True))
        return all(
            put(state, "任", [comer], role if is_mixed else post, at, end, replaced=leaver.name)
            for comer, leaver, role in zip(new, old, roles, strict=True)
        )
    return put(state, "免", old, post, at, end) and put(state, "任", new, post, at, end)


def _role_to(words: str, at: int, state: State) -> bool:
    """召集人调整为副县长甲: a role passes on, and nothing tells from whom; of a unit, in the role that the text is about."""
    match = _ROLE_TO.fullmatch(words)
    people = read_people(match["new"], at + match.start("new"), state.context) if match else ()
    if match is None or not people:
        return False
    if _names_role(match["post"]):
        return put(state, "任", people, match["post"], at, at + len(words))
    is_unit = bool(state.role) and ends_as_unit(match["post"])
    odd = frozenset[Oddity]({"原任不明"})
    return is_unit and put(state, "任", people, state.role, at, at + len(words), odd=odd)


def _swap_in(words: str, at: int, state: State) -> bool:
    """甲调整为乙, of the role that the clause before names."""
    of_role = (_SWAP_BY.fullmatch(words) or _PAIR.fullmatch(words)) if state.role else None
    match = (_in_unit_swap(words, at, state) if state.role else None) or _SWAP_IN.fullmatch(words) or of_role
    if match is None:
        return False
    start = at + match.start("new")
    new = read_people(match["new"], start, state.context) or _in_unit(match["new"], start)
    new = tuple(_in_the_unit(each, words[: match.start()]) for each in new)
    old = _replaced(match, at, state) if state.role else read_people(match["old"], at, state.context)
    return bool(new and old) and pass_on(new, old, state.role, at, at + len(words), state)


def _in_unit_swap(words: str, at: int, state: State) -> re.Match[str] | None:
    """Return what follows the unit in 县财政局由甲调整为乙, 县财政局：甲调整为乙; None for anything else."""
    for cut in range(len(words) - 1, _SHORTEST_UNIT, -1):
        match = _SWAP_IN.fullmatch(words, cut) if ends_as_unit(words[:cut]) else None
        if match and read_people(match["old"], at, state.context):
            return match
    return None


def _in_the_unit(person: Named, unit: str) -> Named:
    """Return ``person`` with the post in ``unit`` where a title stands alone with the name: 县公安局, 副局长甲."""
    title = person.post or person.role
    return person._replace(post=f"{unit}{title}", role="") if unit and is_title(title) else person


def _in_unit(names: str, at: int) -> tuple[Named, ...]:
    """Return the person of whom the unit alone is told before the name: 技术部甲."""
    for length in (3, 2):
        name, unit = names[-length:], names[:-length]
        if is_name(name) and ends_as_unit(unit):
            return (Named(name, (at + len(unit), at + len(names))),)
    return ()


def _by(words: str, at: int, state: State) -> bool:
    """组长由乙担任, 办公室主任由乙兼任."""
    match = _BY.fullmatch(words)
    people = read_people(match["names"], at + match.start("names"), state.context) if match else ()
    if match and not people:
        start = at + match.start("names")
        people = _in_unit(match["names"], start) or (
            read_strange(match["names"], start) if is_role(match["post"]) else ()
        )
    if match is None or not people:
        return False
    end = at + len(words)
    left, post = _left_behind(match["post"], at, state)
    if left and len(left) == len(people) and post:
        return pass_on(people, left, post, at, end, state)
    act: Act = "代理" if match["verb"] in ("代理", "代行") else "任"
    if match["post"].startswith("其"):
        return _by_whom_else(match["post"][1:], act, people, at, end, state)
    is_each = match["each"] is not None or match["names"].endswith("分别")
    who_had = _who_had(match["post"], state)
    return put(state, act, people, match["post"], at, end, shared=is_each, replaced=who_had)


def _left_behind(words: str, at: int, state: State) -> tuple[tuple[Named, ...], str]:
    """Return who leaves a post or a role, and which: 成员甲, 甲同志的县防汛指挥部成员, or whom the clause before names with it."""
    left = read_people(_UNSAID.sub("", words), at, state.context)
    if left:
        return left, left[0].role or state.role or (left[0].post if len(left) == 1 else "")
    for mark in _OF.finditer(words):
        if people := read_people(_UNSAID.sub("", words[: mark.start()]), at, state.context):
            return people, words[mark.end() :]
    own = [each for each in state.people if (each.role or each.post).endswith(words)]
    is_of_them = bool(own) and len(own) == len(state.people) and not state.is_first
    return (tuple(own), own[0].role or own[0].post) if is_of_them else ((), "")


def _who_had(post: str, state: State) -> str:
    """Return who gives up, right before, the post for which ``post`` stands: 该职务; "" for any other post."""
    last = state.found[-1].value if state.found else None
    return last.name if last and last.act == "免" and stands_for_post(post) else ""


def _by_whom_else(post: str, act: Act, people: tuple[Named, ...], at: int, end: int, state: State) -> bool:
    """其工作由乙担任, 其副主任职务由乙担任: of the one whom the clause before names."""
    last = state.found[-1].value if state.found else None
    left = state.people[0].name if len(state.people) == 1 else ""
    post = _OF_HIS.sub("", post)
    if post not in _ANY_POST:
        return put(state, act, people, post, at, end, replaced=left)
    if last is not None and last.post and last.name == left:
        return put(state, act, people, last.post, at, end, replaced=last.name)
    return bool(left) and put(state, act, people, state.people[0].role, at, end, replaced=left)


def _more(words: str, at: int, state: State) -> bool:
    """成员增加甲, 副组长减少乙."""
    match = _MORE.fullmatch(words)
    role = tighten(match["post"]) if match else ""
    if match is None or not is_role(role):
        return False
    people = read_people(match["names"], at + match.start("names"), state.context)
    state.role = role
    return put(state, _act_of(match["verb"]), people, role, at, at + len(words))


def join(words: str, at: int, state: State) -> bool:
    """技术组增加成员甲, 增补副组长乙、成员丙: the role stands with the name."""
    match = _JOIN_IN_ROLE.fullmatch(words)
    people = read_people(match["names"], at + match.start("names"), state.context) if match else ()
    if match is None or not people or not people[0].role:
        return False
    role, unit = "", match["unit"] if _PART_OF_GROUP.search(match["unit"]) else ""
    for each in people:
        role = each.role or role
        put(state, _act_of(match["verb"]), [each], f"{unit}{role}", at, at + len(words))
    return True


def _act_of(verb: str) -> Act:
    return "免" if verb in _LEAVES.split("|") else "任"


def lead_part(words: str, at: int, state: State) -> bool:
    """采购监督组由甲任组长: a role in a part of a group, in which those are who are named behind it."""
    match = _PART_BY.fullmatch(words)
    people = read_people(match["names"], at + match.start("names"), state.context) if match else ()
    if match is None or not people or not is_role(match["role"]):
        return False
    state.of_part = match["part"]
    return put(state, "任", people, match["role"], at, at + len(words))


def take_more(words: str, at: int, state: State) -> bool:
    """增加乙, 县残联增加丙, of the role that the text is about: 成员中去掉甲，增加乙."""
    match = _MORE_OF_ROLE.fullmatch(words) if state.role else None
    if match is None or (match["unit"] and not ends_as_unit(match["unit"])):
        return False
    start = at + match.start("names")
    people = read_series(match["names"], start, state.context) or _in_unit(match["names"], start)
    return put(state, _act_of(match["verb"]), people, state.role, at, at + len(words))


def _swap_to(words: str) -> re.Match[str] | None:
    """Return 将成员甲调整为乙 in its parts, the longest role before the name; None for anything else."""
    for length in range(12, 1, -1):
        match = re.fullmatch(_SWAP_TO.format(length=length), words)
        if match and is_role(match["post"].strip("：:")):
            return match
    return None


def _moving(names: str, at: int, state: State) -> tuple[Named, ...]:
    """Return who moves: by name, or with a post apart from it."""
    if people := read_people(names, at, state.context):
        return people
    found = [each for each in roster_line.read(names.strip("，, 　\t")) if each.value.name]
    if len(found) == 1 and found[0].value.post:
        value = found[0].value
        return (Named(value.name, (at, at + len(names.rstrip())), False, value.post),)
    return read_strange(names, at)


def _is_post_or_unit(text: str) -> bool:
    words = text.removesuffix("职务")
    return not words.endswith("同志") and (ends_as_post(words) or ends_as_unit(words) or is_role(words))


def _moved(words: str, at: int, state: State) -> bool:
    """甲由…调任…: a post, or a role, is left for another."""
    match = _FROM_TO.search(words)
    if match is None or not _is_post_or_unit(match["old"]):
        return False
    names = words[: match.start()]
    people = _moving(names, at, state) if names else state.people
    if not people:
        return False
    put(state, "免", people, match["old"], at, at + len(words))
    return put(state, "任", people, match["new"], at, at + len(words))
