"""Document → Flow: what stands on the pages, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongwen.address import Address, Place
from gongwen.document import NO_SEAL, Document
from gongwen.flow import Flow, Letterhead, Numbering
from gongwen.make.arrange import arrange
from gongwen.make.attachments import lay_apart
from gongwen.make.marked import first_notes
from gongwen.make.pages.table_starts import tie_starts
from gongwen.make.setting import Setting
from gongwen.make.unprinted import unprinted
from gongwen.profile import Profile


def lay_out(
    document: Document,
    profile: Profile,
    places: Mapping[Address, Place] | None = None,
    numbering: Numbering = "text",
    pictures: Mapping[str, bytes] | None = None,
    *,
    is_preprinted: bool = False,
    letterhead: Letterhead | None = None,
) -> Flow:
    """Return ``document`` as it stands on its pages in the look of ``profile``.

    ``places`` says where each element was written; what is not in it has no origin. ``pictures`` are
    the pictures and carried parts by the paths that the document names; for a seal or a stamp that is not
    there its room is kept. With ``is_preprinted`` the mark is left out and its room is kept; the pages begin
    below ``letterhead`` where one is given.
    """
    setting = Setting(
        profile, places or {}, _names(document), is_preprinted, pictures or {}, first_notes(document),
        letterhead=letterhead,
    )  # fmt: skip
    arranged = arrange(document, setting)
    imprint = arranged.imprint
    bound = tie_starts(arranged.parts, profile)
    parts = (*bound, *([imprint] if imprint.blocks else ()), *lay_apart(document, setting))
    return Flow(
        parts=parts,
        title=document.title.replace("\n", "") or _issuer_mark_text(document, profile),
        author="、".join(document.issuers),
        date=document.date.isoformat() if document.date else "",
        imprint_page=arranged.foot.page,
        numbering=numbering,
        notes=arranged.notes,
        facts=tuple(_facts(document)),
        unprinted=tuple(unprinted(document, parts, setting)),
    )


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what the pages do not show, so that a docx is read back as the document that it was."""
    yield "文种", document.kind
    yield "格式", document.format
    if document.issuers:
        yield "发文机关", "、".join(document.issuers)
    if document.style:
        yield "版式", document.style
    if not document.is_sealed:
        yield "印章", NO_SEAL


def _issuer_mark_text(document: Document, profile: Profile) -> str:
    """Return the mark on one line, which names a document without a title."""
    names, suffix = profile.head.issuer_mark(document) if document.has_head else ((), "")
    return "、".join(names) + suffix


def _names(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*document.issuers, *document.signatories)))
