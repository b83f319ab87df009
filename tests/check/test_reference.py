"""The reference of the rules: every rule is told in Chinese, and found by its code."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.check.reference import (
    Explanation,
    explain,
    find_rule,
    force_of,
    group_of,
    grouped,
    near_codes,
    read_explanation,
    rule_infos,
    rules_page,
)
from gongwen.finding import RuleInfo, UsageError
from gongwen.rules.catalogue import all_rules, former_codes
from gongwen.write.findings.view import clause_name
from gongwen.zh.spaces import visible
from tests.command import run
from tests.paths import ROOT

INFOS = rule_infos()
CODES = [info.code for info in INFOS]


def said(*words: str) -> str:
    done = run(*words, cwd=Path.cwd())
    assert done.returncode == 0
    return done.stdout


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.code)
class TestEachRule:
    def test_is_told_in_chinese(self, info: RuleInfo) -> None:
        assert re.fullmatch(r"[^\n]*[\u4e00-\u9fff][^\n]*。", info.about)
        assert len(re.findall("[A-Za-z]{3,}", info.about)) < 2

    def test_belongs_to_a_group_with_a_chinese_name(self, info: RuleInfo) -> None:
        assert not group_of(info.code).isascii()

    def test_has_a_page_with_all_there_is(self, info: RuleInfo) -> None:
        page = explain(info)
        assert page.startswith(f"{info.code}　{group_of(info.code)}\n{visible(info.about)}\n")
        assert f"程度　{force_of(info)}\n" in page
        assert all(force in force_of(info) for force in (info.force, *info.by_style))
        assert clause_name(info.clause) in page
        assert info.wrong
        assert visible(info.wrong) in page
        assert visible(info.right) in page


def test_every_rule_is_there_once() -> None:
    assert [rule.code for rule in all_rules()] == CODES
    assert not set(former_codes()) & set(CODES)
    assert len(set(CODES)) == len(CODES)
    members = [info for group in grouped(INFOS).values() for info in group]
    assert sorted(info.code for info in members) == sorted(CODES)


@pytest.mark.parametrize(
    ("docstring", "told"),
    [
        ("要求。", Explanation("要求。", "", "", "", "")),
        ("要求。\n\n    Wrong: 甲 Right: 乙\n    ", Explanation("要求。", "", "甲", "乙", "")),
        (
            "要求\n    很长。\n\n    例外。\n\n    Wrong: 签发人:\n    Right: 签发人: 张远\n    Base: 请示\n    ",
            Explanation("要求很长。", "例外。", "签发人:", "签发人: 张远", "请示"),
        ),
        (
            "Marks are\n    full.\n\n    Wrong: a b Right: c",
            Explanation("Marks are full.", "", "a b", "c", ""),
        ),
    ],
)
def test_docstrings_are_read(docstring: str, told: Explanation) -> None:
    assert read_explanation(docstring) == told


def test_page_of_a_rule() -> None:
    assert explain(find_rule("dates.dotted", INFOS)) == (
        "dates.dotted　日期\n日期写明年、月、日。\n\n程度　一般\n条款　GB/T 9704 7.3.5.4\n"
        "处理　修正，可以直接改\n适用　2012年7月1日起成文的公文\n"
        "查看　正文、附件说明、落款、附注、印发机关\n错的　于2025.3.5印发\n对的　于2025年3月5日印发\n"
    )


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("head.copy-numbr", "head.copy-number"), ("date.dotted", "dates.dotted"), ("dotted", "dates.dotted"),
        ("HEAD.URGENCY", "head.urgency"), ("end-mark", "title.end-mark"),
    ],
)  # fmt: skip
def test_near_codes(code: str, near: str) -> None:
    assert near_codes(code, CODES)[0] == near
    with pytest.raises(UsageError, match=f"没有规则“{code}”；是不是 {near}"):
        find_rule(code, INFOS)


def test_a_code_like_none_names_none() -> None:
    with pytest.raises(UsageError, match=r"^没有规则“☃”。用 gongwen rules 列出全部规则$"):
        find_rule("☃", INFOS)


def test_a_word_is_looked_for_in_what_the_rules_ask() -> None:
    with pytest.raises(UsageError, match=r"。用 gongwen rules 附件 找要求里有这个词的规则$"):
        find_rule("附件", INFOS)


def test_manual_has_a_section_for_each() -> None:
    page = rules_page(INFOS)
    assert re.findall(r"^### (.+)$", page, re.MULTILINE) == [
        info.code for members in grouped(INFOS).values() for info in members
    ]
    assert "\u200b" not in page
    assert page == (ROOT / "docs" / "规则.md").read_text(encoding="utf-8")


def test_a_rule_of_some_years_says_from_when_to_when() -> None:
    some = next(info for info in INFOS if not (info.since or info.until))
    page = rules_page([replace(some, since="2012-07-01", until="2020-12-31")])
    assert "2012年7月1日起、2020年12月31日及以前" in page
    assert "及以前" not in rules_page([some])


class TestCommands:
    def test_rules_are_listed_in_columns(self) -> None:
        lines = said("rules").splitlines()
        assert lines[0].split() == ["规则", "程度", "处理", "要求"]
        assert len(lines) == len(INFOS) + 2

    def test_rules_of_some_codes(self) -> None:
        lines = said("rules", "head.copy", "dates.dotted").splitlines()
        assert [line.split()[0] for line in lines[1:-1]] == ["head.copy-number", "dates.dotted"]
        assert lines[-1].startswith("共2条")
        refused = run("rules", "鼋", cwd=Path.cwd())
        assert refused.returncode == 2
        assert "没有代码以“鼋”开头、要求里有“鼋”的规则" in refused.stderr

    def test_rules_for_programs(self) -> None:
        rows = json.loads(said("rules", "--json", "head.copy-number"))
        assert rows == [
            {
                "规则": "head.copy-number", "类": "版头", "要求": "份号用6位阿拉伯数字。", "说明": "",
                "程度": "一般", "按版式": [], "条款": "7.2.1", "处理": "提示", "起": "2012-07-01", "止": "", "查看": [], "旧名": [],
                "错的": "份号: 12", "对的": "份号: 000012",
            }
        ]  # fmt: skip
        assert json.loads(said("explain", "--json", "head.copy-number")) == rows[0]

    def test_a_rule_is_explained(self) -> None:
        assert said("explain", "dates.dotted") == explain(find_rule("dates.dotted", INFOS))
