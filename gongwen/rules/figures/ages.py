"""How old a person is said to be, against the year of birth."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import lines_of

_AGE = pattern(
    r"(?:(?P<born>(?:19|20)\d{2})年(?:\d{1,2}月)?(?:出?生)|(?:出生于|生于)(?P<from>(?:19|20)\d{2})年(?:\d{1,2}月)?)[^。；\d]{0,10}?(?P<age>\d{2,3})周?岁"
)


@rule("figures.age", "", "差错")
def age(document: Document) -> Iterator[Fault]:
    """写出的年龄与出生的年份相符。

    Wrong: 正文: 李行，1968年3月出生，现年62岁。
    Right: 正文: 李行，1968年3月出生，现年56岁。
    """
    if document.date is None:
        return
    for path, line in lines_of(document):
        for match in _AGE.finditer(line):
            years = document.date.year - int(match["born"] or match["from"])
            if int(match["age"]) not in (years, years - 1):
                message = f"到{document.date.year}年是{years}岁，这里写{match['age']}岁，请核对"
                yield fault_in(message, path, line, match.span("age"))
