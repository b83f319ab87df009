"""A source with blanks, filled from rows."""

from __future__ import annotations

from typing import Any

import pytest

from gongwen.finding import InputError
from gongwen.read.input.form import fill, read_form
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from tests.paths import read_cases

CASES: list[dict[str, Any]] = read_cases("many/forms.yaml")
NOTHING = "无此项"


def rows_of(case: dict[str, Any]) -> list[Row]:
    return [
        Row({key: Cell(str(text), f"行{number}!{key}") for key, text in cells.items()}, f"行{number}")
        for number, cells in enumerate(case["行"], 1)
    ]


@pytest.mark.parametrize("case", [case for case in CASES if "得" in case], ids=lambda case: case["名"])
def test_rows_make_a_document(case: dict[str, Any]) -> None:
    document = fill(read_form(case["文稿"], "文稿.yaml"), rows_of(case)).document
    said = document.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    for key, wanted in case["得"].items():
        if key == "正文":
            assert "\n".join(document.body) == wanted
        elif key == "名单":
            people = {
                role: [each if isinstance(each, str) else f"{each.name} {each.post}" for each in seats]
                for role, seats in document.roster.items()
            }
            assert people == wanted
        else:
            assert said.get(key, NOTHING) == wanted


@pytest.mark.parametrize("case", [case for case in CASES if "错" in case], ids=lambda case: case["名"])
def test_what_makes_no_document_is_told_with_its_cell(case: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        fill(read_form(case["文稿"], "文稿.yaml"), rows_of(case))
    assert str(caught.value).startswith(case["错"])
