"""The measure of trust: one fault planted in a sample is found, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongwen.check.rules import RULES
from gongwen.words.rules import WORD_RULES
from tests.planted import BINDING, CASES, WAYS, Tally, codes, found_before, judge

KNOWN = {rule.code for rule in (*RULES, *WORD_RULES)}
COUNTED = [case for case in CASES if not case.get("等") or set(codes(case["得"])) & KNOWN]


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return {way: Tally() for way in WAYS}


@pytest.mark.parametrize("way", WAYS)
def test_the_samples_are_right(way: str) -> None:
    found = [
        (name, str(each))
        for name in sorted({case["样本"] for case in CASES})
        for each in found_before(name, way)
        if each.force in BINDING
    ]
    assert not found


@pytest.mark.parametrize("way", WAYS)
def test_planted_faults_are_found_and_nothing_else(
    way: str, record_planted: Callable[[str, Tally], None]
) -> None:
    tally = Tally()
    for case in COUNTED:
        judge(case, way, tally)
    record_planted(way, tally)
    assert tally.share >= 0.95, tally.missed
    assert tally.false_share <= 0.05, tally.alarms
