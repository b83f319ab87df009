"""Whole documents in plain text: what is told of them and where, and what they are after fixing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from gongwen import api
from tests.golden import hold, told_of
from tests.paths import read_cases

FOUND = Path(__file__).with_name("fixed_texts.txt")
"""All that is found in each text, fixed and left; ``--accept -n0`` writes it."""
CASES: list[dict[str, Any]] = read_cases("check/fixed_texts.yaml")
HEAD = "云岭县人民政府文件\n云岭政发〔2025〕12号\n云岭县人民政府关于做好防汛工作的通知\n各乡镇人民政府：\n"
TAIL = "\n　　　　　　　　　　　　云岭县人民政府\n　　　　　　　　　　　　2025年3月5日\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名称"])
def test_a_text_is_checked_and_fixed(
    case: dict[str, Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = case["文"].format(头=HEAD, 尾=TAIL)
    path = tmp_path / "通知.txt"
    path.write_text(text, encoding="utf-8")
    findings = api.check(path)
    found = [(each.code, each.place.line if each.place else 0) for each in findings]
    for code, line in case.get("得", {}).items():
        assert [at for own, at in found if own == code] == [line], found
    assert not {code for code, _ in found} & set(case.get("不得", ()))
    lines = text.split("\n")
    for line, wanted in case.get("改", {}).items():
        lines[line - 1] = wanted
    fixed = api.fix(path, is_bold=True)
    assert fixed.data.decode() == "\n".join(lines)
    told = [
        *map(told_of, findings),
        *(f"  改 {each}" for each in fixed.done),
        *(f"  留 {each}" for each in fixed.rest),
    ]
    hold(FOUND, case["名称"], "\n".join(told).replace(f"{tmp_path}{os.sep}", ""), request)


SOURCE = """文种: 通知
发文机关: 云岭县人民政府
发文字号: {number}
标题: {title}
主送机关: {main}
正文: |
  请落实。
成文日期: 2025-03-05
抄送机关: {copies}
"""
WRITTEN = {
    "number": ("云岭政发[2025]012号", "云岭政发〔2025〕12号"),
    "title": ("云岭县人民政府关于关于做好防汛工作的通知。", "云岭县人民政府关于做好防汛工作的通知"),
    "main": ("各乡镇人民政府,县政府各部门", "各乡镇人民政府，县政府各部门"),
    "copies": ("县委办公室,县人大常委会办公室", "县委办公室，县人大常委会办公室"),
}


@pytest.mark.parametrize("suffix", [".yaml", ".gw"])
def test_the_keys_of_a_source_are_fixed(suffix: str, tmp_path: Path) -> None:
    wrong, right = (SOURCE.format(**{key: pair[n] for key, pair in WRITTEN.items()}) for n in (0, 1))
    if suffix == ".gw":
        wrong, right = (
            f"---\n{text.replace('正文: |' + chr(10) + '  请落实。' + chr(10), '')}---\n请落实。\n"
            for text in (wrong, right)
        )
    path = tmp_path / f"通知{suffix}"
    path.write_text(wrong, encoding="utf-8")
    assert api.fix(path, is_bold=True).data.decode() == right


@pytest.mark.parametrize("value", ['"云岭政发[2025]12号"', "'云岭政发[2025]12号'", "|\n  云岭政发[2025]12号"])
def test_what_is_not_written_as_it_reads_is_told_and_left(value: str, tmp_path: Path) -> None:
    path = tmp_path / "通知.yaml"
    text = SOURCE.format(**{key: pair[1] for key, pair in WRITTEN.items()} | {"number": value})
    path.write_text(text, encoding="utf-8")
    assert "head.number-brackets" in {each.code for each in api.check(path)}
    api.parse(api.fix(path, is_bold=True).data.decode(), "通知.yaml")


SHORT = """文种: 通知
发文机关: 云岭县人民政府
发文字号: 云岭政发〔2025〕12号
标题: {title}
主送机关: 各乡镇人民政府，县政府各部门
正文: |
  请认真落实。
成文日期: 2025-03-05
"""


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云岭县人民政府关于做好防汛抗旱工作的通知", 1),
        ("云岭县人民政府\\n关于做好全县防汛抗旱和山洪灾害防御工作的通知", 2),
    ],
)
@pytest.mark.parametrize("end", ["", "。"])
def test_a_title_as_long_as_the_text_of_a_page_is_one(title: str, lines: int, end: str) -> None:
    source = api.parse(SHORT.format(title=f'"{title}{end}"'), "通知.yaml")
    data = api.render(api.compose_source(source), "pdf").files[0]
    reading = api.read_bytes(data, "通知.pdf")
    assert reading.document.main_recipients == "各乡镇人民政府，县政府各部门"
    assert reading.document.title.rstrip("。") == title.replace("\\n", "")
