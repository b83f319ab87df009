"""A reading and the document made of it → the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.address import Place
from gongwen.archive.fidelity import Fidelity, Gone, compare
from gongwen.document import Attachment, Document
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.reading import Reading
from gongwen.terms.date import format_chinese_date
from gongwen.terms.date import write as format_date
from gongwen.terms.title import NO_TITLE
from gongwen.zh.spaces import bare

_NO_MARK = "原文没有发文机关标志，按版式补上"
_UNTITLED = "原文没有找到标题，按要求写上"
_OTHER_PLACE = "原文在标题或者网页的表里写明"
_NO_NOTE = "原文没有附件说明，按附件的标题补上"


def prove(reading: Reading, docx: bytes, profile: Profile) -> Fidelity:
    """Return how the text of ``docx``, made of ``reading`` in ``profile``, departs from the text as found."""
    made = read_docx(docx, reading.transcript.name).text
    added = list(_added(reading.document, profile))
    return compare(reading.transcript.text, made, reading.repairs, added, list(_gone(reading)))


def _gone(reading: Reading) -> Iterator[Gone]:
    """Yield the texts that were left out, each with the place of its line."""
    starts: dict[Place, int] = {}
    length = 0
    for line in reading.transcript.lines:
        starts.setdefault(line.at, length)
        length += len(bare(line.text))
    for repair in reading.repairs:
        if repair.is_applied and not repair.after and repair.at in starts:
            yield Gone(starts[repair.at], repair.before, repair.reason)


def _added(document: Document, profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield what the layout puts in of its own accord, with the reason."""
    names, suffix = profile.head.mark(document) if document.has_head else ((), "")
    if names:
        yield "".join(names) + suffix, _NO_MARK
    if document.title == NO_TITLE:
        yield NO_TITLE, _UNTITLED
    if document.date:
        form = format_chinese_date if profile.closing.chinese_date else format_date
        yield form(document.date), _OTHER_PLACE
    if document.doc_number:
        yield document.doc_number, _OTHER_PLACE
    parts = [document.attachments, *(carried.attachments for _, carried in document.carried)]
    for attachments in parts:
        if attachments:
            yield f"{profile.words['附件']}：{''.join(_entries(attachments))}", _NO_NOTE


def _entries(attachments: Sequence[Attachment]) -> Iterator[str]:
    for number, attachment in enumerate(attachments, 1):
        yield f"{number}.{attachment.title}" if len(attachments) > 1 else attachment.title
