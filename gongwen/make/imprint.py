"""版记: between the first and the last rule at the foot of the last page (7.4)."""

from __future__ import annotations

from gongwen.document import Document
from gongwen.flow import Block, Columns, Fit, Par, Run
from gongwen.make.setting import Setting, text_width
from gongwen.zh.dates import format_date

_COPIES, _PRINTED = "抄送机关", "印发机关和印发日期"


def lay_imprint(document: Document, setting: Setting) -> list[Block]:
    """Return the lines of the 版记 with the rules between them; [] when there is nothing in it."""
    rows = [row for row in (_lay_copies(document, setting), _lay_printed(document, setting)) if row]
    rule = setting.profile.imprint
    blocks: list[Block] = []
    for index, (role, text, columns, key) in enumerate(rows):
        is_last = index == len(rows) - 1
        fit = Fit(
            before=rule.first_rule.gap if index else 0.0,
            above=None if index else rule.first_rule,
            below=rule.last_rule if is_last else rule.middle_rule,
        )
        blocks.append(Par(role, (Run(text),), columns=columns, fit=fit, at=setting.at(key)))
    return blocks


_Row = tuple[str, str, Columns | None, str]


def _lay_copies(document: Document, setting: Setting) -> _Row | None:
    if not document.copy_recipients:
        return None
    text = f"{setting.profile.words['抄送']}：{document.copy_recipients.rstrip('。')}。"
    return _COPIES, text, None, "抄送机关"


def _lay_printed(document: Document, setting: Setting) -> _Row | None:
    """The printing agency at the left and the date at the right of one line (7.4.3)."""
    if not (document.print_issuer or document.print_date):
        return None
    look = setting.profile.looks[_PRINTED]
    date = format_date(document.print_date) + setting.profile.words["印发"] if document.print_date else ""
    date_at = setting.profile.sheet.type_width - look.right - text_width(date, look)
    return _PRINTED, f"{document.print_issuer}\t{date}", Columns((date_at,)), "印发机关"


