"""Labels of headings, written and recognised: 一、（一）1.（1） (7.3.3), and 第一章, 第一条 of regulations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.zh.numerals import NUMERALS, read_number, to_chinese

LEVELS = 4

_FORMS = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
_CHINESE_LEVELS = (1, 2)
NUMERAL = f"[{NUMERALS}百零]+"
"""A number counted in Chinese, for use within a regular expression."""
_SEEN = pattern(
    rf"(?P<l1>{NUMERAL})[、．.](?=\s*\S)(?!{NUMERAL}[、和])"
    rf"|[（(](?P<l2>{NUMERAL})[）)]、?"
    r"|(?P<l3>\d{1,3})(?:[.．]|、)(?!\d(?!\d{3}年))"
    r"|[（(](?P<l4>\d{1,3})[）)]、?"
)


CHINESE = rf"(?:{NUMERAL}、|[（(]{NUMERAL}[）)])"
"""A label counted in Chinese, for use within a regular expression."""
ANY = rf"(?:{NUMERAL}、|[（(](?:{NUMERAL}|\d{{1,3}})[）)]|\d{{1,3}}[.．、])"
"""A label of any level, for the same use."""
BRACKETED_AND_MARKED = pattern(rf"^\s*[（(](?:{NUMERAL}|\d{{1,2}})[）)](?P<mark>[.．,，])(?!\s*[（(])")
"""A label in brackets with a point or a comma behind it."""
COMMA_BEHIND = pattern(rf"^\s*{NUMERAL}(?P<mark>，)(?!\s*(?:\d|{NUMERAL}))")
"""一， where 一、 is right."""
ONE_SIGN = pattern(r"^\s*(?P<label>[㈠-㈩⑴-⑽⒈-⒑])、?")
"""A label that is one sign with its brackets or its point."""
_FIRST_SIGNS = (("㈠", 2), ("⑴", 4), ("⒈", 3))
"""The first of ten such signs, and the level whose label it shows."""


class Label(NamedTuple):
    """A label found at the head of a line."""

    level: int
    number: int
    text: str
    """As it was written, spaces behind it included."""

    @property
    def is_standard(self) -> bool:
        """Whether it is written exactly as 7.3.3 gives it."""
        return self.text == format_label(self.level, self.number)


def format_label(level: int, number: int) -> str:
    """Return the label of item ``number`` at ``level`` (1 to 4): 一、 （一） 1. （1）."""
    digits = to_chinese(number) if level in _CHINESE_LEVELS else str(number)
    return _FORMS[level].format(digits)


def spell_out(sign: str) -> str:
    """Return the label that ``sign`` of :data:`ONE_SIGN` shows: ㈠ → （一）, ⑴ → （1）, ⒈ → 1.."""
    for first, level in _FIRST_SIGNS:
        number = ord(sign) - ord(first) + 1
        if 1 <= number <= 10:
            return format_label(level, number)
    raise ValueError(sign)


@lru_cache(maxsize=512)
def find_label(line: str) -> Label | None:
    """Return the label that ``line`` starts with, or None.

    Common slips are recognised too ((一) 一. 1、 （一）、); ``is_standard`` tells them apart.
    Not labels: a decimal number (1.5亿元), numbers in a row (一、二、三产业, 3、4月), and a numeral that
    does not count (一一、). A year may follow a label (1.2024年).
    """
    match = _SEEN.match(line)
    if match is None:
        return None
    group = match.lastgroup or ""
    level, digits = int(group[1:]), match[group]
    number = read_number(digits)
    if not number:
        return None
    end = len(line) - len(line[match.end() :].lstrip())
    return Label(level, number, line[:end])


UNITS = ("编", "章", "节", "条")
"""The divisions of a regulation, from the largest."""
ARTICLE = UNITS[-1]
_DIVISION = pattern(rf"第\s*({NUMERAL}|\d{{1,3}})\s*([{''.join(UNITS)}])(\s*)")
DIVISION = rf"第(?:{NUMERAL}|\d{{1,3}})[{''.join(UNITS)}]"
"""The label of a division, for use within a regular expression."""
ARTICLE_LABEL, CHAPTER_OR_ARTICLE = rf"第{NUMERAL}条", rf"第{NUMERAL}[章条]"
"""For the same use."""
ARTICLE_AND_MARK = pattern(rf"^\s*{ARTICLE_LABEL}(?P<mark>[、：:.．])(?!\s*第)")
"""第三条 with a mark behind it, where a blank is right."""


@dataclass(frozen=True, slots=True)
class Division:
    """The label of a division at the head of a line: 第三条."""

    unit: str
    """编, 章, 节 or 条."""
    number: int
    text: str
    """As it was written, spaces behind it included."""
    is_apart: bool
    """Whether white space or the end of the line follows it."""

    @property
    def is_standard(self) -> bool:
        """Whether it is written in Chinese numerals without spaces."""
        return self.text.rstrip() == format_division(self.unit, self.number)


def format_division(unit: str, number: int) -> str:
    """Return the label of division ``number``: 第十二条."""
    return f"第{to_chinese(number)}{unit}"


@lru_cache(maxsize=512)
def find_division(line: str) -> Division | None:
    """Return the label of a division that ``line`` may start with, or None.

    Whether 第一条河 is one, the text around it must tell; ``is_apart`` says what the line itself shows.
    """
    match = _DIVISION.match(line)
    if match is None:
        return None
    number = read_number(match[1])
    if not number:
        return None
    return Division(match[2], number, match[0], bool(match[3]) or match.end() == len(line))
