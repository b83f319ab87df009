"""主体: from the title to the 附注, and the attachments behind it (7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gongwen.document import Attachment, Document, Enclosed
from gongwen.flow import Block, Columns, Fit, Par, Run
from gongwen.make.body import lay_body
from gongwen.make.setting import Path, Setting, text_width
from gongwen.make.title import break_title
from gongwen.profile import BODY
from gongwen.zh.dates import format_date
from gongwen.zh.width import width

_TITLE, _SUBTITLE, _ENCLOSED_TITLE = "公文标题", "题注", "印发件标题"
_RECIPIENTS = "主送机关"
_NOTE_ONE, _NOTE_FIRST, _NOTE_NEXT = "附件说明", "附件说明首项", "附件说明续项"
_ATTACHMENT_MARK, _ATTACHMENT_TITLE = "附件标识", "附件标题"
_SIGNATURE, _DATE, _REMARK = "署名", "成文日期", "附注"


def lay_title(document: Document, setting: Setting) -> list[Block]:
    """Return the title and what stands under it (7.3.1)."""
    return _lay_title(_TITLE, document.title, document.subtitle, (), setting)


def _lay_title(role: str, title: str, subtitle: str, path: Path, setting: Setting) -> list[Block]:
    lines = _break(title, setting.profile.titles.widest, setting.names)
    pars: list[Block] = [Par(role, (Run("\n".join(lines)),), at=setting.at(*path, "标题"))]
    if subtitle:
        pars.append(Par(_SUBTITLE, (Run(subtitle),), at=setting.at(*path, "题注")))
    return pars


@lru_cache(maxsize=256)
def _break(title: str, room: float, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of a title; an office's titles come again with every draft."""
    return break_title(title, room, names)


def lay_recipients(document: Document, setting: Setting) -> list[Block]:
    """Return the 主送机关 with its colon; [] when there is none (7.3.2)."""
    if not document.main_recipients:
        return []
    text = document.main_recipients.rstrip("：:") + "："
    return [Par(_RECIPIENTS, (Run(text),), at=setting.at("主送机关"))]


def lay_text(document: Document, setting: Setting) -> list[Block]:
    """Return the body and the 附件说明 (7.3.3, 7.3.4)."""
    blocks = lay_body(document.body, document.roster, (), setting)
    if not document.main_recipients:
        blocks = _below_title(blocks, setting)
    return [*blocks, *_lay_note(document.attachments, (), setting)]


def _below_title(blocks: list[Block], setting: Setting) -> list[Block]:
    """Return ``blocks`` with the room under a title above the first; above a table, an empty line."""
    first = blocks[0]
    if not isinstance(first, Par):
        return [Par(BODY, (Run(""),)), *blocks]
    keeps = first.fit.keeps_next if first.fit else None
    fit = Fit(before=setting.profile.titles.gap, keeps_next=keeps)
    return [_with_fit(first, fit), *blocks[1:]]


def _with_fit(par: Par, fit: Fit) -> Par:
    return Par(par.role, par.runs, par.label, par.level, par.number, par.columns, fit, par.at)


def _lay_note(attachments: Sequence[Attachment], path: Path, setting: Setting) -> list[Block]:
    """附件说明: names without marks behind them, numbered when there are several (7.3.4)."""
    word = setting.profile.words["附件"] + "："
    if len(attachments) == 1:
        at = setting.at(*path, "附件", 0, "标题")
        return [Par(_NOTE_ONE, (Run(word + _one_line(attachments[0].title)),), at=at)]
    look = setting.profile.looks[_NOTE_NEXT]
    columns = Columns((look.left + width(f"{len(attachments)}.") * look.character,))
    pars: list[Block] = []
    for index, attachment in enumerate(attachments):
        role, head = (_NOTE_NEXT, "") if index else (_NOTE_FIRST, word)
        text = f"{head}{index + 1}.\t{_one_line(attachment.title)}"
        at = setting.at(*path, "附件", index, "标题")
        pars.append(Par(role, (Run(text),), columns=columns, at=at))
    return pars


