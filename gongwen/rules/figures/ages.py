"""How old a person is said to be, and has to be, against the years of birth."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import lines_of
from gongwen.terms.date import DAY

_AGE = pattern(
    r"(?:(?P<born>(?:19|20)\d{2})年(?:\d{1,2}月)?(?:出?生)|(?:出生于|生于)(?P<from>(?:19|20)\d{2})年(?:\d{1,2}月)?)[^。；\d]{0,10}?(?P<age>\d{2,3})周?岁"
)

_BETWEEN = pattern(
    r"(?P<ages>\d{2}周?岁[^。；（(]{0,24}?)[（(](?P<born>[^（()）。]{0,60}?出?生)[^（()）]{0,10}[）)]"
)
_YEARS_OLD = pattern(r"(\d{2})周?岁")
_BORN = pattern(r"((?:19|20)\d{2})年")
_ENTERS = pattern(rf"(?P<year>20\d{{2}})年[^。；]{{0,40}}?{DAY}(?:至|到|—)(?P<born>{DAY})[^。；]{{0,8}}出?生")
_SCHOOL_YEAR = "8月31日"
_OLD_ENOUGH = pattern(
    r"(?:入园|入学|小班|一年级|小学|幼儿园)[^。；\d]{0,16}?(?P<age>\d)周岁|年?满(?P<full>[3-7])周岁"
)


@rule("figures.age-bounds", "", "推荐")
def age_bounds(document: Document) -> Iterator[Fault]:
    """年龄的限制与括注的出生年份相符；几周岁入园、入学的，出生的日期也相符。

    Wrong: 正文: [年龄在35周岁以下（1998年3月11日以后出生）。]
    Right: 正文: [年龄在35周岁以下（1989年3月11日以后出生）。]
    """
    if document.date is None:
        return
    lines, now = lines_of(document), document.date.year
    ages = {int(match["age"] or match["full"]) for _, line in lines for match in _OLD_ENOUGH.finditer(line)}
    for path, line in lines if any("生" in line for _, line in lines) else ():
        for match in _BETWEEN.finditer(line):
            bounds = sorted(map(int, _YEARS_OLD.findall(match["ages"])))
            born = sorted(map(int, _BORN.findall(match["born"])), reverse=True)
            odd = [year for age, year in zip(bounds, born, strict=False) if abs(now - year - age) > 1]
            if len(bounds) == len(born) and odd:
                message = f"{odd[0]}年出生的到{now}年是{now - odd[0]}岁，请核对"
                yield fault_in(message, path, line, match.span("born"))
        for match in _ENTERS.finditer(line) if len(ages) == 1 else ():
            last = int(match["year"]) - min(ages)
            if match["born"].endswith(_SCHOOL_YEAR) and int(match["born"][:4]) != last:
                message = f"{match['year']}年满{min(ages)}周岁的，到{last}年8月31日出生，请核对"
                yield fault_in(message, path, line, match.span("born"))


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
