"""What only the finished pages show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gongwen.address import Place
from gongwen.finding import Finding, Force, RuleInfo
from gongwen.flow import Flow, Note, Par, Slot, Strain, Table

_CAPTION = "表题"


class _Departure(NamedTuple):
    code: str
    slot: Slot
    """Where to look for it."""
    message: str
    clause: str
    force: Force
    about: str
    """What the clause wants."""


_DEPARTURES: dict[Note, _Departure] = {
    "spaced": _Departure(
        "closing.spaced",
        "落款",
        "末页排不下落款，已调整正文的行距，使落款与正文在同一页",
        "7.3.5.5",
        "惯例",
        "落款与正文在同一页；排不下时调整正文的行距。",
    ),
    "carried": _Departure(
        "closing.carried",
        "落款",
        "末页排不下落款，已把正文的最后一段移到落款的一页，使落款与正文在同一页",
        "7.3.5.5",
        "惯例",
        "落款与正文在同一页；排不下时把正文的最后一段移到落款的一页。",
    ),
    "alone": _Departure(
        "closing.alone",
        "落款",
        "落款与正文不在同一页，调整行距也排不下，请增减正文的字句",
        "7.3.5.5",
        "应当",
        "落款与正文在同一页。",
    ),
    "fitted": _Departure(
        "body.first-page-spaced",
        "标题",
        "首页排不下正文，已缩小标题和正文的行距，使首页显示正文",
        "7.3.3",
        "惯例",
        "首页显示正文；排不下时缩小标题和正文的行距。",
    ),
    "moved": _Departure(
        "recipients.moved",
        "版记",
        "主送机关过多，首页不能显示正文，已移到版记、抄送机关之上",
        "7.3.2",
        "惯例",
        "主送机关过多，首页不能显示正文时，移到版记。",
    ),
    "bare": _Departure(
        "body.first-page",
        "标题",
        "首页不能显示正文，请缩短标题，或者减少版头的行数",
        "7.3.3",
        "应当",
        "首页显示正文。",
    ),
    "imprint-spaced": _Departure(
        "imprint.spaced",
        "版记",
        "末页排不下版记，已缩小正文的行距，使版记不另占一张纸",
        "7.4.1",
        "惯例",
        "末页排不下版记时缩小正文的行距，不让版记另占一张纸。",
    ),
    "sheet": _Departure(
        "imprint.sheet",
        "版记",
        "末页排不下版记，版记另占一张纸，缩小行距也排不下；精简几行正文，可以省下这张纸",
        "7.4.1",
        "惯例",
        "版记与正文的末页在同一张纸上。",
    ),
}


_STRAINED: dict[Strain, tuple[str, Force, str]] = {
    "tight": (
        "table.tight",
        "惯例",
        "栏多字多，已经把字号改小；请考虑横排：把表格放进附件，附件里写“页面: 横”",
    ),
    "split": (
        "table.split",
        "应当",
        "栏太多，数字和单词会断开；请横排（附件里写“页面: 横”），或者拆成几个表格",
    ),
    "given": ("table.given", "惯例", "“{栏宽}”指定的宽度放不下最长的数字、日期或者单词，请改宽"),
}
_TABLE_RULES: tuple[tuple[str, Force, str], ...] = (
    ("table.tight", "惯例", "表格用通常的字号或者小一号的字排得下，一行不太高。"),
    ("table.split", "应当", "表格里的数字、日期和单词不断开。"),
    ("table.given", "惯例", "指定的栏宽放得下最长的数字、日期和单词。"),
)


def page_rules() -> list[RuleInfo]:
    """Return what is said of the pages, as rules."""
    departures = [RuleInfo(each.code, each.clause, each.force, each.about) for each in _DEPARTURES.values()]
    return departures + [RuleInfo(code, "", force, about) for code, force, about in _TABLE_RULES]


def layout_findings(flow: Flow) -> list[Finding]:
    """Return a finding for everything that the pages made necessary, in the order of the pages."""
    departures = [
        Finding(found.code, _at(flow, found.slot), found.message, found.clause, found.force)
        for note, found in _DEPARTURES.items()
        if note in flow.notes
    ]
    return departures + list(_strained_tables(flow))


def _strained_tables(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each table that its page is too narrow for, by its caption or its number."""
    number = 0
    for part in flow.parts:
        above = ""
        for block in part.blocks:
            if isinstance(block, Par) and block.role == _CAPTION:
                above = block.text
            elif isinstance(block, Table):
                number += 1
                if block.strain:
                    yield _strain(block, above or f"第{number}个表格", is_turned=part.is_turned)
                above = ""


def _strain(table: Table, name: str, *, is_turned: bool) -> Finding:
    code, force, message = _STRAINED[table.strain]
    if is_turned and table.strain != "given":
        message = message.split("；", 1)[0] + "；请减少栏数，或者拆成几个表格"
    return Finding(code, table.at, f"“{name}”有{len(table.widths)}栏：{message}", "", force)


def _at(flow: Flow, slot: Slot) -> Place | None:
    blocks = flow.part(slot) or flow.blocks
    return next((block.at for block in blocks if block.at), None)
