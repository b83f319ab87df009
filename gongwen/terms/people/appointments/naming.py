"""The forms in which a clause names whom, or which role, the clauses behind it speak of, and adds notes to what was said."""

from __future__ import annotations

from gongwen.pattern import pattern
from gongwen.terms.people.appointments.lists import is_item
from gongwen.terms.people.appointments.state import State, add_note, put
from gongwen.terms.people.named_people import read_people
from gongwen.terms.people.post import ends_as_unit
from gongwen.terms.people.role import is_role

GROUND = pattern(r"\s*(?:根据|按照|依据|经|鉴于|因|为|由于|在.{2,30}(?:前|后|期间)$)")
"""How a clause begins that says why."""
_JOINS = pattern("增补|增列|增加|新增|补充|任命|聘任|续聘|增选")
_PASSES_ON = pattern("接替|替换|替代|代替|顶替|接任|对调|互换")
_REASON = pattern(
    r"(?P<names>.+?)(?:因|由于|兼管|牵头|已|年满|延长|到龄|达到|工作|[职务任]+(?:发生)?变|任期|退出(?:现职|领导岗位)|改任非领导职务|(?:代理|聘任?|服务)期|调离|调走|离任|调出|调(?:任|到|往|离)?.{2,20}?工作)"
)
_LEAVES = pattern("[职务任]+(?:发生)?变|调离|调走|离任|调出|退休|去世|辞职|离职")
"""Why somebody leaves what they have."""
_NOTE_CLAUSE = pattern(
    r"试用期|试用|挂职|聘期|任期|任职时间|期限|保留|享受|正?[处科股厅局]级|级别|排名|列.{1,20}[后前]|时间从|自.+起|从.+起|"
    r"另有任用|另有安排|退出现职|职级|待遇|为期"
)
_SENT = pattern(
    r"(?:选派|委派|抽调|派|安排)?(?P<names>.+?)(?:(?:交流|平职|平级|提拔|选派|轮岗|下派)*(?:到|赴|去|前往|调)(?P<unit>.{2,20}?)(?:挂职|工作|任职|锻炼|交流)(?:锻炼)?|(?:(?:交流|调动|轮岗|选派|下派|调整?|派)(?:到|至|往)|进入|加入|调入|增补进入?)(?P<to>.{2,20}))"
)
_COMPOSED = pattern(
    r"(?:新一届|新)?(?P<body>[^，]*?(?:中共|党)[^，]*?)(?:第[一二三四五六七八九十\d]+届)?(?P<kind>委员会|总支部委员会|支部委员会|支委会)由(?P<names>.+?)组成"
)
_GROUP_LINE = pattern(r"[^，。：:]{4,30}(?:组|会|部|班|会议)[：:]")
_TAKES_PART = pattern("(?P<names>[^参]+)参加")
_ELECTED = pattern("(?:选举|补选|增选|推选|选举|聘任|任命)(?:产生)?的")
_SETS_UP = pattern("(?:下设|设立|成立|组建)[^，。]{2,16}[，：:]")
_HELD = pattern("原|副?组长|副?总?指挥长?|副?主任|成员|委员|召集人")
_ALL = pattern("(?:以上|上述)")
_LONGEST_NOTE = 40


def name_role(words: str, at: int, state: State) -> bool:
    """副组长中, and 原组长甲, 成员乙、丙: the role, or those in it, of whom the clauses behind speak."""
    if words.endswith("中") and is_role(words[:-1]):
        state.role = words[:-1]
        return True
    people = read_people(words, at, state.context) if _HELD.match(words) else ()
    if people and people[0].role and _SETS_UP.search(state.line) and not words.startswith("原"):
        return put(state, "任", people, people[0].role, at, at + len(words))
    state.gathered = (*state.gathered, *people)
    state.people = state.gathered if people else state.people
    return bool(people)


def compose(words: str, at: int, state: State) -> bool:
    """中共甲社区第三届委员会由乙、丙两位同志组成: members of a body, whose posts those are that name none behind it."""
    match = _COMPOSED.fullmatch(words)
    people = read_people(match["names"], at + match.start("names"), state.context) if match else ()
    if match is None or not people:
        return False
    state.section = f"{match['body']}{match['kind']}"
    return put(state, "任", people, f"{state.section}委员", at, at + len(words))


