"""What findings say of their rules is what the reference says; conftest.py holds every finding of a run against it."""

from __future__ import annotations

import pytest

from gongwen import api
from gongwen.check.reference import explain, find_rule, rule_infos
from gongwen.rules.catalogue import former_codes
from tests.told import Claim, contradictions, noted


def test_findings_are_noted() -> None:
    with noted() as seen:
        api.check_bytes(
            "关于做好防汛工作的通知。\n各乡镇：\n　　于2025年2月30日报送。\n".encode(), "公文.txt"
        )
    assert {"title.end-mark", "dates.no-such-day"} <= {said.code for said in seen}
    assert contradictions(seen) == []


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (Claim("dates.weekday", "", "惯例", "提示", False), "程度应为差错"),
        (Claim("dates.padded", "GB/T 9704 7.3.5.4", "一般", "建议", True), "处理应为修正"),
        (Claim("head.mark", "7.2.5", "应当", "提示", False), "条款应为7.2.4"),
        (Claim("page.nothing", "", "惯例", "提示", False), "没有这条规则"),
        (Claim("titles.end", "", "惯例", "修正", True), "没有这条规则"),
    ],
)
def test_a_contradiction_is_seen(said: Claim, wrong: str) -> None:
    assert [text.rpartition(": ")[2] for text in contradictions({said})] == [wrong]


def test_the_size_of_the_paper_is_explained_as_it_is_found() -> None:
    """It was 一般 and changed with consent in ``explain``, 应当 and changed unasked in ``check`` and ``fix``."""
    page = explain(find_rule("page.size", rule_infos()))
    assert "程度　按版式里的值，现行国家标准是应当\n" in page
    assert "处理　程度是应当的修正，可以直接改；别的建议，同意后才改\n" in page


@pytest.mark.parametrize(("old", "new"), former_codes().items())
def test_a_former_code_leads_to_its_rule(old: str, new: str) -> None:
    info = find_rule(old, rule_infos())
    assert info.code == new
    assert f"旧名　{'、'.join(info.formerly)}，已并入这一条" in explain(info)
