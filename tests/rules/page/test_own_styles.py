"""A docx and a PDF against an office's own style: by its own values, not those of the standard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongwen import api
from tests.making.direct_formatting import set_directly
from tests.paths import read_cases, sample_file

CASES = read_cases("rules/page/own_styles.yaml")
SAMPLE = "决定"
OF_LOOKS = ("look.", "page.", "number.", "line.", "table.", "place.", "imprint.", "closing.")


def style_of(case: Mapping[str, Any], folder: Path) -> str:
    path = folder / "本单位.yaml"
    values = {"继承": "gbt9704-2012", "名称": "本单位", **case["版式"]}
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return str(path)


@cache
def by_the_standard() -> bytes:
    return api.render(api.compose_source(api.load(sample_file(SAMPLE))), "docx").files[0]


def told(data: bytes, name: str, style: str) -> list[str]:
    found = api.check_bytes(data, name, style)
    return [f"{each.code} {each}" for each in found if each.code.startswith(OF_LOOKS)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名称"])
def test_what_an_office_lays_out_by_its_style_is_right_by_it(case: Mapping[str, Any], tmp_path: Path) -> None:
    style = style_of(case, tmp_path)
    composition = api.compose_source(api.load(sample_file(SAMPLE)), style)
    data = api.render(composition, "docx").files[0]
    assert not told(data, "公文.docx", style)
    assert not told(set_directly(data), "公文.docx", style)
    said = tuple(each.code for each in composition.findings)
    printed = told(api.render(composition, "pdf").files[0], "公文.pdf", style)
    assert not [line for line in printed if not line.startswith(said or ("?",))]


@pytest.mark.parametrize("case", [case for case in CASES if case["得"]], ids=lambda case: case["名称"])
def test_the_values_of_the_standard_are_told_where_the_office_has_others(
    case: Mapping[str, Any], tmp_path: Path
) -> None:
    style = style_of(case, tmp_path)
    for data in (by_the_standard(), set_directly(by_the_standard())):
        assert case["得"] in {line.partition(" ")[0] for line in told(data, "公文.docx", style)}
