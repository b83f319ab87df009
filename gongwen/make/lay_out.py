"""Document → Flow: the steps of the layout in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from gongwen.document import Document
from gongwen.flow import Block, Flow, Numbering, Part, Place, Slot
from gongwen.make.head import lay_head
from gongwen.make.imprint import lay_imprint
from gongwen.make.main import (
    lay_attachments,
    lay_closing,
    lay_enclosed,
    lay_recipients,
    lay_text,
    lay_title,
)
from gongwen.make.paginate import Filler
from gongwen.make.setting import Path, Setting
from gongwen.make.settle import Main, settle
from gongwen.make.strips import cut_strips
from gongwen.profile import Profile

_RESERVE = 10.0
"""Points left free above the 版记, for what word processors round differently."""

ImprintPage = Literal["same", "next", "after-blank"]


def lay_out(
    document: Document,
    profile: Profile,
    places: Mapping[Path, Place] | None = None,
    numbering: Numbering = "text",
) -> Flow:
    """Return ``document`` as it stands on its pages in the look of ``profile``.

    ``places`` says where each element was written; what is not in it has no origin.
    """
    setting = Setting(profile, places or {}, _names(document))
    main, is_settled = settle(_lay_main(document, setting), profile)
    laid: list[tuple[Slot, list[Block]]] = [
        ("版头", main.head),
        ("标题", main.title),
        ("主送机关", main.recipients),
        ("正文", main.text),
        ("落款", main.closing),
        ("附件", lay_attachments(document.attachments, (), setting)),
        ("印发件", lay_enclosed(document.enclosed, setting)),
    ]
    parts = tuple(Part(slot, tuple(blocks)) for slot, blocks in laid if blocks)
    imprint = Part("版记", tuple(lay_imprint(document, setting)))
    return Flow(
        parts=(*parts, imprint) if imprint.blocks else parts,
        title=document.title.replace("\n", ""),
        author="、".join(document.issuers),
        date=document.date.isoformat() if document.date else "",
        imprint_page=_imprint_page(parts, imprint, profile),
        numbering=numbering,
        is_closing_alone=not is_settled,
    )


def _lay_main(document: Document, setting: Setting) -> Main:
    return Main(
        head=lay_head(document, setting),
        title=lay_title(document, setting),
        recipients=lay_recipients(document, setting),
        text=lay_text(document, setting),
        closing=lay_closing(document, setting),
    )


def _names(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*document.issuers, *document.signatories)))


def _imprint_page(parts: tuple[Part, ...], imprint: Part, profile: Profile) -> ImprintPage:
    """Return where the 版记 goes: the last page when it has room there and is the right one (7.4.1)."""
    if not imprint.blocks:
        return "same"
    filler = Filler(profile.sheet.type_height)
    filler.fill(cut_strips(tuple(block for part in parts for block in part.blocks), profile))
    needed = foot_height(imprint.blocks, profile)
    has_room = filler.used + needed + _RESERVE <= filler.height
    is_even = filler.page % 2 == 0
    if profile.imprint.page == "末页":
        return "same" if has_room else "next"
    if is_even:
        return "same" if has_room else "after-blank"
    return "next"


def foot_height(blocks: tuple[Block, ...], profile: Profile) -> float:
    """Return the height of a block at the foot of the page, points."""
    return sum(strip.look.before + strip.height for strip in cut_strips(blocks, profile))
