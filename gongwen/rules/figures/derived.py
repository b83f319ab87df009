"""Figures of which a text says that they follow from others: which they are, and whether they nearly do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gongwen.pattern import pattern
from gongwen.rules.figures.quantities import PERCENT, Quantity, is_misprint, is_shifted, sentences
from gongwen.rules.figures.rates import LESS, MORE
from gongwen.rules.rule import AnyRule, Slip

_UP, _DOWN = f"{MORE}|多|高出?|超出|新增|净增加?", f"{LESS}|少|低|净减少?"
RISES, FALLS = pattern(f"(?:{_UP})了?$"), pattern(f"(?:{_DOWN})了?$")
CHANGED = f"(?:{_UP}|{_DOWN}|增幅|涨幅|增速|增长率|降幅|增减)(?:了|为|达到?|是)?$"
BY = pattern(CHANGED)
"""Before by how much something has changed."""
BEFORE_ROUGH = pattern("约|近$|不少于|不低于|不超过|最高|最多|至少|目标|力争|不高于")
_BEHIND_ROUGH = pattern("[余多]|以[上下内]|左右")
"""Before and behind a figure that is not exact."""
_NEAR_WORDS = 6
"""Characters before a figure among which a word like 约 stands."""


def derived(text: str, unit: str) -> Iterator[tuple[Quantity, Sequence[Quantity], Sequence[Quantity]]]:
    """Yield each figure of ``text`` in per cent or, without ``unit``, in any other unit, with its sentence and what is before it."""
    for own, before in sentences(text):
        for told in own if len(own) > 1 or before else ():
            is_rough = BEFORE_ROUGH.search(told.label[-_NEAR_WORDS:]) or _BEHIND_ROUGH.match(text, told.end)
            if (told.unit == PERCENT) == bool(unit) and not is_rough:
                yield told, own, before


def odd_number(told: Quantity, meant: Sequence[Decimal], close: Decimal) -> Iterator[Slip]:
    """Yield that ``told`` is none of ``meant`` and is near enough to one."""
    if told.number not in meant:
        yield from tell(told, [each for each in meant if is_meant(told.number, each, close)])


def tell(told: Quantity, near: Sequence[Decimal]) -> Iterator[Slip]:
    """Yield that ``told`` is none of what it comes ``near`` to, the nearest of which is shown; nothing for none."""
    if near:
        real = min(near, key=lambda each: abs(each - told.number))
        shown = f"{real:.1f}%" if told.unit == PERCENT else told.shown(real)
        yield Slip(told.start, told.end, f"按写出的数算是{shown}，请核对")


def is_meant(told: Decimal, real: Decimal, close: Decimal) -> bool:
    """Whether ``told`` may be meant to be ``real``: near it, or with its digits but for one or two that change places."""
    return (
        told > 0
        and real > 0
        and (abs(told - real) <= close * max(told, real) or is_misprint(told, real) or is_shifted(told, real))
    )


def apart_from(text: str, doubtful: Iterable[Slip], surer: Sequence[AnyRule]) -> Iterator[Slip]:
    """Yield those ``doubtful`` slips of ``text`` where no ``surer`` rule tells the same."""
    found = list(doubtful)
    told = [slip for rule in surer for slip in rule.find(text)] if found else []
    yield from (
        each for each in found if not any(one.start < each.end and each.start < one.end for one in told)
    )
