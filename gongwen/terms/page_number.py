"""页码 (7.5) as it stands on paper: — 1 —, and what else is written for it."""

from __future__ import annotations

from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found

Oddity = Literal["写法"]
"""What departs: neither dashes around the number nor 第1页."""
FoundPageNumber = Found[int, Oddity]

_DASH, _SIGN = "[-—－–―─]", "[-—－–―─·•~～]"
COUNTED = r"第\s*\d+\s*页"
"""For use within a regular expression."""
_USUAL = pattern(
    rf"\s*(?:{_DASH}+\s*(?P<dashed>\d{{1,3}})\s*{_DASH}+|第\s*(?P<counted>\d+)\s*页(?:\s*[,，、/／（(]?\s*共\s*\d+\s*页[）)]?)?)\s*"
)
_OTHER = pattern(
    rf"\s*(?:{_SIGN}+\s*(?P<signed>\d{{1,3}})\s*{_SIGN}+|[一\-—]\s+(?P<lined>\d{{1,3}})\s+[一\-—]|(?P<of>\d+)\s*/\s*\d+|\d{{1,3}}[.．]\s*{_DASH}+\s*(?P<listed>\d{{1,3}})\s*{_DASH}+"
    r"|#*\s*[Pp]age\s*(?P<page>\d+)(?:\s*of\s*\d+)?\s*[:：]?|共\s*\d+\s*页\s*第\s*(?P<last>\d+)\s*页)\s*"
)
WORDS = pattern(r"[\s\d—–\-－·第页共/of.]*")
"""What a header or a footer says that has a page number and nothing else."""
AT_END = pattern(r"(?<=[。）)日发])\s*[—－─]\s*\d{1,3}\s*[—－─]$")
"""A page number behind the last words of a page, whose line break is lost."""


def read(text: str) -> FoundPageNumber | None:
    """Return the page number that ``text`` is and nothing else; None for any other text, a number alone included."""
    usual = _USUAL.fullmatch(text)
    match = usual or _OTHER.fullmatch(text)
    if match is None:
        return None
    name, digits = next((name, each) for name, each in match.groupdict().items() if each)
    odd: frozenset[Oddity] = frozenset(() if usual else {"写法"})
    return Found(int(digits), *match.span(), {"number": match.span(name)}, odd)


def write(number: int) -> str:
    """Return the page number as the standard has it: — 1 —."""
    return f"— {number} —"
