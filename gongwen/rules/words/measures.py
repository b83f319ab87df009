"""Measure words: what is counted has its own ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from gongwen.pattern import HANZI, pattern
from gongwen.plain_yaml import load_plain
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.alike import is_confusable
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文",))
_COUNT = pattern(
    r"(?<![\d.])\d[\d,]*(?:\.\d+)?[万亿]?[余多]?(?P<measure>[个座支名户家所台辆套位只艘处条件起场头匹棵株张份本部架间栋幢盏眼口册羽人块根项])"
)
_CLAUSES = pattern("[^。；]+")
_BARE = pattern(rf"\d(?P<measure>{HANZI})(?=[，。；、）]|$)")
_TWICE = 2
_STOP = pattern("(?=[、，。；：（）和及与]|$)")
_PEOPLE, _HOUSES = "名位人", frozenset("家所")
"""How people are counted, and the houses where they may be: 市第二医院10名."""
_LONGEST = 14
"""Characters before a number among which the thing stands."""
_ALL = ("其他", "其余", "各")
"""Before those who have so many of something else: 其他乡镇28辆."""
_EACH = pattern(f"每{HANZI}?$")
"""The same: 每个社区1场."""


@rule("units.measure", "", "推荐", "提示", _SENTENCES, signs="0123456789")
def measure(text: str) -> Iterator[Slip]:
    """数东西用合适的量词：检查站论“个”“处”，生猪论“头”。

    Wrong: 设检查站46场。 Right: 设检查站46处。
    """
    said = hide_quoted(text)
    for count in _COUNT.finditer(said):
        before = _before().search(said, max(count.start() - _LONGEST, 0), count.start())
        behind = _behind().match(said, count.end())
        is_owner = before is not None and (
            said.endswith(_ALL, 0, before.start("thing")) or _EACH.search(said, 0, before.start("thing"))
        )
        match = before if before and not is_owner and _STOP.match(said, count.end()) else behind
        known = _measures()[match["thing"]] if match else ""
        are_people = count["measure"] in _PEOPLE and bool(_HOUSES & {*known})
        if match and count["measure"] not in known and not are_people:
            right = "”“".join(_measures()[match["thing"]][:3])
            found = f"数“{match['thing']}”一般用“{right}”，这里用“{count['measure']}”，请核对"
            yield Slip(*count.span("measure"), found)
    yield from _odd_one(said)


def _odd_one(text: str) -> Iterator[Slip]:
    """Yield the measure word that stands once among others of one kind and sounds or looks like them: 8辆、6辆、28量."""
    for clause in _CLAUSES.finditer(text):
        counts = list(_BARE.finditer(text, *clause.span()))
        times = Counter(count["measure"] for count in counts)
        usual = [each for each, count in times.items() if count >= _TWICE]
        for count in counts if len(usual) == 1 and len(times) == len(usual) + 1 else ():
            word = count["measure"]
            if word not in usual and is_confusable(word, usual[0]):
                yield Slip(*count.span("measure"), f"前后都用“{usual[0]}”，这里用“{word}”，请核对")


@cache
def _measures() -> Mapping[str, str]:
    """Return the measure words of each thing, one behind the other."""
    table = load_plain(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {thing: measures for measures, things in table.items() for thing in things.split()}


@cache
def _before() -> re.Pattern[str]:
    """Return the pattern of a thing before how many there are: 检查站共有."""
    said = "(?:总数|数量|总量)?(?:共计?|现?有|达到?|约|为|出栏量?|存栏量?|新增|增加)?"
    return pattern(f"(?P<thing>{_things()}){said}$")


@cache
def _behind() -> re.Pattern[str]:
    """Return the pattern of a thing behind how many there are, at the end of what is said of it."""
    return pattern(f"(?P<thing>{_things()}){_STOP.pattern}")


def _things() -> str:
    return "|".join(sorted(_measures(), key=len, reverse=True))
