"""The settings of an office: what a file may say, and what they leave of the findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongwen.address import Place, Stretch
from gongwen.finding import Finding, Force, InputError, UsageError, excerpt_of
from gongwen.read.input.check_settings import (
    CheckSettings,
    parse_check_settings,
    read_check_settings,
    select_findings,
)
from tests.paths import read_cases

CASES: list[dict[str, Any]] = read_cases("read/check_settings.yaml")
CODES = ("dates.dotted", "dates.padded", "head.number-form", "head.number-year", "quotes.nested")


def finding(code: str, text: str = "", span: tuple[int, int] | None = None) -> Finding:
    at = Stretch(Place("a", 1), *(span or ()))
    return Finding(code, at, "问题", "", "一般", "建议", excerpt_of(text, span))


@pytest.mark.parametrize("case", [case for case in CASES if "错" not in case], ids=lambda case: case["名"])
def test_settings_are_read(case: dict[str, Any]) -> None:
    assert parse_check_settings(case["文"], "设置.yaml", CODES) == CheckSettings(
        tuple(case.get("忽略", ())), tuple(case.get("只查", ())), tuple(case.get("词语", ())),
        case.get("程度", {}), case.get("版式", ""),
    )  # fmt: skip


@pytest.mark.parametrize("case", [case for case in CASES if "错" in case], ids=lambda case: case["名"])
def test_what_is_wrong_is_told_with_its_line(case: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        parse_check_settings(case["文"], "设置.yaml", CODES)
    assert caught.value.problems == case["错"]


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "设置.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + "版式: 甲\r\n忽略: [dates]\r\n".encode())
    assert read_check_settings(path, CODES) == CheckSettings(("dates",), style="甲")
    with pytest.raises(UsageError):
        read_check_settings(tmp_path / "没有.yaml", CODES)


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        (CheckSettings(), list(CODES)),
        (CheckSettings(skipped=("dates",)), list(CODES[2:])),
        (CheckSettings(skipped=("head.number",)), [*CODES[:2], CODES[4]]),
        (CheckSettings(only=("head", "quotes.nested")), list(CODES[2:])),
        (CheckSettings(only=("head",), skipped=("head.number-year",)), [CODES[2]]),
        (CheckSettings(only=("read",)), []),
    ],
)
def test_rules_are_chosen(settings: CheckSettings, left: list[str]) -> None:
    assert [each.code for each in select_findings(map(finding, CODES), settings)] == left


def test_the_longest_code_gives_the_force() -> None:
    forces: dict[str, Force] = {"head": "应当", "head.number-year": "惯例"}
    assert [each.force for each in select_findings(map(finding, CODES), CheckSettings(forces=forces))] == [
        "一般", "一般", "应当", "惯例", "一般",
    ]  # fmt: skip
