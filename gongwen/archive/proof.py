"""A reading and the document made of it → the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.archive.fidelity import Fidelity, compare
from gongwen.document import Attachment, Document
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.reading import Reading

_NO_MARK = "原文没有发文机关标志，按版式补上"
_NO_NOTE = "原文没有附件说明，按附件的标题补上"


def prove(reading: Reading, docx: bytes, profile: Profile) -> Fidelity:
    """Return how the text of ``docx``, made of ``reading`` in ``profile``, departs from the text as found."""
    made = read_docx(docx, reading.transcript.name).text
    return compare(reading.transcript.text, made, reading.repairs, list(_added(reading.document, profile)))


def _added(document: Document, profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield what the layout puts in of its own accord, with the reason."""
    names, suffix = profile.head.mark(document) if document.has_head else ((), "")
    if names:
        yield "".join(names) + suffix, _NO_MARK
    parts = [document.attachments, *(carried.attachments for _, carried in document.carried)]
    for attachments in parts:
        if attachments:
            yield f"{profile.words['附件']}：{''.join(_entries(attachments))}", _NO_NOTE


def _entries(attachments: Sequence[Attachment]) -> Iterator[str]:
    for number, attachment in enumerate(attachments, 1):
        yield f"{number}.{attachment.title}" if len(attachments) > 1 else attachment.title
