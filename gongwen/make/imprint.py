"""版记: between the first and the last rule at the foot of the last page (7.4)."""

from __future__ import annotations

from gongwen.document import Document
from gongwen.flow import Block, Columns, Par, Run
from gongwen.make.pages.alike import break_alike
from gongwen.make.setting import Setting
from gongwen.terms.date import write as format_date

_KEYWORDS, _KEYWORDS_LABEL = "主题词", "主题词标"
_MAIN, _COPIES, _PRINTED, _COUNT = "版记主送机关", "抄送机关", "印发机关和印发日期", "印发份数"


def lay_imprint(document: Document, setting: Setting, *, is_addressed: bool) -> list[Block]:
    """Return the lines of the 版记 with the rules around and between them; [] when it has none.

    ``is_addressed`` says that the 主送机关 stand here, for want of room on the first page (7.3.2).
    """
    main = _lay_recipients(_MAIN, "主送", document.main_recipients if is_addressed else "", setting)
    reports = _lay_recipients(_COPIES, "抄报", document.report_recipients, setting)
    copies = _lay_recipients(_COPIES, "抄送", document.copy_recipients, setting)
    groups = (_lay_keywords(document, setting), [*main, *reports, *copies], _lay_printed(document, setting))
    elements = [group for group in groups if group]
    rule = setting.profile.imprint
    blocks = _rule(rule.first_rule) if elements else []
    for group in elements:
        blocks += [*group, *_rule(rule.last_rule if group is elements[-1] else rule.middle_rule)]
    return [*blocks, *_lay_count(document, setting)]


def _rule(role: str) -> list[Block]:
    return [Par(role, (Run(""),))] if role else []


def _lay_keywords(document: Document, setting: Setting) -> list[Block]:
    if not document.keywords:
        return []
    label = Run(f"{setting.profile.words['主题词']}：", _KEYWORDS_LABEL)
    return [Par(_KEYWORDS, (label, Run("　".join(document.keywords))), at=setting.at("主题词"))]


def _lay_recipients(role: str, word: str, names: str, setting: Setting) -> list[Block]:
    if not names:
        return []
    text = f"{setting.profile.words[word]}：{names.rstrip('。：:')}。"
    return list(break_alike([Par(role, (Run(text),), at=setting.at(f"{word}机关"))], setting))


def _lay_printed(document: Document, setting: Setting) -> list[Block]:
    """The printing agency at the left and the date at the right of one line (7.4.3)."""
    if not (document.print_issuer or document.print_date):
        return []
    look = setting.profile.looks[_PRINTED]
    date = format_date(document.print_date) + setting.profile.words["印发"] if document.print_date else ""
    edge = setting.profile.sheet.type_width - look.right
    runs = (Run(f"{document.print_issuer}\t{date}"),)
    at = setting.at("印发机关") or setting.at("印发日期")
    return [Par(_PRINTED, runs, columns=Columns((edge,), "right"), at=at)]


def _lay_count(document: Document, setting: Setting) -> list[Block]:
    if not document.print_count:
        return []
    return [Par(_COUNT, (Run(document.print_count),), at=setting.at("印发份数"))]
