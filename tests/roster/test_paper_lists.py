"""Lists of people as notices print them → who is in which role of which group."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gongwen import api
from gongwen.roster.intake.document_lists import listings_of
from tests.paths import read_cases

OPEN = read_cases("roster/paper_lists.yaml")
KEPT = read_cases("roster/paper_lists_kept.yaml")
LEAST = 0.95
"""The share of the people of the lists kept aside that must be read."""
GROUP = "县森林防火工作领导小组"
NOTICE = """云溪县人民政府办公室关于成立{group}的通知
云政办发〔2024〕7号
各乡镇人民政府，县直各单位：
经县人民政府同意，成立{group}，现将组成人员名单通知如下：
{list}
云溪县人民政府办公室
2024年5月6日
"""


def read_list(text: str) -> dict[str, list[str]]:
    """Return who is in each group: 角色 姓名 职务."""
    document = api.read_bytes(NOTICE.format(group=GROUP, list=text.strip("\n")).encode(), "通知.txt").document
    return {
        listing.group: [
            " ".join(filter(None, map(row.text, ("角色", "姓名", "单位及职务", "单位"))))
            for row in listing.rows
        ]
        for listing in listings_of(document, Path("通知.txt"))
    }


def wanted(case: dict[str, Any]) -> dict[str, list[str]]:
    right = case["右"]
    return right if isinstance(right, dict) else {GROUP: right}


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case["名"])
def test_a_list_is_read(case: dict[str, Any]) -> None:
    assert read_list(case["文"]) == wanted(case)


def people(groups: dict[str, list[str]]) -> Counter[str]:
    return Counter(f"{group} {line}" for group, lines in groups.items() for line in lines)


def test_lists_that_were_kept_aside() -> None:
    """Most people are read, and next to nobody is made up."""
    right, asked, more = 0, 0, 0
    for case in KEPT:
        found, truth = people(read_list(case["文"])), people(wanted(case))
        right += (found & truth).total()
        asked += truth.total()
        more += (found - truth).total()
    assert right / asked >= LEAST
    assert more <= (1 - LEAST) * asked
