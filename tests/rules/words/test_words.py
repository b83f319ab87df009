"""The rules of wording: what each finds and fixes, and what none of them touches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.finding import Fixing
from gongwen.read.input.source import read_source
from gongwen.rules.catalogue import rules_that_read
from gongwen.rules.rule import AnyRule, Around, Part, Slip, apply_slips
from tests.golden import hold
from tests.paths import SAMPLES, read_strings

WORD_RULES = rules_that_read("line", "lines")
FOLDER = Path(__file__).parent
CASES: list[dict[str, Any]] = [
    {"file": path.stem, **case}
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in read_strings(f"rules/words/{path.name}")
]
BY_CODE = {rule.code: rule for rule in WORD_RULES}
FAILS = [(case["rule"], text, wanted) for case in CASES for text, wanted in (case.get("fails") or {}).items()]
PASSES = [(case["rule"], text) for case in CASES for text in case.get("passes") or ()]
FOUND = FOLDER / "found.txt"
"""All that is found in each wrong text; ``--accept -n0`` writes it."""
OF_A_WHOLE_LINE = {
    "agencies.government", "attachment-lines.chinese-number", "attachment-lines.colon", "attachment-lines.number-mark",
    "attachment-lines.numbered", "attachment-lines.vague", "attachment-lines.word", "body.attachment-quotes", "brackets.half-width", "figures.each-sum",
    "figures.nearly-apart", "figures.nearly-mean", "figures.nearly-share", "figures.one-of-each", "figures.share",
    "imprint-lines.classes", "imprint-lines.colon", "imprint-lines.office", "imprint-lines.report", "labels.article",
    "labels.bracketed", "labels.dotted", "labels.enclosed", "labels.mixed", "leftovers.page", "leftovers.web", "marks.leading",
    "names.padding", "names.role-colon", "notes.brackets", "phrases.closing", "phrases.letter", "phrases.two-kinds",
    "recipients.label", "recipients.same-class", "spaces.after-label", "titles.nested", "titles.no-about",
}  # fmt: skip
"""Rules that ask how a line begins or what all of it says: what stands before the fault may end it."""
EXAMPLE = re.compile(r"Wrong: (?P<wrong>.+?)\s+Right: (?P<right>.+)", re.DOTALL)


def example(rule: AnyRule) -> tuple[str, str]:
    """The wrong and the right line in the docstring of a rule."""
    match = EXAMPLE.search(rule.find.__doc__ or "")
    assert match is not None
    return match["wrong"].strip(), match["right"].strip()


def told(slip: Slip) -> str:
    """All that a slip says, on a line."""
    wanted = "" if slip.wanted is None else f" → {slip.wanted!r}"
    return f"  {slip.start}-{slip.end} {slip.message}{wanted}"


def slips(rule: AnyRule, text: str) -> list[Slip]:
    return list(rule(text, Around()) if rule.reads == "lines" else rule(text))


@pytest.mark.parametrize(("code", "text", "wanted"), FAILS, ids=lambda value: str(value)[:24])
def test_what_is_wrong_is_found_and_mended_once(
    code: str, text: str, wanted: str, request: pytest.FixtureRequest
) -> None:
    rule = BY_CODE[code]
    found = slips(rule, text)
    assert found
    hold(FOUND, f"{code} {text!r}", "\n".join(map(told, found)), request)
    if rule.fixing == "提示":
        assert wanted == text
        assert {slip.wanted for slip in found} == {None}
        return
    fixed = apply_slips(text, found)
    assert fixed == wanted
    assert slips(rule, fixed) == []


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [case for case in FAILS if case[0] not in OF_A_WHOLE_LINE],
    ids=lambda value: str(value)[:24],
)
def test_what_is_right_before_it_hides_nothing(code: str, text: str, wanted: str) -> None:
    rule = BY_CODE[code]
    before = f"{example(rule)[1] if rule.fixing == '提示' else wanted}。"
    assert slips(rule, before) or len(slips(rule, before + text)) >= len(slips(rule, text))


@pytest.mark.parametrize(("code", "text"), PASSES, ids=lambda value: str(value)[:24])
def test_what_is_right_is_let_pass(code: str, text: str) -> None:
    assert slips(BY_CODE[code], text) == []


@pytest.mark.parametrize("rule", WORD_RULES, ids=lambda rule: rule.code)
class TestEachRule:
    def test_its_example_is_true(self, rule: AnyRule) -> None:
        wrong, right = example(rule)
        assert slips(rule, wrong)
        assert slips(rule, right) == []
        if rule.fixing != "提示":
            assert apply_slips(wrong, slips(rule, wrong)) == right

    def test_it_has_cases_of_both_kinds(self, rule: AnyRule) -> None:
        assert any(code == rule.code for code, _, _ in FAILS)
        assert any(code == rule.code for code, _ in PASSES)

    def test_without_its_signs_it_finds_nothing(self, rule: AnyRule) -> None:
        texts = {text for _, text, _ in FAILS} | {text for _, text in PASSES} if rule.signs else set()
        bare = {"".join(sign for sign in text if sign not in rule.signs) for text in texts}
        assert [text for text in bare if slips(rule, text)] == []

    def test_its_values_are_known(self, rule: AnyRule) -> None:
        assert rule.fixing in get_args(Fixing)
        assert rule.parts <= set(get_args(Part))


def test_cases_name_rules_that_exist() -> None:
    assert {case["rule"] for case in CASES} <= set(BY_CODE)


SCRAPS = st.lists(
    st.sampled_from(list("云政办发〔［[（2024二○三十第０号年月日】〕] 　、。《》“”的通知关于印发见附件-—～%％万元:：,，;().1a一（）等…"))
).map("".join)  # fmt: skip


def find_slips(text: str, part: Part) -> Iterator[tuple[AnyRule, Slip]]:
    """What each rule of wording finds in a line of ``part``."""
    for rule in rules_that_read("line", "lines"):
        if part in rule.parts and rule.applies(""):
            found = rule.find(text, Around()) if rule.reads == "lines" else rule.find(text)
            yield from ((rule, slip) for slip in found)


@settings(max_examples=300, deadline=None)
@given(SCRAPS, st.sampled_from(get_args(Part)))
def test_any_text_has_slips_within_it_and_mending_ends(text: str, part: Part) -> None:
    for _ in range(6):
        found = [(rule, slip) for rule, slip in find_slips(text, part) if rule.fixing == "修正"]
        assert all(0 <= slip.start <= slip.end <= len(text) for _, slip in found)
        fixed = apply_slips(text, [slip for _, slip in found])
        if fixed == text:
            return
        text = fixed
    raise AssertionError(f"fixing does not end: {text!r}")


def test_long_lines_are_read_in_time_that_grows_with_their_length() -> None:
    text = (
        "各单位要认真落实《纲要》精神，于2024年6月30日前完成3项任务，报县政府办公室（电话：0000-1234567）。"
        * 400
    )
    assert list(find_slips(text, "正文")) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_sample_has_a_slip_of_its_words(path: Path) -> None:
    document = read_source(path).document
    texts = [*document.body, *(line for _, carried in document.carried for line in carried.body)]
    assert texts
    assert [(text, slip) for text in texts for _, slip in find_slips(text, "正文")] == []
