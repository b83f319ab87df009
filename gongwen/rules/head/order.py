"""The order of what stands in the upper left corner (7.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from gongwen.address import Address, Place
from gongwen.finding import Finding, RuleInfo

HEAD_ORDER = RuleInfo(
    "head.order", "7.2.3", "应当", "份号、密级和保密期限、紧急程度按这个次序自上而下分行排列。",
    wrong="特急（第一行）　机密★1年（第二行）", right="机密★1年（第一行）　特急（第二行）",
)  # fmt: skip
_ORDER = ("份号", "密级", "紧急程度")


def order_findings(places: Mapping[Address, Place]) -> Iterator[Finding]:
    """Yield what stands below what should be below it; ``places`` says where each element of a file was found."""
    found = [(name, places[way]) for name in _ORDER if (way := Address(name)) in places]
    for (name, at), (below, other) in pairwise(found):
        if (other.page, other.line) < (at.page, at.line):
            message = f"{name}排在{below}下面；份号、密级和保密期限、紧急程度自上而下排列"
            yield Finding(HEAD_ORDER.code, at, message, HEAD_ORDER.clause, HEAD_ORDER.force)
