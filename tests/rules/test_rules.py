"""The rules: what each finds and where, and what none of them finds."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import gongwen.rules
from gongwen.address import Place
from gongwen.check.documents import check_document, check_elements
from gongwen.check.reference import read_explanation
from gongwen.document import Document
from gongwen.finding import Finding
from gongwen.read.input.source import Source, parse_source, read_source
from gongwen.read.styles.file import read_profile
from gongwen.rules.catalogue import BUILT, ELEMENTS, all_rules, rules_in
from gongwen.rules.meaning.phrases import read_table
from gongwen.rules.rule import AnyRule, Around, Rule, day_of
from gongwen.terms.label import format_label
from gongwen.zh.segments import words_of
from tests.golden import hold, told_of
from tests.paths import SHARED, read_strings

FOLDER = Path(__file__).parent
RULES = [rule for rule in rules_in(ELEMENTS) if rule.reads == "document"]
"""Those of the elements of a document."""
SINGLE = "body.single-item"
OF_CONTENT = (SINGLE, "body.heading-bare")
"""What is said of headings that are counted well, by what stands below them."""
FOUND = FOLDER / "found.txt"
"""All that is found in each case; ``--accept -n0`` writes it, and what is new is looked at before it is committed."""


def load(name: str) -> Any:
    return read_strings(f"rules/{name}")


BASES = load("bases.yaml")
CASES = [
    {"file": path.stem, **case}
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.stem not in ("bases", "clean")
    for case in load(path.name)
]


def source_of(keys: dict[str, Any]) -> Source:
    """The document of ``keys``, read from a file that says so."""
    text = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=10000)
    return parse_source(text, "稿.yaml")


def changed(case: dict[str, Any]) -> Source:
    """The document of a case: its base, with some keys set and the empty ones taken out."""
    keys = {**BASES[case.get("base", "通知")], **case["change"]}
    return source_of({key: value for key, value in keys.items() if value != ""})


def example_of(keys: str, base: str) -> dict[str, Any]:
    """The keys of an example in a docstring, laid over its base."""
    change = {key: value or "" for key, value in yaml.load(keys, Loader=yaml.BaseLoader).items()}
    return {key: value for key, value in {**BASES[base or "通知"], **change}.items() if value != ""}


def path_of(text: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() else step for step in text.split("."))


def check(source: Source, wanted: str = "") -> list[Finding]:
    """What was found; that a level has one item alone is told only when it is ``wanted``: short examples have such."""
    found = check_elements(source.document, source.places)
    return [finding for finding in found if finding.code not in OF_CONTENT or finding.code == wanted]


def case_name(case: dict[str, Any]) -> str:
    return f"{case['rule']} {case['name']}"


class TestRules:
    @pytest.mark.parametrize("case", CASES, ids=case_name)
    def test_finds_what_the_case_says_and_nothing_else(
        self, case: dict[str, Any], request: pytest.FixtureRequest
    ) -> None:
        source = changed(case)
        findings = check(source, case["rule"])
        own = [finding for finding in findings if finding.code == case["rule"]]
        others = {finding.code for finding in findings} - {case["rule"]}
        assert [finding.place for finding in own] == [
            source.places[path_of(want["at"])] for want in case["finds"]
        ]
        for finding, want in zip(own, case["finds"], strict=True):
            assert finding.message == want.get("message", finding.message)
        assert others == set(case.get("also", ()))
        hold(FOUND, case_name(case), "\n".join(map(told_of, findings)), request)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_each_has_cases_of_both_kinds_and_an_asserted_message(self, rule: AnyRule) -> None:
        cases = [case for case in CASES if case["rule"] == rule.code]
        assert any(not case["finds"] for case in cases)
        assert any("message" in want for case in cases for want in case["finds"])

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_each_is_told_with_examples_that_are_true(self, rule: AnyRule) -> None:
        told = read_explanation(rule.find.__doc__ or "")
        wrong, right = (source_of(example_of(keys, told.base)) for keys in (told.wrong, told.right))
        assert rule.applies(day_of(wrong.document))
        assert rule.code in {finding.code for finding in check(wrong, rule.code)}
        assert [str(finding) for finding in check(right)] == []

    def test_every_rule_of_the_package_is_in_the_list_once(self) -> None:
        names = [info.name for info in pkgutil.walk_packages(gongwen.rules.__path__, "gongwen.rules.")]
        modules = [importlib.import_module(name) for name in names]
        written = [
            value
            for module in modules
            for value in vars(module).values()
            if isinstance(value, Rule) and value.find.__module__ == module.__name__
        ]
        assert {id(rule) for rule in all_rules()} == set(map(id, written))
        codes = [code for rule in all_rules() for code in (rule.code, *rule.formerly)]
        assert len(set(codes)) == len(codes)

    def test_cases_name_rules_that_exist(self) -> None:
        codes = {rule.code for rule in rules_in(BUILT)}
        assert {case["rule"] for case in CASES} <= codes
        assert {code for case in CASES for code in case.get("also", ())} <= codes

    def test_only_what_a_clause_says_is_binding(self) -> None:
        without = {rule.code for rule in all_rules() if not rule.clause and rule.force in ("应当", "一般")}
        assert not without


class TestCleanDocuments:
    @pytest.mark.parametrize("name", BASES)
    def test_bases(self, name: str) -> None:
        assert check(source_of(BASES[name])) == []

    @pytest.mark.parametrize("case", load("clean.yaml"), ids=lambda case: case["name"])
    def test_other_kinds(self, case: dict[str, Any]) -> None:
        assert [str(finding) for finding in check(source_of(case["document"]))] == []


class TestFindings:
    TEXT = """\
