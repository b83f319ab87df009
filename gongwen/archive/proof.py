"""A reading and the document made of it → the proof that nothing was lost."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from gongwen.address import WHOLE, Address, Place
from gongwen.archive.fidelity import Fidelity, Gone, compare
from gongwen.document import Attachment, Document
from gongwen.ooxml.seen.inventory import Missing, take_inventory
from gongwen.ooxml.seen.inventory import compare as compare_holdings
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.elements.parts import TITLE_AGAIN
from gongwen.recognise.reading import Reading
from gongwen.terms import date
from gongwen.terms.date import format_chinese_date
from gongwen.terms.date import write as format_date
from gongwen.terms.title import NO_TITLE
from gongwen.zh.spaces import bare

_NO_MARK = "原文没有发文机关标志，按版式补上"
_UNTITLED = "原文没有找到标题，按要求写上"
_BY_NAME = "原文在别处写明的名称，作标题"
_NO_BODY = "原文里所印发的文件只有标题，正文以标题代替"
_OTHER_PLACE = "原文在标题或者网页的表里写明"
_DAY = "成文日期按版式的写法印出"
_NO_NOTE = "原文没有附件说明，按附件的标题补上"
_BY_NOTE = "附件前面没有单独一行的标题，按附件说明写上"


def prove(reading: Reading, docx: bytes, profile: Profile) -> Fidelity:
    """Return how the text of ``docx``, made of ``reading`` in ``profile``, departs from the text as found."""
    made = read_docx(docx, reading.transcript.name).text
    has_note = {element.upto(-1) for element, _ in reading.covered if element[-1] == "附件说明"}
    added = list(_added(reading.document, profile, has_note))
    gone = sorted(_gone(reading, _form(profile)), key=lambda each: each.start)
    return compare(reading.transcript.text, made, reading.repairs, added, gone)


def _form(profile: Profile) -> Callable[[datetime.date], str]:
    """Return how the profile writes a 成文日期."""
    return format_chinese_date if profile.closing.chinese_date else format_date


def _gone(reading: Reading, form: Callable[[datetime.date], str]) -> Iterator[Gone]:
    """Yield the texts that were left out, and a 成文日期 that is printed in another form, each with its place."""
    starts: dict[Place, int] = {}
    length = 0
    signed = {each.at for each in reading.traces if each.element[-1] == "成文日期"}
    for line in reading.transcript.lines:
        starts.setdefault(line.at, length)
        day = date.read(line.text) if line.at in signed else None
        if day and form(day.value) != bare(line.text):
            yield Gone(length, line.text, _DAY)
        length += len(bare(line.text))
    for repair in reading.repairs:
        if repair.is_applied and not repair.after and repair.at in starts:
            yield Gone(starts[repair.at], repair.before, repair.reason, repair.reason == TITLE_AGAIN)


class Holdings(NamedTuple):
    """What an original holds besides its text, against the docx made of it."""

    counts: tuple[tuple[str, int, int], ...]
    """Pictures, notes, tables …: how many were found, and how many of these are in the docx."""
    missing: tuple[Missing, ...]


def prove_holdings(reading: Reading, docx: bytes) -> Holdings | None:
    """Return what of the original of ``reading`` is in ``docx``; None when it is no docx, so that only text is known."""
    package = reading.transcript.package
    if not package:
        return None
    before = take_inventory(package)
    missing = tuple(compare_holdings(before, take_inventory(docx), read_docx(docx, "").text))
    found, gone = Counter(held.thing for held in before), Counter(each.held.thing for each in missing)
    counts = tuple((thing, number, number - gone[thing]) for thing, number in found.items())
    return Holdings(counts, missing)


def _added(document: Document, profile: Profile, has_note: Collection[Address]) -> Iterator[tuple[str, str]]:
    """Yield what the layout puts in of its own accord, with the reason.

    ``has_note`` are the parts of the document in which a 附件说明 was found.
    """
    names, suffix = profile.head.issuer_mark(document) if document.has_head else ((), "")
    if names:
        yield "".join(names) + suffix, _NO_MARK
    if document.title:
        yield document.title.replace("\n", ""), _UNTITLED if document.title == NO_TITLE else _OTHER_PLACE
    for _, part in document.carried:
        yield part.title.replace("\n", ""), _UNTITLED if part.title == NO_TITLE else _BY_NAME
        if [*part.body] == [part.title]:
            yield part.title, _NO_BODY
    days = (document.date, *(carried.date for _, carried in document.carried))
    yield from ((_form(profile)(day), _DAY) for day in days if day)
    elsewhere = (document.urgency, document.doc_number, document.main_recipients, document.copy_recipients)
    yield from ((text, _OTHER_PLACE) for text in (*elsewhere, *document.signature) if text)
    parts = [(WHOLE, document.attachments), *((way, part.attachments) for way, part in document.carried)]
    for way, attachments in parts:
        if attachments and way not in has_note:
            yield f"{profile.words['附件']}：{''.join(_entries(attachments))}", _NO_NOTE
        yield from ((each.title, _BY_NOTE) for each in attachments)


def _entries(attachments: Sequence[Attachment]) -> Iterator[str]:
    for number, attachment in enumerate(attachments, 1):
        yield f"{number}.{attachment.title}" if len(attachments) > 1 else attachment.title
