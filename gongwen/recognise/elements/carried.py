"""Several documents that one notice carries: 关于印发《甲》和《乙》的通知."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongwen.recognise.elements.notes import AttachmentText
from gongwen.recognise.elements.parts import QUOTED, find_carried
from gongwen.recognise.passages import Passage
from gongwen.terms.title import carried


@dataclass(slots=True)
class Part:
    """The notice itself, or a document that it carries, with the attachments behind it."""

    title: str
    """As it was found; "" for the notice."""
    passages: list[Passage] = field(default_factory=list)
    attachments: list[AttachmentText] = field(default_factory=list)


def several_names(title: str) -> list[str]:
    """Return the names of the documents that a notice of this ``title`` carries when it names several; else []."""
    names = QUOTED.findall(carried(title))
    return names if len(names) > 1 else []


def split_carried(
    passages: Sequence[Passage], attachments: Sequence[AttachmentText], names: Sequence[str], start: int
) -> list[Part]:
    """Return the notice and the documents called ``names`` that follow ``start`` in their order.

    What stands behind the title of one belongs to it, attachments too, up to the title of the next.
    Only the notice when one of the names has no such title.
    """
    parts = [Part("", list(passages[:start]))]
    waiting = list(names)
    _divide(list(passages[start:]), waiting, parts, is_open=True)
    for attachment in attachments:
        kept = replace(attachment, passages=[])
        parts[-1].attachments.append(kept)
        kept.passages = _divide(attachment.passages, waiting, parts, is_open=False)
    return parts if not waiting else [Part("", list(passages), list(attachments))]


def _divide(
    passages: Sequence[Passage], waiting: list[str], parts: list[Part], *, is_open: bool
) -> list[Passage]:
    """Put ``passages`` into the parts that begin in them; return those before the first title.

    ``is_open`` says that these belong to the last part, and that a title may be the first of them.
    """
    before: list[Passage] = []
    target = parts[-1].passages if is_open else before
    rest = list(passages)
    while waiting:
        index, title = find_carried(rest, waiting[:1])
        if index < 0 or (index == 0 and target is before and not before):
            break
        target += rest[:index]
        del waiting[0]
        parts.append(Part(title))
        target, rest = parts[-1].passages, rest[index:]
        head, rest = rest[:1], rest[1:]
        target += head
    target += rest
    return before
