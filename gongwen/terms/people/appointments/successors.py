"""The forms in which a clause tells of the one before who follows whom: 接替甲, 由乙接替, 增设副组长."""

from __future__ import annotations

from dataclasses import replace

from gongwen.pattern import pattern
from gongwen.terms.people.appointments.state import State, put
from gongwen.terms.people.named_people import read_people, read_series
from gongwen.terms.people.post import ends_as_unit
from gongwen.terms.people.role import is_role

_FOLLOW = "接替|替换|替代|代替|顶替|接任|替补|补任"
_FORMER = pattern(rf"(?:{_FOLLOW})(?:原|前任)?(?P<old>.{{2,12}}?)(?:同志)?(?:的职务|的工作)?")
_BY = pattern(
    rf"由(?:(?:其|该|本|所在|原)+(?:单位|部门)的?)?(?P<new>.+?)(?:同志)?(?:{_FOLLOW}|继任)(?:其职务|其工作)?"
)
_FOR_UNIT = pattern("(?:其中)?(?P<unit>.{3,40}?)(?:改|现)?由(?P<new>.+?)(?:同志)?参加")
_ANEW = pattern("(?:增设|新设|设立?)(?P<role>.{2,8}?)(?:一职|[一1]名|[一1]人)?")


def replace_former(words: str, at: int, state: State) -> bool:
    """接替甲同志, 替换原副主任甲: from whom what the clause before tells is taken over."""
    match = _FORMER.fullmatch(words)
    last = state.found[-1] if state.found and not state.is_first else None
    if match is None or last is None or last.value.act != "任" or last.value.replaced:
        return False
    old = read_series(match["old"], at + match.start("old"), state.context)
    if len(old) == 1:
        state.found[-1] = replace(last, value=replace(last.value, replaced=old[0].name))
    return len(old) == 1


def follow(words: str, at: int, state: State) -> bool:
    """由乙接替: what the clause before says that somebody gives up, or the role of the one whom it says to be gone."""
    match = _BY.fullmatch(words)
    if match is None or state.is_first:
        return False
    new = read_series(match["new"], at + match.start("new"), state.context)
    role, old = "", ""
    if len(state.people) == 1 and state.people[0].role:
        role, old = state.people[0].role, state.people[0].name
    elif state.found and state.found[-1].value.act == "免":
        role, old = state.found[-1].value.post, state.found[-1].value.name
    state.gathered, state.ahead_at = (), None
    return len(new) == 1 and bool(role) and put(state, "任", new, role, at, at + len(words), replaced=old)


def take_part(words: str, at: int, state: State) -> bool:
    """县科技局由甲同志参加: who sits in a group for a unit of it."""
    match = _FOR_UNIT.fullmatch(words)
    new = read_people(match["new"], at + match.start("new"), state.context) if match else ()
    is_unit = match is not None and ends_as_unit(match["unit"].partition("成员单位")[2] or match["unit"])
    group = match["unit"].partition("单位")[0] if match and "成员单位" in match["unit"] else "成员"
    return bool(new) and is_unit and put(state, "任", new, group, at, at + len(words))


def open_role(words: str, at: int, state: State) -> bool:
    """增设常务副组长: the clause behind says who it is."""
    match = _ANEW.fullmatch(words)
    if match is None or not is_role(match["role"]):
        return False
    state.role = match["role"]
    return True
