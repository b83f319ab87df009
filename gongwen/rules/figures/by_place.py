"""How many there are in each of some places, held against how many there are in all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_MEASURE = "[个座支名户家所台辆套处条件起盏棵株人]"
_PLACE = pattern(
    rf"(?:^|[，、；。：]|其中，?|分别是)(?P<place>{HANZI}{{2,10}})(?P<n>\d{{1,4}})(?P<unit>{_MEASURE})(?P<what>{HANZI}{{2,8}})(?=[，、；。]|$)"
)
_COUNTED = pattern(rf"\d{_MEASURE}{HANZI}{{2}}")
_OPEN = pattern("约|余|以上|左右|不少于|至少|等$")
_FEWEST = 3
"""Places from which on they may be all."""
_CLOSE = 0.15
"""Share of the whole by which the sum of all places may be off and still be meant to be it."""


@rule("figures.by-place", "", "推荐", "提示", _SENTENCES, signs="0123456789")
def by_place(text: str) -> Iterator[Slip]:
    """各处分别几个，合起来是前面写的总数；差得不多的，请核对。

    Wrong: 改造小区14个。其中，和平街道5个小区、新港街道6个小区、长乐街道4个小区。
    Right: 改造小区15个。其中，和平街道5个小区、新港街道6个小区、长乐街道4个小区。
    """
    if len(_COUNTED.findall(text)) < _FEWEST:
        return
    said = hide_quoted(text)
    for sentence in re.finditer("[^。]+", said):
        parts = list(_PLACE.finditer(said, *sentence.span()))
        if len(parts) >= _FEWEST and len({(part["unit"], part["what"]) for part in parts}) == 1:
            yield from _odd_sum(said, parts)


def _odd_sum(text: str, parts: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """Yield that ``parts`` are nearly as many as the text before them says that there are in all, and are not."""
    unit, what = parts[0]["unit"], parts[0]["what"]
    before = "。".join(text[: parts[0].start("place")].split("。")[-2:])
    told = re.findall(
        rf"{what}(?:共|共计|有)?(\d{{1,5}}){unit}|(?<!\d)(\d{{1,5}}){unit}{HANZI}{{0,4}}{what}",
        before,
    )
    wholes = [int(behind or before) for behind, before in told]
    real = sum(int(part["n"]) for part in parts)
    if len(wholes) != 1 or _OPEN.search(text[parts[0].start() : parts[-1].end()]):
        return
    if wholes[0] != real and abs(wholes[0] - real) <= max(_CLOSE * real, 1):
        yield Slip(
            parts[0].start("place"), parts[-1].end(), f"各处合计{real}{unit}，前面写{wholes[0]}{unit}，请核对"
        )
