"""The order of what stands in the upper left corner (7.2.3), and signs around the title (7.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongwen.address import Address
from gongwen.rules.filed import Filed
from gongwen.rules.rule import Remark, rule
from gongwen.terms.title import one_line
from gongwen.zh.spaces import tighten

_BEGINNING = 8
"""Characters of a title that tell that a line begins it."""
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


@rule("title.enclosed-whole", "7.3.1", "惯例", reads="reading")
def title_in_marks(filed: Filed) -> Iterator[Remark]:
    """公文的标题不加书名号；别处引用这件公文时才加。

    Wrong: [云岭县人民政府文件, 云岭政发〔2025〕8号, 《云岭县人民政府关于做好防汛工作的通知》, 各乡镇人民政府：, 　　请落实。, 尾]
    Right: [头, 　　请落实。, 尾]
    """
    if (at := filed.places.get(Address("标题"))) is None:
        return
    said = tighten("".join(line.text for line in filed.reading.transcript.lines if line.at == at))
    if (
        said.startswith("《")
        and one_line(filed.reading.document.title)[:_BEGINNING] == said[1 : _BEGINNING + 1]
    ):
        yield Remark(at, "标题不加书名号，请删去")
