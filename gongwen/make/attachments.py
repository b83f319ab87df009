"""附件: behind the text and bound with it, or apart from it (7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.address import WHOLE, Address
from gongwen.document import Attachment, Document
from gongwen.flow import Block, Par, Part, Run, Slot
from gongwen.make.body import lay_body
from gongwen.make.main import below, lay_heading
from gongwen.make.setting import Setting

_MARK, _TITLE = "附件标识", "附件标题"


def lay_attachments(
    attachments: Sequence[Attachment], slot: Slot, path: Address, setting: Setting
) -> Iterator[Part]:
    """Yield each attachment that is bound with the text, on pages of its own; one only named has none."""
    for index, attachment in enumerate(attachments):
        if attachment.is_given and not attachment.is_apart:
            mark = _mark(index, attachments, setting)
            yield _lay(attachment, mark, slot, path.to("附件", index), setting)


def lay_apart(document: Document, setting: Setting) -> Iterator[Part]:
    """Yield each attachment that is bound apart: the 发文字号 stands before its mark (7.3.7)."""
    carried = ((each.attachments, way) for way, each in document.carried)
    for attachments, path in ((document.attachments, WHOLE), *carried):
        for index, attachment in enumerate(attachments):
            if attachment.is_given and attachment.is_apart:
                mark = document.doc_number + _mark(index, attachments, setting)
                yield _lay(attachment, mark, "附件", path.to("附件", index), setting)


def _mark(index: int, attachments: Sequence[Attachment], setting: Setting) -> str:
    return setting.profile.words["附件"] + (str(index + 1) if len(attachments) > 1 else "")


def _lay(attachment: Attachment, mark: str, slot: Slot, path: Address, setting: Setting) -> Part:
    at, own = setting.at(*path, "标题"), setting.turned() if attachment.is_turned else setting
    head: list[Block] = [Par(_MARK, (Run(mark),), at=at)]
    head += lay_heading(_TITLE, attachment.title, "", path, own)
    body = below(lay_body(attachment.body, attachment.roster, path, own), setting.profile.titles.gap)
    return Part(slot, (*head, *body), is_turned=attachment.is_turned, is_apart=attachment.is_apart)
