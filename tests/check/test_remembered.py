"""Which rules of wording a line is held against, and when what they found in it is known already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import get_args

import pytest

from gongwen.check.line_findings import _era, _Rules, _same, _usual
from gongwen.rules.catalogue import rules_that_read
from gongwen.rules.rule import AnyRule, Need, Part

RULES = rules_that_read("line", "lines")
TURNS = sorted({day for rule in RULES for day in (rule.since, rule.until) if day})
DAYS = [
    "",
    "1949-10-01",
    *(str(date.fromisoformat(turn) + timedelta(by)) for turn in TURNS for by in (-1, 0, 1)),
]
UNKNOWN: Sequence[frozenset[Need]] = (frozenset(), frozenset({"paragraphs"}), frozenset(get_args(Need)))


def held(rules: _Rules) -> list[AnyRule]:
    return [each.rule for each in sorted([*rules.alone, *rules.around])]


@pytest.mark.parametrize("day", DAYS)
def test_a_line_is_held_against_the_rules_of_its_day(day: str) -> None:
    for part, unknown in product(get_args(Part), UNKNOWN):
        wanted = [
            each for each in RULES if part in each.parts and each.applies(day) and each.needs not in unknown
        ]
        assert held(_usual(part, _era(day), unknown)) == wanted


def test_the_same_rules_are_known_again_whatever_the_day_and_the_file() -> None:
    for each in (_usual, _same):
        each.cache_clear()
    every: frozenset[Need] = frozenset(get_args(Need))
    free = next(
        part for part in get_args(Part) if not any(part in rule.parts and rule.needs for rule in RULES)
    )
    assert _usual("正文", _era("2024-05-06"), every) is _usual("正文", _era("2025-11-30"), every)
    assert _usual(free, _era("2024-05-06"), every) is _usual(free, _era("2024-05-06"), frozenset())
    assert _usual("正文", _era("2024-05-06"), every) is not _usual("正文", _era("2010-05-06"), every)
