"""Document → Flow: the steps of the layout in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Literal

from gongwen.address import WHOLE, Address, Place
from gongwen.document import NO_SEAL, Document
from gongwen.flow import Block, Flow, Note, Numbering, Part, Slot
from gongwen.make.attachments import lay_apart, lay_attachments
from gongwen.make.closing import lay_closing
from gongwen.make.closing_room import Main, settle, shows_text
from gongwen.make.head import lay_head
from gongwen.make.imprint import lay_imprint
from gongwen.make.main import lay_enclosed, lay_recipients, lay_text, lay_title
from gongwen.make.paginate import Filler
from gongwen.make.setting import Setting
from gongwen.make.strips import cut_strips
from gongwen.profile import Profile, Sheet

_RESERVE = 10.0
"""Points left free above the 版记, for what word processors round differently."""

ImprintPage = Literal["same", "next", "after-blank"]


def lay_out(
    document: Document,
    profile: Profile,
    places: Mapping[Address, Place] | None = None,
    numbering: Numbering = "text",
    pictures: Mapping[str, bytes] | None = None,
    *,
    is_preprinted: bool = False,
) -> Flow:
    """Return ``document`` as it stands on its pages in the look of ``profile``.

    ``places`` says where each element was written; what is not in it has no origin. ``pictures`` are
    the pictures of seals and stamps by the paths that the document names; for one that is not there its
    room is kept. With ``is_preprinted`` mark and red lines are left out and their room is kept.
    """
    setting = Setting(profile, places or {}, _names(document), is_preprinted, pictures or {})
    main, notes = _settle_main(document, setting)
    imprint = Part("版记", tuple(lay_imprint(document, setting, is_addressed="moved" in notes)))
    parts = tuple(part for part in _parts(main, document, setting) if part.blocks)
    return Flow(
        parts=(*parts, *([imprint] if imprint.blocks else ()), *lay_apart(document, setting)),
        title=document.title.replace("\n", "") or _mark_text(document, profile),
        author="、".join(document.issuers),
        date=document.date.isoformat() if document.date else "",
        imprint_page=_imprint_page(parts, imprint, profile),
        numbering=numbering,
        notes=frozenset(notes),
        facts=tuple(_facts(document)),
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


def _mark_text(document: Document, profile: Profile) -> str:
    """Return the mark on one line, which names a document without a title."""
    names, suffix = profile.head.mark(document) if document.has_head else ((), "")
    return "、".join(names) + suffix


def _settle_main(document: Document, setting: Setting) -> tuple[Main, set[Note]]:
    """Return the 主体 so arranged that the first page shows text and the closing is not alone."""
    notes: set[Note] = set()
    main = _lay_main(document, setting, is_addressed=bool(document.main_recipients))
    for cap in _mark_caps(document, setting.profile):
        if shows_text(main, setting.profile):
            break
        setting = replace(setting, mark_cap=cap)
        main = _lay_main(document, setting, is_addressed=bool(document.main_recipients))
    if main.recipients and not shows_text(main, setting.profile) and _fits_imprint(document, setting):
        main = _lay_main(document, setting, is_addressed=False)
        notes.add("moved")
    if not shows_text(main, setting.profile):
        notes.add("bare")
    settled, spacing = settle(main, setting.profile)
    return settled, notes | spacing


def _fits_imprint(document: Document, setting: Setting) -> bool:
    """Whether the 版记 can take in the 主送机关 on one page."""
    blocks = tuple(lay_imprint(document, setting, is_addressed=True))
    return foot_height(blocks, setting.profile) <= setting.profile.sheet.type_height


def _mark_caps(document: Document, profile: Profile) -> Iterator[float]:
    """Yield the ever smaller sizes in which a joint mark may leave room for text on its page (7.2.4)."""
    names, _ = profile.head.mark(document) if document.has_head else ((), "")
    if len(names) > 1:
        size = profile.head.mark_size - 2
        while size >= profile.head.least_mark_size:
            yield size
            size -= 2


def _parts(main: Main, document: Document, setting: Setting) -> Iterator[Part]:
    """Yield what stands before the 版记, in the order of the pages."""
    laid: tuple[tuple[Slot, Iterable[Block]], ...] = (
        ("版头", main.head),
        ("标题", main.title),
        ("主送机关", main.recipients),
        ("正文", main.text),
        ("落款", main.closing),
    )
    yield from (Part(slot, tuple(blocks)) for slot, blocks in laid)
    yield from lay_attachments(document.attachments, "附件", WHOLE, setting)
    if document.enclosed:
        yield Part("印发件", tuple(lay_enclosed(document.enclosed, setting)))
        yield from lay_attachments(document.enclosed.attachments, "印发件", Address("印发件"), setting)


def _lay_main(document: Document, setting: Setting, *, is_addressed: bool) -> Main:
    return Main(
        head=lay_head(document, setting),
        title=lay_title(document, setting),
        recipients=lay_recipients(document, setting) if is_addressed else [],
        text=lay_text(document, setting, is_addressed=is_addressed),
        closing=lay_closing(document, setting),
        slack=_slack(document, setting.profile),
    )


def _slack(document: Document, profile: Profile) -> float:
    """Return by how much the room above a seal or a stamp may shrink when the page is short of it."""
    closing = profile.closing
    if document.stamps:
        return max(closing.stamps.gap - profile.body.pitch, 0.0)
    return closing.sealed_gap - closing.least_sealed_gap if document.is_sealed else 0.0


def _names(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*document.issuers, *document.signatories)))


def fill_pages(parts: Iterable[Part], sheet: Sheet, profile: Profile) -> Filler:
    """Return the pages of ``sheet`` filled with ``parts``, those on their side in their own width."""
    filler = Filler(sheet)
    for is_turned, group in groupby(parts, key=lambda part: part.is_turned):
        filler.turn(is_turned=is_turned)
        blocks = tuple(block for part in group for block in part.blocks)
        filler.fill(cut_strips(blocks, profile, filler.area.width))
    return filler


def _imprint_page(parts: tuple[Part, ...], imprint: Part, profile: Profile) -> ImprintPage:
    """Return where the 版记 goes: the last page when it has room there and is the right one (7.4.1)."""
    if not imprint.blocks:
        return "same"
    filler = fill_pages(parts, profile.sheet, profile)
    needed = foot_height(imprint.blocks, profile)
    has_room = filler.used + needed + _RESERVE <= filler.height and filler.page not in filler.turned
    is_even = filler.page % 2 == 0
    if profile.imprint.page == "末页":
        return "same" if has_room else "next"
    if is_even:
        return "same" if has_room else "after-blank"
    return "next"


def foot_height(blocks: tuple[Block, ...], profile: Profile) -> float:
    """Return the height of a block at the foot of the page, points."""
    return sum(strip.look.before + strip.height for strip in cut_strips(blocks, profile))
