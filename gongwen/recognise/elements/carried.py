"""Documents behind a notice that its title does not lead to: several of them, and a paper with a head of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gongwen.recognise.elements.addressed import addresses
from gongwen.recognise.elements.notes import AttachmentText
from gongwen.recognise.elements.parts import QUOTED, find_carried
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import SENTENCE_END, bracketed_day, ends_title, is_date, is_doc_number
from gongwen.terms.agency import is_agency
from gongwen.terms.label import find_label
from gongwen.terms.title import carried

_LONGEST_TITLE, _MOST_TITLE_LINES = 60, 3
"""Characters of a line of a title, and lines of it."""


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


def find_addressed(passages: Sequence[Passage], *, is_addressed: bool, is_dated: bool) -> int:
    """Return where another paper begins that addresses somebody below the text; -1 when none does.

    It begins with its title where the document addresses somebody itself (``is_addressed``) or has its closing above.
    Without a title it begins with those addressed, where it alone can have the closing at the end, as the document
    has its own day at its head (``is_dated``), and nobody else is addressed.
    """
    addressed = [index for index, passage in enumerate(passages) if index and addresses(passage.tight)]
    for index in addressed:
        start = _title_above(passages, index)
        above = passages[:start]
        is_whole = is_addressed or any(is_date(each.text) for each in above)
        if start < index and is_whole and any(SENTENCE_END.search(each.text) for each in above):
            return start
    is_single = len(addressed) == 1 and SENTENCE_END.search(passages[addressed[0] - 1].text) is not None
    return addressed[0] if is_dated and is_single else -1


def split_papers(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Return what is carried, parted where another report begins below the day of the one above: its title, whom it addresses."""
    starts = [0]
    for index, passage in enumerate(passages):
        start = _title_above(passages, index) if addresses(passage.tight) else index
        if starts[-1] < start < index and is_date(passages[start - 1].text):
            starts.append(start)
    return [list(passages[start:stop]) for start, stop in pairwise([*starts, len(passages)])]


def _title_above(passages: Sequence[Passage], index: int) -> int:
    """Return where the title above those addressed at ``index`` begins, day and number between them; else ``index``."""
    last = index - 1
    while last > 0 and _is_below_title(passages[last]):
        last -= 1
    if last < 1 or not _may_be_of_title(passages[last]) or not ends_title(passages[last].tight):
        return index
    start = last
    while start > 1 and last - start + 1 < _MOST_TITLE_LINES and _may_be_of_title(passages[start - 1]):
        if is_agency(passages[start - 1].text) and not is_date(passages[start - 2].text):
            break
        start -= 1
    return start


def _is_below_title(passage: Passage) -> bool:
    return is_date(passage.text) or bracketed_day(passage.text) is not None or is_doc_number(passage.text)


def _may_be_of_title(passage: Passage) -> bool:
    is_short = len(passage.tight) <= _LONGEST_TITLE and not passage.is_row
    return is_short and not (
        SENTENCE_END.search(passage.text)
        or passage.tight.endswith(("：", ":", "，"))
        or find_label(passage.tight)
        or _is_below_title(passage)
    )
