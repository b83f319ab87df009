"""From … to …: the sign between two numbers (GB/T 15834 4.13), as the style of the office has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Around, Slip, rule

_SIGNS = "-－﹣–~∼～—"
_ANY_SIGN = re.escape(_SIGNS)
_UNIT = r"[%％‰]|年|个?月|[日天号时点分]|万|亿|元|人|户|个|项|公里|千米|米|厘米|毫米|公斤|吨|亩|公顷|页|条|周|季度"
_RANGE = pattern(
    rf"(?<![\d.{_ANY_SIGN}A-Za-z〔〕（(])(?P<low>\d+(?:\.\d+)?(?:{_UNIT})?)(?P<sign>\s?[{_ANY_SIGN}]\s?)"
    rf"(?P<high>\d+(?:\.\d+)?)(?P<unit>{_UNIT})(?!\s?[{_ANY_SIGN}])"
)


@rule("text.range", "GB/T 15834 4.13", "惯例", "建议", ("正文",), reads="lines", signs=_SIGNS)
def sign(text: str, around: Around) -> Iterator[Slip]:
    """数字的起止号用版式规定的一种。

    Wrong: 60—90天
    Right: 60～90天
    """
    for match in _RANGE.finditer(text):
        if match["sign"] != around.range_sign and not _is_of_time(match):
            wanted = f"{match['low']}{around.range_sign}{match['high']}{match['unit']}"
            message = f"“{match[0]}”的起止号应为“{around.range_sign}”：{wanted}"
            yield Slip(*match.span("sign"), message, around.range_sign)


def _is_of_time(match: re.Match[str]) -> bool:
    """Whether it reaches from one time to another, which has a sign of its own; 60—90天 is how long."""
    if match["unit"] in ("月", "日", "号", "时", "季度"):
        return True
    return match["unit"] == "年" and all(
        re.fullmatch(r"(?:19|20)\d{2}年?", match[name]) for name in ("low", "high")
    )
