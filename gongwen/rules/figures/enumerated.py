"""What is named one by one, and how many that is said to be, before or behind the names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.derived import apart_from
from gongwen.rules.figures.listing import fields, namely
from gongwen.rules.figures.spans import called
from gongwen.rules.figures.sums import groups, listed
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.label import find_label
from gongwen.zh.numerals import read_number

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_SURER = (namely, fields, listed, groups, called)
_COUNT = r"(?<![第\d.近余前后每])(?P<count>\d{1,2}|[两二三四五六七八九十]{1,3})(?:大|个|家|所|名|位|项|类|种|座|处|条)"
_AHEAD = pattern(rf"{_COUNT}(?P<what>{HANZI}{{2}})")
_BEHIND = pattern(
    rf"{_COUNT}(?P<what>{HANZI}{{1,10}}?)(?:[：:]|，(?:即|分别[为是]|具体为)|[（(](?:即|分别[为是])?)(?P<items>[^，。；：（）()\d]{{5,160}})(?=[。；）)]|$)"
)
_OPEN = pattern("等|其中|各|每|任|以上|以下|之一|至少|不少于")
_AND = pattern(rf"(?<={HANZI}{HANZI})[和与及](?={HANZI}{{2}})")
_VERBS = "的为是有在被把将对分共并选派配投给由向到至按经了"
"""Characters by which what is counted is no more of the names before it, unless a name has them too."""
_DEED = pattern(
    "(?:[新改扩]建|建[设成立]|设[立置]|增设|安排|配备|开展|选派|抽调|完成|举办|组[建织]|成立|打造|培[育养]|认定|评选|确定|涉及|覆盖|发生|查处|办理|推[出荐]|支持|引进|创建|实施|召开|改造)$"
)
_NAMES, _OFF = 3, 2
"""Names at least, and by how many the count may be off and still be meant to be of them."""
_MANY = 6
"""Names from which on 等 stands behind the last of them rather than for others."""


@rule("figures.enumerated", "", "推荐", "提示", _SENTENCES, signs="、")
def enumerated(text: str) -> Iterator[Slip]:
    """一一写出名称的，前面或者后面写的个数与名称的个数一致；差一两个的，请核对。

    Wrong: 集中在豇豆、韭菜、芹菜、菠菜3个品种。 Right: 集中在豇豆、韭菜、芹菜、菠菜4个品种。
    """
    yield from apart_from(text, _odd(hide_quoted(text)), _SURER)


def _odd(text: str) -> Iterator[Slip]:
    label = find_label(text)
    start = len(label.text) if label else 0
    for match in _AHEAD.finditer(text, start):
        clause = re.split("[，。；：（）()“”《》]", text[start : match.start()])[-1]
        names = _names_before(clause.removesuffix("等"))
        is_open = clause.endswith("等") and len(names) < _MANY
        yield from () if is_open else _told(match, names)
    for match in _BEHIND.finditer(text):
        names = match["items"].split("、")
        is_list = len(names) >= _NAMES and min(map(len, names)) > 1 and not _OPEN.search(match["items"])
        yield from _told(match, names if is_list else ())


def _names_before(clause: str) -> Sequence[str]:
    """Return the names at the end of a ``clause``, what leads to the first of them with it; () for none and for one left open."""
    names = clause.split("、")
    between = names[1:-1]
    if len(names) < _NAMES or _OPEN.search("、".join(names[1:])) or pattern(r"\d").search(clause):
        return ()
    longest, known = max(map(len, between)), set("".join(between))
    last = _AND.split(names[-1])[-1]
    is_like = 0 < len(last) <= longest or last[-1:] in {each[-1:] for each in between}
    is_more = _DEED.search(last) or any(each in _VERBS and each not in known for each in last)
    return names if is_like and not is_more else ()


def _are_of_one_place(names: Sequence[str]) -> bool:
    """Whether all ``names`` but the first, which more may stand before, begin as units of one place do: 县财政局."""
    firsts = {name[:1] for name in names[1:]}
    return (
        len(firsts) == 1
        and firsts <= {*"省市县区州盟旗镇乡"}
        and not any(f"和{next(iter(firsts))}" in each for each in names)
    )


def _told(match: re.Match[str], names: Sequence[str]) -> Iterator[Slip]:
    """Yield that a count is not that of ``names``, one of which may be two with 和 between them."""
    text = match["count"].replace("两", "二")
    said, least = int(text) if text.isdecimal() else read_number(text), len(names)
    most = least + sum(len(_AND.findall(name)) for name in names) if not _are_of_one_place(names) else least
    if names and not least <= said <= most and min(abs(least - said), abs(most - said)) <= _OFF:
        yield Slip(*match.span("count"), f"列出的是{least}个，这里写“{match['count']}”，请核对")
