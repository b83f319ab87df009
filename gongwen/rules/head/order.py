"""The order of what stands in the upper left corner (7.2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongwen.address import Address
from gongwen.rules.filed import Filed
from gongwen.rules.rule import Remark, rule

_ORDER = ("份号", "密级", "紧急程度")


@rule("head.order", "7.2.3", "应当", reads="reading")
def order(filed: Filed) -> Iterator[Remark]:
    """份号、密级和保密期限、紧急程度按这个次序自上而下分行排列。

    Wrong: [特急, 机密★1年, 头, 　　请落实。, 尾]
    Right: [机密★1年, 特急, 头, 　　请落实。, 尾]
    """
    found = [(name, filed.places[way]) for name in _ORDER if (way := Address(name)) in filed.places]
    for (name, at), (below, other) in pairwise(found):
        if (other.page, other.line) < (at.page, at.line):
            yield Remark(at, f"{name}排在{below}下面；份号、密级和保密期限、紧急程度自上而下排列")