def go_to(words: str, at: int, state: State) -> bool:
    """甲同志调县水利局工作: the clause behind says what the post there is."""
    match = _SENT.fullmatch(words)
    if match is None:
        return False
    unit = match["unit"] or match["to"]
    state.people = read_people(match["names"], at + match.start("names"), state.context)
    state.sent_to = unit if ends_as_unit(unit) else ""
    return bool(state.people)


def elect(words: str, at: int, state: State) -> bool:
    """补选产生的县人大法制委员会委员甲: the post stands before the name."""
    match = _ELECTED.match(words)
    people = read_people(words[match.end() :], at + match.end(), state.context) if match else ()
    posts = [each.post or each.role for each in people]
    return bool(people) and all(
        bool(post) and put(state, "任", [each._replace(post="", role="")], post, at, at + len(words))
        for each, post in zip(people, posts, strict=True)
    )


def take_part_in(words: str, at: int, state: State) -> bool:
    """甲、乙参加, on the line of a group."""
    match = _TAKES_PART.fullmatch(words) if _GROUP_LINE.match(state.line) else None
    people = read_people(match["names"], at, state.context) if match else ()
    return bool(people) and put(state, "任", people, "成员", at, at + len(words), odd=frozenset({"名单行"}))


def name_alone(words: str, at: int, state: State) -> bool:
    """甲同志, 县水利局局长甲: of whom the clauses behind speak, with those whom a clause before names alone as well."""
    people = () if _PASSES_ON.search(words) else read_people(words, at, state.context)
    is_held = bool(people) and bool(people[0].post) and not people[0].is_doubtful
    if not people or not ("同志" in words or state.is_first or state.gathered or is_held):
        return False
    if len(people) == 1 and people[0].post and not people[0].is_doubtful:
        state.ahead_at = (at, at + len(words))
    is_ground = GROUND.match(words) is not None and "同志" not in words
    is_sure = not is_ground and not any(each.is_doubtful for each in people)
    state.gathered = (*state.gathered, *(people if is_sure else ()))
    state.people = state.gathered or people
    return True


def give_reason(words: str, at: int, state: State) -> bool:
    """甲同志因工作调动: who it is that the clauses behind speak of, and that they left."""
    for match in _REASON.finditer(words):
        if "（" in match["names"] and "）" not in match["names"]:
            continue
        if people := read_people(match["names"].removeprefix("由"), at, state.context):
            state.people = people
            state.waiting = (*state.waiting, *people)
            state.leaving = (at, at + len(words)) if _LEAVES.search(words) else None
            return True
    return False


def name_ahead(words: str, at: int, state: State) -> bool:
    """增补县财政局局长甲: of whom the clause behind goes on to tell more, and what all of them are."""
    verb = _JOINS.match(words)
    people = read_people(words[verb.end() :], at + verb.end(), state.context) if verb else ()
    if not people or any(each.role for each in people):
        return False
    state.gathered = state.people = (*state.gathered, *people)
    state.ahead_at = (at, at + len(words))
    return True


def note(words: str, at: int, state: State) -> bool:
    """A clause that only adds to what was said: 试用期一年, 另有任用."""
    is_of_somebody = state.is_first and "同志" in words and not _ALL.match(words)
    if not _NOTE_CLAUSE.search(words) or len(words) > _LONGEST_NOTE or is_item(words) or is_of_somebody:
        return False
    if state.opened == len(state.found):
        state.list_note = words.rstrip("：:")
        return True
    if not state.found or (state.is_lost and not state.is_first):
        return False
    if _ALL.match(words):
        add_note(state, words, 0)
        return True
    last = state.found[-1]
    first = len(state.found)
    while first and (state.found[first - 1].value.post, state.found[first - 1].end) == (
        last.value.post, last.end,
    ):  # fmt: skip
        first -= 1
    add_note(state, words, first)
    return True
