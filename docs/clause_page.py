"""The page 条款.md: every rule of the standard, where it is set and which tests measure it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from markdown_table import table
from marked_tests import Mark, find_marks
from pydantic import BaseModel, ConfigDict, Field

from gongwen.read.styles.file import list_values
from gongwen.read.styles.tree import style_names
from gongwen.rules.catalogue import ELEMENTS, rules_in

RULES_FILE = Path(__file__).parent / "clauses.yaml"
TESTS = Path(__file__).parent.parent / "tests"
STYLE = "gbt9704-2012"
"""The style whose values are told first; of the others, only what they have of their own."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(_Data):
    """One rule of a clause."""

    number: str = Field(alias="号")
    text: str = Field(alias="规定")
    force: Literal["应当", "一般", "推荐", "可以", "惯例"] = Field(alias="程度")
    source: Literal["原文转述", "推算", "记忆", "通行做法"] = Field("原文转述", alias="依据")
    check: Literal["排版", "人工"] = Field("排版", alias="检查")
    excuse: str = Field("", alias="尚无")
    """Why no test measures it; "" when one should."""


class Clause(_Data):
    """One clause with its rules; none when they are all in the clauses below it."""

    number: str = Field(alias="条款")
    title: str = Field(alias="名称")
    rows: tuple[Row, ...] = Field(alias="规定")


class Standard(_Data):
    """One edition with its clauses."""

    name: str = Field(alias="标准")
    clauses: tuple[Clause, ...] = Field(alias="条款")

    @property
    def rows(self) -> list[Row]:
        """The rules of all clauses."""
        return [row for clause in self.clauses for row in clause.rows]


@dataclass(frozen=True)
class Setting:
    """One value of a style that is set by a clause, or by one rule of it."""

    style: str
    path: str
    value: str
    clause: str


def read_standards() -> tuple[Standard, ...]:
    """Return the editions of clauses.yaml. Raises pydantic's ValidationError when an item is not well formed."""
    tree = yaml.load(RULES_FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
    return tuple(Standard.model_validate(each) for each in tree)


def read_settings() -> list[Setting]:
    """Return the values of all styles that have a clause, each once, those of STYLE first."""
    settings: dict[tuple[str, str, str], Setting] = {}
    for style in sorted(style_names(), key=lambda name: (name != STYLE, name)):
        for path, value, basis in list_values(style):
            for clause in filter(None, re.split(r" 和 |、", basis.clause)):
                settings.setdefault((path, value, clause), Setting(style, path, value, clause))
    return list(settings.values())


def find_faults(
    standards: Sequence[Standard], settings: Iterable[Setting], marks: Iterable[Mark]
) -> list[str]:
    """Return what names a rule or a clause that clauses.yaml does not have; [] when nothing does."""
    rows = [row.number for standard in standards for row in standard.rows]
    clauses = {clause.number: clause for standard in standards for clause in standard.clauses}
    faults = [f"docs/clauses.yaml：号“{number}”写了两次" for number in {n for n in rows if rows.count(n) > 1}]
    for mark in marks:
        if mark.rule not in rows:
            below = "、".join(row.number for row in clauses[mark.rule].rows) if mark.rule in clauses else ""
            told = f"，这一条分为 {below}，请写量到的几项" if below else "，请对照那里的号，或者先补上这一条"
            faults.append(f"tests/{mark.test}：docs/clauses.yaml 没有“{mark.rule}”{told}")
    faults += [
        f"style/{each.style}.yaml：“{each.path}”的条款“{each.clause}”不在 docs/clauses.yaml 里，请补上"
        for each in settings
        if each.clause not in clauses and each.clause not in rows
    ]
    return faults


def build() -> str:
    """Return the whole page. Raises ValueError that tells what names an unknown rule or clause."""
    standards, settings, marks = read_standards(), read_settings(), find_marks(TESTS)
    if faults := find_faults(standards, settings, marks):
        raise ValueError("\n".join(faults))
    parts = [
        "# 条款",
        "这一页由 `python docs/build.py` 从 `clauses.yaml`、版式、规则和测试打印，不要手改。",
        "标准的规定逐条列出，用的是自己的话。“设定”是定下它的版式的值，“对照”是检查原稿的规则（见 [参考](参考.md)），"
        "“测试”是在页面上或原稿里量它的测试（`tests/` 里）。依据一栏：推算是由原文的数值算出的，记忆是没有见到原文的，"
        "通行做法是标准没有写的。",
        table(
            ("标准", "规定", "排版要合的", "其中有测试", "尚无测试", "印制时人工检查"),
            (_count(each, marks) for each in standards),
        ),
    ]
    for standard in standards:
        parts.append(f"## {standard.name}")
        for clause in standard.clauses:
            parts += _section(clause, settings, marks)
    return "\n\n".join(parts) + "\n"


def measured(rows: Iterable[Row], marks: Iterable[Mark]) -> list[Row]:
    """Return those of ``rows`` for the layout to keep that a test names."""
    named = {mark.rule for mark in marks}
    return [row for row in rows if row.check == "排版" and row.number in named]


def _count(standard: Standard, marks: Sequence[Mark]) -> tuple[str, ...]:
    rows = standard.rows
    for_layout = [row for row in rows if row.check == "排版"]
    tested = len(measured(rows, marks))
    counts = (len(rows), len(for_layout), tested, len(for_layout) - tested, len(rows) - len(for_layout))
    return (standard.name, *map(str, counts))


def _section(clause: Clause, settings: Sequence[Setting], marks: Sequence[Mark]) -> Iterator[str]:
    yield f"### {clause.number}　{clause.title}"
    numbers = {clause.number, *(row.number for row in clause.rows)}
    values = [_told(each, clause) for each in settings if each.clause in numbers]
    if values:
        yield f"设定：{'；'.join(values)}。"
    codes = [f"`{rule.code}`" for rule in rules_in(ELEMENTS) if rule.clause in numbers]
    if codes:
        yield f"对照：{'、'.join(codes)}。"
    if clause.rows:
        yield table(
            ("号", "规定", "程度", "依据", "测试"),
            ((row.number, row.text, row.force, row.source, _tests(row, marks)) for row in clause.rows),
        )


def _told(setting: Setting, clause: Clause) -> str:
    style = "" if setting.style == STYLE else f"{setting.style} 的 "
    rule = "" if setting.clause == clause.number else f"（{setting.clause}）"
    return f"{style}`{setting.path}` {setting.value.strip()}{rule}"


def _tests(row: Row, marks: Sequence[Mark]) -> str:
    if row.check == "人工":
        return "印制时人工检查"
    tests = dict.fromkeys(f"`{mark.test}`" for mark in marks if mark.rule == row.number)
    return "<br>".join(tests) or "：".join(filter(None, ("尚无测试", row.excuse)))
