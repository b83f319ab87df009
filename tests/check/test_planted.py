"""The measure of trust: one fault planted in a sample is found, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongwen import api
from gongwen.check.fixing import fixes_of, make_fixes
from gongwen.rules.catalogue import rule_codes
from tests.check.planted import (
    CASES,
    NAME,
    WAYS,
    changed_elsewhere,
    codes,
    found_before,
    hits_of,
    judge,
    judge_look,
    judged,
    new_findings,
)
from tests.check.tally import BINDING, Tally
from tests.rules.page.planted_looks import PLANTED

KINDS = {"样式": "自己的", "直接排版": "直接的"}
"""What planted_looks calls the documents of each way."""
MISSED = {"计划字号有空格", "主题词", "信函主送逗号", "印发日期没有日", "段首标题没有句号"}
"""Planted faults that are known to be missed; whatever else is missed is a fault of a rule."""
ALARMS = {
    ("带括号的一个字", "body.number-gap"),
    ("附件标题页不同", "body.attachment-name"),
    ("附件说明少一个", "marks.trailing"),
    ("信函主送逗号", "marks.trailing"),
    ("信函主送逗号", "look.indent"),
    ("信函主送逗号", "body.no-recipients"),
}
"""What is known to be told beside a planted fault, with the name of that."""
KNOWN = set(rule_codes())
COUNTED = [case for case in CASES if not case.get("等") or set(codes(case["得"])) & KNOWN]


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
    for kind, case in PLANTED:
        if kind == KINDS[way]:
            judge_look(case, kind, tally)
    record_planted(way, tally)
    assert {name for name in tally.missed if name not in MISSED} == set()
    assert {alarm for alarm in tally.alarms if (alarm[0], alarm[1].split()[0]) not in ALARMS} == set()


@pytest.mark.parametrize("way", WAYS)
def test_what_has_a_fix_is_mended_and_nothing_else(way: str) -> None:
    wrong = []
    for case in COUNTED:
        planted, new = judged(case["名称"], way)
        hits = [each for each in hits_of(case, planted, new) if each.fix or each.fixes]
        if not hits:
            continue
        fixed = make_fixes(planted.data, fixes_of(new, is_bold=True)).data
        after = new_findings(api.check_bytes(fixed, NAME), found_before(case["样本"], way))
        left = hits_of(case, planted, list(after))
        wrong += [(case["名称"], str(each)) for each in left if each.code in {hit.code for hit in hits}]
        wrong += [(case["名称"], text) for text in changed_elsewhere(planted, fixed)]
    assert not wrong