文种: 通知
发文机关: 云溪县人民政府办公室
发文字号: 云政办发[2024]3号
标题: 关于印发云溪县防汛抢险方案的通知
主送机关: 各乡（镇）人民政府
正文: |
  现印发给你们。

  一、加强领导
  三、落实经费
成文日期: 2024-12-09
印发件:
  标题: 云溪县防汛应急方案
  正文: |
    坚持以防为主。
抄送机关: 县委办公室
印发机关: 云溪县人民政府办公室
印发日期: 2024-12-08
"""

    def test_stand_in_the_order_of_the_file(self) -> None:
        assert [(finding.place, finding.code) for finding in check(parse_source(self.TEXT, "稿.yaml"))] == [
            (Place("稿.yaml", 3, 7), "head.number-brackets"),
            (Place("稿.yaml", 10, 3), "body.number-gap"),
            (Place("稿.yaml", 13, 7), "title.enclosed"),
            (Place("稿.yaml", 18, 7), "imprint.print-date"),
        ]

    def test_are_told_with_clause_and_force(self) -> None:
        assert str(check(parse_source(self.TEXT, "稿.yaml"))[0]) == (
            "稿.yaml 第3行第7列：发文字号“云政办发[2024]3号”的年份应用六角括号：云政办发〔2024〕3号（7.2.5，应当）"
        )

    def test_without_places_all_are_found_in_the_order_of_the_rules(self) -> None:
        findings = check_elements(parse_source(self.TEXT, "稿.yaml").document, {})
        assert {finding.place for finding in findings} == {None}
        assert [finding.code for finding in findings] == [
            "head.number-brackets", "title.enclosed", "body.number-gap", "imprint.print-date",
        ]  # fmt: skip

    def test_what_stands_nowhere_is_placed_at_the_head_of_the_file(self) -> None:
        source = parse_source(self.TEXT, "稿.yaml")
        places: dict[tuple[str | int, ...], Place] = {(): Place("稿.yaml", 1)}
        assert {finding.place for finding in check_elements(source.document, places)} == {Place("稿.yaml", 1)}


@st.composite
def outlines(draw: st.DrawFn, level: int = 1) -> list[str]:
    """Lines of a well-counted text, a level below another in some of its items."""
    lines: list[str] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        lines.append(format_label(level, number) + "加强领导")
        if level < 4 and draw(st.booleans()):
            lines += draw(outlines(level + 1))
        elif draw(st.booleans()):
            lines.append("各单位要抓好落实，按时完成任务。")
    return lines


def draft(lines: list[str]) -> Document:
    return Document.model_validate({"文种": "方案", "标题": "防汛方案", "正文": lines})


SCRAPS = st.lists(
    st.sampled_from(
        "云政办发〔［[（2024二○三十第０号年月】〕] 　、。《》的通知关于印发见附件{名单}★个#1.（一）"
    ),
    max_size=24,
).map("".join)


class TestAnyText:
    @settings(max_examples=100, deadline=None)
    @given(outlines())
    def test_a_well_counted_text_has_no_faults_of_counting(self, lines: list[str]) -> None:
        assert [each.code for each in check_elements(draft(lines), {}) if each.code not in OF_CONTENT] == []

    @settings(max_examples=100, deadline=None)
    @given(outlines(), st.data())
    def test_a_heading_taken_out_before_another_of_its_level_is_missed(
        self, lines: list[str], data: st.DataObject
    ) -> None:
        numbers = [index for index, line in enumerate(lines) if line.startswith(("一、", "二、", "三、"))]
        gone = data.draw(st.sampled_from(numbers))
        number = lines[gone][0]
        following = {"一": "二、", "二": "三、", "三": "四、"}[number]
        rest = [*lines[:gone], *lines[gone + 1 :]]
        found = check_elements(draft(rest or ["一"]), {})
        is_missed = any(
            finding.code == "body.number-gap" and f"“{following}" in finding.message for finding in found
        )
        assert is_missed == any(line.startswith(following) for line in rest)

    @settings(max_examples=200, deadline=None)
    @given(SCRAPS, SCRAPS, SCRAPS, SCRAPS)
    def test_no_text_makes_a_rule_fail(self, number: str, period: str, title: str, line: str) -> None:
        keys = {
            "文种": "通知",
            "发文机关": "云溪县人民政府",
            "发文机关标志": line,
            "发文字号": number,
            "密级": "秘密",
            "保密期限": period,
            "标题": f"关{title}",
            "主送机关": f"各{line}",
            "正文": [f"关{line}", line or "文"],
            "印发件": {"标题": f"于{line}", "正文": "文"},
            "附件": [{"标题": f"附{title}"}],
            "附注": title,
        }
        document = Document.model_validate(keys)
        for finding in check_elements(document, {}):
            assert finding.message


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "chengqu-2024-36",
            {("title.enclosed", "印发件.标题"), ("body.enclosed-name", "正文.0")},
        ),
        ("jinyuan-draft", set()),
        ("pu-2023-1", set()),
        ("shuozhou-2023-19", set()),
        ("yuncheng-2023-8", set()),
    ],
)
def test_real_notices(name: str, found: set[tuple[str, str]]) -> None:
    path = SHARED / "notices" / f"{name}.yaml"
    if not path.exists():
        pytest.skip("../shared is not there")
    source = read_source(path)
    expected = {(code, source.places[path_of(way)]) for code, way in found}
    found_here = check_document(source.document, source.places).findings
    assert {
        (finding.code, finding.place) for finding in found_here if finding.code not in OF_CONTENT
    } == expected


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("3-5月开展检查。", []), ("比例为10%-15%。", ["10%～15%"]), ("工期 60—90天。", ["60～90天"]),
        ("3～5月开展检查。", []), ("电话：0000-1234567。", []), ("2024-12-09报送。", []),
        ("见云政发〔2024〕3-5号。", []), ("编号A-12号。", []), ("| 3-5月 | 检查 |", []),
    ],
)  # fmt: skip
def test_ranges_have_the_sign_of_the_office(line: str, wanted: list[str]) -> None:
    source = source_of({"文种": "方案", "标题": "甲方案", "正文": ["开头。", line]})
    sign = read_profile("gbt9704-2012").words["起止号"]
    found = check_elements(source.document, source.places, around=Around(range_sign=sign))
    assert [finding.message.rpartition("：")[2] for finding in found] == wanted
    assert all(finding.place == source.places["正文", 1] for finding in found)


def test_the_words_of_fixed_phrases_are_those_of_the_dictionary() -> None:
    for row in read_table()["成句"]:
        words = tuple(row["文"].split("|"))
        assert words_of("".join(words)) == words
