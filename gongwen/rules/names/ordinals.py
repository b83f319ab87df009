"""Which one of a series is meant: the third survey, the first batch, the hall on the second floor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.names.middles import named_lines
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import Said
from gongwen.terms.title import one_line
from gongwen.zh.numerals import read_number

_DIGITS = "一二三四五六七八九十"
_ORDINAL = pattern(
    rf"(?:第(?P<n>\d{{1,4}}|[{_DIGITS}百]{{1,5}})(?P<of>[次届期批轮号])|(?<![\d第{_DIGITS}])(?P<floor>\d{{1,2}}|[{_DIGITS}]{{1,3}})(?P<level>楼))(?P<what>{HANZI}{{2,6}})"
)
_LONG, _SHORT = 4, 2
"""Characters behind the number that two mentions of one thing share, and those that the opening shares with the title."""
_ROOM = 3
"""The same of a room, and of the office and the house that have it."""
_ROOM_OF = pattern(
    rf"(?P<owner>{HANZI}{{3,}})[（(，](?:办公)?(?:地址|地点|位于)?[：:]?(?P<house>[^，。；：（）()\d]{{3,}}?)(?P<room>\d{{2,4}}室)"
)
"""An office and the room in which it is."""
_OPENING = 2
"""Paragraphs that say again what the title says."""
_TWICE = 2
_OTHER = pattern("[已曾前后上下另再继续启筹待原去历首拟]|分别|依次|基础|经验|比|较|以来")
"""In whose sentence the one before that of the document may be meant, or the next."""


class _Mention(NamedTuple):
    """One of a series, where it stands."""

    said: Said
    sort: str
    """What is counted: 次, 批, 楼."""
    number: int
    what: str

    @property
    def is_in_title(self) -> bool:
        return self.said.path == Address("标题")

    def is_in_opening(self) -> bool:
        """Whether it stands in the paragraphs that say again what the title says."""
        return self.said.path in (Address("正文", index) for index in range(_OPENING))

    def before(self) -> str:
        """Return the characters before the number that tell whose meeting it is."""
        start = self.said.span[0]
        return self.said.line[max(start - _SHORT, 0) : start]

    def is_another(self, stop: str = "。") -> bool:
        """Whether its sentence, or what is between two of another ``stop``, may tell of the one before, or of the next."""
        line, start = self.said.line, self.said.span[0]
        return _OTHER.search(line[line.rfind(stop, 0, start) + 1 :].partition(stop)[0]) is not None

    def is_of(self, other: _Mention) -> bool:
        """Whether both are of one series."""
        is_said_again = other.is_in_title and self.is_in_opening()
        least = _ROOM if self.sort == "楼" else _SHORT if is_said_again else _LONG
        start = self.what[:least]
        if start == "会议" and self.before() != other.before():
            is_short = least == _SHORT and self.before()[-1:] == other.before()[-1:]
            if not is_short:
                return False
        return self.sort == other.sort and len(start) == least and other.what.startswith(start)


@rule("names.ordinal", "", "推荐", formerly=("title.ordinal",))
def ordinal(document: Document) -> Iterator[Fault]:
    """第几次会议、第几届、第几批、几楼会议室，各处一样：标题写一个，或者别处都写一个，只有一处不同的，请核对。

    Wrong: {标题: 云溪县人民政府办公室关于公布第二批先进单位名单的通知, 正文: 现公布第三批先进单位名单。}
    Right: {标题: 云溪县人民政府办公室关于公布第二批先进单位名单的通知, 正文: 现公布第二批先进单位名单。}
    """
    mark = [] if document.title else [(Address("标题"), one_line(document.issuer_mark))]
    lines = [*mark, *named_lines(document)]
    yield from _rooms(lines)
    mentions = list(_mentions(lines))
    for each in mentions:
        same = [
            other
            for other in mentions
            if other is not each
            and each.is_of(other)
            and (other.number == each.number or not other.is_another())
        ]
        times = Counter(other.number for other in same)
        if len(times) == 1 and each.number not in times and _is_odd(each, same):
            path, line, span, name = each.said
            where = "标题" if same[0].is_in_title else "别处"
            message = f"这里写“{name}”，{where}写“{same[0].said.name}”，请核对"
            yield fault_in(message, path, line, span)


def _rooms(lines: Sequence[tuple[Address, str]]) -> Iterator[Fault]:
    """Yield where an office that is told with its room has another one in the same house than before."""
    first: dict[tuple[str, str], str] = {}
    for path, line in lines:
        for match in _ROOM_OF.finditer(line) if "室" in line else ():
            owner, house = match["owner"][-_ROOM:], match["house"][-_ROOM:]
            known = first.setdefault((owner, house), match["room"])
            if known != match["room"]:
                message = f"“{match['owner']}”这里在{match['room']}，别处写{known}，请核对"
                yield fault_in(message, path, line, match.span("room"))


def _mentions(lines: Sequence[tuple[Address, str]]) -> Iterator[_Mention]:
    for path, line in lines:
        for match in _ORDINAL.finditer(line):
            number, sort = match["n"] or match["floor"], match["of"] or match["level"]
            said = Said(path, line, match.span(), match[0][: _LONG + match.start("what") - match.start()])
            count = int(number) if number.isdecimal() else read_number(number)
            yield _Mention(said, sort, count, match["what"])


def _is_odd(each: _Mention, same: Sequence[_Mention]) -> bool:
    """Whether ``each`` is meant as ``same`` are: they stand in the title or twice, and it is not told as another one."""
    in_title = any(other.is_in_title for other in same)
    is_told_apart = any(other.said.line is each.said.line for other in same) or each.is_another()
    if in_title and each.is_in_opening():
        return not each.is_another("，") and not any(other.is_in_opening() for other in same)
    return (in_title or len(same) >= _TWICE) and not is_told_apart
