"""Names of units, places and systems that have one word within them told otherwise in one place, or left out there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, takewhile
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.texts import Said, main_texts_of, title_and_lines_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms.title import one_line

_CHANGED = "领导小组|指挥部|委员会|办公室|中心|平台|产业园|工业园|园区|开发区|小区|片区|中学|小学|学校|学院|医院|水源地|大桥|广场|大厦|公园|支队|大队|博物馆|研究院|培训班|研讨班|运动会|大赛|论坛|博览会"
"""Sorts of what has a name, in which a word may be taken for another."""
_LEFT_OUT = "指挥部|委员会|中心|中学|学校|医院|局"
"""Sorts of what is not called by a part of its name only."""
_SORT = pattern(f"(?:{_CHANGED}|(?<![布格结当全大战])局)(?!长|馆)")
_HAN = pattern(f"{HANZI}+$")
_LONGEST = 14
"""Characters of a name that are compared."""
_LEAD, _COMMON, _WORD = 2, 6, 4
"""Characters that two forms share before what differs, in all, and before a word that differs."""
_OFTEN, _MOST = 3, 80
_TERMS = ("平台", "指挥部", "委员会", "园区", "中心")
"""Sorts that :mod:`gongwen.rules.names.variants` tells of where the other form stands often."""
_SAID = 5
_PARKS = ("产业园", "工业园", "园区", "平台")
"""Sorts of which a place has one of a name."""
_TELLS_APART = pattern(
    r"[\d一二三四五六七八九十东西南北中上下左右前后大小新老省市县区州旗镇乡村街道局及其由原的副和与或在为任长现下设成立属于向对]|军事|指挥|工作"
)
"""In what differs, by which there are two things, or no name."""
_RENAMES = pattern("更名|改称|改名|改为|撤销|合并|原名")
_LISTED = pattern("^[^，。；]{0,8}[、和与及或][^，。；]{0,12}$|^$")
"""Between two names of a list."""
_APART = "。"
_OWNERS = ("公司", "医院", "大学", "学院", "集团")
"""What has several units, whose names begin behind its own."""


class _Cut(NamedTuple):
    """How two names are one."""

    lead: int
    """Characters in common before what differs."""
    gaps: tuple[str, str]
    """What differs; "" in the one that lacks it."""
    tail: int
    """Characters in common behind it."""


@rule("names.middle-two-ways", "", "推荐")
def middle_two_ways(document: Document) -> Iterator[Fault]:
    """一个单位、一处地方的名称各处一样：前后都一样，只有一处中间换了字、多了词或者少了词的，请核对。

    Wrong: 正文: [由学生资助管理中心受理。, 学生资助管理中心负责公示。, 材料报学生资助服务中心。]
    Right: 正文: [由学生资助管理中心受理。, 学生资助管理中心负责公示。, 材料报学生资助管理中心。]
    """
    lines = [*title_and_lines_of(document), *_edges(document)]
    whole = "\n".join(line for _, line in lines)
    by_sort: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    for path, line in lines:
        for match in _SORT.finditer(line):
            before = _HAN.search(line, max(match.end() - _LONGEST, 0), match.end())
            if before and before.start() < match.start():
                by_sort[match[0]][before[0]] = Said(path, line, before.span(), before[0])
    told: set[tuple[Address, int]] = set()
    for sort, said in by_sort.items():
        for odd, usual in _odd_names(sort, list(said.values()), whole):
            if (odd.path, odd.span[1]) not in told:
                told.add((odd.path, odd.span[1]))
                message = f"这里写“{odd.name}”，别处写“{usual}”，请核对"
                yield fault(message, odd.path, spots=[Spot(odd.path, odd.line, *odd.span)])


def _edges(document: Document) -> Iterator[tuple[Address, str]]:
    """Yield the titles of the attachments, who gets a copy, and who signs."""
    for text in main_texts_of(document):
        for index, attachment in enumerate(text.attachments):
            yield text.path.to("附件", index, "标题"), one_line(attachment.title)
    yield Address("抄送机关"), document.copy_recipients
    for index, name in enumerate(document.signature):
        yield Address("署名", index), name


def _odd_names(sort: str, said: Sequence[Said], whole: str) -> Iterator[tuple[Said, str]]:
    """Yield each of ``said`` that is the only one of its form, cut to its name, with the form that stands elsewhere."""
    for pair in combinations(said[:_MOST], 2):
        cut = _cut(pair[0].name, pair[1].name)
        if cut is None or _is_beside(*pair) or any(map(_TELLS_APART.search, cut.gaps)):
            continue
        if pair[0].name[: len(pair[0].name) - cut.tail - len(cut.gaps[0])].endswith(_OWNERS):
            continue
        lengths = [cut.lead + len(gap) + cut.tail for gap in cut.gaps]
        forms = [each.name[-length:] for each, length in zip(pair, lengths, strict=True)]
        times = [whole.count(form[max(cut.lead - _LEAD, 0) :]) for form in forms]
        odd = 0 if (times[0], lengths[0]) < (times[1], lengths[1]) else 1
        if times[odd] == 1 and _is_one(sort, cut, times[1 - odd]):
            each = pair[odd]
            span = each.span[1] - lengths[odd], each.span[1]
            yield each._replace(span=span, name=forms[odd]), forms[1 - odd]


def _cut(one: str, other: str) -> _Cut | None:
    """Return how two names are one but for something in the middle; None where they are not."""
    tail = _common_end(one, other)
    cuts = []
    for gap, gap2 in ((1, 1), (2, 2), (0, 2), (2, 0)):
        starts = len(one) - tail - gap, len(other) - tail - gap2
        lead = _common_end(one[: starts[0]], other[: starts[1]]) if min(starts) > 0 else 0
        gaps = one[starts[0] : len(one) - tail], other[starts[1] : len(other) - tail]
        is_alike = lead and tail >= _WORD and gap == gap2 == 1 and is_confusable(*gaps)
        if lead >= _LEAD or is_alike:
            cuts.append(_Cut(lead, gaps, tail))
    return max(cuts, key=lambda cut: cut.lead, default=None)


def _common_end(one: str, other: str) -> int:
    """Return how many characters two strings have in common at their ends."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one[::-1], other[::-1], strict=False))
    )


def _is_beside(one: Said, other: Said) -> bool:
    """Whether two names stand in one list, where they are names of two things, or one of them is new."""
    if _RENAMES.search(one.line + other.line):
        return True
    first, second = sorted((one.span, other.span))
    between = one.line[first[1] : max(second[0], first[1])] if one.line is other.line else _APART
    return _LISTED.search(between) is not None


def _is_one(sort: str, cut: _Cut, times: int) -> bool:
    """Whether two names that ``cut`` tells apart are of one thing, the other of them standing so many ``times``."""
    if len(cut.gaps[0]) != len(cut.gaps[1]):
        return bool(re.fullmatch(_LEFT_OUT, sort)) and cut.lead >= _WORD
    is_term = sort in _TERMS and cut.lead >= _SAID and times >= _OFTEN
    if sort == "局" or is_term:
        return False
    if len(cut.gaps[0]) == 1:
        return cut.lead + cut.tail >= _COMMON + (-1 if len(sort) >= _OFTEN else times == 1)
    if times == 1:
        return cut.lead >= _WORD and sort == "中心"
    return (sort != "委员会" and cut.lead >= _WORD) or sort in _PARKS
