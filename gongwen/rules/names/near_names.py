"""Names that a document writes in two ways, known again by what stands around the character or the word that differs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from operator import add

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import Said, title_and_lines_of
from gongwen.rules.words.alike import alike
from gongwen.zh.collocations import count

_RARE = 60
"""Times up to which two characters are part of a name."""
_PLACED = pattern(
    "大道|[路街河湖桥苑渡岭寨]|大桥|花园|家园|小区|社区|广场|大厦|公园|园区|小学|中学|水库|公司|集团"
)
"""Behind the name of a place or of an owner."""
_UNSEEN = 3
"""Times up to which official prose hardly has three characters side by side."""
_TWICE = 2
"""Times that a name is written at least beside the other form of it."""
_HAN = pattern(HANZI)
_GROUP = pattern(
    f"(?P<name>[省市县区州旗镇乡](?:[城校园社灾景片小地辖林矿]区|[城乡集]镇|乡村|(?![省市县区州旗镇乡政府]){HANZI}){{4,24}}?)(?:领导小组|指挥部|联席会议|工作专班|专班)"
)
_GROUP_SORT = pattern("(?:工作)?(?:领导小组|指挥部|联席会议|专班)$")
_CUTS = pattern("成立|调整|设立|[由向经报的将及在为]")
"""What is in no name of a group."""
_SHARED, _MOST = 4, 24
"""Characters that two names of one group have in common side by side."""


@rule("names.letter-two-ways", "", "推荐")
def letter_two_ways(document: Document) -> Iterator[Fault]:
    """一个名称各处用一样的字：前后的字都一样，只有一处换成同音、形近的字的，请核对。

    Wrong: 正文: [枫林嘉园有住房20套，枫林嘉园的由县民政局登记。, 枫林家园另行公布。]
    Right: 正文: [枫林嘉园有住房20套，枫林嘉园的由县民政局登记。, 枫林嘉园另行公布。]
    """
    lines = list(title_and_lines_of(document))
    whole = "\n".join(line for _, line in lines)
    pairs = Counter(map(add, whole, whole[1:]))
    names = [pair for pair, times in pairs.items() if times >= _TWICE and _is_name(pair)]
    for name in names:
        odd = _odd(name, lines) if pairs[name] > _TWICE else ()
        for said, other in (*odd, *_misspelt(name, pairs, lines, whole)):
            message = f"这里写“{said.name}”，别处写“{other}”，请核对"
            yield fault_in(message, said.path, said.line, said.span)


def _is_name(pair: str) -> bool:
    """Whether two characters are part of a name: official prose hardly has them side by side."""
    return all("\u4e00" <= letter <= "\u9fff" for letter in pair) and count(pair) <= _RARE


def _odd(name: str, lines: Sequence[tuple[Address, str]]) -> Iterator[tuple[Said, str]]:
    """Yield what stands once behind ``name`` and one character, where elsewhere one like it stands there."""
    around: defaultdict[str, list[Said]] = defaultdict(list)
    for path, line in lines:
        start = line.find(name)
        while start >= 0:
            whole = line[start : start + len(name) + 2]
            if len(whole) == len(name) + 2 and _HAN.match(whole[2]) and _HAN.match(whole[3]):
                around[whole[-1]].append(Said(path, line, (start, start + len(whole)), whole))
            start = line.find(name, start + 1)
    for said in around.values():
        times = Counter(each.name for each in said)
        for one, other in combinations(times, 2):
            odd, usual = sorted((one, other), key=lambda each: times[each])
            if times[odd] == 1 and odd[2] in alike(usual[2]) and _is_unseen(odd):
                yield next(each for each in said if each.name == odd), usual


def _misspelt(
    name: str, pairs: Mapping[str, int], lines: Sequence[tuple[Address, str]], whole: str
) -> Iterator[tuple[Said, str]]:
    """Yield what stands once as a name and is ``name`` the other way round, or with a character like one of its own."""
    near = {name[0] + other for other in alike(name[1])} | {other + name[1] for other in alike(name[0])}
    for odd in (name[::-1], *sorted(near)) if _is_placed(name, whole) else ():
        if pairs.get(odd) == 1 and odd != name and _is_placed(odd, whole):
            path, line = next(each for each in lines if odd in each[1])
            start = line.find(odd)
            yield Said(path, line, (start, start + len(odd)), odd), name


def _is_placed(name: str, whole: str) -> bool:
    """Whether a word that tells a place or an owner stands behind ``name`` in the text."""
    return any(_PLACED.match(whole, match.end()) for match in re.finditer(name, whole))


def _is_unseen(name: str) -> bool:
    return all(count(name[at : at + 3]) <= _UNSEEN for at in range(2))


@rule("names.group-two-ways", "", "推荐")
def group_two_ways(document: Document) -> Iterator[Fault]:
    """一个领导小组、指挥部的名称各处一样；省去几个字的简称可以。

    Wrong: 正文: [成立县城区扬尘污染综合治理领导小组。, 县扬尘污染防治专项领导小组每月通报。]
    Right: 正文: [成立县城区扬尘污染综合治理领导小组。, 县城区扬尘污染综合治理领导小组每月通报。]
    """
    said = [
        Said(path, line, match.span(), match[0])
        for path, line in title_and_lines_of(document)
        for match in _GROUP.finditer(line)
        if not _CUTS.search(match["name"])
    ]
    times = Counter(each.name for each in said)
    for one, other in combinations(times, 2):
        stems = _GROUP_SORT.sub("", one), _GROUP_SORT.sub("", other)
        is_sort = one[-2:] != other[-2:] and _is_short(*stems)
        if one[0] == other[0] and (is_sort or _is_one_group(*stems)):
            odd, usual = (one, other) if times[one] < times[other] else (other, one)
            each = next(each for each in said if each.name == odd)
            message = f"这里写“{odd}”，别处写“{usual}”，请核对"
            yield fault_in(message, each.path, each.line, each.span)


def _is_short(one: str, other: str) -> bool:
    """Whether one of two names has all characters of the other in their order, long enough to be known by."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return len(short) > _SHARED and all(letter in letters for letter in short)


def _is_one_group(one: str, other: str) -> bool:
    """Whether two names are of one group, neither being the other in short: they have some characters in common."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    if one == other or all(letter in letters for letter in short):
        return False
    runs = (short[at : at + _SHARED] for at in range(1, len(short) - _SHARED + 1))
    return any(run in long for run in runs)
