"""Names as people write them → who and what they are in the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from gongwen.roster.ledger.history import History, Sitting, holds
from gongwen.terms.people.person_name import with_one_dot
from gongwen.zh.spaces import bare, close_up

_MOST_SHOWN = 6
_LIKENESS = 50.0
"""From which likeness on a name is offered in place of another, per cent."""


class LookupFailure(Exception):
    """A name that is not in the register, or that several have; the text is for the user."""


def person_label(history: History, person: int, day: date) -> str:
    """Return a person as messages name them: 张伟（编号3，县教育局局长）."""
    posts = history.posts_text(person, day) or "当日没有登记职务"
    return f"{history.person_name(person, day)}（编号{person}，{posts}）"


def find_people(history: History, name: str, day: date) -> list[int]:
    """Return who bears ``name`` on ``day``, padded or not; [] for nobody."""
    wanted = close_up(name)
    people = {key: history.person_name(key, day) for key in history.register.people}
    exact = [key for key, own in people.items() if own == wanted]
    dotted = with_one_dot(wanted)
    return exact or [key for key, own in people.items() if "·" in dotted and with_one_dot(own) == dotted]


def one_person(history: History, name: str, day: date, *, key: str = "", post: str = "") -> int:
    """Return the person called ``name``; ``key`` is an 编号, ``post`` what tells namesakes apart.

    Raises LookupFailure with the candidates when there is none or there are several.
    """
    if key:
        return _by_key(history, name, key, day)
    found = find_people(history, name, day)
    if len(found) > 1 and post:
        wanted = bare(post)
        found = [each for each in found if wanted and wanted in history.posts_text(each, day)] or found
    if len(found) == 1:
        return found[0]
    if found:
        who = "、".join(person_label(history, each, day) for each in found[:_MOST_SHOWN])
        raise LookupFailure(f"叫“{close_up(name)}”的有{len(found)}人：{who}，请写明编号，指明是哪一位")
    near = _nearest(
        close_up(name), {history.person_name(each, day): each for each in history.register.people}
    )
    hint = f"，是否想写{'、'.join(person_label(history, each, day) for each in near)}" if near else ""
    raise LookupFailure(f"名册里没有“{close_up(name)}”{hint}；确是新人的，编号写“新”")


def _by_key(history: History, name: str, key: str, day: date) -> int:
    person = int(key) if key.isdecimal() else 0
    if person not in history.register.people:
        raise LookupFailure(f"没有编号为“{key}”的人，编号见 gongwen roster find")
    if name and with_one_dot(history.person_name(person, day)) != with_one_dot(close_up(name)):
        raise LookupFailure(
            f"编号{key}是{person_label(history, person, day)}，不是“{close_up(name)}”，请核对"
        )
    return person


def one_group(history: History, name: str, day: date) -> int:
    """Return the group called ``name`` on ``day``; a part of the name will do when one group alone has it.

    Raises LookupFailure with the nearest names.
    """
    wanted = bare(name)
    names = {key: history.group_name(key, day) for key in history.lives}
    exact = [key for key, each in names.items() if each == wanted]
    alive = [key for key in exact if holds(history.lives[key], day)]
    former = [
        key for key in names if wanted in history.group_names[key].names and holds(history.lives[key], day)
    ]
    parts = [key for key, each in names.items() if wanted and wanted in each]
    for found in (alive, exact, former, parts):
        if len(found) == 1:
            return found[0]
    if parts:
        shown = "、".join(names[key] for key in parts[:_MOST_SHOWN])
        raise LookupFailure(f"名称里有“{wanted}”的领导小组有{len(parts)}个：{shown}，请写全称")
    near = _nearest(wanted, {each: key for key, each in names.items()})
    hint = f"，是否想写“{'”“'.join(names[key] for key in near)}”" if near else ""
    raise LookupFailure(f"名册里没有“{wanted}”这个领导小组{hint}，全部名称见 gongwen roster list")


def one_unit(history: History, name: str, day: date) -> int:
    """Return the unit called ``name`` on ``day``. Raises LookupFailure with the nearest names."""
    wanted = bare(name)
    found = [key for key in history.register.units if history.unit_name(key, day) == wanted]
    if len(found) == 1:
        return found[0]
    near = _nearest(wanted, {history.unit_name(key, day): key for key in history.register.units})
    hint = f"，是否想写“{'”“'.join(history.unit_name(key, day) for key in near)}”" if near else ""
    raise LookupFailure(f"名册里没有“{wanted}”这个单位{hint}")


def held_post(history: History, person: int, text: str, day: date) -> int:
    """Return the post of a person that ``text`` names, in full or by its title; "" is the only one there is.

    On the day of a new name the old one is known too.
    Raises LookupFailure when it is not held on ``day``, or when several may be meant.
    """
    held = [
        tenure.post
        for tenure in history.tenures.get(person, ())
        if tenure.start <= day and (tenure.end is None or day <= tenure.end)
    ]
    names = {post: history.post_name(post, day) for post in held}
    former = {post: history.post_name(post, day - timedelta(1)) for post in held}
    wanted = bare(text)
    matches: tuple[Callable[[int], bool], ...] = (
        lambda post: names[post] == wanted,
        lambda post: former[post] == wanted,
        lambda post: names[post].endswith(wanted),
    )
    for is_meant in matches:
        found = [post for post in held if is_meant(post)]
        if len(found) == 1:
            return found[0]
    shown = "、".join(names.values()) or "没有登记职务"
    who = history.person_name(person, day)
    if not wanted:
        raise LookupFailure(f"{who}在{day}的职务有{len(held)}个：{shown}，请写明是哪一个")
    raise LookupFailure(f"{who}在{day}不任“{wanted}”（当日职务：{shown}），请核对职务和日期")


def seats_in(
    history: History, group: int, day: date, *, person: int | None = None, post: str = "", role: str = ""
) -> list[Sitting]:
    """Return the seats of a group that a person holds, or that go with a post or a unit, in a role when one is given.

    Raises LookupFailure when there is none.
    """
    found = [
        each
        for each in history.sittings.get(group, ())
        if each.start <= day
        and each.end is None
        and (not role or each.role == role)
        and (each.person == person if person is not None else _goes_with(history, each, bare(post), day))
    ]
    if found:
        return found
    who = history.person_name(person, day) if person is not None else f"“{post}”"
    as_role = f"{role}的" if role else ""
    raise LookupFailure(
        f"{history.group_name(group, day)}在{day}没有{who}{as_role}席位，请核对组名、姓名和日期"
    )


def _goes_with(history: History, sitting: Sitting, text: str, day: date) -> bool:
    seat = sitting.seat
    if seat.post is not None:
        return history.post_name(seat.post, day) == text
    return seat.unit is not None and history.unit_name(seat.unit, day) == text


def _nearest(wanted: str, known: Mapping[str, int]) -> list[int]:
    found = process.extract(wanted, known.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=_LIKENESS)
    return [known[name] for name, *_ in found]
