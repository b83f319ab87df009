"""The quantities of a text: how many of what, what is said of them, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.rules.figures.sums import NUMBER, SCALE, UNIT, value
from gongwen.rules.words.quoted import hide_quoted
from gongwen.zh.numerals import read_number

PERCENT, POINTS = "%", "百分点"
"""Units of a share, and of what two shares differ by."""
_UNITS = rf"[%％]|个?百分点|倍|(?:微克|毫克)/(?:立方米|升)|平方公里|千瓦时?|公斤|千克|克|升|小时|分钟|羽|位|票|宗|段|轮|批|本|部|口|盏|面|栋|幢|层|袋|瓶|箱|道|斤|顶|学时|课时|架次|{UNIT}"
_QUANTITY = pattern(
    rf"(?<![\d.第〔－—\-])(?:(?<!年)|(?<=[12]\d{{3}}年))(?P<n>{NUMBER})(?P<scale>[万亿]?)(?P<unit>{_UNITS})(?!级|次会|届)"
    r"|(?P<of>[二两三四五六七八九十])分之(?P<parts>[一二三四五六七八九])|(?P<tenths>[一二三四五六七八九])成(?![立为长果效员本功就分熟])|(?P<half>一半|半数)|(?P<double>翻了?一番)"
)
_ANY = pattern(r"\d|分之|[成半番]")
"""What a text has that tells how many."""
_CLAUSE = "，。；：、（）()“”"
_NEXT = ("、", "和", "、和", "及")
"""Between one of a list and the next, of which the same is said."""
_LONGEST = 16
"""Characters before a quantity that are read."""
_SAME = {"名": "人", "％": "%", "个百分点": POINTS, "位": "人"}
_TEN, _HUNDRED = Decimal(10), Decimal(100)
_SHORT = 2
"""Digits of a number that no slip of one tells."""
_IN_WORDS = Decimal(4)
"""Points by which a share told in words may be rounded."""


class Quantity(NamedTuple):
    """So many of something."""

    number: Decimal
    """In ones; of a share in hundredths."""
    unit: str
    room: Decimal
    """By how much it may be rounded; 0 for a count."""
    scale: Decimal
    """By what the figure that is written is multiplied."""
    label: str
    """What stands before it, back to a mark or another quantity; of the next of a list, what stands before that."""
    clause: str
    """What stands before it back to a mark that ends a clause, other quantities too."""
    start: int
    end: int

    def shown(self, number: Decimal) -> str:
        """Return ``number`` as it would be written in place of this one."""
        places = max(-int((self.room * 2 / self.scale or Decimal(1)).normalize().as_tuple().exponent), 0)
        plain = f"{(number / self.scale).quantize(Decimal(1).scaleb(-places)).normalize():f}"
        big = {Decimal(10_000): "万", Decimal(100_000_000): "亿"}.get(self.scale, "")
        return f"{plain}{big}{self.unit}"


@lru_cache(maxsize=4)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in their order, what is quoted left out."""
    said = hide_quoted(text) if _ANY.search(text) else ""
    found: list[Quantity] = []
    end = 0
    for match in _QUANTITY.finditer(said):
        between = said[end : match.start()]
        label = re.split(f"[{_CLAUSE}]", between)[-1][-_LONGEST:]
        if found and between in _NEXT:
            label = found[-1].label
        clause = re.split("[，。；：]", said[: match.start()])[-1]
        found.append(_quantity(match, label, clause))
        end = match.end()
    return tuple(found)


def _quantity(match: re.Match[str], label: str, clause: str) -> Quantity:
    number, unit, room, scale = _read(match)
    return Quantity(number, unit, room, scale, label, clause, *match.span())


def _read(match: re.Match[str]) -> tuple[Decimal, str, Decimal, Decimal]:
    """Return what a quantity says: its number in ones, its unit, its rounding and its scale."""
    one = Decimal(1)
    if match["n"] is None:
        return _share_in_words(match), PERCENT, _IN_WORDS, one
    unit = _SAME.get(match["unit"], match["unit"])
    scale = SCALE[match["scale"]]
    if unit[0] in SCALE and len(unit) > 1:
        scale, unit = SCALE[unit[0]], unit[1:]
    place = one.scaleb(int(value(match["n"]).as_tuple().exponent))
    is_rounded = place < 1 or scale > 1
    return value(match["n"]) * scale, unit, place * scale / 2 if is_rounded else Decimal(), scale


def _share_in_words(match: re.Match[str]) -> Decimal:
    """Return the hundredths of 三分之二, 三成, 一半, and by how many more 翻一番 is."""
    if match["of"]:
        return _HUNDRED * read_number(match["parts"]) / read_number(match["of"].replace("两", "二"))
    if match["tenths"]:
        return Decimal(10 * read_number(match["tenths"]))
    return _HUNDRED / 2 if match["half"] else _HUNDRED


@lru_cache(maxsize=4)
def sentences(text: str) -> tuple[tuple[Sequence[Quantity], Sequence[Quantity]], ...]:
    """Return the quantities of each sentence of ``text`` that has any, with those of the sentences before it."""
    every = quantities(text)
    found = []
    for match in re.finditer("[^。]+", text) if every else ():
        own = [each for each in every if match.start() <= each.start < match.end()]
        if own:
            found.append((own, [each for each in every if each.start < match.start()]))
    return tuple(found)


def is_misprint(told: Decimal, real: Decimal) -> bool:
    """Whether two numbers have the same digits but for one, or for two that change places."""
    one, other = (f"{number.normalize():f}" for number in (told, real))
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(one) <= _SHORT:
        return False
    is_swap = [one[at] for at in differ] == [other[at] for at in differ[::-1]]
    return len(differ) == 1 or (len(differ) == _SHORT and is_swap)


def is_shifted(told: Decimal, real: Decimal) -> bool:
    """Whether one of two numbers is ten or a hundred times the other."""
    ratio = max(told, real) / min(told, real)
    return any(abs(ratio - times) <= times / _HUNDRED for times in (_TEN, _HUNDRED))


def has_turned_part(whole: Decimal, parts: Sequence[Quantity]) -> bool:
    """Whether ``parts`` make ``whole`` once two neighbouring digits of one of them change places."""
    lack = whole - sum((each.number for each in parts), Decimal())
    meant = ((each.number, each.number + lack) for each in parts if lack)
    return any(real > 0 and _is_turned(told, real) for told, real in meant)


def _is_turned(told: Decimal, real: Decimal) -> bool:
    one, other = (f"{number.normalize():f}" for number in (told, real))
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    is_next = len(differ) == 2 and differ[1] == differ[0] + 1
    return len(one) == len(other) and is_next and sorted(one) == sorted(other)
