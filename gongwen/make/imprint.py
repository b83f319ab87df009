"""版记: between the first and the last rule at the foot of the last page (7.4)."""

from __future__ import annotations

from gongwen.document import Document
from gongwen.flow import Block, Columns, Par, Run
from gongwen.make.setting import Setting
from gongwen.zh.dates import format_date

_COPIES, _PRINTED = "抄送机关", "印发机关和印发日期"
_FIRST_RULE, _MIDDLE_RULE, _LAST_RULE = "版记首线", "版记中线", "版记末线"


def lay_imprint(document: Document, setting: Setting) -> list[Block]:
    """Return the lines of the 版记 with the rules around and between them; [] when it has none."""
    rows = [row for row in (_lay_copies(document, setting), _lay_printed(document, setting)) if row]
    if not rows:
        return []
    blocks: list[Block] = [_rule(_FIRST_RULE)]
    for row in rows:
        blocks.extend((row, _rule(_LAST_RULE if row is rows[-1] else _MIDDLE_RULE)))
    return blocks


def _rule(role: str) -> Par:
    return Par(role, (Run(""),))


def _lay_copies(document: Document, setting: Setting) -> Par | None:
    if not document.copy_recipients:
        return None
    text = f"{setting.profile.words['抄送']}：{document.copy_recipients.rstrip('。')}。"
    return Par(_COPIES, (Run(text),), at=setting.at("抄送机关"))


def _lay_printed(document: Document, setting: Setting) -> Par | None:
    """The printing agency at the left and the date at the right of one line (7.4.3)."""
    if not (document.print_issuer or document.print_date):
        return None
    look = setting.profile.looks[_PRINTED]
    date = format_date(document.print_date) + setting.profile.words["印发"] if document.print_date else ""
    edge = setting.profile.sheet.type_width - look.right
    runs = (Run(f"{document.print_issuer}\t{date}"),)
    at = setting.at("印发机关") or setting.at("印发日期")
    return Par(_PRINTED, runs, columns=Columns((edge,), ends_right=True), at=at)
