"""Measure words: what is counted has its own ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from gongwen.pattern import pattern
from gongwen.plain_yaml import load_plain
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_MEASURE = "[个座支名户家所台辆套位只艘处条件起场头匹棵株张份本部架间栋幢盏眼口册羽人块根项]"
_NUMBER = r"(?<![\d.])\d[\d,]*(?:\.\d+)?[万亿]?[余多]?"
_STOP = "(?=[、，。；：（）和及与]|$)"


@rule("units.measure", "", "推荐", "提示", _SENTENCES, signs="0123456789")
def measure(text: str) -> Iterator[Slip]:
    """数东西用合适的量词：检查站论“个”“处”，生猪论“头”。

    Wrong: 设检查站46场。 Right: 设检查站46处。
    """
    for match in _counted().finditer(hide_quoted(text)):
        thing = match["thing"] or match["behind"]
        at = "measure" if match["thing"] else "before"
        if match[at] not in _measures()[thing]:
            right = "”“".join(_measures()[thing][:3])
            yield Slip(*match.span(at), f"数“{thing}”一般用“{right}”，这里用“{match[at]}”，请核对")


@cache
def _measures() -> Mapping[str, str]:
    """Return the measure words of each thing, one behind the other."""
    table = load_plain(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {thing: measures for measures, things in table.items() for thing in things.split()}


@cache
def _counted() -> re.Pattern[str]:
    """Return the pattern of a thing and how many there are: 检查站46处, 46处检查站."""
    things = "|".join(sorted(_measures(), key=len, reverse=True))
    said = "(?:总数|数量|总量)?(?:共计?|现?有|达到?|约|为|出栏量?|存栏量?|新增|增加)?"
    return pattern(
        rf"(?P<thing>{things}){said}{_NUMBER}(?P<measure>{_MEASURE}){_STOP}"
        rf"|{_NUMBER}(?P<before>{_MEASURE})(?P<behind>{things}){_STOP}"
    )
