"""Days that a text names against the 成文日期."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.meaning.periods import A_MONTH, period_days
from gongwen.rules.rule import Fault, fault, fault_in, rule
from gongwen.rules.texts import Text, main_texts_of, texts_of
from gongwen.terms import date
from gongwen.terms.title import PASSES_ON

_ORDER = r"(?:(?:^|(?<=[。；：、．.]))(?=于\d)|[请要须应][^。；！？]{1,60}，(?:并(?=于|在)|并将[^，。；]{2,40}(?=于\d{4}年)|(?=于\d{4}年))|(?:^|[）。])[^。；！？]{2,60}，(?:并将[^，。；]{2,40})?(?=于\d{4}年)|(?:单位|部门|机关|地区|政府|委员会|各[省市县区乡镇]|[局委办])(?=于\d{4}年)|请|务必|务于|必须|须|应当?|要|确保|力争|限期?)"
_DEADLINE = pattern(
    rf"{_ORDER}(?P<between>[^，。；：！？]{{0,16}}?)(?P<by>于|在|赶在)?{date.MONTH_LIMIT_GROUPS}(?:下班)?(?:之前|以前|前)(?P<after>[^，。；：！？]*)(?P<stop>[，。；：！？]?)"
)
_WORK = pattern(
    "报|完成|反馈|函复|回复|落实|到位|提交|送|整改|拿出|制定|印发|开展|召开|建立|办结|缴|签订|上线|开工|开通|投入"
)
_AT_ONCE = pattern("(?:全部|全面|基本|集中|一律|统一)?(?:完成|上?报|提交|反馈|函复|回复|落实|到位|办结|整改)")
"""Right behind a day that has no 于 before it: 务必3月底前完成."""
_PAST = pattern("已|曾|原|了|的$|^.{0,8}?[成定记得产工台立生加理请布发结送报买建行入用]的")
"""In the clause behind a day they tell of what is over: 2000年底前建成的小区."""
_TELLING = ("报告", "通报", "请示", "纪要")
"""Kinds that tell what was to be done."""
_MISSED = pattern("但|仍|未能|尚未|逾期|原定|超期")
_CLOSES = pattern(rf"截止(?:时间|日期|日)?(?:为|是|至|到|：|:)\s*{date.MONTH_LIMIT_GROUPS}")
_CALLS = pattern("报名|申报|征求意见|提交|报送|投标|反馈|受理")
_YEARLESS = pattern(
    r"(?:请|务必|务于|必须|须|应当?|确保|力争|限期?)(?:[^，。；：！？\d]{0,16}?)"
    rf"(?P<words>{date.LIMIT_GROUPS}(?:下班)?(?:之前|以前|前))(?P<after>[^，。；：！？]*)"
)
_AHEAD = pattern(
    "(?:全部|全面|基本|集中|一律|统一|将[^，。；]{2,20})?(?:完成|完工|开工|竣工|上?报|提交|反馈|函复|回复|落实|到位|办结|整改|建成)"
)
_OTHER_YEAR = pattern(r"每年|次年|明年|翌年|上年|去年|历年|年度|当年|第[一二三四五六七八九十]年|[12]\d{3}年")
"""Words in whose paragraph a day without a year may be one of another year than that of the document."""
_SHORTLY = 120
"""Days by which such a day may lie back; one further back is meant of the next year."""
_IN_FORCE = pattern(
    rf"本(?P<what>[^，。；：《》]{{1,10}})自{date.MONTH_LIMIT_GROUPS}起(?:正式)?(?:施行|实施|执行)(?!以来|后|的)"
)
_ENDS = pattern(rf"本[^，。；：《》]{{1,10}}[^。；]{{0,30}}有效期(?:截?至|到){date.MONTH_LIMIT_GROUPS}")
_TERM = pattern(
    rf"自{date.DAY_GROUPS}(?:[（(][^（）()]{{1,6}}[）)])?(?:\d{{1,2}}[时:：][^至到]{{0,6}})?起?(?:施行|执行|实施|生效)?，?(?:有效期)?(?:至|到)"
    rf"(?P<at>{date.LAST_DAY_GROUPS})"
)
_OBEYED = ("通告", "公告", "命令")
"""Kinds that bind everybody from when they are known."""
_LONG = 366
"""Days from when on such a day lies oddly far before the day of the document."""
_HALF_YEARS = ((1, 1), (7, 1))
"""Month and day from which on what is decided later may hold."""
_PASSED_ON = pattern(rf"{PASSES_ON}|重新|修改|修订|修正|延长|汇编")


@rule("body.deadline-past", "", "差错")
def deadline_past(document: Document) -> Iterator[Fault]:
    """要求完成的期限不早于成文日期。

    Wrong: 正文: 请各单位于2023年12月20日前报送总结。
    Right: 正文: 请各单位于2024年12月20日前报送总结。
    """
    if document.date is None or document.kind in _TELLING:
        return
    for text in _own_texts(document):
        for index, line in enumerate(text.body):
            for words, day in (*_deadlines(line), *_yearless(line, document.date)):
                if day < document.date:
                    message = f"期限“{words}”早于成文日期{_shown(document.date)}，请核对年份"
                    yield fault(message, text.line(index))


def _own_texts(document: Document) -> Iterator[Text]:
    """Yield the texts of the day of ``document``: a document that it only passes on or amends is older, an attachment may have its own."""
    is_passed_on = _PASSED_ON.search(document.title) is not None
    for text in texts_of(document):
        is_dated = "附件" in text.path and any(map(date.read, text.body))
        if not (is_dated or (text.path and is_passed_on)):
            yield text


def _deadlines(line: str) -> Iterator[tuple[str, datetime.date]]:
    """Yield the days by which ``line`` orders something to be done, as written and as the last day meant."""
    if "年" not in line or line.startswith("|"):
        return
    for match in _DEADLINE.finditer(line):
        clause = match["after"]
        is_missed = _MISSED.search(line[match.end() :].partition("。")[0])
        told = _WORK.search(match["between"] + clause) if match["by"] else _AT_ONCE.match(clause)
        is_told = told and not _PAST.search(clause) and not is_missed
        if is_told and (day := _last_day(match)):
            yield match[0][match.start("year") - match.start() : match.start("after") - match.start()], day
    for match in _CLOSES.finditer(line) if _CALLS.search(line) else ():
        if day := _last_day(match):
            yield match[0], day


def _yearless(line: str, written: datetime.date) -> Iterator[tuple[str, datetime.date]]:
    """Yield the days without a year by which something is still to be done that passed shortly before ``written``."""
    is_other = "月" not in line or line.startswith("|") or _OTHER_YEAR.search(line)
    for match in _YEARLESS.finditer(line) if not is_other else ():
        is_told = _AHEAD.match(match["after"]) and not _PAST.search(match["after"])
        last = _last_day(match, written.year) if is_told else None
        if last and 0 < (written - last).days < _SHORTLY:
            yield match["words"], last


def _last_day(match: re.Match[str], own: int = 0) -> datetime.date | None:
    """Return the day, or the last of the month, in the year ``own`` if that is given; None when there is no such day."""
    year, month = own or int(match["year"]), int(match["month"])
    if not 1 <= month <= 12 or year < datetime.MINYEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(match["day"] or last)
    return datetime.date(year, month, day) if 1 <= day <= last else None


@rule("body.effective-date", "", "惯例")
def effective_date(document: Document) -> Iterator[Fault]:
    """施行日期一般不早于成文日期，从某月1日起补行的不早一个月以上，从1月1日、7月1日起的不早一年以上；有效期不早于成文日期。

    Wrong: 正文: [为加强管理，制定本办法。, 本办法自2020年1月1日起施行。]
    Right: 正文: [为加强管理，制定本办法。, 本办法自2025年1月1日起施行。]
    """
    if document.date is None:
        return
    for text in _own_texts(document):
        for index, line in enumerate(text.body):
            for match in _IN_FORCE.finditer(line):
                day = _last_day(match)
                late = (document.date - day).days if day else 0
                long = _LONG if day and (day.month, day.day) in _HALF_YEARS else A_MONTH
                is_dated_back = day and day.day == 1 and document.kind not in _OBEYED and late <= long
                if day and late > 0 and not is_dated_back:
                    message = f"施行日期“{_words(match)}”早于成文日期{_shown(document.date)}，请核对"
                    yield fault(message, text.line(index))
            for match in _ENDS.finditer(line):
                day = _last_day(match)
                if day and day < document.date:
                    message = f"有效期“{_words(match)}”早于成文日期{_shown(document.date)}，请核对"
                    yield fault(message, text.line(index))


def _words(match: re.Match[str]) -> str:
    end = match.end("day") + 1 if match["day"] else match.end("month") + 1
    return match.string[match.start("year") : end]


def _shown(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@rule("dates.one-end", "", "推荐")
def one_end(document: Document) -> Iterator[Fault]:
    """从同一天起的同一件事，各处写的终止日期一样。

    Wrong: 正文: [自2025年5月6日起至8月3日止实行管制。, 本通告自2025年5月6日起施行，有效期至2025年8月5日。]
    Right: 正文: [自2025年5月6日起至8月3日止实行管制。, 本通告自2025年5月6日起施行，有效期至2025年8月3日。]
    """
    first: dict[datetime.date, datetime.date] = {}
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for match in _TERM.finditer(line):
                days = period_days(match)
                known = first.setdefault(*days) if days else None
                if days and known and 0 < abs((known - days[1]).days) < A_MONTH:
                    message = f"这里写到{match['at']}，前面写到{known.month}月{known.day}日，请核对"
                    path = text.line(index)
                    yield fault_in(message, path, line, match.span("at"))
