"""主体: from the title to the 附件说明, and the document that a notice carries (7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gongwen.address import WHOLE, Address
from gongwen.document import Attachment, Document, Enclosed
from gongwen.flow import Block, Columns, Fit, Par, Run
from gongwen.make.body import lay_body
from gongwen.make.closing import lay_carried_closing
from gongwen.make.pages.alike import break_alike
from gongwen.make.setting import Setting
from gongwen.profile import BODY
from gongwen.terms.titles.lines import break_title, shorter_layouts
from gongwen.zh.width import width

_TITLE, _SUBTITLE, _ENCLOSED_TITLE = "公文标题", "题注", "印发件标题"
_RECIPIENTS = "主送机关"
_NOTE_ONE, _NOTE_FIRST, _NOTE_NEXT = "附件说明", "附件说明首项", "附件说明续项"
_PRESENT, _PRESENT_LABEL = "出席人员", "出席标"
_NOTE_GAP = 2.0
"""Points between the number of an attachment and its name: what a program measures a little wider than the room
up to a tab stop goes on to the next one."""


def lay_title(document: Document, setting: Setting) -> list[Block]:
    """Return the title and what stands under it; [] when there is none (7.3.1)."""
    if not document.title:
        return []
    laid = lay_heading(_TITLE, document.title, document.subtitle, WHOLE, setting)
    if setting.title_lines:
        lines = next(each for each in shorter_titles(document, setting) if len(each) <= setting.title_lines)
        laid[0] = Par(_TITLE, (Run("\n".join(lines)),), at=setting.at("标题"))
    return laid


def shorter_titles(document: Document, setting: Setting) -> tuple[tuple[str, ...], ...]:
    """Return the lines of the title in ever fewer lines than usual."""
    return _shorter(document.title, setting.profile.titles.widest, setting.names)


def lay_heading(role: str, title: str, subtitle: str, path: Address, setting: Setting) -> list[Block]:
    """Return ``title`` in its lines, and ``subtitle`` below it, of the element at ``path``."""
    lines = break_title(title, setting.profile.titles.widest, setting.names)
    pars: list[Block] = [Par(role, (Run("\n".join(lines)),), at=setting.at(*path, "标题"))]
    if subtitle:
        pars += break_alike([Par(_SUBTITLE, (Run(subtitle),), at=setting.at(*path, "题注"))], setting)
    return pars


@lru_cache(maxsize=64)
def _shorter(title: str, room: float, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(shorter_layouts(title, room, names))


def lay_recipients(document: Document, setting: Setting) -> list[Block]:
    """Return the 主送机关 with its colon; [] when there is none (7.3.2)."""
    fit = None if document.title else Fit(before=setting.profile.titles.untitled_gap)
    return _lay_addressed(document.main_recipients, WHOLE, setting, fit)


def _lay_addressed(names: str, path: Address, setting: Setting, fit: Fit | None = None) -> list[Block]:
    if not names:
        return []
    text = names.rstrip("：:") + "："
    par = Par(_RECIPIENTS, (Run(text),), fit=fit, at=setting.at(*path, "主送机关"))
    return list(break_alike([par], setting))


def lay_text(document: Document, setting: Setting, *, is_addressed: bool) -> list[Block]:
    """Return the body, the 附件说明 and who was present (7.3.3, 7.3.4, 10.3).

    ``is_addressed`` says whether the 主送机关 stand above it.
    """
    blocks = lay_body(document.body, document.roster, WHOLE, setting)
    if not is_addressed:
        titles = setting.profile.titles
        blocks = below(blocks, titles.gap if document.title else titles.untitled_gap)
    note = _lay_note(document.attachments, WHOLE, setting)
    return [*blocks, *break_alike((*note, *_lay_presence(document, setting)), setting)]


def below(blocks: list[Block], gap: float) -> list[Block]:
    """Return ``blocks`` with ``gap`` above the first; above a table, an empty line of this height."""
    first = blocks[0]
    if not isinstance(first, Par):
        return [Par(BODY, (Run(""),), fit=Fit(pitch=gap)), *blocks]
    return [first._replace(fit=(first.fit or Fit())._replace(before=gap)), *blocks[1:]]


def _lay_presence(document: Document, setting: Setting) -> Iterator[Block]:
    """出席, 请假, 列席 of a 纪要: a blank line above the first, a line of its own for each (10.3)."""
    given = (
        ("出席", document.attendees),
        ("请假", document.absentees),
        ("列席", document.observers),
    )
    before = setting.profile.body.pitch
    for key, people in given:
        if people:
            runs = (Run(f"{setting.profile.words[key]}：", _PRESENT_LABEL), Run(people))
            yield Par(_PRESENT, runs, fit=Fit(before=before), at=setting.at(key))
            before = 0.0


def _lay_note(attachments: Sequence[Attachment], path: Address, setting: Setting) -> list[Block]:
    """附件说明: names without marks behind them, numbered when there are several (7.3.4)."""
    word = setting.profile.words["附件"] + "："
    if len(attachments) == 1:
        at = setting.at(*path, "附件", 0, "标题")
        return [Par(_NOTE_ONE, (Run(word + _one_line(attachments[0].title)),), at=at)]
    look = setting.profile.looks[_NOTE_NEXT]
    columns = Columns((look.left + width(f"{len(attachments)}.") * look.character + _NOTE_GAP,))
    pars: list[Block] = []
    for index, attachment in enumerate(attachments):
        role, head = (_NOTE_NEXT, "") if index else (_NOTE_FIRST, word)
        text = f"{head}{index + 1}.\t{_one_line(attachment.title)}"
        at = setting.at(*path, "附件", index, "标题")
        pars.append(Par(role, (Run(text),), columns=columns, at=at))
    return pars


def _one_line(title: str) -> str:
    return "".join(line.strip() for line in title.splitlines())


def lay_enclosed(enclosed: Enclosed, path: Address, setting: Setting) -> list[Block]:
    """Return a document that the notice carries, on pages of its own, without its attachments."""
    title = lay_heading(_ENCLOSED_TITLE, enclosed.title, enclosed.subtitle, path, setting)
    addressed = _lay_addressed(enclosed.main_recipients, path, setting)
    body = lay_body(enclosed.body, enclosed.roster, path, setting)
    body = body if addressed else below(body, setting.profile.titles.gap)
    note = break_alike(_lay_note(enclosed.attachments, path, setting), setting)
    return [*title, *addressed, *body, *note, *lay_carried_closing(enclosed, path, setting)]
