"""Items of one list look alike: all are headings, or all are text (7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from gongwen.profile import BODY, HEADING_ROLES, Profile
from gongwen.recognise.paragraph_roles import heading_of
from gongwen.rules.page.fault import Fault
from gongwen.rules.page.type import Subject, face_of
from gongwen.rules.rule import rule
from gongwen.terms.heading import Item, find_items, mixed_siblings

_RUNNING = (BODY, *HEADING_ROLES.values())
_ARTICLES = ("编标题", "章标题", "节标题", "条文")


@rule("look.siblings", "7.3.3", "惯例", reads="docx")
def siblings(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """同一层次的各项排成一样，都排成小标题，或者都排成正文。

    排成哪一种都可以；报出的是同一层次里少的那些。

    Wrong: {各段: [一、排查隐患。, 二、加固堤防。, 三、储备物资。], 黑体: [0, 1]}
    Right: {各段: [一、排查隐患。, 二、加固堤防。, 三、储备物资。], 黑体: [0, 1, 2]}
    """
    parts = dict.fromkeys(subject.element.part for subject in subjects)
    for part in parts:
        own = [subject for subject in subjects if subject.element.part == part]
        if not any(subject.element.role in _ARTICLES for subject in own):
            yield from _of_part(own, profile)


def _of_part(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    running = [each for each in subjects if each.element.role in _RUNNING]
    items = find_items([each.form.text.strip() for each in running], inf)
    shown = {
        index: item._replace(is_heading=is_heading)
        for index, item in items.items()
        if (is_heading := _is_heading(item, running[index], profile)) is not None
    }
    for own in mixed_siblings(shown):
        headings = [index for index in own if shown[index].is_heading]
        others = [index for index in own if not shown[index].is_heading]
        role = HEADING_ROLES[shown[own[0]].label.level]
        for index in headings if len(headings) < len(others) else others:
            yield Fault(
                siblings, role, running[index].number, "与同层各项的字体不同", "同一层次的各项排成一样"
            )


def _is_heading(item: Item, subject: Subject, profile: Profile) -> bool | None:
    """Whether an item has the face of a heading; None when it has neither that nor the one of the body.

    A heading without an end mark in the face of the body is a fault of its own.
    """
    wanted, text = profile.looks[HEADING_ROLES[item.label.level]].face, subject.form.text
    stop = len(text) - len(text.lstrip()) + len(heading_of(text.strip()))
    faces = {
        face_of(each, profile.faces)
        for each in subject.form.stretches
        if each.start < stop and each.text.strip()
    }
    if wanted == profile.body.face or faces not in ({wanted}, {profile.body.face}):
        return None
    is_heading = faces == {wanted}
    return is_heading if is_heading or item.sentence.endswith("。") else None
