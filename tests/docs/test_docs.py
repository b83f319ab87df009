"""The manual is what the code says, and the README's commands are the ones that CI runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from clause_page import Setting, build, find_faults, measured, read_settings, read_standards
from marked_tests import Mark, find_marks

from gongwen.document import Document
from gongwen.rules.catalogue import all_rules
from gongwen.terms.kind import KINDS
from tests.paths import ROOT, TESTS

REFERENCE = (ROOT / "docs" / "参考.md").read_text(encoding="utf-8")


def test_pages_are_fresh() -> None:
    subprocess.run([sys.executable, "docs/build.py", "--check"], cwd=ROOT, check=True)


def test_reference_names_every_key_kind_and_rule() -> None:
    wanted = [field.alias or "" for field in Document.model_fields.values()]
    wanted += [kind.name for kind in KINDS] + [rule.code for rule in all_rules()]
    assert all(f"| {name} |" in REFERENCE for name in wanted)


def test_first_commands_of_the_readme() -> None:
    for name in ("README.md", "README.en.md"):
        first = re.search(r"```sh\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
        assert first is not None
        build, test = first[1].strip().splitlines()
        sample = re.search(r"samples/\S+", build)
        assert sample is not None
        assert (ROOT / sample[0]).is_file()
        assert test == "bash .ci/prepare test && .venv/bin/python -m pytest"
    assert "-m pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_rooms_that_the_walk_names_are_there() -> None:
    page = (ROOT / "docs" / "怎样成文.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:gongwen/)?([a-z_]+(?:/[a-z_]+)*(?:\.py|/))`", page))
    assert len(named) > 30
    assert not {name for name in named if not any((ROOT / "gongwen").glob(f"**/{name.rstrip('/')}"))}


def test_example_of_the_readme_builds() -> None:
    from gongwen.api import compose_source, parse, render

    example = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    composition = compose_source(parse(example[1], "README.md"))
    assert render(composition, "docx").files[0].startswith(b"PK")
    assert not [finding for finding in composition.findings if finding.force == "应当"]


class TestClauses:
    """The page 条款.md: what stands behind it names rules that there are, and none goes unmeasured unseen."""

    def test_every_mark_and_every_value_names_a_rule(self) -> None:
        assert find_faults(read_standards(), read_settings(), find_marks(TESTS)) == []

    def test_rules_of_clauses_5_and_7_are_measured_or_say_why_not(self) -> None:
        rows = [row for standard in read_standards() for row in standard.rows]
        wanted = {row.number for row in rows if row.check == "排版" and row.number.startswith(("5.", "7."))}
        done = {row.number for row in measured(rows, find_marks(TESTS))}
        excused = {row.number for row in rows if row.excuse}
        assert wanted - done - excused == set(), (
            "没有测试：写测试并用 clause 标记，或者在 clauses.yaml 写“尚无”"
        )
        assert excused & done == set(), "已有测试：请删去 clauses.yaml 里的“尚无”"

    def test_every_rule_is_on_the_page_with_its_tests(self) -> None:
        page, marks = build().splitlines(), find_marks(TESTS)
        for row in (row for standard in read_standards() for row in standard.rows):
            (line,) = [line for line in page if line.startswith(f"| {row.number} | {row.text} |")]
            said = {"印制时人工检查", "尚无测试"} & set(re.split("[ ：]", line))
            tests = [mark.test for mark in marks if mark.rule == row.number]
            assert said or tests
            assert all(f"`{test}`" in line for test in tests)

    def test_marks_are_found_wherever_they_may_stand(self, tmp_path: Path) -> None:
        (tmp_path / "cases").mkdir()
        (tmp_path / "test_a.py").write_text(MARKED, encoding="utf-8")
        (tmp_path / "cases" / "b.yaml").write_text(CASES, encoding="utf-8")
        assert sorted(find_marks(tmp_path), key=lambda mark: mark.rule) == [
            Mark("test_a.py::test_one", "5.1"),
            Mark("cases/b.yaml：一", "7.1-1"),
            Mark("cases/b.yaml：二", "7.1-2"),
            Mark("cases/b.yaml：二", "7.1-3"),
            Mark("test_a.py::test_one", "7.5-1"),
            Mark("test_a.py::test_one", "7.5-2"),
            Mark("test_a.py::TestTwo", "8-1"),
            Mark("test_a.py::TestTwo::test_three", "8-2"),
            Mark("test_a.py", "9-1"),
        ]

    def test_a_name_that_is_not_written_out_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "test_a.py").write_text("x = pytest.mark.clause(NAME)\n", encoding="utf-8")
        with pytest.raises(ValueError, match=r"tests/test_a.py 第1行：clause 的号请直接写成字符串"):
            find_marks(tmp_path)

    @pytest.mark.parametrize(
        ("rule", "says"),
        [
            ("7.9", "tests/a.py::test_b：docs/clauses.yaml 没有“7.9”，请对照那里的号，或者先补上这一条"),
            (
                "3.2",
                "tests/a.py::test_b：docs/clauses.yaml 没有“3.2”，这一条分为 3.2-1、3.2-2，请写量到的几项",
            ),
        ],
    )
    def test_unknown_rules_are_told(self, rule: str, says: str) -> None:
        assert find_faults(read_standards(), [], [Mark("a.py::test_b", rule)]) == [says]

    def test_unknown_clauses_of_styles_are_told(self) -> None:
        settings = [
            Setting("信函", "版头.标志上距", "30mm", "10.9"),
            Setting("信函", "页码.下距", "7mm", "10.1-3"),
        ]
        assert find_faults(read_standards(), settings, []) == [
            "style/信函.yaml：“版头.标志上距”的条款“10.9”不在 docs/clauses.yaml 里，请补上"
        ]


MARKED = """\
import pytest
pytestmark = [pytest.mark.clause("9-1")]
@pytest.mark.clause("5.1")
@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.clause("7.5-1", "7.5-2"))])
def test_one(x): ...
@pytest.mark.clause("8-1")
class TestTwo:
    @pytest.mark.clause("8-2")
    def test_three(self): ...
    def test_four(self): ...
"""
CASES = """\
一: {条款: 7.1-1, 公文: 略}
二: {条款: [7.1-2, 7.1-3]}
三: {条款: "7.2.4", 程度: 应当, 字号: 三号}
四: 略
"""
