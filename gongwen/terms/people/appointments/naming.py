"""The forms in which a clause names whom, or which role, the clauses behind it speak of, and adds notes to what was said."""

from __future__ import annotations

from gongwen.pattern import pattern
from gongwen.terms.people.appointments.lists import is_item
from gongwen.terms.people.appointments.state import State, add_note, put
from gongwen.terms.people.named_people import read_people
from gongwen.terms.people.role import is_role

GROUND = pattern(r"\s*(?:根据|按照|依据|经|鉴于|因|为|由于|在.{2,30}(?:前|后|期间)$)")
"""How a clause begins that says why."""
_PASSES_ON = pattern("接替|替换|替代|代替|顶替|接任|对调|互换")
_REASON = pattern(
    r"(?P<names>.+?)(?:因|由于|兼管|牵头|已|年满|延长|到龄|达到|工作|[职务任]+(?:发生)?变|任期|退出(?:现职|领导岗位)|改任非领导职务|(?:代理|聘任?|服务)期|调离|调走|离任|调出|调(?:任|到|往|离)?.{2,20}?工作)"
)
_NOTE_CLAUSE = pattern(
    r"试用期|试用|挂职|聘期|任期|任职时间|期限|保留|享受|正?[处科股厅局]级|级别|排名|列.{1,20}[后前]|时间从|自.+起|从.+起|"
    r"另有任用|另有安排|退出现职|职级|待遇|为期"
)
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
            return True
    return False


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
