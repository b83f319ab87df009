"""What a report tells as done on a day after its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import main_texts_of
from gongwen.terms import date

_TELLING = ("报告", "通报", "决定", "纪要", "请示", "函", "通知")
"""Kinds that tell what was done."""
_REPORTS, _BY_US = ("报告", "通报"), pattern("我[局委办厅部市县区]|会同")
"""Kinds whose sentences on those who tell are of what was done."""
_DAY = pattern(rf"(?P<at>(?<!\d)(?=[12]\d{{3}}年){date.DAY_GROUPS})(?!前|之前|以前|底|至|到|—|－|-|～|起|止)")
_FROM = pattern(rf"(?P<at>(?<!\d)(?=[12]\d{{3}}年){date.DAY_GROUPS})(?:至|到|—|－|-|～)")
_OPENS = pattern("(?:^|[。；：，、．.]|[于在自截至止到]|截止)$")
"""Before a day with which a clause begins."""
_DONE = pattern("已|了|共(?:完成|支出|收到|收回|发放|检查)|先后|分别|进行了|收悉|获悉|发生")
_AHEAD = pattern(
    "将|拟|计划|预计|预期|力争|确保|须|应|安排|定于|目标|届满|截止时间|施行|实施|执行|有效期|完成时限|要求|争取|要|请|前"
)


@rule("dates.told-before", "", "推荐")
def told_before(document: Document) -> Iterator[Fault]:
    """已经做了的事，日子不在成文日期以后。

    Wrong: 正文: [2025年11月18日，我局组织开展了检查。]
    Right: 正文: [2023年11月18日，我局组织开展了检查。]
    """
    written = document.date
    if written is None or document.kind not in _TELLING:
        return
    for text in main_texts_of(document):
        for index, line in enumerate(text.body if "年" in "".join(text.body) else ()):
            for sentence in re.finditer("[^。；]+", line) if "日" in line else ():
                for match in _after(sentence, written, document.kind):
                    message = f"“{match['at']}”在成文日期以后，请核对"
                    yield fault_in(
                        message, text.line(index), line,
                        (sentence.start() + match.start("at"), sentence.start() + match.end("at")),
                    )  # fmt: skip


def _after(sentence: re.Match[str], written: datetime.date, kind: str) -> Iterator[re.Match[str]]:
    """Yield the days after ``written`` with which a ``sentence`` tells what was done."""
    said = sentence[0]
    is_told = _DONE.search(said) or (kind in _REPORTS and _BY_US.search(said))
    if _AHEAD.search(said) or not is_told:
        return
    for match in (*_DAY.finditer(said), *_FROM.finditer(said)):
        try:
            day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        if day > written and _OPENS.search(said[: match.start()]):
            yield match
