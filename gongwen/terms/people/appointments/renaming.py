"""The forms in which a clause tells that a post has another name now: 甲同志职务名称由…变更为…."""

from __future__ import annotations

from gongwen.pattern import pattern
from gongwen.terms.people.appointments.state import State, put
from gongwen.terms.people.named_people import Named, read_people
from gongwen.terms.people.post import ends_as_post

_NAME = "职务名称"
_TO = pattern(
    r"(?:相应|统一|随之|也|现|由(?P<old>[^，]+?))*(?:变动|变更|更改|更名|调整|规范|明确|改|称)为[：:]?(?P<new>.+)"
)
_OF = pattern("(?:同志)?(?:原|现)?(?:任|担任|所任)的?|同志的?|的")
"""What stands between somebody and the post that gets another name."""


def rename_post(words: str, at: int, state: State) -> bool:
    """甲同志职务名称由…变更为…, and 变动为… behind 县民政局局长甲的职务名称."""
    before, mark, after = words.partition(_NAME)
    if not mark:
        return state.is_renamed and _renamed(words, at, at + len(words), state)
    if people := _whose(before.removesuffix("的"), at, state):
        state.people, state.is_renamed = people, True
    is_told = bool(state.people) and not (before and not people)
    return is_told and (not after or _renamed(after, at, at + len(words), state))


def _whose(words: str, at: int, state: State) -> tuple[Named, ...]:
    """Return of whom ``words`` speak, with the post that gets another name; () for nobody."""
    if people := read_people(words, at, state.context):
        return people
    for mark in _OF.finditer(words):
        post = words[mark.end() :]
        people = read_people(words[: mark.start()], at, state.context) if ends_as_post(post) else ()
        if people:
            return tuple(each._replace(post=post) for each in people)
    return ()


def _renamed(words: str, at: int, end: int, state: State) -> bool:
    """Add that the post of those before is given up under its old name, where that is told, and taken up under the new."""
    match = _TO.fullmatch(words)
    if match is None:
        return False
    people = state.people
    alone = [each._replace(post="") for each in people]
    for each, own in zip(people, alone, strict=True):
        if old := match["old"] or each.post:
            put(state, "免", [own], old, at, end)
    return put(state, "任", alone, match["new"], at, end)
