"""A document → the tasks that it hands out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from gongwen.address import WHOLE, Address
from gongwen.document import Attachment, Document
from gongwen.recognise.tasks.duty_phrases import Phrase
from gongwen.recognise.tasks.sections import Item, Section, sections_of
from gongwen.task import Task
from gongwen.terms.heading import without_mark

_BODY, _ATTACHMENTS = "正文", "附件"


def tasks_of(document: Document) -> tuple[Task, ...]:
    """Return the tasks of ``document`` in its order: of its text, its 印发件, and the attachments of both.

    A task is what stands before words on who is responsible, up to the heading or to such words before.
    () when nobody is named.
    """
    return tuple(task for way, body in _bodies(document) for task in _tasks(way, body))


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


def _tasks(way: Address, body: Sequence[str]) -> Iterator[Task]:
    for section in sections_of([without_mark(line) for line in body]).walk():
        for draft in _drafts(section):
            task = _task(way, section, draft)
            if task.duty.names_units:
                yield task


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
    return Task(section.path, section.label, section.title, content or section.title, duty, source, at)
