"""A document → the tasks that it hands out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from gongwen.address import WHOLE, Address
from gongwen.document import Attachment, Document
from gongwen.markup.reading import read_line, read_note, read_picture, shown_text
from gongwen.pattern import pattern
from gongwen.recognise.tasks.duty_phrases import Phrase
from gongwen.recognise.tasks.running_text import deadline_in, duty_in
from gongwen.recognise.tasks.sections import Item, Section, sections_of
from gongwen.task import Duty, Task
from gongwen.terms.heading import without_mark

_BODY, _ATTACHMENTS = "正文", "附件"
_NO_TASKS = pattern(
    "(?:总体|工作|有关|具体|基本)(?:要求|目标|原则)|指导思想|保障|组织领导|机构|职责|标准|条件|组成人员|领导小组$"
)
"""Headings below which sentences say what everybody is to mind, or what is so."""


def tasks_of(document: Document) -> tuple[Task, ...]:
    """Return the tasks of ``document`` in its order: of its text, its 印发件, and the attachments of both.

    A task is what stands before words on who is responsible, up to the heading or to such words before; where there
    are none, what an item says of which somebody is named in its sentences. () when nobody is named.
    """
    return tuple(
        task
        for way, body in _bodies(document)
        for section in _sections(body).walk()
        for task in _tasks(way, section)
    )


def unassigned(document: Document) -> tuple[str, ...]:
    """Return the headings of the items among the tasks of ``document`` of which nobody is named, in order."""
    return tuple(
        item.heading
        for way, body in _bodies(document)
        for part in _parts(_sections(body))
        for item in _without_task(way, part)
    )


def _parts(root: Section) -> list[list[Section]]:
    """Return the sections of each part of a text; those without any below are one part together."""
    plain = [section for section in root.children if not section.children]
    return [plain, *([*section.walk()] for section in root.children if section.children)]


def _without_task(way: Address, part: Sequence[Section]) -> list[Section]:
    """Return the items of ``part`` without a task, where others have one."""
    having = [section for section in part if any(_tasks(way, section))]
    return [
        section
        for section in part
        if having and not section.children and _may_have_task(section) and section not in having
    ]


def _bodies(document: Document) -> Iterator[tuple[Address, Sequence[str]]]:
    yield Address(_BODY), document.body
    yield from _attached(WHOLE, document.attachments)
    for way, carried in document.carried:
        yield way.to(_BODY), carried.body
        yield from _attached(way, carried.attachments)


def _attached(way: Address, attachments: Sequence[Attachment]) -> Iterator[tuple[Address, Sequence[str]]]:
    for number, attachment in enumerate(attachments):
        yield way.to(_ATTACHMENTS, number, _BODY), attachment.body


@dataclass(slots=True)
class _Draft:
    """The phrases of one task and the texts before them."""

    texts: list[str] = field(default_factory=list)
    phrases: list[Item] = field(default_factory=list)


def _sections(body: Sequence[str]) -> Section:
    return sections_of([_printed(line) for line in body])


def _printed(line: str) -> str:
    """Return what is printed of ``line`` in its place; "" for a picture and for the text of a footnote."""
    is_apart = read_picture(line) is not None or read_note(line) is not None
    return "" if is_apart else shown_text(read_line(without_mark(line)).pieces)


def _tasks(way: Address, section: Section) -> Iterator[Task]:
    for draft in _drafts(section):
        task = _task(way, section, draft)
        if task.duty.names_units:
            yield task
    if section.label and _may_have_task(section):
        yield from _by_sentences(way, section)


def _may_have_task(section: Section) -> bool:
    """Whether ``section``, of which no phrase names anybody, stands where others have tasks."""
    is_open = not (section.is_covered or section.has_phrase)
    return is_open and not any(map(_NO_TASKS.search, (*section.path, section.title)))


def _by_sentences(way: Address, section: Section) -> Iterator[Task]:
    """Yield the task of a section whose sentences say who does what."""
    content = "\n".join(item.what for item in section.items if isinstance(item.what, str)) or section.title
    duty = duty_in(f"{section.title}。{content}" if content != section.title else content)
    if duty.names_units:
        at = way.to(section.index)
        yield Task(section.path, section.label, section.title, content, _timed(duty, content), content, at)


def _timed(duty: Duty, content: str) -> Duty:
    """Return ``duty`` with the time that ``content`` names, where it has none."""
    return duty if duty.deadline else replace(duty, deadline=deadline_in(content))


def _drafts(section: Section) -> list[_Draft]:
    """Return the tasks of a section.

    What stands behind the words of the only one belongs to it too, where nothing stands before them, and
    so do the sections below, where they name nobody.
    """
    drafts: list[_Draft] = []
    texts: list[str] = []
    for is_phrase, group in groupby(section.items, lambda item: isinstance(item.what, Phrase)):
        items = list(group)
        if not is_phrase:
            texts += [item.what for item in items if isinstance(item.what, str)]
            continue
        for item in items:
            if drafts and not texts and not _conflict(drafts[-1], item):
                drafts[-1].phrases.append(item)
            else:
                drafts.append(_Draft(texts, [item]))
                texts = []
    if len(drafts) == 1:
        drafts[0].texts = drafts[0].texts or texts
        if not any(child.has_phrase for child in section.children):
            drafts[0].texts += section.below()
    return drafts


def _conflict(draft: _Draft, item: Item) -> bool:
    return any(_phrase(item).duty.conflicts(_phrase(other).duty) for other in draft.phrases)


def _phrase(item: Item) -> Phrase:
    assert isinstance(item.what, Phrase)
    return item.what


def _task(way: Address, section: Section, draft: _Draft) -> Task:
    first, *others = (_phrase(item) for item in draft.phrases)
    duty = first.duty
    for phrase in others:
        duty = duty.joined(phrase.duty)
    content = "\n".join(text.strip() for text in draft.texts if text.strip())
    source = "\n".join(_phrase(item).source for item in draft.phrases)
    at = way.to(draft.phrases[0].index)
    return Task(
        section.path,
        section.label,
        section.title,
        content or section.title,
        _timed(duty, content),
        source,
        at,
    )
