"""What only the finished pages show."""

from __future__ import annotations

from typing import NamedTuple

from gongwen.finding import Finding, Force, RuleInfo
from gongwen.flow import Flow, Note, Place, Slot


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


def page_rules() -> list[RuleInfo]:
    """Return what is said of the pages, as rules."""
    return [RuleInfo(each.code, each.clause, each.force, each.about) for each in _DEPARTURES.values()]


def layout_findings(flow: Flow) -> list[Finding]:
    """Return a finding for everything that the pages made necessary, in the order of the pages."""
    return [
        Finding(found.code, _at(flow, found.slot), found.message, found.clause, found.force)
        for note, found in _DEPARTURES.items()
        if note in flow.notes
    ]


def _at(flow: Flow, slot: Slot) -> Place | None:
    blocks = flow.part(slot) or flow.blocks
    return next((block.at for block in blocks if block.at), None)
