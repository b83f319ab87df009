"""Years that cannot be meant: of five digits, or with two of their digits exchanged."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import title_and_lines_of
from gongwen.terms import number

_YEAR = pattern(r"(?<![\d.〔\[（(第—－\-～~])(?P<year>\d{4,5})年(?!级|期|以来的历史)")
_BEGUN = pattern(r"(?:始建|创建|组建|成立|设立|建成|建|投运|开业|出生)于(?P<year>\d{4})年")
"""What began in a year that is over."""
_ROUND = (2030, 2035, 2049, 2050, 2060)
"""Years for which the state has plans."""
_AHEAD = 12
"""Years from which on a year is oddly far ahead."""
_FIRST, _LAST = 1000, 2100


@rule("figures.year", "", "差错")
def year(document: Document) -> Iterator[Fault]:
    """写到的年份不会是五位数，也不是把今年的数字写颠倒了；始建于、成立于哪一年的，不晚于公文的年份。

    Wrong: 正文: 到2042年底前完成整治任务。
    Right: 正文: 到2025年底前完成整治任务。
    """
    now = _year_of(document)
    for path, line in title_and_lines_of(document):
        for match in _YEAR.finditer(line):
            if _cannot_be(match["year"], now):
                message = f"“{match[0]}”请核对，公文的年份是{now}年"
                yield fault_in(message, path, line, match.span())
        for match in _BEGUN.finditer(line):
            if int(match["year"]) > now and not _cannot_be(match["year"], now):
                message = f"“{match[0]}”晚于公文的年份{now}年，请核对"
                yield fault_in(message, path, line, match.span("year"))


def _year_of(document: Document) -> int:
    """Return the year of a document: of its date, of its number, or this one."""
    if document.date:
        return document.date.year
    found = number.read(document.doc_number)
    return (found.value.year if found else None) or datetime.date.today().year


def _cannot_be(digits: str, now: int) -> bool:
    """Whether ``digits`` are no year, or those of a year next to ``now`` in another order."""
    if len(digits) > 4:
        return digits.startswith(("19", "20"))
    said = int(digits)
    if not _FIRST <= said <= _LAST and said // 1000 in (0, 2):
        return True
    is_turned = any(sorted(digits) == sorted(str(near)) for near in (now - 1, now, now + 1))
    return said > now + _AHEAD and said not in _ROUND and is_turned
