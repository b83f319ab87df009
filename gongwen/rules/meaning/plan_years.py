"""Years of what is still to be done, in a document that tells what was done."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.texts import main_texts_of
from gongwen.terms.date import year_of_digits
from gongwen.terms.label import NUMERAL
from gongwen.terms.title import one_line
from gongwen.zh.numerals import read_number

_DIGITS = "[0-9〇○零一二三四五六七八九]"
_SUMMARY = pattern(rf"(?P<year>{_DIGITS}{{4}})年度?[^，。《》]{{0,20}}(?:总结|情况的?报告|工作报告|述职)")
_NEXT = pattern(rf"(?P<year>{_DIGITS}{{4}})年度?的?(?:主要)?工作(?:打算|安排|计划|思路|重点|谋划|目标)")
_AHEAD = pattern("^.{0,10}(?:下一步|打算|今后|工作安排|工作计划|工作思路|目标)")
_HEADING = pattern(rf"^(?:#+ ?)?{NUMERAL}、")
_BY = pattern(
    r"(?:(?:力争|确保|争取)?(?:到|至|在)|(?<=[。，；])(?:力争|确保|争取)?(?=20\d\d年底?前))(?P<year>20\d\d)年(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度|(?P<month>\d{1,2})月)?[底末]?前?(?=，(?!已|累计|共|[^，。；]{0,8}[已曾])|(?:力争|确保|争取|全面|基本|全部|实现|完成|建成|达到))"
)
_TO_DO = pattern(
    r"(?:^|(?<=[。；]))(?P<year>20\d\d)年(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度|(?P<month>\d{1,2})月)，?(?:我[们局委办县市区镇乡院校]|本[局委办])?(?:还)?(?:将|计划|拟|打算)"
)
"""What is still to be done in that time."""
_LAST_MONTH = 12
_HALF = pattern("(?P<half>[上下])半年[^，。《》]{0,16}(?:总结|情况的?报告|工作报告)")
_NEXT_HALF = pattern("(?P<half>[上下])半年的?(?:主要|重点)?工作(?:打算|安排|计划|思路|重点|谋划|目标)")


@rule("title.next-year", "", "推荐")
def next_year(document: Document) -> Iterator[Fault]:
    """总结里下一步的打算，是总结的那一年的下一年的。

    Wrong: {标题: 云溪县人民政府办公室关于2023年防汛工作总结和表彰的通知, 正文: [一、2023年工作, 加固堤防。, 二、2025年工作打算, 加固堤防。]}
    Right: {标题: 云溪县人民政府办公室关于2023年防汛工作总结和表彰的通知, 正文: [一、2023年工作, 加固堤防。, 二、2024年工作打算, 加固堤防。]}
    """
    title = _SUMMARY.search(one_line(document.title))
    own = int(year_of_digits(title["year"])) if title else 0
    yield from _same_half(document)
    for text in main_texts_of(document) if own else ():
        for index, line in enumerate(text.body):
            for match in _NEXT.finditer(line) if _HEADING.match(line) else ():
                if int(year_of_digits(match["year"])) not in (own, own + 1):
                    message = f"总结的是{own}年，这里写“{match[0]}”，请核对年份"
                    path = text.line(index)
                    yield fault_in(message, path, line, match.span("year"))


def _same_half(document: Document) -> Iterator[Fault]:
    """Yield the headings of plans for the half of a year that the document tells of."""
    title = _HALF.search(one_line(document.title))
    for text in main_texts_of(document) if title else ():
        for index, line in enumerate(text.body):
            for match in _NEXT_HALF.finditer(line) if _HEADING.match(line) else ():
                if title and match["half"] == title["half"]:
                    message = f"总结的是{match['half']}半年，这里写“{match[0]}”，请核对"
                    yield fault(
                        message, text.line(index), spots=[Spot(text.line(index), line, *match.span())]
                    )


@rule("body.plan-past", "", "推荐")
def plan_past(document: Document) -> Iterator[Fault]:
    """下一步打算里要做到的时间，不早于成文日期。

    Wrong: 正文: [一、下一步打算, 到2023年上半年，实现全覆盖。]
    Right: 正文: [一、下一步打算, 到2025年上半年，实现全覆盖。]
    """
    written = document.date
    for text in main_texts_of(document) if written else ():
        is_ahead = False
        for index, line in enumerate(text.body):
            if _HEADING.match(line):
                is_ahead = _AHEAD.search(line) is not None
            for match in (*_TO_DO.finditer(line), *(_BY.finditer(line) if is_ahead else ())):
                if written and _last_day(match) < written:
                    message = f"“{match[0]}”早于成文日期，请核对年份"
                    path = text.line(index)
                    yield fault_in(message, path, line, match.span())


def _last_day(match: re.Match[str]) -> datetime.date:
    """Return the last day of the time that a plan names."""
    month = int(match["month"] or 0)
    if match["half"]:
        month = _LAST_MONTH // 2 if match["half"] == "上" else _LAST_MONTH
    elif match["quarter"]:
        month = 3 * read_number(match["quarter"])
    month = month if 1 <= month <= _LAST_MONTH else _LAST_MONTH
    return datetime.date(int(match["year"]), month, calendar.monthrange(int(match["year"]), month)[1])