def _one_line(title: str) -> str:
    return "".join(line.strip() for line in title.splitlines())


def lay_closing(document: Document, setting: Setting) -> list[Block]:
    """Return 署名, 成文日期 and 附注 (7.3.5, 7.3.6)."""
    signed = _lay_signature(document, setting)
    if not document.note:
        return signed
    text = document.note if document.note.startswith("（") else f"（{document.note}）"
    fit = None if signed else Fit(before=setting.profile.body.pitch)
    return [*signed, Par(_REMARK, (Run(text),), fit=fit, at=setting.at("附注"))]


def _lay_signature(document: Document, setting: Setting) -> list[Block]:
    names = document.signatories
    date = format_date(document.date) if document.date else ""
    name_right, date_right = _closing_rights(
        max(names, key=len, default=""), date, document.is_sealed, setting
    )
    closing, look = setting.profile.closing, setting.profile.looks[_SIGNATURE]
    gap = closing.sealed_gap if document.is_sealed else closing.unsealed_gap
    widest = max((text_width(name, look) for name in names), default=0.0)
    pars: list[Block] = []
    for index, name in enumerate(names):
        spare = (widest - text_width(name, look)) / 2
        fit = Fit(before=0.0 if index else gap, right=name_right + spare)
        pars.append(Par(_SIGNATURE, (Run(name),), fit=fit, at=setting.at("署名") or setting.at("发文机关")))
    if date:
        fit = Fit(before=0.0 if pars else gap, right=date_right, keeps_next=bool(document.note))
        pars.append(Par(_DATE, (Run(date),), fit=fit, at=setting.at("成文日期")))
    return pars


def _closing_rights(name: str, date: str, is_sealed: bool, setting: Setting) -> tuple[float, float]:
    """Return the room right of the name and of the date, points (7.3.5.1, 7.3.5.2)."""
    closing, look = setting.profile.closing, setting.profile.looks[_SIGNATURE]
    wide, long = text_width(name, look), text_width(date, look)
    if is_sealed or not date:
        date_right = max(closing.sealed_date_right * look.character, (wide - long) / 2)
        return date_right + (long - wide) / 2, date_right
    right, shift = closing.unsealed_right * look.character, closing.unsealed_shift * look.character
    if long > wide:
        return right + long + shift - wide, right
    return right, max(right + wide - shift - long, 0.0)


def lay_attachments(attachments: Sequence[Attachment], path: Path, setting: Setting) -> list[Block]:
    """Return each attachment on pages of its own; one that is only named has none (7.3.7)."""
    blocks: list[Block] = []
    for index, attachment in enumerate(attachments):
        if attachment.body or attachment.roster:
            number = str(index + 1) if len(attachments) > 1 else ""
            blocks.extend(_lay_attachment(attachment, number, (*path, "附件", index), setting))
    return blocks


def _lay_attachment(attachment: Attachment, number: str, path: Path, setting: Setting) -> list[Block]:
    at = setting.at(*path, "标题")
    mark = Par(_ATTACHMENT_MARK, (Run(setting.profile.words["附件"] + number),), at=at)
    title = _lay_title(_ATTACHMENT_TITLE, attachment.title, "", path, setting)
    body = lay_body(attachment.body, attachment.roster, path, setting)
    return [mark, *title, *_below_title(body, setting)]


def lay_enclosed(enclosed: Enclosed | None, setting: Setting) -> list[Block]:
    """Return the document that the notice carries, on pages of its own, with its attachments."""
    if enclosed is None:
        return []
    path: Path = ("印发件",)
    title = _lay_title(_ENCLOSED_TITLE, enclosed.title, enclosed.subtitle, path, setting)
    body = _below_title(lay_body(enclosed.body, enclosed.roster, path, setting), setting)
    note = _lay_note(enclosed.attachments, path, setting)
    return [*title, *body, *note, *lay_attachments(enclosed.attachments, path, setting)]
