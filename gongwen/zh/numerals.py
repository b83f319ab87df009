"""Counting numbers in Chinese characters, as labels and headings use them."""

from __future__ import annotations

NUMERALS = "一二三四五六七八九十"
"""The numerals that labels, months and days need, for use within the brackets of a regular expression."""
_DIGITS = "零一二三四五六七八九"
LARGEST = 9999
"""The largest number that can be written; headings and clauses stay far below it."""


def to_chinese(number: int) -> str:
    """Return ``number`` (1 to 9999) as it is counted: 10 → 十, 21 → 二十一, 105 → 一百零五.

    Raises ValueError outside that range.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is outside 1..{LARGEST}")
    text = _count(number)
    return text[1:] if text.startswith("一十") else text


def _count(number: int) -> str:
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return _DIGITS[head] + mark + gap + (_count(rest) if rest else "")
    return _DIGITS[number]


def from_chinese(text: str) -> int | None:
    """Return the number that ``text`` counts, or None when it is no well-formed numeral.

    The inverse of :func:`to_chinese`: a form that it would not write (一十, 二零) is None.
    """
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif character in "十百千":
            total += (digit or 1) * 10 ** ("十百千".index(character) + 1)
            digit = 0
        else:
            return None
    total += digit
    return total if 1 <= total <= LARGEST and to_chinese(total) == text else None


def read_number(text: str) -> int:
    """Return the number that ``text`` writes in digits or counts in Chinese; 0 for neither."""
    return int(text) if text.isdecimal() else from_chinese(text) or 0
