"""Items of one list look alike: all are headings, or all are text (7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from gongwen.ooxml.seen.stretches import Stretch
from gongwen.profile import BODY, HEADING_ROLES, Profile
from gongwen.rules.page.fault import Fault, Within
from gongwen.rules.page.type import Subject, face_of, fitted_face, has_chinese
from gongwen.rules.rule import rule
from gongwen.terms.heading import Item, find_items, mixed_siblings

_RUNNING = (BODY, *HEADING_ROLES.values())
_ARTICLES = ("编标题", "章标题", "节标题", "条文")


def sibling_faults(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the lists of headings and items."""
    mixed = list(siblings(subjects, profile))
    yield from mixed or run_in(subjects, profile)


@rule("look.siblings", "7.3.3", "惯例", "建议", reads="docx")
def siblings(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """同一层次的各项排成一样，都排成小标题，或者都排成正文。

    排成哪一种都可以；报出的是同一层次里少的那些。

    Wrong: {各段: [一、排查隐患。, 二、加固堤防。, 三、储备物资。], 黑体: [0, 1]}
    Right: {各段: [一、排查隐患。, 二、加固堤防。, 三、储备物资。], 黑体: [0, 1, 2]}
    """
    for running in _parts(subjects):
        yield from _mixed(running, profile)


@rule("look.run-in", "7.3.3", "惯例", "建议", reads="docx")
def run_in(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """小标题后面接排文字的，首句用小标题的字体：“一、”用黑体，“（一）”用楷体。

    Wrong: {各段: [一、排查隐患。各镇要排查隐患。, 二、加固堤防。各镇要加固堤防。], 直接: 是}
    Right: {各段: [一、排查隐患。各镇要排查隐患。, 二、加固堤防。各镇要加固堤防。], 黑体: [0, 1], 直接: 是}
    """
    for running in _parts(subjects):
        for index, item in find_items(
            [each.form.text.strip() for each in running], profile.headings.longest
        ).items():
            subject, role = running[index], HEADING_ROLES[item.label.level]
            wanted = profile.looks[role].face
            if (
                item.is_heading
                and item.rest
                and not subject.element.is_named
                and _faces(subject, item, profile) == {profile.body.face} != {wanted}
            ):
                fixes = tuple(_head_fixes(subject, item, wanted, profile))
                yield Fault(
                    run_in,
                    role,
                    subject.number,
                    f"首句用了{profile.body.face}",
                    f"首句用{wanted}",
                    None,
                    fixes,
                )


def _parts(subjects: Sequence[Subject]) -> Iterator[list[Subject]]:
    """Yield the running text of each part of the document but for regulations, whose items are no headings."""
    for part in dict.fromkeys(subject.element.part for subject in subjects):
        own = [subject for subject in subjects if subject.element.part == part]
        if not any(subject.element.role in _ARTICLES for subject in own):
            yield [each for each in own if each.element.role in _RUNNING]


def _mixed(running: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    texts = [each.form.text.strip() for each in running]
    items, decided = find_items(texts, inf), find_items(texts, profile.headings.longest)
    shown = {
        index: item._replace(is_heading=is_heading)
        for index, item in items.items()
        if (is_heading := _is_heading(item, running[index], profile)) is not None
    }
    for own in mixed_siblings(shown):
        headings = [index for index in own if shown[index].is_heading]
        others = [index for index in own if not shown[index].is_heading]
        role = HEADING_ROLES[shown[own[0]].label.level]
        fixes = tuple(
            _alike([(running[index], shown[index]) for index in own], decided[own[0]].is_heading, profile)
        )
        for index in headings if len(headings) < len(others) else others:
            yield Fault(
                siblings,
                role,
                running[index].number,
                "与同层各项的字体不同",
                "同一层次的各项排成一样",
                None,
                fixes,
            )
            fixes = ()


def _is_heading(item: Item, subject: Subject, profile: Profile) -> bool | None:
    """Whether an item has the face of a heading; None when it has neither that nor the one of the body.

    A heading without an end mark in the face of the body is a fault of its own.
    """
    wanted, faces = profile.looks[HEADING_ROLES[item.label.level]].face, _faces(subject, item, profile)
    if wanted == profile.body.face or faces not in ({wanted}, {profile.body.face}):
        return None
    is_heading = faces == {wanted}
    return is_heading if is_heading or item.sentence.endswith("。") else None


def _alike(items: Sequence[tuple[Subject, Item]], are_headings: bool, profile: Profile) -> Iterator[Within]:
    """Yield what gives those of ``items`` that are of the other kind the face of headings, or of text."""
    for subject, item in items:
        if item.is_heading != are_headings:
            face = profile.looks[HEADING_ROLES[item.label.level]].face if are_headings else profile.body.face
            yield from _head_fixes(subject, item, face, profile)


def _head_fixes(subject: Subject, item: Item, face: str, profile: Profile) -> Iterator[Within]:
    for each in _head(subject, item):
        yield fitted_face(each, face, profile)._replace(number=subject.number)


def _faces(subject: Subject, item: Item, profile: Profile) -> set[str]:
    """Return the faces of the first sentence of an item."""
    return {face_of(each, profile.faces) for each in _head(subject, item) if has_chinese(each.text)}


def _head(subject: Subject, item: Item) -> Iterator[Stretch]:
    """Yield what of the first sentence of an item, its label included, has one look."""
    text = subject.form.text
    stop = len(text) - len(text.lstrip()) + len(item.label.text) + item.stop
    for each in subject.form.stretches:
        if own := each.text[: max(stop - each.start, 0)]:
            yield each._replace(stop=each.start + len(own), text=own)
